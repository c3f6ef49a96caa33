// All texts of the page in English. {name} is filled in; {one, other} are plural forms of {n}.
export default {
  // --- common
  "common.close": "Close",
  "common.copy": "Copy",
  "common.copied": "Copied",
  "common.copyFailed": "The browser did not allow copying",
  "common.loading": "Loading …",
  "common.next": "Next",
  "common.pages": "Pages",
  "common.previous": "Previous",
  "common.retry": "Try again",
  "common.unknown": "Unknown",
  "common.save": "Save",
  "common.cancel": "Cancel",
  "common.delete": "Delete",
  "common.undo": "Undo",
  "common.edit": "Edit",
  "common.optional": "optional",
  "channel.none": "No channel",
  "demo.banner": "This is demonstration data. “grapevine demo --remove” takes it away.",

  // --- problems
  "problem.unexpected": "Something went wrong on this page. Reload it, and if that does not help, look at the service's log.",
  "problem.unreachable": "The service cannot be reached. Check the connection and try again.",
  "problem.forbidden": "You are signed in, but not allowed to do this. Ask an admin for the right.",
  "problem.tooMany": "Too many requests. Try again in {seconds} seconds.",
  "problem.noPage": "There is no such page",
  "problem.noPageBack": "Back to the overview",

  // --- shell
  "nav.skip": "Skip to content",
  "nav.menu": "Menu",
  "nav.label": "Main",
  "nav.overview": "Overview",
  "nav.shareSets": "Share",
  "nav.links": "Links",
  "nav.campaigns": "Campaigns",
  "nav.keys": "API keys",
  "nav.accounts": "Accounts",
  "nav.signOut": "Sign out",
  "nav.api": "API",
  "nav.language": "Language",

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
