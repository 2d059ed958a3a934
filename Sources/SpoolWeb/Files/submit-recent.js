// The latest jobs below the form of the first page, with their first pictures: a finished picture is two clicks away.
"use strict";
rowspool.recent = (() => {
  const most = 6;
  const mostPictures = 4;

  async function pictures(job) {
    const path = `/jobs/${encodeURIComponent(job)}`;
    const { items = [] } = await rowspool.call("GET", `${path}/rows?state=done&limit=${mostPictures}`);
    return items.flatMap((row) => row.files ?? []).filter((file) => file.thumbnail).slice(0, mostPictures);
  }

  function box(summary, files) {
    const link = document.createElement("a");
    link.href = `/jobs/${encodeURIComponent(summary.job)}`;
    link.className = "card recent-job";
    const name = document.createElement("strong");
    name.textContent = summary.name;
    const facts = document.createElement("span");
    facts.className = "soft";
    const { done = 0, failed = 0, total = 0 } = summary.rows ?? {};
    facts.textContent = `${rowspool.say("state." + summary.state)} · ${rowspool.say("rowsDone", done + failed, total)}`;
    const strip = document.createElement("span");
    strip.className = "strip";
    for (const file of files) {
      const picture = document.createElement("img");
      picture.src = file.thumbnail;
      picture.alt = file.name;
      picture.loading = "lazy";
      strip.append(picture);
    }
    link.append(name, facts, strip);
    return link;
  }

  async function show() {
    try {
      const { items = [] } = await rowspool.call("GET", `/jobs?sort=newest&limit=${most}`);
      const boxes = await Promise.all(items.map(async (summary) => {
        const hasPictures = (summary.rows?.done ?? 0) > 0;
        return box(summary, hasPictures ? await pictures(summary.job).catch(() => []) : []);
      }));
      const section = document.getElementById("recent");
      section.querySelector(".recent").replaceChildren(...boxes);
      section.hidden = !boxes.length;
    } catch {
      // The page can be used without them; the next finished job tries again.
    }
  }

  show();
  return show;
})();
