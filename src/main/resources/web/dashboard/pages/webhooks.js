// Webhooks: where events are sent to; made with their secret shown once, tried, changed, and sent again what was given up.

import { api } from "../base/api.js";
import { useAction, useGet } from "../base/asking.js";
import { CopyButton } from "../base/clipboard.js";
import { Checkbox, Fault, Field, Form } from "../base/fields.js";
import { Text, html, useState } from "../base/html.js";
import { addTexts, dateTime, day, number, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { Confirm, Dialog, Menu, notify } from "../base/overlays.js";
import { PageHead } from "../base/page.js";
import { Empty, Loading, Problem } from "../base/states.js";

await addTexts("webhooks");

/** In the order in which things happen. */
const EVENTS = ["link.created", "link.changed", "link.ended", "link.first-preview", "click.recorded",
  "conversion.recorded", "conversion.cancelled", "daily.summary"];

const at = (hook, more = "") => "/webhooks/" + encodeURIComponent(hook.id) + more;

const eventName = (event) => t("webhooks.event." + event);

function Secret({ made, title, onClose }) {
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <p>${t("webhooks.secretOnce")}</p>
    <div class="secret"><code>${made.secret}</code><${CopyButton} text=${made.secret} /></div>
    <div class="form-end"><button type="button" class="primary" onClick=${onClose}>${t("webhooks.kept")}</button></div>
  </${Dialog}>`;
}

/** What is wrong with a field or with one of its values. */
const faultOf = (error, field, count = 0) => {
  if (!error || !error.field) {
    return null;
  }
  const places = Array.from({ length: count }, (_, i) => `${field}[${i}]`);
  return [field, ...places].map((place) => error.field(place)).find(Boolean) || null;
};

function EventField({ value, onChange, error }) {
  const toggle = (event) => onChange(value.includes(event) ? value.filter((one) => one !== event) : [...value, event]);
  return html`<fieldset aria-describedby=${error ? "events-error" : undefined}><legend>${t("webhooks.events")}</legend>
    ${EVENTS.map((event) => html`<${Checkbox} key=${event} label=${eventName(event)} hint=${t("webhooks.event." + event + ".hint")}
      checked=${value.includes(event)} onChange=${() => toggle(event)} />`)}
    <${Fault} id="events-error" error=${error} content=${value} />
  </fieldset>`;
}

const slugs = (text) => text.split(/[\s,]+/).filter(Boolean);

/** @param hook the one to be changed; null for a new one */
function Edit({ hook, onClose, onDone }) {
  const [url, setUrl] = useState(hook ? hook.url : "");
  const [description, setDescription] = useState(hook ? hook.description || "" : "");
  const [events, setEvents] = useState(hook ? hook.events : ["conversion.recorded"]);
  const [campaigns, setCampaigns] = useState(hook ? hook.campaigns.join(", ") : "");
  const [made, setMade] = useState(null);
  const [save, busy, error] = useAction(async () => {
    const draft = { url: url.trim(), description: description.trim() || null, events, campaigns: slugs(campaigns) };
    if (hook) {
      await api.patch(at(hook), draft);
      notify(t("webhooks.changed"));
      onClose();
    } else {
      setMade(await api.post("/webhooks", draft));
    }
    onDone();
  });
  if (made) {
    return html`<${Secret} made=${made} title=${t("webhooks.made")} onClose=${onClose} />`;
  }
  return html`<${Dialog} title=${hook ? t("webhooks.change") : t("webhooks.new")} onClose=${onClose}>
    <${Form} onSubmit=${save} error=${error}>
      <${Problem} error=${error} shown=${["url", "description", "events", "campaigns", ...slugs(campaigns).map((_, i) => `campaigns[${i}]`)]} />
      <${Field} label=${t("webhooks.url")} hint=${t("webhooks.urlHint")} type="url" inputmode="url" autocomplete="off" value=${url}
        error=${faultOf(error, "url")} onInput=${(event) => setUrl(event.target.value)} />
      <${Field} label=${t("webhooks.description")} autocomplete="off" value=${description}
        error=${faultOf(error, "description")} onInput=${(event) => setDescription(event.target.value)} />
      <${EventField} value=${events} onChange=${setEvents} error=${faultOf(error, "events", events.length)} />
      <${Field} label=${t("webhooks.campaigns")} hint=${t("webhooks.campaignsHint")} autocomplete="off" value=${campaigns}
        error=${faultOf(error, "campaigns", slugs(campaigns).length)} onInput=${(event) => setCampaigns(event.target.value)} />
      <div class="form-end">
        <button type="submit" class="primary" aria-disabled=${busy}>${hook ? t("common.save") : t("webhooks.make")}</button>
        <button type="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    </${Form}>
  </${Dialog}>`;
}

function Rotate({ hook, onClose, onDone }) {
  const [made, setMade] = useState(null);
  const [rotate, busy, error] = useAction(async () => {
    setMade(await api.post(at(hook, "/rotate"), {}));
    onDone();
  });
  if (made) {
    return html`<${Secret} made=${made} title=${t("webhooks.rotated")} onClose=${onClose} />`;
  }
  return html`<${Confirm} title=${t("webhooks.rotateTitle")} action=${t("webhooks.rotate")} busy=${busy} onConfirm=${rotate} onClose=${onClose}>
    <${Problem} error=${error} />
    <p>${t("webhooks.rotateText")}</p>
  </${Confirm}>`;
}

function Remove({ hook, onClose, onDone }) {
  const [remove, busy, error] = useAction(async () => {
    await api.del(at(hook));
    notify(t("webhooks.deleted"));
    onClose();
    onDone();
  });
  return html`<${Confirm} title=${t("webhooks.deleteTitle")} action=${t("webhooks.delete")} busy=${busy} onConfirm=${remove} onClose=${onClose}>
    <${Problem} error=${error} />
    <p>${t("webhooks.deleteText", { waiting: number(hook.state.waiting + hook.state.givenUp) })}</p>
  </${Confirm}>`;
}

/** Sends a ping as it opens, and says what came of it. */
function Ping({ hook, onClose, onDone }) {
  const [came, setCame] = useState(null);
  const [ping, busy, error] = useAction(async () => {
    setCame(await api.post(at(hook, "/ping"), {}));
    onDone();
  });
  return html`<${Dialog} title=${t("webhooks.ping")} onClose=${onClose}>
    <p>${t("webhooks.pingText")}</p>
    <${Problem} error=${error} />
    <div role="status">${came && html`<p><span class=${"badge " + (came.outcome === "delivered" ? "accent" : "warn")}>${outcome(came.outcome, came.status)}</span></p>`}</div>
    <div class="form-end">
      <button type="button" class="primary" aria-disabled=${busy} onClick=${ping}>${t("webhooks.pingNow")}</button>
      <button type="button" onClick=${onClose}>${t("common.close")}</button>
    </div>
  </${Dialog}>`;
}

const DIALOGS = { edit: Edit, rotate: Rotate, remove: Remove, ping: Ping };

const outcome = (word, status) => t("webhooks.outcome." + word, { status: status || "" });

/** How the telling stands: what keeps it, or that nothing does. */
function State({ hook }) {
  const state = hook.state;
  return html`<div>
    ${!hook.active && html`<div><span class="badge warn">${t("webhooks.stopped." + hook.stoppedBy)}</span></div>`}
    ${hook.active && state.failingSince && html`<div><span class="badge warn">${outcome(state.lastFailure, state.lastStatus)}</span>
      <br /><small>${t("webhooks.failing", { since: dateTime(state.failingSince), next: dateTime(state.nextAttemptAt) })}</small></div>`}
    ${hook.active && !state.failingSince && html`<span class="badge">${t("webhooks.fine")}</span>`}
    ${state.waiting > 0 && html`<div><small>${t("webhooks.waiting", { n: number(state.waiting) })}</small></div>`}
    ${state.givenUp > 0 && html`<div><small>${t("webhooks.givenUp", { n: number(state.givenUp) })}</small></div>`}
    ${state.lastDeliveredAt && html`<div><small>${t("webhooks.last", { n: number(state.delivered), date: dateTime(state.lastDeliveredAt) })}</small></div>`}
  </div>`;
}

export default function Webhooks() {
  const { data, error, reload } = useGet("/webhooks");
  const [dialog, setDialog] = useState(null);
  const [act, , failure] = useAction(async (deed) => {
    await deed();
    reload();
  });
  const open = (kind, hook) => setDialog({ kind, hook });
  const menu = (hook) => [
    { label: t("webhooks.ping"), run: () => open("ping", hook) },
    { label: t("webhooks.change"), run: () => open("edit", hook) },
    hook.state.givenUp > 0 && {
      label: t("webhooks.replay"),
      run: () => act(async () => notify(t("webhooks.replayed", { n: number((await api.post(at(hook, "/replay"), {})).replayed) }))),
    },
    { label: hook.active ? t("webhooks.stop") : t("webhooks.resume"), run: () => act(() => api.patch(at(hook), { active: !hook.active })) },
    { label: t("webhooks.rotate"), run: () => open("rotate", hook) },
    { label: t("webhooks.delete"), danger: true, run: () => open("remove", hook) },
  ].filter(Boolean);
  const items = data ? data.items : [];
  return html`
    <${PageHead} title=${t("webhooks.title")} lead=${t("webhooks.lead")}>
      <button type="button" class="primary" onClick=${() => open("edit", null)}><${Icon} name="plus" />${t("webhooks.new")}</button>
    </${PageHead}>
    <${Problem} error=${error || failure} retry=${reload} />
    ${!data && !error && html`<${Loading} />`}
    ${data && items.length === 0 && html`<${Empty} title=${t("webhooks.empty")} text=${t("webhooks.emptyText")} />`}
    ${items.length > 0 && html`<div class="table framed"><table class="stack keys-table">
      <thead><tr><th scope="col">${t("webhooks.url")}</th><th scope="col">${t("webhooks.events")}</th><th scope="col">${t("webhooks.campaigns")}</th>
        <th scope="col">${t("webhooks.state")}</th><th scope="col">${t("link.created")}</th>
        <th><span class="hidden-text">${t("common.actions")}</span></th></tr></thead>
      <tbody>${items.map((hook) => html`<tr key=${hook.id}>
        <td class="main-cell"><div><strong><${Text} value=${hook.description || new URL(hook.url).host} /></strong>
          <span class="soft clip" title=${hook.url}>${hook.url}</span></div></td>
        <td data-label=${t("webhooks.events")}><span class="badges">${hook.events.map((event) => html`<span class="badge">${eventName(event)}</span>`)}</span></td>
        <td data-label=${t("webhooks.campaigns")}>${hook.campaigns.length ? hook.campaigns.join(", ") : t("webhooks.allCampaigns")}</td>
        <td data-label=${t("webhooks.state")}><${State} hook=${hook} /></td>
        <td class="date" data-label=${t("link.created")}>${day(hook.createdAt)}</td>
        <td class="end"><${Menu} label=${t("webhooks.more", { name: hook.description || hook.url })} items=${menu(hook)} /></td>
      </tr>`)}</tbody>
    </table></div>`}
    ${dialog && html`<${DIALOGS[dialog.kind]} hook=${dialog.hook} onClose=${() => setDialog(null)} onDone=${reload} />`}`;
}
