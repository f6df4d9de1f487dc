// The nodes and marks of a body, the same as Desk/Editing/EditorDocument.cs writes and EditorReading.cs reads.
import { Extension, Mark, Node, mergeAttributes, textblockTypeInputRule, wrappingInputRule } from "@tiptap/core";

// Every attribute travels through the clipboard and the page as JSON in a data attribute.
const kept = (...names) => Object.fromEntries(names.map(name => [name, keptAs(name, null)]));

function keptAs(name, start) {
  const place = "data-" + name.toLowerCase();
  return {
    default: start,
    parseHTML: element => {
      try {
        return element.hasAttribute(place) ? JSON.parse(element.getAttribute(place)) : start;
      } catch {
        return start;
      }
    },
    renderHTML: attrs => attrs[name] === start || attrs[name] === undefined ? {} : { [place]: JSON.stringify(attrs[name]) },
  };
}

const node = (name, tag, more) => Node.create({
  name,
  parseHTML: () => [{ tag: tag + `[data-node="${name}"]` }, ...(more.from ?? [])],
  renderHTML: ({ HTMLAttributes }) => {
    const attrs = mergeAttributes(HTMLAttributes, { "data-node": name, class: "ed-" + name.toLowerCase() });
    return more.atom ? [tag, attrs] : [tag, attrs, 0];
  },
  ...more,
});

const attributes = (...names) => ({ addAttributes: () => kept(...names) });
const media = ["url", "file", "alt", "credit", "licence", "focusX", "focusY"];

const Doc = Node.create({ name: "doc", topNode: true, content: "block+" });
const Text = Node.create({ name: "text", group: "inline" });

const Paragraph = node("paragraph", "p", { group: "block", content: "inline*", priority: 1000, from: [{ tag: "p" }] });

const Heading = Node.create({
  name: "heading", group: "block", content: "inline*", defining: true,
  addAttributes: () => ({ level: { default: 2, rendered: false } }),
  parseHTML: () => [1, 2, 3, 4, 5, 6].map(n => ({ tag: "h" + n, attrs: { level: Math.max(2, n) } })),
  renderHTML: ({ node, HTMLAttributes }) => ["h" + node.attrs.level, HTMLAttributes, 0],
  addInputRules() {
    return [2, 3, 4].map(level => textblockTypeInputRule({ find: new RegExp(`^(#{${level}})\\s$`), type: this.type, getAttributes: { level } }));
  },
});

const BulletList = node("bulletList", "ul", {
  group: "block list", content: "listItem+", from: [{ tag: "ul" }],
  addInputRules() { return [wrappingInputRule({ find: /^\s*([-+*])\s$/, type: this.type })]; },
});

const OrderedList = node("orderedList", "ol", {
  group: "block list", content: "listItem+",
  from: [{ tag: "ol", getAttrs: e => ({ start: Number(e.getAttribute("start") ?? 1) || 1 }) }],
  addAttributes: () => ({ start: { default: 1, parseHTML: e => Number(e.getAttribute("start") ?? 1), renderHTML: a => a.start === 1 ? {} : { start: a.start } } }),
  addInputRules() {
    return [wrappingInputRule({ find: /^(\d{1,4})[.)]\s$/, type: this.type, getAttributes: m => ({ start: Number(m[1]) }), joinPredicate: (m, n) => n.childCount + n.attrs.start === Number(m[1]) })];
  },
});

const ListItem = node("listItem", "li", { content: "block+", defining: true, from: [{ tag: "li" }] });

const Quote = node("quote", "blockquote", {
  group: "block", content: "block+ cite?", defining: true, from: [{ tag: "blockquote" }],
  addInputRules() { return [wrappingInputRule({ find: /^\s*>\s$/, type: this.type })]; },
});
const Cite = node("cite", "footer", { content: "inline*", isolating: true });

const Table = node("table", "figure", { group: "block", content: "caption tableGrid" });
const Caption = node("caption", "figcaption", { content: "inline*", isolating: true });
const TableGrid = Node.create({
  name: "tableGrid", content: "tableRow+", tableRole: "table", isolating: true,
  parseHTML: () => [{ tag: "table" }],
  renderHTML: ({ HTMLAttributes }) => ["table", HTMLAttributes, ["tbody", 0]],
});
const TableRow = Node.create({
  name: "tableRow", content: "(tableCell | tableHeader)+", tableRole: "row", ...attributes("head"),
  parseHTML: () => [{ tag: "tr" }],
  renderHTML: ({ HTMLAttributes }) => ["tr", HTMLAttributes, 0],
});
const cell = (name, tag, tableRole) => Node.create({
  name, content: "block+", tableRole, isolating: true,
  addAttributes: () => ({
    colspan: { default: 1, parseHTML: e => e.colSpan ?? 1, renderHTML: a => a.colspan === 1 ? {} : { colspan: a.colspan } },
    rowspan: { default: 1, parseHTML: e => e.rowSpan ?? 1, renderHTML: a => a.rowspan === 1 ? {} : { rowspan: a.rowspan } },
    colwidth: { default: null, rendered: false },
    ...kept("align"),
  }),
  parseHTML: () => [{ tag }],
  renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
});

const DefinitionList = node("definitionList", "dl", { group: "block", content: "(definitionTerm | definitionDetail)+", from: [{ tag: "dl" }] });
const DefinitionTerm = node("definitionTerm", "dt", { content: "inline*", defining: true, from: [{ tag: "dt" }] });
const DefinitionDetail = node("definitionDetail", "dd", { content: "block+", defining: true, from: [{ tag: "dd" }] });

