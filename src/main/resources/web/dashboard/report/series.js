// The series of a report by time, which its total comes with: what is read first.

import { useEffect, useState } from "../base/html.js";
import { nothing, sinceFirst } from "./headline.js";
import { intervalOf } from "./range.js";
import { hasSection } from "./sections.js";
import { useAsked } from "./stats.js";

const EVERYTHING = ["click", "preview", "bot", "suppressed", "unusual"];
const DAY = 86400000;

/** The series, and by which steps: all time is first asked by the month, and then by what its length asks for. */
export function useSeries(report) {
  const { range } = report;
  const [ever, setEver] = useState(null);
  const narrowed = range.first === null && ever;
  const interval = narrowed ? ever.interval : range.interval;
  const asked = useAsked(report, {
    ...report.scope, ...range.question, ...(narrowed ? { from: ever.from } : {}), by: "time", interval,
    conversions: hasSection(report, "conversions") ? undefined : "false",
  }, { kinds: EVERYTHING, eager: (answer) => nothing(answer.total) }); // The first click changes the whole page.
  const { answer, old } = asked;
  useEffect(() => {
    if (range.first === null && ever === null && answer && !old && !nothing(answer.total)) {
      const first = sinceFirst(answer.rows)[0];
      setEver({ from: first.label + "-01", interval: intervalOf((Date.now() - new Date(first.time)) / DAY) });
    }
  }, [answer, old, range.first === null]);
  return { asked, interval: answer ? answer.query.interval : interval };
}
