/*
 * Grapevine: keeps the ids of the clicks that led into this tab, for your own code and forms.
 * It sends nothing and sets no cookie. src/docs/RECIPES.md of the program says how it is used.
 */
(function (window, document) {
  "use strict";
  var NAME = "grapevine.clicks", MOST = 5, SHAPE = /^[0-9A-Za-z]{22}$/;
  var memory = "";

  // Oldest first. The storage is read each time: a page that "back" shows again has seen none of what came since.
  function clickIds() {
    var kept = memory;
    try {
      kept = window.sessionStorage.getItem(NAME) || memory;
    } catch (refused) { /* then they live as long as the page */ }
    return kept.split(",").filter(function (id) { return SHAPE.test(id); }).slice(-MOST);
  }

  function clickId() {
    return clickIds().pop() || null;
  }

  function keep(id) {
    var ids = clickIds();
    // A reload, or "back" to where a click led, is no later click.
    if (SHAPE.test(id) && ids.indexOf(id) < 0) {
      memory = ids.concat(id).slice(-MOST).join(",");
      try {
        window.sessionStorage.setItem(NAME, memory);
      } catch (refused) { /* as above */ }
    }
  }

  function fill() {
    var ids = clickIds(), fields = document.querySelectorAll("input[data-grapevine]"), i, all;
    for (i = 0; ids.length && i < fields.length; i++) {
      all = fields[i].getAttribute("data-grapevine") === "all";
      fields[i].value = all ? ids.join(",") : ids[ids.length - 1];
    }
  }

  keep((/[?&]gv_click=([^&]*)/.exec(window.location.search) || [])[1]);
  window.grapevine = { clickId: clickId, clickIds: clickIds, fill: fill };
  fill();
  document.addEventListener("DOMContentLoaded", fill);
  // For forms that came later; ahead of what listens at the form itself.
  document.addEventListener("submit", fill, true);
})(window, document);
