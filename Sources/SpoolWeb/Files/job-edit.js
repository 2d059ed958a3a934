// A picture that is worked on further: a job of one row, by any workflow that takes a picture.
"use strict";
(() => {
  const { job } = rowspool, { say } = rowspool;
  const { form, make } = job;
  if (!form) return;
  const remembered = {
    get: () => { try { return localStorage.getItem("edit-workflow"); } catch { return null; } },
    set: (id) => { try { localStorage.setItem("edit-workflow", id); } catch { /* A browser that keeps nothing works as well. */ } },
  };
  const key = () => [...crypto.getRandomValues(new Uint32Array(4))].map((number) => number.toString(36)).join("");

  async function workflows() {
    const { items } = await rowspool.call("GET", "/workflows");
    return items.filter((workflow) => workflow.takesPicture);
  }

  /** Columns that people fill in always, and those that they may. */
  function split(columns) {
    const isMain = (column) => column.required || column.type === "paragraph" || column.type === "text";
    return [columns.filter(isMain), columns.filter((column) => !isMain(column))];
  }

  /** The fields of one workflow; the picture itself fills one of its columns. */
  function fieldsOf(workflow) {
    const pictures = workflow.columns.filter((column) => column.type === "image");
    const target = pictures.find((column) => column.required) ?? pictures[0];
    const values = Object.fromEntries(workflow.columns.map((column) => [column.name, column.default]));
    const fields = form.fields(workflow.columns.filter((column) => column !== target), { values });
    const chosen = { workflow, target: target.name, fields, preset: undefined };
    const byName = new Map(fields.elements.map((element) => [element.dataset.column, element]));
    const [main, rest] = split(workflow.columns.filter((column) => column !== target)).map((columns) => columns.map(({ name }) => byName.get(name)));
    const parts = workflow.description ? [make("p", { class: "soft" }, workflow.description)] : [];
    if (workflow.presets.length) {
      parts.push(form.presets(workflow.presets, (preset) => { chosen.preset = preset; fields.fill(preset?.values); }));
    }
    parts.push(...main);
    if (rest.length) parts.push(make("details", {}, make("summary", {}, say("moreFields")), ...rest));
    return { chosen, parts };
  }

  /** The job as the API is handed it. */
  function request(chosen, origin, attempt) {
    form.check(chosen.fields.all);
    const data = new FormData(), values = {};
    data.set("workflow", chosen.workflow.id);
    data.set("key", attempt);
    if (chosen.preset) data.set("preset", chosen.preset.value);
    const name = document.cookie.match(/(?:^|; )name=([^;]*)/)?.[1];
    if (name) data.set("name", decodeURIComponent(name));
    data.set("from", JSON.stringify({ job: origin.job, row: origin.row, file: origin.file, column: chosen.target }));
    for (const { column, input, filled } of chosen.fields.all.values()) {
      // What the preset fills in it fills in itself.
      if (!form.isFile(column) && input.value && input.value !== filled) values[column.name] = input.value;
    }
    data.set("values", JSON.stringify(values));
    for (const { column, input } of chosen.fields.all.values()) {
      if (form.isFile(column) && input.files[0]) data.append("value." + column.name, input.files[0], input.files[0].name);
    }
    return data;
  }

  /**
   * Asks what is to be done with a picture.
   * `origin`: { job, row, file, thumbnail, url }; `root`: the row of this job that it goes back to; `started`: is told
   * the job.
   */
  job.edit = async (origin, root, started) => {
    let list;
    try {
      list = await workflows();
    } catch (error) {
      return rowspool.notice(error.message);
    }
    if (!list.length) return rowspool.notice(say("noWorkflows"));
    const wanted = [remembered.get(), job.data.workflow].find((id) => list.some((workflow) => workflow.id === id));
    const choice = make("select", { id: "edit-workflow" }, ...list.map((workflow) => new Option(workflow.title, workflow.id)));
    choice.value = wanted ?? list[0].id;
    const rest = make("div");
    let chosen, attempt = key();
    function choose() {
      const made = fieldsOf(list.find((workflow) => workflow.id === choice.value));
      chosen = made.chosen;
      attempt = key();
      rest.replaceChildren(...made.parts);
    }
    choice.addEventListener("change", choose);
    choose();
    const picture = make("img", { class: "edited", alt: origin.file, src: origin.thumbnail });
    picture.addEventListener("error", () => { picture.src = origin.url; }, { once: true });
    form.ask({
      title: say("editTitle"), hint: say("editHint"), label: say("start"), tell: (faults) => chosen.fields.tell(faults),
      parts: [picture, make("div", { class: "field" }, make("label", { htmlFor: choice.id }, say("workflow")), choice), rest],
      run: async () => {
        let answer;
        try {
          answer = await rowspool.call("POST", "/jobs", request(chosen, origin, attempt));
        } catch (error) {
          // What was refused made nothing: the next try is another submission.
          if (error.status) attempt = key();
          throw error;
        }
        remembered.set(chosen.workflow.id);
        rowspool.notice(say("edited"));
        started(answer.job);
        job.noteEdit(answer.job, root);
      },
    });
    rest.querySelector("textarea, input")?.focus();
  };
})();
