// What surrounds the content of a page: its heading above, below the way through a list that comes in pages, and its looks.

import { html, useEffect, useRef } from "./html.js";
import { t } from "./i18n.js";
import { go } from "./places.js";

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

/** Adds a style sheet that few pages have. Done when it is there, or will not come: without it the figures are the same. */
export function addStyle(href) {
  return new Promise((done) => {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = href;
    style.onload = done;
    style.onerror = done;
    document.head.append(style);
  });
}

/** How many rows a page of a list has: so many that it is no higher than can be taken in. */
export const rowsOf = (desk, phone) => (matchMedia("(max-width: 44rem)").matches ? phone : desk);
