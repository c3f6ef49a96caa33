// The search over everything: what has a name, and the pages. By keys alone: one types, arrows choose, Enter goes there.

import { api, may } from "../base/api.js";
import { useChannels, useLoad, useSettled } from "../base/asking.js";
import { Text, html, useEffect, useRef, useState } from "../base/html.js";
import { addTexts, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { menuOf, navigationOf } from "../base/navigation.js";
import { Dialog } from "../base/overlays.js";
import { href, linkPath } from "../base/places.js";
import { Problem } from "../base/states.js";

await addTexts("search");

const LIMIT = 20;
/** So many pages stand among what was found. */
const PAGES = 5;

const ICONS = { campaign: "flag", audience: "people", view: "bookmark", shareSet: "share", tag: "tag", link: "link", page: "page", all: "search" };

/** What can be done from anywhere, beside the pages of the menus: [path, text, scope, whether beyond one campaign]. */
const DEEDS = [
  ["/share-sets/new", "shareSets.none", "links:write"],
  ["/links/new", "links.new", "links:write"],
  ["/links/bulk", "links.bulk", "links:write"],
  ["/moves", "nav.moves", "admin"],
  ["/campaigns/new", "campaigns.new", "links:write", true],
  ["/tags", "tags.title", "links:read"],
  ["/visits", "search.visits", "stats:read"],
  ["/notices", "me.sent", "stats:read", true],
];

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Pages whose names have all words, those first that begin with what is typed. */
export function pagesWith(pages, typed) {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const wanted = words.join(" ");
  const found = pages.filter(({ name }) => words.every((word) => plain(name).includes(word)));
  return [...found.filter(({ name }) => plain(name).startsWith(wanted)), ...found.filter(({ name }) => !plain(name).startsWith(wanted))];
}

/** Where something that was found is. */
function placeOf({ type, id, domain, detail }, reports) {
  switch (type) {
    case "campaign": return "#/campaigns/" + encodeURIComponent(id);
    case "shareSet": return "#/share-sets/" + encodeURIComponent(id);
    case "audience": return reports ? href("/", { audience: id, range: "all" }) : href("/links", { search: id });
    case "tag": return href("/links", { tag: id });
    case "view": return "#" + detail;
    default: return "#" + linkPath({ domain, code: id });
  }
}

/** What stands beneath a name. */
function beneath({ type, id, domain, channel, audience, name, detail }, channelName) {
  const of = [audience !== name && audience, channel && channelName(channel), domain + "/" + id].filter(Boolean).join(" · ");
  return type === "link" ? [of, detail].filter(Boolean).join(" → ") : type === "view" || plain(name) === detail ? null : detail;
}

function Option({ option, id, chosen, choose, point }) {
  const element = useRef(null);
  useEffect(() => {
    if (chosen) {
      element.current.scrollIntoView({ block: "nearest" });
    }
  }, [chosen]);
  return html`<li ref=${element} id=${id} role="option" aria-selected=${chosen ? "true" : "false"} onClick=${choose} onMouseMove=${point}>
    <${Icon} name=${ICONS[option.type]} />
    <span class="hit"><${Text} class="hit-name" value=${option.name} />${option.beneath && html`<small><${Text} value=${option.beneath} /></small>`}</span>
    <span class="hit-type">${option.type === "all" ? "" : t("search.type." + option.type)}</span>
  </li>`;
}

export default function Search({ me, onClose }) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const { name: channelName } = useChannels();
  const wanted = useSettled(typed.trim(), 150);
  const { data, error, loading } = useLoad(
    (signal) => (wanted ? api.get("/search", { q: wanted, limit: LIMIT }, signal) : Promise.resolve(null)), [wanted]);
  const pages = [...navigationOf(me), ...DEEDS.filter(([, , scope, beyond]) => may(me, scope) && !(beyond && me.campaign)), ...menuOf(me)]
    .map(([path, key]) => ({ type: "page", name: t(key), place: path === "/api" ? path : "#" + path }));
  const hits = typed.trim() && data ? data.items.map((hit) => ({ ...hit, place: placeOf(hit, may(me, "stats:read")), beneath: beneath(hit, channelName) })) : [];
  const named = typed.trim() ? pagesWith(pages, typed).slice(0, PAGES) : pages;
  const all = typed.trim() && may(me, "links:read")
    ? [{ type: "all", name: t("search.inLinks", { words: typed.trim() }), place: href("/links", { search: typed.trim() }) }] : [];
  const options = [...hits.filter((hit) => hit.fit === "exact"), ...named, ...hits.filter((hit) => hit.fit !== "exact"), ...all];
  const chosen = Math.min(at, options.length - 1);
  useEffect(() => setAt(0), [typed, data]);
  const choose = (option) => {
    onClose();
    if (option.place.startsWith("#")) {
      location.hash = option.place;
    } else {
      location.href = option.place;
    }
  };
  const pressed = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length > 0 && !event.isComposing) {
      event.preventDefault();
      setAt((present) => (Math.min(present, options.length - 1) + step + options.length) % options.length);
    }
  };
  const settled = wanted === typed.trim() && !loading;
  const found = hits.length + (typed.trim() ? named.length : 0);
  return html`<${Dialog} title=${t("search.title")} onClose=${onClose}>
    <form class="finder" role="search" onSubmit=${(event) => { event.preventDefault(); if (options[chosen]) { choose(options[chosen]); } }}>
      <input type="text" role="combobox" aria-label=${t("search.label")} placeholder=${t("search.hint")} maxlength="200" autocomplete="off" autocapitalize="none" spellcheck=${false}
        enterkeyhint="go" aria-autocomplete="list" aria-expanded=${options.length > 0 ? "true" : "false"} aria-controls="finder-list"
        aria-activedescendant=${options.length > 0 ? "finder-" + chosen : undefined} value=${typed} onInput=${(event) => setTyped(event.target.value)} onKeyDown=${pressed} />
    </form>
    <${Problem} error=${error} />
    <p role="status" class=${settled && typed.trim() && found === 0 ? "hint" : "hidden-text"}>${!typed.trim() || !settled ? "" : found === 0 ? t("search.none", { words: typed.trim() }) : t("search.found", { n: found })}</p>
    <ul id="finder-list" class=${"hits" + (loading ? " busy" : "")} role="listbox" aria-label=${t("search.title")}>
      ${options.map((option, i) => html`<${Option} key=${option.place + option.name} id=${"finder-" + i} option=${option} chosen=${i === chosen} choose=${() => choose(option)} point=${() => at !== i && setAt(i)} />`)}
    </ul>
    <p class="hint keys" aria-hidden="true"><kbd>↑</kbd> <kbd>↓</kbd> ${t("search.keys.move")} <kbd>Enter</kbd> ${t("search.keys.go")} <kbd>Esc</kbd> ${t("search.keys.close")}</p>
  </${Dialog}>`;
}
