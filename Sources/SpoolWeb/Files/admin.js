// The page for administrators: shows what the API says, and changes by it.
"use strict";
(() => {
  const { call, say, notice, confirmed } = rowspool;
  const find = (id) => document.getElementById(id);
  const language = document.documentElement.lang;

  /** An element with a class and children; texts become text, never markup. */
  function make(tag, style, ...children) {
    const element = document.createElement(tag);
    if (style) element.className = style;
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  function button(title, run, label) {
    const element = make("button", "", title);
    element.type = "button";
    if (label) element.setAttribute("aria-label", `${title}: ${label}`);
    element.addEventListener("click", run);
    return element;
  }

  /** Runs something that may fail, and says so. */
  const doing = (run) => async (...values) => {
    try {
      return await run(...values);
    } catch (error) {
      notice(error.message);
    }
  };

  const number = new Intl.NumberFormat(language);
  const time = (text) => new Date(text).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });

  function bytes(count) {
    const units = ["B", "KiB", "MiB", "GiB", "TiB"];
    let unit = 0;
    while (count >= 1024 && unit < units.length - 1) { count /= 1024; unit += 1; }
    return `${number.format(count >= 100 || unit === 0 ? Math.round(count) : Math.round(count * 10) / 10)} ${units[unit]}`;
  }

  // Rows at once

  let limits;

  function limitRow(title, name, limit, configured) {
    const input = make("input");
    Object.assign(input, { type: "number", min: 1, max: 10000, name, value: limit ?? "", placeholder: configured ?? "–" });
    input.setAttribute("aria-label", title);
    input.dataset.was = input.value;
    return make("tr", "", make("td", "", title), make("td", "", input), make("td", "n", String(configured ?? "–")));
  }

  function showLimits(now) {
    limits = now;
    const badge = find("paused");
    badge.className = `badge ${now.paused ? "held" : "good"}`;
    badge.textContent = say(now.paused ? "adminPaused" : "adminRunning");
    const pause = find("pause");
    pause.hidden = false;
    pause.textContent = say(now.paused ? "adminResumeAll" : "adminPauseAll");
    const table = find("limits").querySelector("tbody");
    // What somebody is typing stays.
    if (table.contains(document.activeElement)) return;
    const own = now.concurrency === now.configured ? null : now.concurrency;
    table.replaceChildren(limitRow(find("limits").dataset.all, "", own, now.configured));
    for (const [name, limit] of Object.entries(now.workflows)) {
      const isOwn = limit.concurrency !== limit.configured;
      table.append(limitRow(name, name, isOwn ? limit.concurrency : null, limit.configured));
    }
  }

  find("pause").addEventListener("click", doing(async () => {
    if (!limits.paused && !await confirmed(say("adminPauseQuestion"), say("adminPauseAll"))) return;
    showLimits(await call("PATCH", "/limits", { paused: !limits.paused }));
  }));

  find("limits").addEventListener("submit", (event) => {
    event.preventDefault();
    doing(async () => {
      const change = {};
      for (const input of event.target.querySelectorAll("input")) {
        if (input.value === input.dataset.was) continue;
        const value = input.value === "" ? null : Number(input.value);
        if (input.name === "") change.concurrency = value;
        else change.workflows = { ...change.workflows, [input.name]: value };
      }
      document.activeElement?.blur();
      showLimits(await call("PATCH", "/limits", change));
      notice(say("adminSaved"));
    })();
  });

  // Services

  const lights = { green: ["good", "adminGreen"], yellow: ["held", "adminYellow"], red: ["bad", "adminRed"] };

  function serviceRow(item) {
    const [style, word] = lights[item.light];
    const state = make("td", "", make("span", style, make("span", "light"), say(word)));
    if (item.hold) state.append(make("p", "soft", item.hold.lastFailure));
    const load = make("td", "n", say("adminRowsOf", item.inFlight, item.limit));
    if (item.waiting) load.append(make("br"), say("adminRowsWaiting", item.waiting));
    const action = item.hold ? button(say("adminTryNow"), doing(async () => {
      showServices(await call("POST", "/admin/back-ends/try", { service: item.service, endpoint: item.endpoint }));
      notice(say("adminTried", item.service));
    }), item.service) : null;
    return make("tr", "",
      make("td", "", make("b", "", item.service), make("p", "soft", item.endpoint)), state, load,
      make("td", "", item.hold ? time(item.hold.since) : ""),
      make("td", "", item.hold ? time(item.hold.nextProbe) : item.slowedUntil ? time(item.slowedUntil) : ""),
      make("td", "", action));
  }

  function showServices(answer) {
    find("no-services").hidden = answer.items.length > 0;
    find("services").hidden = answer.items.length === 0;
    find("services").querySelector("tbody").replaceChildren(...answer.items.map(serviceRow));
  }

  // Findings

  const levels = { good: ["good", "adminGood"], remark: ["held", "adminRemark"], fault: ["bad", "adminFault"] };

  function badge(level) {
    const [style, word] = levels[level];
    return make("span", `badge ${style}`, say(word));
  }

  const finding = (item) => {
    const line = make("li", "", badge(item.level), " ", item.sentence);
    line.lang = "en";
    return line;
  };

  function showDoctor(answer) {
    // What needs somebody stands first.
    const order = ["fault", "remark", "good"];
    const items = [...answer.items].sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
    find("doctor").replaceChildren(...items.map(finding));
  }

  // Workflows and presets

  async function showWorkflows(answer) {
    const open = new Set([...find("workflows").querySelectorAll("details[open]")].map((item) => item.dataset.workflow));
    const parts = answer.items.map((item) => {
      const details = make("details", "", make("summary", "", badge(item.level), item.workflow));
      details.dataset.workflow = item.workflow;
      const presets = make("ul", "presets");
      details.append(presets, button(say("adminAdd"), () => editPreset(item.workflow), item.workflow),
        make("ul", "findings", ...item.findings.filter((one) => one.level !== "good").map(finding)),
        make("ul", "findings", ...item.findings.filter((one) => one.level === "good").map(finding)));
      details.addEventListener("toggle", () => { if (details.open) openPresets(item.workflow, presets); });
      if (open.has(item.workflow)) details.open = true;
      return details;
    });
    find("workflows").replaceChildren(...parts);
    if (!parts.length) find("workflows").append(make("p", "soft", say("adminNothing")));
  }

  const path = (workflow, name) =>
    `/workflows/${encodeURIComponent(workflow)}/presets` + (name === undefined ? "" : `/${encodeURIComponent(name)}`);

  /** A workflow with mistakes has no presets; its findings say why. */
  const openPresets = (workflow, list) =>
    showPresets(workflow, list).catch((error) => { if (error.status !== 422) notice(error.message); });

  async function showPresets(workflow, list) {
    const names = (await call("GET", path(workflow))).items.map((item) => item.name);
    const moved = (from, to) => doing(async () => {
      const order = [...names];
      order.splice(to, 0, ...order.splice(from, 1));
      await call("PUT", `/workflows/${encodeURIComponent(workflow)}/preset-order`, { presets: order });
      await showPresets(workflow, list);
      list.children[to]?.querySelector("button")?.focus();
    });
    list.replaceChildren(...names.map((name, index) => {
      const up = button("↑", moved(index, index - 1), `${say("adminUp")} ${name}`);
      const down = button("↓", moved(index, index + 1), `${say("adminDown")} ${name}`);
      up.disabled = index === 0;
      down.disabled = index === names.length - 1;
      return make("li", "", make("span", "name", name),
        button(say("adminEdit"), () => editPreset(workflow, name), name), up, down,
        button(say("adminRemove"), doing(async () => {
          if (!await confirmed(say("adminRemoveQuestion", name), say("adminRemove"))) return;
          await call("DELETE", path(workflow, name));
          notice(say("adminRemoved", name));
          await showPresets(workflow, list);
        }), name));
    }));
  }

  const dialog = find("preset");
  const form = dialog.querySelector("form");
  let edited;

  function field(column, value) {
    const id = `value-${column.name}`;
    const label = make("label", "", column.title ?? column.name);
    label.htmlFor = id;
    let input;
    if (column.choices?.length && !column.other) {
      input = make("select", "", make("option"));
      for (const choice of column.choices) {
        const option = make("option", "", choice.title ?? choice.value);
        option.value = choice.value;
        input.append(option);
      }
      if (value && ![...input.options].some((option) => option.value === value)) input.append(make("option", "", value));
    } else {
      input = make(column.type === "paragraph" || (value ?? "").includes("\n") ? "textarea" : "input");
      if (input.tagName === "TEXTAREA") input.rows = 5;
    }
    Object.assign(input, { id, name: column.name, value: value ?? "" });
    return [label, input];
  }

  const columnsOf = async (workflow, values) => {
    const columns = (await call("GET", `/workflows/${encodeURIComponent(workflow)}`)).columns ?? [];
    const usable = columns.filter((column) => column.type !== "image" && column.type !== "file");
    const others = Object.keys(values).filter((name) => !columns.some((column) => column.name === name));
    return [...usable, ...others.map((name) => ({ name }))];
  };

  const editPreset = doing(async (workflow, name) => {
    const preset = name === undefined
      ? { titles: {}, values: {}, text: "values:\n" } : await call("GET", path(workflow, name));
    edited = { workflow, name, revision: preset.revision };
    find("preset-title").textContent =
      name === undefined ? say("adminNewPreset", workflow) : say("adminEditPreset", name, workflow);
    form.querySelector(".alert").hidden = true;
    Object.assign(find("preset-name"), { value: name ?? "", readOnly: name !== undefined });
    find("preset-en").value = preset.titles.en ?? "";
    find("preset-zh").value = preset.titles.zh ?? "";
    const columns = await columnsOf(workflow, preset.values);
    find("preset-values").replaceChildren(...columns.flatMap((column) => field(column, preset.values[column.name])));
    find("preset-text").value = preset.text;
    find("preset-as-text").checked = false;
    showText();
    dialog.showModal();
  });

  function showText() {
    const isText = find("preset-as-text").checked;
    find("preset-text").hidden = !isText;
    find("preset-fields").hidden = isText;
  }

  find("preset-as-text").addEventListener("change", showText);

  function contents() {
    if (find("preset-as-text").checked) return { text: find("preset-text").value };
    const values = {};
    for (const input of find("preset-values").querySelectorAll("[name]")) {
      if (input.value !== "") values[input.name] = input.value;
    }
    return { titles: { en: find("preset-en").value, zh: find("preset-zh").value }, values };
  }

  form.addEventListener("submit", (event) => {
    if (event.submitter?.value !== "save") return;
    event.preventDefault();
    const { workflow, name, revision } = edited;
    const isNew = name === undefined;
    const body = { ...contents(), ...(isNew ? { name: find("preset-name").value } : { revision }) };
    call(isNew ? "POST" : "PUT", path(workflow, isNew ? undefined : name), body).then(async (saved) => {
      dialog.close();
      notice(say("adminPresetSaved", saved.name));
      const details = [...find("workflows").querySelectorAll("details")].find((item) => item.dataset.workflow === workflow);
      await showPresets(workflow, details.querySelector(".presets"));
    }).catch((error) => {
      const alert = form.querySelector(".alert");
      alert.textContent = error.message;
      alert.hidden = false;
      alert.scrollIntoView({ block: "nearest" });
    });
  });

  // Storage and settings

  function disk(item, least) {
    const used = item.total ? Math.min(100, 100 * (1 - item.free / item.total)) : 0;
    const bar = make("i");
    bar.style.width = `${used.toFixed(1)}%`;
    const frame = make("div", "bar", bar);
    frame.setAttribute("aria-hidden", "true");
    const isShort = item.folders.includes("spool") && item.free < 2 * least;
    return make("div", isShort ? "disk short" : "disk",
      make("b", "", item.folders.join(", ")), " ", make("span", "soft", item.path), frame,
      say("adminFreeOf", bytes(item.free), bytes(item.total)),
      item.freeFiles === null ? "" : `, ${say("adminMoreFiles", number.format(item.freeFiles))}`);
  }

  function showStorage(answer) {
    find("disks").replaceChildren(...answer.disks.map((item) => disk(item, answer.minimumFree)));
    const kept = answer.retention;
    const days = kept.keepSeconds === null ? null : number.format(Math.round(kept.keepSeconds / 8640) / 10);
    const next = kept.next ? ` ${say("adminNextDue", time(kept.next))}` : "";
    find("retention").textContent = days === null
      ? say("adminForEver", kept.finishedJobs)
      : say("adminKept", days, kept.finishedJobs, kept.dueWithinWeek) + next;
    find("folders").hidden = false;
    const least = (item, text) => (item.isWhole ? text : say("adminAtLeast", text));
    find("folders").querySelector("tbody").replaceChildren(...answer.folders.map((item) => make("tr", "",
      make("td", "", item.name), make("td", "n", least(item, bytes(item.bytes))),
      make("td", "n", least(item, number.format(item.files))))));
  }

  function showSettings(answer) {
    find("settings").querySelector("tbody").replaceChildren(...answer.items.map((item) => make("tr", "",
      make("td", "", item.key), make("td", "", item.value), make("td", "soft", item.origin ?? say("adminDefault")))));
  }

  // All of it

  async function refresh() {
    await Promise.all([
      doing(async () => showLimits(await call("GET", "/limits")))(),
      doing(async () => showServices(await call("GET", "/admin/back-ends")))(),
      doing(async () => showSettings(await call("GET", "/admin/configuration")))(),
      doing(async () => showStorage(await call("GET", "/admin/storage")))(),
      doing(async () => showDoctor(await call("GET", "/admin/doctor")))(),
      doing(async () => showWorkflows(await call("GET", "/admin/workflows")))(),
    ]);
  }

  find("refresh").addEventListener("click", refresh);
  // What changes by itself is looked at again while somebody looks at it.
  setInterval(() => {
    if (document.hidden) return;
    call("GET", "/limits").then(showLimits, () => {});
    call("GET", "/admin/back-ends").then(showServices, () => {});
  }, 5000);
  refresh();
})();
