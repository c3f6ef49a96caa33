// Keys that lead to the search from wherever one is.

import { useEffect } from "./html.js";

const STORED = "grapevine.slash";

/** Whether "/" alone leads there: a key by itself may be in the way of what one dictates. */
export function isSlashOn() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

export function setSlash(on) {
  try {
    on ? localStorage.removeItem(STORED) : localStorage.setItem(STORED, "off");
  } catch {
    // Then it stays on.
  }
}

const isTyping = ({ target }) => target.closest && target.closest("input, textarea, select, [contenteditable]") !== null;

/** Whether a key asks for the search. */
export function asksToSearch(event) {
  if (event.defaultPrevented || event.isComposing || event.altKey || event.repeat) {
    return false;
  }
  return event.ctrlKey || event.metaKey
    ? event.key.toLowerCase() === "k" && !event.shiftKey
    : event.key === "/" && !isTyping(event) && isSlashOn();
}

/** @param open called when a key asks for the search; null where there is nothing to search */
export function useSearchKeys(open) {
  useEffect(() => {
    const pressed = (event) => {
      // What is in a dialogue is not left by the way.
      if (open && asksToSearch(event) && !document.querySelector("dialog[open]")) {
        event.preventDefault();
        open();
      }
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [open !== null]);
}
