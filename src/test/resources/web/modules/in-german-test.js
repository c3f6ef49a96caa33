import { country, duration, list, money, number, percent, plainDay, t } from "/dashboard/base/i18n.js";
import { usualSeparator } from "/dashboard/base/files.js";
import { equal, test } from "./assert.js";

test("one is one, and all else is several", () =>
  equal([0, 1, 2].map((n) => t("shareSets.clicks", { n })), ["0 Klicks", "1 Klick", "2 Klicks"]));

test("numbers, money and days are written as in Germany", () => {
  equal(number(20480.5), "20.480,5");
  equal(percent(0.5), "50\u00a0%");
  equal(money({ amount: "1249.5", currency: "EUR" }), "1.249,50\u00a0€");
  equal(plainDay("2026-05-04"), "04.05.2026");
});

test("waits, lists and countries have words", () => {
  equal(duration(45), "45 Sekunden");
  equal(list(["WhatsApp", "Telegram"]), "WhatsApp und Telegram");
  equal(country("DE"), "Deutschland");
});

test("tables are parted as its spreadsheets part them", () => equal(usualSeparator, "semicolon"));
