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
const propertyKeys = Object.keys(properties);

// Columns: what is asked of every fact and every claim at each turn of a filter, as numbers side by side.
const ofFact = {
  subject: Int32Array.from(facts, (fact) => numberOf.get(fact.s)),
  object: Int32Array.from(facts, (fact) => (typeof fact.o === "string" ? numberOf.get(fact.o) : -1)),
  property: Int32Array.from(facts, (fact) => propertyKeys.indexOf(fact.p)),
  first: new Int32Array(facts.length + 1), // its claims stand from here to where the next one's begin
};
facts.forEach((fact, i) => (ofFact.first[i + 1] = ofFact.first[i] + fact.claims.length));
const claims = facts.flatMap((fact) => fact.claims);
const days = [...new Set(claims.map(publishedOn))].sort();
const publishers = [...new Set(["", ...articles.map((article) => article.publisher)])];
const dayNumber = new Map(days.map((day, index) => [day, index]));
const NO_ARTICLE = articles.length; // the number of the article of a claim that has none
const ofClaim = {
  status: Int32Array.from(claims, (claim) => STATUSES.indexOf(claim.status)),
  article: Int32Array.from(claims, (claim) => (claim.article < 0 ? NO_ARTICLE : claim.article)),
  source: Int32Array.from(claims, (claim) => (claim.article < 0 ? NO_ARTICLE : sourceOf(claim))),
  day: Int32Array.from(claims, (claim) => dayNumber.get(publishedOn(claim))),
};
const publisherOf = Int32Array.from([...articles.map((article) => article.publisher), ""], (name) => publishers.indexOf(name));

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

// Of each status, article and day, the ways in which it does not pass.
function failings(where) {
  const without = new Set(where.without);
  const [source, publisher] = [among(where.source), among(where.publisher)];
  return {
    status: Uint8Array.from(STATUSES, (status) => (without.has(status) ? BY_STATUS : 0)),
    article: Uint8Array.from([...articles, { key: "", publisher: "" }], (article) =>
      (source && !source.has(article.key) ? BY_SOURCE : 0) | (publisher && !publisher.has(article.publisher) ? BY_PUBLISHER : 0)),
    day: Uint8Array.from(days, (day) => (within(day, where.from, where.to) ? 0 : BY_PERIOD)),
  };
}

// How often each value was counted, each but once for a fact.
function counter(size) {
  const [counts, last] = [new Int32Array(size), new Int32Array(size).fill(-1)];
  return {
    add: (value, fact) => { if (last[value] !== fact) { last[value] = fact; counts[value] += 1; } },
    named: (names) => new Map([...counts].map((count, i) => [names[i], count]).filter(([, count]) => count)),
  };
}

function sift(where) {
  const without = new Set(where.without);
  const gone = Uint8Array.from(keys, (key) => (without.has(things[key].kind) ? BY_KIND : 0));
  const property = among(where.property);
  const unwanted = Uint8Array.from(propertyKeys, (key) => (property && !property.has(key) ? BY_PROPERTY : 0));
  const [least, fails] = [Number(where.sources) || 1, failings(where)];
  const mask = Uint8Array.from(claims, (_, c) => (ofClaim.status[c] < 0 ? 0 : fails.status[ofClaim.status[c]]) | fails.article[ofClaim.article[c]] | fails.day[ofClaim.day[c]]);
  const passes = new Uint8Array(facts.length);
  const [links, tied, butForKind] = [new Int32Array(keys.length), new Int32Array(keys.length), new Uint8Array(keys.length)];
  const counts = { status: counter(STATUSES.length), article: counter(articles.length + 1), publisher: counter(publishers.length), day: counter(days.length), property: counter(propertyKeys.length), sources: counter(1000) };
  const [printed, heard] = [new Uint8Array(articles.length + 1), new Int32Array(articles.length + 1).fill(-1)];
  let passing = 0;

  for (let i = 0; i < facts.length; i += 1) {
    const [from, to, s, o] = [ofFact.first[i], ofFact.first[i + 1], ofFact.subject[i], ofFact.object[i]];
    let said = 0;
    for (let c = from; c < to; c += 1) if (!mask[c] && heard[ofClaim.source[c]] !== i) { heard[ofClaim.source[c]] = i; said += 1; }
    const own = unwanted[ofFact.property[i]] | gone[s] | (o >= 0 ? gone[o] : 0);
    const enough = said >= least;
    if (!own && enough) {
      passes[i] = 1;
      passing += 1;
      links[s] += 1;
      if (o >= 0 && o !== s) { links[o] += 1; tied[s] += 1; tied[o] += 1; }
      for (let c = from; c < to; c += 1) if (!mask[c]) printed[ofClaim.article[c]] = 1;
    }
    if (enough && !(own & ~BY_KIND)) { butForKind[s] = 1; if (o >= 0) butForKind[o] = 1; }
    if (enough && !(own & ~BY_PROPERTY)) counts.property.add(ofFact.property[i], i);
    if (own) continue;
    if (said) counts.sources.add(Math.min(said, 999), i);
    if (least > 1 && !enough) continue;
    for (let c = from; c < to; c += 1) {
      const m = mask[c];
      if (!(m & ~BY_STATUS) && ofClaim.status[c] >= 0) counts.status.add(ofClaim.status[c], i);
      if (!(m & ~BY_SOURCE)) counts.article.add(ofClaim.article[c], i);
      if (!(m & ~BY_PUBLISHER)) counts.publisher.add(publisherOf[ofClaim.article[c]], i);
      if (!(m & ~BY_PERIOD)) counts.day.add(ofClaim.day[c], i);
    }
  }

  // A thing of which nothing is said is there too, until a filter asks for facts of some sort; one that only leaves out a status
  // takes those things along of which nothing else is said.
  const asks = FILTERS.some((name) => name !== "without" && where[name] && where[name].length);
  const leavesOut = STATUSES.some((status) => without.has(status));
  const stays = (number) => butForKind[number] || (!asks && (!leavesOut || !degree(keys[number])));
  const there = (number) => !gone[number] && (asks ? links[number] > 0 : stays(number));
  const kind = new Map();
  keys.forEach((key, number) => stays(number) && kind.set(things[key].kind, (kind.get(things[key].kind) || 0) + 1));
  const claimFails = (claim) => (fails.status[STATUSES.indexOf(claim.status)] || 0) | fails.article[claim.article < 0 ? NO_ARTICLE : claim.article] | fails.day[dayNumber.get(publishedOn(claim))];
  return {
    passing, on: filtersOn(where),
    counts: { kind, status: counts.status.named(STATUSES), source: counts.article.named(articles.map((article) => article.key)), publisher: counts.publisher.named(publishers), day: counts.day.named(days), property: counts.property.named(propertyKeys), sources: counts.sources.named([...Array(1000).keys()]) },
    entities: keys.reduce((sum, _, number) => sum + there(number), 0),
    articles: asks || without.size ? printed.reduce((sum, one) => sum + one, 0) - printed[NO_ARTICLE] : articles.length,
    fact: (fact) => passes[fact.index] === 1,
    claim: (claim) => !claimFails(claim),
    thing: (key) => there(numberOf.get(key)),
    degree: (key) => links[numberOf.get(key)],
    tied: (key) => tied[numberOf.get(key)],
  };
}

let sifted = sift(state);
let siftedFor = "";
onArrive((where) => {
  const asked = JSON.stringify(FILTERS.map((name) => where[name]));
  if (asked !== siftedFor) sifted = sift(where);
  siftedFor = asked;
});
