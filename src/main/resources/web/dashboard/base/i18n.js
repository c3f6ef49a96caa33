// Texts, numbers and dates in the viewer's language and zone. What most people see stands in base.js and report.js of
// texts/<language>, and the rest beside them.

const LANGUAGES = ["en", "it", "es", "de", "fr"];
const STORED = "grapevine.language";

function chosen() {
  let stored = null;
  try {
    stored = localStorage.getItem(STORED);
  } catch {
    // A browser that keeps nothing: its own languages decide.
  }
  const wanted = [stored, ...(navigator.languages || [navigator.language])];
  for (const tag of wanted) {
    const language = (tag || "").toLowerCase().split("-")[0];
    if (LANGUAGES.includes(language)) {
      return language;
    }
  }
  return "en";
}

export const language = chosen();
export const languages = LANGUAGES;

/** The browser's own tag of that language (it-CH), else the language: it decides how numbers and dates look. */
export const locale = (navigator.languages || []).find((tag) => tag.toLowerCase().split("-")[0] === language) || language;
export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

const texts = {};
await Promise.all([addTexts("base"), addTexts("report")]);
document.documentElement.lang = language;

/** Adds the texts of pages that few people open, before these are drawn. */
export async function addTexts(part) {
  Object.assign(texts, (await import(`../texts/${language}/${part}.js`)).default);
}

/** A language as its readers call it, as it stands alone: "Español". */
export const ownName = (tag) => new Intl.DisplayNames([tag], { type: "language" }).of(tag).replace(/^./u, (first) => first.toLocaleUpperCase(tag));

export function setLanguage(tag) {
  try {
    localStorage.setItem(STORED, tag);
  } catch {
    // Then it holds until the page is left.
  }
  location.reload();
}

/** What stands between what something is called and what it is. */
export const colon = language === "fr" ? "\u00a0: " : ": ";

export const has = (key) => key in texts;

/** A place for a value in a text, with the Italian article before it. */
const PLACE = /(?:(?<!\p{L})(il|al|dal|del|nel|sul) )?\{(\w+)\}/giu;

/** What is read with a vowel at its begin: 8, 80 and 8000, 11, and 1 of a hundred, but not the first of a month. */
const VOWEL = /^(8|11(?!\d)|1(,\d+)?%)/;

/** An article and a value behind it: "il 12%", but "l’8%" and "dall’11 nov". */
function joined(article, value) {
  if (language !== "it" || !VOWEL.test(value)) {
    return article + " " + value;
  }
  return ({ il: "l", Il: "L" }[article] || article + "l") + "’" + value;
}

/**
 * The text of a key, with {name} replaced from values. A text may be an object of plural forms
 * ({one, other}), chosen by values.n.
 */
export function t(key, values = {}) {
  let text = texts[key];
  if (text === undefined) {
    return key;
  }
  if (typeof text === "object") {
    text = text[format(Intl.PluralRules).select(Number(values.n))] || text.other;
  }
  return text.replace(PLACE, (whole, article, name) => {
    if (!(name in values)) {
      return whole;
    }
    const value = typeof values[name] === "number" ? number(values[name]) : values[name];
    return article === undefined ? value : joined(article, value);
  });
}

const made = new Map();

/** One of a kind for all: to make one takes as long as to use it some hundred times. */
function format(kind, options) {
  const key = kind.name + JSON.stringify(options);
  if (!made.has(key)) {
    made.set(key, new kind(locale, options));
  }
  return made.get(key);
}

export const number = (value, options = {}) => format(Intl.NumberFormat, options).format(value);
export const compact = (value) =>
  value < 10000 ? number(value) : number(value, { notation: "compact", maximumFractionDigits: 1 });
/** What is there but would be rounded to nothing is "< 0.1%". @param share 0…1, or null for what cannot be said: a dash */
export function percent(share, digits = 0) {
  if (share === null || !Number.isFinite(share)) {
    return "–";
  }
  const least = 10 ** -(digits + 2);
  const small = share > 0 && share < least / 2;
  return (small ? "<\u00a0" : "") + number(small ? least : share, { style: "percent", maximumFractionDigits: digits });
}
/** @param value {amount, currency} of the API */
export const money = (value) =>
  value ? number(Number(value.amount), { style: "currency", currency: value.currency }) : "–";
const date = (value, options) => format(Intl.DateTimeFormat, { timeZone: zone, ...options }).format(new Date(value));
export const day = (value) => date(value, { dateStyle: "medium" });
/** A day without a zone, "2026-11-23", as it is. */
export const plainDay = (text) => format(Intl.DateTimeFormat, { timeZone: "UTC", dateStyle: "medium" }).format(new Date(text + "T00:00:00Z"));
export const dateTime = (value) => date(value, { dateStyle: "medium", timeStyle: "short" });
export const time = (value) => date(value, { timeStyle: "medium" });
export const dateWith = date;

function named(type, code) {
  try {
    return format(Intl.DisplayNames, { type, fallback: "code" }).of(code);
  } catch {
    return code;
  }
}

/** @param code of two letters */
export const country = (code) => (code ? named("region", code) : t("common.unknown"));
export const languageName = (code) => (code ? named("language", code) : t("common.unknown"));
/** A wait in words: "45 seconds", "15 minutes". @param seconds */
export function duration(seconds) {
  const [value, unit] = seconds < 90 ? [seconds, "second"] : seconds < 5400 ? [seconds / 60, "minute"] : [seconds / 3600, "hour"];
  return number(Math.ceil(value), { style: "unit", unit, unitDisplay: "long" });
}
export const list = (items) => format(Intl.ListFormat, { type: "conjunction" }).format(items);
