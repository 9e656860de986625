// The panel: what is told of the thing or the arrow that is chosen, each fact with the sentences that say it.


// ---- what the panel is made of ------------------------------------------------------------------------------------
const entity = (key) => (isThing(key) ? make("button", { type: "button", class: "entity", onclick: () => reach(key) }, told(nameOf(key))) : told(key));
const statusChip = (status) => make("span", { class: "status", "data-status": status, title: words.statusHints[status] }, words.statuses[status] || status);
const end = (fact) => (typeof fact.o === "string" ? entity(fact.o) : make("bdi", { class: "figure", title: fact.o.label }, written(fact.o)));
// So many at once, the rest on demand: a thing in the news may have a thousand facts.
function listed(list, row, { step = 30, tag = "ul", attributes = { class: "rows" } } = {}) {
  const element = make(tag, attributes);
  const button = make("button", { type: "button", class: "more", onclick: () => grow() });
  let shown = 0;
  function grow() {
    element.append(...list.slice(shown, shown + step).map(row));
    shown = Math.min(shown + step, list.length);
    button.textContent = words.showMore.replace("%n", number(String(list.length - shown)));
    button.hidden = shown === list.length;
  }
  grow();
  return [element, button];
}
const section = (title, list, row, options) => (list.length ? [make("section", {}, make("h3", {}, title), ...listed(list, row, options))] : []);
const signed = (key, extra) => make("li", { class: "with-sign" }, kindSign(things[key].kind), entity(key), make("small", {}, extra));
const markKey = () => make("p", { class: "key" }, words.key, ...["subject", "object", "evidence"].map((role) => make("mark", { class: role }, words[role])));
const action = (word, onclick, extra = "") => make("button", { type: "button", class: "action", onclick }, words[word], extra);

function show(...children) {
  panel.dataset.tells = "";
  panel.replaceChildren(sheetHandle(), make("div", { class: "told" }, ...children.filter((child) => child !== null)));
  panel.scrollTop = 0;
}

// ---- nothing chosen: who matters, which groups there are, what was read ---------------------------------------------
function showOverview() {
  const there = keys.filter(sifted.thing);
  const order = there.filter(sifted.degree).sort((a, b) => sifted.degree(b) - sifted.degree(a) || (a < b ? -1 : 1));
  const alone = there.filter((key) => !degree(key));
  // Of each group what the filters leave, and no group of which they leave nothing.
  const known = content.islands ? groups.filter((group) => group.length > 2).map((group) => group.filter(sifted.thing)).filter((group) => group.length).sort((a, b) => b.length - a.length) : [];
  const read = articles.filter((article) => !sifted.on || sifted.counts.source.get(article.key));
  show(
    make("h2", { class: "unseen" }, words.back),
    make("p", { class: "lead" }, facts.length ? (islands().length ? words.introLarge : words.intro) : words.empty),
    sifted.on && !sifted.passing ? make("p", { class: "lead" }, words.nothingLeft) : null,
    ...section(words.most, order, (key) => signed(key, plural(sifted.degree(key), "fact", "facts")), { step: 10 }),
    ...section(words.groups, known, groupRow, { step: 8 }),
    ...section(words.articles, read, (article) => make("li", { class: "article" }, ...cited(article.index), readWhole(article.index)), { step: 12 }),
    ...section(words.also, alone, (key) => make("button", { type: "button", onclick: () => reach(key) }, told(nameOf(key))), { step: 40, tag: "div", attributes: { class: "chips" } }),
  );
  panel.dataset.tells = "overview"; // which the console has no use for, and for its room it has
}
function groupRow(group) {
  const name = make("button", { type: "button", class: "entity", onclick: () => visit({ ...HOME, group: group[0] }) }, ...group.slice(0, 2).flatMap((key, i) => (i ? [" · ", told(nameOf(key))] : [told(nameOf(key))])));
  return make("li", { class: "with-sign" }, name, make("small", {}, number(String(group.length))));
}

