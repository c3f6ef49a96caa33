// The time that a report is about: named ranges and own dates, in the viewer's zone, kept in the place.

import { Field } from "../base/fields.js";
import { html, useState } from "../base/html.js";
import { dateWith, plainDay, t, zone } from "../base/i18n.js";
import { setParams } from "../base/places.js";

/** Before any visit. */
export const EVER = "2000-01-01";
const PRESETS = ["today", "7", "30", "90", "month", "last-month", "all"];
const USUAL = "30";
const DAY = /^(20\d\d|21\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** A day of the viewer's calendar as the API writes it. */
export const dayText = (date) =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");

const dayOf = (text) => {
  const [year, month, day] = text.split("-").map(Number);
  return new Date(year, month - 1, day);
};

/** So many days later, by the calendar. */
export const plus = (date, days) => new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, date.getHours(), date.getMinutes());

/** Days from one date to another; by the calendar, whose days have 23 to 25 hours. */
const daysBetween = (from, to) =>
  Math.round((Date.UTC(to.getFullYear(), to.getMonth(), to.getDate()) - Date.UTC(from.getFullYear(), from.getMonth(), from.getDate())) / 86400000);

/** The same day and time in the month before, or that month's last day. */
function monthBefore(date) {
  const last = new Date(date.getFullYear(), date.getMonth(), 0).getDate();
  return new Date(date.getFullYear(), date.getMonth() - 1, Math.min(date.getDate(), last), date.getHours(), date.getMinutes());
}

export function intervalOf(days) {
  return days <= 2 ? "hour" : days <= 92 ? "day" : days <= 730 ? "week" : "month";
}

/** The first and the last day of what the place asks for; no first day for all time. */
function daysOf(params, today) {
  if (DAY.test(params.from || "") && DAY.test(params.to || "")) {
    const days = [dayOf(params.from), dayOf(params.to)].sort((a, b) => a - b);
    return { preset: "own", first: days[0], last: days[1] };
  }
  const preset = PRESETS.includes(params.range) ? params.range : USUAL;
  const month = new Date(today.getFullYear(), today.getMonth(), 1);
  switch (preset) {
    case "all": return { preset, first: null, last: today };
    case "today": return { preset, first: today, last: today };
    case "month": return { preset, first: month, last: today };
    case "last-month": return { preset, first: monthBefore(month), last: plus(month, -1) };
    default: return { preset, first: plus(today, 1 - Number(preset)), last: today };
  }
}

/** What it is compared with: as long, directly before, and up to the same time of day where it has not ended. */
function before({ preset, first, last }, now, open) {
  if (first === null) {
    return null;
  }
  if (preset === "month") {
    return { from: dayText(monthBefore(first)), to: monthBefore(now).toISOString(), tz: zone };
  }
  if (preset === "last-month") {
    return { from: dayText(monthBefore(first)), to: dayText(first), tz: zone };
  }
  const days = daysBetween(first, last) + 1;
  return { from: dayText(plus(first, -days)), to: open ? plus(now, -days).toISOString() : dayText(first), tz: zone };
}

/**
 * The range of a place: {preset, first, last, days, question, previous, interval, open}, with "question" and
 * "previous" as the API takes them. "open" says whether it goes on.
 */
export function rangeOf(params, now = new Date()) {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const days = daysOf(params, today);
  const open = days.last >= today;
  const count = days.first === null ? null : Math.max(1, daysBetween(days.first, open ? today : days.last) + 1);
  return {
    ...days,
    open,
    days: count,
    interval: count === null ? "month" : intervalOf(count),
    // Left out, the end is now, also when it is asked again later.
    question: { from: days.first === null ? EVER : dayText(days.first), to: open ? null : dayText(plus(days.last, 1)), tz: zone },
    previous: before(days, now, open),
  };
}

/** What the figures are compared with, in words. */
export function comparedWith(range) {
  const named = { today: "range.than.yesterday", month: "range.than.month", "last-month": "range.than.lastMonth" };
  return named[range.preset] ? t(named[range.preset]) : t("range.than.days", { n: range.days });
}

/** "25 Oct – 23 Nov 2026". */
export function rangeText(range) {
  if (range.first === null) {
    return t("range.all");
  }
  const from = plainDay(dayText(range.first));
  const to = plainDay(dayText(range.last));
  return from === to ? from : from + " – " + to;
}

/** The beginning of a step of a series in words. @param short beneath an axis @param days how long the series is */
export function stepText(time, interval, short, days = 0) {
  if (interval === "hour") {
    const hour = { hour: "2-digit", minute: "2-digit" };
    return dateWith(time, short && days <= 1 ? hour : { day: "numeric", month: "short", ...hour });
  }
  if (interval === "month") {
    return dateWith(time, { month: short ? "short" : "long", year: "numeric" });
  }
  if (short) {
    return dateWith(time, { day: "numeric", month: "short" });
  }
  const day = dateWith(time, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
  return interval === "week" ? t("range.week", { day }) : day;
}

/** Chooses a range. Own dates are taken as they are set; the API is asked when both make sense. */
export function RangePicker({ path, params, range }) {
  const [own, setOwn] = useState(range.preset === "own");
  const { range: named, from, to, cursor, ...rest } = params;
  const choose = (preset) => {
    setOwn(preset === "own");
    if (preset === "own") {
      setParams(path, { ...rest, from: dayText(range.first || plus(range.last, -29)), to: dayText(range.last) });
    } else {
      setParams(path, { ...rest, range: preset === USUAL ? null : preset });
    }
  };
  const set = (name, value) => DAY.test(value) && setParams(path, { ...rest, from, to, [name]: value });
  const shown = own ? "own" : range.preset;
  return html`<div class="range">
    <${Field} as="select" label=${t("range.label")} value=${shown} onChange=${(event) => choose(event.target.value)}>
      ${[...PRESETS, "own"].map((preset) => html`<option value=${preset} selected=${preset === shown}>${t("range." + preset)}</option>`)}
    </${Field}>
    ${own
      ? html`<${Field} type="date" label=${t("range.from")} value=${from} max=${to} onChange=${(event) => set("from", event.target.value)} />
          <${Field} type="date" label=${t("range.to")} value=${to} min=${from} onChange=${(event) => set("to", event.target.value)} />`
      : html`<p class="range-days">${rangeText(range)}</p>`}
  </div>`;
}
