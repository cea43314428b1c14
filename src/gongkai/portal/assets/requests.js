/* Conveniences of the request pages: everything works without this script. */
(function () {
  "use strict";
  var faults = document.querySelector("[data-faults]");
  if (faults) {
    faults.focus();
  }

  /* The query code stands behind the # of the printed address, which no server ever sees. */
  var code = document.getElementById("code");
  if (code && !code.value && /^#[0-9A-Za-z]{6,20}$/.test(window.location.hash)) {
    code.value = window.location.hash.slice(1);
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
  }

  document.querySelectorAll("form[data-send-once]").forEach(function (form) {
    var isSent = false;
    form.addEventListener("submit", function (event) {
      if (isSent) {
        event.preventDefault();
      }
      isSent = true;
      window.setTimeout(function () {
        isSent = false;
      }, 8000);
    });
  });

  var form = document.querySelector("form[data-request-form]");
  if (!form) {
    return;
  }
  var isLeaving = false;
  var isChanged = false;

  function chosen(name) {
    var input = form.querySelector('input[name="' + name + '"]:checked');
    return input ? input.value : "";
  }

  function showWhatApplies() {
    var isUnit = chosen("applicant_kind") !== "natural";
    var shown = { unit: isUnit, fax: chosen("way") === "fax" };
    form.querySelectorAll("[data-only]").forEach(function (part) {
      part.hidden = !shown[part.getAttribute("data-only")] && !part.classList.contains("is-faulty");
    });
    var kind = document.getElementById("id_kind");
    if (isUnit && kind.value === "resident_id") {
      kind.value = "credit_code";
    } else if (!isUnit && kind.value === "credit_code") {
      kind.value = "resident_id";
    }
  }

  form.addEventListener("change", function () {
    isChanged = true;
    showWhatApplies();
  });
  form.addEventListener("input", function () {
    isChanged = true;
  });
  form.addEventListener("submit", function () {
    isLeaving = true;
  });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState !== "hidden" || isLeaving || !isChanged || !window.navigator.sendBeacon) {
      return;
    }
    var data = new window.FormData(form);
    form.querySelectorAll('input[type="file"], [data-challenge-fallback] input').forEach(function (field) {
      data.delete(field.name);
    });
    data.delete("solution");
    data.delete("drop");
    data.set("act", "autosave");
    window.navigator.sendBeacon(form.action, data);
    isChanged = false;
  });
  showWhatApplies();
})();
