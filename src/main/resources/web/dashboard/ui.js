// What all pages are made of. Text from outside is only ever given as a child or an attribute, never as HTML.

import { html, useCallback, useEffect, useRef, useState } from "./vendor/htm-3.1.1/preact.js";
import { ApiError, api } from "./api.js";
import { t } from "./i18n.js";

export { html };
export * from "./vendor/htm-3.1.1/preact.js";

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
      setState({ busy: false, error });
    } finally {
      running.current = false;
    }
  };
  return [run, state.busy, state.error];
}

/** What went wrong, in words. */
export function problemText(error) {
  if (!(error instanceof ApiError)) {
    return t("problem.unexpected");
  }
  if (error.status === 0) {
    return t("problem.unreachable");
  }
  if (error.status === 403) {
    return t("problem.forbidden");
  }
  if (error.status === 429) {
    return t("problem.tooMany", { seconds: error.retryAfter || "?" });
  }
  return error.detail || error.title || t("problem.unexpected");
}

/** @param shown names of fields whose faults stand beside them */
export function Problem({ error, shown = [], retry }) {
  if (!error) {
    return null;
  }
  const rest = (error.errors || []).filter((one) => !shown.includes(one.field));
  return html`<div class="problem" role="alert">
    <p>${problemText(error)}</p>
    ${rest.length > 0 && html`<ul>${rest.map((one) => html`<li><code>${one.field}</code> ${one.message}</li>`)}</ul>`}
    ${retry && html`<button type="button" onClick=${retry}>${t("common.retry")}</button>`}
  </div>`;
}

export const Loading = () => html`<p class="loading" role="status">${t("common.loading")}</p>`;

/** What stands where there is nothing yet, and what to do next. */
export function Empty({ title, text, children }) {
  return html`<div class="empty"><h2>${title}</h2><p>${text}</p>${children}</div>`;
}

/** Text from outside: its direction does not touch what is around it, and it breaks rather than overflow. */
export const Text = ({ value, class: name = "" }) => html`<bdi class=${"text " + name}>${value}</bdi>`;

let fieldNumber = 0;

/**
 * A labelled input. @param error what is wrong, or null. @param as "input", "textarea" or "select". Further
 * properties go to the control.
 */
export function Field({ label, hint, error, as = "input", children, class: name = "", ...rest }) {
  const id = useRef(null);
  if (id.current === null) {
    id.current = "field-" + ++fieldNumber;
  }
  const described = [hint && id.current + "-hint", error && id.current + "-error"].filter(Boolean).join(" ");
  const properties = {
    id: id.current,
    "aria-describedby": described || undefined,
    "aria-invalid": error ? "true" : undefined,
    ...rest,
  };
  const control =
    as === "select"
      ? html`<select ...${properties}>${children}</select>`
      : as === "textarea"
        ? html`<textarea ...${properties}></textarea>`
        : html`<input type="text" ...${properties} />`;
  return html`<div class=${"field " + name}>
    <label for=${id.current}>${label}</label>
    ${control}
    ${hint && html`<p class="hint" id=${id.current + "-hint"}>${hint}</p>`}
    ${error && html`<p class="fault" id=${id.current + "-error"}>${error}</p>`}
  </div>`;
}

export function Checkbox({ label, hint, ...rest }) {
  return html`<label class="check"><input type="checkbox" ...${rest} /><span>${label}${hint && html`<small>${hint}</small>`}</span></label>`;
}

/** A modal dialogue; Escape and its button close it, and the focus goes back to where it was. */
export function Dialog({ title, onClose, children }) {
  const element = useRef(null);
  useEffect(() => {
    const before = document.activeElement;
    element.current.showModal();
    return () => before && before.focus && before.focus();
  }, []);
  return html`<dialog ref=${element} onCancel=${(event) => { event.preventDefault(); onClose(); }} aria-labelledby="dialog-title">
    <header><h2 id="dialog-title">${title}</h2>
      <button type="button" class="quiet close" aria-label=${t("common.close")} onClick=${onClose}>×</button></header>
    ${children}
  </dialog>`;
}

// Short notices at the foot of the page, with at most one action each ("Undo").

let notices = [];
let noticeNumber = 0;
const watchers = new Set();
const tellWatchers = () => watchers.forEach((watcher) => watcher(notices));

export function notify(text, action = null, seconds = 8) {
  const notice = { id: ++noticeNumber, text, action };
  notices = [...notices.slice(-2), notice];
  tellWatchers();
  setTimeout(() => dismiss(notice.id), seconds * 1000);
}

function dismiss(id) {
  notices = notices.filter((notice) => notice.id !== id);
  tellWatchers();
}

/** What {@link notify} says; stands once, in the shell. */
export function Notices() {
  const [shown, setShown] = useState(notices);
  useEffect(() => {
    watchers.add(setShown);
    return () => watchers.delete(setShown);
  }, []);
  return html`<div class="notices" role="status" aria-live="polite">
    ${shown.map((notice) => html`<div class="notice" key=${notice.id}>
      <span>${notice.text}</span>
      ${notice.action && html`<button type="button" onClick=${() => { dismiss(notice.id); notice.action.run(); }}>${notice.action.label}</button>`}
      <button type="button" class="quiet close" aria-label=${t("common.close")} onClick=${() => dismiss(notice.id)}>×</button>
    </div>`)}
  </div>`;
}

/** Puts text on the clipboard, also where the page is not served by https. */
export async function copyText(text) {
  if (navigator.clipboard && isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "offscreen";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) {
    throw new Error("the browser copies nothing");
  }
}

export function CopyButton({ text, label, class: name = "" }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    try {
      await copyText(text);
      setDone(true);
      notify(t("common.copied"));
      setTimeout(() => setDone(false), 2000);
    } catch {
      notify(t("common.copyFailed"));
    }
  };
  return html`<button type="button" class=${name} onClick=${copy}>${done ? "✓ " : ""}${label || t("common.copy")}</button>`;
}

/** A heading of a page, with what can be done there; takes the focus when the page is gone to. */
export function PageHead({ title, children, lead }) {
  return html`<header class="head">
    <div><h1 tabindex="-1">${title}</h1>${lead && html`<p class="lead">${lead}</p>`}</div>
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

/** The name of a channel in words; the catalogue is asked once. */
let catalogue = null;
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
