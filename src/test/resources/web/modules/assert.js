// What the tests of modules are made of: sentences, each with what shows that it holds.

const cases = [];

/** @param sentence what holds @param show throws if it does not; may be async */
export function test(sentence, show) {
  cases.push({ sentence, show });
}

export function equal(actual, expected) {
  const [is, should] = [said(actual), said(expected)];
  if (is !== should) {
    throw new Error(`expected ${should}\n but was ${is}`);
  }
}

/** A value as text, the fields of objects in the order of their names. */
const said = (value) =>
  JSON.stringify(value, (key, one) => {
    if (one === undefined || Number.isNaN(one)) {
      return String(one);
    }
    const plain = one !== null && typeof one === "object" && !Array.isArray(one);
    return plain ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one;
  });

/** @return [{sentence, fault}] of a script beside this one; fault is null where the sentence holds */
export async function run(script) {
  await import("./" + script);
  const results = [];
  for (const { sentence, show } of cases) {
    try {
      await show();
      results.push({ sentence, fault: null });
    } catch (error) {
      results.push({ sentence, fault: String(error.message || error) });
    }
  }
  return results;
}
