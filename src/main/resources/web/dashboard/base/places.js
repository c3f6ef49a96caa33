// Places of the page, which stand behind the # of its address: the way to each, and what is kept in it.

/** A place of the page: "#/links?search=x" from a path and parameters. */
export function href(path, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== "") {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return "#" + path + (text ? "?" + text : "");
}

export function go(path, params) {
  location.hash = href(path, params);
}

/** Changes the parameters of the place one is at, without a new entry in the history. */
export function setParams(path, params) {
  history.replaceState(null, "", href(path, params));
  dispatchEvent(new HashChangeEvent("hashchange"));
}

/** A link's place on the page. @param link of the API @param more such as "/edit" */
export const linkPath = (link, more = "") =>
  "/link/" + encodeURIComponent(link.domain) + "/" + encodeURIComponent(link.code) + more;
