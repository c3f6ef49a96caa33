// What is done with a share set: it is given another name and other words, deleted, and brought back.

import { api } from "../base/api.js";
import { useAction } from "../base/asking.js";
import { Field, Form } from "../base/fields.js";
import { html, useState } from "../base/html.js";
import { t } from "../base/i18n.js";
import { Dialog, notify } from "../base/overlays.js";
import { go } from "../base/places.js";
import { Problem, problemText } from "../base/states.js";
import { hostOf } from "./card.js";

const one = (set) => "/share-sets/" + encodeURIComponent(set.id);

/** What a set is called where it has no name of its own: its links' title, or where they lead. */
function nameWithout(set) {
  const titled = set.items.find((item) => item.link.title);
  if (titled) {
    return titled.link.title;
  }
  const host = hostOf(set.destination);
  const path = host ? set.destination.slice(set.destination.indexOf(host) + host.length).replace(/\/$/, "") : "";
  return host ? host + path : set.destination;
}

export const nameOf = (set) => set.name || nameWithout(set);

/** @param onDone takes the set as it is now */
export function EditSet({ set, onDone, onClose }) {
  const [form, setForm] = useState({ name: set.name || "", text: set.text || "" });
  const [save, busy, error] = useAction(async () => {
    const changed = await api.patch(one(set), { name: form.name.trim() || null, text: form.text.trim() || null });
    notify(t("shareSet.changed"));
    onDone(changed);
  });
  const text = (name) => ({ value: form[name], error: error && error.field && error.field(name), onInput: (event) => setForm({ ...form, [name]: event.target.value }) });
  return html`<${Dialog} title=${t("shareSet.edit")} onClose=${onClose}>
    <${Form} onSubmit=${save} error=${error}>
      <${Problem} error=${error} shown=${["name", "text"]} />
      <${Field} label=${t("shareSet.name")} hint=${t("shareSet.nameHint")} autocomplete="off" placeholder=${nameWithout(set)} ...${text("name")} />
      <${Field} as="textarea" rows="4" label=${t("shareSet.text")} hint=${t("shareSet.textHint")} ...${text("text")} />
      <div class="form-end">
        <button type="submit" class="primary" aria-disabled=${busy}>${t("common.save")}</button>
        <button type="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    </${Form}>
  </${Dialog}>`;
}

/** Archives a set with its links, or takes it out, and tells how to take that back. @param onDone called when it is done */
export async function archiveSet(set, archived, onDone) {
  try {
    await api.patch(one(set), { archived });
    notify(t(archived ? "archive.inDone" : "archive.outDone", { name: nameOf(set) }), { label: t("common.undo"), run: () => archiveSet(set, !archived, onDone) });
  } catch (error) {
    notify(problemText(error));
  }
  onDone();
}

/** Deletes a set with its links, and tells how to take that back. @param onDone called when it is gone */
export async function deleteSet(set, onDone) {
  const restore = async () => {
    try {
      await api.post(one(set) + "/restore");
      notify(t("shareSet.restored", { name: nameOf(set) }));
      go(one(set));
    } catch (error) {
      notify(problemText(error));
    }
  };
  try {
    await api.del(one(set));
    notify(t("shareSet.deleted", { n: set.items.length, name: nameOf(set) }), { label: t("common.undo"), run: restore });
    onDone();
  } catch (error) {
    notify(problemText(error));
  }
}
