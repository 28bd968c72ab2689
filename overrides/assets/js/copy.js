// Copying: each anchor's number, title and address; a block's code; a transcript's commands without prompts and output.
(() => {
  "use strict";

  const LINK_COPIED = "Link copied: number, title and address.";
  const status = document.createElement("div");
  status.className = "copy-status";
  status.setAttribute("role", "status");
  document.body.append(status);

  let timer = 0;
  function announce(text) {
    clearTimeout(timer);
    status.textContent = text;
    status.classList.add("copy-status--shown");
    timer = setTimeout(() => {
      status.classList.remove("copy-status--shown");
      status.textContent = "";
    }, 4000);
  }

  // Browsers offer navigator.clipboard on https, localhost and files only; a site on a plain http host has the old way.
  function copyOldWay(text) {
    const area = document.createElement("textarea");
    area.className = "copy-area";
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }

  async function copy(text, done) {
    let copied;
    try {
      await navigator.clipboard.writeText(text);
      copied = true;
    } catch {
      copied = copyOldWay(text);
    }
    announce(copied ? done : "The browser did not allow copying.");
  }

  function address(hash) {
    const canonical = document.querySelector("link[rel=canonical]");
    return (canonical ? canonical.href : location.href.split("#")[0]) + hash;
  }

  function pageName() {
    const { number, title } = document.querySelector("header.question")?.dataset ?? {};
    const heading = document.querySelector("article h1")?.cloneNode(true);
    heading?.querySelector(".headerlink")?.remove();
    return [number, title ?? heading?.textContent.trim() ?? document.title].filter(Boolean).join(" ");
  }

  for (const link of document.querySelectorAll("a.headerlink")) {
    link.setAttribute("aria-label", (link.ariaLabel ?? "Link").replace(/^Link/, "Copy the link"));
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      copy(`${pageName()} – ${address(link.hash)}`, LINK_COPIED);
    });
  }

  const place = document.querySelector("header.question .question-place");
  if (place) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-page";
    button.textContent = "Copy link";
    button.addEventListener("click", () => copy(`${pageName()} – ${address("")}`, LINK_COPIED));
    place.append(" ", button);
  }

  function commands(code) {
    return [...code.querySelectorAll(".command")].map((command) => {
      const copied = command.cloneNode(true);
      for (const prompt of copied.querySelectorAll(".prompt")) prompt.remove();
      return copied.textContent.trimEnd();
    });
  }

  for (const pre of document.querySelectorAll("article pre")) {
    const code = pre.querySelector("code");
    if (!code) continue;
    const isTranscript = pre.closest(".transcript") !== null;
    if (isTranscript && !code.querySelector(".command")) continue;
    const name = pre.parentElement.querySelector(".filename")?.textContent ?? "";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-code";
    button.textContent = "Copy";
    button.setAttribute("aria-label", isTranscript ? "Copy the commands" : `Copy ${name || "the code"}`);
    button.addEventListener("click", () =>
      isTranscript
        ? copy(commands(code).join("\n"), "Commands copied, without prompts and output.")
        : copy(code.textContent.trimEnd(), "Copied."),
    );
    const block = pre.closest(".transcript, .highlight") ?? pre;
    block.classList.add("copyable");
    block.append(button);
  }
})();
