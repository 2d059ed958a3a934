// What changes on the server, as it changes: by server-sent events, else by asking again and again.
"use strict";
rowspool.live = (() => {
  const listeners = {};
  let source, watchedJob = "", timer = 0, hiddenTimer = 0, failures = 0, isBusy = true, interval = 1000, state = "";

  /** Calls `listener` with each event of that name: jobs, rows, drops, statistics; also state: "live", "polling", "lost". */
  function on(name, listener) {
    (listeners[name] ??= []).push(listener);
    if (name === "state" && state) listener(state);
    start();
  }

  const tell = (name, data) => (listeners[name] ?? []).forEach((listener) => listener(data));

  function say(next) {
    if (state === next) return;
    state = next;
    tell("state", next);
  }

  /** Also tells of the rows of this job from now on. */
  function watch(job) {
    if (job === watchedJob) return;
    watchedJob = job;
    close();
    start();
  }

  function close() {
    source?.close();
    source = undefined;
    clearTimeout(timer);
    timer = 0;
  }

  let isAsked = false;
  function start() {
    // All of a page's scripts have said what they want before the stream is opened.
    if (isAsked || source || timer) return;
    isAsked = true;
    setTimeout(() => { isAsked = false; open(); });
  }

  function open() {
    if (source || document.hidden) return;
    if (!window.EventSource || failures > 3) return poll();
    const own = new EventSource("/api/v1/events" + (watchedJob ? "?job=" + encodeURIComponent(watchedJob) : ""));
    source = own;
    for (const name of ["jobs", "rows", "drops", "statistics"]) {
      own.addEventListener(name, (event) => tell(name, JSON.parse(event.data)));
    }
    own.addEventListener("open", () => { failures = 0; say("live"); tell("open"); });
    own.addEventListener("error", () => {
      if (source !== own) return;
      say("lost");
      // The browser tries again by itself while the connection only broke; not after an answer that was no stream.
      if (own.readyState !== EventSource.CLOSED) return;
      failures += 1;
      close();
      timer = setTimeout(() => { timer = 0; open(); }, Math.min(15000, 1000 * 2 ** failures));
    });
  }

  // Where streams do not come through (a proxy that gathers answers, say), the list is asked for again and again.
  let last = "", polls = 0;
  async function poll() {
    clearTimeout(timer);
    timer = 0;
    polls += 1;
    if (window.EventSource && polls % 40 === 0) {
      // Perhaps streams come through again.
      failures = 3;
      return open();
    }
    try {
      const answer = await rowspool.call("GET", "/jobs?state=unfinished&limit=500");
      const text = JSON.stringify(answer.items);
      isBusy = answer.items.length > 0;
      interval = text === last ? Math.min(15000, interval * 1.5) : 1000;
      if (text !== last) tell("jobs", { jobs: answer.items, gone: [], all: true });
      last = text;
      say("polling");
    } catch {
      say("lost");
      interval = Math.min(15000, interval * 1.5);
      isBusy = true;
    }
    // Nothing can change by itself when all is finished; an order or a drop of this page asks again.
    timer = isBusy ? setTimeout(poll, interval) : 0;
  }

  /** Something was done here that changes something. */
  function nudge() {
    interval = 1000;
    if (!source && !document.hidden) poll();
  }

  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiddenTimer);
    if (document.hidden) {
      if (!source) { clearTimeout(timer); timer = 0; }
      // A tab in the background costs nothing after a while.
      hiddenTimer = setTimeout(close, 30000);
    } else if (!source) {
      open();
    }
  });
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", (event) => { if (event.persisted) open(); });

  return { on, watch, nudge };
})();

// Numbers and times as people read them.
rowspool.format = (() => {
  const { say } = rowspool;
  const count = (number) => Number(number).toLocaleString("en-US");

  /** Seconds as `42 s`, `3 min`, `1 h 20 min`, `2 days`. */
  function duration(seconds) {
    const whole = Math.max(0, Math.ceil(seconds));
    if (whole < 90) return say("unit.s", whole);
    if (whole < 5400) return say("unit.min", Math.round(whole / 60));
    if (whole < 172800) return say("unit.h", Math.floor(whole / 3600), Math.floor(whole % 3600 / 60));
    return say("unit.d", Math.floor(whole / 86400));
  }

  /** Rows a second as `12.5 rows/s`, `3 rows/min`. */
  function rate(perSecond) {
    const short = (value) => count(value >= 100 ? Math.round(value) : Math.round(value * 10) / 10);
    return perSecond >= 1 ? say("unit.rowsPerSecond", short(perSecond)) : say("unit.rowsPerMinute", short(perSecond * 60));
  }

  /** `18:30`, or with the day where that is another one; by the visitor's own clock. */
  function time(text) {
    const at = new Date(text), two = (number) => String(number).padStart(2, "0");
    const day = at.getFullYear() + "-" + two(at.getMonth() + 1) + "-" + two(at.getDate());
    const clock = two(at.getHours()) + ":" + two(at.getMinutes());
    return at.toDateString() === new Date().toDateString() ? clock : day + " " + clock;
  }

  /** The look of a job state's badge. */
  const kind = (state) => ({
    completed: "good", completedWithFailures: "bad", rejected: "bad", running: "busy", delivering: "busy",
    checking: "busy", claiming: "busy", paused: "held", onHold: "held", scheduled: "held", cancelling: "held",
  })[state] ?? "calm";

  const states = ["done", "warning", "failed", "unknown", "cancelled", "pending", "retrying", "running"];

  /** Fills a `.bar`: a stripe for each row state, and the numbers in words for those who do not see it. */
  function bar(element, counts, total) {
    const parts = states.filter((state) => counts[state] > 0);
    const stripes = parts.filter((state) => state !== "pending");
    const old = new Map([...element.children].map((stripe) => [stripe.className, stripe]));
    const now = stripes.map((state) => {
      const stripe = old.get(state) ?? document.createElement("i");
      stripe.className = state;
      stripe.style.width = counts[state] * 100 / Math.max(1, total) + "%";
      stripe.title = say("row." + state) + ": " + count(counts[state]);
      return stripe;
    });
    if (now.length !== old.size || now.some((stripe, index) => element.children[index] !== stripe)) element.replaceChildren(...now);
    const words = parts.map((state) => say("row." + state) + " " + count(counts[state])).join(", ");
    element.setAttribute("aria-label", words);
  }

  return { count, duration, rate, time, kind, bar };
})();
