// The page of a job: its head, its tabs, orders, downloads and the log. The other scripts of the page add rows, pictures
// and dialogs to `rowspool.job`.
"use strict";
rowspool.job = (() => {
  const id = document.body.dataset.job;
  const data = rowspool.read("job-data");
  const at = (path) => `/jobs/${encodeURIComponent(id)}${path}`;
  const { say } = rowspool;

  /** An element with a text and members. */
  function make(name, members = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(members)) {
      if (key === "class") element.className = value;
      else if (key === "data") Object.assign(element.dataset, value);
      else if (key in element) element[key] = value;
      else element.setAttribute(key, value);
    }
    element.append(...children.filter((child) => child !== undefined && child !== null && child !== ""));
    return element;
  }

  /** Seconds in words. */
  function span(seconds) {
    const rounded = Math.max(0, Math.round(seconds));
    if (rounded < 90) return say("second", rounded);
    return rounded < 5400 ? say("minute", Math.round(rounded / 60)) : say("hour", Math.round(rounded / 360) / 10);
  }

  /** By the visitor's own clock, as the results have it: 2026-11-21 18:30:05. */
  const stamp = (at) => new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 19).replace("T", " ");
  const time = (text) => make("time", { dateTime: text }, stamp(new Date(text)));

  // What the page shows, kept in its address, so that a reload shows the same.
  const filter = { state: "", mark: "", search: "", tab: "", shot: "" };
  const filterListeners = [];
  function readAddress() {
    const words = new URLSearchParams(location.hash.slice(1));
    for (const name of Object.keys(filter)) filter[name] = words.get(name) ?? "";
  }
  /** Keeps values in the address; nothing else of the page changes by it. */
  function remember(values) {
    Object.assign(filter, values);
    const words = new URLSearchParams(Object.entries(filter).filter(([, value]) => value));
    history.replaceState(null, "", "#" + words);
  }
  function change(values) {
    remember(values);
    show();
    filterListeners.forEach((listener) => listener());
  }

  // Tabs.
  const tabs = [...document.querySelectorAll("[data-tab]")];
  function show() {
    const names = tabs.map((tab) => tab.dataset.tab);
    const current = names.includes(filter.tab) ? filter.tab : names[0];
    for (const tab of tabs) {
      const isCurrent = tab.dataset.tab === current;
      tab.setAttribute("aria-selected", isCurrent);
      tab.tabIndex = isCurrent ? 0 : -1;
      document.getElementById(tab.dataset.tab).hidden = !isCurrent;
    }
    const filters = document.getElementById("filters");
    if (!filters) return;
    filters.hidden = current !== "rows" && current !== "pictures";
    document.getElementById("state").value = filter.state;
    document.getElementById("mark").value = filter.mark;
    const search = document.getElementById("search");
    if (search !== document.activeElement) search.value = filter.search;
  }
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => change({ tab: tab.dataset.tab }));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      const next = tabs[(index + step + tabs.length) % tabs.length];
      next.focus();
      change({ tab: next.dataset.tab });
    });
  });

  function addFilters() {
    const form = document.getElementById("filters");
    if (!form) return;
    form.addEventListener("submit", (event) => event.preventDefault());
    const state = document.getElementById("state");
    // A state that no row is in yet may be wanted all the same.
    for (const name of ["done", "warning", "failed", "unknown", "cancelled", "pending", "retrying", "running"]) {
      if (![...state.options].some((option) => option.value === name)) {
        state.add(new Option(say("state-" + name), name));
      }
    }
    state.addEventListener("change", () => change({ state: state.value }));
    const mark = document.getElementById("mark");
    mark.addEventListener("change", () => change({ mark: mark.value }));
    let timer = 0;
    document.getElementById("search").addEventListener("input", (event) => {
      clearTimeout(timer);
      timer = setTimeout(() => change({ search: event.target.value.trim() }), 250);
    });
  }

  // The head is made by the server, and put in the place of the old one where it has changed.
  const wakeListeners = [];
  let headTimer = 0, pause = 1000;
  async function refreshHead() {
    clearTimeout(headTimer);
    const old = document.getElementById("head");
    try {
      const response = await fetch(at("?part=head"), { credentials: "same-origin" });
      if (response.ok) replaceHead(old, await response.text());
      else if (response.status === 404) return;
    } catch {
      pause = Math.min(15000, pause * 2);
    }
    const isLive = document.getElementById("head").dataset.live;
    if (isLive && !document.hidden) headTimer = setTimeout(refreshHead, pause);
  }
  function replaceHead(old, html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("head");
    if (!fresh) return;
    const isOpen = document.getElementById("problems")?.open;
    const focused = old.contains(document.activeElement) ? document.activeElement.dataset.order : undefined;
    const problems = fresh.querySelector("#problems");
    if (problems && isOpen) problems.open = true;
    const hasEnded = old.dataset.live && !fresh.dataset.live;
    const wasReading = !document.getElementById("job-data") && fresh.querySelector("[data-order]");
    if (fresh.outerHTML === old.outerHTML) {
      pause = Math.min(15000, pause * 1.5);
      return;
    }
    pause = 1000;
    old.replaceWith(document.adoptNode(fresh));
    if (focused) fresh.querySelector(`[data-order="${focused}"]`)?.focus();
    // The drop was read: there are rows now.
    if (wasReading) location.reload();
    if (hasEnded) wakeListeners.forEach((listener) => listener());
  }
  /** Something was done here that changes something. */
  function nudge() {
    pause = 1000;
    refreshHead();
    rowspool.live?.nudge?.();
    wakeListeners.forEach((listener) => listener());
  }

  document.addEventListener("click", async (event) => {
    const order = event.target.closest("[data-order]"), state = event.target.closest("#head [data-state]");
    const download = event.target.closest("a[data-download]");
    if (order) give(order);
    else if (state && state.id !== "head") change({ state: state.dataset.state });
    else if (download) { event.preventDefault(); save(download.href); }
  });
  async function give(button) {
    const { order, question } = button.dataset;
    if (question && !(await rowspool.confirmed(question, button.textContent))) return;
    try {
      const answer = await rowspool.call("POST", at("/" + order), {});
      rowspool.notice(answer.sentence);
      if (order === "clear") setTimeout(() => { location.href = "/jobs"; }, 1500);
    } catch (error) {
      rowspool.notice(error.message);
    }
    nudge();
  }

  /** Saves a file; where it is still being written, waits for it. */
  async function save(address, tries = 0) {
    const response = await fetch(address, { method: "GET", headers: { Range: "bytes=0-0" }, credentials: "same-origin" })
      .catch(() => undefined);
    if (response?.ok) {
      // An archive that is made while it is sent comes whole.
      response.body?.cancel();
      document.body.append(Object.assign(document.createElement("a"), { href: address, download: "", id: "save" }));
      document.getElementById("save").click();
      document.getElementById("save").remove();
    } else if (response?.status === 503 && tries < 40) {
      if (tries === 0) rowspool.notice(say("being"));
      setTimeout(() => save(address, tries + 1), 3000);
    } else {
      const answer = await response?.json().catch(() => undefined);
      rowspool.notice(answer?.detail ?? say("noServer"));
    }
  }

  // The log.
  const log = { after: "", isBusy: false };
  async function readLog(isMore) {
    const list = document.getElementById("log-list");
    if (!list || document.getElementById("log").hidden || log.isBusy) return;
    log.isBusy = true;
    const words = new URLSearchParams({ limit: 50 });
    if (isMore && log.after) words.set("after", log.after);
    const event = document.getElementById("log-event").value, search = document.getElementById("log-search").value;
    if (event) words.set("event", event);
    if (search) words.set("filter", search);
    try {
      const page = await rowspool.call("GET", at("/log?" + words));
      if (!isMore) list.replaceChildren();
      for (const item of page.items) {
        const detail = item.detail && make("details", {}, make("summary", {}, say("technical")), make("pre", {}, item.detail));
        list.append(make("li", {}, time(item.at), " ", item.message, detail));
      }
      log.after = page.next ?? "";
      document.getElementById("log-more").hidden = !page.next;
      document.getElementById("log-note").textContent = list.childElementCount || page.next ? "" : say("noLog");
    } catch (error) {
      document.getElementById("log-note").textContent = error.message;
    }
    log.isBusy = false;
  }
  document.getElementById("log-more")?.addEventListener("click", () => readLog(true));
  document.getElementById("log-event")?.addEventListener("change", () => readLog());
  document.getElementById("log-search")?.addEventListener("input", () => readLog());
  document.getElementById("log-filters")?.addEventListener("submit", (event) => event.preventDefault());
  filterListeners.push(() => readLog());
  wakeListeners.push(() => readLog());

  rowspool.live?.on?.("state", (state) => {
    const note = document.getElementById("lost");
    note.hidden = state !== "lost";
    note.textContent = note.hidden ? "" : say("lost");
  });

  readAddress();
  addFilters();
  show();
  document.addEventListener("visibilitychange", () => { if (!document.hidden) nudge(); });
  window.addEventListener("hashchange", () => { readAddress(); change({}); });
  if (document.getElementById("head").dataset.live) headTimer = setTimeout(refreshHead, pause);
  readLog();

  return {
    id, data, at, make, span, time, filter, change, remember, nudge,
    whenFiltered: (listener) => filterListeners.push(listener),
    whenChanged: (listener) => wakeListeners.push(listener),
    isLive: () => Boolean(document.getElementById("head").dataset.live),
  };
})();
