// How a link's QR code looks, and the files of it. Loaded when it is wanted.

import { api } from "../base/api.js";
import { useSettled } from "../base/asking.js";
import { Checkbox, Field, Group, Segments } from "../base/fields.js";
import { saveFile } from "../base/files.js";
import { html, useEffect, useState } from "../base/html.js";
import { addTexts, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { Dialog } from "../base/overlays.js";
import { ShortUrl } from "./short-url.js";

await addTexts("qr");

/** The bounds of a QR code's numbers; as the API has them. */
const BOUNDS = {
  size: { least: 64, most: 2048, usual: 512 },
  margin: { least: 0, most: 16, usual: 4 },
  mm: { least: 10, most: 1000, usual: 50 },
};
const LONGEST_WORDS = 40;
const LARGEST_LOGO = 512 * 1024;

const within = (text, { least, most, usual }) => {
  const number = Math.round(Number(text));
  return text === "" || !Number.isFinite(number) ? usual : Math.min(most, Math.max(least, number));
};

const BEGIN = { modules: "square", dark: "#000000", light: "#ffffff", frame: "", logo: null, ofDomain: false };
for (const name of Object.keys(BOUNDS)) {
  BEGIN[name] = String(BOUNDS[name].usual);
}

/** The picture as a file. */
function picture(link, form, format, signal) {
  const { logo, ofDomain, frame, modules, dark, light } = form;
  const params = { domain: link.domain, format, modules, dark, light, frame: frame.trim() };
  if (ofDomain && !logo) {
    params.logo = "domain";
  }
  for (const name of Object.keys(BOUNDS)) {
    params[name] = within(form[name], BOUNDS[name]);
  }
  return api.file("/links/" + encodeURIComponent(link.code) + "/qr", params, logo, signal);
}

/** What the picture looks like, {source} or {error}. */
function usePicture(link, form) {
  const settled = useSettled(form);
  const [shown, setShown] = useState({});
  useEffect(() => {
    const asked = new AbortController();
    picture(link, settled, "svg", asked.signal)
      .then((file) => file.text())
      .then((svg) => setShown({ source: "data:image/svg+xml," + encodeURIComponent(svg) }))
      .catch((error) => asked.signal.aborted || setShown((last) => ({ ...last, error })));
    return () => asked.abort();
  }, [settled]);
  return shown;
}

function Logo({ logo, error, onChange }) {
  const [tooLarge, setTooLarge] = useState(false);
  const chosen = (event) => {
    const file = event.target.files[0] || null;
    const large = file !== null && file.size > LARGEST_LOGO;
    setTooLarge(large);
    onChange(large ? null : file);
  };
  return html`<${Field} label=${t("qr.logo")} type="file" accept="image/png,image/jpeg" hint=${t("qr.logoHint")}
      error=${tooLarge ? t("qr.logoTooLarge") : error} onChange=${chosen} />
    ${logo && html`<button type="button" onClick=${() => onChange(null)}><${Icon} name="close" />${t("qr.logoRemove")}</button>`}`;
}

export function QrDialog({ link, title, onClose }) {
  const [form, setForm] = useState(BEGIN);
  const [failed, setFailed] = useState(null);
  const { source, error } = usePicture(link, form);
  const set = (name) => (value) => setForm((now) => ({ ...now, [name]: value }));
  const typed = (name) => ({ value: form[name], onInput: (event) => set(name)(event.target.value), error: error?.field?.(name) });
  const number = (name) => ({
    type: "number", inputmode: "numeric", min: BOUNDS[name].least, max: BOUNDS[name].most, ...typed(name),
    onBlur: () => set(name)(String(within(form[name], BOUNDS[name]))),
  });
  const save = async (format) => {
    try {
      saveFile("qr-" + link.code + "." + format, "", [await picture(link, form, format)]);
      setFailed(null);
    } catch (problem) {
      setFailed(problem);
    }
  };
  const unsaid = (failed || error) && (failed || error).errors?.length === 0;
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <div class="qr">
      <div class="qr-picture">
        ${source && html`<img src=${source} alt=${t("share.qrAlt", { url: link.shortUrl })} width="256" height="256" />`}
        ${unsaid && html`<p class="problem" role="alert">${t("share.qrFailed")}</p>`}
        <p><${ShortUrl} url=${link.shortUrl} /></p>
        <p class="hint">${t("qr.scans")}</p>
      </div>
      <div>
        <${Segments} label=${t("qr.modules")} value=${form.modules} onChange=${set("modules")}
          options=${["square", "rounded", "dots"].map((one) => [one, t("qr.modules." + one)])} />
        <div class="pair">
          <${Field} label=${t("qr.dark")} type="color" ...${typed("dark")} />
          <${Field} label=${t("qr.light")} type="color" ...${typed("light")} />
        </div>
        <${Field} label=${t("qr.frame")} maxlength=${LONGEST_WORDS} placeholder=${t("qr.frameExample")} hint=${t("qr.frameHint")} ...${typed("frame")} />
        <${Logo} logo=${form.logo} error=${error?.field?.("logo")} onChange=${set("logo")} />
        ${!form.logo && html`<${Checkbox} label=${t("qr.logoOfDomain")} checked=${form.ofDomain} onChange=${(event) => set("ofDomain")(event.target.checked)} />`}
        <${Group} title=${t("qr.sizes")} said="">
          <${Field} label=${t("qr.size")} step="64" hint=${t("qr.sizeHint", { most: BOUNDS.size.most })} ...${number("size")} />
          <${Field} label=${t("qr.mm")} step="5" hint=${t("qr.mmHint")} ...${number("mm")} />
          <${Field} label=${t("qr.margin")} step="1" hint=${t("qr.marginHint")} ...${number("margin")} />
        </${Group}>
        <div class="form-end">
          ${["png", "svg", "pdf"].map((format) => html`<button type="button" key=${format} class=${format === "png" ? "primary" : ""} onClick=${() => save(format)}>
            <${Icon} name="download" />${t("qr.save", { format: format.toUpperCase() })}</button>`)}
        </div>
        <p class="hint">${t("qr.formats")}</p>
      </div>
    </div>
  </${Dialog}>`;
}
