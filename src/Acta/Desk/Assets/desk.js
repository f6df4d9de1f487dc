// The desk's script: passkeys, and the focus on what went wrong. Every page works without it, but for passkeys.
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
