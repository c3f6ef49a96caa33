// What all pages are made of. Text from outside is only ever given as a child or an attribute, never as HTML.

import { html, useCallback, useEffect, useRef, useState } from "./vendor/htm-3.1.1/preact.js";
import { ApiError, api } from "./api.js";
import { Field } from "./fields.js";
import { Icon } from "./icons.js";
import { duration, has, t } from "./i18n.js";
import { notify } from "./overlays.js";

export * from "./vendor/htm-3.1.1/preact.js";
export * from "./fields.js";
export * from "./overlays.js";
export { Icon };

// --- places

/** A place of the page: "#/links?search=x" from a path and parameters. */
export function href(path, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== "") {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return "#" + path + (text ? "?" + text : "");
}

export function go(path, params) {
  location.hash = href(path, params);
}

/** Changes the parameters of the place one is at, without a new entry in the history. */
export function setParams(path, params) {
  history.replaceState(null, "", href(path, params));
  dispatchEvent(new HashChangeEvent("hashchange"));
}

/** A link's place on the page. @param link of the API @param more such as "/edit" */
export const linkPath = (link, more = "") =>
  "/link/" + encodeURIComponent(link.domain) + "/" + encodeURIComponent(link.code) + more;

/** Whether who is signed in may do what a scope stands for. */
export const may = (me, scope) => me.scopes.includes("admin") || me.scopes.includes(scope);

// The cursors that led to each cursor, for the way back.
const cameBy = new Map();

/**
 * Pages of a cursor, kept in the place: the properties of a {@link Pager}.
 *
 * @param next the cursor of the next page, or null
 */
export function pages(path, params, next) {
  const { cursor, ...rest } = params;
  return {
    next,
    back: Boolean(cursor),
    onNext: () => {
      cameBy.set(next, cursor);
      go(path, { ...rest, cursor: next });
      scrollTo(0, 0);
    },
    onBack: () => {
      go(path, { ...rest, cursor: cameBy.get(cursor) });
      scrollTo(0, 0);
    },
  };
}

// --- asking

/**
 * What a function that asks the API came to: {data, error, loading, reload}. What an earlier question answers late
 * is dropped; the data of the last answer stay while the next is on its way.
 *
 * @param ask takes an AbortSignal
 */
export function useLoad(ask, dependencies) {
  const [state, setState] = useState({ data: null, error: null, loading: true });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    ask(abort.signal).then(
      (data) => !abort.signal.aborted && setState({ data, error: null, loading: false }),
      (error) => {
        if (!abort.signal.aborted) {
          if (!(error instanceof ApiError)) {
            console.error(error);
          }
          setState({ data: null, error, loading: false });
        }
      });
    return () => abort.abort();
  }, [...dependencies, turn]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return { ...state, reload };
}

/** As {@link useLoad} of a GET. @param path null asks nothing */
export function useGet(path, params = {}) {
  return useLoad((signal) => (path ? api.get(path, params, signal) : Promise.resolve(null)), [path, JSON.stringify(params)]);
}

/** An action with its state: [run, busy, error]; a second press while it is under way does nothing. */
export function useAction(action) {
  const [state, setState] = useState({ busy: false, error: null });
  const running = useRef(false);
  const run = async (...args) => {
    if (running.current) {
      return;
    }
    running.current = true;
    setState({ busy: true, error: null });
    try {
      await action(...args);
      setState({ busy: false, error: null });
    } catch (error) {
      if (!(error instanceof ApiError)) {
        console.error(error);
      }
      // That one is signed out is said where one signs in again.
      setState({ busy: false, error: error.status === 401 ? null : error });
    } finally {
      running.current = false;
    }
  };
  return [run, state.busy, state.error];
}

