/* Chooses the theme before the page is painted; the only script that is not a module. */
(function () {
  "use strict";
  const KEY = "theme";
  const root = document.documentElement;
  const sheet = document.getElementById("dark");
  const MEDIA = { auto: "(prefers-color-scheme: dark)", light: "not all", dark: "all" };

  function chosen() {
    try {
      const value = localStorage.getItem(KEY);
      return value in MEDIA ? value : "auto";
    } catch (refused) {
      return "auto";
    }
  }

  function apply(choice) {
    sheet.media = MEDIA[choice];
    root.dataset.theme = choice;
    document.querySelectorAll("[data-theme-choice]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
    });
  }

  root.classList.add("js");
  apply(chosen());
  document.addEventListener("DOMContentLoaded", function () { apply(chosen()); });
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-theme-choice]");
    if (!button) return;
    try {
      localStorage.setItem(KEY, button.dataset.themeChoice);
    } catch (refused) { /* the choice then lasts for this page */ }
    apply(button.dataset.themeChoice);
  });
})();
