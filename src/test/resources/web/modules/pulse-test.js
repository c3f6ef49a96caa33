import { Pulse } from "/dashboard/report/stats.js";
import { equal, test } from "./assert.js";

const pause = (length) => new Promise((done) => setTimeout(done, length));

function asked(pulse, visible = () => true) {
  const entry = { kinds: ["click"], stale: false, times: 0, visible, busy: () => false, reload: () => entry.times++ };
  pulse.add(entry);
  return entry;
}

test("what came in is asked for by those whom it concerns, and by those out of sight when they come near", async () => {
  const pulse = new Pulse();
  let near = false;
  const [seen, unseen] = [asked(pulse), asked(pulse, () => near)];
  pulse.changed("preview");
  await pause(50);
  equal([seen.times, unseen.times], [0, 0]);
  pulse.changed("click");
  await pause(50);
  equal([seen.times, unseen.times], [1, 0]);
  near = true;
  pulse.plan(0);
  await pause(50);
  equal([seen.times, unseen.times], [1, 1]);
  pulse.stop();
});

test("a question that got no answer is asked once more, by itself", async () => {
  const pulse = new Pulse();
  const refused = asked(pulse);
  pulse.again(refused, 10);
  await pause(100);
  equal(refused.times, 1);
  pulse.stop();
});
