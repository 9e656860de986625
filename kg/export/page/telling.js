// The panel: what is told of the thing or the arrow that is chosen, each fact with the sentences that say it.

const panel = byId("panel");
// ---- what the panel is made of ------------------------------------------------------------------------------------
const entity = (key) =>
  isThing(key) ? make("button", { type: "button", class: "entity", onclick: () => go(key) }, told(nameOf(key))) : make("span", {}, key);
const statusChip = (status) => make("span", { class: "status", "data-status": status, title: words.statusHints[status] }, words.statuses[status] || status);
const end = (fact) => (typeof fact.o === "string" ? entity(fact.o) : make("span", { class: "figure", title: fact.o.label }, written(fact.o)));

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
  if (claim.confidence !== undefined) meta.append(make("span", {}, `${words.confidence} ${number(claim.confidence * 100, { maximumFractionDigits: 0 })}\u00a0%`));
  return make("div", { class: "claim" }, claim.runs.length ? sentence(claim.runs) : null, meta, make("div", { class: "meta" }, ...cited(claim.article), readButton(claim)));
}
function factRow(fact, { open = false, from = null } = {}) {
  const line = make("div", { class: "line" });
  if (fact.s !== from) line.append(entity(fact.s));
  line.append(make("span", {}, propertyName(fact)), fact.o === from ? nameOf(from) : end(fact));
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
  const order = Object.keys(things).sort((a, b) => degree(b) - degree(a) || byName.compare(nameOf(a), nameOf(b)));
  const alone = order.filter((key) => !degree(key));
  const limited = nodes.length < linked.length ? make("p", { class: "lead" }, words.limited.replace("%n", nodes.length).replace("%m", linked.length)) : null;
  show(
    make("p", { class: "lead" }, facts.length ? words.intro : words.empty),
    limited,
    ...section(words.most, ...order.filter(degree).slice(0, 10).map((key) => listed(key, plural(degree(key), "fact", "facts")))),
    ...section(words.articles, ...articles.map((_, index) => make("li", {}, make("div", { class: "line" }, ...cited(index).flatMap((part, i) => (i ? ["·", part] : [part])))))),
    ...(alone.length ? [make("h3", {}, words.also), make("div", { class: "chips" }, ...alone.map((key) => make("button", { type: "button", onclick: () => go(key) }, nameOf(key))))] : []),
  );
}
function showThing(key) {
  const thing = things[key];
  const out = facts.filter((fact) => fact.s === key && typeof fact.o === "string");
  const into = facts.filter((fact) => fact.o === key && fact.s !== key);
  const figures = facts.filter((fact) => fact.s === key && typeof fact.o !== "string");
  const stated = facts.filter((fact) => fact.s !== key && fact.o !== key && fact.claims.some((claim) => claim.by === key));
  const spoken = quotes.filter((quote) => quote.by === key);
  const links = (thing.same || []).filter((url) => /^https?:/.test(url));
  const row = (fact) => factRow(fact, { from: key });
  show(
    back(),
    make("h2", {}, told(nameOf(key))),
    make("p", { class: "class" }, kindSign(thing.kind), className(thing),
      ...links.map((url) => make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, /\/\/www\.wikidata\.org\//.test(url) ? words.same : words.elsewhere))),
    thing.names ? make("p", { class: "names" }, `${words.names} `, ...thing.names.flatMap((name, i) => (i ? [", ", make("b", {}, name)] : [make("b", {}, name)]))) : null,
    ...(out.length + into.length + figures.length + stated.length + spoken.length ? [] : [make("p", { class: "lead" }, words.noFacts)]),
    ...section(words.figures, ...figures.map(row)),
    ...section(words.about, ...[...out, ...into].map(row)),
    ...section(words.stated, ...stated.map((fact) => factRow(fact))),
    ...section(words.quotes, ...spoken.map((quote) => make("li", { class: "quote" }, make("blockquote", {}, words.drawn.Reported.replace("%s", () => quote.text)), make("div", { class: "meta" }, ...cited(quote.article))))),
  );
}
function showLink(list) {
  const fact = list[0];
  show(back(), make("h2", {}, entity(fact.s), " → ", entity(fact.o)), markKey(), ...section(plural(list.length, "fact", "facts"), ...list.map((one) => factRow(one, { open: true }))));
}
