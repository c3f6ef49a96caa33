// The links: found, narrowed, selected, switched off and on, deleted and brought back.

import { api, may } from "../base/api.js";
import { useAction, useChannels, useGet, useLoad, useSettled } from "../base/asking.js";
import { CopyButton, copyAndSay } from "../base/clipboard.js";
import { Field } from "../base/fields.js";
import { Text, html, useEffect, useRef, useState } from "../base/html.js";
import { dateTime, day, number, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { Confirm, Menu } from "../base/overlays.js";
import { PageHead, Pager, pages, rowsOf } from "../base/page.js";
import { href, linkPath, setParams } from "../base/places.js";
import { Empty, Loading, Problem } from "../base/states.js";
import { ChannelOptions } from "../links/channels.js";
import { BlockedBadge, LookAlikeBadge } from "../links/destination.js";
import { nameOf, switchAll, useDeeds } from "../links/link-deeds.js";
import { useTags } from "../links/tags.js";
import { CsvButton } from "../report/stats.js";

const PATH = "/links";
const STATUSES = ["active", "scheduled", "expired", "used-up", "disabled"];
const SORTS = ["-created", "created", "-updated", "title", "code", "-clicks"];
/** Stands among the statuses, but is none: what is archived leads on. */
const ARCHIVED = "archived";
/** How many tags of a link are seen in its row. */
const TAGS = 3;
const COLOURS = { active: "good", scheduled: "accent", expired: "warn", "used-up": "warn" };

export const Status = ({ status }) => html`<span class=${"badge " + (COLOURS[status] || "")}>${t("link.status." + status)}</span>`;

/** Who is written to or called, where that is no site. */
const whom = (address) => address.replace(/\?.*/s, "");

const host = (address) => {
  try {
    return new URL(address).host || whom(address);
  } catch {
    return address;
  }
};

/** Without its port. */
const hostName = (address) => {
  try {
    return new URL(address).hostname || whom(address);
  } catch {
    return address;
  }
};

const keyOf = (link) => link.domain + "/" + link.code;

/** What narrows the list; on a phone all but the search is folded away. */
function Filters({ params, change, channels, campaigns, me }) {
  const tags = useTags();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(params.search || "");
  const [tag, setTag] = useState(params.tag || "");
  const search = useSettled(typed.trim());
  const label = useSettled(tag.trim());
  // What one has typed and the list does not know yet; all else follows the place, as when a tag is chosen in a row.
  const typing = useRef(false);
  const type = (set) => (event) => {
    typing.current = true;
    set(event.target.value);
  };
  useEffect(() => {
    if (typing.current) {
      typing.current = false;
      change({ search, tag: label });
    }
  }, [search, label]);
  useEffect(() => {
    if (!typing.current || (typed.trim() === search && tag.trim() === label)) {
      typing.current = false;
      setTyped((present) => (present.trim() === (params.search || "") ? present : params.search || ""));
      setTag((present) => (present.trim() === (params.tag || "") ? present : params.tag || ""));
    }
  }, [params.search, params.tag]);
  const choice = (name) => ({ as: "select", value: params[name] || "", onChange: (event) => change({ [name]: event.target.value }) });
  const campaign = params.campaign && !campaigns.some((known) => known.slug === params.campaign) ? [{ slug: params.campaign, name: params.campaign }] : [];
  return html`<div class=${"filters" + (open ? " open" : "")} role="search" aria-label=${t("links.filters")}>
    <${Field} class="wide" label=${t("links.search")} type="search" placeholder=${t("links.searchHint")} value=${typed} maxlength="200"
      onInput=${type(setTyped)} />
    <button type="button" class="wide filters-open" aria-expanded=${open ? "true" : "false"} onClick=${() => setOpen(!open)}>${t("links.filters")}</button>
    <${Field} label=${t("link.channel")} ...${choice("channel")}>
      <option value="">${t("links.any")}</option><${ChannelOptions} channels=${channels} value=${params.channel} />
    </${Field}>
    <${Field} label=${t("link.campaign")} ...${choice("campaign")}>
      <option value="">${t("links.any")}</option>
      ${[...campaign, ...campaigns].map((known) => html`<option value=${known.slug} selected=${known.slug === params.campaign}>${known.name}</option>`)}
    </${Field}>
    <${Field} label=${t("link.tag")} list="tags" autocomplete="off" placeholder=${t("links.any")} value=${tag} onInput=${type(setTag)} />
    <datalist id="tags">${tags.map(([one]) => html`<option key=${one} value=${one} />`)}</datalist>
    <${Field} label=${t("link.status")} as="select" value=${params.archived ? ARCHIVED : params.status || ""} onChange=${(event) => change(event.target.value === ARCHIVED
      ? { archived: "true", status: null } : { archived: null, status: event.target.value })}>
      <option value="">${t("links.any")}</option>
      ${STATUSES.map((status) => html`<option value=${status} selected=${status === params.status}>${t("link.status." + status)}</option>`)}
      <option value=${ARCHIVED} selected=${Boolean(params.archived)}>${t("archive.is")}</option>
    </${Field}>
    <${Field} label=${t("links.sort")} ...${choice("sort")} value=${params.sort || SORTS[0]}>
      ${SORTS.filter((sort) => sort !== "-clicks" || may(me, "stats:read")).map((sort) => html`<option value=${sort} selected=${sort === (params.sort || SORTS[0])}>${t("links.sort." + sort)}</option>`)}
    </${Field}>
  </div>`;
}

function Row({ link, clicks, name, chosen, choose, change, deeds }) {
  const off = link.status === "disabled";
  const items = [
    { label: t("links.report"), href: "#" + linkPath(link) },
    { label: t("links.copy"), run: () => copyAndSay(link.shortUrl) },
    { label: t("links.toHost", { host: hostName(link.destination) }), href: href(PATH, { host: hostName(link.destination) }) },
    change && { label: t("common.edit"), href: "#" + linkPath(link, "/edit") },
    change && { label: t(link.archived ? "archive.out" : "archive.in"), run: () => (link.archived ? deeds.unarchive : deeds.archive)([link]) },
    change && { label: t(off ? "links.enable" : "links.disable"), run: () => (off ? deeds.enable : deeds.disable)([link]) },
    change && { label: t("common.delete"), danger: true, run: () => deeds.remove([link]) },
  ];
  return html`<tr class=${chosen ? "chosen" : ""}>
    ${change && html`<td class="pick"><input type="checkbox" aria-label=${t("links.select", { name: nameOf(link) })} checked=${chosen} onChange=${choose} /></td>`}
    <td class="main-cell"><a href=${"#" + linkPath(link)}><${Text} value=${nameOf(link)} /></a>
      <span class="short"><span class="clip">${link.shortUrl.replace(/^https?:\/\//, "")}</span>
        <${CopyButton} icon=${true} text=${link.shortUrl} label=${t("links.copy")} name=${t("links.copyOf", { name: nameOf(link) })} /></span></td>
    <td data-label=${t("link.destination")} class="host"><span class="clip" title=${link.destination}>${host(link.destination)}</span>
      <${LookAlikeBadge} link=${link} /><${BlockedBadge} link=${link} /></td>
    <td data-label=${t("link.channel")} class=${link.channel ? "" : "none"}>${link.channel ? name(link.channel) : html`<span class="soft">–</span>`}</td>
    <td data-label=${t("link.campaign")} class=${"campaign" + (link.campaign ? "" : " none")}>${link.campaign
      ? html`<a class="clip" href=${href("/campaigns/" + encodeURIComponent(link.campaign))} title=${link.campaign}>${link.campaign}</a>` : html`<span class="soft">–</span>`}</td>
    <td data-label=${t("link.tags")} class=${link.tags.length ? "tags" : "tags none"}><span class="badges">${link.tags.slice(0, TAGS).map((tag) =>
      html`<a class="badge" href=${href(PATH, { tag })} title=${tag}><bdi>${tag}</bdi></a>`)}
      ${link.tags.length > TAGS && html`<span class="badge" title=${link.tags.slice(TAGS).join(", ")}>+${link.tags.length - TAGS}</span>`}</span></td>
    ${clicks && html`<td class="number" data-label=${t("links.clicks")}>${number(clicks.get(keyOf(link)) || 0)}</td>`}
    <td data-label=${t("link.status")}><${Status} status=${link.status} />${link.archived && html` <span class="badge">${t("archive.is")}</span>`}</td>
    <td data-label=${t("link.created")} class="created"><time datetime=${link.createdAt} title=${dateTime(link.createdAt)}>${day(link.createdAt)}</time></td>
    <td class="end"><${Menu} label=${t("links.more", { name: nameOf(link) })} items=${items} /></td>
  </tr>`;
}

/** The clicks of the last 30 days of the links shown, by their key; null while unknown, and for who may not see them. */
function useClicks(links, me) {
  const codes = links.map((link) => link.code);
  const asked = may(me, "stats:read") && codes.length > 0;
  const { data } = useGet(asked ? "/stats" : null, { by: "link", code: codes });
  return data && new Map(data.rows.map((row) => [row.domain + "/" + row.link, row.clicks]));
}

function Table({ links, me, name, chosen, setChosen, deeds }) {
  const clicks = useClicks(links, me);
  const change = may(me, "links:write");
  const all = links.every((link) => chosen.has(keyOf(link)));
  const toggle = (keys, in_) => {
    const next = new Set(chosen);
    keys.forEach((key) => (in_ ? next.add(key) : next.delete(key)));
    setChosen(next);
  };
  return html`<div class="table framed"><table class="stack links">
    <thead><tr>
      ${change && html`<th class="pick"><input type="checkbox" aria-label=${t("links.selectAll")} checked=${all}
        onChange=${() => toggle(links.map(keyOf), !all)} /></th>`}
      <th scope="col">${t("link.link")}</th><th scope="col">${t("link.destination")}</th><th scope="col">${t("link.channel")}</th>
      <th scope="col" class="campaign">${t("link.campaign")}</th><th scope="col" class="tags">${t("link.tags")}</th>
      ${clicks && html`<th scope="col" class="number" title=${t("links.clicksHint")}>${t("links.clicks")}</th>`}
      <th scope="col">${t("link.status")}</th><th scope="col" class="created">${t("link.created")}</th>
      <th><span class="hidden-text">${t("common.actions")}</span></th>
    </tr></thead>
    <tbody>${links.map((link) => html`<${Row} key=${keyOf(link)} link=${link} clicks=${clicks} name=${name} change=${change} deeds=${deeds}
      chosen=${chosen.has(keyOf(link))} choose=${() => toggle([keyOf(link)], !chosen.has(keyOf(link)))} />`)}</tbody>
  </table></div>`;
}

/** Asks before all links that the filters find are switched, and says how many these are: the service counts them. */
function SwitchAll({ filter, status, onClose, reload }) {
  const { data, error } = useLoad((signal) => api.post("/links/status", { status, filter, dryRun: true }, { signal }), [status, JSON.stringify(filter)]);
  const [run, busy, failure] = useAction(async () => {
    await switchAll(filter, status, reload);
    onClose();
  });
  const words = status === "active" ? "links.enableAll" : "links.disableAll";
  return html`<${Confirm} title=${t(words)} action=${t(words)} busy=${busy || !data || data.count === 0}
    onConfirm=${run} onClose=${onClose}>
    <${Problem} error=${error || failure} />
    ${!data && !error && html`<${Loading} />`}
    ${data && html`<p>${t("links.allText", { n: data.count })}</p>
      <ul>${data.links.slice(0, 5).map((link) => html`<li key=${keyOf(link)}><span class="clip"><${Text} value=${nameOf(link)} /> <span class="soft">${host(link.destination)}</span></span></li>`)}
        ${data.count > 5 && html`<li class="soft">+ ${number(data.count - 5)}</li>`}</ul>`}
  </${Confirm}>`;
}

function Nothing({ narrowed, clear, change }) {
  return narrowed
    ? html`<${Empty} title=${t("links.none")} text=${t("links.noneText")}><button type="button" onClick=${clear}>${t("links.clear")}</button></${Empty}>`
    : html`<${Empty} title=${t("links.empty")} text=${t("links.emptyText")}>
        ${change && html`<a class="button primary" href="#/share-sets/new">${t("links.share")}</a><a class="button" href="#/links/new">${t("links.new")}</a>`}
      </${Empty}>`;
}

export default function Links({ path, params, me }) {
  const { search, channel, campaign, tag, status, archived, shareSet, host: to, passed, sort, cursor } = params;
  const filter = { search, channel, campaign, tag, status, archived, shareSet, host: to, generation: passed ? undefined : 0 };
  const asked = { ...filter, sort, cursor, limit: rowsOf(25, 14) };
  const { data, error, loading, reload } = useGet(PATH, asked);
  const { data: campaigns } = useGet("/campaigns", { limit: 500 });
  const { channels, name } = useChannels();
  const [chosen, setChosen] = useState(new Set());
  useEffect(() => setChosen(new Set()), [data]);
  const deeds = useDeeds(reload);
  const [switching, setSwitching] = useState(null);
  const narrowed = [search, channel, campaign, tag, status, archived, shareSet, to].some(Boolean);
  const change = (more) => setParams(path, { ...params, cursor: null, ...more });
  const clear = () => setParams(path, { sort, passed });
  const links = data ? data.items : [];
  const selected = links.filter((link) => chosen.has(keyOf(link)));
  return html`
    <${PageHead} title=${t("links.title")}>
      <${CsvButton} path=${PATH} params=${{ ...filter, sort }} what="links" of=${t("links.title")} label="CSV" />
      ${may(me, "links:write") && html`<a class="button" href="#/tags">${t("tags.title")}</a><a class="button" href="#/links/bulk">${t("links.bulk")}</a>
        <a class="button primary" href="#/links/new"><${Icon} name="plus" />${t("links.new")}</a>`}
    </${PageHead}>
    <${Filters} me=${me} params=${params} change=${change} channels=${channels} campaigns=${campaigns ? campaigns.items : []} />
    ${error && html`<${Problem} error=${error} retry=${cursor ? clear : reload} />`}
    ${!data && loading && html`<${Loading} />`}
    ${data && html`<div class=${"bar" + (selected.length ? " chosen" : "")} role="status">
      ${selected.length > 0
        ? html`<strong>${t("links.selected", { n: selected.length })}</strong>
            <button type="button" class="quiet" onClick=${() => deeds.disable(selected)}>${t("links.disable")}</button>
            <button type="button" class="quiet" onClick=${() => deeds.enable(selected)}>${t("links.enable")}</button>
            <button type="button" class="quiet" onClick=${() => (archived ? deeds.unarchive : deeds.archive)(selected)}>${t(archived ? "archive.out" : "archive.in")}</button>
            <button type="button" class="quiet danger" onClick=${() => deeds.remove(selected)}>${t("common.delete")}</button>`
        : html`<span>${t(data.next || cursor ? "links.shown" : "links.count", { n: links.length })}</span>
            ${shareSet && html`<span class="chip">${t("links.ofShareSet")}<button type="button" aria-label=${t("common.remove", { name: t("links.ofShareSet") })}
              onClick=${() => change({ shareSet: null })}><${Icon} name="close" size=${14} /></button></span>`}
            ${to && html`<span class="chip">${t("links.toHost", { host: to })}<button type="button" aria-label=${t("common.remove", { name: t("links.toHost", { host: to }) })}
              onClick=${() => change({ host: null })}><${Icon} name="close" size=${14} /></button></span>`}
            ${narrowed && html`<button type="button" class="quiet" onClick=${clear}>${t("links.clear")}</button>`}
            ${narrowed && links.length > 0 && may(me, "admin") && html`<button type="button" class="quiet danger" onClick=${() => setSwitching("disabled")}>${t("links.disableAll")}</button>
              <button type="button" class="quiet" onClick=${() => setSwitching("active")}>${t("links.enableAll")}</button>`}
            <label class="check last"><input type="checkbox" checked=${Boolean(passed)}
              onChange=${(event) => change({ passed: event.target.checked ? "1" : null })} /><span>${t("links.passedOn")}</span></label>`}
    </div>`}
    ${data && links.length === 0 && html`<${Nothing} narrowed=${narrowed || cursor} clear=${clear} change=${may(me, "links:write")} />`}
    ${links.length > 0 && html`<div class=${loading ? "busy" : ""}>
      <${Table} links=${links} me=${me} name=${name} chosen=${chosen} setChosen=${setChosen} deeds=${deeds} /></div>`}
    ${data && html`<${Pager} ...${pages(path, params, data.next)} />`}
    ${switching && html`<${SwitchAll} filter=${{ ...filter, archived: Boolean(archived) }} status=${switching} reload=${reload} onClose=${() => setSwitching(null)} />`}`;
}
