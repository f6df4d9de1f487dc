// The register's script: fields that name records search as one types, and rows are added without leaving the page. Every
// form works without it.
"use strict";

let made = 0;

function element(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "checked" || name === "hidden") made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter(c => c !== null && c !== undefined));
  return made;
}

// A combobox with a list (WAI-ARIA): arrows go through what was found, Enter takes it, Escape closes it.
function combobox(input, { url, words, take, before, make = null, least = 2 }) {
  const list = element("ul", { id: "found-" + ++made, role: "listbox", class: "found", hidden: true, "aria-label": words.label });
  const said = element("p", { class: "hint found-said", role: "status" });
  const makes = element("p", { class: "makes", hidden: true });
  let found = [], at = -1, turn = 0, timer = 0;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  before.after(list, said, makes);

  const choose = i => {
    at = i;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === i)));
    if (i < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[i].id);
      list.children[i].scrollIntoView({ block: "nearest" });
    }
  };
  const show = records => {
    found = records;
    list.replaceChildren(...records.map((r, i) => element("li", { role: "option", id: `${list.id}-${i}`, "aria-selected": "false", onmousedown: e => e.preventDefault(), onclick: () => pick(i) },
      r.thumb ? element("img", { src: r.thumb, alt: "", class: "picked-thumb" }) : null, element("span", { lang: r.lang, dir: "auto", class: "found-name" }, r.name), " ", element("span", { class: "hint" }, [r.kind, r.hint, r.draft].filter(Boolean).join(" · ")))));
    list.hidden = records.length === 0;
    input.setAttribute("aria-expanded", String(records.length > 0));
    choose(-1);
  };
  const pick = i => {
    const record = found[i];
    show([]);
    input.value = "";
    said.textContent = take(record) ?? "";
  };
  const look = () => {
    clearTimeout(timer);
    const query = input.value.trim(), mine = ++turn;
    if (query.length < least && !/[\u2e80-\uffff]/.test(query)) {
      said.textContent = "";
      return show([]);
    }
    timer = setTimeout(async () => {
      let records = null;
      try {
        const answer = await fetch(url(query), { headers: { Accept: "application/json" } });
        if (answer.ok && (answer.headers.get("Content-Type") ?? "").includes("json")) records = await answer.json();
      } catch {
        // Told below.
      }
      if (mine !== turn) return;
      show(records ?? []);
      // Who is not there yet is begun in another window, and found from then on.
      makes.hidden = !make || records?.length !== 0;
      if (!makes.hidden) makes.replaceChildren(...Object.entries(make).map(([kind, label]) => element("a", { href: `/desk/register/new?kind=${kind}&name=${encodeURIComponent(query)}`, target: "_blank" }, label)));
      said.textContent = records === null ? words.failed : records.length === 0 ? words.none : words.found.replace("{count}", records.length);
    }, 180);
  };
  input.addEventListener("input", look);
  // Where nothing need be typed, the newest are shown at once.
  if (least === 0) input.addEventListener("focus", look);
  input.addEventListener("keydown", event => {
    if (event.key === "ArrowDown" && found.length) choose((at + 1) % found.length);
    else if (event.key === "ArrowUp" && found.length) choose(at <= 0 ? found.length - 1 : at - 1);
    else if (event.key === "Enter" && found.length) pick(Math.max(at, 0));
    else if (event.key === "Enter") { /* searching is not sending */ }
    else if (event.key === "Escape" && found.length) show([]);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => setTimeout(() => show([]), 150));
}

function picker(field) {
  const { picker: name, kinds, many, files } = field.dataset;
  const input = field.querySelector("input[type=search]");
  const list = field.querySelector("[data-picked]");
  const label = field.querySelector("legend").textContent;
  field.querySelector("button[value^='look:']").hidden = true;
  const chosen = () => [...list.querySelectorAll("input")];
  combobox(input, {
    url: query => files ? `/desk/media?q=${encodeURIComponent(query)}&kind=${files}` : `/desk/register/find?q=${encodeURIComponent(query)}&kind=${kinds}`,
    words: { label, found: field.dataset.found, none: field.dataset.none, failed: field.dataset.failed },
    least: files ? 0 : 2,
    before: input.closest("p"),
    make: field.dataset.make ? JSON.parse(field.dataset.make) : null,
    take,
  });
  const upload = field.querySelector("input[type=file]");
  if (upload) uploads();

  function take(record) {
    const there = chosen().find(i => i.value === record.id);
    if (there) there.checked ||= there.type !== "hidden";
    else {
      if (!many) for (const old of [...list.children]) if (!old.hasAttribute("data-nobody")) old.remove();
      list.insertBefore(item(record), list.querySelector("[data-nobody]"));
    }
    tidy();
    field.dispatchEvent(new Event("change", { bubbles: true }));
    // The search is no longer there to be in.
    if (!many) list.querySelector(".take-away")?.focus();
    return field.dataset.taken.replace("{name}", record.name);
  }

  // A file is sent as it is chosen, part by part, and then is the one that is meant.
  function uploads() {
    const status = field.querySelector("[data-upload-status]"), form = field.closest("form");
    field.querySelector("button[value^='upload:']").hidden = true;
    upload.removeAttribute("name");
    upload.addEventListener("change", async () => {
      const file = upload.files[0];
      if (!file) return;
      upload.disabled = true;
      const answer = await sendFile(file, field.closest("[data-upload]"), form.elements["form-token"].value, status);
      upload.disabled = false;
      upload.value = "";
      status.textContent = answer.refused ?? "";
      if (answer.refused) return;
      const said = take({ id: answer.id, name: answer.name, thumb: answer.type.startsWith("image/") ? answer.url : null });
      field.querySelector(".found-said").textContent = said;
    });
  }

  function item(record) {
    return element("li", {}, record.thumb ? element("img", { src: record.thumb, alt: "", class: "picked-thumb" }) : null, element("label", { class: "box" }, element("input", { type: many ? "checkbox" : "radio", name, value: record.id, checked: true }), " ",
      element("span", {}, element("span", { lang: record.lang, dir: "auto" }, record.name), record.hint ? element("span", { class: "hint" }, " " + record.hint) : null)));
  }

  // What is chosen stands there with a button that takes it away, in the place of its box.
  function tidy() {
    list.querySelector("[data-nobody]")?.setAttribute("hidden", "");
    // Who is found is not sought any more, until they are taken away.
    for (const ask of field.querySelectorAll(".look")) ask.hidden = !many && !!list.querySelector("input[type=hidden], input:checked:not([value=''])");
    for (const li of list.children) {
      const box = li.querySelector("label input");
      if (li.hasAttribute("data-nobody") || !box?.checked) continue;
      const called = li.querySelector("label > span > span").textContent;
      li.querySelector("label").replaceWith(element("input", { type: "hidden", name, value: box.value }), box.nextElementSibling);
      const button = element("button", { type: "button", class: "take-away", "aria-label": field.dataset.away.replace("{name}", called), onclick: () => {
        li.remove();
        tidy();
        field.dispatchEvent(new Event("change", { bubbles: true }));
        input.focus();
        field.querySelector(".found-said").textContent = field.dataset.gone.replace("{name}", called);
      } }, "×");
      li.classList.add("chosen");
      li.append(button);
    }
  }
  tidy();
}

