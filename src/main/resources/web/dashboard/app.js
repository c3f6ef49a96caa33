// The shell: who is signed in, where one is, and what surrounds every page.

import { ApiError, api, may, onSignedOut } from "./base/api.js";
import { useGet } from "./base/asking.js";
import { html, render, useEffect, useErrorBoundary, useRef, useState } from "./base/html.js";
import { language, languages, ownName, setLanguage, t } from "./base/i18n.js";
import { Icon } from "./base/icons.js";
import { Account, mayOpen, navigationOf } from "./base/navigation.js";
import { Notices, dismissAll, notify } from "./base/overlays.js";
import { wantFocus } from "./base/page.js";
import { go } from "./base/places.js";
import { useSearchKeys } from "./base/shortcuts.js";
import { Loading, Problem, problemText } from "./base/states.js";
import { Leave, isEdited, letGo } from "./base/unsaved.js";

/** Paths and the modules of their pages; the first that fits. :name is one segment. */
const ROUTES = [
  ["/", () => import("./pages/overview.js")],
  ["/links", () => import("./pages/links.js")],
  ["/links/new", () => import("./pages/link-edit.js")],
  ["/links/bulk", () => import("./pages/links-bulk.js")],
  ["/moves", () => import("./pages/moves.js")],
  ["/link/:domain/:code", () => import("./pages/link.js")],
  ["/link/:domain/:code/edit", () => import("./pages/link-edit.js")],
  ["/share-sets", () => import("./pages/share-sets.js")],
  ["/share-sets/new", () => import("./pages/share-set-new.js")],
  ["/share-sets/:id", () => import("./pages/share-set.js")],
  ["/tags", () => import("./pages/tags.js")],
  ["/campaigns", () => import("./pages/campaigns.js")],
  ["/campaigns/new", () => import("./pages/campaign-edit.js")],
  ["/campaigns/:slug", () => import("./pages/campaign.js")],
  ["/campaigns/:slug/story", () => import("./pages/story.js")],
  ["/campaigns/:slug/edit", () => import("./pages/campaign-edit.js")],
  ["/visits", () => import("./pages/visits.js")],
  ["/keys", () => import("./pages/keys.js")],
  ["/accounts", () => import("./pages/accounts.js")],
  ["/webhooks", () => import("./pages/webhooks.js")],
  ["/link-reports", () => import("./pages/link-reports.js")],
  ["/domains", () => import("./pages/domains.js")],
  ["/audit", () => import("./pages/audit.js")],
  ["/feeds", () => import("./pages/feeds.js")],
  ["/shared-reports", () => import("./pages/shared-reports.js")],
  ["/views", () => import("./pages/views.js")],
  ["/notices", () => import("./pages/notices.js")],
  ["/me", () => import("./pages/me.js")],
  ["/invitation/:token", () => import("./pages/invitation.js")],
  ["/first-account", () => import("./pages/first-account.js")],
];

/** Is seen without an account. */
const INVITATION = "/invitation/:token";

/** Stands for a place that one would go to. */
const SIGN_OUT = "sign-out";

function place() {
  const [path, query = ""] = (location.hash.slice(1) || "/").split("?");
  const params = Object.fromEntries(new URLSearchParams(query));
  for (const [pattern, load] of ROUTES) {
    const names = [];
    const expression = pattern.replace(/:(\w+)/g, (whole, name) => names.push(name) && "([^/]+)");
    const found = new RegExp("^" + expression + "$").exec(path);
    if (found) {
      const args = Object.fromEntries(names.map((name, i) => [name, decode(found[i + 1])]));
      return { path, params, args, pattern, load };
    }
  }
  return { path, params, args: {}, pattern: null, load: null };
}

