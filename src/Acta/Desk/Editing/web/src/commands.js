// What the buttons and keys do, beyond what Tiptap brings.
import { Fragment, Slice } from "@tiptap/pm/model";
import { NodeSelection, Selection, TextSelection } from "@tiptap/pm/state";
import { addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, deleteColumn, deleteRow, mergeCells, setCellAttr, splitCell, toggleHeaderCell } from "@tiptap/pm/tables";

const whole = ["table", "turn", "quote", "definitionList", "image", "gallery", "attachment", "recording", "footnote", "codeBlock", "opaque", "rule", "bulletList", "orderedList"];

/** The innermost node of a type around the selection: {node, pos, depth}; null where there is none. */
export function around(state, ...types) {
  const { selection } = state;
  if (selection instanceof NodeSelection && types.includes(selection.node.type.name)) return { node: selection.node, pos: selection.from, depth: selection.$from.depth };
  const { $from } = selection;
  for (let depth = $from.depth; depth > 0; depth--)
    if (types.includes($from.node(depth).type.name)) return { node: $from.node(depth), pos: $from.before(depth), depth };
  return null;
}

export const wholeBlock = state => around(state, ...whole);

export function deleteBlock(editor) {
  const found = wholeBlock(editor.state);
  if (!found) return;
  editor.chain().focus().command(({ tr }) => {
    // In a list, a cell or a quotation that holds nothing else an empty paragraph stays.
    const { node: parent } = { node: tr.doc.resolve(found.pos).parent };
    if (parent.childCount === 1 || !parent.canReplace(tr.doc.resolve(found.pos).index(), tr.doc.resolve(found.pos).index() + 1))
      tr.replaceWith(found.pos, found.pos + found.node.nodeSize, editor.schema.nodes.paragraph.create());
    else tr.delete(found.pos, found.pos + found.node.nodeSize);
    tr.setSelection(Selection.near(tr.doc.resolve(Math.min(found.pos, tr.doc.content.size)), -1));
    return true;
  }).run();
}

/** Puts a block where the selection is: instead of an empty paragraph, or after the block that is being written. */
export function insertBlock(editor, json, focus = "inside") {
  const node = editor.schema.nodeFromJSON(json);
  node.check();
  editor.chain().focus().command(({ tr, state }) => {
    const { $from } = state.selection;
    let depth = $from.depth;
    // The nearest place that takes blocks: within a turn, a quotation, a list's item, a cell, or the text itself.
    while (depth > 0 && !$from.node(depth - 1).canReplaceWith($from.index(depth - 1), $from.index(depth - 1), node.type)) depth--;
    let at;
    if (depth === 0) at = tr.doc.content.size;
    else if ($from.node(depth).type.name === "paragraph" && $from.node(depth).content.size === 0) {
      at = $from.before(depth);
      const next = depth > 1 || $from.indexAfter(0) < tr.doc.childCount;
      tr.replaceWith(at, $from.after(depth), next || node.isTextblock ? node : [node, editor.schema.nodes.paragraph.create()]);
      select(tr, at, node, focus);
      return true;
    } else at = $from.after(depth);
    const last = at === tr.doc.content.size;
    tr.insert(at, last && node.isAtom ? [node, editor.schema.nodes.paragraph.create()] : node);
    select(tr, at, node, focus);
    return true;
  }).scrollIntoView().run();
}

function select(tr, at, node, focus) {
  if (focus === "none") return;
  tr.setSelection(node.isAtom || focus === "node" ? NodeSelection.create(tr.doc, at) : Selection.near(tr.doc.resolve(at + 1), 1));
}

/** A turn for what is selected; within a turn, the next one. Question and answer take turns, and so do their speakers. */
export function speakerTurn(editor) {
  const { state, schema } = editor;
  const inside = around(state, "turn");
  const before = [];
  state.doc.descendants((node, pos) => {
    if (node.type.name !== "turn" || (pos > state.selection.from && !inside)) return node.type.name !== "turn";
    before.push(node);
    return false;
  });
  const last = inside?.node ?? before.at(-1);
  const role = last ? (last.attrs.role === "question" ? "answer" : "question") : "question";
  const name = before.filter(t => t.attrs.role === role).at(-1)?.firstChild.textContent ?? "";
  const speaker = schema.nodes.speaker.create(null, name ? schema.text(name) : null);
  editor.chain().focus().command(({ tr }) => {
    const { $from, $to } = state.selection;
    if (inside) {
      const at = inside.pos + inside.node.nodeSize;
      tr.insert(at, schema.nodes.turn.create({ role }, [speaker, schema.nodes.paragraph.create()]));
      place(tr, at);
      return true;
    }
    const range = $from.blockRange($to);
    if (!range || !range.parent.canReplaceWith(range.startIndex, range.endIndex, schema.nodes.turn)) return false;
    const content = [];
    for (let i = range.startIndex; i < range.endIndex; i++) content.push(range.parent.child(i));
    tr.replaceWith(range.start, range.end, schema.nodes.turn.create({ role }, [speaker, ...content]));
    place(tr, range.start);
    return true;

    // At the name where it is still to be given, else at what is said.
    function place(tr, at) {
      tr.setSelection(TextSelection.near(tr.doc.resolve(name ? at + 1 + speaker.nodeSize : at + 1), 1));
    }
  }).scrollIntoView().run();
}

