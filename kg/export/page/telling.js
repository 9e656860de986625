// What is known, put into words: the values of the page, and the panel beside the graph.
// Whatever comes from an article enters the page as text (textContent, canvas), never as markup. The three scripts are one
// when they reach the page, in the order telling, painting, page.
"use strict";

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const content = read("content");
const { things, facts, quotes, articles, words, lang, shapes } = content;
const nodes = new vis.DataSet(read("nodes"));
const edges = new vis.DataSet(read("edges"));
const network = new vis.Network(document.getElementById("graph"), { nodes, edges }, read("options"));
const panel = document.getElementById("panel");
const byName = new Intl.Collator(lang, { sensitivity: "base", numeric: true });

// ---- small makers of elements -------------------------------------------------------------------------------------
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value !== undefined && value !== "") element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

const PATHS = {
  dot: "M6 1a5 5 0 1 0 .01 0z", square: "M1.5 1.5h9v9h-9z", diamond: "M6 .3 11.7 6 6 11.7 .3 6z", triangle: "M6 .8 11.6 10.8H.4z", hexagon: "M3.2 1.2h5.6L11.6 6 8.8 10.8H3.2L.4 6z",
};
function svg(width, ...shapesOf) {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of Object.entries({ class: "sign", width, height: 12, viewBox: `0 0 ${width} 12`, "aria-hidden": "true" })) picture.setAttribute(name, value);
  for (const attributes of shapesOf) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    for (const [name, value] of Object.entries(attributes)) path.setAttribute(name, value);
    picture.append(path);
  }
  return picture;
}
const kindSign = (kind) => svg(12, { d: PATHS[shapes[kind]] || PATHS.dot, fill: `var(--kind-${kind})` });
const DASHES = { Planned: "6 3", Conditional: "6 3", Negated: "1.5 3" };
const statusSign = (status) =>
  svg(22, { d: "M0 6h22", stroke: status === "Negated" ? "var(--negated)" : "var(--edge)", "stroke-width": 2, "stroke-dasharray": DASHES[status] || "none" });

const plural = (n, one, many) => `${n}\u00a0${n === 1 ? words[one] : words[many]}`;

