// A picture or video enlarged: keys, zoom, moving about, a slider between before and after, and its edits beside it.
"use strict";
(() => {
  const { job } = rowspool, { say } = rowspool;
  const viewer = document.getElementById("viewer");
  if (!viewer || !job.shots) return;
  const byId = (id) => document.getElementById(id);
  const stage = byId("stage"), before = byId("stage-before"), after = byId("stage-after"), slider = byId("slider");
  const strip = byId("viewer-edits"), word = byId("stage-word");
  const video = after.querySelector("video"), panes = [...stage.querySelectorAll(".pane")];
  const images = panes.map((pane) => pane.querySelector("img"));
  let shot, edit, scale = 1, x = 0, y = 0, isComparing = false;
  /** An edit of the shown picture that was started here: it is shown when it is there, if nobody has moved on. */
  let expected;

  const versioned = (file) => `${file.url}?v=${file.version}`;
  const isVideo = (file) => Boolean(file?.type.startsWith("video/"));
  /** The picture that an edit began with. */
  function source(one) {
    const { job: id, file } = one.begunWith ?? one.root;
    const name = id === job.id && file === shot.file.name ? versioned(shot.file) : undefined;
    return name ?? `/jobs/${encodeURIComponent(id)}/files/${encodeURIComponent(file)}`;
  }

  job.view = (next, nextEdit) => {
    if (!next) return;
    if (next !== shot || nextEdit !== edit) expected = undefined;
    [shot, edit] = [next, nextEdit];
    showStage();
    showStrip();
    const place = `${say("pictureOf", job.shots.indexOf(shot) + 1, job.shots.length)} · `;
    byId("viewer-name").textContent = (job.shots.includes(shot) ? place : "")
      + `${say("row", shot.row.row)} · ${edit ? say("editOf", job.editName(edit)) : shot.row.label || shot.file.name}`;
    tellMark();
    job.remember({ shot: shot.file.name });
    if (!viewer.open) {
      viewer.showModal();
      stage.focus();
    }
    loadNear();
  };

  function showStage() {
    const file = edit ? job.editFile(edit) : shot.file, { original } = shot.row;
    const isFilm = isVideo(file), isLeft = Boolean(edit || original);
    before.hidden = !isLeft;
    if (edit) show(images[0], source(edit)); else show(images[0], original?.url, original?.thumbnail);
    before.querySelector("figcaption").textContent = say(edit ? "editFrom" : "original");
    after.querySelector("figcaption").textContent = edit ? job.editName(edit) : say("result");
    video.hidden = !isFilm;
    panes[1].hidden = isFilm || !file;
    word.hidden = Boolean(file);
    word.textContent = file || !edit ? "" : [job.editState(edit), edit.result?.error?.message].filter(Boolean).join(": ");
    if (isFilm) { if (video.getAttribute("src") !== versioned(file)) video.src = versioned(file); }
    else if (video.hasAttribute("src")) { video.removeAttribute("src"); video.load(); }
    show(images[1], file && !isFilm ? versioned(file) : undefined, file?.thumbnail);
    images[1].alt = file?.name ?? "";
    byId("viewer-save").hidden = !file;
    if (file) byId("viewer-save").href = file.url + "?download=true";
    button("compare").disabled = !isLeft || isFilm || !file;
    if (button("compare").disabled) compare(false);
    for (const name of ["good", "bad", "run"]) button(name).disabled = Boolean(edit);
    button("edit").disabled = !file || isFilm;
    fit();
  }

  function show(image, address, other) {
    if (image.getAttribute("src") === address) return;
    image.onerror = () => { image.onerror = null; if (other) image.src = other; };
    if (address) image.src = address; else image.removeAttribute("src");
  }
  const button = (name) => viewer.querySelector(`[data-view="${name}"]`);
  function tellMark() {
    for (const mark of ["good", "bad"]) button(mark).setAttribute("aria-pressed", String(!edit && shot.mark === mark));
  }

  /** The picture and all its edits, to choose from. */
  function showStrip() {
    const edits = job.editsOf(shot.row.row, shot.file.name);
    strip.hidden = !edits.length;
    if (!edits.length) return strip.replaceChildren();
    const focused = strip.contains(document.activeElement) ? document.activeElement.dataset.job : undefined;
    const base = job.make("button", { type: "button", class: "edit", title: say("result"), "aria-label": say("result"), data: { job: "" }, onclick: () => job.view(shot) });
    if (shot.file.thumbnail) base.append(job.make("img", { alt: "", src: `${shot.file.thumbnail}?v=${shot.file.version}` }));
    const buttons = [base, ...edits.map((one) => job.editButton(one, () => job.view(shot, one)))];
    for (const one of buttons) one.setAttribute("aria-pressed", String(one.dataset.job === (edit?.job ?? "")));
    const link = edit && job.make("a", { class: "button", href: "/jobs/" + encodeURIComponent(edit.job) }, say("editJob"));
    strip.replaceChildren(job.make("span", { class: "soft" }, say("edits")), ...buttons, ...(link ? [link] : []));
    if (focused !== undefined) buttons.find((one) => one.dataset.job === focused)?.focus();
  }

  job.whenEdited((rows) => {
    if (!viewer.open || !shot || (rows && !rows.includes(shot.row.row))) return;
    const edits = job.editsOf(shot.row.row, shot.file.name);
    const arrived = edits.find((one) => one.job === expected && job.editFile(one));
    const now = arrived ?? (edit && edits.find((one) => one.job === edit.job));
    if (arrived || (edit && JSON.stringify(now) !== JSON.stringify(edit))) job.view(shot, now);
    else showStrip();
  });

  function startEdit() {
    const file = edit ? job.editFile(edit) : shot.file;
    const origin = { job: edit?.job ?? job.id, row: edit?.result.row ?? shot.row.row, file: file.name, url: versioned(file), thumbnail: file.thumbnail };
    job.edit(origin, shot.row.row, (id) => { expected = id; });
  }

  function loadNear() {
    const at = job.shots.indexOf(shot);
    for (const near of [job.shots[at + 1], job.shots[at - 1]]) {
      if (near?.file.type.startsWith("image/")) new Image().src = versioned(near.file);
    }
    if (at + 10 > job.shots.length) job.moreShots();
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

  async function step(by) {
    const at = job.shots.indexOf(shot) + by;
    if (at >= job.shots.length) await job.moreShots();
    job.view(job.shots[(at + job.shots.length) % job.shots.length]);
  }
  /** To the next or previous edit of the picture. */
  function stepEdit(by) {
    const all = [undefined, ...job.editsOf(shot.row.row, shot.file.name)];
    const at = all.findIndex((one) => one?.job === edit?.job) + by;
    job.view(shot, all[(at + all.length) % all.length]);
  }
  const mark = (name) => { if (!edit) { job.mark(shot, name); tellMark(); } };
  const acts = {
    good: () => mark("good"), bad: () => mark("bad"),
    compare: () => { if (!button("compare").disabled) compare(!isComparing); },
    smaller: () => zoom(1 / 1.4), larger: () => zoom(1.4), fit, full, previous: () => step(-1), next: () => step(1),
    close: () => viewer.close(), up: () => stepEdit(-1), down: () => stepEdit(1),
    run: () => job.runAgain(shot.row), edit: () => { if (!button("edit").disabled) startEdit(); },
  };
  const keyActs = { ArrowLeft: "previous", ArrowRight: "next", ArrowUp: "up", ArrowDown: "down", "+": "larger", "=": "larger",
    "-": "smaller", 0: "fit", 1: "full", c: "compare", g: "good", b: "bad", e: "edit" };
  viewer.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.target === slider || event.target === video) && event.key.startsWith("Arrow")) return;
    const act = acts[keyActs[event.key]];
    if (act) { event.preventDefault(); act(); }
  });
  viewer.addEventListener("click", (event) => {
    const name = event.target.closest("[data-view]")?.dataset.view;
    if (name) acts[name](); else if (event.target === viewer) viewer.close();
  });
  viewer.addEventListener("close", () => {
    video.pause();
    job.remember({ shot: "" });
    shot?.element?.querySelector(".open").focus();
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

  // A picture that the address names: somebody came by a link, or loaded the page anew.
  async function openNamed() {
    const name = job.filter.shot;
    if (!name || (viewer.open && shot?.file.name === name)) return;
    const found = await job.findShot(name).catch(() => undefined);
    if (found) job.view(found); else rowspool.notice(say("noSuchPicture"));
  }
  window.addEventListener("hashchange", openNamed);
  openNamed();
})();
