// What is sent by mail and into chats: reports, digests and alerts; made, tried, paused, ended. One's own; for admins everybody's.

import { api, idempotencyKey, may } from "../base/api.js";
import { useAction, useGet } from "../base/asking.js";
import { Field, Form } from "../base/fields.js";
import { html, useRef, useState } from "../base/html.js";
import { addTexts, dateTime, has, language, languageName, languages, t, zone } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { Confirm, Dialog, Menu, notify } from "../base/overlays.js";
import { PageHead, Pager, pages } from "../base/page.js";
import { Empty, Loading, Problem, problemText } from "../base/states.js";
import { campaignSlug, useCampaigns } from "../links/campaigns.js";

await addTexts("notices");

const PATH = "/notices";
const one = (notice) => PATH + "/" + encodeURIComponent(notice.id);

/** What can be sent, with how often it can be. */
const KINDS = { report: ["weekly", "monthly"], digest: ["daily"], alert: ["hourly"] };
const WAYS = ["mail", "slack", "teams"];
const ZONES = Intl.supportedValuesOf ? [...new Set([zone, "UTC", ...Intl.supportedValuesOf("timeZone")])] : [zone, "UTC"];

const faultOf = (error) => (name) => error && error.field && error.field(name);

const Options = ({ all, chosen, label }) => all.map((value) => html`<option key=${value} value=${value} selected=${value === chosen}>${label(value)}</option>`);

/** What can be changed of a notice, which are most of the fields of a new one. */
function Terms({ kind, form, set, campaigns, fault }) {
  const periods = KINDS[kind];
  return html`
    ${periods.length > 1 && html`<${Field} as="select" label=${t("notices.period")} error=${fault("period")} onChange=${set("period")}>
      <${Options} all=${periods} chosen=${form.period} label=${(value) => t("notices.period." + value)} /></${Field}>`}
    <${Field} label=${t("link.campaign")} hint=${t(kind === "report" ? "notices.campaignNeeded" : "notices.campaignHint")} list="notice-campaigns" autocomplete="off"
      value=${form.campaign} error=${fault("campaign")} onInput=${set("campaign")} />
    <datalist id="notice-campaigns">${campaigns.map((campaign) => html`<option key=${campaign.slug} value=${campaign.name}>${campaign.slug}</option>`)}</datalist>
    <${Field} as="select" label=${t("nav.language")} error=${fault("language")} onChange=${set("language")}>
      <${Options} all=${languages} chosen=${form.language} label=${languageName} /></${Field}>
    <${Field} as="select" label=${t("notices.zone")} hint=${t("notices.zoneHint")} error=${fault("timezone")} onChange=${set("timezone")}>
      <${Options} all=${ZONES.includes(form.timezone) ? ZONES : [form.timezone, ...ZONES]} chosen=${form.timezone} label=${(value) => value} /></${Field}>`;
}

