// Running rows again: one with other values, or all that the filter shows.
"use strict";
(() => {
  const { job } = rowspool, { say } = rowspool;
  const { form, make } = job;
  if (!form) return;

  // The presets of the job's workflow as it is now, asked for when they are needed first.
  let known;
  async function presets() {
    known ??= rowspool.call("GET", "/workflows/" + encodeURIComponent(job.data.workflow)).then(
      (workflow) => workflow.presets.filter((preset) => !preset.changesSteps || preset.value === job.data.preset),
      // The workflow is gone: its job runs on, without presets to choose from.
      () => { known = undefined; return []; });
    return known;
  }

  /** The values that were changed: those of the preset are the server's to fill in. */
  function changes(all) {
    form.check(all);
    const values = {};
    for (const { column, input, before, filled } of all.values()) {
      if (input.value !== (filled ?? before)) values[column.name] = input.value;
    }
    return values;
  }

  const changeable = () => job.data.columns.filter((column) => !form.isFile(column));

  /** Asks for other values for a row, and runs it. */
  job.runAgain = async (row) => {
    const list = await presets();
    const fields = form.fields(changeable(), { values: row.inputs });
    let preset;
    const parts = list.length ? [form.presets(list, (chosen) => { preset = chosen; fields.fill(chosen?.values); })] : [];
    for (const column of job.data.columns.filter(form.isFile)) {
      const name = String(row.inputs[column.name] ?? "").split("/").pop();
      if (name) parts.push(make("p", { class: "soft" }, `${column.title}: ${name} – ${say("file")}`));
    }
    form.ask({
      title: `${say("runTitle")}: ${say("row", row.row)}`, hint: say("runHint"), label: say("run"), tell: fields.tell,
      parts: [...parts, ...fields.elements],
      run: async () => {
        const body = { values: changes(fields.all) };
        if (preset) body.preset = preset.value;
        const answer = await rowspool.call("POST", job.at(`/rows/${row.row}/retry`), body);
        rowspool.notice(answer.sentence);
        job.nudge();
      },
    });
  };

  /** What the filter says, in words. */
  function filterWords(filter) {
    const marks = { good: "markedGood", bad: "markedBad", none: "notMarked" };
    const words = [
      filter.state && say("state-" + filter.state), filter.mark && say(marks[filter.mark]), filter.search && `“${filter.search}”`,
    ].filter(Boolean);
    return words.join(" · ");
  }

  function hint(filter, found) {
    const words = filterWords(filter);
    if (found.ended < found.rows) return say("runManyHintSome", words || say("allRows"), found.rows, found.ended);
    // With pictures alone, those rows that made none are left out.
    return words || found.rows < job.data.rows ? say("runManyHint", words || say("withPictures")) : say("runAllHint");
  }

  /** Runs all rows again that a filter shows; how many they are is said before. */
  async function runMany(filter) {
    let found;
    try {
      found = await rowspool.call("GET", job.at("/rows/count?" + new URLSearchParams(filter)));
    } catch (error) {
      return rowspool.notice(error.message);
    }
    if (!found.ended) return rowspool.notice(say("noneEnded"));
    const list = await presets();
    const fields = form.fields(changeable(), { unset: say("keepAs"), keeps: true });
    let preset;
    const parts = list.length ? [form.presets(list, (chosen) => { preset = chosen; fields.fill(chosen?.values); })] : [];
    const label = found.ended === 1 ? say("runOne") : say("runMany", found.ended);
    form.ask({
      title: label, label, tell: fields.tell,
      hint: hint(filter, found),
      parts: [...parts, make("details", {}, make("summary", {}, say("changeAll")), ...fields.elements)],
      run: async () => {
        const body = { filter, values: changes(fields.all) };
        if (preset) body.preset = preset.value;
        const answer = await rowspool.call("POST", job.at("/rows/retry"), body);
        rowspool.notice(say("ranAgain", answer.rows));
        job.nudge();
      },
    });
  }

  /** What is shown now, as the API is told it. */
  function shownFilter() {
    const filter = {};
    for (const name of ["state", "mark", "search"]) if (job.filter[name]) filter[name] = job.filter[name];
    const pictures = document.getElementById("pictures");
    if (pictures && !pictures.hidden) filter.media = true;
    return filter;
  }
  document.getElementById("run-shown")?.addEventListener("click", () => runMany(shownFilter()));
  document.getElementById("run-bad")?.addEventListener("click", () => runMany({ mark: "bad" }));
})();
