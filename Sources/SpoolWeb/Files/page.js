// What all pages' scripts share: `rowspool.call` for the API, `rowspool.words`, short notices, questions.
"use strict";
const rowspool = (() => {
  const read = (id) => JSON.parse(document.getElementById(id)?.textContent || "{}");
  const words = read("words");

  /** Fills `{1}`, `{2}` … of a word of `WebWords`. */
  const say = (name, ...values) =>
    (words[name] ?? name).replace(/\{(\d)\}/g, (_, place) => String(values[place - 1] ?? ""));

  /** A call of the API: its answer, or an Error with the server's sentence, `status` and `code`. */
  async function call(method, path, body) {
    const headers = { Accept: "application/json" };
    const token = document.querySelector("meta[name=token]")?.content;
    if (token && method !== "GET") headers["X-Rowspool-Token"] = token;
    if (body !== undefined && !(body instanceof FormData)) {
      headers["Content-Type"] = "application/json";
      body = JSON.stringify(body);
    }
    let response;
    try {
      response = await fetch("/api/v1" + path, { method, headers, body, credentials: "same-origin" });
    } catch {
      throw Object.assign(new Error(say("noServer")), { status: 0 });
    }
    const isJSON = (response.headers.get("Content-Type") ?? "").includes("json");
    const answer = isJSON ? await response.json() : await response.text();
    if (response.ok) return answer;
    throw Object.assign(new Error(answer.detail ?? response.statusText), {
      status: response.status, code: answer.code, fields: answer.fields,
    });
  }

  /** Says something for some seconds; read out by screen readers. An action is a button: { title, run }. */
  function notice(text, action) {
    const place = document.getElementById("notices");
    // Above a dialog that was opened since the last one.
    if (place.matches(":popover-open")) place.hidePopover();
    place.showPopover();
    const note = document.createElement("p");
    note.textContent = text;
    if (action) {
      const button = document.createElement("button");
      button.textContent = action.title;
      button.addEventListener("click", () => { note.remove(); action.run(); });
      note.append(" ", button);
    }
    place.append(note);
    // Above a dialog that is open, too: what is shown last lies on top.
    if (place.popover) {
      if (place.matches(":popover-open")) place.hidePopover();
      place.showPopover();
    }
    setTimeout(() => note.remove(), action ? 12000 : 6000);
  }

  /** Asks before something is done: resolves to whether it was confirmed. */
  function confirmed(question, title) {
    const dialog = document.getElementById("question");
    dialog.querySelector("p").textContent = question;
    const button = dialog.querySelector("button[value=yes]");
    button.textContent = say("sure", title);
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((resolve) =>
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
  }

  return { words, say, call, notice, confirmed, read };
})();
