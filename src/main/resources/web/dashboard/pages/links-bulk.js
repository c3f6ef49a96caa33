// Many links at once: from a pasted list or a CSV, shown before they are made, with what became of each line.

import { api, idempotencyKey } from "../base/api.js";
import { useAction, useChannels, useGet, useSettled } from "../base/asking.js";
import { CopyButton } from "../base/clipboard.js";
import { Field, Form, TagField } from "../base/fields.js";
import { saveFile } from "../base/files.js";
import { Text, html, useMemo, useRef, useState } from "../base/html.js";
import { t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { PageHead } from "../base/page.js";
import { Problem } from "../base/states.js";
import { useEdited } from "../base/unsaved.js";
import { FIELDS, csv, faultsOf, parse, resultCsv, withDefaults } from "../links/bulk.js";
import { ChannelOptions } from "../links/channels.js";
import { isLookAlike } from "../links/destination.js";

const MOST = 10000;
const SHOWN = 20;
const CSV = "text/csv;charset=utf-8";

function saveResult(sent, items) {
  saveFile("links.csv", CSV, [resultCsv(sent, items)]);
}

function saveTemplate() {
  const example = { destination: "https://example.com/spring", channel: "whatsapp", campaign: "spring", title: "Spring", tags: "boots|milan" };
  saveFile("template.csv", CSV, [csv([FIELDS, FIELDS.map((field) => example[field] || "")])]);
}

function Preview({ links, name }) {
  return html`<div class="table" tabindex="0" role="region" aria-label=${t("links.title")}><table>
    <thead><tr><th scope="col" class="number">${t("bulk.line")}</th><th scope="col">${t("link.destination")}</th><th scope="col">${t("link.channel")}</th>
      <th scope="col">${t("link.code")}</th><th scope="col">${t("link.title")}</th></tr></thead>
    <tbody>${links.slice(0, SHOWN).map(({ line, link }) => html`<tr key=${line}>
      <td class="number">${line}</td>
      <td>${link.destination ? html`<${Text} value=${link.destination} />` : html`<span class="fault">${t("bulk.noDestination")}</span>`}</td>
      <td>${link.channel ? name(link.channel) : "–"}</td><td><${Text} value=${link.code || "–"} /></td><td><${Text} value=${link.title || "–"} /></td>
    </tr>`)}</tbody>
  </table></div>
  ${links.length > SHOWN && html`<p class="hint">${t("bulk.andMore", { n: links.length - SHOWN })}</p>`}`;
}

function Result({ sent, items, again }) {
  const made = items.filter((item) => item.link);
  const lines = items.map((item, i) => ({ item, ...sent[i] }));
  const refused = lines.filter(({ item }) => !item.link);
  const warned = lines.filter(({ item }) => item.link && isLookAlike(item.link));
  return html`
    <section class="card" role="status">
      <h2>${t("bulk.made", { n: made.length })}</h2>
      <p>${refused.length > 0 ? t("bulk.refused", { n: refused.length }) : t("bulk.allMade")}</p>
      <div class="actions">
        <button type="button" class="primary" onClick=${() => saveResult(sent, items)}><${Icon} name="download" />${t("bulk.save")}</button>
        ${made.length > 0 && html`<${CopyButton} text=${made.map((item) => item.link.shortUrl).join("\n")} label=${t("bulk.copyAll")} />`}
        <button type="button" onClick=${again}>${t("bulk.again")}</button>
        <a class="button" href="#/links">${t("links.title")}</a>
      </div>
    </section>
    ${warned.length > 0 && html`<section class="card"><h2>${t("bulk.warnings")}</h2>
      <p>${t("link.warning.look-alike-host")}</p>
      <ul>${warned.slice(0, 200).map(({ item, line }) => html`<li key=${line}><${Text} value=${item.link.destination} /></li>`)}</ul>
    </section>`}
    ${refused.length > 0 && html`<section class="card"><h2>${t("bulk.faults")}</h2>
      <div class="table" tabindex="0" role="region" aria-label=${t("bulk.faults")}><table>
        <thead><tr><th scope="col" class="number">${t("bulk.line")}</th><th scope="col">${t("link.destination")}</th><th scope="col">${t("bulk.fault")}</th></tr></thead>
        <tbody>${refused.slice(0, 200).map(({ item, line, link }) => html`<tr key=${line}><td class="number">${line}</td>
          <td><${Text} value=${link.destination || "–"} /></td><td>${faultsOf(item).map((fault) => html`<p class="fault">${fault}</p>`)}</td></tr>`)}</tbody>
      </table></div>
      ${refused.length > 200 && html`<p class="hint">${t("bulk.moreFaults", { n: refused.length - 200 })}</p>`}
    </section>`}`;
}

/** Browsers put thousands of lines into a text area one by one, which takes minutes: from here on it is done at once. */
const LONG_PASTE = 20000;

function Source({ text, setText }) {
  const [fault, setFault] = useState(null);
  const take = async (file) => {
    if (!file) {
      return;
    }
    if (file.size > 16 * 1024 * 1024) {
      setFault(t("bulk.tooBig"));
      return;
    }
    setFault(null);
    setText(await file.text());
  };
  const pasted = (event) => {
    const more = event.clipboardData.getData("text");
    if (more.length > LONG_PASTE) {
      event.preventDefault();
      const { value, selectionStart, selectionEnd } = event.target;
      setText(value.slice(0, selectionStart) + more + value.slice(selectionEnd));
    }
  };
  return html`<section class="card" onDragOver=${(event) => event.preventDefault()}
      onDrop=${(event) => { if (event.dataTransfer.files.length > 0) { event.preventDefault(); take(event.dataTransfer.files[0]); } }}>
    <${Field} as="textarea" class="source" label=${t("bulk.paste")} rows="8" spellcheck=${false} value=${text} hint=${t("bulk.pasteHint")}
      placeholder=${"https://example.com/spring\nhttps://example.com/summer"} onInput=${(event) => setText(event.target.value)} onPaste=${pasted} />
    <${Field} label=${t("bulk.file")} type="file" accept=".csv,.txt,.tsv,text/csv,text/plain" error=${fault} onChange=${(event) => take(event.target.files[0])} />
    <button type="button" class="link" onClick=${saveTemplate}>${t("bulk.template")}</button>
  </section>`;
}

export default function LinksBulk() {
  const { channels, name } = useChannels();
  const { data: campaigns } = useGet("/campaigns", { limit: 500 });
  const [text, setText] = useState("");
  const [all, setAll] = useState({ channel: "", campaign: "", tags: [] });
  const [result, setResult] = useState(null);
  useEdited(result ? "" : text);
  const settled = useSettled(text);
  const { links, unknown } = useMemo(() => parse(settled, channels), [settled, channels]);
  const attempt = useRef({ of: null, key: null });
  const [make, busy, error] = useAction(async () => {
    const sent = parse(text, channels).links.map(({ line, link }) => ({ line, link: withDefaults(link, all) }));
    const body = JSON.stringify(sent.map(({ link }) => link));
    if (attempt.current.of !== body) {
      attempt.current = { of: body, key: idempotencyKey() };
    }
    const answer = await api.post("/links/bulk", body, { headers: { "Idempotency-Key": attempt.current.key } });
    setResult({ sent, items: answer.items });
    scrollTo(0, 0);
  });
  const again = () => {
    setResult(null);
    setText("");
  };
  const head = html`<${PageHead} title=${t("bulk.title")} lead=${t("bulk.lead", { most: MOST })} back=${["/links", t("links.title")]} />`;
  if (result) {
    return html`${head}<${Result} ...${result} again=${again} />`;
  }
  return html`${head}
    <${Form} class="form wide" onSubmit=${make}>
      <${Problem} error=${error} />
      <${Source} text=${text} setText=${setText} />
      <section class="card"><h2>${t("bulk.forAll")}</h2><p class="hint">${t("bulk.forAllHint")}</p>
        <div class="columns">
          <${Field} as="select" label=${t("link.channel")} value=${all.channel} onChange=${(event) => setAll({ ...all, channel: event.target.value })}>
            <option value="">${t("channel.none")}</option><${ChannelOptions} channels=${channels} value=${all.channel} />
          </${Field}>
          <${Field} label=${t("link.campaign")} list="campaigns" autocomplete="off" maxlength="64" value=${all.campaign}
            onInput=${(event) => setAll({ ...all, campaign: event.target.value })} />
          <datalist id="campaigns">${(campaigns ? campaigns.items : []).map((campaign) => html`<option value=${campaign.slug}>${campaign.name}</option>`)}</datalist>
          <${TagField} label=${t("link.tags")} value=${all.tags} onChange=${(tags) => setAll({ ...all, tags })} />
        </div>
      </section>
      ${unknown.length > 0 && html`<p class="advice warn" role="status">${t("bulk.unknown", { names: unknown.join(", ") })}</p>`}
      ${links.length > 0 && html`<section class="card"><h2>${t("bulk.preview", { n: links.length })}</h2>
        <${Preview} links=${links.map(({ line, link }) => ({ line, link: withDefaults(link, all) }))} name=${name} /></section>`}
      ${links.length > MOST && html`<p class="problem" role="alert">${t("bulk.tooMany", { n: links.length, most: MOST })}</p>`}
      <div class="form-end">
        <button type="submit" class="primary" disabled=${busy || links.length === 0 || links.length > MOST}>
          ${busy ? t("bulk.making") : links.length > 0 ? t("bulk.make", { n: links.length }) : t("bulk.title")}</button>
        <a class="button" href="#/links">${t("common.cancel")}</a>
      </div>
    </${Form}>`;
}
