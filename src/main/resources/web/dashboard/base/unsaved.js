// Forms with changes that nobody saved: who leaves one is asked first.

import { html, useLayoutEffect, useRef } from "./html.js";
import { t } from "./i18n.js";
import { Confirm } from "./overlays.js";

const edited = new Set();

const warn = (event) => event.preventDefault();

/** The browser keeps a page that asks nothing ready for the way back, so it is told only while there is something to lose. */
function mark(form, changed) {
  edited[changed ? "add" : "delete"](form);
  (edited.size > 0 ? addEventListener : removeEventListener)("beforeunload", warn);
}

export const isEdited = () => edited.size > 0;

/** Nobody is asked any more. */
export const letGo = () => [...edited].forEach((form) => mark(form, false));

/**
 * Watches what is in a form.
 *
 * @param content any value that is the same as at first while nothing is changed
 * @return what says that it is saved, to be called before one goes elsewhere
 */
export function useEdited(content) {
  const form = useRef({});
  const text = JSON.stringify(content);
  const first = useRef(text);
  // Not after the next picture: whoever types and leaves at once is asked, or not, by what stands there.
  useLayoutEffect(() => {
    mark(form.current, text !== first.current);
    return () => mark(form.current, false);
  }, [text]);
  return () => {
    first.current = text;
    mark(form.current, false);
  };
}

/** Asks whether to leave. */
export const Leave = ({ onLeave, onStay }) => html`<${Confirm} title=${t("leave.title")} action=${t("leave.action")} cancel=${t("leave.stay")}
  onConfirm=${onLeave} onClose=${onStay}><p>${t("leave.text")}</p></${Confirm}>`;
