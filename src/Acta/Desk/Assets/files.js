// Files: sent part by part, and the point of a picture that must stay in sight. Without this script a form takes what is not too large.
"use strict";

const halfSent = "acta:upload:";

// A file goes part by part. What has arrived stays at the desk for a day: after a broken connection, and on the page loaded
// anew with the same file chosen, it goes on from there. The host's data says where to and in which words.
async function sendFile(file, host, token, status) {
  const words = JSON.parse(host.dataset.uploadWords);
  const key = `${halfSent}${file.name}:${file.size}:${file.lastModified}`;
  const part = 4 * 1024 * 1024;
  let at = remembered(key)?.at, offset = at ? -1 : 0, have = remembered(key)?.have ?? 0, pause = 1000;
  const say = word => words[word].replace("{percent}", Math.floor(have * 100 / file.size));
  const tell = word => {
    status.textContent = say(word);
  };
  const reached = bytes => {
    have = offset = bytes;
    remember(key, { at, have, name: file.name, time: Date.now() });
    tell("progress");
  };
  // The answer as data; a word where there is none: what to tell, or that nobody knows this file.
  const ask = async (path, options) => {
    const response = await fetch(path, { redirect: "manual", ...options, headers: { Accept: "application/json", "X-Form-Token": token, ...options?.headers } });
    if ((response.headers.get("Content-Type") ?? "").includes("json")) return { status: response.status, ...await response.json() };
    if (response.type === "opaqueredirect" || response.status === 401) return { word: "signed-out" };
    return { word: { 400: "old", 403: "no-right", 404: "unknown", 413: "size" }[response.status] ?? "waiting" };
  };
  const next = async () => {
    if (!at) {
      const begun = await ask(host.dataset.upload, { method: "POST", body: new URLSearchParams({ name: file.name, size: file.size }) });
      at = begun.upload;
      if (at) reached(0);
      return begun;
    }
    if (offset < 0) {
      const state = await ask(at);
      if (state.offset >= 0) reached(state.offset);
      return state;
    }
    return ask(at, { method: "POST", headers: { "Content-Type": "application/octet-stream", "Upload-Offset": offset }, body: file.slice(offset, offset + part) });
  };
  for (;;) {
    const answer = await next().catch(() => ({ word: "waiting" }));
    if (answer.word === "unknown") {
      // It was kept too long, or somebody else began it.
      at = null;
      forget(key);
    } else if (answer.id || answer.refused) {
      // What could not be kept just now waits whole at the server: the next try does not send it again.
      if (answer.status !== 503) forget(key);
      return answer;
    } else if (["signed-out", "old", "no-right", "size"].includes(answer.word)) {
      return { refused: say(answer.word) };
    } else if (answer.word || answer.status === 409) {
      // No connection; or the desk still listens to the one that broke.
      if (answer.word) tell(answer.word);
      offset = -1;
      await waited(pause);
      pause = Math.min(pause * 2, 30000);
    } else if (answer.offset >= 0) {
      reached(answer.offset);
      pause = 1000;
    }
  }
}

// A browser that keeps nothing still sends.
function remembered(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function remember(key, what) {
  try {
    localStorage.setItem(key, JSON.stringify(what));
  } catch {
    // It begins anew when the page does.
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // There was nothing.
  }
}

// Until then, or until the browser has a connection again.
function waited(time) {
  return new Promise(done => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener("online", end);
      done();
    };
    const timer = setTimeout(end, time);
    addEventListener("online", end);
  });
}

// Files that another visit left half-sent, by name.
function* leftHalfSent() {
  let keys = [];
  try {
    keys = Object.keys(localStorage).filter(k => k.startsWith(halfSent));
  } catch {
    return;
  }
  for (const key of keys) {
    const left = remembered(key);
    if (left && Date.now() - left.time < 86400000) yield left.name;
    else forget(key);
  }
}

