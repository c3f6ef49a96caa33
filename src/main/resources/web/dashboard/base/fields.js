// What forms are made of. Every control has its label, and what is wrong with it stands beside it.

import { createContext, html, useContext, useEffect, useRef, useState } from "./html.js";
import { t } from "./i18n.js";
import { Icon } from "./icons.js";

let fieldNumber = 0;

function useId() {
  const id = useRef(null);
  if (id.current === null) {
    id.current = "field-" + ++fieldNumber;
  }
  return id.current;
}

const described = (id, hint, error) => [hint && id + "-hint", error && id + "-error"].filter(Boolean).join(" ") || undefined;

/** What the last attempt of the form around came to: another object for each. */
const Attempt = createContext(null);

/** A value as it was when the form around was refused last, or it was said what is wrong with it. */
function useRefused(value, error) {
  const attempt = useContext(Attempt);
  const told = useRef({});
  if (told.current.attempt !== attempt || told.current.error !== error) {
    told.current = { attempt, error, value };
  }
  return told.current.value;
}

/**
 * What is wrong with a field, until it is changed: from then on it is not known before it is tried again.
 *
 * @param error of the last attempt, or null
 * @param content what the field holds, as anything that is the same while nothing is changed
 */
const useFault = (error, content) => (useRefused(content, error) === content ? error : null);

/**
 * Where each element of a list stood when the form was refused, for a refusal names them by their places.
 *
 * @param keys of the elements as they stand now
 * @return the place of the element with a key; -1 for what came since
 */
export function usePlaces(keys) {
  const refused = useRefused(keys, null);
  return (key) => refused.indexOf(key);
}

/** What is wrong with a choice that is no single control; it goes as a field's does. */
export function Fault({ id, error, content, role }) {
  const fault = useFault(error, content);
  return fault ? html`<p class="fault" id=${id} role=${role}>${fault}</p>` : null;
}

const Below = ({ id, hint, error }) => [
  hint && html`<p class="hint" id=${id + "-hint"}>${hint}</p>`,
  error && html`<p class="fault" id=${id + "-error"}>${error}</p>`,
];

/** What a control holds, and what counts its changes where the page does not hold it. What is wrong with a file is told as it is chosen. */
function useContent({ value, type }) {
  const [changes, setChanges] = useState(0);
  const counts = value === undefined && type !== "file";
  return [counts ? changes : value, counts ? () => setChanges(changes + 1) : undefined];
}

/**
 * A labelled input. @param error what is wrong, or null; it goes when the field is changed. @param as "input", "textarea" or
 * "select". Further properties go to the control.
 */
export function Field({ label, hint, error: refused, as = "input", children, class: name = "", ...rest }) {
  const id = useId();
  const [content, changed] = useContent(rest);
  const error = useFault(refused, content);
  const properties = { id, "aria-describedby": described(id, hint, error), "aria-invalid": error ? "true" : undefined, ...rest };
  const control =
    as === "select"
      ? html`<select ...${properties}>${children}</select>`
      : as === "textarea"
        ? html`<textarea ...${properties}></textarea>`
        : html`<input type="text" ...${properties} />`;
  return html`<div class=${"field " + name} onInput=${changed}>
    <label for=${id}>${label}</label>
    ${control}
    <${Below} id=${id} hint=${hint} error=${error} />
  </div>`;
}

export function Checkbox({ label, hint, ...rest }) {
  const id = useId();
  return html`<label class="check"><input type="checkbox" aria-labelledby=${id} aria-describedby=${hint ? id + "-hint" : undefined} ...${rest} />
    <span><span id=${id}>${label}</span>${hint && html`<small id=${id + "-hint"}>${hint}</small>`}</span></label>`;
}

/**
 * Fields that are folded away until one wants them.
 *
 * @param said what the title is followed by, such as what is filled in
 * @param open unfolds them; what is unfolded is never folded under one's hands
 */
export function Group({ title, said, open, children }) {
  const opened = useRef(false);
  opened.current = opened.current || Boolean(open);
  return html`<details class="group" open=${opened.current}><summary>${title}<small>${said}</small></summary>
    <div role="group" aria-label=${title}>${children}</div></details>`;
}

/** A password that can be looked at while one types. */
export function PasswordField({ label, hint, error: refused, ...rest }) {
  const id = useId();
  const [seen, setSeen] = useState(false);
  const [content, changed] = useContent(rest);
  const error = useFault(refused, content);
  return html`<div class="field" onInput=${changed}>
    <label for=${id}>${label}</label>
    <span class="joined">
      <input id=${id} type=${seen ? "text" : "password"} aria-describedby=${described(id, hint, error)} aria-invalid=${error ? "true" : undefined}
        autocapitalize="none" spellcheck=${false} ...${rest} />
      <button type="button" aria-pressed=${seen ? "true" : "false"} aria-controls=${id} onClick=${() => setSeen(!seen)}>${t("common.show")}</button>
    </span>
    <${Below} id=${id} hint=${hint} error=${error} />
  </div>`;
}