// ---- values, written in the reader's language ---------------------------------------------------------------------
function number(text, options = {}) {
  const value = Number(text);
  if (text === "" || !Number.isFinite(value)) return text;
  return new Intl.NumberFormat(lang, { maximumFractionDigits: 2, ...options }).format(value);
}
function quantity(text, value) {
  const short = Math.abs(Number(text)) >= 1e6 ? { notation: "compact", compactDisplay: "long" } : {};
  if (!value.money) return number(text, short);
  try {
    // The long form ("milliards") is not to be had together with a currency: its sign goes where the language puts it.
    const parts = new Intl.NumberFormat(lang, { style: "currency", currency: value.unit }).formatToParts(0);
    const sign = parts.find((part) => part.type === "currency").value;
    return parts[0].type === "currency" ? sign + number(text, short) : `${number(text, short)}\u00a0${sign}`;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // not a currency that the browser knows
    return `${number(text, short)}\u00a0${value.unit}`;
  }
}
function date(text) {
  const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(text);
  if (!parts) return text;
  const [, year, month, day] = parts;
  const shape = { year: "numeric", month: month && "long", day: day && "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(lang, shape).format(new Date(Date.UTC(+year, (month || 1) - 1, day || 1)));
}
function written(value) {
  if (value.datatype) return /#(date|gYear|gYearMonth|dateTime)$/.test(value.datatype) ? date(value.label) : value.label;
  const amount = value.number ? quantity(value.number, value) : [value.low, value.high].filter(Boolean).map((end) => quantity(end, value)).join("\u2009–\u2009");
  return value.money || !value.unit ? amount : `${amount}\u00a0${value.unit}`;
}

// ---- what the panel is made of ------------------------------------------------------------------------------------
const entity = (key) =>
  things[key] ? make("button", { type: "button", class: "entity", onclick: () => go(key) }, things[key].label) : make("span", {}, key);
const statusChip = (status) => make("span", { class: "status", "data-status": status, title: words.statusHints[status] }, words.statuses[status] || status);
const end = (fact) => (typeof fact.o === "string" ? entity(fact.o) : make("span", { class: "figure", title: fact.o.label }, written(fact.o)));
const best = (fact) => fact.claims[0].status; // claims come least doubtful first

function cited(index) {
  const article = articles[index];
  if (!article) return [];
  const title = article.title || words.untitled;
  const name = article.url ? make("a", { href: article.url, target: "_blank", rel: "noopener noreferrer", title: words.read }, title) : make("cite", {}, title);
  return [name, article.publisher, date(article.date)].filter(Boolean).map((part) => make("span", {}, part));
}
function sentence(pieces) {
  const quote = make("blockquote");
  for (const [text, ...roles] of pieces) quote.append(roles.length ? make("mark", { class: roles.join(" ") }, text) : text);
  return quote;
}
function claimBlock(claim) {
  const meta = make("div", { class: "meta" }, statusChip(claim.status));
  if (claim.by) meta.append(make("span", {}, `${words.by} `, entity(claim.by)));
  if (claim.asOf) meta.append(make("span", {}, `${words.asOf} ${date(claim.asOf)}`));
  if (claim.confidence !== null) meta.append(make("span", {}, `${words.confidence} ${number(claim.confidence * 100, { maximumFractionDigits: 0 })}\u00a0%`));
  return make("div", { class: "claim" }, claim.runs.length ? sentence(claim.runs) : null, meta, make("div", { class: "meta" }, ...cited(claim.article)));
}
function factRow(fact, { open = false, from = null } = {}) {
  const line = make("div", { class: "line" });
  if (fact.s !== from) line.append(entity(fact.s));
  line.append(make("span", {}, fact.p), fact.o === from ? things[from].label : end(fact));
  if (best(fact) !== "Asserted") line.append(statusChip(best(fact)));
  const claims = make("div", {}, ...fact.claims.map(claimBlock));
  if (!open) {
    claims.hidden = true;
    const toggle = make("button", { type: "button", class: "toggle", "aria-expanded": "false", onclick: () => {
      claims.hidden = !claims.hidden;
      toggle.setAttribute("aria-expanded", String(!claims.hidden));
    } }, plural(fact.claims.length, "sentence", "sentences"));
    line.append(toggle);
  }
  return make("li", {}, line, claims);
}
const section = (title, ...children) => (children.length ? [make("h3", {}, title), make("ul", { class: "rows" }, ...children)] : []);
const listed = (key, extra) => make("li", { class: "with-sign" }, kindSign(things[key].kind), entity(key), make("small", {}, extra));
const markKey = () => make("p", { class: "key" }, words.key, ...["subject", "object", "evidence"].map((role) => make("mark", { class: role }, words[role])));
const back = () => make("button", { type: "button", class: "back", onclick: () => go("") }, `← ${words.back}`);

function show(...children) {
  panel.replaceChildren(...children.filter((child) => child !== null));
  panel.scrollTop = 0;
}
function showOverview() {
  const keys = Object.keys(things);
  const degree = new Map(keys.map((key) => [key, 0]));
  for (const fact of facts) for (const key of new Set([fact.s, fact.o])) if (degree.has(key)) degree.set(key, degree.get(key) + 1);
  const order = keys.sort((a, b) => degree.get(b) - degree.get(a) || byName.compare(things[a].label, things[b].label));
  const linked = order.filter((key) => degree.get(key));
  const alone = order.filter((key) => !degree.get(key));
  const limited = nodes.length < linked.length ? make("p", { class: "lead" }, words.limited.replace("%n", nodes.length).replace("%m", linked.length)) : null;
  show(
    make("p", { class: "lead" }, facts.length ? words.intro : words.empty),
    limited,
    ...section(words.most, ...linked.slice(0, 10).map((key) => listed(key, plural(degree.get(key), "fact", "facts")))),
    ...section(words.articles, ...articles.map((_, index) => make("li", {}, make("div", { class: "line" }, ...cited(index).flatMap((part, i) => (i ? ["·", part] : [part])))))),
    ...(alone.length ? [make("h3", {}, words.also), make("div", { class: "chips" }, ...alone.map((key) => make("button", { type: "button", onclick: () => go(key) }, things[key].label)))] : []),
  );
}
function showThing(key) {
  const thing = things[key];
  const out = facts.filter((fact) => fact.s === key && typeof fact.o === "string");
  const into = facts.filter((fact) => fact.o === key && fact.s !== key);
  const figures = facts.filter((fact) => fact.s === key && typeof fact.o !== "string");
  const stated = facts.filter((fact) => fact.s !== key && fact.o !== key && fact.claims.some((claim) => claim.by === key));
  const spoken = quotes.filter((quote) => quote.by === key);
  const links = thing.same.filter((url) => /^https?:/.test(url));
  const row = (fact) => factRow(fact, { from: key });
  show(
    back(),
    make("h2", {}, thing.label),
    make("p", { class: "class" }, kindSign(thing.kind), thing.class || words.kinds[thing.kind],
      ...links.map((url) => make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, /\/\/www\.wikidata\.org\//.test(url) ? words.same : words.elsewhere))),
    thing.names.length ? make("p", { class: "names" }, `${words.names} `, ...thing.names.flatMap((name, i) => (i ? [", ", make("b", {}, name)] : [make("b", {}, name)]))) : null,
    ...(out.length + into.length + figures.length + stated.length + spoken.length ? [] : [make("p", { class: "lead" }, words.noFacts)]),
    ...section(words.figures, ...figures.map(row)),
    ...section(words.about, ...[...out, ...into].map(row)),
    ...section(words.stated, ...stated.map((fact) => factRow(fact))),
    ...section(words.quotes, ...spoken.map((quote) => make("li", { class: "quote" }, make("blockquote", {}, words.drawn.Reported.replace("%s", () => quote.text)), make("div", { class: "meta" }, ...cited(quote.article))))),
  );
}
function showLink(edge) {
  const fact = facts[edge.facts[0]];
  show(back(), make("h2", {}, entity(fact.s), " → ", entity(fact.o)), markKey(), ...section(plural(edge.facts.length, "fact", "facts"), ...edge.facts.map((i) => factRow(facts[i], { open: true }))));
}
