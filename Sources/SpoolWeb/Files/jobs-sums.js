// The page /jobs, above and below its list: sums, causes of failures, the last hour, drops that wait or were given back.
"use strict";
(() => {
  const { say, call, format, live } = rowspool;
  const $ = (id) => document.getElementById(id);
  const text = (element, value) => { if (element.textContent !== value) element.textContent = value; };

  function statistics(sums) {
    text($("s-jobs"), format.count(sums.jobs));
    text($("s-running"), format.count(sums.running));
    text($("s-done"), format.count(sums.states.completed ?? 0));
    text($("s-failed"), format.count(sums.states.completedWithFailures ?? 0));
    $("paused").hidden = !sums.paused;
    if (sums.today) {
      text($("s-today"), format.count(sums.today.done + sums.today.failed));
      const words = [];
      if (sums.today.failed) words.push(say("failedRows", format.count(sums.today.failed)));
      if (sums.today.pictures) words.push(say("pictures", format.count(sums.today.pictures)));
      text($("s-today-more"), words.join(" · "));
      chart(sums.lastHour);
    }
    const list = $("causes").querySelector("ul");
    $("causes").hidden = sums.causes.length === 0;
    text($("causes-count"), say("rows", format.count(sums.causes.reduce((sum, cause) => sum + cause.rows, 0))));
    list.replaceChildren(...sums.causes.map((cause) => {
      const item = document.createElement("li"), number = document.createElement("b"), words = document.createElement("span");
      number.textContent = say("times", format.count(cause.rows));
      words.textContent = cause.message;
      item.append(number, words);
      return item;
    }));
  }

  const shape = (name, values) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(values)) element.setAttribute(key, value);
    return element;
  };

  /** Two stripes for each minute of the last hour. */
  function chart({ done, failed }) {
    const sums = done.map((value, minute) => value + failed[minute]);
    const most = Math.max(1, ...sums), shapes = [shape("line", { class: "axis", x1: 0, x2: 240, y1: 43.5, y2: 43.5 })];
    sums.forEach((sum, minute) => {
      const bad = failed[minute] / most * 42, good = done[minute] / most * 42, x = minute * 4 + 0.5;
      if (good > 0) shapes.push(shape("rect", { class: "ok", x, width: 3, y: 43 - good, height: good }));
      if (bad > 0) shapes.push(shape("rect", { class: "not", x, width: 3, y: 43 - good - bad, height: bad }));
    });
    $("chart").replaceChildren(...shapes);
    const all = sums.reduce((sum, value) => sum + value, 0);
    const words = say("perMinute", format.count(sums[sums.length - 2] + 0), format.count(Math.max(...sums)), format.count(all));
    $("chart").setAttribute("aria-label", words);
    text($("s-rate"), words);
  }

  // MARK: Drops

  function drops({ waiting, unshownWaiting, rejected }) {
    const fillList = (id, items, words) => {
      $(id).hidden = items.length === 0;
      $(id).querySelector("ul").replaceChildren(...items.map((item) => {
        const place = document.createElement("li"), name = document.createElement("b");
        name.textContent = item.name;
        place.append(name, " ", words(item));
        return place;
      }));
    };
    fillList("waiting", waiting, (item) => item.reason);
    text($("waiting").querySelector("p"), unshownWaiting ? say("moreWaiting", unshownWaiting) : "");
    fillList("rejected", rejected, (item) => format.time(item.at) + "\n" + item.reasons);
  }

  const askSums = () => call("GET", "/statistics").then(statistics, () => {});
  let areSumsTold = false, asking = 0;

  // Those who see only their own jobs are not told their sums.
  function askUnlessTold() {
    if (areSumsTold || asking) return;
    asking = setTimeout(() => {
      asking = 0;
      if (!areSumsTold) askSums();
    }, 1000);
  }

  live.on("statistics", (sums) => {
    areSumsTold = true;
    statistics(sums);
  });
  live.on("drops", drops);
  live.on("jobs", ({ all }) => {
    // Where streams do not come through, jobs alone are told of.
    if (all) {
      askSums();
      call("GET", "/drops").then(drops, () => {});
    } else {
      askUnlessTold();
    }
  });
  askUnlessTold();
})();
