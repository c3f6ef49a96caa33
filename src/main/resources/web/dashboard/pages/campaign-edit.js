import { html } from "../ui.js";
export default () => html`<h1>campaign-edit</h1>`;
