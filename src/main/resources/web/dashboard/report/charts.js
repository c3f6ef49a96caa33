// Drawings of figures: series over time, bars, and bars in parts. What is drawn is also said, in words or as a table.

import { html, useEffect, useRef, useState } from "../base/html.js";
import { colon, compact, number, percent, t } from "../base/i18n.js";
import { useWidth } from "./stats.js";

const UPLOT = "/dashboard/vendor/uplot-1.6.32/uPlot";
const HEIGHT = 240;
/** Steps of the axis of counts, which has whole numbers only. */
const WHOLE = [1, 2, 5].flatMap((step) => Array.from({ length: 10 }, (none, power) => step * 10 ** power)).sort((a, b) => a - b);

let library = null;

/** uPlot, which is loaded once, when the first chart is near. */
export function loadCharts() {
  if (library === null) {
    library = new Promise((resolve, reject) => {
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = UPLOT + ".css";
      const script = document.createElement("script");
      script.src = UPLOT + ".js";
      script.onload = () => resolve(globalThis.uPlot);
      script.onerror = () => {
        library = null;
        script.remove();
        reject(new Error("uPlot did not load"));
      };
      document.head.append(style, script);
    });
  }
  return library;
}

/** Whether all charts of the page are there. */
export const areChartsDrawn = () => [...document.querySelectorAll("main .plot-box")].every((box) => box.querySelector("canvas"));

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

/** Labels that fit beneath the axis: every second, every third …, the last one always among them. */
function fitting(count, width) {
  const every = Math.max(1, Math.ceil(count / Math.max(1, Math.floor(width / 76))));
  return Array.from({ length: Math.ceil(count / every) }, (none, i) => count - 1 - i * every).reverse();
}

/**
 * @param lines [{name, values, colour, form}]; form is "area", "line" or "dashed"
 * @param labels of the steps: [{short, long}]
 */
function options(uPlot, lines, labels, width, onCursor) {
  const ink = colour("soft");
  const font = "12px system-ui, sans-serif";
  const count = labels.length;
  const series = lines.map((line) => {
    const stroke = colour(line.colour);
    if (line.form === "area") {
      return { fill: stroke + "80", width: 0, paths: uPlot.paths.bars({ size: [0.66, 44], radius: 0.15 }), points: { show: false } };
    }
    const dashed = line.form === "dashed";
    return { stroke, width: dashed ? 1.5 : 2, dash: dashed ? [3, 4] : undefined, points: { show: !dashed && count <= 45, size: 6, fill: stroke, width: 0 } };
  });
  return {
    width,
    height: HEIGHT,
    padding: [12, 28, 0, 0],
    legend: { show: false },
    scales: { x: { time: false, range: () => [-0.6, count - 0.4] }, y: { range: (u, least, most) => [0, Math.max(4, most * 1.08)] } },
    cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { size: 9 } },
    axes: [
      { stroke: ink, font, grid: { show: false }, ticks: { stroke: colour("line"), size: 5 }, size: 32,
        splits: () => fitting(count, width - 60), values: (u, splits) => splits.map((i) => (labels[i] ? labels[i].short : "")) },
      { stroke: ink, font, grid: { stroke: colour("line"), width: 1 }, ticks: { show: false }, border: { show: false }, size: 52, incrs: WHOLE,
        values: (u, splits) => splits.map((value) => compact(value)) },
    ],
    series: [{}, ...series],
    hooks: { setCursor: [onCursor] },
  };
}

const Swatch = ({ line }) => html`<span class=${"swatch as-" + line.form} style=${{ "--colour": `var(--${line.colour})` }} aria-hidden="true"></span>`;

const Legend = ({ lines }) => html`<ul class="legend">${lines.map((line) => html`<li><${Swatch} line=${line} />${line.name}</li>`)}</ul>`;

/** What the pointer, or the arrow keys, are at. */
function Readout({ at, labels, lines, width }) {
  if (at === null || !labels[at.step]) {
    return null;
  }
  const left = at.left > width / 2;
  return html`<div class="readout" style=${left ? { right: width - at.left + 14 + "px" } : { left: at.left + 14 + "px" }}>
    <strong>${labels[at.step].long}</strong>
    <dl>${lines.map((line) => html`<div><dt><${Swatch} line=${line} />${line.name}</dt>
      <dd>${line.values[at.step] === null || line.values[at.step] === undefined ? "–" : number(line.values[at.step])}</dd></div>`)}</dl>
  </div>`;
}

