// Enhances each <textarea data-editor>: the same text formatted or plain, and the text area always has its Markdown.
//
// For other scripts of the page: `textarea.actaFlush()` is a promise that the text area holds what stands in the editor (it
// rejects where that can't be now), `textarea.actaIsDirty()` says whether it does not yet, `textarea.actaSet(markdown)` shows another text in both.
import { counter, wordsOfDocument, wordsOfMarkdown } from "./count.js";
import { h, text, uniqueId } from "./dom.js";
import { createEditor } from "./editor.js";
import { insertMention } from "./mention.js";
import { ask } from "./server.js";
import { makeToolbar } from "./toolbar.js";

const quiet = 600, again = 5000;

// One that may only be read stays as it is.
for (const area of document.querySelectorAll("textarea[data-editor]:enabled")) enhance(area);

function enhance(area) {
  const words = JSON.parse(area.dataset.editorWords);
  const label = area.labels[0];
  const field = {
    words, area, editor: null, toolbar: null, pasting: false,
    language: area.lang || document.documentElement.lang, direction: area.dir || "ltr",
    labelId: label?.id || (label.id = uniqueId()), areaId: uniqueId(), keysId: uniqueId(),
    token: () => area.form?.elements["form-token"]?.value ?? document.querySelector("input[name=form-token]")?.value ?? "",
    say: sentence => { said.textContent = sentence; },
  };
  // By a name that signing out removes (desk.js).
  const keptAt = `acta:editor:${location.pathname}:${area.name}`;
  const count = counter(field.language), plural = new Intl.PluralRules(area.dataset.deskLanguage || "en");

  let mode = "plain", version = 0, handed = 0, running = null, failing = false, timer = 0, countTimer = 0;

  const modeButton = (name, to) => h("button", { type: "button", class: "ed-mode", "aria-pressed": "false", onclick: () => choose(to) }, words[name]);
  const formatted = modeButton("formatted", "formatted"), plain = modeButton("plain", "plain");
  const modes = h("div", { class: "ed-modes", role: "group", "aria-label": words.mode }, formatted, plain);
  const said = h("p", { class: "ed-said", role: "status" });
  const fault = h("p", { class: "fault", role: "alert", hidden: true });
  const counted = h("p", { class: "ed-count" });
  const keysHint = h("p", { class: "hint", id: field.keysId, hidden: true }, words.keys);
  const frame = h("div", { class: "ed-frame", hidden: true });
  const kept = h("div", { class: "ed-kept", role: "region", "aria-label": words["kept-use"], hidden: true });
  const plainHint = document.getElementById(area.getAttribute("aria-describedby"));
  field.frame = frame;
  area.before(kept, modes, fault, frame);
  // The page's own count is of the Markdown, for where there is no editor.
  area.form?.querySelector("[data-words]")?.setAttribute("hidden", "");
  (plainHint ?? area).after(keysHint, h("div", { class: "ed-foot" }, counted, said));
  // Autosave hears of a change when the text area has it, not at each key in the editor.
  frame.addEventListener("input", event => event.stopPropagation());

  area.actaFlush = flush;
  area.actaIsDirty = () => version !== handed;
  area.actaSet = async markdown => {
    area.value = markdown;
    handed = version;
    if (mode === "formatted") await show();
    recount();
  };
  // A record that was found beside the text: into what is shown of it.
  area.addEventListener("acta:mention", event => {
    if (mode !== "formatted" || !field.editor) return;
    event.preventDefault();
    insertMention(field.editor, event.detail);
  });
  area.addEventListener("input", recount);
  area.addEventListener("change", recount);
  document.addEventListener("submit", submitting, true);
  addEventListener("beforeunload", event => { if (version !== handed) event.preventDefault(); });
  addEventListener("pagehide", () => { if (version !== handed) keep(); });
  addEventListener("online", () => { if (failing) flush().catch(() => { }); });

  recount();
  choose(remembered() === "plain" ? "plain" : "formatted", false).then(offerKept);

  async function choose(to, byHand = true) {
    if (to === mode && (to === "plain" || field.editor)) return mark();
    if (to === "formatted") {
      if (await show() && byHand) field.editor.commands.focus("start");
    } else {
      try {
        await flush();
      } catch {
        return; // What stands in the editor stays there; the sentence is shown already.
      }
      hide();
      if (byHand) area.focus();
    }
    mark();
    recount();
    if (byHand && mode === to) {
      try { localStorage.setItem("acta-editor-mode", to); } catch { /* a browser that keeps nothing */ }
    }
  }

  function remembered() {
    try {
      return localStorage.getItem("acta-editor-mode");
    } catch {
      return null;
    }
  }

  function mark() {
    formatted.setAttribute("aria-pressed", String(mode === "formatted"));
    plain.setAttribute("aria-pressed", String(mode === "plain"));
  }

  async function show(json = null) {
    const before = area.value;
    try {
      field.say(words.loading);
      json ??= (await ask(field, "/desk/editor/open", { markdown: before })).document;
      // Somebody went on typing meanwhile.
      if (area.value !== before) json = (await ask(field, "/desk/editor/open", { markdown: area.value })).document;
      hide();
      const place = h("div", { class: "ed-place" });
      frame.replaceChildren(place);
      field.editor = createEditor(field, place, json);
    } catch (e) {
      hide();
      mark();
      field.say("");
      complain(e.name === "Refused" || e.constructor.name === "Refused" ? `${words["open-failed"]} (${e.message})` : words["open-failed"]);
      if (!(e instanceof TypeError)) console.warn(e);
      return false;
    }
    field.toolbar = makeToolbar(field);
    frame.prepend(field.toolbar.element);
    field.toolbar.update();
    field.editor.on("transaction", ({ transaction }) => {
      field.toolbar.update();
      if (transaction.docChanged && !transaction.getMeta("opened")) changed();
    });
    field.editor.on("selectionUpdate", () => field.toolbar.update());
    mode = "formatted";
    frame.hidden = keysHint.hidden = false;
    area.hidden = true;
    if (plainHint) plainHint.hidden = true;
    field.say("");
    complain(null);
    recount();
    return true;
  }

  function hide() {
    field.editor?.destroy();
    field.editor = field.toolbar = null;
    frame.replaceChildren();
    mode = "plain";
    frame.hidden = keysHint.hidden = true;
    area.hidden = false;
    if (plainHint) plainHint.hidden = false;
  }

  function changed() {
    version++;
    clearTimeout(timer);
    timer = setTimeout(() => flush().catch(() => { }), quiet);
    clearTimeout(countTimer);
    countTimer = setTimeout(recount, 200);
  }

  function flush() {
    if (running) return running.then(flush, flush);
    if (!field.editor || version === handed) return Promise.resolve();
    clearTimeout(timer);
    running = handOver().finally(() => { running = null; });
    return running;
  }

  async function handOver() {
    const at = version;
    try {
      const { markdown } = await ask(field, "/desk/editor/markdown", { document: field.editor.getJSON() });
      handed = at;
      if (area.value !== markdown) {
        area.value = markdown;
        area.dispatchEvent(new Event("input", { bubbles: true }));
      }
      if (failing) {
        failing = false;
        complain(null);
        field.say(words.back);
      }
      forget();
    } catch (e) {
      failing = true;
      keep();
      complain(text(words, "failed", { reason: e.message }));
      clearTimeout(timer);
      timer = setTimeout(() => flush().catch(() => { }), again);
      throw e;
    }
  }

  function submitting(event) {
    if (event.target !== area.form || version === handed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    flush().then(() => area.form.requestSubmit(submitter), () => fault.scrollIntoView({ block: "center" }));
  }

  function complain(sentence) {
    fault.hidden = !sentence;
    if (fault.textContent !== (sentence ?? "")) fault.textContent = sentence ?? "";
  }

  function recount() {
    const n = count(field.editor ? wordsOfDocument(field.editor.state.doc) : wordsOfMarkdown(area.value));
    const form = { one: "words-one", few: "words-few" }[plural.select(n)] ?? "words-many";
    counted.textContent = text(words, form, { count: new Intl.NumberFormat(area.dataset.deskLanguage).format(n) });
  }

  // What could not be handed over is kept in this browser until it was.
  function keep() {
    try {
      localStorage.setItem(keptAt, JSON.stringify({ time: Date.now(), document: field.editor.getJSON() }));
    } catch { /* full, or not allowed: it still stands in the window */ }
  }

  function forget() {
    try {
      localStorage.removeItem(keptAt);
    } catch { /* nothing is kept then */ }
  }

  function offerKept() {
    let found = null;
    try {
      found = JSON.parse(localStorage.getItem(keptAt));
    } catch { /* nothing is kept, or nothing that can be read */ }
    if (!found?.document) return;
    const time = new Intl.DateTimeFormat(area.dataset.deskLanguage, { dateStyle: "long", timeStyle: "short" }).format(found.time);
    const done = () => {
      kept.hidden = true;
      (field.editor ? field.editor.view : area).focus();
    };
    kept.replaceChildren(h("p", {}, text(words, "kept", { time })), h("div", { class: "row" },
      h("button", { type: "button", class: "button", onclick: async () => {
        if (!await show(found.document)) return;
        mark();
        changed();
        done();
      } }, words["kept-use"]),
      h("button", { type: "button", class: "button second", onclick: () => {
        forget();
        done();
      } }, words["kept-drop"])));
    kept.hidden = false;
  }
}
