// The campaign of what one makes: one that is there, by its name or its short one, or a new one, which is made with the links.

import { api } from "../base/api.js";
import { useGet } from "../base/asking.js";
import { Field } from "../base/fields.js";
import { html } from "../base/html.js";
import { t } from "../base/i18n.js";

/** A slug from a name: "Saldi d'autunno" gives "saldi-d-autunno". */
export const slugOf = (name) =>
  name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 64).replace(/-+$/, "");

/** What was meant by what was typed: {slug, name, isNew}. A name of which no letter fits into a slug is left for the service to refuse. */
function campaignOf(typed, campaigns) {
  const text = typed.trim();
  const known = campaigns.find((one) => one.slug === text) || campaigns.find((one) => one.name.toLowerCase() === text.toLowerCase());
  const slug = known ? known.slug : /^[a-z0-9-]{1,64}$/.test(text) ? text : slugOf(text);
  return { slug: slug || text, name: known ? known.name : text, isNew: !known };
}

/** The slug that the API is told; null where nothing was typed. */
export const campaignSlug = (typed, campaigns) => (typed.trim() ? campaignOf(typed, campaigns).slug : null);

/** The campaigns that there are. */
export function useCampaigns() {
  const { data } = useGet("/campaigns", { limit: 500 });
  return data ? data.items : [];
}

/** A campaign that came to be with the links is called by its slug; give it the name that was typed. */
export async function nameCampaign(typed, campaigns) {
  const { slug, name, isNew } = campaignOf(typed, campaigns);
  if (name && isNew && name !== slug) {
    await api.patch("/campaigns/" + slug, { name }).catch((error) => console.warn("the campaign keeps its slug as its name", error));
  }
}

function hintOf(typed, campaigns) {
  const { slug, name, isNew } = campaignOf(typed, campaigns);
  return slug === "" ? t("shareSet.campaignHint") : isNew ? t("shareSet.campaignNew", { slug }) : t("shareSet.campaignKnown", { name });
}

/** A campaign to be typed or chosen; below it stands what will become of it. @param me who may be limited to one, which it is then anyhow */
export const CampaignField = ({ me, campaigns, value, ...rest }) => !me.campaign && html`
  <${Field} label=${t("link.campaign")} list="campaigns" autocomplete="off" hint=${hintOf(value, campaigns)} value=${value} ...${rest} />
  <datalist id="campaigns">${campaigns.map((campaign) => html`<option key=${campaign.slug} value=${campaign.name}>${campaign.slug}</option>`)}</datalist>`;
