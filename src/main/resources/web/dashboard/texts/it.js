// Tutti i testi della pagina in italiano. {name} viene sostituito; {one, other} sono le forme del plurale di {n}.
export default {
  // --- common
  "common.close": "Chiudi",
  "common.copy": "Copia",
  "common.copied": "Copiato",
  "common.copyFailed": "Il browser non ha permesso di copiare",
  "common.loading": "Caricamento …",
  "common.next": "Avanti",
  "common.pages": "Pagine",
  "common.previous": "Indietro",
  "common.retry": "Riprova",
  "common.unknown": "Sconosciuto",
  "common.save": "Salva",
  "common.cancel": "Annulla",
  "common.delete": "Elimina",
  "common.undo": "Ripristina",
  "common.edit": "Modifica",
  "common.optional": "facoltativo",
  "channel.none": "Nessun canale",
  "demo.banner": "Questi sono dati dimostrativi. «grapevine demo --remove» li elimina.",

  // --- problems
  "problem.unexpected": "Qualcosa è andato storto in questa pagina. Ricaricala; se non basta, guarda il log del servizio.",
  "problem.unreachable": "Il servizio non è raggiungibile. Controlla la connessione e riprova.",
  "problem.forbidden": "Hai effettuato l’accesso, ma non hai il permesso di farlo. Chiedi a un amministratore.",
  "problem.tooMany": "Troppe richieste. Riprova tra {seconds} secondi.",
  "problem.noPage": "Questa pagina non esiste",
  "problem.noPageBack": "Torna alla panoramica",

  // --- shell
  "nav.skip": "Vai al contenuto",
  "nav.menu": "Menu",
  "nav.label": "Principale",
  "nav.overview": "Panoramica",
  "nav.shareSets": "Condividi",
  "nav.links": "Link",
  "nav.campaigns": "Campagne",
  "nav.keys": "Chiavi API",
  "nav.accounts": "Account",
  "nav.signOut": "Esci",
  "nav.api": "API",
  "nav.language": "Lingua",

  // --- sign-in

  // --- links

  // --- bulk

  // --- campaigns

  // --- keys and accounts

  // --- share sets

  // --- card

  // --- report

  // --- visits and evidence

  // --- tree
};
