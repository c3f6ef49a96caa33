// A pasted list or a CSV, read into links to be made, and what became of them. Pure: it asks nobody, and is told the channels.

import { faultText, faultTexts } from "../base/faults.js";

await faultTexts();

const TEXTS = ["destination", "code", "domain", "channel", "visibility", "audience", "people", "campaign", "title", "validFrom", "validUntil", "maxClicks",
  "expiredDestination", "tags", "forwardQuery", "trackConversions", "forwarding"];
const UTM = ["source", "medium", "campaign", "term", "content"];
const CARD = ["title", "description", "image"];

/** What a column may be called, without case, spaces and marks, and the field that it is. */
const COLUMNS = new Map([
  ...TEXTS.map((name) => [name.toLowerCase(), name]),
  ...UTM.map((name) => ["utm" + name, "utm." + name]),
  ...CARD.map((name) => ["card" + name, "card." + name]),
  ["url", "destination"], ["link", "destination"], ["destinationurl", "destination"], ["longurl", "destination"],
  ["shortcode", "code"], ["tag", "tags"],
]);

export const FIELDS = [...TEXTS, ...UTM.map((name) => "utm." + name), ...CARD.map((name) => "card." + name)];

const columnOf = (name) => COLUMNS.get(name.toLowerCase().replace(/[\s._-]/g, "")) || null;

/**
 * The records of a CSV (RFC 4180), with the line each begins in. A quote that is never closed ends with the text.
 *
 * @param separator one character
 * @return [{line, cells}], without empty lines
 */
export function records(text, separator) {
  const found = [];
  let cells = [];
  let cell = "";
  let quoted = false;
  let line = 1;
  let began = 1;
  const end = () => {
    cells.push(cell);
    if (cells.some((one) => one.trim() !== "")) {
      found.push({ line: began, cells: cells.map((one) => one.trim()) });
    }
    cells = [];
    cell = "";
    began = line + 1;
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') {
        cell += c;
        line += c === "\n" ? 1 : 0;
      } else if (text[i + 1] === '"') {
        cell += c;
        i++;
      } else {
        quoted = false;
      }
    } else if (c === '"' && cell.trim() === "") {
      cell = "";
      quoted = true;
    } else if (c === separator) {
      cells.push(cell);
      cell = "";
    } else if (c === "\n") {
      end();
      line++;
    } else if (c !== "\r") {
      cell += c;
    }
  }
  end();
  return found;
}

/** The separator that most of the first line is cut by: Excel writes semicolons where a comma ends whole numbers. */
function separatorOf(text) {
  const first = text.slice(0, text.indexOf("\n") < 0 ? text.length : text.indexOf("\n"));
  const count = (separator) => first.split(separator).length;
  return [",", ";", "\t"].reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}

const YES = ["true", "yes", "y", "1", "sì", "si", "x"];
const NO = ["false", "no", "n", "0"];

/** A date or a local time, as spreadsheets write it, as the API's time; other text as it is, for the API to judge. */
function instant(text) {
  const found = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
  if (!found) {
    return text;
  }
  const [, year, month, day, hour = 0, minute = 0, second = 0] = found.map((part) => part && Number(part));
  const at = new Date(year, month - 1, day, hour, minute, second);
  return at.getMonth() === month - 1 && at.getDate() === day ? at.toISOString().replace(".000Z", "Z") : text;
}

function valueOf(field, text, channels) {
  switch (field) {
    case "tags":
      return text.split(/[,;|]/).map((tag) => tag.trim()).filter(Boolean);
    case "people":
    case "maxClicks":
      return /^\d+$/.test(text) ? Number(text) : text;
    case "forwardQuery":
      if (text.toLowerCase() === "ids") {
        return "ids";
      } // falls through
    case "trackConversions":
    case "forwarding":
      return YES.includes(text.toLowerCase()) ? true : NO.includes(text.toLowerCase()) ? false : text;
    case "validFrom":
    case "validUntil":
      return instant(text);
    case "channel": {
      const known = channels.find((channel) => channel.name.toLowerCase() === text.toLowerCase());
      return known ? known.id : text.toLowerCase();
    }
    default:
      return text;
  }
}

function linkOf(fields, cells, channels) {
  const link = {};
  fields.forEach((field, i) => {
    const text = cells[i] || "";
    if (!field || text === "") {
      return;
    }
    const [outer, inner] = field.split(".");
    const value = valueOf(field, text, channels);
    if (inner) {
      link[outer] = { ...link[outer], [inner]: value };
    } else {
      link[outer] = value;
    }
  });
  return link;
}

/**
 * Links of a text: a CSV when its first line names a destination, else an address a line.
 *
 * @param channels of the catalogue, by whose names or ids a cell may call them
 * @return {links: [{line, link}], unknown: names of columns that are none}
 */
export function parse(text, channels) {
  const clean = text.replace(/^\uFEFF/, "");
  const separator = separatorOf(clean.trimStart());
  const all = records(clean, separator);
  const header = all.length > 0 ? all[0].cells.map(columnOf) : [];
  if (!header.includes("destination")) {
    const lines = clean.split(/\r?\n/).map((address, i) => ({ line: i + 1, link: { destination: address.trim() } }));
    return { links: lines.filter((one) => one.link.destination !== ""), unknown: [] };
  }
  return {
    links: all.slice(1).map(({ line, cells }) => ({ line, link: linkOf(header, cells, channels) })),
    unknown: all[0].cells.filter((name, i) => name && !header[i]),
  };
}

/** What is chosen for all goes to the links that say nothing themselves. */
export function withDefaults(link, all) {
  return {
    ...link,
    ...(all.channel && !link.channel && { channel: all.channel }),
    ...(all.campaign && !link.campaign && { campaign: all.campaign.trim().toLowerCase().replace(/\s+/g, "-") }),
    ...(all.tags.length > 0 && { tags: [...new Set([...(link.tags || []), ...all.tags])] }),
  };
}

/** A cell of a CSV; a text that a spreadsheet would take for a formula gets an apostrophe before it. */
function cell(value) {
  const text = value === null || value === undefined ? "" : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
  return /[",\n\r;]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
}

/** @param rows arrays of values, the names of the columns first; with a mark by which Excel knows UTF-8 */
export const csv = (rows) => "\uFEFF" + rows.map((row) => row.map(cell).join(",") + "\r\n").join("");

/** The faults of one answer, in words: "code: is taken". */
export const faultsOf = (item) =>
  item.problem.errors && item.problem.errors.length > 0
    ? item.problem.errors.map((one) => (one.field ? one.field + ": " : "") + faultText(one))
    : [item.problem.detail || item.problem.title];

/**
 * The CSV of what became of each line.
 *
 * @param sent [{line, link}] as they were sent @param items of the API's answer, in the same order
 */
export function resultCsv(sent, items) {
  const rows = items.map((item, i) => {
    const made = item.link || {};
    return [sent[i].line, sent[i].link.destination, made.shortUrl, made.code, made.channel, made.campaign, (made.tags || []).join("|"),
      item.link ? "" : faultsOf(item).join("; ")];
  });
  return csv([["line", "destination", "shortUrl", "code", "channel", "campaign", "tags", "error"], ...rows]);
}
