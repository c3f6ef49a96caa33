// What lies above a page: dialogues, menus, and short notices at its foot.

import { html, useEffect, useLayoutEffect, useRef, useState } from "./html.js";
import { t } from "./i18n.js";
import { Icon } from "./icons.js";

/** A modal dialogue; Escape and its button close it, and the focus goes back to where it was. */
export function Dialog({ title, onClose, children }) {
  const element = useRef(null);
  useEffect(() => {
    const before = document.activeElement;
    const dialog = element.current;
    dialog.showModal();
    // What one came to type; the browser's own choice would be the button that closes it.
    const field = dialog.querySelector("form :is(input, textarea, select):not([type=file], [readonly])");
    if (field) {
      field.focus();
    }
    return () => {
      // While it is open, nothing beside it takes the focus.
      dialog.close();
      if (before && before.isConnected) {
        before.focus();
      }
    };
  }, []);
  return html`<dialog ref=${element} onCancel=${(event) => { event.preventDefault(); onClose(); }} aria-labelledby="dialog-title">
    <header><h2 id="dialog-title">${title}</h2>
      <button type="button" class="quiet close" aria-label=${t("common.close")} onClick=${onClose}><${Icon} name="close" /></button></header>
    ${children}
  </dialog>`;
}

/** Asks before something that cannot be undone. @param action what the button says @param cancel what the other says */
export function Confirm({ title, children, action, cancel, busy, onConfirm, onClose }) {
  return html`<${Dialog} title=${title} onClose=${onClose}>
    ${children}
    <div class="form-end">
      <button type="button" class="danger" aria-disabled=${busy} onClick=${onConfirm}>${action}</button>
      <button type="button" onClick=${onClose}>${cancel || t("common.cancel")}</button>
    </div>
  </${Dialog}>`;
}

/**
 * A button that opens a list of things to do. Arrows move in it, Escape closes it.
 *
 * @param items [{label, run or href, danger}], with false for what is not to be there
 * @param onOpen called as it opens, where some of the items are fetched then
 */
export function Menu({ label, children, items, class: name = "quiet square", onOpen = () => {} }) {
  const [open, setOpen] = useState(false);
  const button = useRef(null);
  const popover = useRef(null);
  const entries = () => [...popover.current.querySelectorAll("[role=menuitem]")];
  const show = () => {
    onOpen();
    popover.current.showPopover();
    const at = button.current.getBoundingClientRect();
    const box = popover.current.getBoundingClientRect();
    const below = at.bottom + 4;
    const fits = below + box.height <= innerHeight - 8;
    popover.current.style.top = Math.max(8, fits ? below : at.top - box.height - 4) + "px";
    popover.current.style.left = Math.max(8, Math.min(at.right - box.width, innerWidth - box.width - 8)) + "px";
    entries()[0].focus();
  };
  const hide = () => popover.current.hidePopover();
  useEffect(() => {
    if (!open) {
      return undefined;
    }
    addEventListener("resize", hide);
    addEventListener("scroll", hide, { passive: true });
    return () => {
      removeEventListener("resize", hide);
      removeEventListener("scroll", hide);
    };
  }, [open]);
  const pressed = (event) => {
    const all = entries();
    const here = all.indexOf(document.activeElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all.at(to % all.length).focus();
    } else if (event.key === "Tab") {
      hide();
    }
  };
  const chosen = (item) => {
    button.current.focus();
    hide();
    if (item.run) {
      item.run();
    }
  };
  return html`
    <button type="button" ref=${button} class=${name} aria-haspopup="menu" aria-expanded=${open ? "true" : "false"} aria-label=${label || undefined}
      onClick=${() => (open ? hide() : show())}>${children || html`<${Icon} name="more" />`}</button>
    <div ref=${popover} popover="auto" class="menu-list" role="menu" aria-label=${label || undefined} onKeyDown=${pressed}
      onToggle=${(event) => setOpen(event.newState === "open")}>
      ${items.filter(Boolean).map((item) => item.href
        ? html`<a role="menuitem" href=${item.href} tabindex="-1" onClick=${() => chosen(item)}>${item.label}</a>`
        : html`<button type="button" role="menuitem" tabindex="-1" class=${item.danger ? "danger" : ""} onClick=${() => chosen(item)}>${item.label}</button>`)}
    </div>`;
}

// Notices, with at most one action each ("Undo").

let notices = [];
let noticeNumber = 0;
const watchers = new Set();
const tellWatchers = () => watchers.forEach((watcher) => watcher(notices));

/** @param action {label, run} or null @return what takes the notice away */
export function notify(text, action = null, seconds = action ? 12 : 5) {
  const notice = { id: ++noticeNumber, text, action };
  notices = [...notices.slice(-2), notice];
  tellWatchers();
  setTimeout(() => dismiss(notice.id), seconds * 1000);
  return () => dismiss(notice.id);
}

function dismiss(id) {
  notices = notices.filter((notice) => notice.id !== id);
  tellWatchers();
}

/** Takes away all notices, as when who is signed in changes. */
export function dismissAll() {
  notices = [];
  tellWatchers();
}

/**
 * What {@link notify} says, in a bar at the foot; stands once, in the shell. The page ends above it, and what one has just pressed is moved out
 * from under it: no row lies beneath.
 */
export function Notices() {
  const [shown, setShown] = useState(notices);
  const bar = useRef(null);
  useEffect(() => {
    watchers.add(setShown);
    return () => watchers.delete(setShown);
  }, []);
  useLayoutEffect(() => {
    document.documentElement.style.setProperty("--notices", bar.current.offsetHeight + "px");
    const pressed = document.activeElement;
    if (shown.length > 0 && pressed && pressed.closest("main") && pressed.id !== "main") {
      pressed.scrollIntoView({ block: "nearest" });
    }
  }, [shown]);
  return html`<div ref=${bar} class="notices" role="status" aria-live="polite">
    ${shown.map((notice) => html`<div class="notice" key=${notice.id}>
      <span>${notice.text}</span>
      ${notice.action && html`<button type="button" onClick=${() => { dismiss(notice.id); notice.action.run(); }}>${notice.action.label}</button>`}
      <button type="button" class="close" aria-label=${t("common.close")} onClick=${() => dismiss(notice.id)}><${Icon} name="close" /></button>
    </div>`)}
  </div>`;
}
