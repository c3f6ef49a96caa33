// Comment on partage d’ailleurs, en français ; chargé avec le compte.
export default {
  "anywhere.title": "Partagez d’où vous êtes",
  "anywhere.bookmark": "Faites glisser ce bouton dans la barre de favoris du navigateur. Sur n’importe quelle page, il ouvre un nouveau partage avec l’adresse et le titre de cette page.",
  "anywhere.bookmarkName": "Partager avec Grapevine",
  "anywhere.dragged": "À faire glisser dans la barre de favoris : ici, il ne fait rien",
  "anywhere.copy": "Copier son adresse",
  "anywhere.noBar": "Pas de barre de favoris ? Ajoutez une page quelconque aux favoris, puis remplacez son adresse par celle que vous avez copiée.",
  "anywhere.phone": "Sur un téléphone",
  "anywhere.install": "Choisissez « Installer l’application » ou « Ajouter à l’écran d’accueil » dans le menu du navigateur. Sur Android, Grapevine figure alors parmi les applications vers lesquelles partager une page.",
};