/** A value once it has not changed for a while, as of a search that one types. */
export function useSettled(value, milliseconds = 300) {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** Does something for each of many, a few at a time. @return what each came to, as Promise.allSettled says it */
export async function forEach(items, act, atOnce = 4) {
  const results = [];
  for (let i = 0; i < items.length; i += atOnce) {
    results.push(...(await Promise.allSettled(items.slice(i, i + atOnce).map(act))));
  }
  return results;
}

/** What went wrong, in words. */
export function problemText(error) {
  if (!(error instanceof ApiError)) {
    return t("problem.unexpected");
  }
  if (error.status === 0) {
    return t("problem.unreachable");
  }
  if (error.status === 429) {
    return t("problem.tooMany", { wait: duration(error.retryAfter || 60) });
  }
  // The detail names the setting that has to be changed.
  if (error.type === "cross-origin" && error.detail) {
    return error.detail;
  }
  const key = "problem.type." + error.type;
  return has(key) ? t(key) : error.detail || error.title || t("problem.unexpected");
}

/** @param shown names of fields whose faults stand beside them, elements of lists included */
export function Problem({ error, shown = [], retry }) {
  if (!error) {
    return null;
  }
  const beside = (field) => shown.includes(field) || shown.includes(field.replace(/\[\d+\].*$/, ""));
  const rest = (error.errors || []).filter((one) => !beside(one.field));
  return html`<div class="problem" role="alert">
    <p>${problemText(error)}</p>
    ${rest.length > 0 && html`<ul>${rest.map((one) => html`<li>${one.field && html`<code>${one.field}</code> `}${one.message}</li>`)}</ul>`}
    ${error.type === "internal" && html`<p>${error.detail}</p>`}
    ${retry && ![403, 404].includes(error.status) && html`<button type="button" onClick=${retry}>${t("common.retry")}</button>`}
  </div>`;
}

/** Stands while something is awaited; says so only when that takes long enough to be noticed. */
export const Loading = () => html`<p class="loading" role="status">${t("common.loading")}</p>`;

/** What stands where there is nothing yet, and what to do next. */
export function Empty({ title, text, children }) {
  return html`<div class="empty"><h2>${title}</h2>${text && html`<p>${text}</p>`}${children && html`<div class="actions">${children}</div>`}</div>`;
}

/** Text from outside: its direction does not touch what is around it, and it breaks rather than overflow. */
export const Text = ({ value, class: name = "" }) => html`<bdi class=${"text " + name}>${value}</bdi>`;

// --- giving

/** Puts text on the clipboard, also where the page is not served by https. */
export async function copyText(text) {
  if (navigator.clipboard && isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "offscreen";
  (document.querySelector("dialog[open]") || document.body).append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) {
    throw new Error("the browser copies nothing");
  }
}

/** Copies and says so. @return whether it was done */
export async function copyAndSay(text) {
  try {
    await copyText(text);
    notify(t("common.copied"));
    return true;
  } catch {
    notify(t("common.copyFailed"));
    return false;
  }
}

/** @param label what the button says @param name what it is called where it shows a drawing alone (icon) */
export function CopyButton({ text, label, name, icon = false, class: style = "" }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    if (await copyAndSay(text)) {
      setDone(true);
      setTimeout(() => setDone(false), 2000);
    }
  };
  const said = label || t("common.copy");
  return html`<button type="button" class=${icon ? "quiet square " + style : style} aria-label=${icon ? name || said : undefined}
    title=${icon ? said : undefined} onClick=${copy}><${Icon} name=${done ? "check" : "copy"} />${icon ? null : said}</button>`;
}

/** Gives the browser a file to keep. @param parts as of a Blob */
export function saveFile(name, type, parts) {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

// --- pages

let focusWanted = false;

/** Called when another page is gone to: its heading takes the focus, so that a screen reader begins there. */
export function wantFocus() {
  focusWanted = true;
}

/** A heading of a page, with what can be done there; takes the focus when the page is gone to. */
export function PageHead({ title, children, lead, back }) {
  const heading = useRef(null);
  useEffect(() => {
    const elsewhere = document.activeElement && document.activeElement.closest("main") && document.activeElement.id !== "main";
    if (focusWanted && !elsewhere) {
      heading.current.focus({ preventScroll: true });
    }
    focusWanted = false;
  }, []);
  useEffect(() => {
    document.title = title ? title + " · Grapevine" : "Grapevine";
  }, [title]);
  return html`<header class="head">
    <div>${back && html`<a class="back" href=${"#" + back[0]}>← ${back[1]}</a>`}
      <h1 tabindex="-1" ref=${heading}><bdi>${title}</bdi></h1>${lead && html`<p class="lead">${lead}</p>`}</div>
    ${children && html`<div class="actions">${children}</div>`}
  </header>`;
}

/** Next and back through pages of a cursor; the place keeps the cursor, the memory how one came. */
export function Pager({ next, back, onNext, onBack }) {
  if (!next && !back) {
    return null;
  }
  return html`<nav class="pager" aria-label=${t("common.pages")}>
    <button type="button" disabled=${!back} onClick=${onBack}>← ${t("common.previous")}</button>
    <button type="button" disabled=${!next} onClick=${onNext}>${t("common.next")} →</button>
  </nav>`;
}

// --- channels

let catalogue = null;

/** The name of a channel in words; the catalogue is asked once. */
export function useChannels() {
  const [channels, setChannels] = useState(Array.isArray(catalogue) ? catalogue : []);
  useEffect(() => {
    if (catalogue === null) {
      catalogue = api.get("/channels").then((answer) => (catalogue = Array.isArray(answer) ? answer : answer.items));
    }
    let here = true;
    Promise.resolve(catalogue).then((all) => here && setChannels(all), () => (catalogue = null));
    return () => (here = false);
  }, []);
  const name = (id) => (id ? (channels.find((channel) => channel.id === id) || { name: id }).name : t("channel.none"));
  return { channels, name };
}

/** The options of a select of channels, private ones first. */
export const ChannelOptions = ({ channels, value }) =>
  ["private", "public"].map((visibility) => html`<optgroup label=${t("visibility." + visibility)}>
    ${channels
      .filter((channel) => channel.visibility === visibility)
      .map((channel) => html`<option value=${channel.id} selected=${channel.id === value}>${channel.name}</option>`)}
  </optgroup>`);

// --- domains

/** The choice of a short URL's domain, "" for the default; nothing where there is but one. @param about what the service tells of itself */
export function DomainField({ about, ...rest }) {
  const domains = about && about.domains ? [about.defaultDomain, ...about.domains.filter((domain) => domain !== about.defaultDomain)] : [];
  return domains.length < 2 ? null : html`<${Field} as="select" label=${t("link.domain")} ...${rest}>
    ${domains.map((domain) => html`<option key=${domain} value=${domain === about.defaultDomain ? "" : domain}>${domain}</option>`)}</${Field}>`;
}
