// The tags that there are, offered where one is to be given: so that one is not made again with another spelling.

import { useGet } from "../base/asking.js";

const MOST = 500;

/** [[tag, tag], …], as fields of tags take them; the first some hundred by name where there are more. */
export function useTags() {
  const { data } = useGet("/tags", { limit: MOST });
  return data ? data.items.map(({ tag }) => [tag, tag]) : [];
}
