// What one takes away from a report as a whole: a link that others read it by, and a workbook for a spreadsheet.

import { ApiError, url } from "../base/api.js";
import { useAction } from "../base/asking.js";
import { saveFile } from "../base/files.js";
import { html, useEffect, useState } from "../base/html.js";
import { language, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { notify } from "../base/overlays.js";
import { problemText } from "../base/states.js";
import { dayText } from "./range.js";

const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A quiet button that does something that may fail. */
function Deed({ icon, label, deed, children }) {
  const [run, busy, error] = useAction(deed);
  useEffect(() => {
    if (error) {
      notify(problemText(error));
    }
  }, [error]);
  return html`<button type="button" class="quiet small" aria-disabled=${busy} onClick=${run}><${Icon} name=${icon} size=${16} />${label}</button>${children}`;
}

function ShareButton({ report }) {
  const [Dialog, setDialog] = useState(null);
  const open = async () => {
    const { ShareReport } = await import("./share.js");
    setDialog(() => ShareReport);
  };
  return html`<${Deed} icon="share" label=${t("report.share")} deed=${open}>
    ${Dialog && html`<${Dialog} report=${report} onClose=${() => setDialog(null)} />`}</${Deed}>`;
}

function WorkbookButton({ report }) {
  const { scope, range } = report;
  const save = async () => {
    const response = await fetch(url("/report.xlsx", { ...scope, ...range.question, lang: language }), { credentials: "same-origin" }).catch(() => {
      throw new ApiError(0, {});
    });
    if (!response.ok) {
      throw new ApiError(response.status, { ...(await response.json().catch(() => ({}))), retryAfter: response.headers.get("Retry-After") });
    }
    saveFile("grapevine-" + (range.first ? dayText(range.first) + "_" : "") + dayText(range.last) + ".xlsx", TYPE, [await response.blob()]);
  };
  return html`<${Deed} icon="table" label=${t("report.workbook")} deed=${save} />`;
}

/** @param report whose clicks and time are taken away */
export const Handing = ({ report }) => html`<${ShareButton} report=${report} /><${WorkbookButton} report=${report} />`;
