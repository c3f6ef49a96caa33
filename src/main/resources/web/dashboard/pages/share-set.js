import { html } from "../ui.js";
export default () => html`<h1>share-set</h1>`;
