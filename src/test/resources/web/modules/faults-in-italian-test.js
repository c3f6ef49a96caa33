import { ApiError } from "/dashboard/base/api.js";
import { faultTexts } from "/dashboard/base/faults.js";
import { equal, test } from "./assert.js";

await faultTexts();

/** What stands beside a field of which the API says something. */
const beside = (code, values) =>
  new ApiError(422, { errors: [{ field: "destination", code, values, message: "must please the moon" }] }).field("destination");

test("a fault is said in the viewer's language", () => equal(beside("missing"), "Compila questo campo."));

test("numbers in a fault are written as the viewer's language does", () =>
  equal(beside("too-long", { most: 20480 }), "Al massimo 20.480 caratteri."));

test("a code that has no words yet is shown as the API says it", () => equal(beside("displeases-the-moon"), "must please the moon"));
