// The dialog that asks for values: of rows that run again, and of a picture that is worked on further.
"use strict";
(() => {
  const { job } = rowspool, { say } = rowspool;
  const dialog = document.getElementById("run-dialog");
  if (!dialog) return;
  const { make } = job;
  const byId = (id) => document.getElementById(id);
  const place = byId("run-fields"), start = byId("run-start"), problem = byId("run-problem");
  let act = async () => {};

  /** A value as people write it. */
  job.shownValue = (value) => {
    if (value === true) return say("yes");
    if (value === false) return say("no");
    if (Array.isArray(value)) return value.map(job.shownValue).join(", ");
    if (value && typeof value === "object") return JSON.stringify(value);
    return String(value ?? "");
  };

  /** A value as it stands in a field. */
  function fieldText(column, value) {
    if (value === undefined || value === null) return "";
    if (column.type === "list" && Array.isArray(value)) return value.join("\n");
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  }

  const isFile = (column) => column.type === "image" || column.type === "file";

  function options(column, unset) {
    if (column.type === "boolean") return [["", unset], ["true", say("yes")], ["false", say("no")]];
    return [["", unset], ...column.choices.map((choice) => [choice.value, choice.title])];
  }

  /** The element in which a column's value is changed. */
  function control(column, id, text, unset) {
    const isOpen = column.other ?? column.otherChoices;
    if (isFile(column)) return make("input", { id, type: "file", accept: column.type === "image" ? "image/*" : "" });
    if (column.type === "boolean" || (column.choices && !isOpen)) {
      return make("select", { id }, ...options(column, unset).map(([value, title]) => new Option(title, value)));
    }
    if (["paragraph", "json", "list"].includes(column.type)) return make("textarea", { id, rows: column.type === "paragraph" ? 4 : 3 });
    const types = { integer: "number", number: "number", date: "date", url: "url" };
    const isOddDate = column.type === "date" && text && !/^\d{4}-\d\d-\d\d$/.test(text);
    const input = make("input", { id, type: isOddDate ? "text" : types[column.type] ?? "text" });
    if (input.type === "number") input.step = column.type === "integer" ? 1 : "any";
    return input;
  }

  /** The names of what may be chosen besides what one types. */
  function names(column, input) {
    if (!column.choices || input.tagName !== "INPUT") return undefined;
    const list = make("datalist", { id: input.id + "-choices" }, ...column.choices.map((choice) => new Option(choice.title, choice.value)));
    input.setAttribute("list", list.id);
    return list;
  }

  /**
   * Fields for columns. `values`: what stands in them, by column; `unset`: what an empty choice is called; `keeps`: an
   * empty field leaves the rows' own values as they are.
   */
  function fields(columns, { values = {}, unset = say("unset"), keeps = false } = {}) {
    const all = new Map(), elements = [];
    for (const column of columns) {
      const id = "field-" + column.name, text = fieldText(column, values[column.name]);
      const input = control(column, id, text, unset), fault = make("p", { class: "bad fault", role: "alert" });
      const limits = { min: column.min ?? column.minimum, max: column.max ?? column.maximum, maxLength: column.maxLength };
      for (const [name, limit] of Object.entries(limits)) if (limit !== undefined && name in input) input[name] = limit;
      if (!isFile(column)) input.value = text;
      if (keeps && "placeholder" in input) input.placeholder = unset;
      const help = [column.help, column.type === "list" ? say("oneALine") : ""].filter(Boolean).join(" ");
      if (help) input.setAttribute("aria-describedby", id + "-help");
      elements.push(make("div", { class: "field", data: { column: column.name } },
        make("label", { htmlFor: id }, column.title, column.required && !keeps ? make("span", { class: "bad", title: say("required") }, " *") : ""),
        input, names(column, input), help ? make("p", { class: "soft", id: id + "-help" }, help) : "", fault));
      all.set(column.name, { column, input, fault, before: input.value, filled: undefined });
    }
    return { all, elements, fill: (preset) => fill(all, preset), tell: (faults) => tell(all, faults) };
  }

  /** Puts a preset's values in; what the one before put in goes, unless it was changed since. */
  function fill(all, preset = {}) {
    for (const field of all.values()) {
      if (isFile(field.column)) continue;
      if (field.filled !== undefined && field.input.value === field.filled) field.input.value = field.before;
      field.filled = undefined;
      if (preset[field.column.name] === undefined) continue;
      field.input.value = fieldText(field.column, preset[field.column.name]);
      field.filled = field.input.value;
    }
  }

  /** Says what is wrong with single fields. */
  function tell(all, faults = []) {
    for (const { column, input, fault } of all.values()) {
      const found = faults.find(({ name }) => name === column.name);
      fault.textContent = found?.message ?? "";
      if (found) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
      if (found) input.closest("details")?.setAttribute("open", "");
    }
    place.querySelector("[aria-invalid]")?.focus();
  }

  /** What the browser itself finds wrong, a number that is none, say. */
  function check(all) {
    const faults = [...all.values()].filter(({ input }) => !input.checkValidity())
      .map(({ column, input }) => ({ name: column.name, message: input.validationMessage }));
    if (faults.length) throw Object.assign(new Error(""), { fields: faults });
  }

  /** A field in which a preset is chosen; `chosen` is told it, or nothing. */
  function presets(list, chosen) {
    const choice = make("select", { id: "run-preset" }, new Option(say("noPreset"), ""), ...list.map((one) => new Option(one.title, one.value)));
    choice.addEventListener("change", () => chosen(list.find((one) => one.value === choice.value)));
    return make("div", { class: "field" }, make("label", { htmlFor: choice.id }, say("preset")), choice);
  }

  /** Asks. `run` does what was asked for, and throws an Error with the reason, and `fields`, where it cannot be done. */
  function ask({ title, hint, label, parts, tell, run }) {
    byId("run-title").textContent = title;
    byId("run-hint").textContent = hint;
    start.textContent = label;
    problem.textContent = "";
    place.replaceChildren(...parts);
    act = async () => {
      try {
        tell([]);
        await run();
        dialog.close();
      } catch (error) {
        tell(error.fields);
        // What stands at its field need not stand here too.
        const isTold = error.fields?.every(({ name }) => place.querySelector(`[data-column="${CSS.escape(name)}"]`));
        problem.textContent = isTold ? "" : error.message;
      }
    };
    dialog.showModal();
    (place.querySelector("textarea, input, select") ?? start).focus();
  }

  byId("run-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (start.disabled) return;
    start.disabled = true;
    await act();
    start.disabled = false;
  });
  byId("run-cancel").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    // In a field of several lines Enter begins the next line.
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) byId("run-form").requestSubmit(start);
  });

  job.form = { ask, fields, presets, check, isFile, dialog };
})();
