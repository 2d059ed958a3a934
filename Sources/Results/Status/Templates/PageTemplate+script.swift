extension PageTemplate {
  /// Keeps the page fresh, filters it and enlarges its pictures.
  ///
  /// A fresh copy of the file is loaded into a frame that nobody sees, and its parts take the place of those that
  /// differ: what a person reads, marks or has enlarged stays, and a folder that is out of reach for a while does not
  /// leave an error page behind. Where a browser lets no word out of the frame, the page loads itself again.
  static let script = #"""
    (function () {
      "use strict";
      var d = document, key = d.documentElement.dataset.key, byId = function (id) { return d.getElementById(id); };
      var page = byId("page");
      if (window.parent !== window) {
        var target = location.protocol === "file:" ? "*" : location.origin;
        window.parent.postMessage({ rowspool: key, page: page.outerHTML }, target);
        return;
      }
      var memory = { state: "", text: "", zoom: "", y: 0 };
      try { Object.assign(memory, JSON.parse(sessionStorage.getItem("rowspool " + key)) || {}); } catch (e) { memory.y = 0; }
      function keep() {
        memory.y = window.scrollY;
        try { sessionStorage.setItem("rowspool " + key, JSON.stringify(memory)); } catch (e) { return; }
      }

      // How fresh it is. Clocks may differ: what counts is how long nothing new has come.
      var firstSeen = Date.now(), offset = Math.max(0, firstSeen - Number(page.dataset.written));
      var units = function (s) {
        var words = page.dataset.units.split("|"), n = s < 90 ? [0, s] : s < 5400 ? [1, s / 60] : s < 172800 ? [2, s / 3600] : [3, s / 86400];
        return words[n[0]].replace("{1}", Math.round(n[1]));
      };
      function tellAge() {
        var age = byId("age"), stale = byId("stale"), waited = (Date.now() - firstSeen) / 1000;
        if (!page.dataset.live) { stale.hidden = true; if (age) age.textContent = ""; return; }
        var total = waited + (offset < 3600000 ? offset / 1000 : 0), next = Number(page.dataset.next);
        if (age) age.textContent = total < 2 ? page.dataset.now : page.dataset.ago.replace("{1}", units(Math.round(total)));
        var late = next > 0 && (waited > next + 10 || waited + offset / 1000 > next + 600);
        if (late && stale.hidden) stale.textContent = stale.dataset.text.replace("{1}", page.dataset.clock);
        stale.hidden = !late;
      }

      // Fresh copies.
      var frame = d.createElement("iframe"), asked = 0, heard = 0, timer = 0;
      frame.hidden = true;
      function ask() {
        if (!page.dataset.live) return;
        if (heard === 0 && asked > 3) { keep(); location.reload(); return; }
        asked += 1;
        frame.src = location.pathname + "?" + Date.now();
        if (!frame.parentNode) d.body.appendChild(frame);
        timer = setTimeout(ask, d.hidden ? 10000 : 2000);
      }
      function take(html) {
        var fresh = new DOMParser().parseFromString(html, "text/html").getElementById("page");
        if (!fresh || fresh.dataset.written === page.dataset.written) return;
        var open = Array.prototype.map.call(page.querySelectorAll("details[open]"), function (e) { return e.id; });
        var search = byId("search"), focused = search && d.activeElement === search;
        Object.keys(fresh.dataset).forEach(function (name) { page.dataset[name] = fresh.dataset[name]; });
        var old = parts, now = read(fresh), same = old.names.join("\n") === now.names.join("\n");
        if (same) {
          Array.prototype.forEach.call(page.querySelectorAll("[data-part]"), function (e, i) {
            if (old.texts[i] !== now.texts[i]) e.outerHTML = now.texts[i];
          });
        } else { page.innerHTML = fresh.innerHTML; }
        parts = now;
        firstSeen = Date.now(); offset = 0;
        open.forEach(function (id) { var e = byId(id); if (e) e.open = true; });
        filter();
        if (focused && byId("search")) byId("search").focus();
        tellAge();
      }
      function read(root) {
        var list = Array.prototype.slice.call(root.querySelectorAll("[data-part]"));
        return { names: list.map(function (e) { return e.dataset.part; }), texts: list.map(function (e) { return e.outerHTML; }) };
      }
      var parts = read(page);
      window.addEventListener("message", function (e) {
        if (e.source !== frame.contentWindow || !e.data || e.data.rowspool !== key) return;
        heard += 1;
        take(e.data.page);
      });

      // Filter.
      function filter() {
        var shown = 0, search = byId("search"), text = memory.text.toLowerCase();
        if (search && search.value !== memory.text) search.value = memory.text;
        if (!byId("search")) { memory.state = ""; text = ""; }
        page.querySelectorAll("[data-f]").forEach(function (b) { b.setAttribute("aria-pressed", String(b.dataset.f === memory.state)); });
        page.querySelectorAll("[data-s]").forEach(function (e) {
          e.hidden = (memory.state !== "" && e.dataset.s !== memory.state) || (text !== "" && e.textContent.toLowerCase().indexOf(text) < 0);
          if (!e.hidden) shown += 1;
        });
        if (byId("nothing")) byId("nothing").hidden = shown > 0;
      }
      page.addEventListener("click", function (e) {
        var button = e.target.closest("[data-f]"), shot = e.target.closest(".shot");
        if (button) { memory.state = button.dataset.f; filter(); keep(); }
        if (shot && !e.ctrlKey && !e.metaKey && !e.shiftKey) { e.preventDefault(); zoom(shot); }
      });
      page.addEventListener("input", function (e) {
        if (e.target.id === "search") { memory.text = e.target.value; filter(); keep(); }
      });

      // Enlarged pictures.
      var dialog = byId("zoom");
      function picture(figure, source, other) {
        var img = figure.querySelector("img");
        figure.hidden = !source;
        img.onerror = function () { img.onerror = null; if (other) img.src = other; };
        if (source) img.src = source; else img.removeAttribute("src");
      }
      function zoom(shot) {
        if (!shot) return;
        memory.zoom = shot.id;
        byId("zoomname").textContent = shot.querySelector(".cap").textContent + " · " + shot.dataset.name;
        picture(byId("before"), shot.dataset.original, "");
        picture(byId("after"), shot.getAttribute("href"), shot.querySelector("img:last-of-type").getAttribute("src"));
        byId("after").querySelector("a").href = shot.getAttribute("href");
        byId("after").querySelector("img").alt = shot.dataset.name;
        if (!dialog.open) dialog.showModal();
        keep();
      }
      function step(by) {
        var shots = Array.prototype.slice.call(page.querySelectorAll(".shot:not([hidden])"));
        var at = shots.findIndex(function (s) { return s.id === memory.zoom; });
        zoom(shots[(at + by + shots.length) % shots.length]);
      }
      byId("prev").onclick = function () { step(-1); };
      byId("next").onclick = function () { step(1); };
      byId("close").onclick = function () { dialog.close(); };
      dialog.addEventListener("click", function (e) { if (e.target === dialog) dialog.close(); });
      dialog.addEventListener("close", function () { var s = byId(memory.zoom); memory.zoom = ""; keep(); if (s) s.focus(); });
      dialog.addEventListener("keydown", function (e) {
        if (e.key === "ArrowLeft") step(-1);
        if (e.key === "ArrowRight") step(1);
      });
      // A picture whose small copy has not come yet.
      page.addEventListener("error", function (e) {
        var shot = e.target.closest && e.target.closest(".shot");
        if (!shot || e.target.dataset.tried) return;
        e.target.dataset.tried = "yes";
        e.target.src = shot.getAttribute("href");
      }, true);

      filter();
      if (memory.y) window.scrollTo(0, memory.y);
      if (memory.zoom) zoom(byId(memory.zoom));
      window.addEventListener("pagehide", keep);
      d.addEventListener("visibilitychange", function () { if (!d.hidden && page.dataset.live) { clearTimeout(timer); ask(); } });
      tellAge();
      setInterval(tellAge, 1000);
      if (page.dataset.live) timer = setTimeout(ask, 2000);
    })();

    """#
}
