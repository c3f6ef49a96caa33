// The tags: how many links have each; renamed, merged into another, taken from all links.

import { api, idempotencyKey, may } from "../base/api.js";
import { useAction, useGet, useSettled } from "../base/asking.js";
import { Field, Form } from "../base/fields.js";
import { html, useEffect, useRef, useState } from "../base/html.js";
import { addTexts, number, t } from "../base/i18n.js";
import { Confirm, Dialog, Menu, notify } from "../base/overlays.js";
import { PageHead, Pager, pages, rowsOf } from "../base/page.js";
import { href, setParams } from "../base/places.js";
import { Empty, Loading, Problem } from "../base/states.js";
import { useTags } from "../links/tags.js";

await addTexts("tags");

const PATH = "/tags";

const shown = (tag) => html`<bdi>${tag}</bdi>`;

/** Asks for a name: of one tag its new one, or the one that it becomes part of. */
function Naming({ title, text, label, value, hint, options = [], action, run: deed, error: field, onClose, onDone }) {
  const [name, setName] = useState(value);
  const [run, busy, error] = useAction(async () => {
    notify(await deed(name.trim()));
    onClose();
    onDone();
  });
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <${Form} onSubmit=${run} error=${error}>
      <${Problem} error=${error} shown=${[field]} />
      ${text && html`<p>${text}</p>`}
      <${Field} label=${label} autocomplete="off" list="other-tags" value=${name} hint=${hint && hint(name.trim())}
        error=${error && error.field && error.field(field)} onInput=${(event) => setName(event.target.value)} />
      <datalist id="other-tags">${options.map(([one]) => html`<option key=${one} value=${one} />`)}</datalist>
      <div class="form-end">
        <button type="submit" class="primary" disabled=${name.trim() === ""} aria-disabled=${busy}>${action}</button>
        <button type="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    </${Form}>
  </${Dialog}>`;
}

const Rename = ({ tag, ...rest }) => html`<${Naming} title=${t("tags.renameOf", { name: tag.tag })} label=${t("tags.name")} action=${t("tags.rename")} value=${tag.tag} error="tag"
  run=${async (name) => t("tags.renamed", { name: (await api.patch(PATH, { tag: name }, { tag: tag.tag })).tag })} ...${rest} />`;

function Merge({ tag, ...rest }) {
  // One key for each tag that it was tried with: another tag is another request.
  const keys = useRef(new Map());
  const keyOf = (into) => keys.current.set(into, keys.current.get(into) || idempotencyKey()).get(into);
  const others = useTags().filter(([one]) => one !== tag.tag);
  const same = (one, other) => one.normalize().toLowerCase() === other.normalize().toLowerCase();
  const hint = (into) => (others.length > 0 && into !== "" && !others.some(([one]) => same(one, into)) ? t("tags.intoNew", { name: into }) : null);
  return html`<${Naming} title=${t("tags.mergeOf", { name: tag.tag })} text=${t("tags.mergeText", { name: tag.tag })} label=${t("tags.into")} action=${t("tags.mergeAction")}
    value="" error="into" hint=${hint} options=${others}
    run=${async (into) => t("tags.merged", { name: (await api.post(PATH + "/merge", { tags: [tag.tag], into }, { headers: { "Idempotency-Key": keyOf(into) } })).tag })}
    ...${rest} />`;
}

function Remove({ tag, onClose, onDone }) {
  const [run, busy, error] = useAction(async () => {
    await api.del(PATH, { tag: tag.tag });
    notify(t("tags.deleted", { name: tag.tag }));
    onClose();
    onDone();
  });
  return html`<${Confirm} title=${t("tags.deleteOf", { name: tag.tag })} action=${t("common.delete")} busy=${busy} onConfirm=${run} onClose=${onClose}>
    <${Problem} error=${error} />
    <p>${t("tags.deleteText", { n: tag.links })}</p>
  </${Confirm}>`;
}

const DIALOGS = { rename: Rename, merge: Merge, remove: Remove };

function Row({ tag, change, open }) {
  const items = [
    { label: t("tags.rename"), run: () => open("rename", tag) },
    { label: t("tags.merge"), run: () => open("merge", tag) },
    { label: t("common.delete"), danger: true, run: () => open("remove", tag) },
  ];
  return html`<tr>
    <td class="main-cell"><a href=${href("/links", { tag: tag.tag, passed: "1" })}>${shown(tag.tag)}</a></td>
    <td class="number" data-label=${t("links.title")}>${number(tag.links)}</td>
    <td class="end">${change && html`<${Menu} label=${t("links.more", { name: tag.tag })} items=${items} />`}</td>
  </tr>`;
}

export default function Tags({ path, params, me }) {
  const [typed, setTyped] = useState(params.search || "");
  const search = useSettled(typed.trim());
  useEffect(() => {
    if (search !== (params.search || "")) {
      setParams(path, { search, cursor: null });
    }
  }, [search]);
  const { data, error, reload } = useGet(PATH, { search: params.search, cursor: params.cursor, limit: rowsOf(40, 30) });
  const [dialog, setDialog] = useState(null);
  const Shown = dialog && DIALOGS[dialog.name];
  const items = data ? data.items : [];
  return html`
    <${PageHead} title=${t("tags.title")} lead=${t("tags.lead")} back=${["/links", t("links.title")]} />
    <div class="filters one" role="search"><${Field} class="wide" type="search" label=${t("links.search")} value=${typed}
      onInput=${(event) => setTyped(event.target.value)} /></div>
    <${Problem} error=${error} retry=${reload} />
    ${!data && !error && html`<${Loading} />`}
    ${data && items.length === 0 && html`<${Empty} title=${t(params.search ? "tags.none" : "tags.empty")} text=${t(params.search ? "links.noneText" : "tags.emptyText")} />`}
    ${items.length > 0 && html`<div class="table framed"><table class="stack">
      <thead><tr><th scope="col">${t("link.tag")}</th><th scope="col" class="number">${t("links.title")}</th>
        <th><span class="hidden-text">${t("common.actions")}</span></th></tr></thead>
      <tbody>${items.map((tag) => html`<${Row} key=${tag.tag} tag=${tag} change=${may(me, "links:write") && !me.campaign}
        open=${(name, one) => setDialog({ name, tag: one })} />`)}</tbody>
    </table></div>`}
    ${data && html`<${Pager} ...${pages(path, params, data.next)} />`}
    ${Shown && html`<${Shown} tag=${dialog.tag} onClose=${() => setDialog(null)} onDone=${reload} />`}`;
}
