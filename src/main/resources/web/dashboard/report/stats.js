// Questions of a report to the API: what is read first is asked first, and all again when visits come in; and the cards that show the answers.

import { ApiError, askStats, url } from "../base/api.js";
import { useAction, useLoad } from "../base/asking.js";
import { csvForm, saveFile } from "../base/files.js";
import { html, useEffect, useRef, useState } from "../base/html.js";
import { t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { notify } from "../base/overlays.js";
import { Problem, problemText } from "../base/states.js";
import { dayText } from "./range.js";
import { isShown } from "./sections.js";

const PATH = "/stats";
/** At most so often, in milliseconds, a question is asked again. */
const PACE = 1000;

/**
 * Tells questions that visits came in. Those whose answer is not to be seen wait until it is; all wait until the answers
 * of the last turn are there, so that a slow service is not asked faster than it answers.
 */
export class Pulse {
  constructor() {
    this.entries = new Set();
    this.timer = 0;
    this.last = 0;
  }

  /** @param entry {kinds, visible(), busy(), reload()} @return what ends it */
  add(entry) {
    this.entries.add(entry);
    return () => this.entries.delete(entry);
  }

  /** @param kind of the visit that came in; null when it is not known what did */
  changed(kind) {
    for (const entry of this.entries) {
      if (kind === null || entry.kinds.includes(kind)) {
        entry.stale = true;
      }
    }
    this.plan();
  }

  /** Waits for the time of the next turn, if there is anything to be asked. */
  plan(wait = Math.max(0, PACE - (Date.now() - this.last))) {
    if (this.timer === 0 && [...this.entries].some((entry) => entry.stale && entry.visible())) {
      this.timer = setTimeout(() => this.run(), wait);
    }
  }

  run() {
    this.timer = 0;
    if ([...this.entries].some((entry) => entry.busy())) {
      this.plan(PACE / 4);
      return;
    }
    for (const entry of this.entries) {
      if (entry.stale && entry.visible()) {
        entry.stale = false;
        this.last = Date.now();
        entry.reload();
      }
    }
  }

  /** What got no answer is asked once more. */
  again(entry, wait = 5 * PACE) {
    setTimeout(() => {
      entry.stale = true;
      this.plan();
    }, wait);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = -1;
  }
}

/** Where an answer is shown: whether any of the places is on the screen, or near it. */
class Places {
  constructor(onNear) {
    this.near = new Set();
    this.observer = new IntersectionObserver((changes) => {
      for (const change of changes) {
        this.near[change.isIntersecting ? "add" : "delete"](change.target);
      }
      if (this.near.size > 0) {
        onNear();
      }
    }, { rootMargin: "300px" });
    this.watch = (element) => {
      this.observer.observe(element);
      return () => {
        this.observer.unobserve(element);
        this.near.delete(element);
      };
    };
  }

  get visible() {
    return this.near.size > 0;
  }
}

/**
 * The answer to a question, kept fresh: {watch, answer, error, old, retry, params, shown}. "watch" is told of each
 * element that shows it; "old" says that the answer is still that of an earlier question; what a shared report does not
 * show is not asked.
 *
 * @param kinds the kinds of visits that change the answer
 * @param late whether it is asked behind what is read first: when that is answered, or its element comes near
 * @param hold whether it is not to be asked yet
 * @param eager takes an answer: whether it is to be asked again out of sight as well
 */
export function useAsked(report, params, { kinds = ["click"], late = false, hold = false, eager = () => false } = {}) {
  const shown = isShown(report, params.by);
  const places = useRef(null);
  const last = useRef(null);
  const waiting = useRef(false);
  const entry = useRef(null);
  const [near, setNear] = useState(!late);
  const key = url(PATH, params);
  const asks = !hold && shown && (near || report.begun);
  const { data, error, loading, reload } = useLoad(async (signal) => {
    if (!asks) {
      return null;
    }
    try {
      const answer = await askStats(params, late);
      if (!signal.aborted) {
        last.current = { key, answer };
      }
    } catch (failure) {
      // What is shown stays when asking again fails: the connection's state is told elsewhere.
      if (!last.current || last.current.key !== key || !(failure instanceof ApiError)) {
        throw failure;
      }
      if (failure.status !== 401) {
        report.pulse.again(entry.current);
      }
    }
    return last.current;
  }, [key, asks]);
  waiting.current = loading && asks;
  if (places.current === null) {
    places.current = new Places(() => {
      setNear(true);
      report.pulse.plan();
    });
  }
  useEffect(() => {
    const visible = () => places.current.visible || Boolean(last.current && eager(last.current.answer));
    return report.pulse.add(entry.current = { kinds, stale: false, visible, busy: () => waiting.current, reload });
  }, []);
  return { shown, watch: places.current.watch, answer: data && data.answer, error, old: Boolean(data && data.key !== key), retry: reload, params };
}

/** As {@link useAsked}, of visits by a dimension or two, about the report's links and time. */
export const useStats = (report, by, { limit, ...how } = {}) =>
  useAsked(report, { ...report.scope, ...report.range.question, by, limit, conversions: "false" }, how);

/** Gets what the API has for a question as CSV, and gives it to the browser to keep. */
export async function saveCsv(path, params, name) {
  const response = await fetch(url(path, { ...params, ...csvForm() }), { credentials: "same-origin", headers: { Accept: "text/csv" } }).catch(() => {
    throw new ApiError(0, {});
  });
  if (!response.ok) {
    throw new ApiError(response.status, { ...(await response.json().catch(() => ({}))), retryAfter: response.headers.get("Retry-After") });
  }
  saveFile(name, "text/csv", [await response.blob()]);
}

/** @param what stands in the file's name @param of what it is a table of, for screen readers */
export function CsvButton({ path, params, what, of, range, label, quiet = !label }) {
  const [save, busy, error] = useAction(() => {
    const days = range ? "-" + (range.first ? dayText(range.first) + "_" : "") + dayText(range.last) : "";
    return saveCsv(path, params, "grapevine-" + what + days + ".csv");
  });
  useEffect(() => {
    if (error) {
      notify(problemText(error));
    }
  }, [error]);
  return html`<button type="button" class=${quiet ? "quiet small" : ""} aria-disabled=${busy} aria-label=${label ? undefined : t("report.csvOf", { what: of })}
    onClick=${save}><${Icon} name="download" size=${16} />${label || "CSV"}</button>`;
}

/** Gives a table an address, for a spreadsheet. @param kind, params, of, range as of the dialogue {@link NewFeed} */
export function FeedButton({ kind, params, of, range }) {
  const [Dialog, setDialog] = useState(null);
  const [open, busy, error] = useAction(async () => {
    const { NewFeed } = await import("./feed.js");
    setDialog(() => NewFeed);
  });
  useEffect(() => {
    if (error) {
      notify(problemText(error));
    }
  }, [error]);
  return html`<button type="button" class="quiet small" aria-disabled=${busy} aria-label=${t("report.feedOf", { what: of })} onClick=${open}>
    <${Icon} name="table" size=${16} />${t("report.feed")}</button>
    ${Dialog && html`<${Dialog} kind=${kind} params=${params} of=${of} range=${range} onClose=${() => setDialog(null)} />`}`;
}

/**
 * A block of a report that shows the answer to a question.
 *
 * @param asked what {@link useAsked} gave
 * @param show draws the answer
 * @param also further questions whose answers it shows
 * @param what the name of its CSV file; none without
 * @param tools further buttons
 */
export function Card({ report, title, hint, asked, also = [], show, what, tools, class: name = "", of = title }) {
  const element = useRef(null);
  const files = what && !report.shared;
  useEffect(() => {
    if (!element.current) {
      return undefined;
    }
    const ends = [asked, ...also].map((one) => one.watch(element.current));
    return () => ends.forEach((end) => end());
  }, []);
  if (asked.shown === false) {
    return null;
  }
  const whole = { ...asked.params, limit: undefined, conversions: undefined };
  return html`<section class=${"card report-card " + name} ref=${element} aria-label=${of} aria-busy=${asked.old ? "true" : undefined}>
    <header class="part-head"><h2>${title}</h2>
      <div class="part-tools">${tools}${files && html`<${CsvButton} path=${PATH} params=${whole} what=${what} of=${of} range=${report.range} />
        <${FeedButton} params=${whole} of=${of} range=${report.range} />`}</div></header>
    ${hint && html`<p class="hint">${hint}</p>`}
    ${asked.error ? html`<${Problem} error=${asked.error} retry=${asked.retry} />`
      : asked.answer ? html`<div class=${asked.old ? "busy" : ""}>${show(asked.answer)}</div>
          ${asked.answer.left > 0 && html`<p class="hint small-cells">${t("report.left", { n: asked.answer.left, least: asked.answer.smallCells })}</p>`}`
        : html`<div class="waiting" aria-hidden="true"></div>`}
  </section>`;
}

/** How wide an element is, in CSS pixels, and what it is to be given: [ref, width]; 0 until it is known. */
export function useWidth() {
  const box = useRef(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const sized = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    sized.observe(box.current);
    return () => sized.disconnect();
  }, []);
  return [box, width];
}

