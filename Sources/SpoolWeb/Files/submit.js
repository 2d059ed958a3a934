// The first page: choosing a workflow, files and values, and handing them in. Without it the form is sent as it is.
"use strict";
rowspool.submit = (() => {
  const say = rowspool.say;
  const tables = /\.(xlsx|xlsm|csv|tsv)$/i;
  /** Files that were chosen and not handed in yet: { file, path }. A path has folders where a folder was dragged in. */
  let chosen = [];
  const form = () => document.getElementById("submission");

  // What people set once for all submissions.
  const settingNames = ["preset", "start", "priority", "badRows", "concurrency", "retries", "trial", "maxCost", "name"];

  // MARK: Files

  function add(files) {
    const limit = Number(form().dataset.limit);
    for (const item of files) {
      if (item.file.size > limit) rowspool.notice(say("tooLarge", item.file.name, size(limit)));
      else if (!chosen.some((other) => other.path === item.path && other.file.size === item.file.size)) chosen.push(item);
    }
    show();
  }

  function size(bytes) {
    const units = ["B", "KiB", "MiB", "GiB"];
    let unit = 0;
    while (bytes >= 1024 && unit < 3) { bytes /= 1024; unit++; }
    return `${bytes >= 100 || unit === 0 ? Math.round(bytes) : bytes.toFixed(1)} ${units[unit]}`;
  }

  function show() {
    const list = document.getElementById("chosen-files");
    list.replaceChildren(...groups(chosen).map((group) => {
      const item = document.createElement("li");
      const name = document.createElement("strong");
      name.textContent = group.name;
      const facts = document.createElement("span");
      facts.className = "soft";
      const bytes = size(group.files.reduce((sum, { file }) => sum + file.size, 0));
      facts.textContent = group.files.length > 1 ? `${say("filesChosen", group.files.length)}, ${bytes}` : bytes;
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = say("removeFile");
      remove.setAttribute("aria-label", `${say("removeFile")}: ${group.name}`);
      remove.addEventListener("click", () => {
        chosen = chosen.filter((file) => !group.files.includes(file));
        show();
      });
      item.append(name, " ", facts, " ", remove);
      return item;
    }));
  }

  /** What becomes one job each: a folder, a ZIP, a table with the pictures beside it, several tables each, pictures. */
  function groups(files) {
    const result = [];
    const folders = new Map();
    const loose = [];
    for (const item of files) {
      const slash = item.path.indexOf("/");
      if (slash > 0) {
        const top = item.path.slice(0, slash);
        if (!folders.has(top)) folders.set(top, []);
        folders.get(top).push(item);
      } else if (/\.zip$/i.test(item.path)) {
        result.push({ name: item.path, files: [item] });
      } else {
        loose.push(item);
      }
    }
    for (const [name, items] of folders) result.push({ name, files: items });
    const found = loose.filter(({ path }) => tables.test(path) && !/^settings\.csv$/i.test(path));
    const others = loose.filter((item) => !found.includes(item));
    if (found.length === 1) {
      result.push({ name: found[0].path, files: [...found, ...others] });
    } else {
      for (const table of found) result.push({ name: table.path, files: [table] });
      if (others.length) {
        const more = others.length > 1 ? ` + ${others.length - 1}` : "";
        result.push({ name: others[0].path + more, files: others });
      }
    }
    return result;
  }

  /** All files below what was dragged in, folders included. */
  async function dropped(transfer) {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!entries.length) return [...transfer.files].map((file) => ({ file, path: file.name }));
    const found = [];
    const walk = async (entry, place) => {
      if (entry.isFile) {
        const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
        found.push({ file, path: place + entry.name });
        return;
      }
      const reader = entry.createReader();
      // A reader gives its entries in portions; an empty one is the last.
      for (;;) {
        const portion = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
        if (!portion.length) return;
        for (const child of portion) await walk(child, place + entry.name + "/");
      }
    };
    for (const entry of entries) await walk(entry, "");
    return found;
  }

  // MARK: Handing in

  function settings() {
    const values = [["workflow", form().dataset.workflow]];
    for (const name of settingNames) {
      const input = form().elements[name];
      if (input?.value) values.push([name, input.value]);
    }
    if (form().elements.start.value === "time") {
      const time = document.getElementById("start-time").value;
      values.splice(values.findIndex(([name]) => name === "start"), 1);
      if (time) values.push(["start", time]);
    }
    return values;
  }

  function handInFiles() {
    if (!chosen.length) return rowspool.notice(say("nothingChosen"));
    const common = settings();
    const parts = groups(chosen);
    reset();
    for (const group of parts) {
      const files = group.files.map(({ file, path }) => ["file", file, path]);
      rowspool.card({ name: group.name, fields: common, files });
    }
  }

  function handInRow() {
    const wrong = [...form().querySelectorAll(".field")].filter((field) => {
      const { validity, validationMessage } = field.querySelector("[name]");
      fault(field, validity.valueMissing ? say("fillIn") : validationMessage);
      return !validity.valid;
    });
    if (wrong.length) return wrong[0].querySelector("[name]").focus();
    const fields = settings();
    const files = [];
    let name = "";
    for (const input of form().querySelectorAll(".field [name]")) {
      if (input.type === "file") {
        if (input.files[0]) files.push([input.name, input.files[0], input.files[0].name]);
      } else if (input.value) {
        fields.push([input.name, input.value]);
        name ||= input.value;
      }
    }
    const kept = keptValues();
    reset();
    rowspool.card({ name: name.slice(0, 60) || files[0]?.[2] || say("oneRow"), fields, files, onFields: (faults) => restore(kept, faults) });
  }

  /** The values of the form for one row, to be put back where the server finds something wrong with them. */
  function keptValues() {
    return [...form().querySelectorAll(".field [name]")].map((input) => [input.name, input.type === "file" ? input.files : input.value]);
  }

  function restore(values, faults) {
    // Somebody may have begun the next row: theirs stays.
    const isFresh = [...form().querySelectorAll(".field [name]")].every((input) => input.value === (input.defaultValue ?? input.value));
    if (isFresh) {
      for (const [name, value] of values) {
        const input = form().elements[name];
        if (input?.type === "file") input.files = value; else if (input) input.value = value;
      }
    }
    for (const field of form().querySelectorAll(".field")) {
      fault(field, faults.find(({ name }) => name === field.dataset.column)?.message ?? "");
    }
    form().querySelector(".field [aria-invalid]")?.focus();
  }

  function fault(field, text) {
    field.querySelector(".fault").textContent = text;
    const input = field.querySelector("[name]");
    if (text) input?.setAttribute("aria-invalid", "true"); else input?.removeAttribute("aria-invalid");
  }

  /** The form as it was at first; what people set for themselves (their name) stays. */
  function reset() {
    const name = form().elements.name?.value;
    if (name !== undefined) document.cookie = `name=${encodeURIComponent(name)};path=/;max-age=31536000;samesite=lax`;
    chosen = [];
    form().reset();
    if (name !== undefined) form().elements.name.value = name;
    for (const field of form().querySelectorAll(".field")) { fault(field, ""); field.querySelector("img")?.remove(); }
    document.getElementById("start-time").hidden = true;
    show();
  }

  // MARK: Workflows

  async function choose(id) {
    try {
      const response = await fetch(`/?workflow=${encodeURIComponent(id)}`, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      form().replaceWith(document.adoptNode(page.getElementById("submission")));
      for (const link of document.querySelectorAll("#workflows a")) {
        if (link.dataset.workflow === id) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
      }
      history.replaceState(null, "", `/?workflow=${encodeURIComponent(id)}`);
      try { localStorage.setItem("workflow", id); } catch { /* A browser that keeps nothing works as well. */ }
      prepare();
      show();
    } catch {
      location.href = `/?workflow=${encodeURIComponent(id)}`;
    }
  }

  /** What only works with a script comes out. */
  function prepare() {
    // What is wrong with a value stands below its field.
    form().noValidate = true;
    for (const element of document.querySelectorAll("[data-script]")) {
      if (element.id !== "folder") element.hidden = false;
      if (element.tagName === "OPTION") element.disabled = false;
    }
    const files = document.getElementById("files");
    if (files) files.className = "off";
    const find = document.getElementById("find");
    if (find) find.hidden = false;
  }

  function preview(input) {
    const field = input.closest(".field");
    field.querySelector("img")?.remove();
    const file = input.files[0];
    if (!file?.type.startsWith("image/")) return;
    const picture = document.createElement("img");
    picture.alt = file.name;
    picture.src = URL.createObjectURL(file);
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
    input.after(picture);
  }

  // MARK: Events; the form is replaced when another workflow is chosen, so they are listened for on the document.

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "submission") return;
    event.preventDefault();
    // Enter in a field of the row hands in the row, though the button for files comes first.
    const isRow = event.submitter?.value === "row" || document.activeElement.closest(".field");
    if (isRow) handInRow(); else handInFiles();
  });
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input.id === "files" || input.id === "folder") {
      add([...input.files].map((file) => ({ file, path: file.webkitRelativePath || file.name })));
      input.value = "";
    } else if (input.id === "start") {
      const time = document.getElementById("start-time");
      time.hidden = input.value !== "time";
      if (!time.hidden) time.focus();
    } else if (input.type === "file" && input.closest(".field")) {
      preview(input);
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#workflows a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(link.dataset.workflow);
  });
  document.addEventListener("input", (event) => {
    if (event.target.id !== "find") return;
    const wanted = event.target.value.trim().toLowerCase();
    for (const link of document.querySelectorAll("#workflows a")) link.hidden = !link.textContent.toLowerCase().includes(wanted);
  });
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, async (event) => {
      if (!event.dataTransfer?.types.includes("Files") || !form()) return;
      event.preventDefault();
      document.getElementById("drop").classList.toggle("over", name === "dragover");
      if (name === "drop") add(await dropped(event.dataTransfer));
    });
  }
  if (form()) {
    prepare();
    let last = null;
    try { last = localStorage.getItem("workflow"); } catch { /* As above. */ }
    const isKnown = [...document.querySelectorAll("#workflows a")].some((link) => link.dataset.workflow === last);
    if (isKnown && last !== form().dataset.workflow && !location.search.includes("workflow=")) choose(last);
  }
  return { choose, groups };
})();
