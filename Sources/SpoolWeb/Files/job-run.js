// Running rows again with other values, and handing a picture on to another workflow.
"use strict";
(() => {
  const { job, say } = { job: rowspool.job, say: rowspool.say };
  const dialog = document.getElementById("run-dialog");
  if (!dialog) return;
  const { make } = job;
  const fields = document.getElementById("run-fields"), start = document.getElementById("run-start");
  const problem = document.getElementById("run-problem");
  const title = document.getElementById("run-title"), hint = document.getElementById("run-hint");
  const runTitle = title.textContent, runHint = hint.textContent, runLabel = start.textContent;
  let act = async () => {};

  /** A value as people write it. */
  job.shownValue = (value) => {
    if (value === true) return say("yes");
    if (value === false) return say("no");
    if (Array.isArray(value)) return value.map(job.shownValue).join(", ");
    if (value && typeof value === "object") return JSON.stringify(value);
    return String(value ?? "");
  };
  const asText = (column, value) => {
    if (value === undefined || value === null) return "";
    if (column.type === "list" && Array.isArray(value)) return value.join("; ");
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  };

  /** A control for a column's value. */
  function control(column, value) {
    const text = asText(column, value), id = "field-" + column.name;
    let element;
    if (column.type === "boolean") {
      element = make("select", { id }, new Option(say("unset"), ""), new Option(say("yes"), "true"), new Option(say("no"), "false"));
    } else if (column.type === "choice" && !(column.other ?? column.otherChoices)) {
      element = make("select", { id }, new Option(say("unset"), ""),
        ...column.choices.map((choice) => new Option(choice.title, choice.value)));
    } else if (column.type === "paragraph" || column.type === "json") {
      element = make("textarea", { id, rows: 5 });
    } else {
      const types = { integer: "number", number: "number", date: "date", url: "url" };
      const isDate = column.type === "date" && text && !/^\d{4}-\d\d-\d\d$/.test(text);
      element = make("input", { id, type: isDate ? "text" : types[column.type] ?? "text" });
      if (element.type === "number") element.step = column.type === "integer" ? 1 : "any";
      if (column.choices) {
        const names = make("datalist", { id: id + "-choices" }, ...column.choices.map((choice) => new Option(choice.title, choice.value)));
        element.setAttribute("list", names.id);
        fields.append(names);
      }
    }
    const limits = { min: column.min ?? column.minimum, max: column.max ?? column.maximum, maxLength: column.maxLength };
    for (const [name, limit] of Object.entries(limits)) if (limit !== undefined && name in element) element[name] = limit;
    element.value = text;
    element.dataset.before = element.value;
    return element;
  }

  function ask(words, label, run) {
    [title.textContent, hint.textContent] = words;
    start.textContent = label;
    problem.textContent = "";
    act = run;
    dialog.showModal();
  }
  start.addEventListener("click", async () => {
    start.disabled = true;
    problem.textContent = "";
    try {
      await act();
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
    }
    start.disabled = false;
  });

  /** Asks for other values for a row, and runs it. */
  job.runAgain = (row) => {
    fields.replaceChildren();
    const controls = new Map();
    for (const column of job.data.columns) {
      const id = "field-" + column.name;
      fields.append(make("label", { htmlFor: id }, column.title + (column.required ? " *" : "")));
      if (column.type === "image" || column.type === "file") {
        const name = String(row.inputs[column.name] ?? "").split("/").pop();
        fields.append(make("p", { class: "soft" }, (name ? name + " – " : "") + say("file")));
        continue;
      }
      const element = control(column, row.inputs[column.name]);
      controls.set(column.name, element);
      fields.append(element);
      if (column.help) fields.append(make("p", { class: "soft" }, column.help));
    }
    ask([`${runTitle}: ${say("row", row.row)}`, runHint], runLabel, async () => {
      const values = {};
      for (const [name, element] of controls) {
        if (!element.checkValidity()) { element.reportValidity(); throw new Error(element.validationMessage); }
        if (element.value !== element.dataset.before) values[name] = element.value;
      }
      const answer = await rowspool.call("POST", job.at(`/rows/${row.row}/retry`), { values });
      rowspool.notice(answer.sentence);
      job.nudge();
    });
  };

  document.getElementById("run-bad")?.addEventListener("click", async () => {
    if (!(await rowspool.confirmed(say("confirmBad"), say("runThem")))) return;
    try {
      const answer = await rowspool.call("POST", job.at("/rows/retry"), { mark: "bad" });
      rowspool.notice(say("ranAgain", answer.rows));
    } catch (error) {
      rowspool.notice(error.message);
    }
    job.nudge();
  });

  /** Hands a picture to another workflow: a job of one row. */
  job.edit = async (row, file) => {
    let workflows;
    try {
      workflows = (await rowspool.call("GET", "/workflows")).items ?? [];
    } catch (error) {
      return rowspool.notice(error.message);
    }
    workflows = workflows.filter((workflow) => (workflow.columns ?? []).some((column) => column.type === "image"));
    if (!workflows.length) return rowspool.notice(say("noWorkflows"));
    const choice = make("select", { id: "edit-workflow" }, ...workflows.map((one) => new Option(one.title ?? one.id, one.id)));
    const rest = make("div");
    let controls = new Map(), preset;
    function choose() {
      const workflow = workflows.find((one) => one.id === choice.value);
      controls = new Map();
      rest.replaceChildren();
      preset = undefined;
      if (workflow.presets?.length) {
        preset = make("select", { id: "edit-preset" }, new Option(say("noPreset"), ""),
          ...workflow.presets.map((one) => new Option(one.title, one.value)));
        rest.append(make("label", { htmlFor: "edit-preset" }, say("preset")), preset);
      }
      const texts = workflow.columns.filter((column) => column.type === "paragraph" || column.type === "text" || column.required);
      for (const column of texts.filter((one) => one.type !== "image" && one.type !== "file")) {
        const element = control(column, column.default);
        controls.set(column.name, element);
        rest.append(make("label", { htmlFor: element.id }, column.title + (column.required ? " *" : "")), element);
      }
    }
    choice.addEventListener("change", choose);
    choose();
    fields.replaceChildren(make("label", { htmlFor: "edit-workflow" }, say("workflow")), choice, rest);
    ask([say("editTitle"), say("editHint")], say("start"), async () => {
      const values = {}, form = new FormData();
      for (const [name, element] of controls) if (element.value) values[name] = element.value;
      form.set("workflow", choice.value);
      if (preset?.value) form.set("preset", preset.value);
      form.set("name", file.name);
      form.set("from", JSON.stringify({ job: job.id, row: row.row, file: file.name }));
      form.set("values", JSON.stringify(values));
      const answer = await rowspool.call("POST", "/jobs", form);
      job.noteEdit?.();
      rowspool.notice(say("edited", answer.job), {
        title: say("open"), run: () => { location.href = "/jobs/" + encodeURIComponent(answer.job); },
      });
    });
  };
})();
