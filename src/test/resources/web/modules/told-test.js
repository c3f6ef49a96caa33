import { addTexts } from "/dashboard/base/i18n.js";
import { storyOf } from "/dashboard/report/told.js";
import { equal, test } from "./assert.js";

await addTexts("story");

const range = { preset: "30", first: new Date(2026, 4, 1), last: new Date(2026, 4, 30), days: 30 };
const name = (id) => id.toUpperCase();
const total = (clicks, more = {}) => ({ clicks, visitors: clicks, shares: 7, darkBefore: Math.round(clicks * 0.8), darkAfter: Math.round(clicks * 0.05), ...more });
const figures = (more = {}) => ({
  total: total(1000), earlier: null, tiers: [{ tier: "confirmed", clicks: 400 }, { tier: "declared", clicks: 550 }, { tier: "dark", clicks: 50 }],
  channels: [{ channel: "whatsapp", clicks: 600 }, { channel: null, clicks: 50 }, { channel: "telegram", clicks: 350 }],
  groups: [{ audience: "Press", clicks: 300 }, { audience: "Mothers", clicks: 700 }],
  flow: { total: { converted: 20 }, rows: [{ origin: "whatsapp", channel: "whatsapp", clicks: 880 }, { origin: "whatsapp", channel: "telegram", clicks: 120 }] }, ...more });
const story = (more) => storyOf("Spring", figures(more), range, name);
const headline = (now, before) => story({ total: total(now), earlier: total(before) }).headline.replace(/^.*?\. ?/, "");

test("the headline says how many clicks in which time", () =>
  equal(story().headline, "Spring brought 1,000 clicks in the period 1 May 2026 – 30 May 2026."));

test("a change is said only where it is more than chance", () => {
  equal(headline(1200, 1000), "That is 20% more than in the 30 days before.");
  equal(headline(800, 1000), "That is 20% fewer than in the 30 days before.");
  equal(headline(1030, 1000), "That is about as many as in the 30 days before: the difference may be chance.");
  equal(headline(5000, 100), "That is 50 times as many as in the 30 days before.");
});

test("nothing is compared with nothing, nor with what is hidden", () => {
  equal(headline(1000, 0), "");
  equal(story({ earlier: { hidden: true, clicks: null } }).headline.includes("than"), false);
});

test("each sentence has its figures, and the largest is named", () =>
  equal(story().sentences, ["Visitors (daily sum): 1,000. Share attempts: 7.", "By referrer alone, 80% of the clicks would be “direct”; with Grapevine, 5% stay dark.",
    "WHATSAPP leads with 60% of the clicks, ahead of TELEGRAM with 35%.", "Of 2 groups, Mothers clicked most: 70% of all clicks.",
    "At least 12% of the clicks came from another app than their link was made for: it was passed on.",
    "40% of the clicks are sure: they showed themselves where they came from.", "20 clicks led to a conversion (2%)."]));

test("what there is not is not told", () => {
  const said = story({ groups: null, flow: { total: { converted: 0 }, rows: [] }, channels: [{ channel: "sms", clicks: 900 }, { channel: null, clicks: 100 }] }).sentences;
  equal(said.length, 4);
  equal(said[2], "One channel is known: SMS, with 90% of the clicks.");
});

test("of few clicks no shares are told, and of none nothing", () => {
  equal(story({ total: total(12) }).sentences, ["Visitors (daily sum): 12. Share attempts: 7.", "These are too few clicks to speak of shares."]);
  equal(story({ total: total(0) }), null);
});
