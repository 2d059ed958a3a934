// The grid of a job's pictures and videos, beside what they were made from, and what people think of them.
"use strict";
(() => {
  const { job, say } = { job: rowspool.job, say: rowspool.say };
  const grid = document.getElementById("shots");
  if (!grid) return;
  const { make } = job;
  const note = document.getElementById("shots-note"), more = document.getElementById("shots-more");
  const shots = [];
  let next = "", round = 0, isReading = false;
  const page = 60;
  job.shots = shots;

  async function read(isMore) {
    if (document.getElementById("pictures").hidden || (isMore && isReading)) return;
    const own = ++round;
    isReading = true;
    if (!isMore) next = "";
    let wanted = page, isFirst = !isMore;
    do {
      const words = new URLSearchParams({ media: "true", limit: Math.max(1, wanted) });
      for (const name of ["state", "mark", "search"]) if (job.filter[name]) words.set(name, job.filter[name]);
      if (next) words.set("after", next);
      let answer;
      try {
        answer = await rowspool.call("GET", job.at("/rows?" + words));
      } catch (error) {
        note.textContent = error.message;
        break;
      }
      if (own !== round) return;
      if (isFirst) { grid.replaceChildren(); shots.length = 0; }
      isFirst = false;
      answer.items.forEach(add);
      wanted -= answer.items.length;
      next = answer.next ?? "";
      const isSearching = next && wanted > 0;
      note.textContent = isSearching ? say("searching", Math.round(100 * answer.lookedAt / Math.max(1, job.data.rows)))
        : shots.length ? "" : say("noPictures");
    } while (next && wanted > 0);
    isReading = false;
    more.hidden = !next;
  }

  const isMedia = (file) => file.type.startsWith("image/") || file.type.startsWith("video/");

  function add(row) {
    for (const file of row.files.filter(isMedia)) {
      const shot = { row, file, mark: row.marks[file.name] ?? "" };
      shot.element = tile(shot);
      shots.push(shot);
      grid.append(shot.element);
    }
  }

  function tile(shot) {
    const { row, file } = shot;
    const pair = make("span", { class: "pair" });
    if (row.original) pair.append(make("img", { loading: "lazy", alt: say("original"), src: row.original.thumbnail }));
    if (file.type.startsWith("video/")) {
      pair.append(make("video", { preload: "metadata", muted: true, src: `${file.url}?v=${file.version}#t=0.1`, "aria-label": file.name }));
    } else {
      pair.append(make("img", { loading: "lazy", alt: file.name, src: `${file.thumbnail}?v=${file.version}`, data: { other: file.url } }));
    }
    const open = make("button", { type: "button", class: "plain open", onclick: () => job.view(shot) }, pair,
      make("span", { class: "cap" }, make("span", { class: "dot " + row.state, title: say("state-" + row.state) }),
        `${row.row} · ${row.label || file.name}`));
    const buttons = ["good", "bad"].map((mark) => make("button", {
      type: "button", class: "mark " + mark, "aria-pressed": String(shot.mark === mark), title: say(mark),
      "aria-label": `${say(mark)}: ${file.name}`, onclick: () => job.mark(shot, mark),
    }, mark === "good" ? "✓" : "✗"));
    const element = make("div", { class: "shot", data: { mark: shot.mark, state: row.state } }, open,
      make("span", { class: "marks" }, ...buttons));
    element.addEventListener("keydown", (event) => keys(event, shot));
    return element;
  }

  /** Keys in the grid: arrows move on, G and B mark. */
  function keys(event, shot) {
    const index = shots.indexOf(shot);
    const columns = Math.max(1, getComputedStyle(grid).gridTemplateColumns.split(" ").length);
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
    if (step) {
      event.preventDefault();
      shots[index + step]?.element.querySelector(".open").focus();
    } else if (event.key === "g" || event.key === "b") {
      job.mark(shot, event.key === "g" ? "good" : "bad");
    }
  }

  grid.addEventListener("error", (event) => {
    // No small copy could be made: the picture itself, or nothing where it is the original.
    const { target } = event;
    if (!target.dataset || target.dataset.tried) return;
    target.dataset.tried = "yes";
    if (target.dataset.other) target.src = target.dataset.other; else target.hidden = true;
  }, true);

  // Marks are sent together, some moments after the first of them.
  let waiting = {}, timer = 0;
  job.mark = (shot, mark) => {
    shot.mark = shot.mark === mark ? "" : mark;
    shot.row.marks[shot.file.name] = shot.mark;
    shot.element.dataset.mark = shot.mark;
    shot.element.querySelectorAll(".mark").forEach((button) =>
      button.setAttribute("aria-pressed", String(button.classList.contains(shot.mark || "none"))));
    waiting[shot.file.name] = shot.mark || null;
    clearTimeout(timer);
    timer = setTimeout(send, 300);
  };
  async function send() {
    const marks = waiting;
    waiting = {};
    try {
      await rowspool.call("PUT", job.at("/marks"), { marks });
    } catch (error) {
      rowspool.notice(error.message);
      // What was made anew meanwhile, say: the page shows what is so.
      if (error.status >= 400 && error.status < 500) return read();
      waiting = { ...marks, ...waiting };
      timer = setTimeout(send, 3000);
    }
  }
  window.addEventListener("pagehide", () => { if (Object.keys(waiting).length) send(); });

  new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting) && next) read(true); },
    { rootMargin: "600px" }).observe(more);
  more.addEventListener("click", () => read(true));
  job.whenFiltered(() => read());
  job.whenChanged(() => read());

  // Results that come while one looks: added at the end, where there is no filter and the end is in sight.
  let freshTimer = 0;
  rowspool.live?.on?.("rows", (event) => {
    if (event.job !== job.id || freshTimer || document.getElementById("pictures").hidden) return;
    if (!event.many && !(event.rows ?? []).some((row) => row.files?.length)) return;
    freshTimer = setTimeout(() => { freshTimer = 0; if (shots.length < page && !document.querySelector("dialog[open]")) read(); }, 1500);
  });
  read();
})();
