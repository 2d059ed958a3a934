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
  let last = "";
  async function poll() {
    clearTimeout(timer);
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
