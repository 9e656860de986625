// The graph as tables: entities and facts, sorted by any column, under the same filters; for those who would rather read than look.

const ROWS = 100; // at once, more on demand

const spanOf = (claims) => {
  const days = claims.map(publishedOn).filter(Boolean).sort();
  return days.length ? [days[0], days[days.length - 1]] : ["", ""];
};
const passingClaims = (key) => factsOf.get(key).filter(sifted.fact).flatMap((fact) => fact.claims.filter(sifted.claim));
const sourcesOf = (claims) => new Set(claims.map(sourceOf)).size;

// A column: its title, what a row is sorted by there, and what stands in the cell.
const COLUMNS = {
  entities: [
    ["entityName", (row) => row.name, (row) => [kindSign(things[row.key].kind), entity(row.key)]],
    ["class", (row) => row.class, (row) => [row.class]],
    ["facts", (row) => row.facts, (row) => [number(String(row.facts))]],
    ["sources", (row) => row.sources, (row) => [number(String(row.sources))]],
    ["first", (row) => row.first, (row) => [date(row.first, { short: true })]],
    ["last", (row) => row.last, (row) => [date(row.last, { short: true })]],
  ],
  facts: [
    ["subject", (row) => row.subject, (row) => [entity(row.fact.s)]],
    ["relation", (row) => row.relation, (row) => [propertyName(row.fact)]],
    ["object", (row) => row.object, (row) => [end(row.fact)]],
    ["statusTitle", (row) => row.rank, (row) => [statusChip(STATUSES[row.rank])]],
    ["sources", (row) => row.sources, (row) => [number(String(row.sources))]],
    ["last", (row) => row.last, (row) => [date(row.last, { short: true })]],
  ],
};
const NUMBERS = new Set(["facts", "sources"]);

function rowsOf(what) {
  if (what === "entities") return keys.filter(sifted.thing).map((key) => {
    const stated = toldBy(key);
    const claims = [...passingClaims(key), ...stated.flatMap((fact) => fact.claims.filter((claim) => claim.by === key && sifted.claim(claim)))];
    const [first, last] = spanOf(claims);
    return { key, name: nameOf(key), class: className(things[key]), facts: sifted.degree(key) + stated.length, sources: sourcesOf(claims), first, last };
  });
  return facts.filter(sifted.fact).map((fact) => {
    const claims = fact.claims.filter(sifted.claim);
    const object = typeof fact.o === "string" ? nameOf(fact.o) : written(fact.o);
    return { fact, subject: nameOf(fact.s), relation: propertyName(fact), object, rank: STATUSES.indexOf(claims[0].status), sources: sourcesOf(claims), last: spanOf(claims)[1] };
  });
}
function sorted(rows, by, down) {
  const order = (a, b) => (typeof by(a) === "number" ? by(a) - by(b) : byName.compare(by(a), by(b)));
  return rows.sort((a, b) => (down ? order(b, a) : order(a, b)));
}
function drawTable(section) {
  const what = state.rows === "facts" ? "facts" : "entities";
  const [asked, direction] = (state.sort || (what === "entities" ? "facts-down" : "subject-up")).split("-");
  const columns = COLUMNS[what];
  const column = columns.find(([title]) => title === asked) || columns[0];
  const down = direction === "down";
  const rows = sorted(rowsOf(what), column[1], down);
  const head = make("tr", {}, ...columns.map(([title]) => make("th", { scope: "col", class: NUMBERS.has(title) ? "number" : "", "aria-sort": title === column[0] ? (down ? "descending" : "ascending") : "none" },
    make("button", { type: "button", "data-column": title, onclick: () => visit({ sort: `${title}-${title === column[0] ? (down ? "up" : "down") : NUMBERS.has(title) ? "down" : "up"}` }, { quiet: true }) }, words[title]))));
  const row = (one) => make("tr", {}, ...columns.map(([title, , cell], i) => make(i ? "td" : "th", { scope: i ? "" : "row", class: NUMBERS.has(title) ? "number" : "" }, ...cell(one))));
  const [body, more] = listed(rows, row, { step: ROWS, tag: "tbody", attributes: {} });
  const focused = document.activeElement && document.activeElement.dataset.column;
  section.replaceChildren(
    make("div", { class: "switch", role: "group", "aria-label": words.viewTable }, ...["entities", "facts"].map((name) => make("button", { type: "button", "aria-pressed": String(name === what), onclick: () => visit({ rows: name, sort: undefined }, { quiet: true }) }, words[name === "entities" ? "kindsTitle" : "statusesTitle"], make("small", {}, number(String(name === "entities" ? sifted.entities : sifted.passing)))))),
    make("table", {}, make("caption", { class: "unseen" }, words[what === "entities" ? "kindsTitle" : "statusesTitle"]), make("thead", {}, head), body), more);
  if (focused) section.querySelector(`[data-column="${focused}"]`)?.focus();
}
addView("graph", byId("stage"));
addView("table", byId("table"));
let tabledFor = "";
onArrive((where) => {
  const asked = [siftedFor, where.rows, where.sort, lang].join();
  if (shownView() !== "table" || asked === tabledFor) return;
  tabledFor = asked;
  drawTable(byId("table"));
});
