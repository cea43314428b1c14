/* The editor of an item's body: Tiptap with Chinese labels, tables, and pasting from Word and WPS.
   Without this file the form works with plain text. */

import { extensionsOf, prepared } from "./editor_schema.js";
import { ask, element, say, toolbarOf } from "./editor_toolbar.js";

const form = document.querySelector("[data-writing]");
const plain = document.querySelector("[data-plain-body]");
const rich = document.querySelector("[data-rich-body]");

let unsaved = false;

function markUnsaved() {
  unsaved = true;
  const note = form.querySelector("[data-unsaved]");
  if (note) note.textContent = "有改动还没有保存";
}

function guardLeaving() {
  form.addEventListener("input", markUnsaved);
  form.addEventListener("submit", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
}

/* Talking to the desk. */

async function post(url, fields) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  const headers = { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value };
  const answer = await fetch(url, { method: "POST", body: data, headers, credentials: "same-origin" });
  const type = answer.headers.get("Content-Type") || "";
  const body = type.includes("json") ? await answer.json() : {};
  if (!answer.ok) throw new Error(body.message || "没有成功，请检查网络后再试。");
  return body;
}

async function insertPasted(editor, bar, html) {
  say(bar, "正在整理粘贴的内容……");
  try {
    const { html: cleaned } = await post(rich.dataset.cleanUrl, { html });
    editor.chain().focus().insertContent(prepared(cleaned)).run();
    const lostPictures = /<(img|v:imagedata)\b/i.test(html) && !/<img\b/i.test(cleaned);
    say(bar, lostPictures ? "文字和表格已粘贴；图片没有带过来，请用“图片”按钮上传。" : "");
  } catch (problem) {
    say(bar, problem.message, true);
  }
}

async function insertPicture(editor, bar, file) {
  if (!rich.dataset.pictureUrl) {
    say(bar, "请先保存草稿，再插入图片。", true);
    return;
  }
  say(bar, "正在上传图片……");
  try {
    const { src } = await post(rich.dataset.pictureUrl, { picture: file });
    const alt = await ask(bar, "图片说明（给看不见图片的人）", file.name.replace(/\.[^.]*$/, ""));
    editor.chain().focus().insertContent({ type: "image", attrs: { src, alt: alt || "" } }).run();
    say(bar, "");
  } catch (problem) {
    say(bar, problem.message, true);
  }
}

/* Start. */

/* Before the editor reads the clipboard itself: Word's inline styles must not even be parsed. */
function pasteHandler(holder) {
  return (view, event) => {
    const { editor, bar } = holder;
    const html = event.clipboardData?.getData("text/html") || "";
    const picture = [...(event.clipboardData?.files || [])].find((file) => file.type.startsWith("image/"));
    if (!(picture && !html) && (!html || html.includes("data-pm-slice"))) return false;
    event.preventDefault();
    if (html) insertPasted(editor, bar, html);
    else insertPicture(editor, bar, picture);
    return true;
  };
}

async function start() {
  const tiptap = await import(rich.dataset.editorModule);
  const bar = element("div", { class: "editor-bar", role: "toolbar", "aria-label": "排版" });
  const field = element("div", { class: "editor-field" });
  const holder = { bar };
  const editor = new tiptap.Editor({
    element: field,
    extensions: extensionsOf(tiptap, rich.dataset.pictures || ""),
    content: prepared(rich.value),
    injectCSS: false,
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-labelledby": "body-label", class: "item-body" },
      handleDOMEvents: { paste: pasteHandler(holder) },
    },
  });
  holder.editor = editor;
  plain.before(element("div", { class: "editor" }, bar, field));
  plain.hidden = plain.disabled = true;
  for (const help of form.querySelectorAll("[data-plain-help]")) help.hidden = true;
  document.getElementById("body-label").removeAttribute("for");
  document.getElementById("body-label").addEventListener("click", () => editor.commands.focus());
  const refresh = toolbarOf(editor, bar, (file) => insertPicture(editor, bar, file));
  refresh();
  editor.on("transaction", refresh);
  if ("typed" in rich.dataset) rich.disabled = false;
  editor.on("update", () => {
    rich.disabled = false;
    rich.value = editor.getHTML();
    markUnsaved();
  });
}

if (form) {
  guardLeaving();
  if (plain && rich) start();
}
