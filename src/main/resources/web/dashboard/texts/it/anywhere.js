// Come si condivide da altrove, in italiano; caricato con il proprio account.
export default {
  "anywhere.title": "Condividi da dove sei",
  "anywhere.bookmark": "Trascina questo pulsante nella barra dei preferiti del browser. Premuto su una pagina qualsiasi, apre una nuova condivisione con l’indirizzo e il titolo di quella pagina.",
  "anywhere.bookmarkName": "Condividi con Grapevine",
  "anywhere.dragged": "Trascinalo nella barra dei preferiti: premuto qui non fa nulla",
  "anywhere.copy": "Copia l’indirizzo",
  "anywhere.noBar": "Senza barra dei preferiti? Aggiungi ai preferiti una pagina qualsiasi e metti l’indirizzo copiato al posto del suo.",
  "anywhere.phone": "Sul telefono",
  "anywhere.install": "Scegli «Installa app» o «Aggiungi a schermata Home» nel menu del browser. Su Android, Grapevine è poi tra le app con cui puoi condividere una pagina.",
};
