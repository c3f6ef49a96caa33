import { flowOf, layOut, passedOn } from "/dashboard/report/flow.js";
import { equal, test } from "./assert.js";

const row = (audience, origin, channel, clicks, converted = 0) => ({ audience, origin, channel, clicks, converted });
const some = [
  row("Mothers", "whatsapp", "whatsapp", 40, 4), row("Mothers", "whatsapp", "telegram", 10), row("Press", "email", "email", 20, 1),
  row("Press", "email", null, 5), row(null, null, "sms", 25)];
const nodes = (flow, name) => flow.columns.find((column) => column.name === name).nodes.map((node) => [node.value, node.clicks]);

test("each column has all clicks, and its largest first", () => {
  const flow = flowOf(some);
  equal(flow.columns.map((column) => [column.name, column.nodes.reduce((sum, node) => sum + node.clicks, 0)]),
    [["audience", 100], ["origin", 100], ["channel", 100], ["outcome", 100]]);
  equal(nodes(flow, "audience"), [["Mothers", 50], ["Press", 25], [null, 25]]);
  equal(nodes(flow, "outcome"), [["not", 95], ["converted", 5]]);
});

test("channels stand in the order of what links were made for, so that straight ways are straight", () => {
  equal(nodes(flowOf(some), "origin").map(([value]) => value), ["whatsapp", "email", null]);
  equal(nodes(flowOf(some), "channel").map(([value]) => value), ["whatsapp", "email", "sms", "telegram", null]);
});

test("a way that went elsewhere than its link was made for is told from straight ones and from what is dark", () => {
  const ways = flowOf(some, ["origin", "channel"]).ribbons.map(({ from, to, kind, clicks }) => [from, to, kind, clicks]);
  equal(ways, [["is:whatsapp", "is:whatsapp", "straight", 40], ["is:whatsapp", "is:telegram", "passed", 10], ["is:email", "is:email", "straight", 20],
    ["is:email", "none:", "dark", 5], ["none:", "is:sms", "straight", 25]]);
  equal(passedOn(some), { clicks: 10, of: 100 });
});

test("a column that tells nothing is left out", () => {
  const bare = [row(null, "sms", "sms", 3), row(null, "sms", "whatsapp", 2)];
  equal(flowOf(bare).columns.map((column) => column.name), ["origin", "channel"]);
});

test("of many values the small ones are one, which says how many they are", () => {
  const many = Array.from({ length: 12 }, (none, i) => row("group " + i, "sms", "sms", 20 - i));
  const column = flowOf(many).columns[0];
  equal(column.nodes.length, 8);
  equal([column.nodes[7].value, column.nodes[7].many, column.nodes[7].clicks], [null, 5, 13 + 12 + 11 + 10 + 9]);
});

test("one that would be alone among the small ones keeps its name", () => {
  const eight = Array.from({ length: 8 }, (none, i) => row("group " + i, "sms", "sms", 20 - i));
  equal(flowOf(eight).columns[0].nodes.map((node) => node.many), [1, 1, 1, 1, 1, 1, 1, 1]);
});

test("ribbons fill the nodes that they join, and columns are of one measure", () => {
  const drawn = layOut(flowOf(some), 900, 300);
  const scale = drawn.columns[0].nodes[0].height / 50;
  equal(drawn.columns.every((column) => column.nodes.every((node) => Math.abs(node.height - Math.max(1.5, node.clicks * scale)) < 1e-6)), true);
  equal(drawn.columns.every((column) => column.nodes.every((node, i, all) => i === 0 || node.y - all[i - 1].y >= 17)), true);
  equal(drawn.columns[3].x, 900 - drawn.node);
  equal(drawn.ribbons.every((ribbon) => /^M[\d.]+ [\d.]+C/.test(ribbon.d) && !ribbon.d.includes("NaN")), true);
});
