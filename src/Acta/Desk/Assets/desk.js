// The desk's script: passkeys, the focus on what went wrong, saving while one writes. Every page works without it, but for passkeys.
"use strict";

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential || !PublicKeyCredential.parseRequestOptionsFromJSON) continue;
  form.hidden = false;
  form.addEventListener("submit", event => {
    event.preventDefault();
    answer(form);
  });
}

document.getElementById("fault")?.focus();

// A link that is shown this once is taken along by one key or one button.
document.querySelector(".made input[readonly]")?.select();
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  const said = document.createElement("span");
  said.className = "hint";
  said.setAttribute("role", "status");
  button.parentElement.after(said);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.parentElement.querySelector("input").value);
    said.textContent = button.parentElement.dataset.copied;
  });
}

async function answer(form) {
  const fault = form.querySelector(".fault");
  fault.hidden = true;
  try {
    const response = await fetch(form.dataset.options, {
      method: "POST",
      headers: { "Accept": "application/json", "X-Form-Token": form.elements["form-token"].value },
    });
    const options = await response.json();
    if (options.confirm) {
      location.assign(options.confirm);
      return;
    }
    const credential = form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch {
    fault.textContent = form.dataset.failed;
    fault.hidden = false;
  }
}

// ── Saving while one writes ──
// What is typed is kept in the browser until the desk has said that it has it: a lost connection loses nothing.

const signOut = "form[action='/desk/sign-out']";
const form = document.querySelector("form[data-autosave]");
if (form) autosave(form);

function autosave(form) {
  const key = "acta:" + form.dataset.key;
  const version = form.elements.version;
  const status = form.querySelector("[data-saved]");
  const others = document.querySelector("[data-others]");
  let timer = 0, sending = false, again = false, stopped = false, pause = 1500;

  const typed = () => {
    const values = {};
    for (const [name, value] of new FormData(form)) if (name !== "form-token") (values[name] ??= []).push(value);
    return values;
  };
  // The same for the same text, whichever version it is sent as.
  const content = () => JSON.stringify({ ...typed(), version: "" });
  const tell = (text, trouble = false) => {
    status.textContent = text;
    status.classList.toggle("trouble", trouble);
  };
  // One that is at the desk nowhere yet has no page to come back to: it is asked after before the page is left.
  const keep = also => {
    if (form.dataset.new) return;
    try {
      localStorage.setItem(key, JSON.stringify({ ...typed(), ...also }));
    } catch {
      // A browser that keeps nothing still sends.
    }
  };
  const release = () => localStorage.removeItem(key);

  const saved = localStorage.getItem(key);
  const values = saved && JSON.parse(saved);
  if (values && ("record" in form.dataset ? form.dataset.typed || location.search.includes("said=saved") || (values.submitted && values.version[0] !== version.value) : values.submitted && values.version[0] !== version.value)) {
    release();
  } else if (values && "record" in form.dataset) {
    sendAgain();
  } else if (values) {
    const served = version.value, before = content();
    for (const field of form.elements) {
      if (!field.name || field.name === "form-token" || field.name === "fields" || !(field.name in values || field.type === "checkbox")) continue;
      if (field.type === "checkbox" || field.type === "radio") field.checked = (values[field.name] ?? []).includes(field.value);
      else field.value = values[field.name][0];
    }
    // What was sent as the page was left may well have come.
    if (content() === before) {
      version.value = served;
      release();
    } else {
      tell(form.dataset.restored);
      schedule(0);
    }
  }

  // A form of rows and choices is not put together here again: what it had is sent, and the page comes back with it.
  function sendAgain() {
    const again = document.createElement("form");
    again.method = "post";
    again.action = form.action;
    localStorage.setItem(key, JSON.stringify({ ...values, submitted: ["yes"] }));
    for (const [name, sent] of [...Object.entries(values), ["form-token", [form.elements["form-token"].value]], ["do", ["save"]]])
      for (const value of sent) {
        const field = document.createElement("input");
        Object.assign(field, { type: "hidden", name, value });
        again.append(field);
      }
    document.body.append(again);
    stopped = true;
    again.submit();
  }

  function schedule(after) {
    clearTimeout(timer);
    timer = setTimeout(send, after);
  }

  const text = () => new URLSearchParams(new FormData(form)).toString();

  const post = more => fetch(form.dataset.autosave, {
    method: "POST",
    headers: { "Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8", "X-Form-Token": form.elements["form-token"].value },
    body: text(),
    ...more,
  });

  async function send() {
    if (sending) {
      again = true;
      return;
    }
    if (stopped) return;
    sending = true;
    again = false;
    try {
      for (const area of form.querySelectorAll("textarea")) await area.actaFlush?.();
      keep();
      const before = content();
      tell(form.dataset.saving);
      const response = await post();
      if (response.status === 401) throw new Error("signed out");
      if (!(response.headers.get("Content-Type") ?? "").includes("json")) throw new Error(response.status);
      const answer = await response.json();
      if (answer.conflict) {
        stopped = true;
        tell(form.dataset.conflict.replace("{name}", answer.by), true);
      } else if (answer.refused) {
        tell(answer.refused, true);
        if (answer.faults) for (const field of form.elements) if (field.name) wrong(field, answer.faults[field.name]);
      } else {
        pause = 1500;
        version.value = answer.version;
        for (const digest of document.querySelectorAll("[name=digest]")) digest.value = answer.digest;
        for (const other of document.querySelectorAll("[name=version]")) other.value = answer.version;
        if (others) others.textContent = answer.others;
        tell(answer.saved);
        // From now on it has a page of its own.
        const heading = document.querySelector(".edit-title");
        if (answer.title && heading && heading.textContent !== answer.title) {
          document.title = document.title.replace(heading.textContent, () => answer.title);
          heading.textContent = answer.title;
        }
        if (answer.at) {
          delete form.dataset.new;
          if (location.pathname !== answer.at) history.replaceState(null, "", answer.at);
        }
        const state = document.querySelector("[data-state]");
        // What was new has a state from now on.
        if (state && answer.state && !state.querySelector(".chip")) {
          const chip = document.createElement("span");
          chip.textContent = " ";
          state.append(chip, "\n");
          chip.className = "chip";
        }
        // An approval that this change voided is no longer to be seen.
        if (state && answer.state && state.querySelector(".chip") && state.dataset.state !== answer.state) {
          state.dataset.state = answer.state;
          const chip = state.querySelector(".chip");
          chip.className = "chip " + answer.stateWord;
          chip.lastChild.textContent = " " + answer.state;
          state.querySelector("[data-approved]")?.remove();
        }
        for (const field of form.elements) if (field.name) wrong(field, answer.faults[field.name]);
        if (content() === before) release();
        else again = true;
      }
    } catch (e) {
      // No connection, no session, or the desk is away: it is tried again, ever more slowly.
      tell(e.message === "signed out" ? form.dataset.signedOut : form.dataset.offline, true);
      pause = Math.min(pause * 2, 30000);
      again = true;
    }
    sending = false;
    if (again && !stopped) schedule(pause);
  }

  function wrong(field, fault) {
    const id = field.name.replaceAll(".", "-") + "-hint";
    let hint = document.getElementById(id);
    if (!hint && fault) {
      hint = document.createElement("span");
      hint.id = id;
      field.after(hint);
      field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
    }
    if (fault) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    if (!hint) return;
    hint.dataset.hint ??= hint.classList.contains("wrong") ? "" : hint.textContent;
    hint.textContent = fault ?? hint.dataset.hint;
    hint.className = fault ? "wrong" : "hint";
  }

  // A record or a file that is picked tells of itself by a change alone, as every choice of a record's own form does.
  for (const heard of ["input", "change"])
    form.addEventListener(heard, event => {
      if (event.target.name?.startsWith("look.")) return;
      if (heard === "change" && !("record" in form.dataset) && !event.target.matches("[data-picker]")) return;
      keep();
      if (!stopped) schedule(pause);
      count();
    });
  addEventListener("online", () => schedule(0));
  document.addEventListener("visibilitychange", () => document.hidden && localStorage.getItem(key) && !stopped && send());
  // Who leaves the page within the pause leaves with the text: sent as the page goes, which browsers do for so many bytes; of more
  // they ask.
  const most = 60000;
  const isWaiting = () => !stopped && !form.dataset.new && localStorage.getItem(key);
  addEventListener("beforeunload", event => { if (isWaiting() && text().length > most) event.preventDefault(); });
  addEventListener("pagehide", () => { if (isWaiting() && text().length <= most) post({ keepalive: true }).catch(() => {}); });
  // What is sent stays in the browser until a page with a later version has come back; the editor, where there is one, has
  // handed its text over before this is heard.
  form.addEventListener("submit", () => {
    stopped = true;
    keep({ submitted: ["yes"] });
  });
  // What else the page does, it does with the text as it stands on the page: that is sent first. Where it can't be, nothing is
  // done, and it is said why.
  const isKept = () => localStorage.getItem(key) || [...form.querySelectorAll("textarea")].some(area => area.actaIsDirty?.());
  const isUnsaved = () => !stopped && isKept();
  for (const other of document.querySelectorAll("form[method=post]")) {
    // Signing out takes what was typed out of this browser, even where it can't be saved any more: that is asked about.
    const signsOut = other.matches(signOut);
    if (other === form || !(signsOut || other.getAttribute("action").startsWith(form.dataset.autosave))) continue;
    other.addEventListener("submit", async event => {
      if (other.dataset.saved || !(signsOut ? isKept() : isUnsaved())) return;
      event.preventDefault();
      const { submitter } = event;
      await sendAll();
      if (signsOut ? isKept() && !confirm(form.dataset.lost) : isUnsaved()) {
        if (signsOut) return;
        tell(form.dataset.first, true);
        status.scrollIntoView({ block: "center" });
        return;
      }
      if (signsOut) stopped = true;
      other.dataset.saved = "yes";
      other.requestSubmit(submitter);
    });
  }
  document.addEventListener("click", async event => {
    const link = event.target.closest?.("a[href]");
    if (!link || link.target || link.hasAttribute("download") || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.origin !== location.origin || (link.pathname === location.pathname && link.hash) || !isUnsaved()) return;
    event.preventDefault();
    await sendAll();
    location.assign(link.href);
  });

  async function sendAll() {
    clearTimeout(timer);
    for (let tries = 0; tries < 3 && isUnsaved(); tries++) {
      while (sending) await new Promise(done => setTimeout(done, 50));
      await send();
    }
  }

  // Somebody who only reads along is seen, too.
  setInterval(() => !stopped && !form.dataset.new && !document.hidden && !localStorage.getItem(key) && send(), 45000);

  const words = form.querySelector("[data-words]");
  const body = form.elements.body;
  function count() {
    if (!words || !body || !Intl.Segmenter) return;
    let n = 0;
    for (const part of new Intl.Segmenter(body.lang, { granularity: "word" }).segment(body.value)) if (part.isWordLike) n++;
    words.textContent = words.dataset.words.replace("{count}", n.toLocaleString(document.documentElement.lang));
  }
  count();
}

// The passage that is marked is the passage that is spoken of.
const quote = document.querySelector("[data-quote]");
if (quote)
  document.addEventListener("selectionchange", () => {
    const field = document.activeElement;
    const marked = field?.name === "body" ? field.value.slice(field.selectionStart, field.selectionEnd) : field?.closest(".ed-text") ? getSelection().toString() : "";
    if (marked.trim() && !marked.includes("\n\n")) quote.value = marked.trim().slice(0, 500);
  });

// A passage that is commented on is marked in the text, and shown when it is asked for.

const find = document.querySelector("[data-find]")?.dataset.find;
if (find) {
  const rangesOf = words => {
    const text = document.querySelector(".ed-text");
    const wanted = words.replace(/\s+/g, " ").trim();
    if (!text || !wanted) return null;
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const places = [];
    let plain = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (let i = 0; i < node.length; i++) {
        const letter = /\s/.test(node.data[i]) ? " " : node.data[i];
        if (letter === " " && plain.endsWith(" ")) continue;
        plain += letter;
        places.push([node, i]);
      }
    const at = plain.indexOf(wanted);
    if (at < 0) return null;
    const range = new Range();
    range.setStart(...places[at]);
    const [node, last] = places[at + wanted.length - 1];
    range.setEnd(node, last + 1);
    return range;
  };
  const passages = [...document.querySelectorAll("[data-passage]")];
  for (const passage of passages) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = find;
    button.addEventListener("click", () => {
      const range = rangesOf(passage.textContent);
      if (range) {
        range.startContainer.parentElement.scrollIntoView({ block: "center" });
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        return;
      }
      const area = document.getElementById("body");
      const at = area.value.indexOf(passage.textContent);
      if (area.hidden || at < 0) return;
      area.focus();
      area.setSelectionRange(at, at + passage.textContent.length);
    });
    passage.after(button);
  }
  const mark = () => CSS.highlights?.set("commented", new Highlight(...passages.map(p => rangesOf(p.textContent)).filter(Boolean)));
  if (window.Highlight && passages.length > 0) setInterval(mark, 1500);
}

