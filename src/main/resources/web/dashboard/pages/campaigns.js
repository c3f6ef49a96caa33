import { html } from "../ui.js";
export default () => html`<h1>campaigns</h1>`;
