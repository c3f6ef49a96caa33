// Short URLs as people read them.

import { html } from "../base/html.js";

/** A short URL as people read it. */
const withoutScheme = (url) => url.replace(/^https?:\/\//, "");

/** A short URL to be read and typed: where it is too long for a line, it is parted before its code. */
export function ShortUrl({ url }) {
  const text = withoutScheme(url);
  const code = text.indexOf("/") + 1;
  return html`<bdi class="text">${text.slice(0, code)}<wbr />${text.slice(code)}</bdi>`;
}
