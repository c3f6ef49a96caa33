// Further texts of the form of a link in English, which are loaded with it.
export default {
  "link.forwardQuery": "Hand on what is added to the link",
  "linkForm.forwardQueryHint": "Of what stands behind the link’s “?” when somebody opens it.",
  "handedOn.": "As the service is set up",
  "handedOn.ids": "Click ids of ads and mails",
  "handedOn.true": "Everything",
  "handedOn.false": "Nothing",
  "linkForm.withUtm": "Add UTM parameters",
  "linkForm.withUtmHint": "Not for an address that is signed, such as a download from S3: what is added would break it.",
  "linkForm.utmOff": "none",
};