/** Buttons that save the drawing of the part that they stand in. @param what in the files' names @param of what it is, for screen readers */
export function PictureTools({ what, of }) {
  const [save, busy, error] = useAction(async (format, section) => {
    const drawing = section.querySelector("svg.drawing");
    if (!drawing) {
      throw new Error("no drawing in " + of);
    }
    const { savePicture } = await import("./export.js");
    await savePicture(drawing, format, "grapevine-" + what, of);
  });
  useEffect(() => {
    if (error) {
      notify(problemText(error));
    }
  }, [error]);
  return ["png", "svg"].map((format) => html`<button type="button" key=${format} class="quiet small" aria-disabled=${busy} aria-label=${t("picture.save", { what: of, format: format.toUpperCase() })}
    onClick=${(event) => save(format, event.currentTarget.closest("section"))}><${Icon} name="image" size=${16} />${format.toUpperCase()}</button>`);
}

/**
 * The figures of a picture, to be unfolded.
 *
 * @param head [name of the first column, names of further columns, which have numbers]
 * @param rows [[key, cells …]]
 */
export const AsTable = ({ name, head, rows }) => html`<details class="as-table"><summary>${t("chart.table")}</summary>
  <div class="table tall" tabindex="0" role="region" aria-label=${name}><table class="dense">
    <thead><tr>${head.map((cell, i) => html`<th key=${i} scope="col" class=${i > 0 && !cell.text ? "number" : ""}>${cell.text || cell}</th>`)}</tr></thead>
    <tbody>${rows.map(([key, ...cells]) => html`<tr key=${key}>${cells.map((cell, i) => i === 0 ? html`<th key=${i} scope="row">${cell}</th>`
      : html`<td key=${i} class=${head[i].text ? "" : "number"}>${cell}</td>`)}</tr>`)}</tbody>
  </table></div></details>`;