function decode(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Where one is, and where one would go from a form that is not saved: [here, leaving, setLeaving]. */
function usePlace() {
  const [here, setHere] = useState(place);
  const [leaving, setLeaving] = useState(null);
  const at = useRef({ path: here.path, address: location.href });
  useEffect(() => {
    const moved = () => {
      const now = place();
      if (now.path !== at.current.path) {
        if (isEdited()) {
          setLeaving(location.hash || "#/");
          history.pushState(null, "", at.current.address);
          return;
        }
        wantFocus();
        scrollTo(0, 0);
      }
      at.current = { path: now.path, address: location.href };
      setHere(now);
    };
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, []);
  return [here, leaving, setLeaving];
}

function Page({ here, me, about, signOut }) {
  const [loaded, setLoaded] = useState(null);
  const [error, setError] = useState(null);
  useEffect(() => {
    if (!here.load) {
      return undefined;
    }
    let current = true;
    setError(null);
    here.load().then(
      (module) => current && setLoaded({ pattern: here.pattern, component: module.default }),
      async (failure) => {
        const error = await whyNot(failure);
        if (current) {
          console.error(failure);
          setError(error);
        }
      });
    return () => (current = false);
  }, [here.pattern]);
  if (!here.load) {
    return html`<h1 tabindex="-1">${t("problem.noPage")}</h1><p class="lead"><a href="#/">${t("problem.noPageBack")}</a></p>`;
  }
  if (!mayOpen(me, here.path)) {
    return html`<h1 tabindex="-1">${t("problem.notYours")}</h1><p>${t("problem.type.forbidden")}</p><p><a href="#/">${t("problem.noPageBack")}</a></p>`;
  }
  if (error) {
    return html`<${Problem} error=${error} retry=${startAnew} />`;
  }
  if (!loaded || loaded.pattern !== here.pattern) {
    return html`<${Loading} />`;
  }
  return html`<${Guarded} key=${here.path} component=${loaded.component} path=${here.path} args=${here.args} params=${here.params} me=${me} about=${about} signOut=${signOut} />`;
}

/** Why a page's module did not come: the service is away, or the module is at fault. */
const whyNot = (failure) => api.get("/session").then(() => failure, (error) => (error.status === 0 ? error : failure));

/** Begins anew once the service is there to begin with: the browser's own page of errors knows no way back. */
const startAnew = () => api.get("/session").catch((error) => error.status).then((status) => status !== 0 && location.reload());

/** A page that fails takes nothing else with it. */
function Guarded({ component, ...rest }) {
  const [error] = useErrorBoundary((failure) => console.error(failure));
  return error ? html`<${Problem} error=${error} retry=${startAnew} />` : html`<${component} ...${rest} />`;
}

/** The search over everything, which is loaded when it is first asked for. */
function Finder({ me, onClose }) {
  const [Search, setSearch] = useState(null);
  useEffect(() => {
    import("./pages/search.js").then((module) => setSearch(() => module.default), (failure) => {
      console.error(failure);
      notify(problemText(failure));
      onClose();
    });
  }, []);
  return Search && html`<${Search} me=${me} onClose=${onClose} />`;
}

/** Leads whoever came with the first key to an account of their own. */
function Alone({ me, path }) {
  const { data } = useGet(path === "/" && me.via === "key" && may(me, "admin") ? "/accounts" : null, { limit: 1 });
  return path === "/" && data && data.items.length === 0 && html`<aside class="tell" aria-label=${t("nav.me")}>
    ${t("first.alone")} <a href="#/first-account">${t("first.make")}</a></aside>`;
}

/** @param away whether it waits, hidden, until one has signed in again: a dialogue in it would lock what is in sight */
function Shell({ me, about, signOut, away }) {
  const [here, leaving, setLeaving] = usePlace();
  const [open, setOpen] = useState(false);
  const [searching, setSearching] = useState(false);
  useSearchKeys(away ? null : () => setSearching(true));
  const leave = () => {
    setLeaving(null);
    letGo();
    if (leaving === SIGN_OUT) {
      signOut();
    } else {
      location.hash = leaving;
    }
  };
  const askedSignOut = () => (isEdited() ? setLeaving(SIGN_OUT) : signOut());
  useEffect(() => setOpen(false), [here.path]);
  const current = (path) => (path === "/" ? here.path === "/" : (here.path + "/").startsWith(path + "/") || (path === "/links" && /^\/(link\/|tags$)/.test(here.path)));
  return html`
    <a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); document.getElementById("main").focus(); }}>${t("nav.skip")}</a>
    <header class="top"><div class="top-in">
      <a class="brand" href="#/"><img src="/favicon.svg" alt="" width="28" height="28" />Grapevine</a>
      <nav id="nav" class=${open ? "open" : ""} aria-label=${t("nav.label")}>
        ${navigationOf(me).map(([path, label]) => html`<a href=${"#" + path} aria-current=${current(path) ? "page" : undefined}
          onClick=${() => setOpen(false)}>${t(label)}</a>`)}
      </nav>
      <button type="button" class="quiet finder-open" aria-label=${t("nav.search")} aria-keyshortcuts="Control+K Meta+K" onClick=${() => setSearching(true)}>
        <${Icon} name="search" /><span>${t("nav.search")}</span><kbd aria-hidden="true">${/Mac|iP/.test(navigator.platform) ? "⌘K" : t("nav.searchKey")}</kbd></button>
      <${Account} me=${me} signOut=${askedSignOut} />
      <button type="button" class="quiet square menu" aria-label=${t("nav.menu")} aria-expanded=${open ? "true" : "false"} aria-controls="nav"
        onClick=${() => setOpen(!open)}><${Icon} name=${open ? "close" : "menu"} size=${22} /></button>
    </div></header>
    ${about && about.demo && html`<aside class="demo" aria-label=${t("demo.title")}><${DemoNote} /></aside>`}
    ${!away && html`<${Alone} me=${me} path=${here.path} />`}
    <main id="main" tabindex="-1"><${Page} here=${here} me=${me} about=${about} signOut=${askedSignOut} /></main>
    <${Footer} />
    ${searching && !away && html`<${Finder} me=${me} onClose=${() => setSearching(false)} />`}
    ${leaving && !away && html`<${Leave} onLeave=${leave} onStay=${() => setLeaving(null)} />`}
    <${Notices} />`;
}

/** The command is not to break over lines, as words may at hyphens. */
function DemoNote() {
  const [before, after] = t("demo.banner", { command: "\n" }).split("\n");
  return html`${before}<span class="whole">grapevine demo --remove</span>${after}`;
}

function Footer() {
  return html`<footer>
    <span>Grapevine</span>
    <label>${t("nav.language")} <select value=${language} onChange=${(event) => setLanguage(event.target.value)}>
      ${languages.map((tag) => html`<option value=${tag} selected=${tag === language} lang=${tag}>${ownName(tag)}</option>`)}
    </select></label>
  </footer>`;
}

function App() {
  const [me, setMe] = useState(undefined);
  const [about, setAbout] = useState(null);
  const [SignIn, setSignIn] = useState(null);
  const [error, setError] = useState(null);
  const [Join, setJoin] = useState(null);
  const [ended, setEnded] = useState(false);
  // Who was signed in when the session ended in the middle of an edit: what is typed waits for them, and for nobody else.
  const [kept, setKept] = useState(null);
  const present = useRef(null);
  const signedIn = (who) => {
    present.current = who;
    setMe(who);
    api.get("/about").then(setAbout, () => setAbout(null));
  };
  useEffect(() => {
    onSignedOut(() => {
      setEnded(true);
      setKept(isEdited() ? present.current : null);
      setMe(null);
    });
    api.get("/session").then(signedIn, (failure) =>
      failure instanceof ApiError && failure.status === 401 ? setMe(null) : setError(failure));
  }, []);
  useEffect(() => {
    if (me === null) {
      import("./pages/sign-in.js").then((module) => setSignIn(() => module.default), setError);
      if (place().pattern === INVITATION) {
        place().load().then((module) => setJoin(() => module.default), setError);
      }
    }
  }, [me]);
  const signOut = async () => {
    try {
      await api.del("/session");
    } catch (failure) {
      if (failure.status !== 401) {
        notify(problemText(failure));
        return;
      }
    }
    dismissAll();
    go("/");
    setEnded(false);
    setKept(null);
    setMe(null);
  };
  if (error) {
    return html`<main class="narrow"><${Problem} error=${error} retry=${startAnew} /></main>`;
  }
  const who = me || kept;
  if (!who && !SignIn) {
    return html`<main><${Loading} /></main>`;
  }
  return html`
    ${who && html`<div key=${who.via + " " + who.name} class="shell" hidden=${me === null}><${Shell} me=${who} about=${about} signOut=${signOut} away=${me === null} /></div>`}
    ${me === null && Join && html`<${Join} args=${place().args} onSignedIn=${signedIn} onLeave=${() => { go("/"); setJoin(null); }} />`}
    ${me === null && SignIn && html`${!Join && html`<${SignIn} ended=${ended} onSignedIn=${signedIn} />`}<${Footer} />${!who && html`<${Notices} />`}`}`;
}

if (location.search) {
  const { arrive } = await import("./base/arrival.js");
  arrive();
}
const root = document.getElementById("app");
root.textContent = "";
render(html`<${App} />`, root);
