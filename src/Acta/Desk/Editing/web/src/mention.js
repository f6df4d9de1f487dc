// "@" in the text: people, bodies, places and other records by name. The words that are put there are the text's own; the
// link only leads to the record.
import { Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { h, text, uniqueId } from "./dom.js";
import { findRecords } from "./server.js";

const key = new PluginKey("mention");

// What stands before the cursor, from an @ that begins a word; null where there is none.
function asked(state) {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.inlineContent || $from.parent.type.spec.code || !$from.parent.type.allowsMarkType(state.schema.marks.mention)) return null;
  const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 60), $from.parentOffset, "\n", "\ufffc");
  const found = /(?:^|[\s(«"“„—–-])@([^@\n\ufffc]{0,50})$/u.exec(before);
  return found ? { from: $from.pos - found[1].length - 1, to: $from.pos, query: found[1].trim() } : null;
}

/** Puts a record's name, or a link on the words that are selected, where the cursor is. */
export function insertMention(editor, record, range = null) {
  const { from, to, empty } = editor.state.selection;
  const attrs = { resource: record.id };
  if (!range && !empty) editor.chain().focus().setTextSelection({ from, to }).unsetMark("link").setMark("mention", attrs).run();
  else editor.chain().focus().insertContentAt(range ?? { from, to }, { type: "text", text: record.name, marks: [{ type: "mention", attrs }] }).unsetMark("mention").run();
}

export const mentions = field => Extension.create({
  name: "mentions",
  // Before the keys of lists and tables.
  priority: 1000,
  addProseMirrorPlugins() {
    const { editor } = this;
    let popup = null, found = [], at = -1, turn = 0, timer = 0, now = null, refused = null;

    const close = () => {
      clearTimeout(timer);
      turn++;
      popup?.remove();
      popup = null;
      found = [];
      at = -1;
      editor.view?.dom.removeAttribute("aria-activedescendant");
      editor.view?.dom.removeAttribute("aria-controls");
    };
    const choose = i => {
      at = i;
      [...popup.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === i)));
      editor.view.dom.setAttribute("aria-activedescendant", popup.children[i].id);
      popup.children[i].scrollIntoView({ block: "nearest" });
    };
    const take = i => {
      const record = found[i], range = { from: now.from, to: now.to };
      close();
      insertMention(editor, record, range);
      field.say(text(field.words, "mention-done", { name: record.name }));
    };
    const show = records => {
      popup?.remove();
      found = records;
      if (records.length === 0) {
        popup = null;
        return;
      }
      const id = uniqueId();
      popup = h("ul", { class: "ed-found ed-mentions", role: "listbox", id, "aria-label": field.words.mention }, ...records.map((r, i) =>
        h("li", { role: "option", id: `${id}-${i}`, "aria-selected": "false", onmousedown: e => e.preventDefault(), onclick: () => take(i) },
          h("span", { lang: r.lang, dir: "auto" }, r.name), " ", h("span", { class: "hint" }, [r.kind, r.hint, r.draft].filter(Boolean).join(" · ")))));
      field.frame.append(popup);
      const place = editor.view.coordsAtPos(now.from), around = field.frame.getBoundingClientRect();
      popup.style.insetBlockStart = `${place.bottom - around.top + 4}px`;
      popup.style.left = `${Math.max(0, Math.min(place.left - around.left, around.width - popup.offsetWidth - 8))}px`;
      editor.view.dom.setAttribute("aria-controls", id);
      choose(0);
    };
    const look = () => {
      clearTimeout(timer);
      const mine = ++turn, { query } = now;
      if (query.length < 2 && !/[\u2e80-\uffff]/.test(query)) return show([]);
      timer = setTimeout(async () => {
        const records = await findRecords(query, field.language).catch(() => null);
        if (mine !== turn || !now) return;
        show(records ?? []);
        field.say(records === null ? field.words["mention-failed"] : records.length === 0 ? field.words["mention-none"] : text(field.words, "mention-count", { count: records.length }));
      }, 180);
    };

    return [new Plugin({
      key,
      view: () => ({
        update(view, before) {
          if (before.doc.eq(view.state.doc) && before.selection.eq(view.state.selection)) return;
          const next = asked(view.state);
          // Escape means that this @ is an @.
          if (!next || next.from === refused) {
            if (!next) refused = null;
            now = null;
            return close();
          }
          const isSame = now?.from === next.from && now.query === next.query;
          now = next;
          if (!isSame) look();
        },
        destroy: close,
      }),
      props: {
        handleKeyDown(view, event) {
          if (!popup || event.isComposing) return false;
          if (event.key === "ArrowDown") choose((at + 1) % found.length);
          else if (event.key === "ArrowUp") choose((at - 1 + found.length) % found.length);
          else if (event.key === "Enter" || event.key === "Tab") take(at);
          else if (event.key === "Escape") {
            refused = now.from;
            close();
          } else return false;
          event.preventDefault();
          return true;
        },
        handleDOMEvents: { blur: () => { close(); return false; } },
      },
    })];
  },
});
