// Edits: jobs of one row that were begun with a picture of this job, as they come, run and end.
"use strict";
(() => {
  const { job } = rowspool, { say } = rowspool;
  if (!document.getElementById("job-data")) return;
  const { make } = job;
  const listeners = [];
  /** By row of this job, oldest first. */
  const byRow = new Map();
  /** Of edits that are known: the row that each goes back to. */
  const rows = new Map();
  /** Edits that were started here and have not been seen yet. */
  const awaited = new Map();
  /** More rows than this are asked for all at once. */
  const mostRows = 12;

  job.editsOf = (row, file) => (byRow.get(row) ?? []).filter((edit) => edit.root.file === file || file === undefined);
  /** Calls `listener` with the rows whose edits have changed; without any: all may have. */
  job.whenEdited = (listener) => listeners.push(listener);

  const finished = new Set(["completed", "completedWithFailures", "cancelled"]);
  const isOpen = (edit) => !finished.has(edit.state);

  async function fetched(row) {
    const found = [], words = new URLSearchParams({ limit: 500 });
    if (row) words.set("row", row);
    do {
      const answer = await rowspool.call("GET", job.at("/edits?" + words));
      found.push(...answer.items);
      words.set("after", answer.next ?? "");
    } while (words.get("after"));
    return found;
  }

  function forget(row) {
    for (const edit of byRow.get(row) ?? []) rows.delete(edit.job);
    byRow.delete(row);
  }

  function put(edit) {
    const row = edit.root.row;
    if (!byRow.has(row)) byRow.set(row, []);
    byRow.get(row).push(edit);
    rows.set(edit.job, row);
    awaited.delete(edit.job);
  }

  async function readAll() {
    const found = await fetched();
    for (const row of [...byRow.keys()]) forget(row);
    found.forEach(put);
    listeners.forEach((listener) => listener());
  }

  async function readRows(wanted) {
    const found = await Promise.all(wanted.map(fetched));
    wanted.forEach((row, index) => { forget(row); found[index].forEach(put); });
    listeners.forEach((listener) => listener(wanted));
    for (const [id, row] of awaited) if (wanted.includes(row)) explain(id);
  }

  /** An edit that is not there was given back when it was read. */
  async function explain(id) {
    awaited.delete(id);
    const answer = await rowspool.call("GET", "/jobs/" + encodeURIComponent(id)).catch(() => undefined);
    if (answer?.state === "rejected") rowspool.notice(answer.reasons.join(" "));
  }

  // What has changed is asked for together, some moments after the first change; one question at a time.
  const wanted = new Set();
  let timer = 0, isReading = false;
  function ask(row) {
    wanted.add(row);
    timer ||= setTimeout(read, 150);
  }
  async function read() {
    timer = 0;
    if (isReading) { timer = setTimeout(read, 150); return; }
    isReading = true;
    const now = [...wanted];
    wanted.clear();
    try {
      if (now.includes(0) || now.length > mostRows) await readAll(); else await readRows(now);
    } catch (error) {
      // A server that does not answer is asked again; anything else will not change by asking.
      if (!error.status || error.status >= 500) { now.forEach((row) => wanted.add(row)); timer = setTimeout(read, 3000); }
    }
    isReading = false;
  }
  const askOpen = (isLeft = () => true) => {
    for (const [row, edits] of byRow) if (edits.some((edit) => isOpen(edit) && isLeft(edit.job))) ask(row);
  };

  /** An edit was started here. */
  job.noteEdit = (id, row) => {
    awaited.set(id, row);
    ask(row);
    rowspool.live?.nudge?.();
  };

  rowspool.live?.on?.("jobs", ({ jobs = [], gone = [], all }) => {
    for (const { job: id, begunWith } of jobs) {
      const row = rows.get(id) ?? (begunWith?.job === job.id ? begunWith.row : rows.get(begunWith?.job));
      if (row) ask(row);
    }
    for (const id of gone) if (rows.has(id)) ask(rows.get(id));
    // Where only unfinished jobs are told, one that is missing has ended.
    if (all) askOpen((id) => !jobs.some((other) => other.job === id));
  });
  rowspool.live?.on?.("open", () => askOpen());

  // How an edit looks.
  const isMedia = (file) => file.type.startsWith("image/") || file.type.startsWith("video/");
  job.editFile = (edit) => edit.result?.files.find(isMedia);
  job.editName = (edit) => {
    const text = edit.result && Object.entries(edit.result.inputs).find(([, value]) => typeof value === "string" && value && !/^(source|input)\//.test(value));
    return String(text?.[1] ?? edit.name).slice(0, 200);
  };
  job.editState = (edit) => (edit.result ? say("state-" + edit.result.state) : say("editRead"));

  /** A small picture of an edit, or how it stands where there is none yet. */
  job.editButton = (edit, run) => {
    const file = job.editFile(edit), state = edit.result?.state ?? "pending";
    const title = `${say("editOf", job.editName(edit))} – ${edit.result?.error?.message ?? job.editState(edit)}`;
    const inside = file?.thumbnail ? make("img", { loading: "lazy", alt: "", src: `${file.thumbnail}?v=${file.version}` })
      : make("span", { class: "state" }, make("span", { class: "dot " + state }), job.editState(edit));
    return make("button", { type: "button", class: "edit", title, "aria-label": title, onclick: run, data: { job: edit.job, state } }, inside);
  };

  job.whenChanged(() => ask(0));
  ask(0);
})();
