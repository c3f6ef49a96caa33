// What a report is narrowed to: chips, which stand in the place, so that they hold from page to page, can be sent to others and
// go with the browser's way back.

import { Text, html } from "../base/html.js";
import { colon, country, has, languageName, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { href, setParams } from "../base/places.js";
import { agentWord } from "./evidence.js";

/** What the eight tiers come to, in three words. */
export const CERTAINTY = {
  sure: ["confirmed", "observed", "reshared"],
  likely: ["supported", "declared", "inferred"],
  dark: ["ambiguous", "dark"],
};

/** What a place may be narrowed by, in the order in which chips stand: the API's filters, and certainty, which is several tiers. */
export const NARROWING = ["campaign", "shareSet", "audience", "tag", "generation", "origin", "channel", "certainty", "tier", "visibility", "country", "language",
  "device", "os", "browser", "referrer", "rule"];

/** The chips of a place: {name: value}. @param scope what its page is about anyhow, which is no chip */
export const chipsOf = (params, scope = {}) =>
  Object.fromEntries(NARROWING.filter((name) => params[name] && !(name in scope)).map((name) => [name, params[name]]));

/** Chips as filters of the API. */
export function filtersOf({ certainty = "", ...filters }) {
  const tiers = Object.hasOwn(CERTAINTY, certainty) ? CERTAINTY[certainty] : null;
  return tiers && !filters.tier ? { ...filters, tier: tiers } : filters;
}

/** What goes from a place to another that is about the same clicks: its chips and its time. */
export const carried = (params) =>
  Object.fromEntries([...NARROWING, "range", "from", "to"].filter((name) => params[name]).map((name) => [name, params[name]]));

/** The value of a filter in words. @param channelName gives the name of a channel */
export function valueText(name, value, channelName) {
  if (value === "none") {
    return t(name === "channel" ? "report.channelUnknown" : has("chips.none." + name) ? "chips.none." + name : "chips.none");
  }
  switch (name) {
    case "channel":
    case "origin": return channelName(value);
    case "certainty":
    case "tier": return has(name + "." + value) ? t(name + "." + value) : value;
    case "country": return country(value);
    case "language": return languageName(value);
    case "device":
    case "os":
    case "browser": return agentWord(value);
    case "generation": return value === "0" ? t("tree.issued") : t("tree.generation", { n: Number(value) });
    default: return value;
  }
}

/** The way to the same report of fewer clicks. @param to {name: value}; a value of null is what has none */
export function narrowed(report, to) {
  const values = Object.fromEntries(Object.entries(to).map(([name, value]) => [name, value === null ? "none" : value]));
  const finer = "tier" in values ? { certainty: null } : "certainty" in values ? { tier: null } : {};
  return href(report.path, { ...report.params, ...finer, ...values });
}

const isThere = (report, to) => Object.entries(to).every(([name, value]) => name in report.links || report.chips[name] === (value === null ? "none" : String(value)));

/** Something that the report can be narrowed to; where it is, or its page is about nothing else, it leads nowhere. */
export function Narrow({ report, to, children }) {
  return isThere(report, to) ? html`<span>${children}</span>` : html`<a class="narrow" href=${narrowed(report, to)}>${children}</a>`;
}

/** @param chips {name: value} @param without takes the names that are to go @param children behind them */
export function Chips({ chips, without, channelName, children }) {
  const names = Object.keys(chips);
  return names.length > 0 && html`<div class="chips" role="group" aria-label=${t("chips.label")}>
    ${names.map((name) => {
      const value = valueText(name, chips[name], channelName);
      const label = t("visits.filter." + name);
      return html`<span class="chip" key=${name}><span>${label}${colon}<b><${Text} value=${value} /></b></span>
        <button type="button" aria-label=${t("common.remove", { name: label + colon + value })} onClick=${() => without([name])}><${Icon} name="close" size=${14} /></button></span>`;
    })}
    ${names.length > 1 && html`<button type="button" class="quiet small" onClick=${() => without(names)}>${t("chips.clear")}</button>`}
    ${children}
  </div>`;
}

/** The chips of a report, each with the way to take it away. */
export const ReportChips = ({ report }) => html`<${Chips} chips=${report.chips} channelName=${report.channelName}
  without=${(names) => setParams(report.path, { ...report.params, ...Object.fromEntries(names.map((name) => [name, null])) })} />`;
