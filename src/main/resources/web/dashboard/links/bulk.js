// What became of the lines of a file of links, in words and as a table to be taken away.

import { faultText, faultTexts } from "../base/faults.js";
import { csvForm } from "../base/files.js";
import { addTexts, colon, has, t } from "../base/i18n.js";

await faultTexts();
await addTexts("link");

const TEXTS = ["destination", "code", "domain", "channel", "visibility", "audience", "people", "campaign", "title", "validFrom", "validUntil", "maxClicks",
  "expiredDestination", "tags", "forwardQuery", "forwarded", "trackConversions", "forwarding", "utm"];

/** The columns of a table that one fills in: the fields of a link. */
export const FIELDS = [...TEXTS, ...["source", "medium", "campaign", "term", "content"].map((name) => "utm." + name),
  ...["title", "description", "image"].map((name) => "card." + name)];

const CHARACTERS = { comma: ",", semicolon: ";", tab: "\t" };

/** A cell; what a spreadsheet would take for a formula is told to be text, as the service does it. */
function cell(value, separator) {
  const text = value === null || value === undefined ? "" : String(value);
  const safe = text.replace(separator === "," ? /(^|[;\t\r\n]"*)(?='*[=+\-@＝＋－＠])/g : /(^|[;\t\r\n]"*|,"*(?![+-]\d+(\.\d+)?([;,\t\r\n]|$)))(?='*[=+\-@＝＋－＠])/g, "$1'")
    .replace(/^[\t\r\n]/, "'$&");
  return /[",\n\r;\t]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
}

/**
 * @param rows arrays of values, the names of the columns first; with a mark by which Excel knows UTF-8
 * @param form what cells are parted by: the viewer's own where none is given
 */
export function csv(rows, form = csvForm()) {
  const separator = CHARACTERS[form.separator];
  return "\uFEFF" + rows.map((row) => row.map((value) => cell(value, separator)).join(separator) + "\r\n").join("");
}

/** A field of a link as the forms call it. @param field of the API */
export function fieldName(field) {
  const [whole, part] = field.replace(/\[.*/s, "").split(".");
  const label = has("link." + whole) ? t("link." + whole) : has("linkForm." + whole) ? t("linkForm." + whole) : whole;
  return whole === "utm" && part ? "utm_" + part : part && has("card." + part) ? label + colon + t("card." + part) : label;
}

/** The faults of one line, in words: "Code: is taken". @param row of the API's answer, which is refused */
export const faultsOf = (row) =>
  row.problem.errors && row.problem.errors.length > 0
    ? row.problem.errors.map((one) => (one.field ? fieldName(one.field) + colon : "") + faultText(one))
    : [row.problem.detail || row.problem.title];

const NONE = { tags: [] };

/** The CSV of what became of each line. @param rows of the API's answer */
export const resultCsv = (rows, form = csvForm()) =>
  csv([["line", "destination", "shortUrl", "code", "channel", "campaign", "tags", "error"], ...rows.map((row) => {
    const link = row.link || NONE;
    return [row.line, link.destination || row.destination, link.shortUrl, link.code, link.channel, link.campaign, link.tags.join("|"),
      row.link ? "" : faultsOf(row).join("; ")];
  })], form);
