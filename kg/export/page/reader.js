// The reader: an article's whole text, every mention of a thing marked and leading to it, and the words that state facts.
//
// `#…?read=44046` opens an article beside the panel; `&at=claim-0a1b…` goes to the sentence of a claim. `readButton(claim)` leads there.

const hasTexts = byId("texts") !== null;
let articleTexts = null; // unpacked when the first article is read
const textsUnpacked = () => (articleTexts ||= readBlock("texts"));
const endOfId = (claim) => claim.id.slice(claim.id.lastIndexOf("#") + 1);
const canRead = (index) => hasTexts && articles[index] !== undefined && content.readable.includes(index);

function readButton(claim) {
  if (!canRead(claim.article)) return null;
  return make("button", { type: "button", class: "to-text", onclick: () => visit({ read: articles[claim.article].key, at: endOfId(claim) }) }, words.readInText);
}
function readWhole(index) {
  if (!canRead(index)) return null;
  return make("button", { type: "button", class: "to-text", onclick: () => visit({ read: articles[index].key, at: undefined }) }, words.readText);
}

// The facts that an article states, by the end of their claim's id.
function claimsIn(index) {
  const found = new Map();
  for (const fact of facts) for (const claim of fact.claims) if (claim.article === index) found.set(endOfId(claim), { fact, claim });
  return found;
}
// The text cut wherever a mention or a claim begins or ends; of mentions within one another the shortest leads on.
function textRuns({ mentions, claims }, length, at) {
  const cuts = [...new Set([0, length, ...mentions.flatMap(([b, e]) => [b, e]), ...claims.flatMap(([b, e]) => [b, e]), ...(at ? [at.from, at.to] : [])])];
  cuts.sort((a, b) => a - b);
  const within = (list, begin, end) => list.filter(([b, e]) => b <= begin && end <= e);
  return cuts.slice(1).map((end, i) => {
    const begin = cuts[i];
    const named = within(mentions, begin, end).sort((a, b) => a[1] - a[0] - (b[1] - b[0])).map((mention) => mention[2]);
    return { begin, end, named, claims: within(claims, begin, end).map((claim) => claim[4]), here: Boolean(at) && at.from <= begin && end <= at.to };
  });
}

// ---- the article --------------------------------------------------------------------------------------------------
async function openArticle({ read, at, chosen }, { stay }) {
  const article = articleOf.get(read);
  const reader = byId("reader");
  reader.hidden = !article || !hasTexts;
  document.body.classList.toggle("reading", !reader.hidden);
  if (reader.hidden) return;
  const found = (await textsUnpacked())[article.index];
  if (state.read !== read) return; // the reader has gone elsewhere meanwhile
  const known = claimsIn(article.index);
  const letters = [...(found?.text || "")]; // offsets count code points
  const target = known.has(at) ? found.claims.find((claim) => claim[4] === at) : undefined;
  const place = target && { from: target[2], to: target[3], ends: [known.get(at).fact.s, known.get(at).fact.o] };
  const body = make("div", { class: "text", lang: content.lang, dir: "auto" });
  for (const run of found ? textRuns(found, letters.length, place) : []) body.append(runElement(run, letters.slice(run.begin, run.end).join(""), { known, place, at, chosen }));
  const count = plural(known.size, "fact", "facts");
  const { scrollTop } = reader;
  reader.replaceChildren(
    make("div", { class: "reader-head" },
      make("button", { type: "button", class: "back", onclick: () => visit({ read: undefined, at: undefined }) }, `← ${words.readerClose}`),
      make("h2", { id: "reader-title", tabindex: "-1" }, told(titleOf(article))),
      make("p", { class: "meta" }, ...[article.publisher && told(article.publisher), article.date && date(article.date), count].filter(Boolean).map((part) => make("span", {}, part)),
        article.url ? make("a", { href: article.url, target: "_blank", rel: "noopener noreferrer" }, words.read) : null),
      make("p", { class: "meta" }, words.readerHelp)),
    found ? body : make("p", { class: "lead" }, words.noText));
  reader.scrollTop = scrollTop;
  if (stay) return;
  const goal = reader.querySelector(".here");
  if (goal) goal.scrollIntoView({ block: "center" });
  else reader.scrollTop = 0;
  byId("reader-title").focus({ preventScroll: true });
}
function runElement({ named: [key, ...around], claims, here }, text, { known, place, at, chosen }) {
  const stated = claims.filter((id) => known.has(id));
  const roles = [here && "here", stated.length && "stated", stated.includes(at) && "evidence"].filter(Boolean);
  if (key === undefined) {
    if (!roles.length) return document.createTextNode(text);
    const open = stated.length ? () => visit({ chosen: factAddress(known.get(stated.includes(at) ? at : stated[0]).fact), at: stated[0] }) : null;
    return make("span", { class: roles.join(" "), ...(open && { onclick: open }) }, text);
  }
  const stands = (end) => here && (key === end || around.includes(end));
  if (place && stands(place.ends[0])) roles.push("subject");
  else if (place && stands(place.ends[1])) roles.push("object");
  if (key === chosen) roles.push("chosen");
  const lead = (event) => {
    event.preventDefault();
    visit({ chosen: key });
  };
  return make("a", { class: ["mention", ...roles].join(" "), href: addressOf({ ...state, chosen: key }), "data-kind": things[key].kind, title: `${nameOf(key)} · ${className(things[key])}`, onclick: lead }, text);
}
const factAddress = (fact) => (typeof fact.o === "string" && fact.o !== fact.s ? arrow(fact.s, fact.o) : fact.s);

onArrive((now, before) => {
  const same = ["read", "at"].every((name) => now[name] === before[name]);
  if (!now.read && !before.read) return;
  if (same && now.chosen === before.chosen && now.lang === before.lang) return;
  openArticle(now, { stay: same });
});