export function setTurnRole(editor, role) {
  const found = around(editor.state, "turn");
  if (found) editor.chain().focus().command(({ tr }) => !!tr.setNodeAttribute(found.pos, "role", role)).run();
}

export function footnote(editor) {
  const { state, schema } = editor;
  const inNote = around(state, "footnote");
  if (inNote) {
    // Back to where the note is referred to.
    let back = null;
    state.doc.descendants((node, pos) => {
      if (back === null && node.type.name === "noteReference" && node.attrs.label === inNote.node.attrs.label) back = pos + 1;
    });
    if (back !== null) editor.chain().focus().setTextSelection(back).scrollIntoView().run();
    return;
  }
  if (!state.selection.$to.parent.inlineContent || !state.selection.$to.parent.type.spec.content.startsWith("inline")) return;
  const label = freeLabel(labels(state.doc));
  editor.chain().focus().command(({ tr }) => {
    tr.insert(tr.selection.to, schema.nodes.noteReference.create({ label }));
    const at = tr.doc.content.size;
    tr.insert(at, schema.nodes.footnote.create({ label }, schema.nodes.paragraph.create()));
    tr.setSelection(TextSelection.near(tr.doc.resolve(at + 2), 1));
    return true;
  }).scrollIntoView().run();
}

const labels = doc => {
  const found = new Set();
  doc.descendants(node => { if (node.attrs.label) found.add(node.attrs.label); });
  return found;
};

function freeLabel(taken) {
  let n = 1;
  while (taken.has(String(n))) n++;
  taken.add(String(n));
  return String(n);
}

/** Puts clean blocks in the place of a range. Its notes get labels that no other note here has. */
export function insertDocument(editor, json, range) {
  const taken = labels(editor.state.doc), given = new Map();
  (function relabel(node) {
    if (node.attrs?.label) {
      if (!given.has(node.attrs.label)) given.set(node.attrs.label, taken.has(node.attrs.label) ? freeLabel(taken) : node.attrs.label);
      taken.add(node.attrs.label = given.get(node.attrs.label));
    }
    for (const child of node.content ?? []) relabel(child);
  })(json);
  const doc = editor.schema.nodeFromJSON(json);
  doc.check();
  // Notes go to the end, where notes are: they must not part the sentence that they were pasted into.
  const notes = [], rest = [];
  doc.forEach(node => (node.type.name === "footnote" ? notes : rest).push(node));
  const tr = editor.state.tr.setMeta("paste", true);
  if (rest.length > 0) tr.replaceRange(range.from, range.to, new Slice(Fragment.from(rest), rest[0].type.name === "paragraph" ? 1 : 0, rest.at(-1).type.name === "paragraph" ? 1 : 0));
  const end = tr.mapping.map(range.to);
  if (notes.length > 0) tr.insert(tr.doc.content.size, notes);
  tr.setSelection(Selection.near(tr.doc.resolve(end), -1));
  editor.view.dispatch(tr.scrollIntoView());
  editor.view.focus();
}

export function insertTable(editor, rows, columns, head) {
  const cells = type => Array.from({ length: columns }, () => ({ type, content: [{ type: "paragraph" }] }));
  insertBlock(editor, {
    type: "table",
    content: [{ type: "caption" }, { type: "tableGrid", content: Array.from({ length: rows }, (_, i) => head && i === 0 ? { type: "tableRow", attrs: { head: true }, content: cells("tableHeader") } : { type: "tableRow", content: cells("tableCell") }) }],
  });
  // Into the first cell, not the caption.
  const found = around(editor.state, "table");
  if (found) editor.chain().focus().setTextSelection(found.pos + 1 + found.node.firstChild.nodeSize + 4).run();
}

const inTable = command => editor => {
  editor.view.focus();
  command(editor.state, editor.view.dispatch);
};
export const table = {
  "row-before": inTable(addRowBefore), "row-after": inTable(addRowAfter), "row-delete": inTable(deleteRow),
  "column-before": inTable(addColumnBefore), "column-after": inTable(addColumnAfter), "column-delete": inTable(deleteColumn),
  "header-cell": inTable(toggleHeaderCell), merge: inTable((state, dispatch) => mergeCells(state, dispatch) || splitCell(state, dispatch)),
  "align-start": inTable(setCellAttr("align", null)), "align-center": inTable(setCellAttr("align", "center")), "align-end": inTable(setCellAttr("align", "end")),
};