// ---- a thing ------------------------------------------------------------------------------------------------------
// What is given on its word and says nothing of itself.
const toldBy = (key) => (statedBy.get(key) || []).filter((fact) => fact.s !== key && fact.o !== key && sifted.fact(fact));
function showThing(key) {
  const thing = things[key];
  const passing = factsOf.get(key).filter(sifted.fact);
  const figures = passing.filter((fact) => typeof fact.o !== "string");
  const about = passing.filter((fact) => typeof fact.o === "string").sort((a, b) => (b.s === key) - (a.s === key));
  const stated = toldBy(key);
  const spoken = quotes.filter((quote) => quote.by === key);
  const links = (thing.same || []).filter((url) => /^https?:/.test(url));
  const row = (fact) => factRow(fact, { from: key });
  show(
    make("h2", {}, told(nameOf(key))),
    make("p", { class: "class" }, kindSign(thing.kind), className(thing),
      ...links.map((url) => make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, /\/\/www\.wikidata\.org\//.test(url) ? words.same : words.elsewhere))),
    thing.names ? make("p", { class: "names" }, `${words.names} `, ...thing.names.slice(0, 12).flatMap((name, i) => [i ? ", " : "", make("b", {}, told(name))])) : null,
    thingActions(key),
    passing.length + stated.length + spoken.length ? null : make("p", { class: "lead" }, factsOf.get(key).length ? words.factsFiltered : words.noFacts),
    ...section(words.figures, figures, row),
    ...section(words.about, about, row),
    ...section(words.timeline, datedFacts(passing), (one) => datedRow(one, key)),
    ...section(words.stated, stated, (fact) => factRow(fact)),
    ...section(words.quotes, spoken, (quote) => make("li", { class: "quote" }, make("blockquote", { dir: "auto" }, words.drawn.Reported.replace("%s", () => quote.text)), make("div", { class: "meta" }, ...cited(quote.article), readWhole(quote.article)))),
  );
}
function thingActions(key) {
  if (!neighbours(key).length) return null;
  const node = laid.get(key);
  return make("p", { class: "actions" },
    node && node.more ? action("open", () => openLinks(key), make("small", {}, `+${node.more}`)) : null,
    state.focus === key ? null : action("focus", () => focusOn(key)),
    action("path", () => startPath(key)),
    node ? action("hide", () => hideThing(key)) : null);
}

// ---- an arrow, and a path -----------------------------------------------------------------------------------------
function showArrow(list) {
  const passing = list.filter(sifted.fact);
  const [fact] = list;
  show(
    make("h2", {}, entity(fact.s), " → ", entity(fact.o)), markKey(),
    passing.length ? null : make("p", { class: "lead" }, words.factsFiltered),
    ...section(plural(passing.length, "fact", "facts"), passing, (one) => factRow(one, { open: true })),
  );
}
function showPath([from, to]) {
  const steps = pathBetween(from, to);
  const links = steps ? steps.slice(1).map((key, i) => [...(between.get(arrow(steps[i], key)) || []), ...(between.get(arrow(key, steps[i])) || [])].filter(sifted.fact)) : [];
  const sure = links.every((list) => list.some((fact) => fact.claims.some((claim) => claim.status === "Asserted")));
  show(
    make("h2", {}, entity(from), " → ", entity(to)),
    make("p", { class: "lead" }, steps ? `${plural(links.length, "step", "steps")}, ${sure ? words.pathSure : words.pathUnsure}` : words.noPath),
    links.length ? markKey() : null,
    ...links.flatMap((list, i) => section(`${i + 1}`, list, (fact) => factRow(fact, { open: i === 0 || links.length < 4 }))),
  );
}

onArrive((where) => {
  const list = between.get(where.chosen);
  if (isThing(where.chosen)) showThing(where.chosen);
  else if (list) showArrow(list);
  else if (where.path.length === 2 && where.path.every(isThing)) showPath(where.path);
  else showOverview();
});
