// The further codes of a link: such as were printed before it came here, and others under which it is to be found.

import { api, may } from "../base/api.js";
import { useAction } from "../base/asking.js";
import { CopyButton } from "../base/clipboard.js";
import { Field, Form } from "../base/fields.js";
import { html, useState } from "../base/html.js";
import { t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { Dialog, notify } from "../base/overlays.js";
import { Problem, problemText } from "../base/states.js";
import { ShortUrl } from "./short-url.js";

const site = (link) => link.shortUrl.slice(0, link.shortUrl.length - link.code.length);

/** The address of an alias as it is opened; it reads better as it stands on paper. */
const address = (link, alias) => site(link) + alias.split("/").map(encodeURIComponent).join("/");

const CHOSEN = /^[A-Za-z0-9_-]{3,64}$/;

/** The address to show first: the one that was printed, where its code is none that is made here; else the link's own. */
export function printedUrl(link) {
  const printed = link.aliases.find((alias) => !CHOSEN.test(alias));
  return printed === undefined ? link.shortUrl : site(link) + printed;
}

const path = (link) => "/links/" + encodeURIComponent(link.code);
const write = (link, aliases) => api.patch(path(link), { aliases }, { domain: link.domain });

/** Asks for a further code. @param onDone called when the link has it */
export function AddAlias({ link, onClose, onDone }) {
  const [code, setCode] = useState("");
  const [run, busy, error] = useAction(async () => {
    await write(link, [...link.aliases, code.trim()]);
    notify(t("aliases.added", { name: code.trim() }));
    onClose();
    onDone();
  });
  const fault = error && error.field && (error.field("aliases") || error.field("aliases[" + link.aliases.length + "]"));
  return html`<${Dialog} title=${t("aliases.add")} onClose=${onClose}>
    <${Form} onSubmit=${run} error=${error}>
      <${Problem} error=${error} shown=${["aliases", "aliases[" + link.aliases.length + "]"]} />
      <${Field} label=${t("aliases.one")} hint=${t("aliases.hint")} autocomplete="off" autocapitalize="none" spellcheck=${false} maxlength="64" value=${code}
        error=${fault} onInput=${(event) => setCode(event.target.value)} />
      <div class="form-end">
        <button type="submit" class="primary" disabled=${code.trim() === ""} aria-disabled=${busy}>${t("aliases.add")}</button>
        <button type="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    </${Form}>
  </${Dialog}>`;
}

/** Those that it has. @param reload called when they have changed @param add asks for another */
export function Aliases({ link, me, reload, add }) {
  const change = may(me, "links:write");
  const set = async (aliases, said, undo) => {
    try {
      await write(link, aliases);
      notify(said, undo && { label: t("common.undo"), run: undo });
    } catch (error) {
      notify(problemText(error));
    }
    reload();
  };
  const remove = (alias) =>
    set(link.aliases.filter((one) => one !== alias), t("aliases.removed", { name: alias }),
      () => set(link.aliases, t("aliases.added", { name: alias })));
  return html`<ul class="aliases">${link.aliases.map((alias) => html`<li key=${alias}>
      <${ShortUrl} url=${site(link) + alias} />
      <${CopyButton} icon=${true} text=${address(link, alias)} label=${t("links.copy")} name=${t("links.copyOf", { name: alias })} />
      ${change && html`<button type="button" class="quiet square" aria-label=${t("common.remove", { name: alias })} title=${t("common.remove", { name: alias })}
        onClick=${() => remove(alias)}><${Icon} name="close" /></button>`}</li>`)}</ul>
    ${change && html`<button type="button" class="small" onClick=${add}>${t("aliases.add")}</button>`}`;
}
