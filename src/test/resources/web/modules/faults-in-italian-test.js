import { ApiError } from "/dashboard/base/api.js";
import { equal, test } from "./assert.js";

/** What stands beside a field of which the API says something. */
const beside = (message) => new ApiError(422, { errors: [{ field: "destination", message }] }).field("destination");

test("a fault is said in the viewer's language", () => equal(beside("must be given"), "Compila questo campo."));

test("numbers in a fault are written as the viewer's language does", () =>
  equal(beside("must have at most 20,480 characters"), "Al massimo 20.480 caratteri."));

test("a fault that has no words yet is shown as the API says it", () => equal(beside("must please the moon"), "must please the moon"));
