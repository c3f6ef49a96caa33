// Further texts of the form of a link in Italian, which are loaded with it.
export default {
  "link.forwardQuery": "Trasmetti ciò che si aggiunge al link",
  "linkForm.forwardQueryHint": "Di ciò che segue il «?» del link quando qualcuno lo apre.",
  "handedOn.": "Come è impostato il servizio",
  "handedOn.ids": "Gli id di clic di annunci e newsletter",
  "handedOn.true": "Tutto",
  "handedOn.false": "Niente",
  "linkForm.withUtm": "Aggiungi i parametri UTM",
  "linkForm.withUtmHint": "Non per un indirizzo firmato, come un download da S3: ciò che si aggiunge lo renderebbe non valido.",
  "linkForm.utmOff": "nessuno",
};
