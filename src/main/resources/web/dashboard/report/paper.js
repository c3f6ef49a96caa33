// A report on paper: all that is closed is opened, what it waits for is awaited, and each page says what it is of.

import { useAction } from "../base/asking.js";
import { html } from "../base/html.js";
import { dateTime, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { areChartsDrawn } from "./charts.js";
import { unfoldAll } from "./fold.js";
import { rangeText } from "./range.js";

/** How often, in milliseconds, it is looked whether all is there, and how often at most. */
const PACE = 100;
const MOST = 150;

const drawn = () => !document.querySelector("main .waiting, main .loading, main [aria-busy=true]") && areChartsDrawn();

async function settled() {
  let quiet = 0;
  for (let i = 0; i < MOST && quiet < 3; i++) {
    await new Promise((done) => setTimeout(done, PACE));
    quiet = drawn() ? quiet + 1 : 0;
  }
}

let head = null;

/** What stands at the top of every page, which a style sheet alone can say. */
function headOfPages(text) {
  if (head === null) {
    head = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, head];
  }
  const quoted = [...text].map((letter) => (/["\\\n\r\f]/.test(letter) ? "\\" + letter.codePointAt(0).toString(16) + " " : letter)).join("");
  head.replaceSync(`@page report { @top-left { content: "${quoted}"; } }`);
}

/** What is printed is the page that one sees, with all that is folded. @param name what it is of @param class how the button looks */
export function PrintButton({ report, name, class: style = "" }) {
  const [press, busy] = useAction(async () => {
    headOfPages(name + " · " + rangeText(report.range));
    // Drawings are as wide as they will be.
    document.documentElement.classList.add("for-paper");
    addEventListener("afterprint", () => document.documentElement.classList.remove("for-paper"), { once: true });
    unfoldAll();
    await settled();
    globalThis.print();
  });
  return html`<button type="button" class=${"print-button " + style} aria-disabled=${busy} onClick=${press}><${Icon} name="print" size=${16} />${t("paper.print")}</button>`;
}

/** What stands on paper alone, at the begin: what it is of, and when it was printed. */
export const PaperHead = ({ report, name }) => html`<p class="on-paper">${t("paper.head", { name, days: rangeText(report.range), when: dateTime(Date.now()) })}</p>`;
