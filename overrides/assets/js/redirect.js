// Leads from a question's lasting address to its page at once, with what stands behind # and ?.
// Without JavaScript the page's meta refresh does it, a second later and without them.
addEventListener("DOMContentLoaded", () => {
  const target = new URL(document.getElementById("target").href);
  if (location.hash) target.hash = location.hash;
  target.search = location.search;
  location.replace(target);
});
