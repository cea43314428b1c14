/* Copying a field, or the body with its formatting; without this the fields are selected and copied by hand. */
const told = document.querySelector("[data-copied]");

function selectAll(element) {
  if ("select" in element) { element.focus(); element.select(); return; }
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

async function copyText(element) {
  try {
    await navigator.clipboard.writeText(element.value);
  } catch {
    selectAll(element);
    if (!document.execCommand("copy")) throw new Error("not copied");
  }
}

async function copyRich(element) {
  const clone = element.cloneNode(true);
  for (const picture of clone.querySelectorAll("img")) picture.remove();
  try {
    await navigator.clipboard.write([new ClipboardItem({
      "text/html": new Blob([clone.innerHTML], { type: "text/html" }),
      "text/plain": new Blob([element.innerText], { type: "text/plain" }),
    })]);
  } catch {
    selectAll(element);
    if (!document.execCommand("copy")) throw new Error("not copied");
  }
}

function enliven(button, name, copy) {
  const element = document.getElementById(button.dataset[name]);
  button.hidden = false;
  button.addEventListener("click", async () => {
    const label = button.closest("li").querySelector(".copy-label").textContent.trim();
    try {
      await copy(element);
      told.textContent = `已复制“${label}”。`;
      button.classList.add("done");
    } catch {
      selectAll(element);
      told.textContent = `浏览器不让自动复制，“${label}”已选中，请按 Ctrl+C。`;
    }
  });
}

for (const button of document.querySelectorAll("[data-copy]")) enliven(button, "copy", copyText);
for (const button of document.querySelectorAll("[data-copy-rich]")) enliven(button, "copyRich", copyRich);
