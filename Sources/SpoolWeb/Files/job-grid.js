// The grid of a job's pictures and videos, beside what they were made from, and what people think of them.
"use strict";
(() => {
  const { job, say } = { job: rowspool.job, say: rowspool.say };
  const grid = document.getElementById("shots");
  if (!grid) return;
  const { make } = job;
  const note = document.getElementById("shots-note"), more = document.getElementById("shots-more");
  const panel = document.getElementById("pictures");
  /** What is shown, in order: { row, file, mark, element }. Each stays the same object when its row runs again. */
  const shots = [];
  let next = "", round = 0, isReading = false, shownFor;
  const page = 60, mostAtOnce = 500;
  job.shots = shots;

  function words(limit, after) {
    const words = new URLSearchParams({ media: "true", limit });
    for (const name of ["state", "mark", "search"]) if (job.filter[name]) words.set(name, job.filter[name]);
    if (after) words.set("after", after);
    return words;
  }

  const filtered = () => words(0).toString();

  /** Reads a page: the first one, or one more. A search may need several answers for it. */
  async function read(isMore) {
    if (panel.hidden || (isMore && (isReading || !next))) return;
    const own = ++round;
    isReading = true;
    if (!isMore) { next = ""; shownFor = filtered(); }
    let wanted = page, isFirst = !isMore;
    do {
      let answer;
      try {
        answer = await rowspool.call("GET", job.at("/rows?" + words(Math.max(1, wanted), next)));
      } catch (error) {
        note.textContent = error.message;
        break;
      }
      if (own !== round) return;
      if (isFirst) { grid.replaceChildren(); shots.length = 0; }
      isFirst = false;
      for (const shot of answer.items.flatMap(shotsOf)) { shots.push(shot); grid.append(elementOf(shot)); }
      wanted -= answer.items.length;
      next = answer.next ?? "";
      tell(next && wanted > 0 ? answer.lookedAt : undefined);
    } while (next && wanted > 0);
    isReading = false;
    more.hidden = !next;
  }
  job.moreShots = () => read(true);

  function tell(lookedAt) {
    note.textContent = lookedAt !== undefined ? say("searching", Math.round(100 * lookedAt / Math.max(1, job.data.rows)))
      : shots.length ? "" : say("noPictures");
  }

  /** Reads what is shown once more and changes what has changed, so that nobody loses the place. */
  async function refresh() {
    if (panel.hidden) return;
    if (!shots.length || shownFor !== filtered()) return read();
    const own = ++round, last = next ? shots.at(-1).row.row : Infinity;
    const items = [];
    let after = "", answer;
    try {
      do {
        answer = await rowspool.call("GET", job.at("/rows?" + words(mostAtOnce, after)));
        if (own !== round) return;
        items.push(...answer.items.filter((row) => row.row <= last));
        after = answer.next;
      } while (after && Number(after) < last);
    } catch { /* The next change asks again. */ }
    isReading = false;
    if (answer && !(after && Number(after) < last)) merge(items);
  }

  function merge(items) {
    const old = new Map(shots.map((shot) => [shot.file.name, shot]));
    const fresh = items.flatMap(shotsOf).map((shot) => {
      const known = old.get(shot.file.name);
      if (!known) return shot;
      const isSame = signature(known) === signature(shot), before = known.element;
      Object.assign(known, shot);
      if (!isSame) {
        known.element = tile(known);
        before.replaceWith(known.element);
      }
      return known;
    });
    const isSameOrder = fresh.length === shots.length && fresh.every((shot, index) => shot === shots[index]);
    if (!isSameOrder) grid.replaceChildren(...fresh.map(elementOf));
    shots.splice(0, shots.length, ...fresh);
    tell();
  }
  const signature = ({ row, file, mark }) => [file.version, mark, row.state, row.label].join(" ");

  const isMedia = (file) => file.type.startsWith("image/") || file.type.startsWith("video/");

  function shotsOf(row) {
    return row.files.filter(isMedia).map((file) => ({ row, file, mark: row.marks[file.name] ?? "" }));
  }
  const elementOf = (shot) => (shot.element ??= tile(shot));

  /** The picture of a name; one that the grid does not show has no element. */
  job.findShot = async (name) => {
    const shown = shots.find((shot) => shot.file.name === name);
    if (shown) return shown;
    const row = await rowspool.call("GET", job.at("/rows/" + parseInt(name, 10)));
    return shotsOf(row).find((shot) => shot.file.name === name);
  };

  function media(file) {
    if (!file.type.startsWith("video/")) {
      return make("img", { loading: "lazy", alt: file.name, src: `${file.thumbnail}?v=${file.version}`, data: { other: file.url } });
    }
    const video = make("video", { preload: "metadata", muted: true, "aria-label": file.name, data: { film: `${file.url}?v=${file.version}#t=0.1` } });
    films.observe(video);
    return video;
  }
  // A video costs a decoder: it has one while it is near.
  const films = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) target.src = target.dataset.film;
      else if (target.hasAttribute("src")) { target.removeAttribute("src"); target.load(); }
      if (!target.isConnected) films.unobserve(target);
    }
  }, { rootMargin: "400px" });

  function tile(shot) {
    const { row, file } = shot;
    const pair = make("span", { class: "pair", data: file.type.startsWith("video/") ? { film: "yes" } : {} });
    if (row.original) pair.append(make("img", { loading: "lazy", alt: say("original"), src: row.original.thumbnail }));
    pair.append(media(file));
    const open = make("button", { type: "button", class: "plain open", onclick: () => job.view(shot) }, pair,
      make("span", { class: "cap" }, make("span", { class: "dot " + row.state, title: say("state-" + row.state) }),
        `${row.row} · ${row.label || file.name}`));
    const buttons = ["good", "bad"].map((mark) => make("button", {
      type: "button", class: "mark " + mark, "aria-pressed": String(shot.mark === mark), title: say(mark),
      "aria-label": `${say(mark)}: ${file.name}`, onclick: () => job.mark(shot, mark),
    }, mark === "good" ? "✓" : "✗"));
    const element = make("div", { class: "shot", data: { mark: shot.mark, state: row.state, row: row.row } }, open,
      make("span", { class: "marks" }, ...buttons));
    element.addEventListener("keydown", (event) => keys(event, shot));
    showEdits(element, shot);
    return element;
  }

  /** The edits of a picture, below it. */
  function showEdits(element, shot) {
    const edits = job.editsOf(shot.row.row, shot.file.name);
    element.querySelector(".edits")?.remove();
    if (!edits.length) return;
    element.querySelector(".open").after(make("span", { class: "edits", role: "group", "aria-label": say("edits") },
      ...edits.map((edit) => job.editButton(edit, () => job.view(shot, edit)))));
  }
  job.whenEdited((rows) => {
    const isMeant = rows && new Set(rows);
    for (const shot of shots) if (!isMeant || isMeant.has(shot.row.row)) showEdits(shot.element, shot);
  });

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
    if (shot.element) shot.element.dataset.mark = shot.mark;
    shot.element?.querySelectorAll(".mark").forEach((button) =>
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
      if (error.status >= 400 && error.status < 500) return refresh();
      waiting = { ...marks, ...waiting };
      timer = setTimeout(send, 3000);
    }
  }
  window.addEventListener("pagehide", () => { if (Object.keys(waiting).length) send(); });

  new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting) && next) read(true); },
    { rootMargin: "600px" }).observe(more);
  more.addEventListener("click", () => read(true));
  // Another tab may have been looked at, with the same filter.
  job.whenFiltered(() => refresh());
  job.whenChanged(() => refresh());

  // Results that come while one looks, and pictures that are made anew.
  let freshTimer = 0, pause = 1000;
  rowspool.live?.on?.("rows", (event) => {
    if (event.job !== job.id || freshTimer || panel.hidden) return;
    const ended = (event.rows ?? []).filter((row) => row.files?.length);
    const last = shots.at(-1)?.row.row ?? 0;
    // What lies behind the last one that is shown comes when one gets there.
    if (!event.many && !ended.some((row) => !next || row.row <= last)) return;
    freshTimer = setTimeout(async () => {
      const start = performance.now();
      await refresh();
      // With thousands of pictures a look takes its time: it takes a tenth of it at most.
      pause = Math.max(1000, (performance.now() - start) * 10);
      freshTimer = 0;
    }, pause);
  });
  read();
})();
