// The buttons: one toolbar, one stop for the Tab key, arrows within (WAI-ARIA's toolbar pattern).
import * as act from "./commands.js";
import { cardDialog, imageDialog, languageDialog, linkDialog, tableDialog } from "./dialogs.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";

const mac = /Mac|iPhone|iPad/.test(navigator.platform);
const keyName = keys => keys.replace("Mod", mac ? "⌘" : "Ctrl").replace("Alt", mac ? "⌥" : "Alt");

export function makeToolbar(field) {
  const { words, editor } = field;
  const chain = () => editor.chain().focus();
  const mark = name => ({ run: () => chain().toggleMark(name).run(), active: () => editor.isActive(name) });
  const heading = level => ({ run: () => chain().toggleNode("heading", "paragraph", { level }).run(), active: () => editor.isActive("heading", { level }), shows: "H" + level, keys: "Mod+Alt+" + level });
  const list = (name, keys) => ({ run: () => chain().toggleList(name, "listItem").run(), active: () => editor.isActive(name), keys });
  const groups = [
    { undo: { run: () => chain().undo().run(), keys: "Mod+Z" }, redo: { run: () => chain().redo().run(), keys: "Mod+Shift+Z" } },
    { h2: heading(2), h3: heading(3), h4: heading(4) },
    { strong: { ...mark("strong"), shows: "B", keys: "Mod+B" }, emphasis: { ...mark("emphasis"), shows: "I", keys: "Mod+I" }, superscript: mark("superscript"), subscript: mark("subscript"), code: mark("code"),
      language: { run: () => languageDialog(field), active: () => editor.isActive("span") } },
    { link: { run: () => linkDialog(field), active: () => editor.isActive("link"), keys: "Mod+K" }, footnote: { run: () => act.footnote(editor), keys: "Mod+Alt+F" } },
    { bullets: list("bulletList", "Mod+Shift+8"), numbers: list("orderedList", "Mod+Shift+7"), terms: { run: () => act.toggleTerms(editor), active: () => editor.isActive("definitionList") },
      quote: { run: () => chain().toggleWrap("quote").run(), active: () => editor.isActive("quote") } },
    { turn: { run: () => act.speakerTurn(editor), keys: "Mod+Alt+S" }, table: { run: () => tableDialog(field, (r, c, head) => act.insertTable(editor, r, c, head)) },
      image: { run: () => insertImage(field) }, "code-block": { run: () => chain().toggleNode("codeBlock", "paragraph").run(), active: () => editor.isActive("codeBlock") },
      rule: { run: () => act.insertBlock(editor, { type: "rule" }, "none") } },
  ];
  const inTable = () => editor.isActive("tableGrid"), inTurn = () => editor.isActive("turn"), inList = () => editor.isActive("listItem");
  const edited = () => act.around(editor.state, "galleryImage", "image", "attachment", "recording");
  const tableButtons = Object.fromEntries(Object.entries(act.table).map(([name, run]) => [name, { run: () => run(editor), when: inTable, named: true }]));
  const here = {
    question: { run: () => act.setTurnRole(editor, "question"), active: () => editor.isActive("turn", { role: "question" }), when: inTurn, named: true },
    answer: { run: () => act.setTurnRole(editor, "answer"), active: () => editor.isActive("turn", { role: "answer" }), when: inTurn, named: true },
    cite: { run: () => act.addCite(editor), when: () => editor.isActive("quote"), named: true },
    indent: { run: () => chain().sinkListItem("listItem").run(), when: inList, named: true, keys: "Mod+]" }, outdent: { run: () => chain().liftListItem("listItem").run(), when: inList, named: true, keys: "Mod+[" },
    "header-row": { run: () => act.headRow(editor), active: () => editor.isActive("tableRow", { head: true }), when: inTable, named: true }, ...tableButtons,
    "edit-block": { run: () => edit(field, edited()), when: edited, named: true },
    "delete-block": { run: () => act.deleteBlock(editor), when: () => act.wholeBlock(editor.state), named: true },
  };
  const buttons = [];
  const button = ([name, does]) => {
    const label = words[name] + (does.keys ? ` (${keyName(does.keys)})` : "");
    const element = h("button", {
      type: "button", class: "ed-button ed-do-" + name, tabindex: "-1", "aria-label": does.named ? null : /^H\d$/.test(does.shows ?? "") ? `${does.shows} ${words[name]}` : words[name], title: label, "aria-pressed": does.active ? "false" : null,
      "aria-keyshortcuts": does.keys ? does.keys.replace("Mod", mac ? "Meta" : "Control") : null,
      onclick: () => does.run(),
      // Pressing a button must not take the selection away before it has acted.
      onmousedown: event => event.preventDefault(),
    }, does.named ? words[name] : does.shows ?? icon(name) ?? words[name]);
    buttons.push({ element, does });
    return element;
  };
  const context = h("div", { class: "ed-here", role: "group", "aria-label": words["tools-here"] }, ...Object.entries(here).map(button));
  // In the order they stand: the context comes last.
  const rows = groups.map(group => h("div", { class: "ed-group" }, ...Object.entries(group).map(button)));
  const ordered = [...buttons.filter(b => !context.contains(b.element)), ...buttons.filter(b => context.contains(b.element))];
  const bar = h("div", { class: "ed-bar", role: "toolbar", "aria-label": words.tools, "aria-controls": field.areaId }, h("div", { class: "ed-row" }, ...rows), context);
  const shown = () => ordered.filter(b => !b.element.hidden).map(b => b.element);
  let current = ordered[0].element;
  const rove = element => {
    current.tabIndex = -1;
    current = element;
    current.tabIndex = 0;
  };
  rove(current);
  bar.addEventListener("focusin", event => { if (event.target.matches("button")) rove(event.target); });
  bar.addEventListener("keydown", event => {
    const all = shown(), at = all.indexOf(document.activeElement);
    const forward = getComputedStyle(bar).direction === "rtl" ? "ArrowLeft" : "ArrowRight", back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const to = event.key === forward ? (at + 1) % all.length : event.key === back ? (at - 1 + all.length) % all.length : event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : -1;
    if (event.key === "Escape") editor.view.focus();
    else if (to >= 0) all[to].focus();
    else return;
    event.preventDefault();
  });
  return {
    element: bar,
    focus: () => current.focus(),
    update() {
      for (const { element, does } of buttons) {
        if (does.active) element.setAttribute("aria-pressed", String(!!does.active()));
        if (does.when) element.hidden = !does.when();
      }
      context.hidden = shown().every(e => !context.contains(e));
      if (current.hidden) {
        const hadFocus = document.activeElement === document.body;
        rove(ordered[0].element);
        if (hadFocus) editor.view.focus();
      }
    },
  };
}

export function insertImage(field, file = null) {
  imageDialog(field, { file }, (attrs, caption) => act.insertBlock(field.editor, { type: "image", attrs, ...(caption ? { content: [{ type: "text", text: caption }] } : {}) }, "none"));
}

function edit(field, found) {
  if (!found) return;
  const done = attrs => field.editor.chain().command(({ tr }) => !!tr.setNodeMarkup(found.pos, null, attrs)).run();
  if (found.node.type.name === "image" || found.node.type.name === "galleryImage") imageDialog(field, { attrs: found.node.attrs }, done);
  else cardDialog(field, found.node, done);
}
