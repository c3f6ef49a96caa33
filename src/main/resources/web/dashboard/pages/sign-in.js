import { Field, html } from "../ui.js";
export default () => html`<main class="narrow"><h1>Grapevine</h1></main>`;
