// What the page knows, read once: things, facts, quotations and articles, with what is looked up often in indexes of their own.

// A large graph stands in the page compressed (gzip, in base64): the browser itself unpacks it.
async function readBlock(id) {
  const element = byId(id);
  if (element.type === "application/json") return JSON.parse(element.textContent);
  const bytes = Uint8Array.from(atob(element.textContent), (letter) => letter.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(plain).json();
}

const content = await readBlock("content");
const { quotes, articles, shapes, classes, properties } = content;
const things = Object.assign(Object.create(null), content.things); // a key typed by hand may be "__proto__"
const facts = content.facts;
facts.forEach((fact, index) => (fact.index = index));
articles.forEach((article, index) => (article.index = index));

const isThing = (key) => typeof key === "string" && key in things;
const best = (fact) => fact.claims[0].status; // claims come least doubtful first
const otherEnd = (fact, key) => (fact.s === key ? fact.o : fact.s);

// ---- indexes ------------------------------------------------------------------------------------------------------
const factsOf = new Map(Object.keys(things).map((key) => [key, []])); // all facts a thing takes part in, values too
const between = new Map(); // "s+o" → the facts that one thing's doing to another make one arrow of
const arrow = (s, o) => `${s}+${o}`;
for (const fact of facts) {
  factsOf.get(fact.s).push(fact);
  if (typeof fact.o !== "string") continue;
  if (fact.o !== fact.s) factsOf.get(fact.o).push(fact);
  const id = arrow(fact.s, fact.o);
  if (between.has(id)) between.get(id).push(fact);
  else between.set(id, [fact]);
}
const statedBy = new Map(); // what is given on a thing's word
for (const fact of facts) for (const by of new Set(fact.claims.map((claim) => claim.by))) if (by) statedBy.set(by, [...(statedBy.get(by) || []), fact]);
const degree = (key) => factsOf.get(key).length;
const linked = Object.keys(things).filter((key) => degree(key));
const articleOf = new Map(articles.map((article) => [article.key, article]));
// The article that had the text first: papers that print one agency's words are one source.
const sourceOf = (claim) => articles[claim.article]?.first ?? claim.article;
const publishedOn = (claim) => (articles[claim.article] || {}).date || claim.asOf || "";

// ---- names, in the language that is chosen ------------------------------------------------------------------------
const nameOf = (key) => { const thing = things[key]; return (thing.labels && thing.labels[lang]) || thing.label; };
const className = (thing) => (classes[thing.class] || {})[lang] || words.kindOne[thing.kind];
const propertyName = (fact) => properties[fact.p][lang];
const titleOf = (article) => article.title || words.untitled;
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[’']/g, "'").replace(/œ/gi, "oe").replace(/æ/gi, "ae").toLowerCase();
