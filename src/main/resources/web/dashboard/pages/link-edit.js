import { html } from "../ui.js";
export default () => html`<h1>link-edit</h1>`;