function Dialogue({ title, text, action, notice, onClose, onDone, save: keep }) {
  const campaigns = useCampaigns();
  const [form, setForm] = useState(notice
    ? { kind: notice.kind, period: notice.period, campaign: notice.campaign || "", language: notice.language, timezone: notice.timezone }
    : { kind: "report", period: "weekly", campaign: "", language, timezone: zone, way: "mail", to: "" });
  const set = (name) => (event) => setForm({ ...form, [name]: event.target.value });
  const choose = (event) => setForm({ ...form, kind: event.target.value, period: KINDS[event.target.value][0] });
  const [save, busy, error] = useAction(async () => {
    await keep({ ...form, campaign: campaignSlug(form.campaign, campaigns) });
    onDone();
  });
  const fault = faultOf(error);
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <${Form} onSubmit=${save} error=${error}>
      <${Problem} error=${error} shown=${["kind", "way", "to", "period", "campaign", "language", "timezone"]} />
      ${text && form.way === "mail" && html`<p>${text}</p>`}
      ${!notice && html`<${Field} as="select" label=${t("notices.kind")} hint=${t("notices.kindHint." + form.kind)} error=${fault("kind")} onChange=${choose}>
        <${Options} all=${Object.keys(KINDS)} chosen=${form.kind} label=${(value) => t("notices.kind." + value)} /></${Field}>
      <${Field} as="select" label=${t("notices.way")} error=${fault("way")} onChange=${set("way")}>
        <${Options} all=${WAYS} chosen=${form.way} label=${(value) => t("notices.way." + value)} /></${Field}>
      <${Field} type=${form.way === "mail" ? "email" : "url"} label=${t("notices.to")} hint=${t("notices.toHint." + form.way)} maxlength="2048" autocomplete=${form.way === "mail" ? "email" : "off"} value=${form.to} error=${fault("to")} onInput=${set("to")} />`}
      <${Terms} kind=${form.kind} form=${form} set=${set} campaigns=${campaigns} fault=${fault} />
      <div class="form-end">
        <button type="submit" class="primary" aria-disabled=${busy}>${action}</button>
        <button type="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    </${Form}>
  </${Dialog}>`;
}

function New({ onClose, onDone }) {
  const attempt = useRef(new Map());
  // One key for what is wanted: what was changed after a fault is another request.
  const keyOf = (wanted) => attempt.current.set(wanted, attempt.current.get(wanted) || idempotencyKey()).get(wanted);
  const make = async (wanted) => {
    const made = await api.post(PATH, wanted, { headers: { "Idempotency-Key": keyOf(JSON.stringify(wanted)) } });
    notify(t(made.state === "unconfirmed" ? "notices.asked" : "notices.made", { to: made.to }));
  };
  return html`<${Dialogue} title=${t("notices.new")} text=${t("notices.newText")} action=${t("notices.make")} save=${make} onClose=${onClose} onDone=${onDone} />`;
}

function Change({ notice, onClose, onDone }) {
  const change = async ({ period, campaign, language: tag, timezone }) => {
    await api.patch(one(notice), { period, campaign, language: tag, timezone });
    notify(t("notices.changed"));
  };
  return html`<${Dialogue} title=${t("notices.changeOf", { to: notice.to })} action=${t("common.save")} notice=${notice} save=${change} onClose=${onClose} onDone=${onDone} />`;
}

function Remove({ notice, onClose, onDone }) {
  const [remove, busy, error] = useAction(async () => {
    await api.del(one(notice));
    notify(t("notices.ended"));
    onDone();
  });
  return html`<${Confirm} title=${t("notices.endOf", { to: notice.to })} action=${t("notices.end")} busy=${busy} onConfirm=${remove} onClose=${onClose}>
    <${Problem} error=${error} />
    <p>${t("notices.endText")}</p>
  </${Confirm}>`;
}

const DIALOGS = { make: New, change: Change, remove: Remove };

/** What became of the last one, and when the next is due. */
function State({ notice }) {
  const error = "notices.error." + notice.error;
  return html`<div>${t("notices.state." + notice.state)}</div>
    ${notice.nextAt && html`<div class="soft">${t("notices.next", { at: dateTime(notice.nextAt) })}</div>`}
    ${notice.lastSentAt && html`<div class="soft">${t("notices.last", { at: dateTime(notice.lastSentAt) })}</div>`}
    ${notice.error && html`<div class="fault">${t("notices.failing", { since: dateTime(notice.failingSince), why: has(error) ? t(error) : notice.error })}</div>`}`;
}

function Row({ notice, campaigns, open, reload }) {
  const [run] = useAction(async (deed) => {
    try {
      await deed();
      reload();
    } catch (error) {
      notify(problemText(error));
    }
  });
  const confirmed = notice.state !== "unconfirmed";
  const pause = () => run(async () => {
    await api.patch(one(notice), { paused: !notice.paused });
    notify(t(notice.paused ? "notices.goesOn" : "notices.isPaused"));
  });
  const items = [
    ...(confirmed ? [{ label: t("notices.test"), run: () => run(async () => {
      await api.post(one(notice) + "/test", {});
      notify(t("notices.tested", { to: notice.to }));
    }) }, { label: t(notice.paused ? "notices.goOn" : "notices.pause"), run: pause }] : []),
    { label: t("common.edit"), run: () => open("change", notice) },
    { label: t("notices.end"), danger: true, run: () => open("remove", notice) },
  ];
  const campaign = campaigns.find((some) => some.slug === notice.campaign);
  return html`<tr>
    <td class="main-cell"><strong>${t("notices.kind." + notice.kind)}</strong><div class="soft">${t("notices.period." + notice.period)}</div></td>
    <td data-label=${t("link.campaign")}><bdi>${notice.campaign ? (campaign ? campaign.name : notice.campaign) : t("notices.allCampaigns")}</bdi></td>
    <td data-label=${t("notices.to")}><bdi>${notice.to}</bdi>${notice.way !== "mail" && html`<div class="soft">${t("notices.way." + notice.way)}</div>`}</td>
    <td data-label=${t("notices.state")}><div><${State} notice=${notice} /></div></td>
    <td class="end"><${Menu} label=${t("notices.more", { to: notice.to })} items=${items} /></td>
  </tr>`;
}

export default function Notices({ path, params, me }) {
  const { data, error, reload } = useGet(PATH, { limit: 50, cursor: params.cursor });
  const campaigns = useCampaigns();
  const [dialog, setDialog] = useState(null);
  const open = (name, notice) => setDialog({ name, notice });
  const Shown = dialog && DIALOGS[dialog.name];
  const items = data ? data.items : [];
  const makes = me.via === "account" || may(me, "admin");
  return html`
    <${PageHead} title=${t("notices.title")} lead=${t("notices.lead")} back=${["/me", t("nav.me")]}>
      ${makes && html`<button type="button" class="primary" onClick=${() => open("make")}><${Icon} name="plus" />${t("notices.new")}</button>`}
    </${PageHead}>
    <${Problem} error=${error} retry=${reload} />
    ${!data && !error && html`<${Loading} />`}
    ${data && items.length === 0 && html`<${Empty} title=${t("notices.empty")} text=${t(makes ? "notices.emptyText" : "notices.needsAccount")} />`}
    ${items.length > 0 && html`<div class="table framed"><table class="stack">
      <thead><tr><th scope="col">${t("notices.kind")}</th><th scope="col">${t("link.campaign")}</th><th scope="col">${t("notices.to")}</th>
        <th scope="col">${t("notices.state")}</th><th><span class="hidden-text">${t("common.actions")}</span></th></tr></thead>
      <tbody>${items.map((notice) => html`<${Row} key=${notice.id} notice=${notice} campaigns=${campaigns} open=${open} reload=${reload} />`)}</tbody>
    </table></div>`}
    ${data && html`<${Pager} ...${pages(path, params, data.next)} />`}
    ${Shown && html`<${Shown} notice=${dialog.notice} onClose=${() => setDialog(null)} onDone=${() => { setDialog(null); reload(); }} />`}`;
}
