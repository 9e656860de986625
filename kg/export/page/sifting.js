// What the filters let through, and how many of each there are: every count follows all filters but its own.
//
// In the address: `without` kinds and statuses; only such a `property`, `source` or `publisher`; a period `from` … `to`; said by
// at least so many `sources`.

const KINDS = Object.keys(content.words[content.lang].kinds);
const STATUSES = Object.keys(content.words[content.lang].statuses);
const FILTERS = ["without", "property", "source", "publisher", "from", "to", "sources"];
const NO_FILTER = Object.fromEntries(FILTERS.map((name) => [name, undefined]));
const keys = Object.keys(things);
const numberOf = new Map(keys.map((key, index) => [key, index]));
const subjectOf = Int32Array.from(facts, (fact) => numberOf.get(fact.s));
const objectOf = Int32Array.from(facts, (fact) => (typeof fact.o === "string" ? numberOf.get(fact.o) : -1));

// One bit for each way not to pass; a fact counts in a facet when it fails nothing but, at most, that facet itself.
const [BY_STATUS, BY_SOURCE, BY_PUBLISHER, BY_PERIOD, BY_PROPERTY, BY_KIND, BY_SOURCES] = [1, 2, 4, 8, 16, 32, 64];

const among = (list) => (list && list.length ? new Set(list) : null);
const filtersOn = (where) => FILTERS.filter((name) => where[name] !== undefined && where[name].length).length;

// Two dates of unlike precision are compared as far as the shorter goes: "2025" lies in "2025-03".
function within(day, from, to) {
  if (!from && !to) return true;
  if (!day) return false;
  const shared = (bound) => day.slice(0, Math.min(day.length, bound.length));
  return (!from || shared(from) >= from.slice(0, day.length)) && (!to || shared(to) <= to.slice(0, day.length));
}

function claimTest(where) {
  const without = new Set(where.without);
  const [source, publisher] = [among(where.source), among(where.publisher)];
  const ofArticle = articles.map((article) =>
    (source && !source.has(article.key) ? BY_SOURCE : 0) | (publisher && !publisher.has(article.publisher) ? BY_PUBLISHER : 0));
  const none = (source ? BY_SOURCE : 0) | (publisher ? BY_PUBLISHER : 0);
  return (claim) =>
    (without.has(claim.status) ? BY_STATUS : 0) | (claim.article < 0 ? none : ofArticle[claim.article]) |
    (within(publishedOn(claim), where.from, where.to) ? 0 : BY_PERIOD);
}

const add = (counts, value) => counts.set(value, (counts.get(value) || 0) + 1);

function sift(where) {
  const without = new Set(where.without);
  const gone = Uint8Array.from(keys, (key) => without.has(things[key].kind));
  const [property, least, test] = [among(where.property), Number(where.sources) || 1, claimTest(where)];
  const counts = { kind: new Map(), status: new Map(), property: new Map(), source: new Map(), publisher: new Map(), day: new Map(), sources: new Map() };
  const passes = new Uint8Array(facts.length);
  const [links, linksButKind] = [new Int32Array(keys.length), new Uint8Array(keys.length)];
  const printed = new Set();
  let passing = 0;

  facts.forEach((fact, i) => {
    const masks = fact.claims.map(test);
    const said = new Set(fact.claims.filter((_, j) => !masks[j]).map((claim) => claim.article)).size;
    const own = (property && !property.has(fact.p) ? BY_PROPERTY : 0) | (gone[subjectOf[i]] || (objectOf[i] >= 0 && gone[objectOf[i]]) ? BY_KIND : 0);
    const enough = said >= least ? 0 : BY_SOURCES;
    const some = (but) => masks.some((mask) => !(mask & ~but));
    if (!enough && !own && some(0)) {
      passes[i] = 1;
      passing += 1;
      links[subjectOf[i]] += 1;
      if (objectOf[i] >= 0 && objectOf[i] !== subjectOf[i]) links[objectOf[i]] += 1;
      fact.claims.forEach((claim, j) => masks[j] || printed.add(claim.article));
    }
    if (!(own & ~BY_KIND) && !enough && some(0)) [subjectOf[i], objectOf[i]].forEach((end) => end >= 0 && (linksButKind[end] = 1));
    if (!(own & ~BY_PROPERTY) && !enough && some(0)) add(counts.property, fact.p);
    if (!own && said) add(counts.sources, said);
    if (own) return;
    const each = (but, value, into) => {
      const values = fact.claims.filter((_, j) => !(masks[j] & ~but)).map(value);
      if (values.length && (!enough || but)) for (const one of new Set(values)) add(into, one);
    };
    each(BY_STATUS, (claim) => claim.status, counts.status);
    each(BY_SOURCE, (claim) => claim.article, counts.source);
    each(BY_PUBLISHER, (claim) => (articles[claim.article] || { publisher: "" }).publisher, counts.publisher);
    each(BY_PERIOD, publishedOn, counts.day);
  });

  // A thing of which nothing is said is there too, until a filter on what is said asks for more.
  const ofFacts = FILTERS.some((name) => name !== "without" && where[name] && where[name].length) || STATUSES.some((status) => without.has(status));
  const there = (number) => !gone[number] && (!ofFacts || links[number] > 0);
  keys.forEach((key, number) => (linksButKind[number] || !ofFacts) && add(counts.kind, things[key].kind));
  return {
    counts, passing, on: filtersOn(where),
    entities: keys.reduce((sum, _, number) => sum + there(number), 0),
    articles: ofFacts || without.size ? printed.size : articles.length,
    fact: (fact) => passes[fact.index] === 1,
    claim: (claim) => !test(claim),
    thing: (key) => there(numberOf.get(key)),
    degree: (key) => links[numberOf.get(key)],
  };
}

let sifted = sift(state);
let siftedFor = "";
onArrive((where) => {
  const asked = JSON.stringify(FILTERS.map((name) => where[name]));
  if (asked !== siftedFor) sifted = sift(where);
  siftedFor = asked;
});
