/* Only what the page can do without. Every page reads and saves without it. */
DKFDS.init();

/* The menu under "More" closes when one looks elsewhere, and with Escape. */
(function () {
  "use strict";
  var more = document.querySelector(".hj-more > details");
  if (!more) { return; }
  document.addEventListener("click", function (event) {
    if (!more.contains(event.target)) { more.open = false; }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && more.open) { more.open = false; more.querySelector("summary").focus(); }
  });
}());

/* A page that is left alone locks itself, and what stands half written comes along (ui/lock_views.py). */
(function () {
  "use strict";
  var locks = document.querySelectorAll("form[data-hj-lock]");
  if (!locks.length) { return; }

  function bringAlong(lock) {
    var tokens = Array.from(document.querySelectorAll("main form input[name=form_token]"));
    // A form one writes in, before a form that is only a button.
    var token = tokens.find(function (one) { return one.form.querySelector("textarea, input:not([type=hidden])"); }) || tokens[0];
    if (!token || !token.value) { return; }
    new FormData(token.form).forEach(function (value, name) {
      if (typeof value !== "string" || name === "csrfmiddlewaretoken" || /password/i.test(name)) { return; }
      var field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      lock.appendChild(field);
    });
  }

  locks.forEach(function (lock) {
    lock.addEventListener("submit", function () { bringAlong(lock); });
  });

  var left = Date.now();
  ["keydown", "pointerdown", "scroll", "input"].forEach(function (kind) {
    window.addEventListener(kind, function () { left = Date.now(); }, { passive: true });
  });
  window.setInterval(function () {
    if (Date.now() - left > Number(locks[0].dataset.hjLock) * 1000) {
      left = Date.now();
      locks[0].requestSubmit();
    }
  }, 5000);
}());