function rows(field) {
  const add = field.querySelector("button[value^='add:']");
  for (const row of field.querySelectorAll("[data-row]")) removable(row);
  add?.addEventListener("click", async event => {
    event.preventDefault();
    const form = add.form, data = new FormData(form);
    data.set("do", add.value);
    let page;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(data) });
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      return form.requestSubmit(add);
    }
    const fresh = page.getElementById(field.id);
    if (!fresh) return form.requestSubmit(add);
    field.replaceWith(fresh);
    begin(fresh);
    rows(fresh);
    [...fresh.querySelectorAll("[data-row]")].at(-1)?.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });

  function removable(row) {
    row.append(element("p", {}, element("button", { type: "button", class: "quiet", onclick: () => {
      const next = row.nextElementSibling;
      row.remove();
      field.dispatchEvent(new Event("change", { bubbles: true }));
      (next?.querySelector("input, button") ?? add).focus();
    } }, row.dataset.remove, element("span", { class: "unseen" }, " " + row.querySelector("legend").textContent))));
  }
}

function begin(root) {
  for (const field of root.querySelectorAll("[data-picker]")) picker(field);
}

begin(document);
for (const field of document.querySelectorAll("[data-rows]")) rows(field);

// A record named in a text: found by name, put where the cursor is.
for (const field of document.querySelectorAll("[data-mention]")) {
  const input = field.querySelector("input");
  const area = document.getElementById(field.dataset.mention);
  field.hidden = false;
  combobox(input, {
    url: query => `/desk/register/find?q=${encodeURIComponent(query)}&name=${area.lang}`,
    words: { label: field.dataset.label, found: field.dataset.found, none: field.dataset.none, failed: field.dataset.failed },
    before: input.closest("p"),
    take: record => {
      // The formatted text takes it, where it is there and shown; else the text area.
      if (area.dispatchEvent(new CustomEvent("acta:mention", { detail: record, cancelable: true }))) {
        const [from, to] = [area.selectionStart, area.selectionEnd];
        const words = area.value.slice(from, to) || record.name;
        area.setRangeText(`[${words.replace(/[\\[\]]/g, "\\$&")}](acta:${record.id})`, from, to, "end");
        area.focus();
        area.dispatchEvent(new Event("input", { bubbles: true }));
      }
      return field.dataset.done.replace("{name}", record.name);
    },
  });
}

// What the record would contradict is told while one writes.
for (const told of document.querySelectorAll("[data-against]")) {
  const form = told.closest("form");
  let timer = 0, turn = 0;
  form.addEventListener("change", () => {
    clearTimeout(timer);
    const mine = ++turn;
    timer = setTimeout(async () => {
      const data = new FormData(form);
      data.set("do", "check");
      let against = null;
      try {
        const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams(data) });
        if (answer.ok && (answer.headers.get("Content-Type") ?? "").includes("json")) against = await answer.json();
      } catch {
        // It is told when the form is saved.
      }
      if (mine !== turn || against === null) return;
      told.hidden = against.length === 0;
      // What the page said of the record when it was opened is said here from now on.
      document.querySelector("section.against")?.remove();
      const isFault = against.some(c => !c.warning);
      told.className = isFault ? "fault against" : "said against";
      told.replaceChildren(element("strong", {}, isFault ? told.dataset.fault : told.dataset.against), element("ul", {}, ...against.map(c => element("li", {}, c.sentence, c.at ? " " : null, c.at ? element("a", { href: c.at, target: "_blank" }, told.dataset.see) : null))));
    }, 400);
  });
}

// What was typed and not saved is not left without a question, where the browser does not keep it.
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  let changed = false;
  for (const name of ["input", "change"]) form.addEventListener(name, event => { changed ||= !event.target.name?.startsWith("look."); });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", event => { if (changed && (!form.dataset.autosave || form.dataset.new)) event.preventDefault(); });
}

if (location.hash.length > 1) document.querySelector(location.hash.replace(/[^#\w-]/g, ""))?.scrollIntoView({ block: "center" });
