// What the editor asks of the desk.

export class Refused extends Error {}

/** @returns the JSON answer; throws Refused with a sentence for people. */
export async function ask(field, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-Form-Token": field.token() },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Refused(field.words["no-connection"]);
  }
  return answer(field, response);
}

// The one place that knows how a file gets to the desk. The answer: {id, name, url, type, width, height, size, sha256, focusX, focusY}.
export async function upload(field, file) {
  const form = new FormData();
  form.append("file", file, file.name);
  let response;
  try {
    response = await fetch("/desk/media", { method: "POST", headers: { Accept: "application/json", "X-Form-Token": field.token() }, body: form });
  } catch {
    throw new Refused(field.words["no-connection"]);
  }
  return answer(field, response);
}

/** Own articles whose words match: [{title, url, date}]; null where they can't be searched. */
export async function findArticles(query, language, signal) {
  const response = await fetch(`/desk/articles/find?${new URLSearchParams({ q: query, lang: language })}`, { headers: { Accept: "application/json" }, signal });
  return response.ok ? await response.json() : null;
}

/** Records whose names match: [{id, name, lang, kind, hint, draft}]; null where they can't be searched. */
export async function findRecords(query, language) {
  const response = await fetch(`/desk/register/find?${new URLSearchParams({ q: query, name: language })}`, { headers: { Accept: "application/json" } });
  return response.ok && !response.redirected ? await response.json() : null;
}

/** Pictures of the media library, the newest first; none where they can't be had. */
export async function libraryPictures() {
  const response = await fetch("/desk/editor/pictures", { headers: { Accept: "application/json" } }).catch(() => null);
  return response?.ok && !response.redirected ? await response.json() : [];
}

async function answer(field, response) {
  if (response.status === 401 || response.redirected) throw new Refused(field.words["signed-out"]);
  const json = (response.headers.get("Content-Type") ?? "").includes("json") ? await response.json().catch(() => null) : null;
  if (!response.ok || json === null) throw new Refused(json?.refused ?? json?.error ?? field.words["upload-refused"]);
  return json;
}
