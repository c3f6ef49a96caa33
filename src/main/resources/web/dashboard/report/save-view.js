// A report is given a name, under which one comes back to it.

import { api, may } from "../base/api.js";
import { useAction } from "../base/asking.js";
import { Checkbox, Field, Form } from "../base/fields.js";
import { html, useState } from "../base/html.js";
import { addTexts, t } from "../base/i18n.js";
import { Dialog, notify } from "../base/overlays.js";
import { Problem } from "../base/states.js";

await addTexts("views");

/** @param view that there is already, to be changed; or null @param path, question of the report, for a new one */
export function SaveView({ me, view = null, path, question, onClose, onDone = () => {} }) {
  const [name, setName] = useState(view ? view.name : "");
  const [shared, setShared] = useState(view ? view.shared : false);
  const [save, busy, error] = useAction(async () => {
    const form = { name: name.trim(), ...(may(me, "links:write") ? { shared } : {}) };
    await (view ? api.patch("/views/" + encodeURIComponent(view.id), form) : api.post("/views", { ...form, place: path, question }));
    notify(t(view ? "views.changed" : "views.saved", { name: form.name }));
    onClose();
    onDone();
  });
  return html`<${Dialog} title=${t(view ? "views.edit" : "views.new")} onClose=${onClose}>
    <${Form} onSubmit=${save} error=${error}>
      <${Problem} error=${error} shown=${["name"]} />
      ${!view && html`<p>${t("views.what")}</p>`}
      <${Field} label=${t("views.name")} maxlength="100" autocomplete="off" value=${name}
        error=${error && error.field && error.field("name")} onInput=${(event) => setName(event.target.value)} />
      ${may(me, "links:write") && html`<${Checkbox} label=${t("views.share")} hint=${t("views.shareHint")} checked=${shared} onChange=${() => setShared(!shared)} />`}
      <div class="form-end">
        <button type="submit" class="primary" aria-disabled=${busy}>${t("common.save")}</button>
        <button type="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    </${Form}>
  </${Dialog}>`;
}
