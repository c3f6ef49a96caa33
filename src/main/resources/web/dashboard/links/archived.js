// What is archived goes on, and is out of lists: shown in its stead where one asks for it.

import { Checkbox } from "../base/fields.js";
import { html } from "../base/html.js";
import { t } from "../base/i18n.js";
import { setParams } from "../base/places.js";

/** Shows a list of what is archived in place of what is not. @param path, params of the place, where that is kept */
export const Archived = ({ path, params }) => html`<${Checkbox} label=${t("archive.show")} checked=${Boolean(params.archived)}
  onChange=${(event) => setParams(path, { ...params, cursor: null, archived: event.target.checked ? "true" : null })} />`;
