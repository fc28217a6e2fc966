// The report's own script: shows one part at a time, filters the lists, and opens a case. It asks nothing of any server.
//
// What is shown stands in the address after the #, so that it can be bookmarked, sent and gone back to:
//   #cases?team=North&verdict=gap    a part or a list of the report, and the filters that are on
//   #case-X123456-1                  one case
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const number = (count) => count.toLocaleString("en-GB");

  const BETWEEN = "\x1e"; // stands between the cases of one packed block
  const MARK = /\x02(...)/g; // stands for a phrase that several cases share
  const NONE = "(none)"; // chosen where a case has no officer or no team
  const LISTED = ["not_checked", "gap", "cannot_tell", "due", "excepted", "met_late"]; // with the cases behind the number

  const title = document.title;
  const views = [...document.querySelectorAll(".view")];
  const caseView = byId("case");
  const navigation = [...document.querySelectorAll(".parts-nav a")];
  const form = byId("filters");
  const fields = [...form.querySelectorAll("select, input")];
  const rules = [...document.querySelectorAll("details.rule")];
  const blocks = [...document.querySelectorAll(".packed-cases")];

  // Each case, from the row of the list where it stands.
  const cases = [...byId("case-rows").rows].map((row, place) => ({
    row,
    place,
    anchor: row.querySelector("a").hash.slice(1),
    crn: row.querySelector("a").textContent,
    who: row.cells[0].textContent.trim(),
    officer: valueOf(row.querySelector(".officer")),
    team: valueOf(row.querySelector(".team")),
  }));
  const placeOf = new Map(cases.map((one) => [one.anchor, one.place]));

  let index = null; // {verdicts: {verdict: words}, kinds: [[rule, verdict, severity, owner]], cases: [[place of a kind]]}
  let phrases = null; // what the cases have in common
  let byRule = new Map(); // rule -> verdict -> the cases left of it
  const openers = new Map(); // view -> the link by which it was left for a case

  function valueOf(cell) {
    return cell.textContent.trim() && !("none" in cell.dataset) ? cell.textContent : NONE;
  }

  // ---------------------------------------------------------------- unpacking

  async function unpacked(element) {
    const bytes = Uint8Array.from(atob(element.textContent.trim()), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
  }

  async function fragmentOf(place) {
    const size = Number(byId("case-content").dataset.inBlock);
    phrases = phrases ?? (await unpacked(byId("phrases"))).split(BETWEEN);
    const fragments = (await unpacked(blocks[Math.floor(place / size)])).split(BETWEEN);
    const template = document.createElement("template");
    template.innerHTML = fragments[place % size].replace(MARK, (_, mark) => phrases[parseInt(mark, 36)]);
    fill(template.content);
    return template.content;
  }

  // What a rule says stands once on the page, with the rule; it is put here wherever a case asks for it.
  function fill(fragment) {
    for (const place of fragment.querySelectorAll("[data-fill]")) {
      const name = place.dataset.fill;
      const rule = name === "title" ? place.hash.slice(1) : place.closest("[data-rule]").dataset.rule;
      place.textContent = byId(rule).querySelector(`[data-say="${name}"]`).textContent;
    }
  }

  // ---------------------------------------------------------------- what is shown

  function show(view) {
    for (const each of views) each.hidden = each !== view;
    form.hidden = !isFiltered(view);
    for (const link of navigation) {
      if (partOf(link.hash) === view.id) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    document.title = title;
  }

  function isFiltered(view) {
    return view.id === "cases" || view.id === "rules";
  }

  function partOf(hash) {
    return hash.slice(1).split("?")[0];
  }

  function shownView() {
    return views.find((view) => !view.hidden);
  }

  async function openCase(anchor) {
    const place = placeOf.get(anchor);
    let content;
    try {
      content = place === undefined ? byId("no-such-case").content.cloneNode(true) : await fragmentOf(place);
    } catch {
      content = byId("unpack-failed").content.cloneNode(true);
    }
    if (partOf(location.hash) !== anchor) return; // somebody went elsewhere in the meantime
    byId("case-content").replaceChildren(content);
    show(caseView);
    if (place !== undefined) document.title = `${cases[place].who.replace(/\s+/g, " ")} – ${title}`;
    scrollTo(0, 0);
    caseView.querySelector("h1").focus({ preventScroll: true });
  }

  async function go({ first = false } = {}) {
    const [anchor, query = ""] = location.hash.slice(1).split(/\?(.*)/s);
    if (anchor.startsWith("case-")) {
      await openCase(anchor);
      return;
    }
    const target = byId(anchor) ?? byId("first");
    const view = target.closest(".view") ?? byId("first");
    const cameBack = !caseView.hidden && openers.get(view);
    show(view);
    if (isFiltered(view)) await takeFilters(query);
    if (target.matches("details")) target.open = true;
    if (cameBack) {
      cameBack.focus();
    } else if (target !== view) {
      target.scrollIntoView();
      focusOn(target.querySelector("summary, h2, caption") ?? target);
    } else if (!first) {
      scrollTo(0, 0);
      focusOn(view.querySelector("h1"));
    }
  }

  function focusOn(element) {
    if (element.tabIndex < 0) element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }

  // ---------------------------------------------------------------- filters

  async function takeFilters(query) {
    const wanted = new URLSearchParams(query);
    for (const field of fields) {
      field.value = wanted.get(field.name) ?? "";
      if (field.selectedIndex === -1) field.value = ""; // an address of another run may ask for what this one has not
    }
    await apply();
  }

  function chosen() {
    return Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]));
  }

  async function apply() {
    const want = chosen();
    rememberFilters(want);
    const kinds = index.kinds.map(
      ([rule, verdict, severity, owner]) =>
        (!want.rule || rule === want.rule) &&
        (!want.verdict || verdict === want.verdict) &&
        (!want.severity || severity === want.severity) &&
        (!want.owner || owner === want.owner),
    );
    const asksFindings = want.rule || want.verdict || want.severity || want.owner;
    const find = want.find.toLocaleLowerCase("en-GB");
    const left = cases.filter(
      (one) =>
        (!want.team || one.team === want.team) &&
        (!want.officer || one.officer === want.officer) &&
        (!find || one.who.toLocaleLowerCase("en-GB").includes(find)) &&
        (!asksFindings || index.cases[one.place].some((kind) => kinds[kind])),
    );
    const places = new Set(left.map((one) => one.place));
    for (const one of cases) one.row.hidden = !places.has(one.place);
    byRule = sorted(left, kinds);
    const rulesLeft = showRules(Object.values(want).some(Boolean));
    const most = left.length === cases.length ? `All ${number(cases.length)}` : `${number(left.length)} of ${number(cases.length)}`;
    byId("left").textContent = `${most} cases, ${number(rulesLeft)} rules`;
  }

  // The cases left, by rule and by the verdict that stands for the case: the first that any occasion has.
  function sorted(left, kinds) {
    const rank = Object.fromEntries(Object.keys(index.verdicts).map((verdict, place) => [verdict, place]));
    const found = new Map();
    for (const one of left) {
      const best = new Map();
      for (const kind of index.cases[one.place]) {
        if (!kinds[kind]) continue;
        const [rule, verdict] = index.kinds[kind];
        if (!best.has(rule) || rank[verdict] < rank[best.get(rule)]) best.set(rule, verdict);
      }
      for (const [rule, verdict] of best) {
        if (!found.has(rule)) found.set(rule, {});
        const came = found.get(rule);
        if (!came[verdict]) came[verdict] = [];
        came[verdict].push(one);
      }
    }
    return found;
  }

  function showRules(filtered) {
    let count = 0;
    for (const rule of rules) {
      const came = byRule.get(rule.dataset.id);
      rule.hidden = filtered && !came;
      if (!rule.hidden) count += 1;
      const counts = Object.keys(index.verdicts)
        .filter((verdict) => came?.[verdict] && verdict !== "not_applicable" && verdict !== "needs_judgement")
        .map((verdict) => element("span", `${number(came[verdict].length)} ${index.verdicts[verdict]}`));
      rule.querySelector("[data-counts]").replaceChildren(...counts.flatMap((span) => [span, " "]));
      if (rule.open) listCases(rule);
    }
    for (const outcome of document.querySelectorAll(".outcome")) {
      outcome.hidden = !outcome.querySelector("details.rule:not([hidden])");
    }
    return count;
  }

  function listCases(rule) {
    const came = byRule.get(rule.dataset.id) ?? {};
    const parts = LISTED.filter((verdict) => came[verdict]).flatMap((verdict) => {
      const list = element("ul", "", "cases-of");
      list.append(...came[verdict].map(caseItem));
      return [element("h3", `${sentence(index.verdicts[verdict])} (${number(came[verdict].length)})`, "govuk-heading-s"), list];
    });
    rule.querySelector("[data-cases]").replaceChildren(...parts);
  }

  function caseItem(one) {
    const link = element("a", one.crn, "govuk-link govuk-link--no-visited-state");
    link.href = `#${one.anchor}`;
    const item = element("li", "");
    const rest = one.who.slice(one.crn.length).trim();
    item.append(link, `${rest ? ` ${rest}` : ""}${one.officer === NONE ? "" : `, ${one.officer}`}`);
    return item;
  }

  function element(name, text, classes = "") {
    const made = document.createElement(name);
    made.textContent = text;
    if (classes) made.className = classes;
    return made;
  }

  function sentence(words) {
    return words.charAt(0).toUpperCase() + words.slice(1);
  }

  function rememberFilters(want) {
    const on = new URLSearchParams(Object.entries(want).filter(([, value]) => value)).toString();
    const query = on ? `?${on}` : "";
    for (const link of navigation) {
      const part = partOf(link.hash);
      if (part === "cases" || part === "rules") link.setAttribute("href", `#${part}${query}`);
    }
    const view = shownView();
    const here = partOf(location.hash);
    if (isFiltered(view)) history.replaceState(history.state, "", `#${byId(here)?.closest(".view") === view ? here : view.id}${query}`);
  }

  // ---------------------------------------------------------------- what people do

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#case-']");
    if (link) openers.set(link.closest(".view"), link);
  });

  byId("back").addEventListener("click", (event) => {
    if (openers.size === 0) return; // opened by its address: the link leads to the list
    event.preventDefault();
    history.back();
  });

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", apply);
  byId("clear").addEventListener("click", () => {
    for (const field of fields) field.value = "";
    apply();
    fields[0].focus();
  });
  for (const rule of rules) rule.addEventListener("toggle", () => rule.open && listCases(rule));
  addEventListener("hashchange", () => go());

  (async () => {
    show(byId("first"));
    try {
      index = JSON.parse(await unpacked(byId("finding-index")));
    } catch {
      for (const field of fields) field.disabled = true;
      byId("left").textContent = "The filters need an up-to-date browser.";
      form.replaceWith(byId("left"));
      index = { verdicts: {}, kinds: [], cases: cases.map(() => []) };
    }
    for (const note of document.querySelectorAll(".no-script-only")) note.hidden = true;
    document.documentElement.dataset.ready = "true";
    await go({ first: true });
  })();
})();
