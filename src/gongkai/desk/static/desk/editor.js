/* The editor of an item's body: Tiptap with Chinese labels, tables, and pasting from Word and WPS.
   Without this file the form works with plain text. */

const form = document.querySelector("[data-writing]");
const plain = document.querySelector("[data-plain-body]");
const rich = document.querySelector("[data-rich-body]");

const CLASSES = ["ta-center", "ta-right", "no-indent"];

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

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/* Schema: what a body may hold, and nothing else. */

function alignmentOf(node) {
  const kept = CLASSES.filter((name) => node.classList.contains(name));
  return kept.length ? kept.join(" ") : null;
}

function classKeeper({ Extendable, Extension }) {
  return (Extension || Extendable).create({
    name: "bodyClasses",
    addGlobalAttributes: () => [{
      types: ["paragraph", "heading", "tableCell", "tableHeader"],
      attributes: {
        class: {
          default: null,
          parseHTML: alignmentOf,
          renderHTML: (attributes) => (attributes.class ? { class: attributes.class } : {}),
        },
      },
    }],
  });
}

function pictureNodes({ Node }) {
  const shownAt = (source) => source.replace(/^picture:/, rich.dataset.pictures || "");
  const picture = Node.create({
    name: "image",
    group: "block",
    draggable: true,
    addAttributes: () => ({ src: {}, alt: { default: "" }, width: { default: null }, height: { default: null } }),
    parseHTML: () => [{ tag: "img[src]" }],
    renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
    addNodeView: () => ({ node }) => {
      const dom = element("img", { src: shownAt(node.attrs.src), alt: node.attrs.alt || "" });
      if (node.attrs.width) dom.setAttribute("width", node.attrs.width);
      return { dom };
    },
  });
  const figure = Node.create({
    name: "figure",
    group: "block",
    content: "image figcaption?",
    isolating: true,
    parseHTML: () => [{ tag: "figure" }],
    renderHTML: () => ["figure", 0],
  });
  const caption = Node.create({
    name: "figcaption",
    content: "inline*",
    parseHTML: () => [{ tag: "figcaption" }],
    renderHTML: () => ["figcaption", 0],
  });
  return [picture, figure, caption];
}

function extensionsOf(tiptap) {
  const names = ["Document", "Paragraph", "Text", "Bold", "Italic", "Underline", "Subscript", "Superscript",
    "BulletList", "OrderedList", "ListItem", "Blockquote", "HorizontalRule", "HardBreak", "TableRow", "TableHeader",
    "TableCell", "Gapcursor", "Dropcursor"];
  return [
    ...names.map((name) => tiptap[name]),
    tiptap.Heading.configure({ levels: [2, 3, 4] }),
    tiptap.Link.configure({ openOnClick: false }),
    tiptap.Table.configure({ resizable: false }),
    tiptap.UndoRedo || tiptap.History,
    classKeeper(tiptap),
    ...pictureNodes(tiptap),
  ];
}

/* A table's caption becomes the line above it: the editor's tables have none. */
function prepared(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const caption of page.querySelectorAll("table > caption")) {
    const line = page.createElement("p");
    line.className = "ta-center";
    line.append(...caption.childNodes);
    caption.closest("table").before(line);
    caption.remove();
  }
  return page.body.innerHTML;
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

function say(bar, words, isError = false) {
  const line = bar.querySelector(".editor-said");
  line.textContent = words;
  line.classList.toggle("error", isError);
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

/* One line below the toolbar that asks for a word. */
function ask(bar, label, value) {
  return new Promise((resolve) => {
    bar.querySelector(".editor-ask")?.remove();
    const input = element("input", { type: "text", id: "editor-answer" });
    input.value = value;
    const yes = element("button", { type: "button", class: "small main" }, "确定");
    const no = element("button", { type: "button", class: "small" }, "取消");
    const line = element("div", { class: "editor-ask" }, element("label", { for: "editor-answer" }, label), input, yes, no);
    const answer = (result) => { line.remove(); resolve(result); };
    yes.addEventListener("click", () => answer(input.value.trim()));
    no.addEventListener("click", () => answer(null));
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); answer(input.value.trim()); }
      if (event.key === "Escape") answer(null);
    });
    input.addEventListener("input", (event) => event.stopPropagation());
    bar.append(line);
    input.select();
    input.focus();
  });
}

async function setLink(editor, bar) {
  const address = await ask(bar, "链接地址（清空则去掉链接）", editor.getAttributes("link").href || "https://");
  if (address === null) return;
  const chain = editor.chain().focus().extendMarkRange("link");
  if (!address || address === "https://") chain.unsetMark("link").run();
  else chain.setMark("link", { href: address }).run();
}

async function addTable(editor, bar) {
  const size = await ask(bar, "几行几列", "3×3");
  const [rows, cols] = (size || "").split(/[^0-9]+/).map(Number);
  if (!rows || !cols) return;
  editor.chain().focus().insertTable({ rows: Math.min(rows, 200), cols: Math.min(cols, 30), withHeaderRow: true }).run();
}

