import { bestTime, gridOf, placeOf } from "/dashboard/report/heat.js";
import { equal, test } from "./assert.js";

/** An hour of each in a week of that many clicks, and more at some. */
function grid(each, more = {}) {
  const rows = Array.from({ length: 168 }, (none, i) => ({ clicks: each + (more[Math.floor(i / 24) + "T" + (i % 24)] || 0) }));
  return gridOf(rows);
}
const days = (counts) => counts.map(([time, clicks]) => ({ time, clicks }));
const kind = (...args) => bestTime(...args).kind;

test("the hours of the API are days from Monday", () => {
  const some = grid(0, { "1T18": 5 });
  equal([some.length, some[1].length, some[1][18], some[0][18]], [7, 24, 5, 0]);
});

test("of few clicks no time is said to be the best", () => equal(kind(grid(0, { "1T18": 99 }), null), "few"));

test("of clicks that are spread evenly none is", () => equal(kind(grid(10), null), "even"));

test("a window that chance alone could make is not the best", () => equal(kind(grid(10, { "1T18": 5 }), null), "even"));

test("hours that stand out are the best, with their share", () => {
  const found = bestTime(grid(1, { "1T18": 100, "1T19": 100 }), null);
  equal([found.kind, found.best.day, found.best.from, found.best.to, found.second], ["best", 1, 18, 20, null]);
  equal(Math.round(found.share * 1000), Math.round((202 / 368) * 1000));
});

test("a second window that is as good is named beside it", () => {
  const found = bestTime(grid(1, { "1T18": 100, "1T19": 100, "4T8": 95, "4T9": 98 }), null);
  equal([found.kind, found.second.day, found.second.from], ["best", 4, 8]);
});

test("hours that one day made say when something was sent", () => {
  const peak = grid(1, { "1T18": 100, "1T19": 100 });
  const oneDay = days([["2026-05-05T00:00:00+02:00", 230], ["2026-05-12T00:00:00+02:00", 10], ["2026-05-06T00:00:00+02:00", 100]]);
  const found = bestTime(peak, oneDay);
  equal([found.kind, found.at], ["day", "2026-05-05T00:00:00+02:00"]);
  equal(kind(peak, days([["2026-05-05T00:00:00+02:00", 120], ["2026-05-12T00:00:00+02:00", 110]])), "best");
});

test("a moment is placed by the viewer's clock", () => {
  equal(placeOf("2026-05-04T22:30:00Z"), { day: 1, hour: 0 });
  equal(placeOf("2026-05-03T12:00:00Z"), { day: 6, hour: 14 });
});
