// Wide things: a diagram opens enlarged in a dialog; what scrolls is reached by keyboard, what doesn't is no tab stop.
(() => {
  "use strict";

  function enlarge(figure) {
    const view = figure.querySelector(".diagram-view");
    const drawing = view?.querySelector("svg");
    if (!drawing) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "diagram-enlarge";
    button.textContent = "Enlarge";
    const caption = figure.querySelector("figcaption")?.textContent.trim() ?? "diagram";
    button.setAttribute("aria-label", `Enlarge: ${caption}`);
    button.addEventListener("click", () => {
      const dialog = document.createElement("dialog");
      dialog.className = "diagram-dialog";
      dialog.setAttribute("aria-label", caption);
      const close = document.createElement("button");
      close.type = "button";
      close.className = "dialog-close";
      close.textContent = "Close";
      close.addEventListener("click", () => dialog.close());
      const canvas = document.createElement("div");
      canvas.className = "diagram-canvas";
      canvas.tabIndex = 0;
      canvas.setAttribute("role", "group");
      canvas.setAttribute("aria-label", caption);
      dialog.append(close, canvas);
      document.body.append(dialog);
      // The drawing itself moves (a copy would double its ids); its place keeps its height meanwhile.
      view.style.minHeight = `${view.offsetHeight}px`;
      canvas.append(drawing);
      dialog.addEventListener("close", () => {
        view.append(drawing);
        view.style.minHeight = "";
        dialog.remove();
        button.focus();
      });
      dialog.addEventListener("click", (event) => {
        if (event.target === dialog) dialog.close();
      });
      dialog.showModal();
    });
    (figure.querySelector("figcaption") ?? figure).append(" ", button);
  }
  for (const figure of document.querySelectorAll("figure.diagram")) enlarge(figure);

  const wide = [...document.querySelectorAll("article pre, article pre > code, .table-view, .diagram-view")];
  function tabStops() {
    for (const element of wide) {
      const overflow = getComputedStyle(element).overflowX;
      const scrolls = element.scrollWidth > element.clientWidth + 1 && (overflow === "auto" || overflow === "scroll");
      if (scrolls) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
    }
  }
  new ResizeObserver(tabStops).observe(document.body);
  addEventListener("toggle", tabStops, true);
  addEventListener("beforeprint", tabStops);
  tabStops();
})();
