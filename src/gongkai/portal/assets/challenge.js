/* Solves the puzzle of a form before it is sent. Works on plain http, where browsers withhold their own
   SHA-256; in a worker, or in slices where there is none, so that the page stays usable.

   <input type="hidden" name="…" data-challenge="TOKEN">  gets the solution as its value
   <… data-challenge-status>                              is told how far it is (give it role="status")
   <… data-challenge-fallback>                            the question; hidden while this script is at work */
(function (scope) {
  "use strict";
  var SLICE = 2000;
  var K = [];
  var START = [];

  (function constants() {
    function fraction(value) {
      return ((value - Math.floor(value)) * 4294967296) | 0;
    }
    for (var candidate = 2; K.length < 64; candidate++) {
      var isPrime = true;
      for (var factor = 2; factor * factor <= candidate && isPrime; factor++) {
        isPrime = candidate % factor !== 0;
      }
      if (isPrime) {
        if (START.length < 8) {
          START.push(fraction(Math.pow(candidate, 1 / 2)));
        }
        K.push(fraction(Math.pow(candidate, 1 / 3)));
      }
    }
  })();

  /* The first word of the SHA-256 of an ASCII text of at most 55 characters; all eight into `out`. */
  var W = new Array(64);
  function digest(text, out) {
    var t;
    for (t = 0; t < 16; t++) {
      W[t] = 0;
    }
    for (t = 0; t < text.length; t++) {
      W[t >> 2] |= text.charCodeAt(t) << (24 - (t % 4) * 8);
    }
    W[text.length >> 2] |= 0x80 << (24 - (text.length % 4) * 8);
    W[15] = text.length * 8;
    for (t = 16; t < 64; t++) {
      var x = W[t - 15];
      var y = W[t - 2];
      var s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      var s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      W[t] = (W[t - 16] + s0 + W[t - 7] + s1) | 0;
    }
    var a = START[0], b = START[1], c = START[2], d = START[3];
    var e = START[4], f = START[5], g = START[6], h = START[7];
    for (t = 0; t < 64; t++) {
      var e1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      var one = (h + e1 + ((e & f) ^ (~e & g)) + K[t] + W[t]) | 0;
      var a0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      var two = (a0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    var sums = [a, b, c, d, e, f, g, h];
    for (t = 0; t < 8; t++) {
      out[t] = (START[t] + sums[t]) | 0;
    }
    return out;
  }

  function words(hex) {
    var found = [];
    for (var at = 0; at < 64; at += 8) {
      found.push(parseInt(hex.substr(at, 8), 16) | 0);
    }
    return found;
  }

  function isSame(one, other) {
    for (var t = 0; t < 8; t++) {
      if (one[t] !== other[t]) {
        return false;
      }
    }
    return true;
  }

  /* A search that is carried on by `step(count)`, which answers the number, -1 (none fits) or null (go on). */
  function search(token) {
    var parts = token.split(".");
    var most = parseInt(parts[3], 10);
    var prefix = parts[4] + ".";
    var target = words(parts[5]);
    var out = new Array(8);
    var next = 0;
    return function step(count) {
      for (var end = Math.min(most, next + count); next < end; next++) {
        if (isSame(digest(prefix + next, out), target)) {
          return next;
        }
      }
      return next < most ? null : -1;
    };
  }

  if (typeof scope.document === "undefined") {
    scope.onmessage = function (event) {
      var step = search(event.data);
      var found = null;
      while (found === null) {
        found = step(SLICE);
      }
      scope.postMessage(found);
    };
    return;
  }

  var source = document.currentScript && document.currentScript.src;

  function inSlices(token, done) {
    var step = search(token);
    (function go() {
      var found = step(SLICE);
      if (found === null) {
        window.setTimeout(go, 0);
      } else {
        done(found);
      }
    })();
  }

  function solve(token, done) {
    var worker;
    try {
      worker = new window.Worker(source);
    } catch (error) {
      inSlices(token, done);
      return;
    }
    worker.onmessage = function (event) {
      worker.terminate();
      done(event.data);
    };
    worker.onerror = function () {
      worker.terminate();
      inSlices(token, done);
    };
    worker.postMessage(token);
  }

  function guard(input) {
    var form = input.form;
    var status = form.querySelector("[data-challenge-status]");
    var fallback = form.querySelector("[data-challenge-fallback]");
    var isWaiting = false;
    var submitter = null;

    function tell(text) {
      if (status) {
        status.textContent = text;
      }
    }

    function showFallback(isShown) {
      if (fallback) {
        fallback.hidden = !isShown;
        fallback.querySelectorAll("input").forEach(function (field) {
          field.disabled = !isShown;
        });
      }
    }

    function hold(event) {
      if (!input.value && fallback && fallback.hidden) {
        event.preventDefault();
        isWaiting = true;
        submitter = event.submitter || null;
        tell("正在自动验证，完成后立即提交，请稍候。");
      }
    }

    showFallback(false);
    tell("正在自动验证，不影响您填写。");
    form.addEventListener("submit", hold);
    solve(input.getAttribute("data-challenge"), function (number) {
      if (number < 0) {
        showFallback(true);
        tell("自动验证没有完成，请回答下面的问题。");
        return;
      }
      input.value = input.getAttribute("data-challenge") + "." + number;
      tell("自动验证已完成。");
      if (isWaiting) {
        isWaiting = false;
        if (form.requestSubmit) {
          form.requestSubmit(submitter);
        } else {
          form.submit();
        }
      }
    });
  }

  document.querySelectorAll("input[data-challenge]").forEach(guard);
})(typeof self === "undefined" ? this : self);
