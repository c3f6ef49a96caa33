// Sections of a long page: the way to each, and those that are closed until they are pressed, and ask for their figures then.

import { html, useEffect, useState } from "../base/html.js";
import { t } from "../base/i18n.js";

/** What opens each section that is on the page and closed. */
const closed = new Map();

const ofPhone = matchMedia("(max-width: 44rem)");

/** Opens all that is closed, as before it is printed. */
export function unfoldAll() {
  [...closed.values()].forEach((open) => open());
}

/** Opens one, where it is there and closed. */
export function unfold(id) {
  const open = closed.get(id);
  if (open) {
    open();
  }
}

/** Goes to a section, and opens it. */
function reach(event, id) {
  event.preventDefault();
  unfold(id);
  const section = document.getElementById(id);
  section.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  (section.querySelector("summary") || section).focus({ preventScroll: true });
}

/** The way to each section. @param sections [[id, name]], with false for what is not there */
export const Jump = ({ sections }) => html`<nav class="jump" aria-label=${t("fold.jump")}>${sections.filter(Boolean).map(([id, name]) =>
  html`<a key=${id} href=${"#" + id} onClick=${(event) => reach(event, id)}>${name}</a>`)}</nav>`;

/** A section that one can go to. */
export const Section = ({ id, class: name = "", children }) => html`<div id=${id} class=${"section " + name} tabindex="-1">${children}</div>`;

/**
 * A section that is closed at first. What is in it is made, and asked for, when it is opened.
 *
 * @param hint what is in it, beside its title
 * @param open whether it is open at first; "desk" where there is room for it
 * @param within whether it is a part of another section
 * @param show gives what is in it
 */
export function Fold({ id, title, hint, open = false, within = false, show }) {
  const [isOpen, setOpen] = useState(open === true || (open === "desk" && !ofPhone.matches));
  const [made, setMade] = useState(isOpen);
  useEffect(() => {
    if (isOpen) {
      return undefined;
    }
    closed.set(id, () => {
      setMade(true);
      setOpen(true);
    });
    return () => closed.delete(id);
  }, [isOpen, id]);
  const turned = (event) => {
    if (event.target === event.currentTarget) {
      setOpen(event.currentTarget.open);
      setMade((before) => before || event.currentTarget.open);
    }
  };
  return html`<details id=${id} class=${"fold " + (within ? "within" : "section")} open=${isOpen} onToggle=${turned}>
    <summary>${within ? html`<h3>${title}</h3>` : html`<h2>${title}</h2>`}${hint && html`<span class="soft">${hint}</span>`}</summary>
    ${made && html`<div class="fold-in">${show()}</div>`}
  </details>`;
}
