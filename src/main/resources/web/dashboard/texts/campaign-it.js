// Texts of what a campaign says of utm parameters in Italian, which are loaded with its form.
export default {
  "campaignUtm.hint": "Ciò che ricevono tutti i link di questa campagna che non lo indicano da sé. {channel}, {audience} e {date} stanno per il canale, il pubblico e il giorno di creazione del link. Se vuoti, source e medium vengono dal canale e campaign è il nome breve.",
  "campaignUtm.preview": "Ciò che si aggiunge",
  "campaignUtm.channel": "Di un link per",
  "campaignUtm.audience": "Il suo pubblico",
  "campaignUtm.leads": "Creato oggi, da https://example.com/ porterebbe a:",
};
