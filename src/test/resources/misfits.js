// What does not fit on a page as it is drawn: words that are cut off, that are broken, that lie on others, that stick out of their drawing or of the screen; controls
// whose words break over lines; what scrolls sideways. The body of a function, which returns an array of sentences.

/** In pixels: of less nothing is said, for boxes are not whole ones. */
const SLACK = 1.5;
/** The width of what opens a list. */
const ARROW = 16;
const said = (text) => JSON.stringify(text.replace(/\s+/g, " ").trim().slice(0, 60));
const where = (one) => {
  const parts = [];
  for (let at = one; at && at !== document.body && parts.length < 4; at = at.parentElement) {
    parts.unshift(at.localName + (at.classList.length ? "." + [...at.classList].join(".") : ""));
  }
  return parts.join(" > ");
};
const dialog = document.querySelector("dialog[open]");
const root = dialog || document.body;
const isDrawn = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !one.closest(".hidden-text, .offscreen, .skip, table.stack > thead")
  && getComputedStyle(one).clipPath === "none";
const found = [];

const letters = document.createElement("canvas").getContext("2d");

/** Whether a field of the browser's has less room for a text than this needs. @param rest what stands there besides, in pixels */
function isShort(field, text, rest) {
  const style = getComputedStyle(field);
  letters.font = style.font;
  return letters.measureText(text).width > field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - rest;
}

/** By what is cut off of an element and its parents, what is seen of a box. */
function seen(box, element) {
  let { left, top, right, bottom } = box;
  for (let at = element; at && at !== document.documentElement; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.position === "fixed" || at === dialog) {
      break;
    }
    if (style.overflowX !== "visible" && !(at instanceof SVGElement)) {
      const frame = at.getBoundingClientRect();
      left = Math.max(left, frame.left);
      right = Math.min(right, frame.right);
      top = Math.max(top, frame.top);
      bottom = Math.min(bottom, frame.bottom);
    }
  }
  return right - left > SLACK && bottom - top > SLACK ? { left, top, right, bottom } : null;
}

const texts = [];
const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const element = node.parentElement;
  if (!node.data.trim() || ["SCRIPT", "STYLE", "OPTION", "TITLE", "NOSCRIPT"].includes(element.tagName) || element.localName === "title" || !isDrawn(element)) {
    continue;
  }
  const range = document.createRange();
  range.selectNodeContents(node);
  const boxes = [...range.getClientRects()].filter((box) => box.width > SLACK && box.height > SLACK);
  for (const box of boxes) {
    const visible = seen(box, element);
    if (visible) {
      texts.push({ ...visible, node, element });
    }
  }
}

const control = (one) => one.closest("button:not(.link), .button, .badge, .segments span, nav a");
const isSticky = (one) => Boolean(one.closest(".top, .notices, .menu-list, .readout, .share-submit"));

// Words that are cut off, in what the page itself says.
for (const one of root.querySelectorAll("*")) {
  const style = getComputedStyle(one);
  if (!isDrawn(one) || one instanceof SVGElement || ["INPUT", "TEXTAREA"].includes(one.tagName) || (one.tagName !== "SELECT" && !one.innerText)) {
    continue;
  }
  const wider = one.scrollWidth - one.clientWidth;
  if (one.tagName === "SELECT") {
    const text = one.selectedOptions[0] ? one.selectedOptions[0].text : "";
    if (isShort(one, text, ARROW)) {
      found.push("cut in a list: " + said(text) + " in " + where(one));
    }
  } else if (one.clientWidth > 0 && wider > SLACK && style.overflowX === "hidden") {
    found.push("cut: " + said(one.textContent) + " in " + where(one));
  } else if (one.clientWidth > 0 && wider > SLACK && ["auto", "scroll"].includes(style.overflowX)) {
    found.push("scrolls sideways by " + wider + ": " + where(one));
  } else if (one.clientHeight > 0 && one.scrollHeight - one.clientHeight > 3 && style.overflowY === "hidden" && style.webkitLineClamp === "none") {
    found.push("cut below: " + said(one.textContent) + " in " + where(one));
  }
}

// Placeholders that are wider than their fields.
for (const one of root.querySelectorAll("input[placeholder]")) {
  if (isDrawn(one) && !one.value && isShort(one, one.placeholder, 0)) {
    found.push("cut placeholder: " + said(one.placeholder) + " in " + where(one));
  }
}

// Controls whose words break over lines.
const lines = new Map();
for (const text of texts) {
  const button = control(text.element);
  if (button && text.element.closest("small") === null) {
    const tops = lines.get(button) || [];
    if (!tops.some((top) => Math.abs(top - text.top) < 8)) {
      tops.push(text.top);
    }
    lines.set(button, tops);
  }
}
for (const [button, tops] of lines) {
  if (tops.length > 1) {
    found.push("breaks into " + tops.length + ": " + said(button.textContent) + " in " + where(button));
  }
}

// Words and numbers that are broken in their midst, but for what people wrote: that may be of any length.
const word = document.createRange();
for (const node of new Set(texts.map((text) => text.node))) {
  if (node.parentElement.closest("bdi, code, .mono, .text, svg")) {
    continue;
  }
  for (const match of node.data.matchAll(/\p{L}{4,}|\p{N}[\p{N}.,\u202f]{2,}/gu)) {
    word.setStart(node, match.index);
    word.setEnd(node, match.index + match[0].length);
    const tops = [...word.getClientRects()].filter((box) => box.width > SLACK).map((box) => box.top);
    if (Math.max(...tops) - Math.min(...tops) > 8) {
      found.push("broken: " + said(match[0]) + " of " + said(node.data) + " in " + where(node.parentElement));
    }
  }
}

// Words beyond the screen or beyond their drawing.
const width = document.documentElement.clientWidth;
for (const text of texts) {
  if (text.right > width + SLACK || text.left < -SLACK) {
    found.push("beyond the screen: " + said(text.node.data) + " in " + where(text.element));
  }
  const drawing = text.element.closest("svg");
  if (drawing) {
    const frame = drawing.getBoundingClientRect();
    if (text.right > frame.right + SLACK || text.left < frame.left - SLACK || text.bottom > frame.bottom + 4 || text.top < frame.top - 4) {
      found.push("beyond its drawing: " + said(text.node.data) + " in " + where(text.element));
    }
  }
}

// Words that lie on other words.
texts.sort((one, other) => one.top - other.top);
for (let i = 0; i < texts.length; i++) {
  for (let j = i + 1; j < texts.length && texts[j].top < texts[i].bottom - 3; j++) {
    const [one, other] = [texts[i], texts[j]];
    const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    const apart = isSticky(one.element) !== isSticky(other.element);
    if (one.node !== other.node && across > 2 && down > 5 && !apart && !one.element.closest(".plot-box") && !other.element.closest(".plot-box")) {
      found.push("lie on each other: " + said(one.node.data) + " and " + said(other.node.data) + " in " + where(other.element));
    }
  }
}

return [...new Set(found)];
