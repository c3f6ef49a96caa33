// In America/Santiago, where 6 September 2026 begins at one o'clock: at midnight the clocks are put forward.

import { rangeOf } from "/dashboard/report/range.js";
import { equal, test } from "./assert.js";

const tz = "America/Santiago";

test("a day without a midnight can be the day that it is about", () => {
  const { days, open, question, previous } = rangeOf({ range: "today" }, new Date(2026, 8, 6, 9, 0));
  equal([days, open], [1, true]);
  equal(question, { from: "2026-09-06", to: null, tz });
  equal(previous, { from: "2026-09-05", to: "2026-09-05T13:00:00.000Z", tz });
});

test("a day without a midnight is one of the days that are counted", () => {
  const { days, question, previous } = rangeOf({ range: "7" }, new Date(2026, 8, 8, 9, 0));
  equal([days, question.from, previous.from], [7, "2026-09-02", "2026-08-26"]);
});

test("own dates may begin and end with a day without a midnight", () => {
  const now = new Date(2026, 8, 20);
  equal(rangeOf({ from: "2026-09-06", to: "2026-09-07" }, now).question, { from: "2026-09-06", to: "2026-09-08", tz });
  equal(rangeOf({ from: "2026-09-05", to: "2026-09-06" }, now).question, { from: "2026-09-05", to: "2026-09-07", tz });
  equal(rangeOf({ from: "2026-09-05", to: "2026-09-06" }, now).previous, { from: "2026-09-03", to: "2026-09-05", tz });
});

test("own dates up to a day without a midnight go on while it lasts", () => {
  equal(rangeOf({ from: "2026-09-05", to: "2026-09-06" }, new Date(2026, 8, 6, 1, 30)).open, true);
  equal(rangeOf({ from: "2026-09-05", to: "2026-09-06" }, new Date(2026, 8, 7, 0, 30)).open, false);
});
