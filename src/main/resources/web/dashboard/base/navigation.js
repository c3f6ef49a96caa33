// Where one may go: the pages of the header, and those of the account's menu.

import { may } from "./api.js";
import { html } from "./html.js";
import { t } from "./i18n.js";
import { Icon } from "./icons.js";
import { Menu } from "./overlays.js";

const NAVIGATION = [
  ["/", "nav.overview", "stats:read"],
  ["/share-sets", "nav.shareSets", "links:read"],
  ["/links", "nav.links", "links:read"],
  ["/campaigns", "nav.campaigns", "links:read"],
];

const OF_ADMINS = [
  ["/accounts", "nav.accounts"],
  ["/keys", "nav.keys"],
  ["/webhooks", "nav.webhooks"],
  ["/link-reports", "linkReports.title"],
  ["/domains", "link.domains"],
  ["/audit", "nav.audit"],
];

/** What a page needs, by its place: [place, right, whether it goes beyond one campaign]. A form that one may not send is not shown. */
const NEEDS = [
  [/^\/(links|share-sets)\/(new|bulk)$|\/edit$/, "links:write"],
  [/^\/campaigns\/new$/, "links:write", true],
  [/^\/(links|share-sets|campaigns|link|tags)(\/|$)/, "links:read"],
  [/^\/(visits|feeds|views|shared-reports)$/, "stats:read"],
  [/^\/notices$/, "stats:read", true],
  [/^\/(accounts|keys|webhooks|link-reports|domains|moves|audit|first-account)$/, "admin"],
];

/** Whether who is signed in may do what a page is for. */
export function mayOpen(me, path) {
  const need = NEEDS.find(([place]) => place.test(path));
  return !need || (may(me, need[1]) && !(need[2] && me.campaign));
}

/** The pages of the header, for who is signed in: [path, text]. */
export const navigationOf = (me) => NAVIGATION.filter(([, , scope]) => may(me, scope));

const initials = (name) =>
  name.split(/\s+/).filter(Boolean).slice(0, 2).map((word) => [...word][0].toUpperCase()).join("") || "?";

/** The pages of the account's menu: [path, text]. */
export const menuOf = (me) => [
  ["/me", "nav.me"],
  ...(may(me, "stats:read") ? [["/views", "nav.views"], ["/shared-reports", "nav.shared"], ["/feeds", "nav.feeds"]] : []),
  ...(may(me, "admin") ? OF_ADMINS : []),
  ["/api", "nav.api"],
];

export function Account({ me, signOut }) {
  const items = [
    ...menuOf(me).map(([path, label]) => ({ label: t(label), href: (path === "/api" ? "" : "#") + path })),
    { label: t("nav.signOut"), run: signOut },
  ];
  return html`<span class="who"><${Menu} label=${t("nav.account", { name: me.name })} class="quiet" items=${items}>
    <span class="initials" data-initials=${initials(me.name)}></span><bdi class="who-name clip">${me.name}</bdi><${Icon} name="chevron" size=${14} />
  </${Menu}></span>`;
}
