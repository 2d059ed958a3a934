// What changes on the server, as it changes: by server-sent events; while they do not come, by asking again and again.
"use strict";
rowspool.live = (() => {
  const listeners = {};
  let source, watchedJob = "", state = "", isAsked = false;

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

  function start() {
    // All of a page's scripts have said what they want before the stream is opened.
    if (isAsked || source) return;
    isAsked = true;
    setTimeout(() => { isAsked = false; open(); });
  }

  // MARK: The stream

  let failures = 0, reopening = 0;
  const isOpen = () => source?.readyState === EventSource.OPEN;

  function open() {
    clearTimeout(reopening);
    if (source || document.hidden) return;
    const own = new EventSource("/api/v1/events" + (watchedJob ? "?job=" + encodeURIComponent(watchedJob) : ""));
    source = own;
    // A proxy that gathers answers keeps the stream to itself, and says nothing of it.
    pollSoon(3000);
    for (const name of ["jobs", "rows", "drops", "statistics"]) {
      own.addEventListener(name, (event) => tell(name, JSON.parse(event.data)));
    }
    own.addEventListener("open", () => { failures = 0; pollSoon(); say("live"); tell("open"); });
    own.addEventListener("error", () => {
      if (source !== own) return;
      pollSoon(0);
      // The browser tries again by itself where the connection broke; not after an answer that was no stream.
      if (own.readyState !== EventSource.CLOSED) return;
      failures += 1;
      source = undefined;
      reopening = setTimeout(open, Math.min(60000, 1000 * 2 ** failures));
    });
  }

  function close() {
    clearTimeout(reopening);
    pollSoon();
    source?.close();
    source = undefined;
  }

  // MARK: Asking

  let timer = 0, interval = 1000, last = "", isAsking = false;

  /** Asks after this many milliseconds; never where there are none. */
  function pollSoon(wait) {
    clearTimeout(timer);
    timer = wait === undefined || document.hidden ? 0 : setTimeout(poll, wait);
  }

  /** Each second while anything changes, ever more seldom while nothing does, and not at all when all is finished. */
  async function poll() {
    if (isOpen() || isAsking) return;
    isAsking = true;
    let isBusy = true;
    try {
      const { items } = await rowspool.call("GET", "/jobs?state=unfinished&limit=500");
      const text = JSON.stringify(items);
      isBusy = items.length > 0;
      interval = text === last ? Math.min(15000, interval * 1.5) : 1000;
      if (!isOpen()) {
        say("polling");
        if (text !== last) {
          tell("jobs", { jobs: items, gone: [], all: true });
          if (watchedJob) tell("rows", { job: watchedJob, many: true });
        }
      }
      last = text;
    } catch {
      if (!isOpen()) say("lost");
      interval = Math.min(15000, interval * 1.5);
    }
    isAsking = false;
    if (!isOpen() && isBusy) pollSoon(interval);
  }

  /** Something was done here that changes something. */
  function nudge() {
    interval = 1000;
    if (!isOpen()) pollSoon(0);
  }

  // A tab in the background asks nothing, and after a while is told nothing.
  let hiddenTimer = 0;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiddenTimer);
    if (document.hidden) {
      if (isOpen()) hiddenTimer = setTimeout(close, 30000); else close();
    } else {
      open();
      nudge();
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
