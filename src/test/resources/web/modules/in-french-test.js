import { ApiError } from "/dashboard/base/api.js";
import { colon, country, duration, list, money, number, percent, plainDay, t } from "/dashboard/base/i18n.js";
import { usualSeparator } from "/dashboard/base/files.js";
import { faultsOf } from "/dashboard/links/bulk.js";
import { equal, test } from "./assert.js";

test("none is one in French, and two are several", () =>
  equal([0, 1, 2].map((n) => t("shareSets.clicks", { n })), ["0 clic", "1 clic", "2 clics"]));

test("numbers, money and days are written as in France", () => {
  equal(number(20480.5), "20\u202f480,5");
  equal(percent(0.5), "50\u00a0%");
  equal(money({ amount: "1249.5", currency: "EUR" }), "1\u202f249,50\u00a0€");
  equal(plainDay("2026-05-04"), "4 mai 2026");
});

test("a colon has a blank before it that no line ends at", () => {
  equal(colon, "\u00a0: ");
  const { errors } = new ApiError(422, { errors: [{ field: "code", code: "fixed", values: {}, message: "is fixed" }] });
  equal(faultsOf({ problem: { errors } })[0].startsWith("Code\u00a0: "), true);
});

test("waits, lists and countries have words", () => {
  equal(duration(45), "45\u00a0secondes");
  equal(list(["WhatsApp", "Telegram"]), "WhatsApp et Telegram");
  equal(country("DE"), "Allemagne");
});

test("tables are parted as its spreadsheets part them", () => equal(usualSeparator, "semicolon"));
