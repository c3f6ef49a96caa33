import { html } from "../ui.js";
export default () => html`<h1>links-bulk</h1>`;
