/* Conveniences only: every page is complete without this script. */
(function () {
  "use strict";
  var root = document.documentElement;
  var KEY = "gongkai-text-size";

  function remember(size) {
    try {
      window.localStorage.setItem(KEY, size);
    } catch (error) {
      /* A browser that keeps nothing still changes the page at hand. */
    }
  }

  function remembered() {
    try {
      return window.localStorage.getItem(KEY) || "normal";
    } catch (error) {
      return "normal";
    }
  }

  function setSize(size) {
    root.setAttribute("data-text-size", size);
    document.querySelectorAll("[data-size]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-size") === size));
    });
  }

  document.querySelectorAll(".text-size, .tools").forEach(function (part) {
    part.hidden = false;
  });
  setSize(remembered());
  document.querySelectorAll("[data-size]").forEach(function (button) {
    button.addEventListener("click", function () {
      setSize(button.getAttribute("data-size"));
      remember(button.getAttribute("data-size"));
    });
  });
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.addEventListener("click", function () {
      window.print();
    });
  });

  var menuButton = document.querySelector(".menu-button");
  var menu = document.getElementById("main-menu");
  if (menuButton && menu) {
    root.classList.add("has-menu");
    menuButton.hidden = false;
    menuButton.addEventListener("click", function () {
      var open = menuButton.getAttribute("aria-expanded") !== "true";
      menuButton.setAttribute("aria-expanded", String(open));
      menu.classList.toggle("is-open", open);
    });
  }
})();
