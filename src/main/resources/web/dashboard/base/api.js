// The API, as the page uses it: the same routes that programs use, with the session's cookie in place of a key.

import { faultText, faultTexts } from "./faults.js";

const BASE = "/api/v1";

/**
 * What the API refused: its problem details (RFC 9457), or status 0 when it was not reached. What is wrong with
 * fields is said in the viewer's language; type is the last part of the problem's type, such as "taken".
 */
export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || String(status));
    this.name = "ApiError";
    this.status = status;
    this.type = (problem.type || "").split("/").pop();
    this.title = problem.title || "";
    this.detail = problem.detail || "";
    this.errors = (problem.errors || []).map((fault) => ({ field: fault.field, message: faultText(fault) }));
    this.retryAfter = Number(problem.retryAfter) || null;
  }

  /** What is wrong with a field of the body, or with an element of it where it is a list; or null. */
  field(name) {
    const found =
      this.errors.find((error) => error.field === name) || this.errors.find((error) => error.field.startsWith(name + "["));
    return found ? found.message : null;
  }
}

// Whose figures are asked for: those of who is signed in, or, where there is one, a shared report's alone.
let shared = null;

/**
 * From now on what is asked is asked of a shared report: the same paths, behind /shared, by the token of its address and without a cookie.
 *
 * @param pass what was got for its password, or null
 */
export function readShared(token, pass) {
  shared = { Authorization: "Bearer " + token, ...(pass ? { "Grapevine-Pass": pass } : {}) };
}

let signedOut = () => {};

/** @param listener called when the API says that nobody is signed in any more */
export function onSignedOut(listener) {
  signedOut = listener;
}

/** Whether who is signed in may do what a scope stands for. */
export const may = (me, scope) => me.scopes.includes("admin") || me.scopes.includes(scope);

/**
 * A path under the API with its query. Parameters that are null, undefined or empty are left out; of a list each
 * value is given, for filters of which any value will do, but "by" has commas between.
 */
export function url(path, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    const values = Array.isArray(value) && name !== "by" ? value : [Array.isArray(value) ? value.join(",") : value];
    for (const one of values) {
      if (one !== null && one !== undefined && one !== "") {
        query.append(name, one);
      }
    }
  }
  const text = query.toString();
  return BASE + (shared ? "/shared" : "") + path + (text ? "?" + text : "");
}

// How far the service's clock is before this one, in milliseconds, as its last answer said.
let ahead = 0;

/** The time by the service's clock, in milliseconds since 1970. */
export const serverNow = () => Date.now() + ahead;

async function request(method, path, { params, body, type, signal, headers, priority, file } = {}) {
  const options = { method, credentials: shared ? "omit" : "same-origin", signal, priority, headers: { Accept: "application/json", ...shared, ...headers } };
  if (body !== undefined) {
    options.headers["Content-Type"] = type || "application/json";
    options.body = typeof body === "string" || body instanceof Blob ? body : JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(url(path, params), options);
  } catch (error) {
    if (error.name === "AbortError") {
      throw error;
    }
    throw new ApiError(0, {});
  }
  ahead = (Date.parse(response.headers.get("Date")) || Date.now()) - Date.now();
  if (response.status === 204) {
    return null;
  }
  if (file && response.ok) {
    return response.blob();
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    if (answer.errors) {
      await faultTexts();
    }
    const error = new ApiError(response.status, { ...answer, retryAfter: response.headers.get("Retry-After") });
    if (response.status === 401 && path !== "/session") {
      signedOut();
    }
    throw error;
  }
  return answer;
}

/** A key under which a creation can be repeated without being done twice. */
export function idempotencyKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Questions to the stats that wait for the end of the turn, to be asked together.
let questions = [];

/** The answers under way of those that cannot wait. */
export const urgent = new Set();

/** How many questions are asked in one request: few, so that the service can answer on more than one core. */
const TOGETHER = 5;

const alone = (one) => request("GET", "/stats", { params: one.params, priority: one.priority }).then((answer) => one.resolve(withoutHidden(answer)), one.reject);

function together(some) {
  const question = some.map((one) => url("", one.params).replace(/^[^?]*\??/, ""));
  request("GET", "/stats/several", { params: { question }, priority: some[0].priority }).then(
    ({ items }) => some.forEach((one, i) => one.resolve(withoutHidden(items[i]))),
    // What is wrong with one question is not to keep the others from their answers.
    (error) => some.forEach((one) => (error.status === 422 ? alone(one) : one.reject(error))));
}

function ask() {
  const all = questions;
  questions = [];
  for (const priority of ["auto", "low"]) {
    const some = all.filter((one) => one.priority === priority);
    while (some.length > 0) {
      const next = some.splice(0, TOGETHER);
      next.length === 1 ? alone(next[0]) : together(next);
    }
  }
}

/**
 * An answer in which rows are hidden, being of few people: they are left out, or in a series stand without figures, and
 * "left" says how many there are.
 */
function withoutHidden(answer) {
  const hidden = answer.smallCells === null ? 0 : answer.rows.filter((row) => row.hidden).length;
  return hidden === 0 ? answer : { ...answer, left: hidden, rows: answer.query.by.includes("time") ? answer.rows : answer.rows.filter((row) => !row.hidden) };
}

/** The answer of GET /stats; what is asked in one turn goes in few requests. @param late whether it can wait for the rest */
export function askStats(params, late) {
  const answer = new Promise((resolve, reject) => {
    if (questions.push({ params, priority: late ? "low" : "auto", resolve, reject }) === 1) {
      setTimeout(ask);
    }
  });
  if (!late) {
    const over = () => urgent.delete(answer);
    urgent.add(answer);
    answer.then(over, over);
  }
  return answer;
}

export const api = {
  get: (path, params, signal) => request("GET", path, { params, signal }),
  post: (path, body, options = {}) => request("POST", path, { body, ...options }),
  put: (path, body) => request("PUT", path, { body }),
  patch: (path, body, params) => request("PATCH", path, { body, params, type: "application/merge-patch+json" }),
  /** A file, as a Blob. @param body a Blob to post, or nothing for what is just read */
  file: (path, params, body, signal) => request(body ? "POST" : "GET", path, { params, body: body || undefined, type: body?.type, signal, file: true }),
  del: (path, params) => request("DELETE", path, { params }),
};
