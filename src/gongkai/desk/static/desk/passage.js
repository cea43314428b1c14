/* Puts a figure into the text at the cursor; without this script it is copied by hand. */
const text = document.querySelector("textarea[name=text]");
const said = document.querySelector("[data-inserted]");

function insert(button) {
  const words = `{{${button.dataset.insert}}}`;
  text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
  text.focus();
  text.dispatchEvent(new Event("input", { bubbles: true }));
  if (said) said.textContent = `已插入“${button.dataset.label}”`;
}

if (text) {
  for (const button of document.querySelectorAll("[data-insert]")) {
    button.hidden = false;
    button.addEventListener("click", () => insert(button));
  }
  for (const words of document.querySelectorAll("[data-by-hand]")) words.textContent = words.dataset.byHand;
}
