// Why a visit was judged as it was, in words.

import { useChannels } from "../base/asking.js";
import { Text, html, useEffect, useState } from "../base/html.js";
import { addTexts, country, has, languageName, t } from "../base/i18n.js";

/** Families of apps that are no channel of the catalogue, since their fetchers cannot be told apart. */
const FAMILIES = { meta: "Meta", "teams-skype": "Microsoft Teams / Skype" };

/** Gives the name of a channel, or of a family of apps, in words. */
export function useNames() {
  const { name } = useChannels();
  return (id) => FAMILIES[id] || (id === "other" ? t("report.otherApp") : id === "share-sheet" ? t("report.shareSheet") : name(id));
}

const MARK = "\uE000";

/** A text of which one value is from outside, or is to stand out. */
export function phrase(key, name, node, values = {}) {
  const [start, end] = t(key, { ...values, [name]: MARK }).split(MARK);
  return end === undefined ? start : html`${start}${node}${end}`;
}

const ELSEWHERE = ["another-site", "another-app", "search-app"];

const CHANNELS = ["issued-for", "preview-of-this-link"];
/** The channel of who scanned a link's QR code. */
const SCAN = "qr";

/** Whether the texts of reasons are there, which are loaded when the first is to be shown. */
export function useReasons() {
  const [ready, setReady] = useState(has("rule.verdict"));
  useEffect(() => {
    let shown = true;
    addTexts("reasons").then(() => shown && setReady(true));
    return () => {
      shown = false;
    };
  }, []);
  return ready;
}

/** One reason. @param name the name of a channel in words */
export function Reason({ reason, name }) {
  if (!useReasons()) {
    return null;
  }
  if (reason.kind === "verdict") {
    return t(has("rule." + reason.rule) ? "rule." + reason.rule : "rule.verdict");
  }
  if (reason.rule === "issued-for" && reason.value === SCAN) {
    return t("rule.scanned");
  }
  const value = CHANNELS.includes(reason.rule) ? html`<strong>${name(reason.value)}</strong>` : html`<code><${Text} value=${reason.value} /></code>`;
  const known = "rule." + reason.rule;
  return has(known) ? phrase(known, "value", value) : phrase("rule.other", "value", value, { rule: reason.rule });
}

/** The reason that says most: what the visit itself showed, else the rule that decided. */
export function mainReason(visit) {
  return visit.evidence.find((one) => !["declared", "preview", "verdict"].includes(one.kind))
    || visit.evidence.find((one) => one.kind === "verdict") || visit.evidence[0] || null;
}

export const Tier = ({ tier }) => html`<span class=${"badge tier"}><span class=${"swatch part tier-" + tier} aria-hidden="true"></span>${t("tier." + tier)}</span>`;

/** Where a visit came from, or what it was. */
export function Source({ visit, name }) {
  if (visit.kind === "preview") {
    return t("visit.previewBy", { app: name(visit.previewBy || "other") });
  }
  if (visit.kind !== "click") {
    return t("visit.kind." + visit.kind);
  }
  const elsewhere = visit.evidence.find((one) => ELSEWHERE.includes(one.rule));
  const seen = visit.channel !== null ? name(visit.channel)
    : elsewhere && visit.tier !== "ambiguous" ? t(elsewhere.rule === "another-app" ? "visit.anotherApp" : "visit.anotherSite") : t("report.channelUnknown");
  return visit.tier === "reshared" && visit.origin ? t("visit.reshared", { from: name(visit.origin), to: seen }) : seen;
}

/** A word of the API in the viewer's: "in-app", "unknown" and such; names of products stay. */
export const agentWord = (word) => (word === null || word === "unknown" ? t("common.unknown") : has("agent." + word) ? t("agent." + word) : word);

/** All that is kept of a visit. */
export function Details({ visit, name }) {
  const facts = [
    ["visits.filter.device", agentWord(visit.device)], ["visits.filter.os", agentWord(visit.os)], ["visits.filter.browser", agentWord(visit.browser)],
    ["visits.filter.country", country(visit.country)], ["visits.filter.language", languageName(visit.language)],
    ["visits.filter.referrer", visit.referrerHost ? html`<${Text} value=${visit.referrerHost} />` : t("visit.noReferrer")],
    visit.origin && ["visit.issuedFor", name(visit.origin)],
    visit.rulesVersion && ["visit.rules", String(visit.rulesVersion)],
    ["visit.id", html`<code>${visit.id}</code>`],
  ].filter(Boolean);
  return html`<div class="visit-details">
    ${visit.evidence.length > 0 && html`<ol class="reasons">${visit.evidence.map((one) => html`<li><${Reason} reason=${one} name=${name} /></li>`)}</ol>`}
    ${visit.kind === "suppressed" ? html`<p>${t("report.suppressed.what")}</p>`
      : html`<dl class="visit-facts">${facts.map(([label, value]) => html`<div><dt>${t(label)}</dt><dd>${value}</dd></div>`)}</dl>`}
  </div>`;
}

/** How far a link was passed on, in words. */
export const generationName = (generation) => (generation === 0 ? t("tree.issued") : t("tree.generation", { n: generation }));
