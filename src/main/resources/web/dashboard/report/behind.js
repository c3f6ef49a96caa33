// What a report asks behind what is read first.

import { api, urgent } from "../base/api.js";
import { useLoad } from "../base/asking.js";

/** A GET when the questions of this turn that cannot wait have an answer, whatever it is: a small service answers one after the other. */
export async function askBehind(path, params, signal) {
  await new Promise((asked) => setTimeout(asked));
  await Promise.allSettled(urgent);
  return api.get(path, params, signal);
}

/** As useAsked, of a path of its own, which is asked behind what is read first, and not again as visits come in. @param path null for what is not to be asked */
export function useBehind(path, params) {
  const { data, error, loading, reload } = useLoad((signal) => (path ? askBehind(path, params, signal) : Promise.resolve(null)), [path, JSON.stringify(params)]);
  return { shown: path !== null, watch: () => () => {}, answer: data, error, old: Boolean(loading && data), retry: reload, params };
}
