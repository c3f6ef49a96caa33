// What came of all links.

import { may } from "../base/api.js";
import { html, useEffect, useState } from "../base/html.js";
import { t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { PageHead } from "../base/page.js";
import { Empty } from "../base/states.js";
import { Report } from "../report/report.js";

/** For admins, what no campaign's report has; loaded behind what is read first. */
function Rest() {
  const [Untied, setUntied] = useState(null);
  useEffect(() => {
    import("../report/untied.js").then((module) => setUntied(() => module.default), console.error);
  }, []);
  return Untied && html`<${Untied} />`;
}

export default function Overview({ path, params, me }) {
  const change = may(me, "links:write");
  const empty = html`<${Empty} title=${t("overview.empty")} text=${t("overview.emptyText")}>
    ${change && html`<a class="button primary" href="#/share-sets/new">${t("overview.share")}</a>`}
    <a class="button" href="#/links">${t("overview.links")}</a></${Empty}>`;
  return html`
    <${PageHead} title=${t("nav.overview")}>
      ${change && html`<a class="button primary" href="#/share-sets/new"><${Icon} name="plus" />${t("overview.share")}</a>`}
    </${PageHead}>
    <${Report} scope=${{}} me=${me} params=${params} path=${path} name=${t("nav.overview")} iceberg=${true} empty=${empty} />
    ${may(me, "admin") && html`<${Rest} />`}`;
}
