// Why the graph says so: each fact's sentences with the words marked, who says it, how surely, and how many articles independently.

function cited(index) {
  const article = articles[index];
  if (!article) return [];
  const name = article.url ? make("a", { href: article.url, target: "_blank", rel: "noopener noreferrer", title: words.read }, told(titleOf(article))) : make("cite", {}, told(titleOf(article)));
  const origin = article.first === undefined ? null : `${words.reprint} ${titleOf(articles[article.first])}`;
  return [name, article.publisher && told(article.publisher), date(article.date), origin].filter(Boolean).map((part) => make("span", {}, part));
}
function sentence(pieces) {
  const quote = make("blockquote", { dir: "auto" });
  for (const [text, ...roles] of pieces) quote.append(roles.length ? make("mark", { class: roles.join(" ") }, text) : text);
  return quote;
}
function claimBlock(claim) {
  const meta = make("div", { class: "meta" }, statusChip(claim.status));
  if (claim.by) meta.append(make("span", {}, `${words.by} `, entity(claim.by)));
  if (claim.asOf) meta.append(make("span", {}, `${words.asOf} ${date(claim.asOf)}`));
  if (claim.confidence !== undefined) meta.append(make("span", {}, `${words.confidence} ${number(claim.confidence * 100, { maximumFractionDigits: 0 })}\u00a0%`));
  if (claim.sense) meta.append(make("span", { class: "sense", title: words.senseHint }, `${words.sense} ${claim.sense}`));
  return make("div", { class: "claim" }, claim.runs.length ? sentence(claim.runs) : null, meta, make("div", { class: "meta source" }, ...cited(claim.article), readButton(claim)));
}

// "3 independent articles say so, one denies it": those that print one text are one.
function sayers(claims) {
  const sources = (denied) => new Set(claims.filter((claim) => (claim.status === "Negated") === denied).map(sourceOf)).size;
  const counted_ = (count, one, many) => (count ? [count === 1 ? words[one] : words[many].replace("%n", number(String(count)))] : []);
  return [...counted_(sources(false), "saySo1", "saySo"), ...counted_(sources(true), "denySo1", "denySo")].join(", ");
}
function factRow(fact, { open = false, from = null } = {}) {
  const line = make("div", { class: "line" });
  if (fact.s !== from) line.append(entity(fact.s));
  line.append(make("span", {}, propertyName(fact)), fact.o === from ? told(nameOf(from)) : end(fact));
  const claims = fact.claims.filter(sifted.claim);
  if (claims[0].status !== "Asserted") line.append(statusChip(claims[0].status));
  const said = make("div", { class: "said" });
  const fill_ = () => said.childElementCount || said.append(...claims.map(claimBlock));
  const several = new Set(claims.map(sourceOf)).size > 1;
  if (open) {
    fill_();
    if (several) line.append(make("span", { class: "sayers" }, sayers(claims)));
  } else {
    said.hidden = true;
    const toggle = make("button", { type: "button", class: "toggle", "aria-expanded": "false", onclick: () => {
      fill_();
      said.hidden = !said.hidden;
      toggle.setAttribute("aria-expanded", String(!said.hidden));
    } }, several ? sayers(claims) : plural(claims.length, "sentence", "sentences"));
    line.append(toggle);
  }
  return make("li", {}, line, said);
}

// ---- what happened when: facts that the text itself dates ----------------------------------------------------------------
const isDay = (value) => typeof value !== "string" && /#(date|gYear|gYearMonth)$/.test(value.datatype || "");
function datedFacts(list) {
  const dated = list.flatMap((fact) => {
    const day = isDay(fact.o) ? fact.o.label : fact.claims.filter(sifted.claim).map((claim) => claim.asOf).filter(Boolean).sort()[0];
    return day ? [{ day, fact }] : [];
  });
  return dated.length < 2 ? [] : dated.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.fact.index - b.fact.index));
}
function datedRow({ day, fact }, key) {
  const line = make("div", { class: "line" }, make("time", { datetime: day }, date(day, { short: true })));
  if (fact.s !== key) line.append(entity(fact.s));
  line.append(make("span", {}, propertyName(fact)));
  if (!isDay(fact.o)) line.append(fact.o === key ? told(nameOf(key)) : end(fact));
  return make("li", {}, line);
}
