import { certaintyOf } from "/dashboard/report/certainty.js";
import { CERTAINTY, NARROWING, carried, chipsOf, filtersOf, narrowed } from "/dashboard/report/chips.js";
import { equal, test } from "./assert.js";

const report = (params, links = {}) => ({ path: "/campaigns/may", params, links, chips: chipsOf(params, links) });

test("the chips of a place are what it may be narrowed by, in their order, and not its time or what its page is about", () =>
  equal(chipsOf({ range: "90", country: "IT", channel: "whatsapp", campaign: "may", cursor: "x" }, { campaign: "may" }), { channel: "whatsapp", country: "IT" }));

test("certainty is asked for as the tiers that it is made of", () =>
  equal(filtersOf({ channel: "sms", certainty: "likely" }), { channel: "sms", tier: ["supported", "declared", "inferred"] }));

test("a tier is narrower than the certainty that it is part of", () => equal(filtersOf({ certainty: "sure", tier: "observed" }), { tier: "observed" }));

test("a certainty that there is none of narrows nothing", () => equal(filtersOf({ certainty: "constructor" }), {}));

test("all tiers are in one certainty each", () => {
  const all = Object.values(CERTAINTY).flat();
  equal(all.length, 8);
  equal(new Set(all).size, 8);
});

test("the way to fewer clicks keeps the time and the other chips", () =>
  equal(narrowed(report({ range: "90", country: "IT" }), { channel: "whatsapp" }), "#/campaigns/may?range=90&country=IT&channel=whatsapp"));

test("what has no value is asked for by that word", () => equal(narrowed(report({}), { channel: null }), "#/campaigns/may?channel=none"));

test("a certainty that is chosen takes the place of a tier, and the other way round", () => {
  equal(narrowed(report({ tier: "dark" }), { certainty: "sure" }), "#/campaigns/may?certainty=sure");
  equal(narrowed(report({ certainty: "sure" }), { tier: "observed" }), "#/campaigns/may?tier=observed");
});

test("another page is told the chips and the time, and nothing else", () =>
  equal(carried({ channel: "sms", from: "2026-05-01", to: "2026-05-31", cursor: "x", sheet: "1" }), { channel: "sms", from: "2026-05-01", to: "2026-05-31" }));

test("each filter has a name in the page's words", async () => {
  const { has } = await import("/dashboard/base/i18n.js");
  equal(NARROWING.filter((name) => !has("visits.filter." + name)), []);
});

test("clicks by tier are added up to three words, the surest first", () =>
  equal(certaintyOf([{ tier: "dark", clicks: 1 }, { tier: "confirmed", clicks: 5 }, { tier: "reshared", clicks: 2 }, { tier: "declared", clicks: 9 }, { tier: null, clicks: 0 }])
    .map(({ name, clicks, tiers }) => [name, clicks, tiers.map((one) => one.tier)]),
  [["sure", 7, ["confirmed", "reshared"]], ["likely", 9, ["declared"]], ["dark", 1, ["dark"]]]));
