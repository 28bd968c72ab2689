// Collapsed blocks: a link to something inside one opens it, printing opens all, one button opens and closes all.
(() => {
  "use strict";

  const blocks = () => [...document.querySelectorAll("article details")];

  function openTarget() {
    let target;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return; // a fragment that isn't valid percent-encoding names nothing
    }
    if (!target) return;
    let opened = false;
    for (let block = target.closest("details"); block; block = block.parentElement.closest("details")) {
      opened ||= !block.open;
      block.open = true;
    }
    if (opened) target.scrollIntoView();
  }
  addEventListener("hashchange", openTarget);
  openTarget();

  let openedForPrint = [];
  addEventListener("beforeprint", () => {
    openedForPrint = blocks().filter((block) => !block.open);
    for (const block of openedForPrint) block.open = true;
  });
  addEventListener("afterprint", () => {
    for (const block of openedForPrint) block.open = false;
    openedForPrint = [];
  });

  // Answers of the quiz stay shut: opening all shows the follow-ups and the quiz's questions, not what is right.
  const outer = blocks().filter((block) => !block.matches(".quiz-answer"));
  if (outer.length < 2) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "open-all";
  const label = () => {
    button.textContent = outer.every((block) => block.open) ? "Close all" : "Open all";
  };
  button.addEventListener("click", () => {
    const open = button.textContent === "Open all";
    for (const block of outer) block.open = open;
    label();
  });
  for (const block of outer) block.addEventListener("toggle", label);
  label();
  (outer[0].closest(".linkable") ?? outer[0]).before(button);
})();
