// The rules of a link: where it leads instead of its destination, and when. Changed in its form, told on its page.

import { useChannels } from "../base/asking.js";
import { Checkbox, Fault, Field, Group, TagField, fromLocalInput, localInput, usePlaces } from "../base/fields.js";
import { Text, html } from "../base/html.js";
import { addTexts, country, dateTime, has, languageName, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { countries, languages } from "../base/world.js";
import { HostNotes, addressOf } from "./destination.js";

await addTexts("rules");

const DEVICES = ["ios", "android", "desktop"];
const LISTS = ["country", "language", "app", "system"];
const WORDS = ["name", "destination", "fallback"];
const CONDITIONS = ["device", ...LISTS, "after", "before", "query", "share"];
const SYSTEMS = ["ios", "android", "windows", "macos", "linux", "chromeos", "harmonyos", "kaios", "tizen", "blackberry", "symbian"];
/** Channels without an own browser that would tell itself; no rule can name them. */
const NO_APPS = ["imessage", "copy", "lemmy", "misskey", "friendica", "hatena", "discourse", "qr", "print"];
const MOST = 20;

const systemName = (system) => (has("agent." + system) ? t("agent." + system) : system);
const appName = (id, name) => (id === "any" ? t("rules.anyApp") : id === "meta" ? t("rules.meta") : name(id));

/** What can stand in a condition, and how people call it. */
function useOptions() {
  const { channels, name } = useChannels();
  const apps = channels.map(({ id }) => id).filter((id) => !NO_APPS.includes(id));
  return {
    app: ["any", "meta", ...apps].map((id) => [id, appName(id, name)]),
    country: countries(),
    language: languages(),
    query: [],
    system: SYSTEMS.map((system) => [system, systemName(system)]),
  };
}

/** What stands beside the fields of the form, of what can be wrong. */
export const ruleFields = (rules) => rules.flatMap((rule, at) => [
  ...WORDS.map((name) => `rules[${at}].${name}`), ...CONDITIONS.map((name) => `rules[${at}].when.${name}`), `rules[${at}].when`,
]);

/** A parameter of the query as one text: "ref" or "ref=partner". */
const parameterText = ({ name, value }) => (value === null || value === undefined ? name : name + "=" + value);

function parameterOf(text) {
  const [name, ...value] = text.split("=");
  return value.length > 0 ? { name, value: value.join("=") } : { name };
}

let made = 0;

/** What the form holds of a rule: every text a string, every list there. */
function formOf(rule) {
  const when = rule.when || {};
  return {
    key: ++made,
    ...Object.fromEntries(WORDS.map((name) => [name, rule[name] || ""])),
    ...Object.fromEntries(["device", ...LISTS].map((name) => [name, when[name] || []])),
    after: localInput(when.after),
    before: localInput(when.before),
    query: (when.query || []).map(parameterText),
    share: when.share ? String(when.share) : "",
  };
}

export const rulesOf = (rules) => (rules || []).map(formOf);

/** What the API is told. */
export const ruleBodies = (forms) => forms.map((form) => {
  const share = form.share.trim();
  const when = {
    ...Object.fromEntries(["device", ...LISTS].filter((name) => form[name].length > 0).map((name) => [name, form[name]])),
    ...(form.after && { after: fromLocalInput(form.after) }),
    ...(form.before && { before: fromLocalInput(form.before) }),
    ...(form.query.length > 0 && { query: form.query.map(parameterOf) }),
    ...(share && { share: /^\d+$/.test(share) ? Number(share) : share }),
  };
  return { ...Object.fromEntries(WORDS.filter((name) => form[name].trim()).map((name) => [name, name === "name" ? form[name].trim() : addressOf(form[name])])), when };
});

const isIntoApp = (address) => /^[a-z][a-z0-9+.-]*:/i.test(address.trim()) && !/^https?:/i.test(address.trim());

function Rule({ rule, at, place, many, options, error, set, move, remove }) {
  const fault = (name) => error(`rules[${place}].${name}`);
  const text = (name) => ({ value: rule[name], error: fault(name), onInput: (event) => set({ [name]: event.target.value }) });
  const condition = (name) => ({ value: rule[name], error: fault("when." + name), onInput: (event) => set({ [name]: event.target.value }) });
  const list = (name) => ({ value: rule[name], options: options[name], error: fault("when." + name), onChange: (value) => set({ [name]: value }) });
  const label = t("rules.one", { n: at + 1 });
  const more = ["app", "system", "query"].some((name) => rule[name].length > 0) || rule.after || rule.before;
  const device = (name) => (event) => set({ device: DEVICES.filter((one) => (one === name ? event.target.checked : rule.device.includes(one))) });
  return html`<fieldset class="rule"><legend>${label}${rule.name.trim() && html` <small><bdi>${rule.name.trim()}</bdi></small>`}</legend>
    <div class="row rule-deeds">
      <button type="button" class="square quiet" disabled=${at === 0} aria-label=${t("rules.up", { rule: label })} onClick=${() => move(-1)}>↑</button>
      <button type="button" class="square quiet" disabled=${at === many - 1} aria-label=${t("rules.down", { rule: label })} onClick=${() => move(1)}>↓</button>
      <button type="button" class="square quiet" aria-label=${t("common.remove", { name: label })} onClick=${remove}><${Icon} name="close" /></button>
    </div>
    <${Fault} role="alert" error=${fault("when") && t("rules.noCondition")} content=${rule} />
    <${Field} label=${t("rules.destination")} inputmode="url" placeholder="https://" autocomplete="off" spellcheck=${false} ...${text("destination")} />
    ${(isIntoApp(rule.destination) || rule.fallback) && html`<${Field} label=${t("rules.fallback")} type="url" placeholder="https://" autocomplete="off"
      hint=${t("rules.fallbackHint")} ...${text("fallback")} />`}
    <div class="row" role="group" aria-label=${t("rules.device")}><span class="label">${t("rules.device")}</span>
      ${DEVICES.map((name) => html`<${Checkbox} key=${name} label=${t("rules.device." + name)} checked=${rule.device.includes(name)} onChange=${device(name)} />`)}</div>
    <${Fault} error=${fault("when.device")} content=${rule.device} />
    <div class="columns">
      <${TagField} label=${t("rules.country")} hint=${t("rules.countryHint")} ...${list("country")} />
      <${TagField} label=${t("rules.language")} hint=${t("rules.languageHint")} ...${list("language")} />
      <${Field} label=${t("rules.share")} inputmode="numeric" autocomplete="off" maxlength="3" hint=${t("rules.shareHint")} ...${condition("share")} />
    </div>
    <${Group} title=${t("rules.more")} said="" open=${more}>
      <div class="columns">
        <${Field} label=${t("rules.after")} type="datetime-local" ...${condition("after")} />
        <${Field} label=${t("rules.before")} type="datetime-local" ...${condition("before")} />
        <${TagField} label=${t("rules.app")} hint=${t("rules.appHint")} ...${list("app")} />
        <${TagField} label=${t("rules.system")} hint=${t("rules.systemHint")} ...${list("system")} />
        <${TagField} label=${t("rules.query")} hint=${t("rules.queryHint")} autocapitalize="none" ...${list("query")} />
        <${Field} label=${t("rules.name")} maxlength="64" autocomplete="off" autocapitalize="none" spellcheck=${false} hint=${t("rules.nameHint")} ...${text("name")} />
      </div>
    </${Group}>
  </fieldset>`;
}

/** @param rules of the form @param error what is wrong with a field, by its name @param onChange is given the rules as they become */
export function RulesEditor({ rules, error, onChange }) {
  const options = useOptions();
  const place = usePlaces(rules.map((rule) => rule.key));
  const set = (at) => (more) => onChange(rules.map((rule, i) => (i === at ? { ...rule, ...more } : rule)));
  const remove = (at) => () => onChange(rules.filter((rule, i) => i !== at));
  const move = (at) => (by) => {
    const moved = rules.filter((rule, i) => i !== at);
    moved.splice(at + by, 0, rules[at]);
    onChange(moved);
  };
  return html`<${Group} title=${t("rules.title")} said=${rules.length > 0 ? t("rules.said", { n: rules.length }) : t("rules.none")} open=${rules.length > 0}>
    <p class="hint">${t("rules.hint")}</p>
    <${Fault} error=${error("rules")} content=${rules.length} />
    ${rules.map((rule, at) => html`<${Rule} key=${rule.key} rule=${rule} at=${at} place=${place(rule.key)} many=${rules.length} options=${options} error=${error} set=${set(at)} move=${move(at)} remove=${remove(at)} />`)}
    <button type="button" disabled=${rules.length >= MOST} onClick=${() => onChange([...rules, formOf({})])}>${t("rules.add")}</button>
  </${Group}>`;
}

/** The conditions of a rule in words. */
function conditions({ when }, name) {
  const words = (one, word) => when[one] && t("rules.when." + one, { words: when[one].map(word).join(", ") });
  return [
    words("device", (one) => t("rules.device." + one)),
    words("system", systemName),
    words("app", (one) => appName(one, name)),
    words("country", country),
    words("language", languageName),
    when.after && t("rules.when.after", { at: dateTime(when.after) }),
    when.before && t("rules.when.before", { at: dateTime(when.before) }),
    words("query", parameterText),
    when.share && t("rules.when.share", { n: when.share }),
  ].filter(Boolean).join(" · ");
}

/** The name by which reports know a rule; of one that has none its place. */
export const ruleName = (label) => (label === null ? t("rules.own") : /^\d+$/.test(label) ? t("rules.one", { n: Number(label) }) : label);

/** The rules of a link, in their order. */
export function Rules({ link }) {
  const { name } = useChannels();
  return html`<section class="card" aria-label=${t("rules.title")}><h2>${t("rules.title")}</h2>
  <ol class="rules">${link.rules.map((rule, at) => html`<li key=${at}>
    <div>${rule.name && html`<strong>${rule.name}</strong> `}<span class="soft">${conditions(rule, name)}</span></div>
    <div><${Text} value=${rule.destination} /></div>
    ${rule.fallback && html`<div class="soft">${t("rules.else")} <${Text} value=${rule.fallback} /></div>`}
    ${["destination", "fallback", "when.country"].map((name) => html`<${HostNotes} key=${name} link=${link} field=${`rules[${at}].${name}`} />`)}
  </li>`)}</ol></section>`;
}
