// Wie man von anderswo teilt, auf Deutsch; wird mit dem eigenen Konto geladen.
export default {
  "anywhere.title": "Von überall teilen",
  "anywhere.bookmark": "Ziehen Sie diese Schaltfläche in die Lesezeichenleiste Ihres Browsers. Auf einer beliebigen Seite gedrückt, öffnet sie ein neues Link-Set mit Adresse und Titel dieser Seite.",
  "anywhere.bookmarkName": "Mit Grapevine teilen",
  "anywhere.dragged": "In die Lesezeichenleiste ziehen: hier gedrückt bewirkt sie nichts",
  "anywhere.copy": "Adresse kopieren",
  "anywhere.noBar": "Keine Lesezeichenleiste? Speichern Sie eine beliebige Seite als Lesezeichen und ersetzen Sie deren Adresse durch die kopierte.",
  "anywhere.phone": "Auf dem Smartphone",
  "anywhere.install": "Wählen Sie im Menü des Browsers „App installieren“ oder „Zum Startbildschirm hinzufügen“. Auf Android steht Grapevine dann unter den Apps, mit denen Sie eine Seite teilen können.",
};
