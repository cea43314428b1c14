/* What a body may hold in the editor, and nothing else. */

const CLASSES = ["ta-center", "ta-right", "no-indent"];


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

function pictureNodes({ Node }, picturesAt) {
  const shownAt = (source) => source.replace(/^picture:/, picturesAt);
  const picture = Node.create({
    name: "image",
    group: "block",
    draggable: true,
    addAttributes: () => ({ src: {}, alt: { default: "" }, width: { default: null }, height: { default: null } }),
    parseHTML: () => [{ tag: "img[src]" }],
    renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
    addNodeView: () => ({ node }) => {
      const dom = document.createElement("img");
      dom.src = shownAt(node.attrs.src);
      dom.alt = node.attrs.alt || "";
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

export function extensionsOf(tiptap, picturesAt) {
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
    ...pictureNodes(tiptap, picturesAt),
  ];
}

/* A table's caption becomes the line above it: the editor's tables have none. */
export function prepared(html) {
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