/** A choice of a few, all seen at once. @param options [[value, label], …] */
export function Segments({ label, options, value, onChange, class: name = "" }) {
  const id = useId();
  return html`<fieldset class=${"segments " + name}>
    <legend class="hidden-text">${label}</legend>
    ${options.map(([option, text]) => html`<label key=${option}>
      <input type="radio" name=${id} value=${option} checked=${option === value} onChange=${() => onChange(option)} /><span>${text}</span>
    </label>`)}
  </fieldset>`;
}

const key = (text) => text.normalize().toLowerCase();

/**
 * A list of short texts: Enter or a comma ends one.
 *
 * @param value an array of strings
 * @param options [[value, name], …] of what may be meant: offered while one types, known by either, shown by its name. What is none
 *     of them is taken as it is
 */
export function TagField({ label, hint, error: refused, value, options = [], onChange, ...rest }) {
  const id = useId();
  const error = useFault(refused, JSON.stringify(value));
  const [typed, setTyped] = useState("");
  const input = useRef(null);
  const known = (text) => options.find(([one, name]) => key(one) === key(text) || key(name) === key(text));
  const named = (one) => (options.find(([other]) => other === one) || [one, one])[1];
  const take = (text) => {
    const whole = known(text.trim());
    const more = whole ? [whole[0]] : text.split(/[,;\n\t]/).map((one) => one.trim()).filter(Boolean).map((one) => (known(one) || [one])[0]);
    setTyped("");
    if (more.length > 0) {
      onChange([...value, ...more].filter((one, at, all) => all.findIndex((other) => key(other) === key(one)) === at));
    }
  };
  const remove = (tag) => {
    onChange(value.filter((one) => one !== tag));
    input.current.focus();
  };
  const pressed = (event) => {
    if (event.key === "Enter" && typed.trim() && !event.isComposing) {
      event.preventDefault();
      take(typed);
    } else if (event.key === "Backspace" && typed === "" && value.length > 0) {
      onChange(value.slice(0, -1));
    }
  };
  // A name that was chosen from the list comes all at once; one that is typed may go on.
  const changed = ({ target, inputType }) =>
    (/[,;\n]/.test(target.value) || (!/^insertText|^insertComp|^delete/.test(inputType || "") && known(target.value)) ? take(target.value) : setTyped(target.value));
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <div class="tag-input" aria-invalid=${error ? "true" : undefined}>
      ${value.map((tag) => html`<span class="chip" key=${tag}><bdi class="text">${named(tag)}</bdi>
        <button type="button" aria-label=${t("common.remove", { name: named(tag) })} onClick=${() => remove(tag)}><${Icon} name="close" size=${14} /></button></span>`)}
      <input ref=${input} id=${id} type="text" autocomplete="off" value=${typed} aria-describedby=${described(id, hint, error)}
        aria-invalid=${error ? "true" : undefined} list=${options.length > 0 ? id + "-list" : undefined}
        onInput=${changed} onKeyDown=${pressed} onBlur=${() => take(typed)} ...${rest} />
      ${options.length > 0 && html`<datalist id=${id + "-list"}>${options.filter(([one]) => !value.includes(one)).map(([one, name]) => html`<option key=${one} value=${name} />`)}</datalist>`}
    </div>
    <${Below} id=${id} hint=${hint} error=${error} />
  </div>`;
}

/**
 * A form that asks the API: after a refusal all that is faulty is unfolded, and the first of it has the focus. It is the API that says what is
 * wrong, so the browser does not. Once all of that was changed, what stands above the fields about them goes as well.
 *
 * @param error what the last attempt came to
 */
export function Form({ onSubmit, error, class: name = "form", children, ...rest }) {
  const form = useRef(null);
  useEffect(() => {
    form.current.classList.toggle("told", Boolean(error) && form.current.querySelector(".fault") !== null);
    if (!error) {
      return;
    }
    const faulty = [...form.current.querySelectorAll("input[aria-invalid], select[aria-invalid], textarea[aria-invalid]")];
    for (const one of faulty) {
      for (let outer = one.closest("details"); outer; outer = outer.parentElement.closest("details")) {
        outer.open = true;
      }
    }
    if (faulty.length > 0) {
      faulty[0].focus();
    }
  }, [error]);
  return html`<form ref=${form} class=${name} novalidate onSubmit=${(event) => { event.preventDefault(); onSubmit(); }} ...${rest}>
    <${Attempt.Provider} value=${error}>${children}</${Attempt.Provider}></form>`;
}

/** "2026-05-01T14:00" in the viewer's zone, as inputs of type datetime-local have it, from the API's time; "" for null. */
export function localInput(instant) {
  if (!instant) {
    return "";
  }
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

/** The API's time from what an input of type datetime-local has; null for "". */
export function fromLocalInput(text) {
  return text ? new Date(text).toISOString().replace(".000Z", "Z") : null;
}
