// How one shares from elsewhere, in English; loaded with one's own account.
export default {
  "anywhere.title": "Share from where you are",
  "anywhere.bookmark": "Drag this button into your browser’s bookmarks bar. Pressed on any page, it opens a new share set with the address and title of that page.",
  "anywhere.bookmarkName": "Share with Grapevine",
  "anywhere.dragged": "Drag it into the bookmarks bar: pressed here, it does nothing",
  "anywhere.copy": "Copy its address",
  "anywhere.noBar": "No bookmarks bar? Bookmark any page, and put the copied address in place of its own.",
  "anywhere.phone": "On a phone",
  "anywhere.install": "Choose “Install app” or “Add to Home screen” in the browser’s menu. On Android, Grapevine is then among the apps that you can share a page to.",
};
