// The search box: a button in the header that opens a dialog, and the same search shown open on the pages made for it.
// The index, the engine and MiniSearch are loaded as scripts at the first use: no fetch, so that file:// works too.
(() => {
  "use strict";

  const assets = new URL("..", document.currentScript.src);
  const KEY = "site.shortcuts";
  const NOTHING = "Nothing found. Other words, or a part of the name, may help.";
  const TYPED_IN = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
  let engine;

  function load(dataAddress) {
    const script = (address) =>
      new Promise((resolve, reject) => {
        const element = document.createElement("script");
        element.src = address;
        element.addEventListener("load", resolve);
        element.addEventListener("error", reject);
        document.head.append(element);
      });
    const needed = [new URL("vendor/minisearch.js", assets), new URL("js/search-engine.js", assets), dataAddress];
    engine ??= Promise.all(needed.map(script)).then(() => globalThis.createSearch(globalThis.SEARCH_DATA));
    engine.catch(() => (engine = undefined));
    return engine;
  }

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  function described(result) {
    const title = make("span", { class: "search-title" });
    if (result.number) title.append(make("span", { class: "search-number" }, result.number), " ");
    title.append(result.title);
    if (result.unanswered) title.append(" ", make("span", { class: "search-unanswered" }, "not yet answered"));
    const text = make("span", { class: "search-excerpt" });
    for (const piece of result.excerpt) text.append(piece.hit ? make("mark", {}, piece.text) : piece.text);
    return [title, ...(result.section ? [make("span", { class: "search-section" }, result.section)] : []), text];
  }

  const isElsewhere = (event) => event.button === 1 || event.ctrlKey || event.metaKey;

  class Search {
    constructor(place, name) {
      this.root = place.dataset.root;
      this.data = place.dataset.index;
      const id = `${name}-results`;
      this.list = make("ul", { class: "search-results", id, role: "listbox", "aria-label": "Results" });
      this.input = make("input", {
        type: "text", class: "search-input", id: `${name}-input`, role: "combobox", "aria-label": "Search",
        "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id, maxlength: "200",
        autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search",
        placeholder: "A question, 2.3, a setting, an error",
      });
      this.status = make("p", { class: "search-status", role: "status" });
      this.input.addEventListener("input", () => this.show());
      this.input.addEventListener("focus", () => this.ready());
      this.input.addEventListener("keydown", (event) => this.key(event));
      for (const kind of ["click", "auxclick"]) this.list.addEventListener(kind, (event) => this.click(event));
    }

    async ready() {
      try {
        return await load(this.data);
      } catch {
        this.status.textContent = "The search could not be loaded. All questions stand on the page All questions.";
        return undefined;
      }
    }

    async show() {
      const query = this.input.value.trim();
      if (!query) return this.render([], "");
      if (!globalThis.SEARCH_DATA) this.status.textContent = "Loading";
      const engine = await this.ready();
      if (!engine || query !== this.input.value.trim()) return undefined; // a later keystroke answers
      const results = engine.search(query);
      const pages = results.length === 1 ? "1 page" : `${results.length} pages`;
      return this.render(results, results.length ? pages : NOTHING);
    }

    render(results, status) {
      const options = results.map((result, index) => {
        const option = make("li", { role: "option", id: `${this.list.id}-${index}`, "aria-selected": "false" });
        option.className = "search-result";
        option.dataset.url = `${this.root.replace(/\/$/, "")}/${result.url}`;
        option.append(...described(result));
        return option;
      });
      this.list.replaceChildren(...options);
      this.list.hidden = !options.length;
      this.input.setAttribute("aria-expanded", String(options.length > 0));
      this.select(-1);
      this.status.textContent = status;
    }

    select(index) {
      const options = [...this.list.children];
      this.active = index;
      options.forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
      if (index < 0) return this.input.removeAttribute("aria-activedescendant");
      this.input.setAttribute("aria-activedescendant", options[index].id);
      return options[index].scrollIntoView({ block: "nearest" });
    }

    key(event) {
      const last = this.list.children.length - 1;
      if (event.isComposing || last < 0) return;
      if (event.key === "ArrowDown") this.select(this.active >= last ? 0 : this.active + 1);
      else if (event.key === "ArrowUp") this.select(this.active <= 0 ? last : this.active - 1);
      else if (event.key === "Enter") this.open(this.list.children[Math.max(0, this.active)], isElsewhere(event));
      else return;
      event.preventDefault();
    }

    click(event) {
      const option = event.target.closest("[role=option]");
      if (option && event.button < 2) this.open(option, isElsewhere(event));
    }

    open(option, elsewhere) {
      if (elsewhere) return void window.open(option.dataset.url, "_blank", "noopener");
      this.input.closest("dialog")?.close();
      return location.assign(option.dataset.url);
    }
  }

  function shortcutsOn() {
    try {
      return localStorage.getItem(KEY) !== "off";
    } catch {
      return true; // storage can be forbidden; the key then works and can't be turned off for good
    }
  }

  function header(place) {
    const search = new Search(place, "site-search");
    const button = make("button", { type: "button", class: "search-open", "aria-haspopup": "dialog" });
    button.append(make("span", { class: "search-open-text" }, "Search"), make("kbd", { "aria-hidden": "true" }, "/"));
    const close = make("button", { type: "button", class: "dialog-close" }, "Close");
    const keys = make("input", { type: "checkbox" });
    keys.checked = shortcutsOn();
    keys.addEventListener("change", () => {
      try {
        localStorage.setItem(KEY, keys.checked ? "on" : "off");
      } catch {
        search.status.textContent = "The browser does not allow remembering this.";
      }
    });
    const help = make("label", { class: "search-help" }, keys, " The key / opens the search");
    const box = make("div", { class: "search-box" }, search.input, close);
    const named = { class: "search-dialog", "aria-label": "Search" };
    const dialog = make("dialog", named, box, search.status, search.list, help);
    search.list.hidden = true;
    place.replaceChildren(button);
    document.body.append(dialog);

    const open = () => {
      if (dialog.open) return;
      dialog.showModal();
      search.input.focus();
      search.input.select();
    };
    button.addEventListener("click", open);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    addEventListener("keydown", (event) => {
      if (event.target.closest?.(TYPED_IN) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key !== "/" || !keys.checked) return;
      event.preventDefault();
      if (pageSearch) pageSearch.input.focus();
      else open();
    });
  }

  let pageSearch;
  function page(place) {
    pageSearch = new Search(place, "page-search");
    const box = make("div", { class: "search-box", role: "search" }, pageSearch.input);
    pageSearch.list.hidden = true;
    place.replaceChildren(box, pageSearch.status, pageSearch.list);
    const asked = new URLSearchParams(location.search).get("q");
    const [name] = location.pathname.replace(/(\/index)?\.html$|\/$/, "").split("/").slice(-1);
    const fromAddress = place.dataset.from === "address" ? name.replace(/[-_]+/g, " ") : "";
    pageSearch.input.value = asked ?? fromAddress;
    if (pageSearch.input.value) pageSearch.show();
    else pageSearch.input.focus();
  }

  document.querySelectorAll(".site-search-page").forEach(page);
  document.querySelectorAll(".site-search").forEach(header);
})();
