"use strict";
// Answers written on the self-check become a file of departures. Nothing leaves the page but that file.
(() => {
  const button = document.getElementById("save-answers");
  if (!button) return;
  const columns = JSON.parse(button.dataset.columns);
  const answers = [...document.querySelectorAll("[data-answer]")];
  const problems = document.getElementById("problems");
  const list = document.getElementById("problem-list");
  const count = document.getElementById("answers-count");
  const saved = document.getElementById("saved");
  const title = document.title;
  let unsaved = false;
  let lastName = "";

  const field = (answer, name) => answer.querySelector(`[data-field="${name}"]`);
  const text = (answer, name) => field(answer, name).value.replace(/\s+/g, " ").trim();
  const started = (answer) => Boolean(text(answer, "reason") || text(answer, "agreed_by"));

  for (const answer of answers) {
    answer.hidden = false;
    answer.addEventListener("toggle", () => {
      if (answer.open && !text(answer, "by")) field(answer, "by").value = lastName;
    });
    field(answer, "by").addEventListener("change", () => { lastName = text(answer, "by"); });
    answer.addEventListener("input", () => {
      unsaved = true;
      saved.textContent = "";
      const written = answers.filter(started).length;
      count.textContent = written === 1 ? "1 answer written, not saved yet." : `${written} answers written, not saved yet.`;
    });
  }
  document.getElementById("save").hidden = false;
  document.getElementById("no-script").hidden = true;

  window.addEventListener("beforeunload", (leaving) => {
    if (unsaved && answers.some(started)) leaving.preventDefault();
  });

  // A cell that a spreadsheet shows and does not run, and that the next run reads back as it was typed.
  const cell = (value) => {
    const safe = /^'*[=+\-@\t\r#]/.test(value) ? `'${value}` : value;
    return `"${safe.replace(/"/g, '""')}"`;
  };

  const complain = (input, message) => {
    const group = input.closest(".govuk-form-group");
    const id = `${input.id}-error`;
    const said = document.createElement("p");
    said.className = "govuk-error-message";
    said.id = id;
    said.textContent = message;
    input.before(said);
    group.classList.add("govuk-form-group--error");
    input.classList.add(input.tagName === "TEXTAREA" ? "govuk-textarea--error" : "govuk-input--error");
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", [input.dataset.describedby, id].filter(Boolean).join(" "));
  };

  const forgive = () => {
    problems.hidden = true;
    list.replaceChildren();
    document.title = title;
    for (const said of document.querySelectorAll(".govuk-error-message")) said.remove();
    for (const group of document.querySelectorAll(".govuk-form-group--error")) group.classList.remove("govuk-form-group--error");
    for (const input of document.querySelectorAll("[aria-invalid]")) {
      input.removeAttribute("aria-invalid");
      input.classList.remove("govuk-textarea--error", "govuk-input--error");
      if (input.dataset.describedby) input.setAttribute("aria-describedby", input.dataset.describedby);
      else input.removeAttribute("aria-describedby");
    }
  };

  const point = (message, input) => {
    const link = document.createElement("a");
    link.href = `#${input.id}`;
    link.textContent = message;
    link.addEventListener("click", (click) => {
      click.preventDefault();
      for (let fold = input.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      input.focus();
    });
    const line = document.createElement("li");
    line.append(link);
    list.append(line);
  };

  const show = () => {
    problems.hidden = false;
    document.title = `Error: ${title}`;
    problems.focus();
    problems.scrollIntoView();
  };

  for (const answer of answers) {
    for (const input of answer.querySelectorAll("[aria-describedby]")) {
      input.dataset.describedby = input.getAttribute("aria-describedby");
    }
  }

  button.addEventListener("click", () => {
    forgive();
    const given = answers.filter(started);
    if (!given.length) {
      point("Write why something is not appropriate, before you save", field(answers[0], "reason"));
      return show();
    }
    const wanted = { reason: "Write why it is not appropriate", by: "Write your name" };
    for (const answer of given) {
      for (const [name, message] of Object.entries(wanted)) {
        if (text(answer, name)) continue;
        complain(field(answer, name), message);
        point(`${message}: ${answer.dataset.title}`, field(answer, name));
      }
    }
    if (list.children.length) return show();
    const lines = [columns];
    for (const answer of given) {
      const typed = { reason: text(answer, "reason"), by: text(answer, "by"), agreed_by: text(answer, "agreed_by") };
      for (const occasion of JSON.parse(answer.dataset.answer)) {
        const row = { ...occasion, ...typed };
        lines.push(columns.map((column) => row[column] ?? ""));
      }
    }
    const csv = "\ufeff" + lines.map((line) => line.map((value) => cell(String(value))).join(",")).join("\r\n") + "\r\n";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
    link.download = button.dataset.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    unsaved = false;
    const many = given.length === 1 ? "1 answer" : `${given.length} answers`;
    count.textContent = `${many} written and saved.`;
    saved.textContent = `Saved as ${button.dataset.file} where your browser keeps downloads. Give it to the next run: --exceptions ${button.dataset.file}`;
  });
})();
