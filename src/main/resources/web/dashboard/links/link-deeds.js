// What is done with links: they are switched off and on, deleted, and brought back.

import { api } from "../base/api.js";
import { forEach } from "../base/asking.js";
import { t } from "../base/i18n.js";
import { notify } from "../base/overlays.js";
import { problemText } from "../base/states.js";

export const nameOf = (link) => link.title || link.code;
const one = (link) => "/links/" + encodeURIComponent(link.code);
const on = (link) => ({ domain: link.domain });

/**
 * What is done with links, one or many; each tells what came of it, and how to take it back.
 *
 * @param reload called when links have changed
 * @param removed called instead when they are deleted, @param restored when they are back
 */
export function useDeeds(reload, removed = reload, restored = reload) {
  const deed = async (links, act, said, undo, then = reload) => {
    const results = await forEach(links, act);
    const failed = results.find((result) => result.status === "rejected");
    const done = links.filter((link, i) => results[i].status === "fulfilled");
    if (failed) {
      notify(problemText(failed.reason));
    }
    if (done.length > 0 && said) {
      notify(t(said, { n: done.length, name: nameOf(done[0]) }), undo && { label: t("common.undo"), run: () => undo(done) });
    }
    (done.length > 0 ? then : reload)();
  };
  const restore = (links) => deed(links, (link) => api.post(one(link) + "/restore", undefined, { params: on(link) }), "links.restored", null, restored);
  const set = (status) => (links) =>
    deed(links, (link) => api.patch(one(link), { status }, on(link)), status === "active" ? "links.enabled" : "links.disabled");
  return {
    remove: (links) => deed(links, (link) => api.del(one(link), on(link)), "links.deleted", restore, removed),
    disable: set("disabled"),
    enable: set("active"),
  };
}