const CodeBlock = Node.create({
  name: "codeBlock", group: "block", content: "text*", marks: "", code: true, defining: true, ...attributes("language"),
  parseHTML: () => [{ tag: "pre", preserveWhitespace: "full" }],
  renderHTML: ({ HTMLAttributes }) => ["pre", HTMLAttributes, ["code", 0]],
  addInputRules() { return [textblockTypeInputRule({ find: /^(?:```|~~~)\s$/, type: this.type })]; },
});

const Rule = node("rule", "hr", { group: "block", atom: true, from: [{ tag: "hr" }] });

const Turn = node("turn", "section", { group: "block", content: "speaker block+", defining: true, addAttributes: () => ({ role: keptAs("role", "answer") }) });
const Speaker = node("speaker", "p", { content: "text*", marks: "", isolating: true, priority: 1001 });

const Image = node("image", "figure", { group: "block", content: "inline*", isolating: true, draggable: true, ...attributes(...media) });
const Gallery = node("gallery", "section", { group: "block", content: "galleryImage+ caption", isolating: true });
const GalleryImage = node("galleryImage", "figure", { content: "inline*", isolating: true, ...attributes(...media) });
const Attachment = node("attachment", "div", { group: "block", atom: true, draggable: true, ...attributes("title", "lang", "url", "file") });
const Recording = node("recording", "section", {
  group: "block", content: "caption block*", isolating: true,
  addAttributes: () => ({ kind: keptAs("kind", "video"), ...kept("title", "url", "file") }),
});
const Footnote = node("footnote", "aside", { group: "block", content: "block+", defining: true, isolating: true, ...attributes("label") });
const Opaque = node("opaque", "div", { group: "block", atom: true, ...attributes("markdown") });

const inline = { group: "inline", inline: true, atom: true };
const HardBreak = Node.create({
  name: "hardBreak", group: "inline", inline: true, selectable: false, linebreakReplacement: true,
  parseHTML: () => [{ tag: "br" }], renderHTML: () => ["br"], renderText: () => "\n",
});
const Picture = Node.create({
  ...inline, name: "picture", ...attributes("url", "alt"),
  parseHTML: () => [{ tag: "span[data-node=picture]" }],
  renderHTML: ({ node, HTMLAttributes }) => ["span", mergeAttributes(HTMLAttributes, { "data-node": "picture", class: "ed-picture" }), "🖼 " + (node.attrs.alt || node.attrs.url || "")],
});
const NoteReference = Node.create({
  ...inline, name: "noteReference", selectable: false, ...attributes("label"),
  parseHTML: () => [{ tag: "sup[data-node=noteReference]", priority: 60 }],
  renderHTML: ({ node, HTMLAttributes }) => ["sup", mergeAttributes(HTMLAttributes, { "data-node": "noteReference", class: "ed-ref" }), `[${node.attrs.label}]`],
});
const Nothing = Node.create({
  ...inline, name: "nothing",
  parseHTML: () => [{ tag: "span[data-node=nothing]" }], renderHTML: () => ["span", { "data-node": "nothing", class: "ed-nothing" }, "∅"],
});

// `nest` is the order in which marks stand in each other, where their sets alone would not tell.
const mark = (name, tag, more = {}, names = []) => Mark.create({
  name, keepOnSplit: true,
  addAttributes: () => kept(...names, "nest"),
  parseHTML: () => [{ tag }, ...(more.from ?? [])],
  renderHTML: ({ HTMLAttributes }) => [more.as ?? tag, HTMLAttributes, 0],
  ...more,
});

const Link = mark("link", "a[href]", {
  as: "a", inclusive: false,
  addAttributes: () => ({ href: { default: "", parseHTML: e => e.getAttribute("href") }, title: { default: null }, ...kept("nest") }),
});
const Mention = mark("mention", "span[data-resource]", { as: "span", inclusive: false }, ["resource"]);
const Span = mark("span", "span[lang], span[dir]", {
  as: "span", excludes: "", inclusive: false,
  addAttributes: () => ({ lang: { default: null }, dir: { default: null }, ...kept("nest") }),
});
const marks = [
  Link, Mention, Span,
  mark("strong", "strong", { from: [{ tag: "b" }] }), mark("emphasis", "em", { from: [{ tag: "i" }] }),
  mark("superscript", "sup"), mark("subscript", "sub"), mark("code", "code", { code: true, inclusive: false }),
];

const blocks = [
  Paragraph, Heading, BulletList, OrderedList, Quote, Table, DefinitionList, CodeBlock, Rule, Turn, Image, Gallery, Attachment, Recording, Footnote, Opaque,
];

// Blocks keep the ids that comments and translations hold on to.
const Ids = Extension.create({
  name: "ids",
  addGlobalAttributes: () => [{ types: blocks.map(b => b.name), attributes: { id: { ...keptAs("id", null), keepOnSplit: false } } }],
});

const Roles = Extension.create({
  name: "roles",
  extendNodeSchema: extension => extension.config.tableRole ? { tableRole: extension.config.tableRole } : extension.config.linebreakReplacement ? { linebreakReplacement: true } : {},
});

export const schema = [
  Doc, Text, ...blocks, ListItem, Cite, Caption, TableGrid, TableRow, cell("tableCell", "td", "cell"), cell("tableHeader", "th", "header_cell"),
  DefinitionTerm, DefinitionDetail, Speaker, GalleryImage, HardBreak, Picture, NoteReference, Nothing, ...marks, Ids, Roles,
];
