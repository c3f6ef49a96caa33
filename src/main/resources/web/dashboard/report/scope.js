// What a report is about: its links, its time, and what it is narrowed to. Its parts are given this, and nothing else.

import { useEffect, useMemo } from "../base/html.js";
import { chipsOf, filtersOf } from "./chips.js";
import { useNames } from "./evidence.js";
import { rangeOf } from "./range.js";
import { SECTION_NAMES } from "./sections.js";
import { Pulse } from "./stats.js";

/**
 * A report: {scope, links, chips, path, params, range, pulse, channelName, ruleName, sections}. "scope" are all filters of the API, "links" those that
 * say which links it is about.
 *
 * @param scope the filters that say which links it is about: {campaign}, {shareSet}, {code, domain}, or {}
 * @param params of the place, where the range and the chips are kept, and its path
 * @param ruleName the name of a rule by its label, where the link has rules
 */
export function useReport({ scope, params, path, ruleName }) {
  const today = new Date().toDateString();
  const range = useMemo(() => rangeOf(params), [params.range, params.from, params.to, today]);
  const channelName = useNames();
  const pulse = useMemo(() => new Pulse(), []);
  useEffect(() => () => pulse.stop(), []);
  const chips = chipsOf(params, scope);
  return { scope: { ...filtersOf(chips), ...scope }, links: scope, chips, path, params, range, pulse, channelName, ruleName, sections: SECTION_NAMES };
}
