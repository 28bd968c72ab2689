// Search without a page to show it on: words, synonyms, the index over SEARCH_DATA, and results by page.
// Loaded with the data and MiniSearch at the first search, not with every page.
globalThis.createSearch = (data) => {
  "use strict";

  const COMPOUND = /[\p{L}\p{N}]+(?:[._-]+[\p{L}\p{N}]+)*/gu;
  const NUMBER = /^\d+(\.\d+)*$/;
  const STOP = new Set(
    `a an and are as at be by can could do does for from has have how i if in is it its of on or our should
     that the their them then there this to vs was we were what when where which who why will with would you your`
      .split(/\s+/),
  );
  const BOOST = { number: 12, title: 6, wording: 3, aliases: 6, heading: 3, names: 2, text: 1 };
  const PAGE_FIELDS = new Set(["number", "title", "wording", "aliases"]);
  const NAMED = 3; // a page named by the whole query counts four times
  const RESULTS = 12;
  const EXCERPT = 170; // characters

  function stem(word) {
    if (word.length > 5 && word.endsWith("ing")) return word.slice(0, -3);
    if (word.length > 4 && word.endsWith("ed")) return word.slice(0, -2);
    if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
    if (word.length > 5 && /(?:[sc]h|x|ss)es$/.test(word)) return word.slice(0, -2);
    return word.length > 3 && /[^aius]s$/.test(word) ? word.slice(0, -1) : word;
  }

  // "min.insync.replicas", "NotEnoughReplicasException" and "exactly-once" are one term whole, and their parts besides.
  function word(compound) {
    const whole = compound.toLowerCase();
    const parts = NUMBER.test(compound)
      ? []
      : compound
          .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2")
          .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1 $2")
          .toLowerCase()
          .split(/[\s._-]+/)
          .filter(Boolean);
    if (parts.length > 1) return { whole, parts: parts.map(stem) };
    return { whole: NUMBER.test(whole) ? whole : stem(whole), parts: [] };
  }
  const words = (text) => (text.match(COMPOUND) ?? []).map(word);
  const terms = (text) =>
    words(text)
      .flatMap(({ whole, parts }) => [whole, ...parts])
      .filter((term) => !STOP.has(term));
  const meaningful = (found) => {
    const kept = found.filter(({ whole }) => !STOP.has(whole));
    return kept.length ? kept : found;
  };

  const groups = data.synonyms.map((names) => names.map((name) => words(name)));
  const spelling = (found) => found.map(({ whole, parts }) => (parts.length ? parts.join(" ") : whole)).join(" ");
  const known = new Map();
  for (const group of groups) for (const name of group) known.set(spelling(name), group);

  // The query as slots: each is a word, or several that name one thing; any of a slot's alternatives fills it.
  function slots(query) {
    const asked = words(query);
    const found = [];
    for (let start = 0; start < asked.length; ) {
      let length = Math.min(5, asked.length - start);
      while (length > 0 && !known.has(spelling(asked.slice(start, start + length)))) length--;
      const own = asked.slice(start, start + Math.max(1, length));
      const others = (known.get(spelling(own)) ?? []).filter((name) => spelling(name) !== spelling(own));
      if (length > 0 || !STOP.has(own[0].whole)) found.push([own, ...others].map(meaningful));
      start += Math.max(1, length);
    }
    return found.length ? found : asked.map((each) => [[each]]);
  }

  let lastTyped = ""; // short words match by prefix only while they are being typed
  const exact = { prefix: false, fuzzy: false };
  const loose = {
    prefix: (term) => term.length > 3 || term === lastTyped,
    fuzzy: (term) => (term.length > 3 && !/\d/.test(term) ? 0.2 : false),
  };
  const all = (queries, options) => ({ combineWith: "AND", queries, ...options });
  const any = (queries, options) => ({ combineWith: "OR", queries, ...options });

  function tree(asked) {
    const ofWord = ({ whole, parts }) => (parts.length ? any([whole, all(parts)]) : whole);
    return any(
      asked.map((alternatives) =>
        any(alternatives.map((name, index) => all(name.map(ofWord), index ? { ...exact, boostTerm: () => 0.6 } : {}))),
      ),
    );
  }

  function coverage(asked, matched) {
    const hasParts = (parts) => parts.length > 0 && parts.every((part) => matched.has(part));
    const has = ({ whole, parts }) => matched.has(whole) || hasParts(parts);
    return asked.filter((alternatives) => alternatives.some((name) => name.every(has))).length / asked.length;
  }

  const index = new globalThis.MiniSearch({
    fields: Object.keys(BOOST),
    tokenize: terms,
    processTerm: (term) => term,
    searchOptions: {
      tokenize: (term) => [term],
      boost: BOOST,
      maxFuzzy: 2,
      weights: { fuzzy: 0.3, prefix: 0.6 },
      ...loose,
    },
  });
  // A question's address is one more name for it: the page for missing addresses asks with what it was given.
  const slug = ({ url, level }) => (level ? [url.replace(/\.html$/, "").split("/").at(-1).replaceAll("-", " ")] : []);
  const documents = [];
  const tops = new Map(); // each page's first section
  for (const page of data.pages) {
    const sections = page.sections.length ? page.sections : [["", "", "", ""]];
    for (const [anchor, heading, text, names] of sections) {
      documents.push({ id: documents.length, page, anchor, heading, text, names });
      if (!tops.has(page)) tops.set(page, documents.at(-1));
    }
  }
  index.addAll(
    documents.map(({ id, page, heading, text, names }) => ({
      id, heading, text, names,
      number: page.number ?? "",
      title: page.title,
      wording: page.unanswered ? page.title : (page.wording ?? ""),
      aliases: [...(page.aliases ?? []), ...slug(page)].join(" , "),
    })),
  );

  const titleTerms = new Map(
    data.pages.map((page) => {
      const names = [page.number, page.title, page.wording, page.aliases, slug(page)];
      return [page, new Set(terms(names.flat().join(" , ")))];
    }),
  );

  // Questions first; the glossary and the lists say less about more.
  function weight({ level, unanswered }) {
    return level || unanswered ? 1 : 0.5;
  }

  const isSlip = (term, hit) => hit[0] === term[0] && Math.abs(hit.length - term.length) < 3;

  // How much of the query stands in the page's own names. A long page mentions much; what a page is about, it is named
  // after, and a question without an answer has nothing but its name.
  function named(asked, match) {
    const found = Object.keys(match).filter((hit) => match[hit].some((field) => PAGE_FIELDS.has(field)));
    const isFound = (term) => found.some((hit) => hit.startsWith(term) || isSlip(term, hit));
    const has = ({ whole, parts }) => isFound(whole) || (parts.length > 0 && parts.every(isFound));
    return asked.filter((alternatives) => alternatives.some((name) => name.every(has))).length / asked.length;
  }

  // The words around the longest hit (the most telling one), cut into pieces of which some are marked: what was typed,
  // or what it was a slip of.
  function excerpt(text, hits, asked) {
    const pieces = [...text.matchAll(COMPOUND)];
    const typed = asked.flatMap(([own]) => own.flatMap(({ whole, parts }) => [whole, ...parts]));
    const typedHits = new Set([...hits].filter((hit) => typed.some((term) => hit.startsWith(term))));
    const isIn = (found) => (piece) => {
      const { whole, parts } = word(piece[0]);
      return found.has(whole) || parts.some((part) => found.has(part));
    };
    const slips = [...hits].filter((hit) => typed.some((term) => isSlip(term, hit)));
    const isHit = isIn(typedHits.size ? typedHits : new Set(slips));
    const longest = Math.max(...pieces.filter(isHit).map((piece) => piece[0].length));
    const first = pieces.findIndex((piece) => isHit(piece) && piece[0].length === longest);
    const start = first > 8 ? pieces[first - 6].index : 0;
    const space = text.lastIndexOf(" ", start + EXCERPT);
    const end = text.length > start + EXCERPT && space > start ? space : text.length;
    const cut = [];
    let place = start;
    const isShown = (piece) => piece.index >= start && piece.index + piece[0].length <= end;
    for (const piece of pieces.filter((each) => isShown(each) && isHit(each))) {
      cut.push({ text: text.slice(place, piece.index) }, { text: piece[0], hit: true });
      place = piece.index + piece[0].length;
    }
    cut.push({ text: text.slice(place, end) });
    return [...(start ? [{ text: "… " }] : []), ...cut, ...(end < text.length ? [{ text: " …" }] : [])];
  }

  function search(query) {
    const asked = slots(query.slice(0, 200));
    if (!asked.length) return [];
    lastTyped = asked.at(-1)[0].at(-1).whole;
    const best = new Map();
    for (const hit of index.search(tree(asked))) {
      const document = documents[hit.id];
      const covered = coverage(asked, new Set(hit.queryTerms));
      const isOfPage = Object.values(hit.match).flat().every((field) => PAGE_FIELDS.has(field));
      const hits = new Set(Object.keys(hit.match));
      const score = hit.score * covered ** 2 * (1 + NAMED * named(asked, hit.match) ** 3) * weight(document.page);
      const seen = best.get(document.page);
      if (!seen || score > seen.score) best.set(document.page, { score, covered, document, hits, isOfPage });
    }
    const ranked = [...best.entries()].sort(([, a], [, b]) => b.score - a.score);
    return ranked
      .filter(([, { covered }]) => covered >= ranked[0][1].covered / 2)
      .slice(0, RESULTS)
      .map(([page, { document, hits, isOfPage }]) => {
        const isNamed = isOfPage || coverage(asked, titleTerms.get(page)) === 1;
        const { anchor, heading, text } = isNamed ? (tops.get(page) ?? document) : document;
        return {
          title: page.title,
          number: page.number ?? "",
          unanswered: page.unanswered === true,
          section: isNamed ? "" : heading,
          url: isNamed || !anchor ? page.url : `${page.url}#${anchor}`,
          excerpt: excerpt(text, hits, asked),
        };
      });
  }

  return { search };
};
