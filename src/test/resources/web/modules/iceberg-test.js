import { html, render } from "/dashboard/base/html.js";
import { Iceberg, depthOf, strataOf } from "/dashboard/report/iceberg.js";
import { equal, test } from "./assert.js";

const name = (id) => id.toUpperCase();
const clicksOf = (counts) => Object.entries(counts).map(([channel, clicks]) => ({ channel, clicks }));
const total = (clicks, darkAfter = 0, darkBefore = clicks) => ({ clicks, darkBefore, darkAfter });

const strata = (all, counts, ambiguous = 0) =>
  strataOf(all, clicksOf(counts), ambiguous > 0 ? [{ tier: "confirmed", clicks: 1 }, { tier: "ambiguous", clicks: ambiguous }] : [], name);
const figures = (some) => some.map(({ name, clicks, share }) => [name, clicks, share]);

/** The rows that stand beside the drawing: [name, clicks, share] as one reads them. */
function rows(all, counts) {
  const place = document.createElement("div");
  document.body.append(place);
  const asked = (rows) => ({ answer: { total: all, rows }, watch: () => () => {}, error: null, old: false, params: {} });
  render(html`<${Iceberg} report=${{ range: {}, channelName: name, links: {}, chips: {}, path: "/", params: {} }} channels=${asked(clicksOf(counts))} tiers=${asked([])} />`, place);
  const found = [...place.querySelectorAll("tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent));
  const words = place.textContent;
  render(null, place);
  place.remove();
  return { found, words };
}

test("strata are channels in their order with what stays dark at the foot, and have shares of all clicks", () =>
  equal(figures(strata(total(200, 50), { whatsapp: 100, telegram: 50 })), [["WHATSAPP", 100, 0.5], ["TELEGRAM", 50, 0.25], ["Still dark", 50, 0.25]]));

test("every click is in one stratum, so shares make a whole", () => {
  const some = strata(total(1000, 137), { a: 301, b: 211, c: 97, d: 83, e: 71, f: 43, g: 23, h: 19, i: 3 }, 12);
  equal(some.reduce((sum, one) => sum + one.clicks, 0), 1000);
  equal(Math.abs(some.reduce((sum, one) => sum + one.share, 0) - 1) < 1e-9, true);
});

test("more than seven channels are one stratum", () => {
  const some = strata(total(100), { a: 20, b: 18, c: 16, d: 14, e: 12, f: 10, g: 5, h: 3, i: 2 });
  equal(figures(some).slice(7), [["2 more channels", 5, 0.05], ["Still dark", 0, 0]]);
});

test("a channel of a hundredth of the clicks is told apart, and one of less is not", () =>
  equal(figures(strata(total(1000), { a: 981, b: 10, c: 9 })), [["A", 981, 0.981], ["B", 10, 0.01], ["1 more channel", 9, 0.009], ["Still dark", 0, 0]]));

test("a hundredth is of all clicks, those that stay dark included", () =>
  equal(figures(strata(total(1000, 991), { a: 9 })), [["1 more channel", 9, 0.009], ["Still dark", 991, 0.991]]));

test("what signs disagree about is a stratum of its own, above what stays dark", () =>
  equal(figures(strata(total(100, 20), { a: 70 }, 10)), [["A", 70, 0.7], ["Ambiguous", 10, 0.1], ["Still dark", 20, 0.2]]));

test("clicks of no channel and channels of no clicks are no strata", () => {
  const channels = [{ channel: null, clicks: 30 }, ...clicksOf({ a: 70, b: 0 })];
  equal(figures(strataOf(total(100, 30), channels, [], name)), [["A", 70, 0.7], ["Still dark", 30, 0.3]]);
});

test("without clicks all shares are zero", () => equal(figures(strata(total(0), {})), [["Still dark", 0, 0]]));

test("each channel has a colour of its own, and what is dark that of the deep", () => {
  const some = strata(total(100, 10), { a: 40, b: 30, c: 20 });
  equal(some.map(({ colour, dark }) => [colour, dark === true]), [["c1", false], ["c2", false], ["c3", false], ["deep", true]]);
});

test("none of it lies above the peak, all of it above the foot", () => equal([depthOf(0), depthOf(1), depthOf(1.5)], [0, 1, 1]));

test("the more of it lies above, the deeper one is", () => {
  const depths = Array.from({ length: 201 }, (none, i) => depthOf(i / 200));
  equal(depths.every((depth, i) => i === 0 || depth > depths[i - 1]), true);
  equal(depths.every((depth) => depth >= 0 && depth <= 1), true);
});

test("the peak is narrow and the waist wide, so the first tenth reaches deeper than the middle one", () =>
  equal(depthOf(0.1) > depthOf(0.55) - depthOf(0.45), true));

test("a large share is written in whole per cents, a small one with a decimal", () => {
  const { found } = rows(total(1000, 96, 1000), { a: 667, b: 237 });
  equal(found, [["A", "667", "67%"], ["B", "237", "24%"], ["Still dark", "96", "9.6%"], ["“direct” (By referrer alone)", "1,000", "100%"]]);
});

test("a share that would be rounded to nothing is said to be there", () => {
  const { found } = rows(total(100000, 3, 50000), { a: 99997 });
  equal(found[1], ["Still dark", "3", "<\u00a00.1%"]);
});

test("nothing dark is a row of zero", () => equal(rows(total(10, 0, 0), { a: 10 }).found.slice(1), [
  ["Still dark", "0", "0%"], ["“direct” (By referrer alone)", "0", "0%"]]));

test("no clicks are no iceberg", () => {
  const { found, words } = rows(total(0), {});
  equal([found, words.includes("NaN"), words.includes("%")], [[], false, false]);
});

test("the sentence beneath has the figures of both icebergs", () =>
  equal(rows(total(2000, 5, 1200), { a: 1995 }).words.includes(
    "A report that goes by referrers leaves 1,200 of 2,000 clicks in the dark, Grapevine 5."), true));
