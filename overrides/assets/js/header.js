// The theme's menu button is a label, which no keyboard reaches: a button takes its place; a shut menu is no tab stop.
(() => {
  "use strict";

  const toggle = document.getElementById("__drawer");
  const label = document.querySelector("header label[for=__drawer]");
  const menu = document.querySelector(".md-sidebar--primary");
  if (!toggle || !label || !menu) return;

  const narrow = matchMedia("(max-width: 76.2344em)"); // the width below which the theme's menu is a drawer
  const button = document.createElement("button");
  button.type = "button";
  button.className = `${label.className} menu-button`;
  button.setAttribute("aria-label", "Menu");
  button.append(...label.childNodes);
  label.replaceWith(button);

  function state() {
    button.setAttribute("aria-expanded", String(toggle.checked));
    menu.inert = narrow.matches && !toggle.checked;
  }
  function set(open) {
    if (toggle.checked === open) return;
    toggle.checked = open;
    toggle.dispatchEvent(new Event("change", { bubbles: true }));
  }
  toggle.addEventListener("change", () => {
    state();
    if (toggle.checked) menu.querySelector("a[href]")?.focus();
    else if (menu.contains(document.activeElement)) button.focus();
  });
  button.addEventListener("click", () => set(!toggle.checked));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !toggle.checked) return;
    set(false);
    button.focus();
  });
  menu.addEventListener("focusout", (event) => {
    const outside = event.relatedTarget && !menu.contains(event.relatedTarget);
    if (narrow.matches && outside) set(false);
  });
  narrow.addEventListener("change", state);
  state();
})();
