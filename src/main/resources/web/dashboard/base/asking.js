// What pages ask of the API, with the state it is in: on its way, there, refused.

import { ApiError, api } from "./api.js";
import { useCallback, useEffect, useRef, useState } from "./html.js";
import { has, t } from "./i18n.js";

/**
 * What a function that asks the API came to: {data, error, loading, reload}. What an earlier question answers late
 * is dropped; the data of the last answer stay while the next is on its way.
 *
 * @param ask takes an AbortSignal
 */
export function useLoad(ask, dependencies) {
  const [state, setState] = useState({ data: null, error: null, loading: true });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    ask(abort.signal).then(
      (data) => !abort.signal.aborted && setState({ data, error: null, loading: false }),
      (error) => {
        if (!abort.signal.aborted) {
          if (!(error instanceof ApiError)) {
            console.error(error);
          }
          setState({ data: null, error, loading: false });
        }
      });
    return () => abort.abort();
  }, [...dependencies, turn]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return { ...state, reload };
}

/** As {@link useLoad} of a GET. @param path null asks nothing */
export function useGet(path, params = {}) {
  return useLoad((signal) => (path ? api.get(path, params, signal) : Promise.resolve(null)), [path, JSON.stringify(params)]);
}

/** An action with its state: [run, busy, error]; a second press while it is under way does nothing. */
export function useAction(action) {
  const [state, setState] = useState({ busy: false, error: null });
  const running = useRef(false);
  const run = async (...args) => {
    if (running.current) {
      return;
    }
    running.current = true;
    setState({ busy: true, error: null });
    try {
      await action(...args);
      setState({ busy: false, error: null });
    } catch (error) {
      if (!(error instanceof ApiError)) {
        console.error(error);
      }
      // That one is signed out is said where one signs in again.
      setState({ busy: false, error: error.status === 401 ? null : error });
    } finally {
      running.current = false;
    }
  };
  return [run, state.busy, state.error];
}

/** A value once it has not changed for a while, as of a search that one types. */
export function useSettled(value, milliseconds = 300) {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** Does something for each of many, a few at a time. @return what each came to, as Promise.allSettled says it */
export async function forEach(items, act, atOnce = 4) {
  const results = [];
  for (let i = 0; i < items.length; i += atOnce) {
    results.push(...(await Promise.allSettled(items.slice(i, i + atOnce).map(act))));
  }
  return results;
}

let catalogue = null;

/** The name of a channel in the viewer's language, where it is no app's: those of the program's own catalogue have texts. */
const worded = (channel) => (has("channel.named." + channel.name) ? { ...channel, name: t("channel.named." + channel.name) } : channel);

/** Takes the catalogue as it came with something else. @param channels [{id, name}] */
export const knowChannels = (channels) => (catalogue = channels.map(worded));

/** The name of a channel in words; the catalogue is asked once. */
export function useChannels() {
  const [channels, setChannels] = useState(Array.isArray(catalogue) ? catalogue : []);
  useEffect(() => {
    if (catalogue === null) {
      catalogue = api.get("/channels").then((answer) => (catalogue = (Array.isArray(answer) ? answer : answer.items).map(worded)));
    }
    let here = true;
    Promise.resolve(catalogue).then((all) => here && setChannels(all), () => (catalogue = null));
    return () => (here = false);
  }, []);
  const name = (id) => (id ? (channels.find((channel) => channel.id === id) || { name: id }).name : t("channel.none"));
  return { channels, name };
}
