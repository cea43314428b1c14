/* The list of items: tick everything on the page with one key, and say how many are ticked. */
function watchBulk(root) {
  const form = root.querySelector("[data-bulk]");
  if (!form) return;
  const boxes = [...form.querySelectorAll("input[name=item]")];
  const count = form.querySelector("[data-picked-count]");
  const pickAll = form.querySelector("[data-pick-all]");
  const show = () => {
    const picked = boxes.filter((box) => box.checked).length;
    if (count) count.textContent = picked ? `已选 ${picked} 条` : "";
    if (pickAll) pickAll.textContent = picked === boxes.length && picked ? "全部不选" : "选中本页全部";
  };
  pickAll?.addEventListener("click", (event) => {
    event.preventDefault();
    const wanted = !boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = wanted;
    show();
  });
  form.addEventListener("change", show);
  show();
}
watchBulk(document);
/* The rows found anew while somebody types are as alive as the first ones. */
document.addEventListener("htmx:afterSwap", () => watchBulk(document));
