// A shared report, as whoever has its address reads it: without signing in, and nothing beside it.

import { api, readShared } from "../base/api.js";
import { knowChannels, useAction, useLoad } from "../base/asking.js";
import { Form, PasswordField } from "../base/fields.js";
import { html, useEffect, useMemo, useState } from "../base/html.js";
import { addTexts, colon, dateTime, plainDay, t, zone } from "../base/i18n.js";
import { PageHead } from "../base/page.js";
import { href } from "../base/places.js";
import { Loading, Problem } from "../base/states.js";
import { Brought } from "../report/brought.js";
import { loadCharts } from "../report/charts.js";
import { ReportChips, chipsOf, filtersOf } from "../report/chips.js";
import { useNames } from "../report/evidence.js";
import { PaperHead, PrintButton } from "../report/paper.js";
import { intervalOf, rangeText } from "../report/range.js";
import { Body } from "../report/report.js";
import { hasSection } from "../report/sections.js";
import { Pulse } from "../report/stats.js";

await addTexts("sharing");

const DAY = 86400000;

/** The time of a shared report, in the form that a page's has; it cannot be compared with what is before it. */
function rangeOf({ from, to, ever, asOf }) {
  const end = new Date(Math.min(new Date(to) - 1, new Date(asOf)));
  const start = new Date(from);
  const days = Math.max(1, Math.round((end - start) / DAY));
  return {
    preset: "shared",
    first: ever ? null : start,
    last: end,
    open: new Date(to) > new Date(asOf),
    days: ever ? null : days,
    interval: ever ? "month" : intervalOf(days),
    question: { from, to: null, tz: zone },
    previous: null,
  };
}

/** Asks for the password. @param onPass takes what was got for it */
function Locked({ onPass }) {
  const [password, setPassword] = useState("");
  const [give, busy, error] = useAction(async () => onPass((await api.post("/password", { password })).pass));
  return html`<section class="card narrow"><h1 tabindex="-1">${t("shared.locked")}</h1><p class="lead">${t("shared.lockedText")}</p>
    <${Form} onSubmit=${give} error=${error}>
      <${Problem} error=${error} shown=${["password"]} />
      <${PasswordField} label=${t("shared.password")} autocomplete="off" value=${password} error=${error && error.field && error.field("password")}
        onInput=${(event) => setPassword(event.target.value)} />
      <div class="form-end"><button type="submit" class="primary" aria-disabled=${busy}>${t("shared.open")}</button></div>
    </${Form}></section>`;
}

function dates({ startsOn, endsOn }) {
  return [startsOn, endsOn].filter(Boolean).map(plainDay).join(" – ");
}

/** The story of the campaign, as far as the sections show what it is made of. */
function StoryOf({ report, opened, back }) {
  const [Story, setStory] = useState(null);
  const [error, setError] = useState(null);
  useEffect(() => {
    import("../report/story.js").then((module) => setStory(() => module.Story), setError);
  }, []);
  const { campaign } = opened;
  return html`<${PageHead} title=${Story ? t("story.title", { name: campaign.name }) : opened.name} back=${[back, opened.name]} lead=${rangeText(report.range)}><${PrintButton} report=${report} name=${campaign.name} /></${PageHead}>
    <p class="hint">${t("shared.asOf", { time: dateTime(opened.asOf) })} ${opened.smallCells && t("shared.cells", { n: opened.smallCells })}</p>
    ${error ? html`<${Problem} error=${error} />` : Story ? html`<${Story} report=${report} slug=${campaign.slug} campaign=${campaign} change=${false} />` : html`<${Loading} />`}`;
}

function Shown({ opened, path, params }) {
  const channelName = useNames();
  const pulse = useMemo(() => new Pulse(), []);
  const range = useMemo(() => rangeOf(opened), [opened]);
  useEffect(() => {
    loadCharts().catch(() => {});
    return () => pulse.stop();
  }, []);
  const scope = opened.filters;
  const chips = chipsOf(params, scope);
  const report = { scope: { ...filtersOf(chips), ...scope }, links: scope, chips, path, params, range, pulse, channelName, shared: opened, sections: opened.sections };
  const hasStory = hasSection(report, "story") && opened.campaign;
  const { view, ...rest } = params;
  if (hasStory && view === "story") {
    return html`<${StoryOf} report=${report} opened=${opened} back=${href(path, rest).slice(1)} />`;
  }
  const named = opened.campaign && opened.name.includes(opened.campaign.name);
  const running = opened.campaign && dates(opened.campaign);
  const facts = [opened.campaign && !named && opened.campaign.name, running && t("campaign.dates") + colon + running, t("range.label") + colon + rangeText(range)].filter(Boolean);
  const brought = hasSection(report, "return") && html`<${Brought} campaign=${opened.campaign} shared=${opened} />`;
  return html`<${PageHead} title=${opened.name} lead=${facts.join(" · ")}>
      ${hasStory && html`<a class="button" href=${href(path, { ...params, view: "story" })}>${t("campaign.story")}</a>`}<${PrintButton} report=${report} name=${opened.name} /></${PageHead}>
    <p class="hint">${t("shared.asOf", { time: dateTime(opened.asOf) })} ${opened.smallCells && t("shared.cells", { n: opened.smallCells })}</p>
    <section class="report" aria-label=${t("report.title")}>
      <${PaperHead} report=${report} name=${opened.name} />
      <${ReportChips} report=${report} />
      <${Body} report=${report} path=${path} params=${params} links=${!("code" in scope)} first=${brought} />
    </section>`;
}

/** @param token of the address @param path of the place: the token @param params what the report is narrowed to */
export default function Shared({ token, path, params }) {
  // What was got for the password is in no storage: who loads the page anew gives it again.
  const [pass, setPass] = useState(null);
  const { data, error, reload } = useLoad(async (signal) => {
    readShared(token, pass);
    const opened = await api.get("", {}, signal);
    if (!opened.locked) {
      knowChannels(opened.channels);
    }
    return opened;
  }, [token, pass]);
  if (error && [401, 404].includes(error.status)) {
    return html`<${PageHead} title=${t("shared.ended")} lead=${t("shared.endedText")} />`;
  }
  if (!data) {
    return error ? html`<${Problem} error=${error} retry=${reload} />` : html`<${Loading} />`;
  }
  return data.locked ? html`<${Locked} onPass=${setPass} />` : html`<${Shown} key=${token} opened=${data} path=${path} params=${params} />`;
}