export function headRow(editor) {
  const found = around(editor.state, "tableRow");
  if (!found) return;
  const head = !found.node.attrs.head;
  editor.chain().focus().command(({ tr }) => {
    tr.setNodeAttribute(found.pos, "head", head || null);
    let at = found.pos + 1;
    found.node.forEach(cell => {
      tr.setNodeMarkup(at, editor.schema.nodes[head ? "tableHeader" : "tableCell"], cell.attrs);
      at += cell.nodeSize;
    });
    return true;
  }).run();
}

export function toggleTerms(editor) {
  if (around(editor.state, "definitionList")) return;
  insertBlock(editor, { type: "definitionList", content: [{ type: "definitionTerm" }, { type: "definitionDetail", content: [{ type: "paragraph" }] }] });
}

export function addCite(editor) {
  const found = around(editor.state, "quote");
  if (!found) return;
  const end = found.pos + found.node.nodeSize - 1;
  editor.chain().focus().command(({ tr }) => {
    if (found.node.lastChild.type.name !== "cite") tr.insert(end, editor.schema.nodes.cite.create());
    const last = tr.doc.resolve(tr.mapping.map(end, 1) - 1);
    tr.setSelection(Selection.near(last, -1));
    return true;
  }).run();
}

/** Enter where a line belongs to something larger: on to what is said, out of a caption, from a term to its meaning. */
export function enter(editor) {
  const { state, schema } = editor;
  const { $from, empty } = state.selection;
  const line = $from.parent.type.name;
  const after = (pos, make) => editor.chain().focus().command(({ tr }) => {
    if (make) tr.insert(pos, make);
    tr.setSelection(Selection.near(tr.doc.resolve(pos + 1), 1));
    return true;
  }).scrollIntoView().run();
  switch (line) {
    case "speaker":
      return after($from.after());
    case "caption": case "cite": case "image": case "galleryImage": {
      const depth = line === "image" ? $from.depth : $from.depth - 1;
      const end = $from.after(depth);
      return after(end, state.doc.resolve(end).nodeAfter?.isTextblock ? null : schema.nodes.paragraph.create());
    }
    case "definitionTerm": {
      const list = $from.node(-1), end = $from.after();
      if ($from.parent.content.size === 0 && list.childCount > 1 && $from.index(-1) === list.childCount - 1) {
        // An empty last term ends the list.
        return editor.chain().focus().command(({ tr }) => {
          const out = $from.after(-1);
          tr.insert(out, schema.nodes.paragraph.create()).delete($from.before(), end);
          tr.setSelection(Selection.near(tr.doc.resolve(tr.mapping.map(out, -1) + 1), 1));
          return true;
        }).run();
      }
      return after(end, list.maybeChild($from.index(-1) + 1)?.type.name === "definitionDetail" ? null : schema.nodes.definitionDetail.create(null, schema.nodes.paragraph.create()));
    }
    case "paragraph": {
      const detail = around(state, "definitionDetail");
      if (!empty || !detail || $from.depth !== detail.depth + 1 || $from.parent.content.size > 0 || $from.index(-1) !== detail.node.childCount - 1) return false;
      // An empty last paragraph of a meaning begins the next term.
      return editor.chain().focus().command(({ tr }) => {
        const end = detail.pos + detail.node.nodeSize;
        tr.insert(end, schema.nodes.definitionTerm.create());
        if (detail.node.childCount > 1) tr.delete($from.before(), $from.after());
        tr.setSelection(Selection.near(tr.doc.resolve(tr.mapping.map(end, -1) + 1), 1));
        return true;
      }).run();
    }
  }
  return false;
}

/** Backspace at the beginning of a speaker's name: what was said stays, without the turn. */
export function backspace(editor) {
  const { $from, empty } = editor.state.selection;
  if (!empty || $from.parentOffset > 0) return false;
  const line = $from.parent.type.name;
  if (line === "speaker") {
    const turn = $from.node(-1), at = $from.before(-1);
    const name = $from.parent.content.size > 0 ? [editor.schema.nodes.paragraph.create(null, $from.parent.content)] : [];
    const rest = [];
    turn.forEach((child, _, i) => { if (i > 0) rest.push(child); });
    return editor.chain().command(({ tr }) => {
      tr.replaceWith(at, at + turn.nodeSize, Fragment.from([...name, ...rest]));
      tr.setSelection(Selection.near(tr.doc.resolve(at + 1), 1));
      return true;
    }).run();
  }
  if (line === "cite" && $from.parent.content.size === 0)
    return editor.chain().command(({ tr }) => {
      tr.delete($from.before(), $from.after());
      tr.setSelection(Selection.near(tr.doc.resolve($from.before() - 1), -1));
      return true;
    }).run();
  return false;
}
