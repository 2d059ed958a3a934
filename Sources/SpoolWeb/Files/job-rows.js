// The table of a job's rows: read in pages, mended row by row as rows change.
"use strict";
(() => {
  const { job, say } = { job: rowspool.job, say: rowspool.say };
  const list = document.getElementById("row-list");
  if (!list) return;
  const { make } = job;
  const note = document.getElementById("rows-note"), more = document.getElementById("rows-more");
  const rows = new Map();
  let next = "", total, round = 0, isOpenRow = 0;
  const page = 50;

  function words(after) {
    const words = new URLSearchParams({ limit: page });
    for (const name of ["state", "mark", "search"]) if (job.filter[name]) words.set(name, job.filter[name]);
    if (after) words.set("after", after);
    return words;
  }

  /** Reads on until there is a page full, however long the search takes. */
  async function read(isMore) {
    if (document.getElementById("rows").hidden) return;
    const own = ++round;
    if (!isMore) next = "";
    let wanted = page, isFirst = !isMore;
    do {
      let answer;
      try {
        answer = await rowspool.call("GET", job.at("/rows?" + words(next)));
      } catch (error) {
        note.textContent = error.message;
        return;
      }
      if (own !== round) return;
      if (isFirst) { list.replaceChildren(); rows.clear(); }
      isFirst = false;
      answer.items.forEach(put);
      wanted -= answer.items.length;
      next = answer.next ?? "";
      total = answer.total;
      tell(next && wanted > 0 ? Math.round(100 * answer.lookedAt / Math.max(1, job.data.rows)) : undefined);
    } while (next && wanted > 0);
  }

  function tell(percent) {
    more.hidden = !next || percent !== undefined;
    if (percent !== undefined) note.textContent = say("searching", percent);
    else if (!rows.size) note.textContent = say("none");
    else note.textContent = total ? say("shown", rows.size, total) : say("shownSome", rows.size);
  }

  /** Adds a row, or puts what is known now in the place of what was. */
  function put(row) {
    const old = rows.get(row.row);
    const line = make("tr", { id: "row-" + row.row, data: { state: row.state } },
      make("td", { class: "n" }, make("button", { type: "button", class: "plain", "aria-expanded": "false",
        onclick: () => toggle(row.row) }, String(row.row))),
      make("td", { class: "state" }, make("span", { class: "dot " + row.state }), say("state-" + row.state)),
      make("td", { class: "label" }, row.label),
      make("td", { class: "what" }, ...what(row)),
      make("td", { class: "n" }, row.attempts ? String(row.attempts) : ""));
    rows.set(row.row, { row, line });
    if (!old) list.append(line);
    else {
      old.line.replaceWith(line);
      if (isOpenRow === row.row) line.querySelector("button").setAttribute("aria-expanded", "true");
    }
  }

  function what(row) {
    const parts = [];
    if (row.error) parts.push(make("span", { class: row.state === "failed" ? "bad" : "" }, row.error.message), " ");
    if (row.nextAttempt) parts.push(make("span", { class: "soft due", data: { due: row.nextAttempt } }, due(row.nextAttempt)), " ");
    for (const file of row.files ?? []) {
      const mark = { good: "✓ ", bad: "✗ " }[row.marks?.[file.name]] ?? "";
      parts.push(make("a", { class: "file", href: file.url ?? "#", target: "_blank", rel: "noopener" }, mark + file.name), " ");
    }
    if (!parts.length) {
      const text = Object.values(row.outputs ?? {}).filter((value) => value !== null && typeof value !== "object");
      if (text.length) parts.push(String(text[0]).slice(0, 200));
    }
    return parts;
  }

  function due(text) {
    const seconds = (Date.parse(text) - Date.now()) / 1000;
    return seconds > 0 ? say("nextIn", job.span(seconds)) : say("nextNow");
  }
  setInterval(() => {
    for (const place of list.querySelectorAll(".due")) place.textContent = due(place.dataset.due);
  }, 1000);

  // What is known of one row.
  async function toggle(number) {
    document.getElementById("row-open")?.remove();
    list.querySelectorAll("[aria-expanded=true]").forEach((button) => button.setAttribute("aria-expanded", "false"));
    if (isOpenRow === number) { isOpenRow = 0; return; }
    isOpenRow = number;
    let row;
    try {
      row = await rowspool.call("GET", job.at("/rows/" + number));
    } catch (error) {
      return rowspool.notice(error.message);
    }
    if (isOpenRow !== number || !rows.has(number)) return;
    put(row);
    const { line } = rows.get(number);
    line.querySelector("button").setAttribute("aria-expanded", "true");
    line.after(make("tr", { id: "row-open" }, make("td", { colSpan: 5 }, ...details(row))));
  }

  function details(row) {
    const parts = [make("div", { class: "buttons" },
      make("button", { type: "button", onclick: () => job.runAgain(row) }, say("runAgain")))];
    if (row.carried) parts.push(make("p", { class: "soft" }, say("copyOf", row.carried.job, row.carried.row)));
    parts.push(make("h3", {}, say("inputs")), table(job.data.columns, row.inputs));
    if (Object.keys(row.outputs ?? {}).length) parts.push(make("h3", {}, say("outputs")), table(job.data.results, row.outputs));
    const edits = job.editsOf(row.row);
    if (edits.length) parts.push(make("h3", {}, say("edits")), make("ul", { class: "edit-list" }, ...edits.map(editLine)));
    if (row.error) {
      const text = [row.error.code, row.error.class, row.error.service, row.error.detail].filter(Boolean).join("\n");
      parts.push(make("details", {}, make("summary", {}, say("technical")), make("pre", {}, text)));
    }
    const events = make("ol", { class: "log" });
    for (const event of row.events ?? []) events.append(make("li", {}, job.time(event.at), " ", sentence(event)));
    if (row.events?.length) parts.push(make("h3", {}, say("attemptsOf")), events);
    return parts;
  }

  const editLine = (edit) => make("li", {}, make("a", { href: "/jobs/" + encodeURIComponent(edit.job) }, job.editName(edit)),
    ` – ${job.editState(edit)}`, edit.result?.error ? `: ${edit.result.error.message}` : "");

  function table(columns, values) {
    const facts = make("dl", { class: "facts" });
    const known = new Set(columns.map((column) => column.name));
    const all = columns.concat(Object.keys(values).filter((name) => !known.has(name)).map((name) => ({ name, title: name })));
    for (const column of all) {
      const value = values[column.name];
      if (value === undefined || value === null || value === "") continue;
      facts.append(make("dt", {}, column.title), make("dd", {}, isFile(column) ? String(value).split("/").pop() : job.shownValue(value)));
    }
    return facts;
  }

  const isFile = (column) => column.type === "image" || column.type === "file";

  function sentence(event) {
    const name = "event" + event.event[0].toUpperCase() + event.event.slice(1);
    const value = { start: event.attempt, end: event.outcome && (rowspool.words["state-" + event.outcome] ?? say("state-retrying")),
      requeue: event.by }[event.event] ?? event.step;
    return [say(name, value), event.message].filter(Boolean).join(" – ");
  }

  more.addEventListener("click", () => read(true));
  job.whenFiltered(() => read());
  job.whenChanged(() => read());
  let timer = 0;
  rowspool.live?.on?.("rows", (event) => {
    if (event.job !== job.id) return;
    const changes = event.rows ?? [];
    const isKnown = changes.every((row) => rows.has(row.row));
    // Rows that are shown are fetched anew, together, at most once a second: a change says less than a row.
    const concerns = event.many || !isKnown ? (job.filter.state || rows.size < page || event.many) : true;
    if (!concerns || timer) return;
    timer = setTimeout(() => { timer = 0; refresh(); }, 1000);
  });
  /** Reads what is shown once more, without losing one's place. */
  async function refresh() {
    if (document.getElementById("rows").hidden || document.hidden) return;
    const first = [...rows.keys()].slice(-500);
    if (!first.length || job.filter.state || job.filter.search) return read();
    const words = new URLSearchParams({ limit: Math.max(page, first.length), after: Math.max(0, first[0] - 1) });
    try {
      (await rowspool.call("GET", job.at("/rows?" + words))).items.filter((row) => rows.has(row.row) || !next).forEach(put);
      tell();
    } catch { /* The next change asks again. */ }
  }
  if (rowspool.live?.watch && job.isLive()) rowspool.live.watch(job.id);
  read();
})();
