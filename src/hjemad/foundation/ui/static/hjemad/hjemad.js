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

/* "/" goes to the search in the header; a button to print is there only where it can work. */
(function () {
  "use strict";
  var search = document.getElementById("hj-search");
  document.addEventListener("keydown", function (event) {
    var typing = event.target.closest("input, textarea, select");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || !search) { return; }
    event.preventDefault();
    search.focus();
  });
  document.querySelectorAll("[data-hj-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
}());

/* The button of an admission says whom it admits to which place. */
(function () {
  "use strict";
  var button = document.querySelector("button[data-hj-says]");
  if (!button) { return; }
  var plain = button.textContent;

  function said() {
    var who = button.form.querySelector("input[name=who]");
    var place = button.form.querySelector("input[name=place]:checked");
    var name = who ? who.value.trim() : "";
    var label = place && document.querySelector('label[for="' + place.id + '"]');
    var bed = label ? label.textContent.split(" · ")[0].trim() : "";
    // A number of a person is not repeated in large letters.
    var digits = /[0-9]{6}/.test(name);
    button.textContent = name && bed && !digits ? button.dataset.hjSays.replace("{who}", name).replace("{place}", bed) : plain;
  }

  button.form.addEventListener("input", said);
  said();
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
