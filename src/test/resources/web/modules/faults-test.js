// What the API refused, as the page has it: an ApiError, whose faults are in the viewer's words.

import { ApiError } from "/dashboard/base/api.js";
import { t } from "/dashboard/base/i18n.js";
import { faultTexts } from "/dashboard/base/faults.js";
import { equal, test } from "./assert.js";

await faultTexts();

/** A fault as the API sends it; its words are for programmers. */
const fault = (field, code, values) => ({ field, code, values, message: "must please the moon" });

const refused = (...errors) => new ApiError(422, { type: "https://go.example/problems/invalid", title: "Wrong", detail: "Look", errors });

test("a fault has the words of its code", () => equal(refused(fault("code", "reserved")).field("code"), t("fault.reserved")));

test("numbers in a fault are written as the viewer does", () => {
  equal(refused(fault("destination", "too-long", { most: 2048 })).field("destination"), "At most 2,048 characters.");
  equal(refused(fault("name", "wrong-length", { least: 3, most: 64 })).field("name"), "From 3 to 64 characters.");
});

test("years in a fault are no numbers", () =>
  equal(refused(fault("validFrom", "year-out-of-range", { least: "1970", most: "9999" })).field("validFrom"), "Choose a year from 1970 to 9999."));

test("a code that has no words yet is shown as the API says it", () =>
  equal(refused(fault("code", "displeases-the-moon")).field("code"), "must please the moon"));

test("a fault without a code is shown as the API says it", () =>
  equal(refused({ field: "code", message: "is reserved" }).field("code"), "is reserved"));

test("a field has the fault that names it, and no other", () => {
  const error = refused(fault("destination", "missing"), fault("code", "reserved"));
  equal(error.field("code"), t("fault.reserved"));
  equal(error.field("destination"), t("fault.missing"));
  equal(error.field("title"), null);
  equal(error.field("des"), null);
});

test("a list has the fault of one of its elements", () => {
  equal(refused(fault("tags[3]", "empty")).field("tags"), t("fault.missing"));
  equal(refused(fault("costs[0].cost.amount", "negative")).field("costs"), t("fault.negative"));
  equal(refused(fault("tagsOfOthers", "empty")).field("tags"), null);
});

test("all faults are kept in their order, with their fields", () =>
  equal(refused(fault("code", "reserved"), fault("tags[0]", "odd")).errors.map(({ field, message }) => [field, message]),
    [["code", t("fault.reserved")], ["tags[0]", "must please the moon"]]));

test("a refusal says its status, the last part of its type, and its words", () => {
  const { status, type, title, detail, message } = refused();
  equal({ status, type, title, detail, message }, { status: 422, type: "invalid", title: "Wrong", detail: "Look", message: "Look" });
});

test("a refusal that says nothing has no faults", () => {
  const error = new ApiError(0, {});
  equal([error.errors, error.type, error.retryAfter, error.message, error.field("code")], [[], "", null, "0", null]);
});

test("how long to wait is a number of seconds", () => equal(new ApiError(429, { retryAfter: "90" }).retryAfter, 90));
