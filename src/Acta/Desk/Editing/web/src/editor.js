// The formatted editor itself: Tiptap over Acta's nodes, with our keys, and a clipboard that the server tidies.
import { Editor, Extension } from "@tiptap/core";
import { dropCursor } from "@tiptap/pm/dropcursor";
import { gapCursor } from "@tiptap/pm/gapcursor";
import { history, redo, undo } from "@tiptap/pm/history";
import { Selection } from "@tiptap/pm/state";
import { goToNextCell, tableEditing } from "@tiptap/pm/tables";
import * as act from "./commands.js";
import { linkDialog } from "./dialogs.js";
import { mentions } from "./mention.js";
import { schema } from "./schema.js";
import { ask } from "./server.js";
import { insertImage } from "./toolbar.js";
import { views } from "./views.js";

// Word puts a whole style sheet beside one sentence; more than this is no text.
const mostPasted = 16 << 20;

export function createEditor(field, element, json) {
  const editor = new Editor({
    element, injectCSS: false, content: { type: "doc", content: [{ type: "paragraph" }] },
    extensions: [...schema, ours(field), mentions(field), views(field.words)],
    enableInputRules: true, enablePasteRules: false, textDirection: undefined,
    editorProps: {
      attributes: {
        role: "textbox", "aria-multiline": "true", "aria-labelledby": field.labelId, "aria-describedby": field.keysId, id: field.areaId,
        lang: field.language, dir: field.direction, spellcheck: "true", class: "ed-text", translate: "no",
      },
      // Before ProseMirror looks at it: what comes from elsewhere is parsed by the server alone.
      handleDOMEvents: {
        paste: (view, event) => taken(field, view, event, event.clipboardData, view.state.selection),
        drop: (view, event) => {
          if (view.dragging) return false;
          const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
          return at !== undefined && taken(field, view, event, event.dataTransfer, { from: at, to: at });
        },
      },
      handleKeyDown: (view, event) => keys(field, event),
    },
  });
  // A document that the schema does not know must not be opened and shortened: it stays plain text.
  const doc = editor.schema.nodeFromJSON(json);
  doc.check();
  editor.view.dispatch(editor.state.tr.replaceWith(0, editor.state.doc.content.size, doc.content).setMeta("addToHistory", false).setMeta("opened", true));
  editor.view.dispatch(editor.state.tr.setSelection(Selection.atStart(editor.state.doc)));
  return editor;
}

const ours = field => Extension.create({
  name: "ours",
  addProseMirrorPlugins: () => [history(), dropCursor({ class: "ed-drop", color: false }), gapCursor(), tableEditing()],
  addCommands: () => ({ undo: () => ({ state, dispatch }) => undo(state, dispatch), redo: () => ({ state, dispatch }) => redo(state, dispatch) }),
  addKeyboardShortcuts: () => ({
    Enter: ({ editor }) => act.enter(editor) || editor.commands.splitListItem("listItem"),
    Backspace: ({ editor }) => act.backspace(editor),
    "Shift-Enter": ({ editor }) => editor.isActive("codeBlock") ? editor.commands.newlineInCode() : editor.state.selection.$from.parent.type.spec.content?.startsWith("inline") ? editor.commands.insertContent({ type: "hardBreak" }) : true,
    "Mod-Enter": ({ editor }) => {
      const { $from } = editor.state.selection;
      const end = $from.depth ? $from.after(1) : editor.state.doc.content.size;
      return editor.chain().insertContentAt(end, { type: "paragraph" }).setTextSelection(end + 1).scrollIntoView().run();
    },
    "Mod-z": ({ editor }) => editor.commands.undo(),
    "Mod-Shift-z": ({ editor }) => editor.commands.redo(),
    "Mod-y": ({ editor }) => editor.commands.redo(),
    "Mod-b": ({ editor }) => editor.commands.toggleMark("strong"),
    "Mod-i": ({ editor }) => editor.commands.toggleMark("emphasis"),
    "Mod-k": () => (linkDialog(field), true),
    "Mod-Shift-8": ({ editor }) => editor.commands.toggleList("bulletList", "listItem"),
    "Mod-Shift-7": ({ editor }) => editor.commands.toggleList("orderedList", "listItem"),
    "Mod-]": ({ editor }) => editor.commands.sinkListItem("listItem"),
    "Mod-[": ({ editor }) => editor.commands.liftListItem("listItem"),
    // From cell to cell; after the last one, out of the text, as Tab does everywhere else.
    Tab: ({ editor }) => goToNextCell(1)(editor.state, editor.view.dispatch),
    "Shift-Tab": ({ editor }) => goToNextCell(-1)(editor.state, editor.view.dispatch),
  }),
});

// By the key's place, not its letter: on a Russian keyboard S is Ы. AltGr types letters and is left alone.
function keys(field, event) {
  const { editor } = field;
  if (event.key === "F10" && event.altKey) {
    field.toolbar.focus();
    event.preventDefault();
    return true;
  }
  if (!event.altKey || !(event.ctrlKey || event.metaKey) || event.getModifierState("AltGraph")) return false;
  const level = /^Digit([234])$/.exec(event.code)?.[1];
  if (event.code === "KeyS") act.speakerTurn(editor);
  else if (event.code === "KeyF") act.footnote(editor);
  else if (level) editor.commands.toggleNode("heading", "paragraph", { level: Number(level) });
  else return false;
  event.preventDefault();
  return true;
}

function taken(field, view, event, data, range) {
  if (!data) return false;
  const html = data.getData("text/html");
  const picture = [...data.files].find(f => f.type.startsWith("image/"));
  if (picture && !html.trim()) {
    event.preventDefault();
    field.editor.chain().setTextSelection(range.from).run();
    insertImage(field, picture);
    return true;
  }
  // Our own words keep all that they are; plain text and code are taken as they come.
  if (!html.trim() || html.includes("data-pm-slice") || view.state.selection.$from.parent.type.spec.code || !view.state.selection.$from.parent.type.spec.content?.includes("inline") && view.state.selection.$from.parent.isTextblock) return false;
  event.preventDefault();
  paste(field, html, data.getData("text/plain"), { from: range.from, to: range.to });
  return true;
}

// A body begins and ends with words; what is pasted into a sentence may begin and end with a space.
function spaced({ content }, plain) {
  const space = { type: "text", text: " " }, [first, last] = [content[0], content.at(-1)];
  if (/^\s/.test(plain) && first.type === "paragraph" && first.content) first.content.unshift(space);
  if (/[^\S\n]$/.test(plain) && last.type === "paragraph" && last.content) last.content.push({ ...space });
}

async function paste(field, html, plain, range) {
  const { editor, words } = field;
  const follow = ({ transaction }) => {
    range.from = transaction.mapping.map(range.from);
    range.to = transaction.mapping.map(range.to);
  };
  editor.on("transaction", follow);
  field.say(words.pasting);
  field.pasting = true;
  try {
    if (html.length > mostPasted) throw new Error("too long");
    const { document, left } = await ask(field, "/desk/editor/paste", { html, language: field.language });
    editor.off("transaction", follow);
    spaced(document, plain);
    act.insertDocument(editor, document, range);
    field.say(left > 0 ? words["paste-left"] : "");
  } catch {
    editor.off("transaction", follow);
    editor.view.dispatch(editor.state.tr.setSelection(editor.state.selection.constructor.near(editor.state.doc.resolve(range.from))));
    editor.view.pasteText(plain);
    field.say(words["paste-failed"]);
  } finally {
    field.pasting = false;
  }
}