for (const form of document.querySelectorAll("form[data-upload]")) {
  const status = form.querySelector("[data-upload-status]");
  const left = [...leftHalfSent()];
  if (left.length) status.textContent = JSON.parse(form.dataset.uploadWords).half.replace("{names}", left.join(", "));
  form.addEventListener("submit", async event => {
    const file = form.elements.file.files[0];
    if (!file) return;
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    const answer = await sendFile(file, form, form.elements["form-token"].value, status);
    button.disabled = false;
    if (answer.refused) {
      status.textContent = answer.refused;
    } else if (form.dataset.uploadSent) {
      form.elements[form.dataset.uploadSent].value = answer.id;
      form.elements.file.disabled = true;
      form.submit();
    } else {
      location.assign("/desk/media/" + answer.id + "?said=uploaded");
    }
  });
}

// A point on a picture, in thousandths from the left and the top: shown where it is, set by a click.
function pointOn(view, get, set) {
  const image = view.querySelector("img"), point = view.querySelector("[data-focal-point]");
  view.classList.add("pointed");
  view.addEventListener("click", event => {
    const box = image.getBoundingClientRect();
    set(...[(event.clientX - box.left) * 1000 / box.width, (event.clientY - box.top) * 1000 / box.height].map(within));
  });
  return () => {
    const at = get();
    point.hidden = !at;
    if (!at) return;
    point.style.insetInlineStart = "auto";
    point.style.left = at[0] / 10 + "%";
    point.style.top = at[1] / 10 + "%";
  };
}

const within = thousandths => Math.round(Math.min(1000, Math.max(0, thousandths)));

// On a file's page: its own point, where texts begin.
const own = document.querySelector("[data-focal-form]");
if (own) {
  const across = own.elements.across, down = own.elements.down;
  const show = pointOn(document.querySelector("[data-focal]"), () => across.value && down.value ? [across.value * 10, down.value * 10] : null, (x, y) => {
    across.value = x / 10;
    down.value = y / 10;
    show();
  });
  for (const field of [across, down]) field.addEventListener("input", show);
  show();
}

// Above a text: the picture that leads it, with the point it has there.
const lead = document.querySelector("[data-lead]");
if (lead) pickLead(lead);

function pickLead(lead) {
  const form = lead.closest("form");
  const choice = form.elements.lead, focal = form.elements["lead-focal"];
  const view = lead.querySelector("[data-focal]"), image = view.querySelector("img");
  const upload = lead.querySelector("[data-lead-upload]"), status = lead.querySelector("[data-upload-status]");
  const changed = () => form.dispatchEvent(new Event("input", { bubbles: true }));
  const at = () => (focal.value || "500,500").split(",").map(Number);
  const set = (x, y) => {
    focal.value = [x, y].map(within).join(",");
    show();
    changed();
  };
  const showPoint = pointOn(view, at, set);
  const show = () => {
    const shown = choice.selectedOptions[0]?.dataset.shown ?? (choice.value ? image.dataset.now : "");
    view.hidden = !shown;
    if (shown && image.getAttribute("src") !== shown) image.src = shown;
    showPoint();
  };
  // Another picture has another point: its own, or the middle.
  const begin = () => {
    focal.value = choice.selectedOptions[0]?.dataset.point ?? "";
    show();
  };
  upload.hidden = false;
  choice.addEventListener("change", begin);
  focal.addEventListener("input", show);
  view.addEventListener("keydown", event => {
    const step = { ArrowLeft: [-20, 0], ArrowRight: [20, 0], ArrowUp: [0, -20], ArrowDown: [0, 20] }[event.key];
    if (!step) return;
    event.preventDefault();
    const [x, y] = at();
    set(x + step[0], y + step[1]);
  });
  upload.querySelector("input").addEventListener("change", async event => {
    const file = event.target.files[0];
    if (!file) return;
    const answer = await sendFile(file, lead, form.elements["form-token"].value, status);
    status.textContent = answer.refused ?? "";
    if (answer.refused) return;
    const option = new Option(answer.name, answer.id, true, true);
    option.dataset.shown = answer.url;
    if (answer.focusX >= 0 && answer.focusX !== null) option.dataset.point = [answer.focusX, answer.focusY].join(",");
    choice.append(option);
    begin();
    changed();
  });
  show();
}
