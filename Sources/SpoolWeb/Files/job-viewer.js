// A picture or video enlarged: keys, zoom, moving about, a slider between before and after.
"use strict";
(() => {
  const { job } = rowspool, { say } = rowspool;
  const viewer = document.getElementById("viewer");
  if (!viewer) return;
  const byId = (id) => document.getElementById(id);
  const stage = byId("stage"), before = byId("stage-before"), after = byId("stage-after"), slider = byId("slider");
  const video = after.querySelector("video"), panes = [...stage.querySelectorAll(".pane")];
  const images = panes.map((pane) => pane.querySelector("img"));
  let shot, scale = 1, x = 0, y = 0, isComparing = false;

  job.view = (next) => {
    if (!next) return;
    shot = next;
    const { row, file } = shot, isVideo = file.type.startsWith("video/");
    byId("viewer-name").textContent =
      `${say("pictureOf", job.shots.indexOf(shot) + 1, job.shots.length)} · ${say("row", row.row)} · ${row.label || file.name}`;
    before.hidden = !row.original;
    show(images[0], row.original?.url, row.original?.thumbnail);
    video.hidden = !isVideo;
    panes[1].hidden = isVideo;
    if (isVideo) { video.src = `${file.url}?v=${file.version}`; images[1].removeAttribute("src"); }
    else { video.removeAttribute("src"); video.load(); show(images[1], `${file.url}?v=${file.version}`, file.thumbnail); }
    images[1].alt = file.name;
    byId("viewer-save").href = file.url + "?download=true";
    button("compare").disabled = !row.original || isVideo;
    if (button("compare").disabled) compare(false);
    fit();
    tellMark();
    if (!viewer.open) {
      viewer.showModal();
      stage.focus();
    }
    const at = job.shots.indexOf(shot);
    for (const near of [job.shots[at + 1], job.shots[at - 1]]) {
      if (near && near.file.type.startsWith("image/")) new Image().src = `${near.file.url}?v=${near.file.version}`;
    }
  };

  function show(image, address, other) {
    image.onerror = () => { image.onerror = null; if (other) image.src = other; };
    if (address) image.src = address; else image.removeAttribute("src");
  }
  const button = (name) => viewer.querySelector(`[data-view="${name}"]`);
  function tellMark() {
    for (const mark of ["good", "bad"]) button(mark).setAttribute("aria-pressed", String(shot.mark === mark));
  }

  // Both pictures move together, so that the same places stand beside each other.
  function place() {
    for (const image of images) image.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    stage.classList.toggle("zoomed", scale > 1.001);
  }
  function fit() { [scale, x, y] = [1, 0, 0]; place(); }
  function zoom(factor, at) {
    const old = scale;
    scale = Math.min(32, Math.max(1, scale * factor));
    const point = at ?? { x: 0, y: 0 };
    [x, y] = scale === 1 ? [0, 0] : [point.x - (point.x - x) * scale / old, point.y - (point.y - y) * scale / old];
    place();
  }
  function full() {
    const image = images[1], shown = Math.min(image.clientWidth / image.naturalWidth, image.clientHeight / image.naturalHeight);
    fit();
    if (shown > 0 && shown < 1) zoom(1 / shown);
  }
  function compare(isOn) {
    isComparing = isOn;
    stage.classList.toggle("compared", isOn);
    slider.hidden = !isOn;
    button("compare").setAttribute("aria-pressed", String(isOn));
    slide();
    place();
  }
  function slide() {
    panes[0].style.clipPath = isComparing ? `inset(0 ${100 - slider.value}% 0 0)` : "";
    stage.style.setProperty("--cut", slider.value + "%");
  }
  slider.addEventListener("input", slide);

  function step(by) {
    const at = job.shots.indexOf(shot) + by;
    job.view(job.shots[(at + job.shots.length) % job.shots.length]);
  }
  const acts = {
    good: () => { job.mark(shot, "good"); tellMark(); }, bad: () => { job.mark(shot, "bad"); tellMark(); },
    compare: () => { if (!button("compare").disabled) compare(!isComparing); },
    smaller: () => zoom(1 / 1.4), larger: () => zoom(1.4), fit, full, previous: () => step(-1), next: () => step(1),
    close: () => viewer.close(),
    run: () => { viewer.close(); job.runAgain(shot.row); }, edit: () => { viewer.close(); job.edit(shot.row, shot.file); },
  };
  const keyActs = { ArrowLeft: "previous", ArrowRight: "next", "+": "larger", "=": "larger", "-": "smaller", 0: "fit",
    1: "full", c: "compare", g: "good", b: "bad" };
  viewer.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === slider && event.key.startsWith("Arrow")) return;
    if (event.target === video && event.key.startsWith("Arrow")) return;
    const act = acts[keyActs[event.key]];
    if (act) { event.preventDefault(); act(); }
  });
  viewer.addEventListener("click", (event) => {
    const name = event.target.closest("[data-view]")?.dataset.view;
    if (name) acts[name](); else if (event.target === viewer) viewer.close();
  });
  viewer.addEventListener("close", () => {
    video.pause();
    shot?.element.querySelector(".open")?.focus();
  });

  // Zoom with the wheel and two fingers, move with the mouse or one.
  const pointers = new Map();
  let spread = 0;
  const inStage = (event) => {
    const pane = event.target.closest(".pane")?.getBoundingClientRect();
    return pane && { x: event.clientX - pane.left - pane.width / 2, y: event.clientY - pane.top - pane.height / 2 };
  };
  stage.addEventListener("wheel", (event) => {
    if (event.target === video) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, inStage(event));
  }, { passive: false });
  stage.addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".pane")) return;
    pointers.set(event.pointerId, event);
    stage.setPointerCapture(event.pointerId);
    spread = 0;
  });
  stage.addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    pointers.set(event.pointerId, event);
    if (pointers.size === 1 && scale > 1) {
      x += event.clientX - last.clientX;
      y += event.clientY - last.clientY;
      place();
    } else if (pointers.size === 2) {
      const [one, two] = [...pointers.values()];
      const distance = Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
      if (spread) zoom(distance / spread);
      spread = distance;
    }
  });
  for (const name of ["pointerup", "pointercancel"]) {
    stage.addEventListener(name, (event) => { pointers.delete(event.pointerId); spread = 0; });
  }
  stage.addEventListener("dblclick", () => (scale > 1 ? fit() : full()));
})();
