// In Europe/Rome, where the clocks of 2026 go forward on 29 March and back on 25 October.

import { comparedWith, dayText, intervalOf, rangeOf, rangeText, stepText } from "/dashboard/report/range.js";
import { zone } from "/dashboard/base/i18n.js";
import { equal, test } from "./assert.js";

const MARCH = new Date(2026, 2, 30, 14, 25, 7);
const own = (from, to, now = MARCH) => rangeOf({ from, to }, now);

test("the zone is the viewer's", () => equal(zone, "Europe/Rome"));

test("without a choice it is the last 30 days, of which today is one", () => {
  const { preset, days, open, interval, question } = rangeOf({}, MARCH);
  equal({ preset, days, open, interval }, { preset: "30", days: 30, open: true, interval: "day" });
  equal(question, { from: "2026-03-01", to: null, tz: "Europe/Rome" });
});

test("what has not ended is compared up to the same time of the viewer's clock, though the clocks were put forward", () =>
  equal(rangeOf({}, MARCH).previous, { from: "2026-01-30", to: "2026-02-28T13:25:00.000Z", tz: "Europe/Rome" }));

test("today is compared with yesterday by this time, though the day has 23 hours", () => {
  const { days, interval, question, previous } = rangeOf({ range: "today" }, new Date(2026, 2, 29, 14, 25));
  equal({ days, interval }, { days: 1, interval: "hour" });
  equal(question, { from: "2026-03-29", to: null, tz: "Europe/Rome" });
  equal(previous, { from: "2026-03-28", to: "2026-03-28T13:25:00.000Z", tz: "Europe/Rome" });
});

test("seven days are seven, though one of them has 25 hours", () => {
  const { days, question, previous } = rangeOf({ range: "7" }, new Date(2026, 9, 27, 0, 10));
  equal([days, question.from, previous.from], [7, "2026-10-21", "2026-10-14"]);
  equal(previous.to, "2026-10-19T22:10:00.000Z");
});

test("the month up to now is compared with the month before up to the same day and time", () => {
  const { question, previous, days } = rangeOf({ range: "month" }, MARCH);
  equal([question.from, question.to, days], ["2026-03-01", null, 30]);
  equal(previous, { from: "2026-02-01", to: "2026-02-28T13:25:00.000Z", tz: "Europe/Rome" });
});

test("a day that the month before does not have is its last", () => {
  equal(rangeOf({ range: "month" }, new Date(2028, 2, 31, 12)).previous.to, "2028-02-29T11:00:00.000Z");
  equal(rangeOf({ range: "month" }, new Date(2026, 4, 31, 12)).previous.to, "2026-04-30T10:00:00.000Z");
});

test("last month has ended, is whole, and is compared with the whole month before it", () => {
  const { question, previous, days, open } = rangeOf({ range: "last-month" }, new Date(2026, 0, 15, 9));
  equal(question, { from: "2025-12-01", to: "2026-01-01", tz: "Europe/Rome" });
  equal(previous, { from: "2025-11-01", to: "2025-12-01", tz: "Europe/Rome" });
  equal([days, open], [31, false]);
});

test("all time is compared with nothing", () => {
  const { first, days, interval, question, previous } = rangeOf({ range: "all" }, MARCH);
  equal({ first, days, interval, previous }, { first: null, days: null, interval: "month", previous: null });
  equal(question, { from: "2000-01-01", to: null, tz: "Europe/Rome" });
});

test("own dates are both part of it, and are compared with as many days directly before", () => {
  const { preset, days, open, question, previous } = own("2026-03-10", "2026-03-19");
  equal({ preset, days, open }, { preset: "own", days: 10, open: false });
  equal(question, { from: "2026-03-10", to: "2026-03-20", tz: "Europe/Rome" });
  equal(previous, { from: "2026-02-28", to: "2026-03-10", tz: "Europe/Rome" });
});

test("own dates may come in either order", () => equal(own("2026-03-19", "2026-03-10").question, own("2026-03-10", "2026-03-19").question));

test("own dates go on when they reach today, and count no day that has not begun", () => {
  equal(own("2026-03-28", "2026-03-30").open, true);
  equal(own("2026-03-28", "2026-03-29").open, false);
  const { days, question } = own("2026-03-28", "2026-12-31");
  equal([days, question.to], [3, null]);
  equal(own("2026-05-01", "2026-05-31").days, 1);
});

test("what is no range and no date is the usual range", () => {
  for (const params of [{ range: "31" }, { range: "own" }, { from: "2026-03-01" }, { from: "2026-13-01", to: "2026-03-05" }, { from: "1", to: "2" }]) {
    equal(rangeOf(params, MARCH).preset, "30");
  }
});

test("the steps of a series are finer the shorter it is", () =>
  equal([1, 2, 3, 92, 93, 730, 731].map(intervalOf), ["hour", "hour", "day", "day", "week", "week", "month"]));

test("what it is compared with is said in words", () => {
  equal(comparedWith(rangeOf({ range: "today" }, MARCH)), "yesterday by this time");
  equal(comparedWith(rangeOf({ range: "last-month" }, MARCH)), "in the month before");
  equal(comparedWith(rangeOf({ range: "90" }, MARCH)), "in the 90 days before");
  equal(comparedWith(own("2026-03-01", "2026-03-01")), "the day before");
});

test("a range is written with its first and last day, or the one that it has", () => {
  equal(rangeText(rangeOf({}, MARCH)), "1 Mar 2026 – 30 Mar 2026");
  equal(rangeText(own("2026-03-05", "2026-03-05")), "5 Mar 2026");
  equal(rangeText(rangeOf({ range: "all" }, MARCH)), "All time");
});

test("a day is the one of the viewer's calendar, also shortly after midnight", () => equal(dayText(new Date("2026-03-09T23:30:00Z")), "2026-03-10"));

test("a step of an hour is told in the viewer's zone, before and after the clocks were put forward", () => {
  equal(stepText("2026-03-29T00:00:00Z", "hour", true, 1), "01:00");
  equal(stepText("2026-03-29T01:00:00Z", "hour", true, 1), "03:00");
  equal(stepText("2026-03-29T01:00:00Z", "hour", true, 2), "29 Mar, 03:00");
});

test("a step of a day, a week or a month is named by the day on which it begins there", () => {
  equal(stepText("2026-03-29T22:00:00Z", "day", true), "30 Mar");
  equal(stepText("2026-03-29T22:00:00Z", "day", false), "Mon, 30 Mar 2026");
  equal(stepText("2026-03-29T22:00:00Z", "week", false), "Week of Mon, 30 Mar 2026");
  equal(stepText("2026-03-31T22:00:00Z", "month", true), "Apr 2026");
});
