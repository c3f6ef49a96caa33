import { rangeOf } from "/dashboard/report/range.js";
import { SECTION_NAMES, hasSection, isShown } from "/dashboard/report/sections.js";
import { bodyOf, formOf, questionOf } from "/dashboard/report/share.js";
import { equal, test } from "./assert.js";

const now = new Date(2026, 10, 23, 12, 0);
const question = (params, scope = { campaign: "may" }) => Object.fromEntries(questionOf({ scope, range: rangeOf(params, now) }));
const shared = (...sections) => ({ shared: { sections }, sections });

test("a report of the last days is shared as one that moves on with them", () =>
  equal(question({ range: "7" }), { campaign: "may", days: "7", tz: "Europe/Rome" }));

test("a report of own dates is shared as it is, with its last day", () =>
  equal(question({ from: "2026-11-01", to: "2026-11-10" }), { campaign: "may", from: "2026-11-01", to: "2026-11-11", tz: "Europe/Rome" }));

test("a report of this month begins with it, and goes on", () => equal(question({ range: "month" }), { campaign: "may", from: "2026-11-01", tz: "Europe/Rome" }));

test("a report of all time stays one", () => equal(question({ range: "all" }, {}), { from: "2000-01-01", tz: "Europe/Rome" }));

test("each value of a filter is in the question", () =>
  equal(questionOf({ scope: { tier: ["confirmed", "observed"] }, range: rangeOf({}, now) }).getAll("tier"), ["confirmed", "observed"]));

test("one's own report shows all, a shared one what its sections say, and both their course in time", () => {
  equal(SECTION_NAMES.every((name) => hasSection({}, name)), true);
  equal(["time", "channel", "channel,tier", "country", "time,audience"].map((by) => isShown(shared("channels"), by)), [true, true, true, false, false]);
  equal(isShown(shared(), undefined), true);
});

test("a new report is shared for a while, without a password and without what was spent", () => {
  const body = bodyOf(formOf(null, "May"));
  equal([body.name, body.costs, body.password, body.sections.includes("return")], ["May", false, null, false]);
  equal(new Date(body.expiresAt) > Date.now(), true);
});

test("of a shared report what is not touched is not told", () => {
  const body = bodyOf(formOf({ name: "May", sections: ["places"], costs: true, smallCells: 5, hasPassword: true, expiresAt: "2027-01-01T00:00:00Z" }));
  equal(body, { name: "May", sections: ["places"], costs: true, smallCells: 5 });
});

test("a password is taken away by leaving its field empty", () =>
  equal(bodyOf({ ...formOf({ name: "May", sections: [], costs: false, smallCells: 0, hasPassword: true, expiresAt: null }), password: "" }).password, null));
