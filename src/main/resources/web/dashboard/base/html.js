// What draws: Preact and htm, whose place and version are named here alone. Text from outside is only ever given as a
// child or an attribute, never as HTML.

import { html } from "../vendor/htm-3.1.1/preact.js";

export * from "../vendor/htm-3.1.1/preact.js";

/** Text from outside: its direction does not touch what is around it, and it breaks rather than overflow. */
export const Text = ({ value, class: name = "" }) => html`<bdi class=${"text " + name}>${value}</bdi>`;
