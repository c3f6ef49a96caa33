// Saved views, beside what a report is narrowed to: those there are, and this one under a name.

import { api } from "../base/api.js";
import { html, useEffect, useState } from "../base/html.js";
import { t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { Menu } from "../base/overlays.js";
import { href } from "../base/places.js";
import { carried } from "./chips.js";

const MOST = 500;

/** The place of a saved view. */
export const placeOf = (view) => "#" + view.place + (view.question ? "?" + view.question : "");

/** All views that who is signed in sees, by their names. */
export async function allViews() {
  const { items } = await api.get("/views", { limit: MOST });
  return items.sort((a, b) => a.name.localeCompare(b.name));
}

/** The dialogue and its texts are loaded when it is asked for. */
function Saving({ me, path, question, onClose }) {
  const [Dialog, setDialog] = useState(null);
  useEffect(() => {
    import("./save-view.js").then((module) => setDialog(() => module.SaveView), onClose);
  }, []);
  return Dialog && html`<${Dialog} me=${me} path=${path} question=${question} onClose=${onClose} />`;
}

/** @param path, params of the place that the report is in */
export function Views({ me, path, params }) {
  const [views, setViews] = useState([]);
  const [saving, setSaving] = useState(false);
  const question = href("", carried(params)).split("?")[1] || "";
  const load = () => allViews().then(setViews, () => setViews([]));
  const items = [
    { label: t("views.save"), run: () => setSaving(true) },
    ...views.map((view) => ({ label: view.name, href: placeOf(view) })),
    views.length > 0 && { label: t("views.all"), href: "#/views" },
  ];
  return html`<${Menu} label="" class="quiet small" items=${items} onOpen=${load}><${Icon} name="bookmark" size=${16} />${t("views.button")}</${Menu}>
    ${saving && html`<${Saving} me=${me} path=${path} question=${question} onClose=${() => setSaving(false)} />`}`;
}
