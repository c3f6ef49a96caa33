import { askStats } from "/dashboard/base/api.js";
import { askBehind } from "/dashboard/report/behind.js";
import { equal, test } from "./assert.js";

/** Answers when it is told to. @return {asked, answer}: the paths in the order in which they were asked for; what answers one */
function service() {
  const asked = [];
  const waiting = new Map();
  window.fetch = (address) => {
    const path = String(address).replace(/^.*\/api\/v1|\?.*$/g, "");
    asked.push(path);
    return new Promise((answer) => waiting.set(path, answer));
  };
  return { asked, answer: (path, body = "{}", status = 200) => waiting.get(path)(new Response(body, { status, headers: { "Content-Type": "application/json" } })) };
}

const pause = () => new Promise((done) => setTimeout(done, 20));

test("what can wait is asked when the questions of its turn are answered, in whichever order they came", async () => {
  const { asked, answer } = service();
  const behind = askBehind("/stats/flow", {});
  const figures = Promise.all([askStats({ by: "tier" }), askStats({ by: "channel" })]);
  await pause();
  equal(asked, ["/stats/several"]);
  answer("/stats/several", '{"items":[{"smallCells":null},{"smallCells":null}]}');
  await figures;
  await pause();
  equal(asked, ["/stats/several", "/stats/flow"]);
  answer("/stats/flow", '{"rows":[]}');
  equal(await behind, { rows: [] });
});

test("it is asked as well where they got no answer, and where there are none", async () => {
  const { asked, answer } = service();
  const figures = askStats({ by: "tier" }).catch((error) => error.status);
  const behind = askBehind("/stats/flow", {});
  await pause();
  answer("/stats", "{}", 503);
  equal(await figures, 503);
  await pause();
  equal(asked, ["/stats", "/stats/flow"]);
  answer("/stats/flow");
  await behind;
  const alone = askBehind("/campaigns/spring/notes", {});
  await pause();
  answer("/campaigns/spring/notes");
  equal(await alone, {});
});

test("it does not wait for what can wait itself", async () => {
  const { asked } = service();
  askStats({ by: "time" }, true);
  askBehind("/stats/flow", {});
  await pause();
  equal(asked, ["/stats", "/stats/flow"]);
});
