// The page /jobs: the list kept up to date, orders for one job or for many.
"use strict";
(() => {
  const { say, call, notice, confirmed } = rowspool;
  const $ = (id) => document.getElementById(id);
  const format = rowspool.format;
  /** What is shown, in its order: { view, item, parts }, by job. */
  const shown = new Map();
  const picked = new Set();
  let next = "", total = 0, loading = 0;

  // MARK: The list

  const memory = "rowspool jobs filter";
  const fields = { search: "search", state: "by-state", workflow: "by-workflow", sort: "sort" };

  function query() {
    const words = new URLSearchParams();
    for (const [name, id] of Object.entries(fields)) if ($(id).value) words.set(name, $(id).value);
    if ($("mine").checked) words.set("mine", "true");
    return words;
  }

  function remember() {
    const words = query();
    if (words.get("sort") === "newest") words.delete("sort");
    const text = words.toString();
    history.replaceState(null, "", text ? "?" + text : location.pathname);
    try { sessionStorage.setItem(memory, text); } catch { return; }
  }

  function recall() {
    let text = location.search.slice(1);
    try { text ||= sessionStorage.getItem(memory) ?? ""; } catch { text ||= ""; }
    const words = new URLSearchParams(text);
    for (const [name, id] of Object.entries(fields)) {
      if (!words.has(name)) continue;
      const field = $(id), value = words.get(name);
      if (field.options && ![...field.options].some((option) => option.value === value)) {
        field.add(new Option(value, value));
      }
      field.value = value;
    }
    $("mine").checked = words.get("mine") === "true";
  }

  /** Fetches the list anew, as many jobs as are shown; with `isMore` the next ones. */
  async function load(isMore) {
    const own = ++loading, words = query();
    words.set("limit", isMore ? 50 : Math.min(500, Math.max(50, shown.size)));
    if (isMore && next) words.set("after", next);
    let answer;
    try {
      answer = await call("GET", "/jobs?" + words);
    } catch (error) {
      if (own === loading && error.status) notice(error.message);
      return;
    }
    if (own !== loading) return;
    (next = answer.next ?? ""), (total = answer.total);
    const last = isMore ? [...shown.keys()] : [];
    arrange([...last.map((id) => shown.get(id).view), ...answer.items]);
  }

  /** Puts these jobs on the page in this order, moving only what must be moved. */
  function arrange(views) {
    const ids = new Set(views.map((view) => view.job));
    for (const id of [...shown.keys()]) if (!ids.has(id)) drop(id);
    const list = $("jobs"), entries = new Map();
    let place = list.firstElementChild;
    for (const view of views) {
      if (entries.has(view.job)) continue;
      const entry = shown.get(view.job) ?? make(view.job);
      entries.set(view.job, entry);
      fill(entry, view);
      if (entry.item === place) place = place.nextElementSibling; else list.insertBefore(entry.item, place);
    }
    shown.clear();
    for (const [id, entry] of entries) shown.set(id, entry);
    $("more").hidden = !next;
    $("none").hidden = shown.size > 0;
    $("none").textContent = query().size > 1 ? say("noneFound") : say("noJobs");
    count();
  }

  function drop(id) {
    shown.get(id)?.item.remove();
    shown.delete(id);
    picked.delete(id);
  }

  function make(id) {
    const item = $("job").content.firstElementChild.cloneNode(true);
    const part = (name) => item.querySelector(name);
    const entry = {
      item, id, verbs: "",
      parts: {
        pick: part(".pick"), name: part(".name"), badge: part(".badge"), about: part(".about"), bar: part(".bar"),
        numbers: part(".numbers"), reason: part(".reason"), priority: part("select"), verbs: part(".verbs"),
      },
    };
    entry.parts.name.href = "/jobs/" + encodeURIComponent(id);
    entry.parts.pick.addEventListener("change", (event) => {
      if (event.target.checked) picked.add(id); else picked.delete(id);
      item.classList.toggle("picked", event.target.checked);
      count();
    });
    entry.parts.priority.addEventListener("change", (event) => prioritize(entry, Number(event.target.value)));
    return entry;
  }

  const text = (element, value) => { if (element.textContent !== value) element.textContent = value; };

  function fill(entry, view) {
    const { parts } = entry;
    entry.view = view;
    entry.item.dataset.state = view.state;
    text(parts.name, view.name);
    parts.pick.setAttribute("aria-label", say("select", view.name));
    text(parts.badge, say("state." + view.state));
    parts.badge.className = "badge " + format.kind(view.state);
    const from = view.from && ![view.workflow, view.submitter].includes(view.from) ? say("from", view.submitter, view.from) : view.submitter;
    text(parts.about, [view.workflow, view.preset, from, format.time(view.since)].filter(Boolean).join(" · "));
    format.bar(parts.bar, view.counts, view.rows.total);
    parts.bar.hidden = view.rows.total === 0;
    numbers(entry);
    text(parts.reason, view.reason ?? "");
    parts.reason.hidden = !view.reason;
    parts.priority.setAttribute("aria-label", say("priorityOf", view.name));
    if (document.activeElement !== parts.priority) parts.priority.value = view.priority;
    parts.priority.parentElement.hidden = !view.orders.includes("set");
    buttons(entry);
  }

  /** Also once a second, for what counts down. */
  function numbers(entry) {
    const { view, parts } = entry, words = [];
    const ended = view.rows.done + view.rows.failed;
    if (view.rows.total) words.push(say("ofRows", format.count(ended), format.count(view.rows.total)));
    for (const state of ["warning", "failed", "unknown", "cancelled", "retrying", "running"]) {
      if (view.counts[state]) words.push(say("row." + state) + " " + format.count(view.counts[state]));
    }
    if (view.rowsPerSecond && view.state === "running") {
      words.push(format.rate(view.rowsPerSecond));
      if (view.secondsLeft !== undefined) words.push(say("left", format.duration(view.secondsLeft)));
    }
    if (view.nextRetry && view.state === "running") {
      const wait = (Date.parse(view.nextRetry) - Date.now()) / 1000;
      words.push(wait > 0 ? say("nextRetry", format.duration(wait)) : say("retriesNow"));
    }
    if (view.startAt && view.state === "scheduled") words.push(say("startsAt", format.time(view.startAt)));
    if (view.cost !== undefined) words.push(say("cost", view.cost + (view.currency ? " " + view.currency : "")));
    if (parts.words === words.join("|")) return;
    parts.words = words.join("|");
    parts.numbers.replaceChildren(...words.map((word) => {
      const span = document.createElement("span");
      span.textContent = word;
      return span;
    }));
  }

  const order = ["pause", "resume", "retry", "results", "cancel", "clear"];

  function buttons(entry) {
    // A finished job's results are on its own page.
    const isOver = entry.view.orders.includes("clear");
    const verbs = order.filter((verb) => entry.view.orders.includes(verb) && !(isOver && verb === "results"));
    if (entry.verbs === verbs.join()) return;
    const focused = entry.parts.verbs.contains(document.activeElement);
    entry.verbs = verbs.join();
    entry.parts.verbs.replaceChildren(...verbs.map((verb) => {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.verb = verb;
      button.textContent = say(verb === "resume" && entry.view.state !== "paused" ? "start" : verb);
      button.setAttribute("aria-label", button.textContent + ": " + entry.view.name);
      button.addEventListener("click", () => give(entry, verb, button));
      return button;
    }));
    // Who has just paused a job by key wants to stay there.
    if (focused) entry.parts.verbs.firstElementChild?.focus();
  }

  // MARK: Orders

  const opposite = { pause: "resume", resume: "pause" };

  async function give(entry, verb, button) {
    const name = entry.view.name;
    const isLoss = verb === "cancel" || verb === "clear";
    if (isLoss && !(await confirmed(say(verb + "One", name), say(verb)))) return;
    if (button) button.disabled = true;
    try {
      const answer = await call("POST", "/jobs/" + encodeURIComponent(entry.id) + "/" + verb, {});
      const undo = opposite[verb] && answer.acted && entry.view.orders.includes(verb);
      notice(name + ": " + answer.sentence,
        undo ? { title: say("undo"), run: () => give(entry, opposite[verb]) } : undefined);
    } catch (error) {
      notice(name + ": " + error.message);
    }
    if (button) button.disabled = false;
    refreshNow();
  }

  async function prioritize(entry, priority, isUndo) {
    const before = entry.view.priority;
    if (before === priority) return;
    try {
      await call("PATCH", "/jobs/" + encodeURIComponent(entry.id), { priority });
      entry.view.priority = priority;
      entry.parts.priority.value = priority;
      const undo = { title: say("undo"), run: () => prioritize(entry, before, true) };
      notice(say("prioritySet", entry.view.name, priority), isUndo ? undefined : undo);
    } catch (error) {
      entry.parts.priority.value = before;
      notice(entry.view.name + ": " + error.message);
    }
    refreshNow();
  }

  async function giveMany(verb) {
    const jobs = [...picked].filter((id) => shown.get(id)?.view.orders.includes(verb));
    if (jobs.length === 0) return notice(say("noneToDo", say(verb)));
    if (verb === "cancel" || verb === "clear") {
      const question = jobs.length > 1 ? say(verb + "Many", jobs.length) : say(verb + "One", shown.get(jobs[0]).view.name);
      if (!(await confirmed(question, say(verb)))) return;
    }
    try {
      const answer = await call("POST", "/orders", { verb, jobs });
      const acted = answer.items.filter((item) => item.acted).map((item) => item.job);
      const refused = answer.items.filter((item) => !item.acted && !item.soAlready);
      const undo = opposite[verb] && acted.length > 0 && {
        title: say("undo"),
        run: () => call("POST", "/orders", { verb: opposite[verb], jobs: acted }).then(refreshNow, fail),
      };
      notice(say("done." + verb, acted.length), undo || undefined);
      if (refused.length > 0) notice(refused[0].sentence);
    } catch (error) {
      fail(error);
    }
    refreshNow();
  }

  const fail = (error) => notice(error.message);

  function count() {
    const all = [...shown.keys()];
    $("all").checked = all.length > 0 && picked.size === all.length;
    $("all").indeterminate = picked.size > 0 && picked.size < all.length;
    $("all").disabled = all.length === 0;
    text($("count"), picked.size > 0 ? say("picked", picked.size) : say("jobCount", format.count(total)));
    for (const button of $("verbs").children) {
      button.disabled = ![...picked].some((id) => shown.get(id)?.view.orders.includes(button.dataset.verb));
    }
  }

  // MARK: What happens

  let refreshTimer = 0;
  function refreshSoon() {
    clearTimeout(refreshTimer);
    refreshTimer = setTimeout(() => load(false), 300);
  }

  /** After something was done here. */
  function refreshNow() {
    rowspool.live.nudge();
    refreshSoon();
  }

  rowspool.live.on("jobs", ({ jobs, gone, all }) => {
    for (const view of jobs) {
      const entry = shown.get(view.job);
      if (!entry) { refreshSoon(); continue; }
      const before = entry.view.state;
      fill(entry, view);
      // It may not belong to what is asked for any more, or elsewhere.
      if (before !== view.state && ($("by-state").value || $("sort").value === "state")) refreshSoon();
    }
    for (const id of gone) if (shown.has(id)) { drop(id); total -= 1; }
    // Of those that have finished, polling does not tell.
    if (all) refreshSoon();
    count();
  });
  rowspool.live.on("open", () => load(false));
  rowspool.live.on("state", (state) => {
    const place = $("state");
    place.className = "state " + state;
    place.textContent = say("live." + state);
  });
  setInterval(() => { if (!document.hidden) shown.forEach(numbers); }, 1000);

  // MARK: Controls

  let typing = 0;
  $("filter").addEventListener("submit", (event) => event.preventDefault());
  $("filter").addEventListener("input", (event) => {
    remember();
    clearTimeout(typing);
    typing = setTimeout(() => load(false), event.target.id === "search" ? 200 : 0);
  });
  $("all").addEventListener("change", (event) => {
    for (const [id, entry] of shown) {
      entry.parts.pick.checked = event.target.checked;
      entry.item.classList.toggle("picked", event.target.checked);
      if (event.target.checked) picked.add(id); else picked.delete(id);
    }
    count();
  });
  $("verbs").addEventListener("click", (event) => {
    const verb = event.target.closest("button")?.dataset.verb;
    if (verb) giveMany(verb);
  });
  $("more").addEventListener("click", () => load(true));
  recall();
  load(false);
})();
