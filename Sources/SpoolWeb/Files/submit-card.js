// One submission on the first page: it is sent, checked, started or discarded, and shows how it goes.
"use strict";
rowspool.card = (() => {
  const say = rowspool.say;
  const mostProblems = 50;
  /** Cards whose job goes on, by job. */
  const followed = new Map();

  function element(tag, text, className) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function button(title, run, isMain) {
    const made = element("button", title, isMain ? "main" : "");
    made.type = "button";
    made.addEventListener("click", () => run(made));
    return made;
  }

  /**
   * Hands something in and shows it.
   * `fields`: names and values; `files`: [field, file, path]; `onFields`: is told what is wrong with single fields.
   */
  function card(submission) {
    const box = element("article", undefined, "card submission");
    const title = element("h3", submission.name);
    const body = element("div");
    body.setAttribute("aria-live", "polite");
    const actions = element("p", undefined, "actions");
    box.append(title, body, actions);
    document.getElementById("submitted").prepend(box);
    const shown = { box, title, body, actions, submission, key: key() };
    send(shown);
    return box;
  }

  function key() {
    return [...crypto.getRandomValues(new Uint32Array(4))].map((number) => number.toString(36)).join("");
  }

  function tell(shown, text, className, ...more) {
    shown.body.replaceChildren(element("p", text, className), ...more);
  }

  // MARK: Sending

  /** XMLHttpRequest, since `fetch` does not tell how much has been sent. */
  function send(shown) {
    const { fields, files } = shown.submission;
    const data = new FormData();
    for (const [name, value] of fields) data.append(name, value);
    for (const [name, file, path] of files) data.append(name, file, path);
    const request = new XMLHttpRequest();
    const bar = element("progress");
    bar.max = 100;
    bar.value = 0;
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = total ? Math.floor(loaded / total * 100) : 0;
      if (shown.body.firstChild) shown.body.firstChild.textContent = say("sending", bar.value);
    });
    request.addEventListener("load", () => answered(shown, request));
    request.addEventListener("error", () => failed(shown, say("sendFailed")));
    request.addEventListener("abort", () => failed(shown, say("sendingCancelled")));
    request.open("POST", "/api/v1/jobs");
    request.setRequestHeader("Accept", "application/json");
    // The same key at the next try: what has arrived after all is not run twice.
    request.setRequestHeader("Idempotency-Key", shown.key);
    const token = document.querySelector("meta[name=token]")?.content;
    if (token) request.setRequestHeader("X-Rowspool-Token", token);
    tell(shown, say("sending", 0), "", bar);
    shown.actions.replaceChildren(button(say("cancelSending"), () => request.abort()));
    request.send(data);
  }

  function failed(shown, text) {
    tell(shown, text, "bad");
    shown.actions.replaceChildren(
      button(say("tryAgain"), () => send(shown), true), button(say("dismiss"), () => shown.box.remove()));
  }

  function answered(shown, request) {
    let answer = {};
    try { answer = JSON.parse(request.responseText); } catch { /* Not ours: the status says enough. */ }
    if (request.status >= 300 || !answer.job) {
      failed(shown, answer.detail ?? request.statusText ?? say("sendFailed"));
      if (answer.fields && shown.submission.onFields) shown.submission.onFields(answer.fields);
      // What was wrong with the values is mended in the form, and handed in as a new submission.
      if (answer.fields) shown.actions.replaceChildren(button(say("dismiss"), () => shown.box.remove()));
      return;
    }
    shown.job = answer.job;
    // What was sent is not needed any more.
    shown.submission = { name: shown.submission.name };
    const link = element("a", shown.submission.name);
    link.href = path(shown.job);
    shown.title.replaceChildren(link);
    tell(shown, say("checkingNow"), "soft");
    shown.actions.replaceChildren();
    check(shown, 0);
  }

  const path = (job) => `/jobs/${encodeURIComponent(job)}`;

  // MARK: The check

  async function check(shown, tries) {
    let result;
    try {
      result = await rowspool.call("GET", `${path(shown.job)}/check`);
    } catch (error) {
      if (error.status && error.status !== 503 && error.status !== 429) return tell(shown, error.message, "bad");
    }
    if (result && result.state !== "checking") return checked(shown, result);
    const pause = Math.min(150 * 1.3 ** tries, 5000);
    setTimeout(() => check(shown, tries + 1), pause);
  }

  function checked(shown, result) {
    shown.result = result;
    const parts = result.state === "rejected" ? rejection(result) : facts(result);
    shown.body.replaceChildren(...parts, ...problems(result));
    if (result.state === "rejected") {
      shown.box.classList.add("rejected");
      shown.actions.replaceChildren(button(say("dismiss"), () => shown.box.remove()));
      return;
    }
    shown.bar = element("div", undefined, "bar");
    shown.bar.setAttribute("role", "img");
    shown.state = element("p", undefined, "soft");
    for (const part of [shown.bar, shown.state]) part.setAttribute("aria-live", "off");
    shown.body.append(shown.bar, shown.state);
    if (result.startsPaused) waiting(shown, result);
    follow(shown);
  }

  function rejection(result) {
    const reasons = (result.reasons ?? []).map((text) => element("p", text));
    return [element("p", say("rejected"), "bad strong"), ...reasons, element("p", say("rejectedKept"), "soft")];
  }

  function facts(result) {
    const found = [result.rows === 1 ? say("rowFound") : say("rowsFound", result.rows)];
    if (result.sheet) found.push(say("sheet", result.sheet));
    if (result.headerRow) found.push(say("headerRow", result.headerRow));
    if (result.encoding) found.push(say("encoding", result.encoding));
    const { seconds, cost, currency } = result.estimate ?? {};
    if (seconds) found.push(say("estimatedTime", time(seconds)));
    if (cost) found.push(say("estimatedCost", `${Math.round(cost * 10000) / 10000} ${currency ?? ""}`));
    const parts = [element("p", found.join(" · "))];
    if (result.badRows) parts.push(element("p", say("badRowsFound", result.badRows), "held strong"));
    return parts;
  }

  function time(seconds) {
    if (seconds < 90) return say("seconds", seconds);
    if (seconds < 5400) return say("minutes", Math.round(seconds / 60));
    return say("hours", Math.floor(seconds / 3600), Math.floor(seconds % 3600 / 60));
  }

  function problems(result) {
    if (!result.problems?.length) return [];
    const details = element("details");
    details.open = result.problems.length <= 10;
    details.append(element("summary", say("problemsFound", result.problemCount)));
    const table = element("table");
    const head = element("tr");
    head.append(element("th", say("cell")), element("th", say("problem")));
    table.append(head);
    for (const problem of result.problems.slice(0, mostProblems)) {
      const line = element("tr");
      const place = [problem.cell ?? problem.row, problem.column].filter(Boolean).join(" · ");
      line.append(element("td", place), element("td", [problem.fault, problem.suggestion].filter(Boolean).join(" ")));
      table.append(line);
    }
    const wide = element("div", undefined, "wide");
    wide.append(table);
    details.append(wide);
    const more = result.problemCount - Math.min(result.problems.length, mostProblems);
    if (more > 0) details.append(element("p", say("moreProblems", more), "soft"));
    return [details];
  }

  // MARK: Start and discard

  function waiting(shown, result) {
    shown.state.textContent = say("waitsForYou");
    const order = async (verbs, pressed, done) => {
      pressed.disabled = true;
      try {
        for (const [method, verb] of verbs) await rowspool.call(method, `${path(shown.job)}${verb}`);
        shown.actions.replaceChildren();
        done?.();
      } catch (error) {
        pressed.disabled = false;
        rowspool.notice(error.message);
      }
    };
    const start = button(
      say(result.badRows ? "startRest" : "startIt"), (pressed) => order([["POST", "/start"]], pressed), true);
    const discard = button(say("discard"), async (pressed) => {
      if (!await rowspool.confirmed(say("discardQuestion", shown.submission.name), say("discard"))) return;
      await order([["POST", "/cancel"]], pressed, () => {
        followed.delete(shown.job);
        shown.title.textContent = shown.submission.name;
        tell(shown, say("discarded"), "soft");
        shown.actions.replaceChildren(button(say("dismiss"), () => shown.box.remove()));
        remove(shown.job, 0);
      });
    });
    shown.actions.replaceChildren(start, discard);
  }

  /** A cancelled job can be cleared when its rows have been moved. */
  async function remove(job, tries) {
    try {
      await rowspool.call("DELETE", path(job));
    } catch {
      if (tries < 10) setTimeout(() => remove(job, tries + 1), 500 * (tries + 1));
    }
  }

  // MARK: How it goes

  function follow(shown) {
    followed.set(shown.job, shown);
    rowspool.live.nudge();
    poll();
  }

  function update(job, summary) {
    const shown = followed.get(job);
    if (!shown?.bar) return;
    const { total = 0, done = 0, failed = 0 } = summary.rows ?? {};
    rowspool.format.bar(shown.bar, summary.counts ?? {}, total);
    const isOver = Boolean(summary.finishedAt);
    // Not each row is read out: that it was taken, and that it has ended.
    if (isOver) shown.state.removeAttribute("aria-live");
    if (!shown.actions.children.length || summary.state !== "onHold" && summary.state !== "paused") {
      const state = element("strong", say("state." + summary.state), rowspool.format.kind(summary.state));
      shown.state.replaceChildren(state, ` · ${say("rowsDone", done + failed, total)}`);
      shown.actions.replaceChildren();
    }
    if (!isOver) return;
    followed.delete(job);
    const open = element("a", say("openJob"), "button");
    open.href = path(job);
    shown.actions.replaceChildren(open);
    rowspool.recent();
  }

  /** The feed tells of changes as they come; what it has missed is asked for now and then. */
  let isPolling = false;
  async function poll() {
    if (isPolling) return;
    isPolling = true;
    while (followed.size) {
      for (const job of document.hidden ? [] : [...followed.keys()]) {
        try {
          update(job, await rowspool.call("GET", path(job)));
        } catch (error) {
          if (error.status === 404) followed.delete(job);
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 5000));
    }
    isPolling = false;
  }
  rowspool.live.on("jobs", ({ jobs = [] }) => { for (const summary of jobs) update(summary.job, summary); });

  return card;
})();
