// Where clicks came from, as a map of the world and as a table.

import { html, useEffect, useState } from "../base/html.js";
import { colon, country, number, percent, t } from "../base/i18n.js";
import { Narrow } from "./chips.js";
import { useSome } from "./breakdown.js";
import { Card, PictureTools, useStats, useWidth } from "./stats.js";

const SHADES = 5;
const SHOWN = 8;

/** The shade of a country: by the order of its size, for one often has most of all. */
const shadeOf = (clicks, most) => (clicks > 0 ? Math.max(1, Math.ceil((Math.log1p(clicks) / Math.log1p(most)) * SHADES)) : 0);

function Drawing({ rows, shapes, width }) {
  const { SHAPES, UNNAMED, DOTS, WIDTH, HEIGHT } = shapes;
  const clicks = Object.fromEntries(rows.map((row) => [row.country, row.clicks]));
  const most = Math.max(1, ...rows.map((row) => row.clicks));
  const said = (code) => `${country(code)}${colon}${number(clicks[code] || 0)}`;
  return html`<svg class="drawing world" width=${width} height=${Math.round((width * HEIGHT) / WIDTH)} viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label=${t("map.said")}>
    <path d=${UNNAMED} class="land shade-0" />
    ${Object.entries(SHAPES).map(([code, d]) => html`<path key=${code} d=${d} class=${"land shade-" + shadeOf(clicks[code] || 0, most)}><title>${said(code)}</title></path>`)}
    ${Object.entries(DOTS).filter(([code]) => clicks[code] > 0).map(([code, [x, y]]) => html`<circle key=${code} cx=${x} cy=${y} r="4" class=${"land shade-" + shadeOf(clicks[code], most)}>
      <title>${said(code)}</title></circle>`)}</svg>`;
}

/** The outlines, which are loaded when they are to be seen. */
function useShapes() {
  const [shapes, setShapes] = useState(null);
  useEffect(() => {
    import("./map-shapes.js").then(setShapes, () => {});
  }, []);
  return shapes;
}

function Picture({ report, answer }) {
  const [box, width] = useWidth();
  const shapes = useShapes();
  const known = answer.rows.filter((row) => row.country !== null && row.clicks > 0);
  const [rows, more] = useSome(answer.rows.filter((row) => row.clicks > 0), SHOWN);
  return html`<div class="map-parts"><div ref=${box} class="picture">${width > 0 && shapes && html`<${Drawing} rows=${known} shapes=${shapes} width=${width} />`}</div>
    <div><table class="dense"><thead><tr><th scope="col">${t("visits.filter.country")}</th><th scope="col" class="number">${t("report.clicks")}</th><th scope="col" class="number">%</th></tr></thead>
      <tbody>${rows.map((row) => html`<tr key=${row.country}><th scope="row"><${Narrow} report=${report} to=${{ country: row.country }}>${country(row.country)}</${Narrow}></th>
        <td class="number">${number(row.clicks)}</td><td class="number soft">${percent(row.clicks / answer.total.clicks, row.clicks / answer.total.clicks < 0.1 ? 1 : 0)}</td></tr>`)}</tbody></table>${more}</div></div>`;
}

/** Where no click has a country, the service has no file that tells them. */
const Bring = () => html`<div class="advice"><p><strong>${t("map.none")}</strong></p><p>${t("map.bring")} <code>geo.database</code></p></div>`;

export function Countries({ report }) {
  const asked = useStats(report, "country", { limit: 300, late: true });
  const any = asked.answer && asked.answer.rows.some((row) => row.country !== null && row.clicks > 0);
  const show = (answer) => answer.total.clicks === 0 ? html`<p class="soft">${t("report.noClicks")}</p>` : any ? html`<${Picture} report=${report} answer=${answer} />` : html`<${Bring} />`;
  return html`<${Card} report=${report} title=${t("map.title")} asked=${asked} show=${show} what="country" class="map-card" tools=${any && html`<${PictureTools} what="countries" of=${t("map.title")} />`} />`;
}
