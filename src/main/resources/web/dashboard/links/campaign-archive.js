// A campaign is archived, or taken out of the archive; and its links with it, where one wants that.

import { api } from "../base/api.js";
import { useAction, useGet } from "../base/asking.js";
import { Checkbox, Form } from "../base/fields.js";
import { html, useEffect, useState } from "../base/html.js";
import { addTexts, t } from "../base/i18n.js";
import { Dialog, notify } from "../base/overlays.js";
import { Problem, problemText } from "../base/states.js";

await addTexts("campaign");

/**
 * Archives a campaign, or takes it out, and tells how to take that back.
 * @param links the question that says whether its links go with it, and which @param onDone called when it is done
 */
async function archive(campaign, archived, links, onDone) {
  const changed = await api.patch("/campaigns/" + encodeURIComponent(campaign.slug) + links, { archived });
  const same = links && "?links=true&linksChangedAt=" + encodeURIComponent(changed.updatedAt);
  const undo = () => archive(campaign, !archived, same, onDone).catch((error) => notify(problemText(error)));
  notify(t(archived ? "archive.inDone" : "archive.outDone", { name: campaign.name }), { label: t("common.undo"), run: undo });
  onDone();
}

/** Asks whether the links go with it; where it has none that would, it is done at once. */
export function ArchiveCampaign({ campaign, onClose, onDone }) {
  const into = !campaign.archived;
  const [links, setLinks] = useState(true);
  const { data, error } = useGet("/links", { campaign: campaign.slug, archived: String(!into), limit: 1 });
  const [run, busy, failure] = useAction(async (withLinks) => {
    await archive(campaign, into, withLinks ? "?links=true" : "", onDone);
    onClose();
  });
  const none = data && data.items.length === 0;
  useEffect(() => {
    if (none) {
      run(false);
    }
  }, [none]);
  if (!failure && (none || (!data && !error))) {
    return null;
  }
  const action = t(into ? "archive.in" : "archive.out");
  return html`<${Dialog} title=${action} onClose=${onClose}>
    <${Form} onSubmit=${() => run(links && !none)} error=${failure}>
      <${Problem} error=${failure || error} />
      <p>${t(into ? "campaignArchive.in" : "campaignArchive.out", { name: campaign.name })}</p>
      ${!none && html`<${Checkbox} label=${t("campaignArchive.links")} hint=${t(into ? "campaignArchive.linksIn" : "campaignArchive.linksOut")} checked=${links}
        onChange=${(event) => setLinks(event.target.checked)} />`}
      <div class="form-end">
        <button type="submit" class="primary" aria-disabled=${busy}>${action}</button>
        <button type="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    </${Form}>
  </${Dialog}>`;
}
