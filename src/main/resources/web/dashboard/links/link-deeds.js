// What is done with links: they are switched off and on, deleted, and brought back.

import { api } from "../base/api.js";
import { forEach } from "../base/asking.js";
import { t } from "../base/i18n.js";
import { notify } from "../base/overlays.js";
import { problemText } from "../base/states.js";

export const nameOf = (link) => link.title || link.code;
const one = (link) => "/links/" + encodeURIComponent(link.code);
const SWITCHED = { active: "links.enabled", disabled: "links.disabled" };
const on = (link) => ({ domain: link.domain });

/**
 * Switches all links that a filter finds, for admins, and says how many; what was switched at once can be taken back at once.
 *
 * @param reload called when it is done
 */
export async function switchAll(filter, status, reload) {
  const { count, changedAt, links } = await api.post("/links/status", { status, filter });
  const back = status === "active" ? "disabled" : "active";
  const undo = () => switchAll({ changedAt }, back, reload).catch((error) => notify(problemText(error)));
  notify(t(SWITCHED[status], { n: count, name: count > 0 && nameOf(links[0]) }), count > 0 && { label: t("common.undo"), run: undo });
  reload();
}

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
    deed(links, (link) => api.patch(one(link), { status }, on(link)), SWITCHED[status]);
  const archive = (archived) => (links) =>
    deed(links, (link) => api.patch(one(link), { archived }, on(link)), archived ? "links.archived" : "links.unarchived", archive(!archived));
  return {
    archive: archive(true),
    unarchive: archive(false),
    remove: (links) => deed(links, (link) => api.del(one(link), on(link)), "links.deleted", restore, removed),
    disable: set("disabled"),
    enable: set("active"),
  };
}