/* The toolbar. */

function setClass(editor, name) {
  const type = ["heading", "tableCell", "tableHeader"].find((one) => one === "heading" && editor.isActive(one)) || "paragraph";
  const now = editor.getAttributes(type).class;
  editor.chain().focus().updateAttributes(type, { class: now === name ? null : name }).run();
}

function hasClass(editor, name) {
  return editor.isActive("paragraph", { class: name }) || editor.isActive("heading", { class: name });
}

const mark = (name) => ({ run: (editor) => editor.chain().focus().toggleMark(name).run(), on: (editor) => editor.isActive(name) });
const aligned = (name) => ({ run: (editor) => setClass(editor, name), on: (editor) => hasClass(editor, name) });
const inTable = (command) => ({ run: (editor) => editor.chain().focus()[command]().run(), can: (editor) => editor.can()[command]() });

const GROUPS = [
  ["文字", [["加粗", mark("bold")], ["斜体", mark("italic")], ["下划线", mark("underline")], ["上标", mark("superscript")], ["下标", mark("subscript")]]],
  ["列表", [
    ["项目符号", { run: (editor) => editor.chain().focus().toggleBulletList().run(), on: (editor) => editor.isActive("bulletList") }],
    ["编号", { run: (editor) => editor.chain().focus().toggleOrderedList().run(), on: (editor) => editor.isActive("orderedList") }],
  ]],
  ["对齐", [["居中", aligned("ta-center")], ["居右", aligned("ta-right")], ["顶格", aligned("no-indent")]]],
  ["插入", [
    ["链接", { run: setLink, on: (editor) => editor.isActive("link") }],
    ["图片", { run: (editor, bar) => bar.querySelector("input[type=file]").click() }],
    ["表格", { run: addTable }],
  ]],
  ["撤销", [
    ["撤销", { run: (editor) => editor.chain().focus().undo().run(), can: (editor) => editor.can().undo() }],
    ["重做", { run: (editor) => editor.chain().focus().redo().run(), can: (editor) => editor.can().redo() }],
  ]],
];
const TABLE_GROUP = ["表格", [
  ["上方加行", inTable("addRowBefore")], ["下方加行", inTable("addRowAfter")], ["删除行", inTable("deleteRow")],
  ["左侧加列", inTable("addColumnBefore")], ["右侧加列", inTable("addColumnAfter")], ["删除列", inTable("deleteColumn")],
  ["合并单元格", inTable("mergeCells")], ["拆分单元格", inTable("splitCell")], ["表头行", inTable("toggleHeaderRow")],
  ["删除表格", inTable("deleteTable")],
]];
const STYLES = [["正文", 0], ["一级标题", 2], ["二级标题", 3], ["三级标题", 4]];

function styleChooser(editor) {
  const chooser = element("select", { "aria-label": "段落样式", class: "editor-style" },
    ...STYLES.map(([label, level]) => element("option", { value: level }, label)));
  chooser.addEventListener("change", () => {
    const level = Number(chooser.value);
    const chain = editor.chain().focus();
    (level ? chain.setHeading({ level }) : chain.setParagraph()).run();
  });
  chooser.addEventListener("input", (event) => event.stopPropagation());
  chooser.refresh = () => {
    chooser.value = String(editor.isActive("heading") ? editor.getAttributes("heading").level : 0);
  };
  return chooser;
}

function buttonGroup(editor, bar, [label, entries]) {
  const buttons = entries.map(([words, act]) => {
    const button = element("button", { type: "button", class: "small" }, words);
    button.addEventListener("click", () => act.run(editor, bar));
    button.refresh = () => {
      if (act.on) button.setAttribute("aria-pressed", String(act.on(editor)));
      if (act.can) button.disabled = !act.can(editor);
    };
    return button;
  });
  const group = element("div", { role: "group", "aria-label": label, class: "editor-group" }, ...buttons);
  group.refresh = () => buttons.forEach((button) => button.refresh());
  return group;
}

function toolbarOf(editor, bar) {
  const file = element("input", { type: "file", accept: "image/png,image/jpeg,image/gif,image/webp", hidden: "", tabindex: "-1", "aria-label": "选择图片" });
  file.addEventListener("change", () => {
    if (file.files[0]) insertPicture(editor, bar, file.files[0]);
    file.value = "";
  });
  const style = styleChooser(editor);
  const groups = GROUPS.map((group) => buttonGroup(editor, bar, group));
  const table = buttonGroup(editor, bar, TABLE_GROUP);
  bar.append(style, ...groups, table, file, element("p", { class: "editor-said", role: "status" }));
  return () => {
    table.hidden = !editor.isActive("table");
    for (const part of [style, ...groups, table]) part.refresh();
  };
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
    extensions: extensionsOf(tiptap),
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
  const refresh = toolbarOf(editor, bar);
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
