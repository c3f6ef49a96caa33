import { country, duration, list, money, number, percent, plainDay, t } from "/dashboard/base/i18n.js";
import { usualSeparator } from "/dashboard/base/files.js";
import { equal, test } from "./assert.js";

test("one is one, and all else is several", () =>
  equal([0, 1, 2, 1000000].map((n) => t("links.count", { n })), ["0 enlaces", "1 enlace", "2 enlaces", "1.000.000 enlaces"]));

test("numbers, money and days are written as in Spain", () => {
  equal(number(20480.5), "20.480,5");
  equal(percent(0.5), "50\u00a0%");
  equal(money({ amount: "1249.5", currency: "EUR" }), "1249,50\u00a0€");
  equal(plainDay("2026-05-04"), "4 may 2026");
});

test("waits, lists and countries have words", () => {
  equal(duration(45), "45 segundos");
  equal(list(["WhatsApp", "Telegram"]), "WhatsApp y Telegram");
  equal(country("DE"), "Alemania");
});

test("tables are parted as its spreadsheets part them", () => equal(usualSeparator, "semicolon"));
