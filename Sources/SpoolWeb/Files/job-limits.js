// Priority, rows at once and the cost ceiling of a job that is not finished.
"use strict";
(() => {
  const { job, call, notice } = rowspool;
  const form = document.getElementById("limits");
  if (!form) return;
  const inputs = [...form.querySelectorAll("[name]")];

  async function show() {
    let now;
    try {
      now = await call("GET", job.at(""));
    } catch {
      // The next change asks again.
      return;
    }
    form.hidden = !now.orders.includes("set");
    for (const input of inputs) {
      // What somebody is typing stays.
      if (form.contains(document.activeElement)) break;
      input.value = now[input.name] ?? "";
      input.dataset.was = input.value;
    }
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const changed = inputs.filter((input) => input.value && input.value !== input.dataset.was);
    if (!changed.length) return;
    try {
      const change = Object.fromEntries(changed.map((input) => [input.name, Number(input.value)]));
      notice((await call("PATCH", job.at(""), change)).sentence);
      document.activeElement.blur();
    } catch (error) {
      notice(error.message);
    }
    job.nudge();
  });

  job.whenChanged(show);
  show();
})();
