// What the API refused, as the page has it: an ApiError, whose faults are in the viewer's words.

import { ApiError } from "/dashboard/base/api.js";
import { t } from "/dashboard/base/i18n.js";
import texts from "/dashboard/texts/en.js";
import { equal, test } from "./assert.js";

/** A fault as the API sends it. What it is made of is known here alone. */
const fault = (field, message) => ({ field, message });

const refused = (...errors) => new ApiError(422, { type: "https://go.example/problems/invalid", title: "Wrong", detail: "Look", errors });

/** What the API says, and the text that stands for it with its values. */
const FAULTS = [
  ["must be given", "fault.given"],
  ["must not be empty", "fault.given"],
  ["must begin with http:// or https://", "fault.http"],
  ["must be a whole address, beginning with http:// or https://", "fault.http"],
  ["must name a host", "fault.host"],
  ["must name a valid host", "fault.host"],
  ["must not contain spaces: write %20", "fault.spaces"],
  ["must not contain a user name or password", "fault.userInfo"],
  ["must not lead back to this service", "fault.self"],
  ["must have at most 2,048 characters", "fault.long", { most: 2048 }],
  ["must have at least 12 characters", "fault.short", { least: 12 }],
  ["must have 3 to 1,000 characters", "fault.between", { least: 3, most: 1000 }],
  ["is not your present password", "fault.currentPassword"],
  ["must not contain the character U+202E", "fault.character", { character: "U+202E" }],
  ["must be 3 to 64 of A-Z a-z 0-9 - _", "fault.code"],
  ["must be 1 to 64 of a-z 0-9 -", "fault.slug"],
  ["must not be none, which stands for no value in reports", "fault.none"],
  ["is reserved", "fault.reserved"],
  ["is taken, or was once: choose another", "fault.codeTaken"],
  ["is taken: change that campaign, or choose another", "fault.taken"],
  ["is not one of this service's", "fault.domain"],
  ["is not a channel of the catalogue", "fault.channel"],
  ["has a cost already", "fault.twoCosts"],
  ["must be after validFrom", "fault.beforeFrom"],
  ["must not be before startsOn", "fault.beforeStart"],
  ["must be from 1970 to 9999", "fault.year"],
  ["must be a time in RFC 3339, such as 2026-05-01T12:00:00Z", "fault.date"],
  ["must be a date such as 2026-05-01", "fault.date"],
  ["must be a whole number", "fault.whole"],
  ["must be at least 1", "fault.least", { least: 1 }],
  ["must be at most 50", "fault.tags"],
  ["must not be negative", "fault.negative"],
  ["must be less than 10^14", "fault.amount"],
  ["must have at most 4 decimals", "fault.amount"],
  ['must be a string such as "49.90"', "fault.amount"],
  ["must be a currency's code of ISO 4217, such as EUR", "fault.currency"],
  ["must name at least one scope", "fault.scopes"],
  ["cannot be changed: make another link", "fault.fixed"],
  ["is not a field of this", "fault.unknownField"],
  ["must be true or false", "fault.yesOrNo"],
];

for (const [message, key, values = {}] of FAULTS) {
  test(`"${message}" has the words of ${key}`, () => {
    equal(refused(fault("code", message)).field("code"), t(key, values));
    equal(texts[key] !== undefined, true);
  });
}

test("every text of a fault stands for something that the API says", () => {
  const meant = new Set(FAULTS.map(([, key]) => key));
  equal(Object.keys(texts).filter((key) => key.startsWith("fault.") && !meant.has(key)), []);
});

test("numbers in a fault are written as the viewer does", () => {
  equal(refused(fault("destination", "must have at most 2,048 characters")).field("destination"), "At most 2,048 characters.");
  equal(refused(fault("name", "must have 3 to 64 characters")).field("name"), "From 3 to 64 characters.");
});

test("a fault that has no words yet is shown as the API says it", () =>
  equal(refused(fault("code", "must please the moon")).field("code"), "must please the moon"));

test("words that a fault only ends with are not taken for it", () =>
  equal(refused(fault("code", "it is said that this is reserved")).field("code"), "it is said that this is reserved"));

test("a field has the fault that names it, and no other", () => {
  const error = refused(fault("destination", "must be given"), fault("code", "is reserved"));
  equal(error.field("code"), t("fault.reserved"));
  equal(error.field("destination"), t("fault.given"));
  equal(error.field("title"), null);
  equal(error.field("des"), null);
});

test("a list has the fault of one of its elements", () => {
  equal(refused(fault("tags[3]", "must not be empty")).field("tags"), t("fault.given"));
  equal(refused(fault("costs[0].cost.amount", "must not be negative")).field("costs"), t("fault.negative"));
  equal(refused(fault("tagsOfOthers", "must not be empty")).field("tags"), null);
});

test("all faults are kept in their order, with their fields", () =>
  equal(refused(fault("code", "is reserved"), fault("tags[0]", "must be odd")).errors.map(({ field, message }) => [field, message]),
    [["code", t("fault.reserved")], ["tags[0]", "must be odd"]]));

test("a refusal says its status, the last part of its type, and its words", () => {
  const { status, type, title, detail, message } = refused();
  equal({ status, type, title, detail, message }, { status: 422, type: "invalid", title: "Wrong", detail: "Look", message: "Look" });
});

test("a refusal that says nothing has no faults", () => {
  const error = new ApiError(0, {});
  equal([error.errors, error.type, error.retryAfter, error.message, error.field("code")], [[], "", null, "0", null]);
});

test("how long to wait is a number of seconds", () => equal(new ApiError(429, { retryAfter: "90" }).retryAfter, 90));