// ── The passage that a finding leads to ──
// It is sought by its letters and digits alone: the text area has marks among them, the editor has none.

addEventListener("hashchange", goToPassage);
goToPassage();

function goToPassage() {
  const field = document.querySelector("form.edit")?.elements[decodeURIComponent(location.hash.slice(1))];
  if (field?.closest) {
    for (let around = field.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
    field.focus();
    field.scrollIntoView({ block: "center" });
  }
  if (!location.hash.startsWith("#passage=")) return;
  markPassage(location.hash.slice(9).split("|").map(decodeURIComponent));
}

// From a passage of the original to its translation.
for (const button of document.querySelectorAll(".go-passage")) {
  button.hidden = false;
  button.addEventListener("click", () => markPassage(["", button.dataset.goesTo, ""]));
}

function markPassage(passage) {
  const area = document.getElementById("body");
  let isInArea = false, tries = 0;
  const timer = setInterval(() => {
    // The editor, where there is one, comes a moment later and takes the text area's place.
    const editor = document.querySelector(".ed-text");
    if (editor) markInEditor(editor, passage);
    else if (area && !area.hidden && !isInArea) isInArea = markInArea(area, passage) || true;
    if (editor || ++tries > 30) clearInterval(timer);
  }, 100);
}

// Where the words begin and end in a text; the sentence around tells which of several is meant.
function findPassage(text, [before, words, after]) {
  const isCounted = /[\p{L}\p{N}]/u;
  let plain = "";
  const places = [];
  for (let i = 0; i < text.length; i++)
    if (isCounted.test(text[i])) {
      plain += text[i];
      places.push(i);
    }
  const bare = s => [...s].filter(c => c.length === 1 && isCounted.test(c)).join("");
  const [b, w, a] = [before, words, after].map(bare);
  for (const [left, middle, right] of [[b, w, a], [b, w, ""], ["", w, a], [b.slice(-12), w, ""], ["", w, ""]]) {
    const at = left + middle + right ? plain.indexOf(left + middle + right) : -1;
    if (at < 0) continue;
    // A sign that is no letter, such as a quotation mark, is shown by what stands around it.
    const [from, to] = middle ? [at + left.length, at + left.length + middle.length] : [at, at + (left + right).length];
    return [places[from], places[to - 1] + 1];
  }
  return null;
}

function markInArea(area, passage) {
  const found = findPassage(area.value, passage);
  area.scrollIntoView({ block: "center" });
  if (!found) return area.focus();
  area.focus({ preventScroll: true });
  area.setSelectionRange(...found);
  area.scrollTop = area.scrollHeight * found[0] / Math.max(1, area.value.length) - area.clientHeight / 2;
}

function markInEditor(editor, passage) {
  const nodes = [], walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
  let text = "";
  while (walker.nextNode()) {
    nodes.push([text.length, walker.currentNode]);
    text += walker.currentNode.data;
  }
  const found = findPassage(text, passage);
  editor.focus({ preventScroll: true });
  if (!found) return editor.scrollIntoView({ block: "start" });
  const [[startNode, start], [endNode, end]] = [found[0], found[1] - 1].map(at => {
    const [from, node] = nodes.findLast(([from]) => from <= at);
    return [node, at - from];
  });
  getSelection().setBaseAndExtent(startNode, start, endNode, end + 1);
  startNode.parentElement.scrollIntoView({ block: "center" });
}

// ── Proving who one is ──
// What was typed into a form that was answered by that question stands there again afterwards.

const typedKey = "acta-typed";
for (const form of document.querySelectorAll("form[method=post][data-proof]"))
  form.addEventListener("submit", () => {
    try {
      sessionStorage.setItem(typedKey, JSON.stringify({ action: form.action, fields: [...new FormData(form)].filter(([name, value]) => name !== "form-token" && typeof value === "string") }));
    } catch {
      // It is typed again, then.
    }
  });
if (new URLSearchParams(location.search).get("said") === "proved") {
  const kept = JSON.parse(sessionStorage.getItem(typedKey) ?? "null");
  const form = kept && [...document.querySelectorAll("form[data-proof]")].find(form => form.action === kept.action);
  if (form) {
    for (const field of form.elements) {
      if (!field.name || field.type === "hidden" || field.type === "submit") continue;
      const values = kept.fields.filter(([name]) => name === field.name);
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.some(([, value]) => value === field.value);
      // Of several of one name, each has its own.
      else if (values.length > 0) field.value = kept.fields.splice(kept.fields.indexOf(values[0]), 1)[0][1];
    }
    const around = form.closest("details");
    if (around) around.open = true;
    form.querySelector("[type=submit]")?.focus();
  }
}
if (!location.pathname.startsWith("/desk/confirm")) sessionStorage.removeItem(typedKey);

// Who leaves this browser leaves nothing of drafts in it: not what a page kept as it was left, either.
function forgetDrafts() {
  for (const key of Object.keys(localStorage)) if (key.startsWith("acta:")) localStorage.removeItem(key);
}
document.querySelector(signOut)?.addEventListener("submit", event => event.defaultPrevented || forgetDrafts());
if (location.pathname === "/desk/sign-in" && new URLSearchParams(location.search).get("said") === "signed-out") forgetDrafts();
