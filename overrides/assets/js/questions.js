// The table of all questions: filter by category, level and tag, kept in the address; and the random question.
(() => {
  "use strict";

  const FIELDS = [
    ["category", "Category", (row) => [row.dataset.category]],
    ["level", "Level", (row) => [row.dataset.level]],
    ["tag", "Tag", (row) => row.dataset.tags.split(" ")],
  ];
  const LEVELS = ["core", "senior", "staff"];

  function readable(field, value, table) {
    if (field !== "category") return value;
    const group = table.querySelector(`tr[data-category="${CSS.escape(value)}"]`).closest("tbody");
    return group.querySelector("tr.category")?.textContent.trim() ?? value.replaceAll("-", " ");
  }

  function select(field, title, values, rows, table) {
    const present = new Set(rows.flatMap(values).filter(Boolean));
    const ordered = field === "level" ? LEVELS.filter((level) => present.has(level)) : [...present];
    if (field === "tag") ordered.sort();
    const label = document.createElement("label");
    label.textContent = `${title} `;
    const control = document.createElement("select");
    control.name = field;
    control.append(new Option("all", ""), ...ordered.map((value) => new Option(readable(field, value, table), value)));
    label.append(control);
    return label;
  }

  function filter(table) {
    const rows = [...table.querySelectorAll("tr[data-category]")];
    const form = document.createElement("form");
    form.className = "question-filter";
    form.setAttribute("aria-label", "Filter the questions");
    const count = document.createElement("p");
    count.className = "question-count";
    count.setAttribute("role", "status");
    const clear = document.createElement("button");
    clear.type = "reset";
    clear.textContent = "Show all";
    form.append(...FIELDS.map(([field, title, values]) => select(field, title, values, rows, table)), clear, count);
    (table.closest(".table-view") ?? table).before(form);

    function apply() {
      const wanted = FIELDS.map(([field, , values]) => [form.elements[field].value, values]);
      let shown = 0;
      for (const row of rows) {
        row.hidden = !wanted.every(([value, values]) => !value || values(row).includes(value));
        shown += row.hidden ? 0 : 1;
      }
      for (const group of table.tBodies) group.hidden = !group.querySelector("tr[data-category]:not([hidden])");
      const filtered = wanted.some(([value]) => value);
      clear.hidden = !filtered;
      count.textContent = filtered ? `${shown} of ${rows.length} questions` : "";
    }

    function fromAddress() {
      const state = new URLSearchParams(location.hash.slice(1));
      if (location.hash && !FIELDS.some(([field]) => state.has(field))) return;
      for (const [field] of FIELDS) {
        const control = form.elements[field];
        const value = state.get(field) ?? "";
        control.value = [...control.options].some((option) => option.value === value) ? value : "";
      }
      apply();
    }

    function toAddress() {
      const state = new URLSearchParams();
      for (const [field] of FIELDS) if (form.elements[field].value) state.set(field, form.elements[field].value);
      // A fragment, not a query: it can change on file:// too, and is never sent to a server.
      history.replaceState(null, "", `#${state}`);
      apply();
    }

    form.addEventListener("change", toAddress);
    form.addEventListener("reset", () => setTimeout(toAddress));
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("hashchange", fromAddress);
    apply();
    fromAddress();
  }
  for (const table of document.querySelectorAll("table.questions")) filter(table);

  for (const link of document.querySelectorAll("a.random-question[data-questions]")) {
    link.addEventListener("click", (event) => {
      const addresses = JSON.parse(link.dataset.questions);
      if (!addresses.length) return;
      event.preventDefault();
      location.assign(addresses[Math.floor(Math.random() * addresses.length)]);
    });
  }
})();
