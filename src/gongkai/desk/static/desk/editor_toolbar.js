/* The toolbar of the editor: buttons with Chinese words, a line that asks, a line that says. */

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

export function say(bar, words, isError = false) {
  const line = bar.querySelector(".editor-said");
  line.textContent = words;
  line.classList.toggle("error", isError);
}

/* One line below the toolbar that asks for a word. */
export function ask(bar, label, value) {
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

/* Fills the bar; returns what brings its buttons up to date. A chosen picture goes to `takePicture`. */
export function toolbarOf(editor, bar, takePicture) {
  const file = element("input", { type: "file", accept: "image/png,image/jpeg,image/gif,image/webp", hidden: "", tabindex: "-1", "aria-label": "选择图片" });
  file.addEventListener("change", () => {
    if (file.files[0]) takePicture(file.files[0]);
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
