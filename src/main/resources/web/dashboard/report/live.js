// Visits as they come in, by server-sent events.

import { api, serverNow, url } from "../base/api.js";
import { Text, html, useEffect, useRef, useState } from "../base/html.js";
import { dateTime, t, time } from "../base/i18n.js";
import { href, linkPath } from "../base/places.js";
import { carried } from "./chips.js";
import { Reason, Source, Tier, mainReason } from "./evidence.js";

/** How long, in milliseconds, one waits before connecting anew: it doubles up to the last. */
const FIRST_WAIT = 2000;
const LAST_WAIT = 60000;
/** So many are shown where nobody says how many. */
const USUAL = 5;
/** How long a visit is marked as new. */
const NEW = 4000;
/** What is so much older, in milliseconds, than the first list was recorded when figures were asked for. */
const RECORDED = 300000;

/**
 * Listens while the page is to be seen; tells the report's pulse what came in. What was missed while nobody listened
 * is made good by asking everything again.
 *
 * @param listening whether the report goes up to now
 * @param onOpen when one listens for the first time
 * @return "off", "connecting", "live" or "lost"
 */
function useLive(report, listening, { onOpen, onVisit, onGap }) {
  const [state, setState] = useState("off");
  const heard = useRef({});
  heard.current = { onOpen, onVisit, onGap };
  useEffect(() => {
    if (!listening) {
      setState("off");
      return undefined;
    }
    let source = null;
    let timer = 0;
    let wait = FIRST_WAIT;
    let been = false;
    const close = () => {
      clearTimeout(timer);
      if (source) {
        source.close();
        source = null;
      }
    };
    const open = () => {
      close();
      source = new EventSource(url("/live", report.scope), { withCredentials: true });
      source.onopen = () => {
        wait = FIRST_WAIT;
        setState("live");
        if (been) {
          report.pulse.changed(null);
          heard.current.onGap();
        } else {
          heard.current.onOpen();
        }
        been = true;
      };
      source.onerror = () => {
        setState("lost");
        // The browser comes again by itself, but not where the service answered and refused.
        if (source.readyState === EventSource.CLOSED) {
          timer = setTimeout(open, wait);
          // An event source does not say whether one is signed out; any other request does.
          api.get("/about").catch(() => {});
          wait = Math.min(LAST_WAIT, wait * 2);
        }
      };
      source.addEventListener("visit", (event) => {
        const visit = JSON.parse(event.data);
        report.pulse.changed(visit.kind);
        heard.current.onVisit(visit);
      });
      source.addEventListener("more", () => {
        report.pulse.changed(null);
        heard.current.onGap();
      });
    };
    const turned = () => {
      if (document.hidden) {
        close();
        setState("off");
      } else if (!source) {
        setState("connecting");
        open();
      }
    };
    turned();
    document.addEventListener("visibilitychange", turned);
    return () => {
      document.removeEventListener("visibilitychange", turned);
      close();
    };
  }, [listening, url("/live", report.scope)]);
  return state;
}

function Line({ visit, fresh, name, link }) {
  const reason = mainReason(visit);
  const today = new Date(visit.at).toDateString() === new Date().toDateString();
  return html`<li class=${"visit " + visit.kind + (fresh ? " fresh" : "")}>
    <div class="visit-head"><strong><${Source} visit=${visit} name=${name} /></strong>${visit.tier && html`<${Tier} tier=${visit.tier} />`}
      ${link && html`<a href=${"#" + linkPath(visit)} class=${visit.audience ? "" : "mono"}><${Text} value=${visit.audience || visit.code} /></a>`}
      <time datetime=${visit.at} title=${dateTime(visit.at)}>${today ? time(visit.at) : dateTime(visit.at)}</time></div>
    <div class="visit-why">${reason ? html`<${Reason} reason=${reason} name=${name} />` : t("report.suppressed.what")}</div>
  </li>`;
}

/** Whether one is connected, in words and by a light. */
const State = ({ state }) => html`<span class=${"live-state " + state}><span class="light" aria-hidden="true"></span>${t("live." + state)}</span>`;

/**
 * The latest visits; the report's figures follow them.
 *
 * @param link whether to name the link of each; single visits are in no shared report @param count how many are shown
 */
export const Live = (props) => !props.report.shared && html`<${Latest} ...${props} />`;

function Latest({ report, link = true, count = USUAL }) {
  const [visits, setVisits] = useState(null);
  const [fresh, setFresh] = useState(new Set());
  const timers = useRef(new Set());
  const read = () => api.get("/clicks", { ...report.scope, kind: ["click", "preview"], limit: count })
    .then(({ items }) => {
      const newer = (one) => !items.some(({ id }) => id === one.id) && (items.length === 0 || one.at >= items[0].at);
      setVisits((before) => [...(before || []).filter(newer), ...items].slice(0, count)); // what one was told of meanwhile
      return items;
    }, () => {
      setVisits((before) => before || []);
      return [];
    });
  // What came between the figures and the first event is told by two lists.
  const first = useRef(null);
  const catchUp = async () => {
    const { items, at } = await first.current;
    const more = (await read()).some(({ id }) => !items.some((one) => one.id === id));
    if (more || items.some((one) => Date.parse(one.at) > at - RECORDED)) {
      report.pulse.changed(null);
    }
  };
  const came = (visit) => {
    if (visit.kind !== "click" && visit.kind !== "preview") {
      return;
    }
    setVisits((before) => [visit, ...(before || []).filter((one) => one.id !== visit.id)].slice(0, count));
    setFresh((before) => new Set([...before, visit.id]));
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      setFresh((before) => new Set([...before].filter((id) => id !== visit.id)));
    }, NEW);
    timers.current.add(timer);
  };
  useEffect(() => {
    setVisits(null);
    const at = serverNow();
    first.current = read().then((items) => ({ items, at }));
    return () => timers.current.forEach(clearTimeout);
  }, [url("/clicks", report.scope)]);
  const state = useLive(report, report.range.open, { onOpen: catchUp, onVisit: came, onGap: read });
  return html`<section class="card report-card live" aria-label=${t("live.title")}>
    <header class="part-head"><h2>${t("live.title")}</h2><div class="part-tools"><${State} state=${state} />
      <a class="button quiet small" href=${href("/visits", { ...carried(report.params), ...report.links })}>${t("live.all")}</a></div></header>
    ${visits === null ? html`<div class="waiting" aria-hidden="true"></div>`
      : visits.length === 0 ? html`<p class="soft">${t("live.none")}</p>`
        : html`<ul class="visits">${visits.map((visit) => html`<${Line} key=${visit.id} visit=${visit} fresh=${fresh.has(visit.id)}
            name=${report.channelName} link=${link} />`)}</ul>`}
  </section>`;
}
