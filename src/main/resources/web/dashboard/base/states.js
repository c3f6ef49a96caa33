// What stands where a page has nothing to show: it failed, it is on its way, there is nothing.

import { ApiError } from "./api.js";
import { html } from "./html.js";
import { duration, has, t } from "./i18n.js";

/** What went wrong, in words. */
export function problemText(error) {
  if (!(error instanceof ApiError)) {
    return t("problem.unexpected");
  }
  if (error.status === 0) {
    return t("problem.unreachable");
  }
  if (error.status === 429) {
    return t("problem.tooMany", { wait: duration(error.retryAfter || 60) });
  }
  // The detail names the setting that has to be changed.
  if (error.type === "cross-origin" && error.detail) {
    return error.detail;
  }
  const key = "problem.type." + error.type;
  return has(key) ? t(key) : error.detail || error.title || t("problem.unexpected");
}

/** @param shown names of fields whose faults stand beside them, elements of lists included */
export function Problem({ error, shown = [], retry }) {
  if (!error) {
    return null;
  }
  const beside = (field) => shown.includes(field) || shown.includes(field.replace(/\[\d+\].*$/, ""));
  const rest = (error.errors || []).filter((one) => !beside(one.field));
  return html`<div class=${"problem" + (error.errors && error.errors.length > rest.length && rest.length === 0 ? " beside" : "")} role="alert">
    <p>${problemText(error)}</p>
    ${rest.length > 0 && html`<ul>${rest.map((one) => html`<li>${one.field && html`<code>${one.field}</code> `}${one.message}</li>`)}</ul>`}
    ${error.type === "internal" && html`<p>${error.detail}</p>`}
    ${retry && ![403, 404].includes(error.status) && html`<button type="button" onClick=${retry}>${t("common.retry")}</button>`}
  </div>`;
}

/** Stands while something is awaited; says so only when that takes long enough to be noticed. */
export const Loading = () => html`<p class="loading" role="status">${t("common.loading")}</p>`;

/** What stands where there is nothing yet, and what to do next. */
export function Empty({ title, text, children }) {
  return html`<div class="empty"><h2>${title}</h2>${text && html`<p>${text}</p>`}${children && html`<div class="actions">${children}</div>`}</div>`;
}
