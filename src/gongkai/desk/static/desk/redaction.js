/* Drawing boxes on the pages of a file. The rows of numbers are the form; every box on a page mirrors one row. */
(() => {
  const form = document.querySelector("[data-boxes]");
  const sheets = document.querySelector("[data-redaction]");
  if (!form || !sheets) return;
  const perMm = Number(form.dataset.pointsPerMm);
  const total = form.querySelector("[name=box-TOTAL_FORMS]");
  const rows = form.querySelector("[data-rows]");
  const template = form.querySelector("[data-row-template]");
  const count = form.querySelector("[data-box-count]");
  const smallest = 0.5 * perMm;
  const SVG = "http://www.w3.org/2000/svg";

  const pageOf = (number) => sheets.querySelector(`svg[data-page="${number}"]`);
  const sizeOf = (svg) => ({ width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height });
  const field = (index, name) => form.querySelector(`[name="box-${index}-${name}"]`);
  const rectOf = (index) => sheets.querySelector(`rect[data-row="${index}"]`);
  const rowOf = (index) => field(index, "page").closest("[data-box-row]");
  const isDropped = (index) => field(index, "DELETE").checked;
  const indexes = () => [...Array(Number(total.value)).keys()].filter((index) => field(index, "page"));
  const inPoints = (index, name) => Number.parseFloat(field(index, name).value) * perMm;
  const isFilled = (index) => ["left", "top", "width", "height"].every((name) => Number.isFinite(inPoints(index, name)));

  function tell() {
    const kept = indexes().filter((index) => isFilled(index) && !isDropped(index)).length;
    count.textContent = kept ? `共 ${kept} 个框` : "还没有框";
  }

  /* From the row's numbers to the box on its page. */
  function mirror(index) {
    rectOf(index)?.remove();
    const svg = pageOf(field(index, "page").value);
    if (svg && isFilled(index) && !isDropped(index)) {
      const rect = document.createElementNS(SVG, "rect");
      rect.dataset.row = index;
      rect.setAttribute("x", inPoints(index, "left"));
      rect.setAttribute("y", inPoints(index, "top"));
      rect.setAttribute("width", inPoints(index, "width"));
      rect.setAttribute("height", inPoints(index, "height"));
      rect.setAttribute("tabindex", "0");
      rect.setAttribute("role", "button");
      rect.setAttribute("aria-label", `框 ${index + 1}，第 ${svg.dataset.page} 页，${field(index, "reason").value || "没有写理由"}；方向键移动，Shift 加方向键改变大小，Delete 去掉`);
      svg.append(rect);
    }
    tell();
  }

  const rounded = (points) => Math.round((points / perMm) * 10) / 10;

  function write(index, box) {
    field(index, "left").value = rounded(box.x);
    field(index, "top").value = rounded(box.y);
    field(index, "width").value = Math.max(0.5, rounded(box.width));
    field(index, "height").value = Math.max(0.5, rounded(box.height));
    mirror(index);
  }

  function freeRow() {
    const empty = indexes().find((index) => !isDropped(index) && ["left", "top", "width", "height"].every((name) => field(index, name).value === ""));
    if (empty !== undefined) {
      rowOf(empty).hidden = false;
      return empty;
    }
    const index = Number(total.value);
    const row = template.content.cloneNode(true);
    for (const node of row.querySelectorAll("[name], [id], [for]")) {
      for (const attribute of ["name", "id", "for"]) {
        const value = node.getAttribute(attribute);
        if (value) node.setAttribute(attribute, value.replace("__prefix__", index));
      }
    }
    row.querySelector("[data-number]").textContent = index + 1;
    rows.append(row);
    total.value = index + 1;
    return index;
  }

  function add(page, box) {
    const index = freeRow();
    field(index, "page").value = page;
    if (!field(index, "reason").value) field(index, "reason").value = "个人隐私";
    write(index, box);
    return index;
  }

  function drop(index) {
    field(index, "DELETE").checked = true;
    mirror(index);
    rowOf(index).hidden = true;
  }

  /* Dragging: a mouse or pen always draws; a finger scrolls until it is told to draw. */
  let started = null;
  const pointOn = (svg, event) => {
    const place = svg.getBoundingClientRect();
    const { width, height } = sizeOf(svg);
    const clamp = (value, most) => Math.min(Math.max(value, 0), most);
    return {
      x: clamp(((event.clientX - place.left) / place.width) * width, width),
      y: clamp(((event.clientY - place.top) / place.height) * height, height),
    };
  };
  const between = (a, b) => ({ x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) });

  sheets.addEventListener("pointerdown", (event) => {
    const svg = event.target.closest("svg");
    const draws = event.pointerType !== "touch" || sheets.classList.contains("finger-draws");
    if (!svg || event.target.tagName === "rect" || !draws || event.button !== 0) return;
    event.preventDefault();
    const trace = document.createElementNS(SVG, "rect");
    trace.classList.add("trace");
    svg.append(trace);
    svg.setPointerCapture(event.pointerId);
    started = { svg, trace, from: pointOn(svg, event) };
  });
  sheets.addEventListener("pointermove", (event) => {
    if (!started) return;
    const box = between(started.from, pointOn(started.svg, event));
    for (const [name, value] of Object.entries(box)) started.trace.setAttribute(name, value);
  });
  const finish = (event, keeps) => {
    if (!started) return;
    const { svg, trace, from } = started;
    started = null;
    trace.remove();
    const box = between(from, pointOn(svg, event));
    if (keeps && box.width > smallest && box.height > smallest) rectOf(add(svg.dataset.page, box))?.focus({ preventScroll: true });
  };
  sheets.addEventListener("pointerup", (event) => finish(event, true));
  sheets.addEventListener("pointercancel", (event) => finish(event, false));

  /* By keyboard: a box in the middle of the page, then arrows. */
  const STEP = perMm;
  const MOVES = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
  sheets.addEventListener("keydown", (event) => {
    const rect = event.target.closest?.("rect[data-row]");
    if (!rect) return;
    const index = Number(rect.dataset.row);
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      const button = rect.closest(".sheet").querySelector("[data-add-box]");
      drop(index);
      button.focus();
      return;
    }
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const { width, height } = sizeOf(rect.ownerSVGElement);
    const box = { x: inPoints(index, "left"), y: inPoints(index, "top"), width: inPoints(index, "width"), height: inPoints(index, "height") };
    if (event.shiftKey) {
      box.width = Math.min(Math.max(box.width + move[0], smallest), width - box.x);
      box.height = Math.min(Math.max(box.height + move[1], smallest), height - box.y);
    } else {
      box.x = Math.min(Math.max(box.x + move[0], 0), width - box.width);
      box.y = Math.min(Math.max(box.y + move[1], 0), height - box.height);
    }
    write(index, box);
    rectOf(index)?.focus();
  });
  sheets.addEventListener("click", (event) => {
    const page = event.target.closest("[data-add-box]")?.dataset.addBox;
    if (!page) return;
    const { width, height } = sizeOf(pageOf(page));
    const box = { x: width * 0.3, y: height * 0.45, width: width * 0.4, height: 8 * perMm };
    rectOf(add(page, box))?.focus();
  });
  rows.addEventListener("input", (event) => {
    const index = event.target.name?.match(/^box-(\d+)-/)?.[1];
    if (index !== undefined) mirror(Number(index));
  });
  document.querySelector("[data-touch-drawing]").addEventListener("click", (event) => {
    const draws = sheets.classList.toggle("finger-draws");
    event.currentTarget.setAttribute("aria-pressed", String(draws));
  });

  for (const node of document.querySelectorAll(".script-only")) node.hidden = false;
  for (const node of document.querySelectorAll(".without-script")) node.hidden = true;
  for (const index of indexes()) {
    mirror(index);
    /* Empty rows are for people without a script. */
    rowOf(index).hidden = isDropped(index) || ["left", "top", "width", "height"].every((name) => field(index, name).value === "");
  }
})();
