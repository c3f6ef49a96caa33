// What happened at which time: when links were first shared, and what somebody wrote down.

import { api } from "../base/api.js";
import { useAction } from "../base/asking.js";
import { Field, Form } from "../base/fields.js";
import { Text, html, useState } from "../base/html.js";
import { dateTime, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { notify } from "../base/overlays.js";
import { Problem, problemText } from "../base/states.js";
import { useSome } from "./breakdown.js";

const SHOWN = 3;
const NOTES = (campaign) => "/campaigns/" + encodeURIComponent(campaign) + "/notes";

/**
 * Marks by their times: of each group the first preview of any of its links, of links for no group each one's, and the notes.
 *
 * @param firsts of the API, the first first @param notes of the API
 */
export function marksOf(firsts, notes) {
  const seen = new Set();
  const shared = firsts.filter((one) => {
    const whom = one.audience === null ? "link " + one.domain + "/" + one.code : "group " + one.audience;
    return !seen.has(whom) && seen.add(whom);
  }).map((one) => ({ id: one.domain + "/" + one.code, at: one.at, first: one }));
  return [...shared, ...notes.map((note) => ({ id: note.id, at: note.at, note }))].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** "2026-05-04T18:05" of the viewer's clock, as the browser's field has it. */
function fieldTime(date) {
  const two = (value) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

function NewNote({ campaign, reload, onClose }) {
  const [at, setAt] = useState(() => fieldTime(new Date()));
  const [text, setText] = useState("");
  const [add, busy, error] = useAction(async () => {
    const moment = new Date(at);
    await api.post(NOTES(campaign), { at: Number.isNaN(moment.getTime()) ? at : moment.toISOString(), text });
    reload();
    onClose();
  });
  const faulty = (name) => error && error.field && error.field(name);
  return html`<${Form} class="note-form" onSubmit=${add} error=${error}>
    <${Problem} error=${error} shown=${["at", "text"]} />
    <div class="note-fields"><${Field} type="datetime-local" label=${t("marks.at")} value=${at} error=${faulty("at")} onInput=${(event) => setAt(event.target.value)} />
      <${Field} label=${t("marks.text")} value=${text} autocomplete="off" error=${faulty("text")} onInput=${(event) => setText(event.target.value)} />
      <button type="submit" class="primary" aria-disabled=${busy}>${t("marks.keep")}</button>
      <button type="button" onClick=${onClose}>${t("common.cancel")}</button></div>
  </${Form}>`;
}

function Note({ note, campaign, change, reload }) {
  const [remove, busy] = useAction(async () => {
    await api.del(NOTES(campaign) + "/" + encodeURIComponent(note.id));
    reload();
    const undo = () => api.post(NOTES(campaign), { at: note.at, text: note.text }).then(reload, (failure) => notify(problemText(failure)));
    notify(t("marks.removed"), { label: t("common.undo"), run: undo });
  });
  return html`<${Text} value=${note.text} /> ${change && html`<button type="button" class="quiet small square" aria-disabled=${busy}
    aria-label=${t("common.remove", { name: note.text })} onClick=${remove}><${Icon} name="close" size=${14} /></button>`}`;
}

function First({ first, name }) {
  const by = name(first.previewBy);
  return first.audience !== null ? t("marks.sentTo", { group: first.audience, app: by }) : t("marks.shared", { link: [first.title || first.code, first.origin && name(first.origin)].filter(Boolean).join(" · "), app: by });
}

/**
 * The marks, each with the number that stands for it in a picture, and a way to write down another.
 *
 * @param campaign its slug @param change whether one may write @param reload called when the notes have changed
 */
export function Marks({ report, marks, campaign, change, reload }) {
  const [writing, setWriting] = useState(false);
  const [some, more] = useSome(marks, SHOWN);
  return html`<div class="happened"><h3>${t("marks.title")}</h3>
    ${marks.length === 0 ? html`<p class="soft">${t("marks.none")}</p>`
      : html`<ol>${some.map((mark, i) => html`<li key=${mark.id} class=${mark.note ? "own" : ""}><span class="mark-number" aria-hidden="true">${i + 1}</span>
          <time datetime=${mark.at}>${dateTime(mark.at)}</time> <span>${mark.note ? html`<${Note} note=${mark.note} campaign=${campaign} change=${change} reload=${reload} />`
            : html`<${First} first=${mark.first} name=${report.channelName} />`}</span></li>`)}</ol>${more}`}
    ${change && (writing ? html`<${NewNote} campaign=${campaign} reload=${reload} onClose=${() => setWriting(false)} />`
      : html`<p class="mark-tools"><button type="button" class="small" onClick=${() => setWriting(true)}><${Icon} name="plus" size=${16} />${t("marks.add")}</button></p>`)}
  </div>`;
}
