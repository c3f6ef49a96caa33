// Drawings of the page as files of their own: with their style within, on nothing, in the colours of paper.

import { saveFile } from "../base/files.js";

/** What a drawing's looks come from: all that style sheets set of it. */
const STYLE = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "opacity", "paint-order", "font-family",
  "font-size", "font-weight", "letter-spacing", "text-anchor", "dominant-baseline"];
/** A picture has so many pixels for one of the page. */
const SCALE = 2;
const XMLNS = "http://www.w3.org/2000/svg";

/** The properties by which the page is coloured when it is light: those of ":root" outside of any condition. */
function coloursOfPaper() {
  const colours = {};
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (rule.selectorText === ":root") {
        for (const name of rule.style) {
          if (name.startsWith("--")) {
            colours[name] = rule.style.getPropertyValue(name);
          }
        }
      }
    }
  }
  return colours;
}

/** Gives each node what style sheets say of it; all are asked before the first is changed, for its neighbours may depend on it. */
function withStyle(drawing) {
  const nodes = [drawing, ...drawing.querySelectorAll("*")].filter((node) => node.localName !== "title");
  const looks = nodes.map((node) => {
    const computed = getComputedStyle(node);
    return STYLE.map((name) => [name, computed.getPropertyValue(name)]);
  });
  nodes.forEach((node, i) => {
    looks[i].filter(([, value]) => value !== "" && value !== "normal" && value !== "auto").forEach(([name, value]) => node.style.setProperty(name, value));
    node.removeAttribute("class");
  });
}

/** Links lead nowhere from a file. */
function withoutLinks(drawing) {
  for (const link of drawing.querySelectorAll("a")) {
    const group = document.createElementNS(XMLNS, "g");
    group.append(...link.childNodes);
    link.replaceWith(group);
  }
}

/** The drawing as a file's text. @param title what it shows */
export function standalone(drawing, title) {
  const { width, height } = drawing.getBoundingClientRect();
  const paper = document.createElement("div");
  paper.className = "paper";
  Object.entries(coloursOfPaper()).forEach(([name, value]) => paper.style.setProperty(name, value));
  const copy = drawing.cloneNode(true);
  withoutLinks(copy);
  paper.append(copy);
  document.body.append(paper);
  try {
    withStyle(copy);
  } finally {
    paper.remove();
  }
  copy.setAttribute("xmlns", XMLNS);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  copy.removeAttribute("aria-label");
  const said = document.createElementNS(XMLNS, "title");
  said.textContent = title;
  copy.prepend(said);
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

function loaded(source) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error("the drawing is no picture"));
    image.src = source;
  });
}

/** Gives the browser a drawing to keep. @param format "png" or "svg" @param name of the file, without its ending */
export async function savePicture(drawing, format, name, title) {
  const { text, width, height } = standalone(drawing, title);
  if (format === "svg") {
    saveFile(name + ".svg", "image/svg+xml", [text]);
    return;
  }
  const image = await loaded("data:image/svg+xml," + encodeURIComponent(text));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * SCALE);
  canvas.height = Math.round(height * SCALE);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  saveFile(name + ".png", "image/png", [blob]);
}