/** The chart itself; drawn anew when the data, the width or the colours change. */
function Plot({ lines, labels, name }) {
  const [box, width] = useWidth();
  const plot = useRef(null);
  const [at, setAt] = useState(null);
  const [shade, setShade] = useState(0);
  useEffect(() => {
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const turned = () => setShade((before) => before + 1);
    scheme.addEventListener("change", turned);
    return () => scheme.removeEventListener("change", turned);
  }, []);
  const form = JSON.stringify([labels, lines.map((line) => [line.form, line.colour])]);
  useEffect(() => {
    if (width === 0) {
      return undefined;
    }
    let here = true;
    loadCharts().then((uPlot) => {
      if (!here) {
        return;
      }
      const moved = (u) => setAt(u.cursor.idx === null || u.cursor.idx === undefined || u.cursor.left < 0 ? null
        : { step: u.cursor.idx, left: u.valToPos(u.cursor.idx, "x") + u.bbox.left / devicePixelRatio });
      plot.current = new uPlot(options(uPlot, lines, labels, width, moved), [labels.map((label, i) => i), ...lines.map((line) => line.values)], box.current);
    }, () => {});
    return () => {
      here = false;
      if (plot.current) {
        plot.current.destroy();
        plot.current = null;
      }
    };
  }, [form, width, shade]);
  useEffect(() => {
    if (plot.current) {
      plot.current.setData([labels.map((label, i) => i), ...lines.map((line) => line.values)]);
    }
  }, [JSON.stringify(lines.map((line) => line.values))]);
  const move = (event) => {
    const now = at ? at.step : labels.length;
    const to = { ArrowLeft: now - 1, ArrowRight: at ? now + 1 : 0, Home: 0, End: labels.length - 1 }[event.key];
    if (to !== undefined && plot.current) {
      event.preventDefault();
      const step = Math.max(0, Math.min(labels.length - 1, to));
      plot.current.setCursor({ left: plot.current.valToPos(step, "x"), top: 10 });
    } else if (event.key === "Enter") {
      press();
    } else if (event.key === "Escape" && plot.current) {
      plot.current.setCursor({ left: -10, top: -10 });
    }
  };
  const press = () => {
    if (at && labels[at.step] && labels[at.step].to) {
      location.hash = labels[at.step].to;
    }
  };
  const said = at && labels[at.step] ? labels[at.step].long + colon + lines.map((line) => line.name + " " + number(line.values[at.step] || 0)).join(", ") : "";
  return html`<div class="plot">
    <div class=${"plot-box" + (labels.some((label) => label.to) ? " ways" : "")} ref=${box} tabindex="0" onClick=${press} role="group" aria-label=${t("chart.keys", { name })} onKeyDown=${move}
      onBlur=${() => plot.current && plot.current.setCursor({ left: -10, top: -10 })}></div>
    <${Readout} at=${at} labels=${labels} lines=${lines} width=${width} />
    <p class="hidden-text" role="status">${said}</p>
  </div>`;
}

/** The same as a table. */
function SeriesTable({ lines, labels, head, name }) {
  return html`<div class="table tall" tabindex="0" role="region" aria-label=${name}><table class="dense">
    <thead><tr><th scope="col">${head}</th>${lines.map((line) => html`<th scope="col" class="number">${line.name}</th>`)}</tr></thead>
    <tbody>${labels.map((label, i) => html`<tr><th scope="row">${label.to ? html`<a href=${label.to} class="narrow">${label.long}</a>` : label.long}</th>
      ${lines.map((line) => html`<td class="number">${line.values[i] === null || line.values[i] === undefined ? "–" : number(line.values[i])}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

/**
 * Figures over time, as a chart or as a table.
 *
 * @param lines [{name, values, colour, form}]
 * @param labels [{short, long, to}]; to is where a press leads, or nothing
 * @param asTable which of the two
 */
export function TimeChart({ lines, labels, name, head, asTable }) {
  if (asTable) {
    return html`<${SeriesTable} lines=${lines} labels=${labels} head=${head} name=${name} />`;
  }
  return html`<${Legend} lines=${lines} /><${Plot} lines=${lines} labels=${labels} name=${name} />`;
}

const width = (share) => ({ width: Math.max(0, Math.min(1, share)) * 100 + "%" });

/** A bar beside a figure that is said anyway. @param share 0…1 of the longest */
export const Bar = ({ share, class: name = "" }) =>
  html`<span class=${"track " + name} aria-hidden="true"><span class="fill" style=${width(share)}></span></span>`;

/**
 * A bar in parts, which are named to whoever does not see it.
 *
 * @param parts [{key, name, value}]; the key names its colour in the style sheet
 * @param most the value of the longest bar beside it
 */
export function SplitBar({ parts, most }) {
  const there = parts.filter((part) => part.value > 0);
  const all = there.reduce((sum, part) => sum + part.value, 0);
  const said = there.map((part) => part.name + " " + number(part.value)).join(", ");
  return html`<span class="track split" role="img" aria-label=${said}>
    ${there.map((part) => html`<span key=${part.key} class=${"part tier-" + part.key} style=${width(part.value / Math.max(1, most))}
      title=${part.name + colon + number(part.value) + " (" + percent(part.value / all) + ")"}></span>`)}
  </span>`;
}
