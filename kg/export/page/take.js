// What the reader takes away: the drawing as a picture, what is drawn or chosen as Turtle and as a table.

const HEAD = 56; // over the drawing, for its title
const ROW = 22; // of the legend, under it
const PROVENANCE = 2000; // claims; of more than these Turtle has the plain facts alone

// ---- the drawing, once more, as SVG: text stays text -----------------------------------------------------------------
const escapedXml = (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd").replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
const tenth = (length) => Math.round(length * 10) / 10;
function tag(name, attributes, inside = "") {
  return `<${name}${Object.entries(attributes).filter(([, value]) => value !== null && value !== undefined).map(([key, value]) => ` ${key}="${escapedXml(String(typeof value === "number" ? tenth(value) : value))}"`).join("")}>${inside}</${name}>`;
}
// A sign of dom.js, which is drawn in a square of 12, with its middle at (x, y).
const signAt = (kind, x, y, size, colour) => tag("path", { d: PATHS[shapes[kind]] || PATHS.dot, fill: colour, transform: `translate(${tenth(x - size)} ${tenth(y - size)}) scale(${tenth((size / 6) * 100) / 100})` });
const lineOf = (status) => LINES[status] && LINES[status].join(" ");

function pictureParts() {
  const ink = painted.ink;
  const style = getComputedStyle(document.documentElement);
  const colour = (kind) => style.getPropertyValue(`--kind-${kind}`).trim() || style.getPropertyValue("--kind-thing").trim();
  const taken = [];
  const names = named(1, new Set(lighted.nodes), taken); // at full size, whatever the zoom
  const links = worded(1, lighted.nodes.size > 0, taken);
  const bright = (some, id) => (lighted.nodes.size && !some.has(id) ? 0.16 : null);
  return { ink, colour, names, links, bright };
}
function arrowPath(edge) {
  const drawn = network.body.edges[edge.id];
  const [from, to] = [laid.get(edge.from), laid.get(edge.to)];
  const points = Array.from({ length: 41 }, (_, i) => drawn.edgeType.getPoint(i / 40));
  const outside = points.filter(({ x, y }) => Math.hypot(x - from.x, y - from.y) > from.size + 2 && Math.hypot(x - to.x, y - to.y) > to.size + 4);
  if (outside.length < 2) return null;
  const [before, tip] = outside.slice(-2);
  const angle = Math.atan2(tip.y - before.y, tip.x - before.x);
  const corner = (turn) => `${tenth(tip.x + 9 * Math.cos(angle + turn))} ${tenth(tip.y + 9 * Math.sin(angle + turn))}`;
  return { d: `M${outside.map(({ x, y }) => `${tenth(x)} ${tenth(y)}`).join("L")}`, head: `M${tenth(tip.x)} ${tenth(tip.y)}L${corner(2.75)}L${corner(-2.75)}z` };
}
function pictureSvg() {
  const { ink, colour, names, links, bright } = pictureParts();
  const box = boundsOf([...laid.values()], 1);
  const [width, drawn] = [Math.max(box.right - box.left + 64, 420), Math.max(box.bottom - box.top + 48, 80)];
  const legend = pictureLegend(width, colour, ink);
  const height = HEAD + drawn + legend.high;
  const words = ({ x, y, letters, text, status }) => {
    const half = (widthOf(text) * letters) / 2 + 3;
    return tag("rect", { x: x - half, y: y - letters * 0.62, width: half * 2, height: letters * 1.24, rx: 4, fill: ink.paper, "fill-opacity": 0.9 }) +
      tag("text", { x, y: y + letters * 0.35, "font-size": letters, "text-anchor": "middle", fill: status === "Negated" ? ink.negated : ink.words }, escapedXml(text));
  };
  const arrows_ = edges.get().map((edge) => {
    const path = arrowPath(edge);
    const line = edge.status === "Negated" ? ink.negated : ink.edge;
    return path && tag("g", { opacity: bright(lighted.edges, edge.id) }, tag("path", { d: path.d, fill: "none", stroke: line, "stroke-width": kept(edge.thickness, PIXELS.line, 1), "stroke-dasharray": lineOf(edge.status) }) + tag("path", { d: path.head, fill: line }));
  });
  const things_ = [...laid.values()].map((node) => {
    const { letters, size, label, raised } = names.get(node.id);
    const lines = label ? label.split("\n") : [];
    const top = raised < -2 ? node.y - size - lines.length * letters * 1.2 : node.y + size + 2;
    const text = lines.map((line, i) => tag("text", { x: node.x, y: top + letters * (0.95 + i * 1.2), "font-size": letters, "text-anchor": "middle", fill: ink.ink, stroke: ink.paper, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" }, escapedXml(line)));
    return tag("g", { opacity: bright(lighted.nodes, node.id) }, signAt(node.kind, node.x, node.y, size, colour(node.kind)) + text.join(""));
  });
  const middle = (box.left + box.right) / 2 - width / 2;
  const drawing = tag("g", { transform: `translate(${tenth(-middle)} ${tenth(HEAD + 24 - box.top)})` }, [...arrows_.filter(Boolean), ...links.map(words), ...things_].join("\n"));
  const title = document.querySelector("h1").textContent;
  return {
    width, height,
    text: `<svg xmlns="http://www.w3.org/2000/svg" width="${tenth(width)}" height="${tenth(height)}" viewBox="0 0 ${tenth(width)} ${tenth(height)}" font-family="${escapedXml(FACE)}">\n` +
      tag("title", {}, escapedXml(title)) + tag("rect", { width: "100%", height: "100%", fill: ink.paper }) +
      tag("text", { x: 24, y: 34, "font-size": 19, "font-weight": 650, fill: ink.ink }, escapedXml(title)) + `\n${drawing}\n` +
      tag("g", { transform: `translate(24 ${tenth(HEAD + drawn)})` }, legend.text) + "\n</svg>\n",
  };
}
// A sign for each kind and a line for each status that the drawing has, in rows.
function pictureLegend(width, colour, ink) {
  const kinds = KINDS.filter((kind) => [...laid.values()].some((node) => node.kind === kind));
  const statuses = STATUSES.filter((status) => edges.get().some((edge) => edge.status === status));
  const items = [
    ...kinds.map((kind) => ({ sign: signAt(kind, 7, 8, 6, colour(kind)), wide: 20, text: words.kinds[kind] })),
    ...statuses.map((status) => ({ sign: tag("path", { d: "M0 8h28", stroke: status === "Negated" ? ink.negated : ink.edge, "stroke-width": 2, "stroke-dasharray": lineOf(status) }), wide: 36, text: words.statuses[status] })),
  ];
  let [x, y] = [0, 0];
  const text = items.map((item) => {
    const wide = item.wide + widthOf(item.text) * 13 + 20;
    if (x && x + wide > width - 40) [x, y] = [0, y + ROW];
    const drawn = tag("g", { transform: `translate(${tenth(x)} ${y})` }, item.sign + tag("text", { x: item.wide, y: 12.5, "font-size": 13, fill: ink.soft }, escapedXml(item.text)));
    x += wide;
    return drawn;
  });
  return { text: text.join("\n"), high: y + ROW + 16 };
}
async function picturePng() {
  const picture = pictureSvg();
  const scale = Math.min(2, 8000 / Math.max(picture.width, picture.height)); // what browsers can draw at once
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture.text)}`;
  await image.decode();
  const canvas = make("canvas", { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

// ---- the facts: of what is chosen, or those that the drawing or the table shows, as the filters let them pass ---------------------
function factsTaken() {
  const chosen = state.chosen;
  const passing = (list) => list.filter(sifted.fact);
  if (isThing(chosen)) return passing(factsOf.get(chosen));
  if (between.has(chosen)) return passing(between.get(chosen));
  if (shownView() !== "graph") return passing(facts);
  return passing(facts).filter((fact) => laid.has(fact.s) && (typeof fact.o !== "string" || laid.has(fact.o)));
}
const claimsTaken = (fact) => fact.claims.filter(sifted.claim);
const sentenceOf = (claim) => claim.runs.map(([text]) => text).join("");
const objectText = (fact) => (typeof fact.o === "string" ? nameOf(fact.o) : fact.o.label);
function factsCsv() {
  const head = ["subject", "property", "object", "status", "speaker", "confidence", "article", "publisher", "date", "sentence", "subject_iri", "property_iri", "object_iri"];
  const rows = factsTaken().flatMap((fact) => claimsTaken(fact).map((claim) => {
    const article = articles[claim.article] || {};
    const speaker = isThing(claim.by) ? nameOf(claim.by) : claim.by || "";
    return [nameOf(fact.s), propertyName(fact), objectText(fact), words.statuses[claim.status] || claim.status, speaker, claim.confidence ?? "", article.title || "", article.publisher || "",
      article.date || "", sentenceOf(claim), things[fact.s].iri, properties[fact.p].iri, typeof fact.o === "string" ? things[fact.o].iri : fact.o.iri || ""];
  }));
  return csv([head, ...rows]);
}

const vocabulary = (name, local) => ntIri(content.prefixes[name] + local);
const dateType = (text) => `${XSD}${["gYear", "gYearMonth", "date"][text.split("-").length - 1]}`;
function* triplesOfThing(key) {
  const thing = things[key];
  const iri = ntIri(thing.iri);
  if (thing.class) yield [iri, RDF_TYPE, ntIri(thing.class)];
  yield [iri, vocabulary("rdfs", "label"), ntLiteral(thing.label, { lang: thing.lang || content.lang })];
  for (const [lang, label] of Object.entries(thing.labels || {})) yield [iri, vocabulary("rdfs", "label"), ntLiteral(label, { lang })];
}
const objectTerm = ({ o }) => (typeof o === "string" ? ntIri(things[o].iri) : o.iri ? ntIri(o.iri) : ntLiteral(o.label, o));
function* triplesOfValue({ iri, money, number: value, low, high, unit }) {
  if (!iri) return;
  yield [ntIri(iri), RDF_TYPE, vocabulary("schema", money ? "MonetaryAmount" : "QuantitativeValue")];
  for (const [name, figure] of [["value", value], ["minValue", low], ["maxValue", high]]) if (figure) yield [ntIri(iri), vocabulary("schema", name), ntLiteral(figure, { datatype: `${XSD}decimal` })];
  if (unit) yield [ntIri(iri), vocabulary("schema", money ? "currency" : "unitText"), ntLiteral(unit)];
}
const articleIri = (claim) => claim.id.split("#")[0];
function* triplesOfClaim(fact, claim) {
  const iri = ntIri(claim.id);
  const article = articles[claim.article];
  yield [iri, RDF_TYPE, vocabulary("news", "Claim")];
  yield [iri, vocabulary("rdf", "subject"), ntIri(things[fact.s].iri)];
  yield [iri, vocabulary("rdf", "predicate"), ntIri(properties[fact.p].iri)];
  yield [iri, vocabulary("rdf", "object"), objectTerm(fact)];
  yield [iri, vocabulary("news", "status"), vocabulary("news", claim.status)];
  if (claim.confidence !== undefined) yield [iri, vocabulary("news", "confidence"), ntLiteral(String(claim.confidence), { datatype: `${XSD}decimal` })];
  if (claim.asOf) yield [iri, vocabulary("news", "asOf"), ntLiteral(claim.asOf, { datatype: dateType(claim.asOf) })];
  if (isThing(claim.by)) yield [iri, vocabulary("news", "statedBy"), ntIri(things[claim.by].iri)];
  if (claim.runs.length) yield [iri, vocabulary("news", "sentence"), ntLiteral(sentenceOf(claim), { lang: article?.lang })];
  if (article) yield [iri, vocabulary("prov", "hadPrimarySource"), ntIri(articleIri(claim))];
}
function* triplesOfArticle(article, iri) {
  yield [ntIri(iri), RDF_TYPE, vocabulary("schema", "NewsArticle")];
  if (article.title && article.title !== article.key) yield [ntIri(iri), vocabulary("schema", "headline"), ntLiteral(article.title, { lang: article.lang })];
  if (article.date) yield [ntIri(iri), vocabulary("schema", "datePublished"), ntLiteral(article.date, { datatype: dateType(article.date) })];
  if (article.url) yield [ntIri(iri), vocabulary("schema", "url"), ntIri(article.url)];
}
function factsTurtle() {
  const taken = factsTaken();
  const claims = taken.flatMap((fact) => claimsTaken(fact).map((claim) => [fact, claim]));
  const sourced = claims.length <= PROVENANCE;
  const speakers = sourced ? claims.map(([, claim]) => claim.by).filter(isThing) : [];
  const ends = new Set([...taken.flatMap((fact) => [fact.s, fact.o]).filter(isThing), ...speakers]);
  const plain_ = taken.filter((fact) => claimsTaken(fact).some(({ status }) => status === "Asserted" || status === "Reported"));
  const triples = [
    ...[...ends].flatMap((key) => [...triplesOfThing(key)]),
    ...plain_.map((fact) => [ntIri(things[fact.s].iri), ntIri(properties[fact.p].iri), objectTerm(fact)]),
    ...taken.flatMap((fact) => (typeof fact.o === "string" ? [] : [...triplesOfValue(fact.o)])),
  ];
  if (sourced) {
    const cited_ = new Map(claims.filter(([, claim]) => articles[claim.article]).map(([, claim]) => [articleIri(claim), articles[claim.article]]));
    triples.push(...claims.flatMap(([fact, claim]) => [...triplesOfClaim(fact, claim)]), ...[...cited_].flatMap(([iri, article]) => [...triplesOfArticle(article, iri)]));
  }
  return turtle(triples, content.prefixes);
}

// ---- the menu -----------------------------------------------------------------------------------------------------
const takeMenu = make("div", { id: "take", class: "menu", role: "dialog", hidden: true, "data-label": "takeAway" });
const takeTool = addTool("takeAway", "↓", () => (takeMenu.hidden ? openTake() : closeTake()));
takeTool.setAttribute("aria-expanded", "false");
takeTool.setAttribute("aria-controls", "take");
byId("tools").append(takeMenu);
function openTake() {
  const taken = factsTaken();
  const chosen = isThing(state.chosen) || between.has(state.chosen);
  const what = chosen ? state.chosen.split("+").map(nameOf).join(" → ") : words.takeView;
  const action = (label, hint, type, make_) => make("button", { type: "button", onclick: async () => {
    closeTake();
    saveFile(`${fileName()}.${label.toLowerCase().replace("turtle", "ttl")}`, type, await make_());
  } }, make("b", {}, label), make("small", {}, hint));
  const picture = laid.size > 0 && shownView() === "graph";
  takeMenu.replaceChildren(
    ...(picture ? [make("p", {}, words.takePicture), action("PNG", words.takePng, "image/png", picturePng), action("SVG", words.takeSvg, "image/svg+xml", () => pictureSvg().text)] : []),
    make("p", {}, told(what), ` · ${plural(taken.length, "fact", "facts")}`),
    action("CSV", words.takeCsv, "text/csv", factsCsv),
    action("Turtle", words.takeTurtle, "text/turtle", factsTurtle));
  takeMenu.hidden = false;
  takeTool.setAttribute("aria-expanded", "true");
  takeMenu.querySelector("button").focus();
}
function closeTake() {
  takeMenu.hidden = true;
  takeTool.setAttribute("aria-expanded", "false");
}
document.addEventListener("click", ({ target }) => takeMenu.hidden || takeMenu.contains(target) || takeTool.contains(target) || closeTake());
takeMenu.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  event.stopPropagation();
  closeTake();
  takeTool.focus();
});
