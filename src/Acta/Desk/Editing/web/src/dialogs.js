// Dialogs: each asks, checks, and gives its answer to what asked; the focus goes back to the text.
import { addressOf } from "./views.js";
import { h, text, uniqueId } from "./dom.js";
import { findArticles, libraryPictures, upload } from "./server.js";

/** @param submit gives a sentence where something is wrong, or null; may be a promise. */
function open(field, title, content, submitLabel, submit, extra = []) {
  const { words } = field;
  const titleId = uniqueId();
  const fault = h("p", { class: "fault", role: "alert", hidden: true });
  const button = h("button", { class: "button", type: "submit" }, submitLabel);
  const form = h("form", { class: "stack", method: "dialog", novalidate: true }, h("h2", { id: titleId }, title), fault, ...content,
    h("div", { class: "row" }, button, ...extra, h("button", { class: "button second", type: "button", onclick: () => dialog.close() }, words.cancel)));
  const dialog = h("dialog", { class: "ed-dialog", "aria-labelledby": titleId }, form);
  form.addEventListener("submit", async event => {
    event.preventDefault();
    button.disabled = true;
    const wrong = await submit();
    button.disabled = false;
    if (!wrong) return dialog.close();
    fault.hidden = false;
    fault.textContent = wrong.sentence ?? wrong;
    wrong.at?.focus();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    field.editor?.view.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function labelled(label, control, hint) {
  const id = control.id ||= uniqueId();
  const hintId = hint ? uniqueId() : null;
  if (hintId) control.setAttribute("aria-describedby", hintId);
  return h("div", { class: "field" }, h("label", { for: id }, label), control, hint ? h("p", { class: "hint", id: hintId }, hint) : null);
}

const box = (label, control) => h("label", { class: "box" }, control, label);

export function linkDialog(field) {
  const { words, editor } = field;
  const { from, to, empty, $from } = editor.state.selection;
  if (!$from.parent.inlineContent || !$from.parent.type.allowsMarkType(editor.schema.marks.link)) return field.say(words["not-here"]);
  const old = editor.getAttributes("link");
  const inLink = editor.isActive("link");
  const url = h("input", { type: "text", inputmode: "url", value: old.href ?? "", autocomplete: "off" });
  const wordsField = h("input", { type: "text", value: "", autocomplete: "off" });
  const askWords = empty && !inLink;
  const listId = uniqueId();
  const search = h("input", { type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list", autocomplete: "off" });
  const list = h("ul", { id: listId, role: "listbox", class: "ed-found", "aria-label": words.find, hidden: true });
  const said = h("p", { class: "hint", role: "status" });
  articleSearch(field, search, list, said, article => {
    url.value = article.url;
    if (askWords && !wordsField.value) wordsField.value = article.title;
    (askWords ? wordsField : url).focus();
  });
  const dialog = open(field, words.link, [labelled(words.url, url), askWords ? labelled(words["link-text"], wordsField) : null, labelled(words.find, search), list, said].filter(Boolean), inLink ? words.apply : words.insert, () => {
    const href = url.value.trim();
    if (!isAddress(href)) return { sentence: words["url-wrong"], at: url };
    const mark = { type: "link", attrs: { href, title: old.title ?? null } };
    const chain = editor.chain().setTextSelection({ from, to });
    if (askWords) chain.insertContent({ type: "text", text: wordsField.value.trim() || href, marks: [mark] }).unsetMark("link").run();
    else chain.extendMarkRange("link").setMark("link", mark.attrs).run();
    return null;
  }, inLink ? [h("button", { class: "button second", type: "button", onclick: () => {
    editor.chain().setTextSelection({ from, to }).extendMarkRange("link").unsetMark("link").run();
    dialog.close();
  } }, words["remove-link"])] : []);
}

const isAddress = url => /^(https?:\/\/[^\s]+|mailto:[^\s@]+@[^\s]+|tel:[+\d][\d\s-]*|acta:[\w-]+|\/(?!\/)\S*|#\S+)$/i.test(url);

// A combobox: arrows go through what was found, Enter takes it.
function articleSearch(field, search, list, said, take) {
  const { words } = field;
  let found = [], at = -1, asked = 0, timer = 0;
  const choose = i => {
    at = i;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === i)));
    if (i >= 0) {
      search.setAttribute("aria-activedescendant", list.children[i].id);
      list.children[i].scrollIntoView({ block: "nearest" });
    } else search.removeAttribute("aria-activedescendant");
  };
  const show = articles => {
    found = articles;
    list.replaceChildren(...found.map((article, i) => h("li", { role: "option", id: uniqueId(), "aria-selected": "false", onclick: () => pick(i) }, h("span", { lang: field.language, dir: "auto" }, article.title), " ", h("span", { class: "hint" }, article.date ?? ""))));
    list.hidden = found.length === 0;
    search.setAttribute("aria-expanded", String(found.length > 0));
    choose(-1);
  };
  const pick = i => {
    const article = found[i];
    show([]);
    take(article);
  };
  search.addEventListener("input", () => {
    clearTimeout(timer);
    const query = search.value.trim(), turn = ++asked;
    if (query.length < 2) {
      said.textContent = "";
      return show([]);
    }
    timer = setTimeout(async () => {
      const articles = await findArticles(query, field.language).catch(() => null);
      if (turn !== asked) return;
      show(Array.isArray(articles) ? articles.slice(0, 12) : []);
      said.textContent = articles === null ? words["find-failed"] : found.length === 0 ? words["find-none"] : text(words, "find-count", { count: found.length });
    }, 250);
  });
  search.addEventListener("keydown", event => {
    if (event.key === "ArrowDown" && found.length) choose((at + 1) % found.length);
    else if (event.key === "ArrowUp" && found.length) choose((at - 1 + found.length) % found.length);
    else if (event.key === "Enter" && at >= 0) pick(at);
    else if (event.key === "Enter") { /* searching is not sending */ }
    else if (event.key === "Escape" && found.length) show([]);
    else return;
    event.preventDefault();
  });
}

/** A picture, new or as it stands; `done` gets its attributes and, for a new one, its caption. */
export function imageDialog(field, { file = null, attrs = null } = {}, done) {
  const { words } = field;
  const picked = h("input", { type: "file", accept: "image/jpeg,image/png,image/webp,image/avif,image/gif" });
  const url = h("input", { type: "text", inputmode: "url", value: attrs?.url ?? "", autocomplete: "off" });
  const library = h("select", {}, h("option", { value: "" }, "–"));
  let known = [];
  if (!file && !attrs?.file) {
    libraryPictures().then(pictures => {
      known = pictures;
      library.append(...pictures.map(p => h("option", { value: p.id }, p.name)));
    });
  }
  const alt = h("textarea", { rows: "3", lang: field.language, dir: field.direction, value: attrs?.alt ?? "" });
  const decorative = h("input", { type: "checkbox", checked: attrs !== null && !attrs.alt });
  const credit = h("input", { type: "text", value: attrs?.credit ?? "" });
  const licence = h("input", { type: "text", value: attrs?.licence ?? "" });
  const caption = h("input", { type: "text", lang: field.language, dir: field.direction });
  const status = h("p", { class: "hint", role: "status" });
  const without = () => { alt.disabled = decorative.checked; };
  decorative.addEventListener("change", without);
  without();
  open(field, words.image, [
    file ? h("p", {}, file.name) : attrs?.file ? null : labelled(words["image-file"], picked),
    file || attrs?.file ? null : labelled(words["image-library"], library),
    file || attrs?.file ? null : labelled(words["image-url"], url),
    labelled(words.alt, alt, words["alt-hint"]), box(words.decorative, decorative),
    attrs ? null : labelled(words.caption, caption), labelled(words.credit, credit), labelled(words.licence, licence), status,
  ].filter(Boolean), attrs ? words.apply : words.insert, async () => {
    const chosen = file ?? picked.files[0];
    const there = chosen ? null : known.find(p => p.id === library.value);
    if (!chosen && !there && !attrs?.file && !isAddress(url.value.trim())) return { sentence: words["image-wrong"], at: url };
    if (chosen && !/^image\/(jpeg|png|webp|avif|gif)$/.test(chosen.type)) return { sentence: words["image-type"], at: picked };
    if (!decorative.checked && !alt.value.trim()) return { sentence: words["alt-wrong"], at: alt };
    const made = { ...attrs, alt: decorative.checked ? null : oneLine(alt.value), credit: oneLine(credit.value) || null, licence: oneLine(licence.value) || null };
    const take = got => Object.assign(made, { url: null, file: { id: got.id, name: got.name, type: got.type, size: got.size, sha256: got.sha256, width: got.width ?? null, height: got.height ?? null }, focusX: got.focusX ?? null, focusY: got.focusY ?? null });
    if (there) take(there);
    else if (chosen) {
      status.textContent = text(words, "uploading", { name: chosen.name });
      try {
        const got = await upload(field, chosen);
        // What names the bytes for ever is kept whole; without it, the address alone.
        if (got.sha256 && got.size) take(got);
        else made.url = got.url;
      } catch (e) {
        return text(words, "upload-failed", { reason: e.message });
      } finally {
        status.textContent = "";
      }
    } else if (!attrs?.file) made.url = url.value.trim();
    done(made, caption.value.trim());
    return null;
  });
}

const oneLine = value => value.replace(/\s+/g, " ").trim();

/** The title and address of a file or a recording that stands in the text. */
export function cardDialog(field, node, done) {
  const { words } = field;
  const title = h("input", { type: "text", value: node.attrs.title ?? "", lang: field.language, dir: field.direction });
  const url = h("input", { type: "text", inputmode: "url", value: node.attrs.url ?? "" });
  open(field, words[node.type.name === "attachment" ? "attachment" : node.attrs.kind], [labelled(words["link-text"], title), node.attrs.file ? h("p", { class: "hint" }, addressOf(node.attrs)) : labelled(words.url, url)], words.apply, () => {
    if (!node.attrs.file && url.value.trim() && !isAddress(url.value.trim())) return { sentence: words["url-wrong"], at: url };
    done({ ...node.attrs, title: oneLine(title.value) || null, url: node.attrs.file ? node.attrs.url : url.value.trim() || null });
    return null;
  });
}

export function tableDialog(field, done) {
  const { words } = field;
  const number = value => h("input", { type: "number", min: "1", max: "50", value });
  const rows = number("3"), columns = number("3"), head = h("input", { type: "checkbox", checked: true });
  const of = input => Math.min(50, Math.max(1, Math.round(Number(input.value)) || 1));
  open(field, words.table, [labelled(words["table-rows"], rows), labelled(words["table-columns"], columns), box(words["table-head"], head)], words.insert, () => {
    // After the dialog has closed, so that the cursor stays where the table puts it.
    queueMicrotask(() => done(of(rows), of(columns), head.checked && of(rows) > 1));
    return null;
  });
}

const rightToLeft = /^(ar|he|fa|ur|yi|ps|sd|ug|dv|ckb)\b/i;

export function languageDialog(field) {
  const { words, editor } = field;
  const { from, to, empty } = editor.state.selection;
  if (empty && !editor.isActive("span")) return field.say(words["select-first"]);
  const tag = h("input", { type: "text", value: editor.getAttributes("span").lang ?? "", autocomplete: "off", autocapitalize: "none", spellcheck: "false" });
  open(field, words.language, [labelled(words["span-language"], tag, words["span-hint"])], words.apply, () => {
    const lang = tag.value.trim();
    if (lang && !/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(lang)) return { sentence: words["span-wrong"], at: tag };
    const chain = editor.chain().setTextSelection({ from, to });
    if (empty) chain.extendMarkRange("span");
    chain.unsetMark("span");
    const dir = rightToLeft.test(lang) !== (field.direction === "rtl") ? (rightToLeft.test(lang) ? "rtl" : "ltr") : null;
    if (lang) chain.setMark("span", { lang, dir });
    chain.run();
    return null;
  });
}
