// The console: SPARQL asked of the graph in the page itself, with the saved queries of its ontology.
// Nothing is unpacked before the view is opened. The query that is shown stands in the address (`query`), so that it can be sent.

const ASK_SECONDS = 30; // a query that has found nothing after so many is stopped
const TABLE_ROWS = 1000; // more of them no table shows; the download has all
let engine = null; // the thread that answers, made when the view is opened and again after one was stopped
let asking = null; // { id, timer } of the query that is being answered
let asked = 0; // a late answer to a query that was stopped is told from that to the next
let ask = null; // the saved queries and the graph's size

function startEngine() {
  const worker = new Worker(URL.createObjectURL(new Blob([byId("worker").textContent], { type: "text/javascript" })));
  engine = { worker };
  engine.ready = new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.failed ? reject(new Error(data.failed)) : "ready" in data ? resolve(data.ready) : answerCame(data));
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
      if (asking) answerCame({ id: asking.id, error: words.askBroken });
      stopEngine();
    };
  });
  worker.postMessage({ open: { module: byId("engine").textContent, quads: byId("quads").textContent } });
  return engine.ready;
}
function stopEngine() {
  engine?.worker.terminate();
  engine = null;
}

// ---- the view -----------------------------------------------------------------------------------------------------
async function openConsole(section) {
  ask = await readBlock("console");
  const text = make("textarea", { id: "query", rows: "9", spellcheck: "false", autocapitalize: "off", autocomplete: "off", dir: "ltr", "data-label": "askQuery" });
  const run = make("button", { type: "button", class: "main", id: "run", onclick: runQuery });
  const stop = make("button", { type: "button", id: "stop", hidden: true, onclick: () => stopAsking(words.askStopped) });
  section.append(
    make("nav", { id: "saved", "data-label": "askSaved" }),
    make("div", { class: "asking" },
      make("div", { id: "parameters" }), text,
      make("div", { class: "asking-bar" }, run, stop, make("span", { id: "answer-state", role: "status" })),
      make("div", { id: "answer", tabindex: "-1" })));
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    runQuery();
  });
  listSaved();
  onArrive(({ lang: now }, before) => now !== before.lang && listSaved());
  // What an address brings is shown and not yet asked: a reader sees what a link would do.
  if (state.query) setQuery(state.query);
  else chooseSaved(ask.queries[0]);
  sayState(words.askOpening);
  try {
    const size = await startEngine();
    if (!asking) sayState(`${words.askReady} ${plural(size, "triple", "triples")}${ask.whole ? "" : ` (${words.askMerged})`}`);
  } catch (error) {
    tellAnswer(make("p", { class: "wrong" }, `${words.askFailed} ${error.message}`));
  }
}
const sayState = (message) => (byId("answer-state").textContent = message);
const tellAnswer = (...children) => byId("answer").replaceChildren(...children);
function setQuery(text) {
  byId("query").value = text;
  byId("query").rows = Math.min(Math.max(text.split("\n").length + 1, 6), 16);
}
function listSaved() {
  byId("run").textContent = words.askRun;
  byId("run").title = "Ctrl+Enter";
  byId("stop").textContent = words.askStop;
  byId("query").setAttribute("aria-label", words.askQuery);
  const item = (one) => make("li", {}, make("button", { type: "button", title: lang === "en" ? one.about : "", onclick: () => chooseSaved(one, { run: true }) }, one.titles[lang] || one.titles.en || one.name));
  byId("saved").replaceChildren(make("h2", {}, words.askSaved), make("ul", {}, ...ask.queries.map(item)));
}

// ---- a saved query, and what it asks for --------------------------------------------------------------------------
function chooseSaved(one, { run = false } = {}) {
  stopAsking("");
  setQuery(one.text.replace(/^#.*\n/gm, "").trim()); // its head is in the list already
  tellAnswer();
  sayState("");
  byId("saved").querySelectorAll("button").forEach((button, i) => button.setAttribute("aria-current", String(ask.queries[i] === one)));
  byId("parameters").replaceChildren(...one.parameters.map(askParameter));
  const missing = one.parameters.filter(({ name, needed }) => needed && !byId(`given-${name}`).value);
  if (missing.length) byId(`given-${missing[0].name}`).focus();
  else if (run) runQuery();
}
function askParameter({ name, thing, about }, index, all) {
  const field = make("input", { type: "text", id: `given-${name}`, list: thing ? "names" : null, autocomplete: "off" });
  const wrong = make("span", { class: "wrong", role: "alert" });
  const give = () => {
    const said = field.value.trim();
    const terms = said === "" ? [] : thing ? thingsNamed(said) : [ntLiteral(said)];
    wrong.textContent = said !== "" && !terms.length ? words.noMatch : "";
    const block = new RegExp(`VALUES\\s+\\?${name}\\s*\\{[^{}]*\\}`, "i");
    if (terms.length) setQuery(byId("query").value.replace(block, () => `VALUES ?${name} { ${terms.join(" ")} }`));
    return terms.length > 0;
  };
  if (thing && isThing(state.chosen)) field.value = nameOf(state.chosen);
  give();
  field.addEventListener("change", give);
  field.addEventListener("keydown", ({ key }) => key === "Enter" && give() && runQuery());
  const many = linked.slice().sort((a, b) => degree(b) - degree(a)).slice(0, 300);
  const which = all.filter((one) => one.thing).length > 1 ? ` ${index + 1}` : "";
  const label = thing ? [make("span", { "data-word": "askThing" }, words.askThing), which] : [lang === "en" ? about : `?${name}`];
  return make("label", { title: lang === "en" ? about : null }, make("span", {}, ...label), field, thing ? make("datalist", { id: "names" }, ...many.map((key) => make("option", { value: nameOf(key) }))) : null, wrong);
}
// The things of that name, as `kg query` finds them: whatever the case, accents and punctuation.
const folded = (name) => plain(name).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
function thingsNamed(name) {
  const wanted = folded(name);
  const keys = Object.keys(things).filter((key) => key === name || [nameOf(key), things[key].label, ...(things[key].names || [])].some((other) => folded(other) === wanted));
  return keys.map((key) => ntIri(things[key].iri));
}

// ---- asking -------------------------------------------------------------------------------------------------------
async function runQuery() {
  const text = byId("query").value.trimEnd();
  stopAsking("");
  if (!text.trim()) return tellAnswer(make("p", { class: "wrong" }, words.askEmpty));
  visit({ query: text }, { quiet: true });
  const id = ++asked;
  asking = { id, text, began: performance.now(), timer: setTimeout(() => stopAsking(words.askTooLong.replace("%n", ASK_SECONDS)), ASK_SECONDS * 1000) };
  byId("stop").hidden = false;
  sayState(words.askRunning);
  tellAnswer();
  try {
    if (!engine) startEngine();
    await engine.ready;
    if (asking?.id === id) engine.worker.postMessage({ ask: { id, text, prefixes: content.prefixes } });
  } catch (error) {
    answerCame({ id, error: error.message });
  }
}
function askingEnds() {
  clearTimeout(asking?.timer);
  asking = null;
  byId("stop").hidden = true;
}
// The thread knows no other way to stop than to end; the next query makes another.
function stopAsking(message) {
  if (!asking) return;
  askingEnds();
  stopEngine();
  sayState(message);
}
function answerCame(answer) {
  if (!asking || answer.id !== asking.id) return;
  const { text, began } = asking;
  const took = performance.now() - began;
  askingEnds();
  const time = `${number(String(took / 1000), { maximumFractionDigits: 2 })}\u00a0s`;
  if ("error" in answer) return wrongQuery(answer);
  if ("yes" in answer) {
    sayState(time);
    tellAnswer(make("p", { class: "yes" }, answer.yes ? words.askYes : words.askNo));
  } else if ("turtle" in answer) {
    sayState(`${plural(answer.count, "triple", "triples")} · ${time}`);
    tellAnswer(saveButton(`${fileName()}.ttl`, "text/turtle", () => answer.turtle), make("pre", { tabindex: "0" }, answer.turtle.slice(0, 200000)));
  } else {
    sayState(`${plural(answer.rows.length, "row", "rows")}${answer.more ? ` (${words.askMore})` : ""} · ${time}`);
    const rest = answer.rows.length > TABLE_ROWS ? make("p", { class: "lead" }, words.askFirst.replace("%n", number(String(TABLE_ROWS)))) : null;
    tellAnswer(saveButton(`${fileName()}.csv`, "text/csv", () => csv([answer.columns, ...answer.rows.map((row) => row.map((term) => (term ? term.value : "")))])), resultTable(answer, headsOf(text)), ...(rest ? [rest] : []));
  }
}
// The engine's "expected one of …", with the place in what the reader wrote, which is selected.
function wrongQuery({ error, line, column, reads }) {
  sayState("");
  const field = byId("query");
  const lines = field.value.split("\n");
  let place = "";
  if (line) {
    const row = Math.min(line, lines.length) - 1;
    const from = line > lines.length ? lines[row].length : Math.max(Math.min(column - 1, lines[row].length), 0);
    const start = lines.slice(0, row).reduce((sum, one) => sum + one.length + 1, 0) + from;
    const before = /\S*$/.exec(field.value.slice(0, start))[0];
    const [begin, word] = [start - before.length, before + /^\S*/.exec(field.value.slice(start))[0]];
    place = `${words.askPlace.replace("%l", row + 1).replace("%c", from + 1)}${word ? ` « ${word.slice(0, 40)} »` : ""}`;
    field.focus();
    field.setSelectionRange(begin, begin + Math.max(word.length, 1));
  }
  const there = Object.keys(content.prefixes).sort().join(", ");
  const why = reads ? words.askReads : /Prefix not found/.test(error) ? `${words.askPrefix} ${there}` : error.replace(/\s+/g, " ").slice(0, 400);
  tellAnswer(make("p", { class: "wrong", role: "alert" }, `${words.askWrong} ${place}`), make("p", { class: "lead" }, why));
}

// ---- what was found -----------------------------------------------------------------------------------------------
// What a cell names, if that is one thing of the page: by its IRI, or by its label where no other thing has it.
let cellNames = null;
function thingOf({ type, value }) {
  if (!cellNames) {
    cellNames = { uri: new Map(), literal: new Map() };
    for (const [key, thing] of Object.entries(things)) {
      cellNames.uri.set(thing.iri, key);
      for (const label of new Set([thing.label, ...Object.values(thing.labels || {})])) cellNames.literal.set(label, cellNames.literal.has(label) ? undefined : key);
    }
  }
  return cellNames[type]?.get(value);
}
function shortIri(iri) {
  const found = Object.entries(content.prefixes).filter(([, space]) => iri.startsWith(space) && iri.length > space.length).sort((a, b) => b[1].length - a[1].length)[0];
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}
const OURS = /^(https?:\/\/kg\.example\.org|https:\/\/schema\.org|http:\/\/www\.w3\.org|http:\/\/persistence\.uni-leipzig\.org)\//;
const STATUS_IRI = /^https:\/\/kg\.example\.org\/.*#(\w+)$/;
const AMOUNT = /^(-?\d+(?:\.\d+)?) (\S{1,12})$/; // as a saved query writes one in a cell: "1600000000 EUR"
function answerCell(term, column) {
  if (!term) return make("td", { class: "short" });
  const status = column === "status" && term.type === "literal" ? term.value : STATUS_IRI.exec(term.value)?.[1];
  if (STATUSES.includes(status)) return make("td", { class: "short", title: term.value }, statusChip(status));
  const key = thingOf(term);
  if (key !== undefined) return make("td", {}, make("button", { type: "button", class: "entity", title: things[key].iri, onclick: () => visit({ chosen: key }) }, told(nameOf(key))));
  if (term.type !== "uri") {
    const kind = /#(integer|decimal|double)$/.test(term.datatype) ? "number" : /#(date|gYear|gYearMonth)$/.test(term.datatype) ? "day" : term.value.length > 70 ? "long" : term.value.length < 10 ? "short" : null;
    const amount = AMOUNT.exec(term.value);
    if (amount && (!kind || kind === "short")) return make("td", { title: term.value }, told(written({ number: amount[1], unit: amount[2], money: /^[A-Z]{3}$/.test(amount[2]) })));
    // Four digits without a fraction may be a year.
    const shape = { maximumFractionDigits: 20, useGrouping: /#integer$/.test(term.datatype) ? "min2" : true };
    return make("td", { class: kind, title: term.datatype ? `${kind === "number" ? `${term.value} · ` : ""}${shortIri(term.datatype)}` : null }, told(kind === "number" ? number(term.value, shape) : term.value));
  }
  const named = Object.values(properties).find(({ iri }) => iri === term.value) || classes[term.value];
  if (named?.[lang]) return make("td", { title: shortIri(term.value) }, told(named[lang]));
  const link = /^https?:\/\//.test(term.value) && !OURS.test(term.value);
  return make("td", { title: term.value }, link ? make("a", { href: term.value, target: "_blank", rel: "noopener noreferrer" }, shortIri(term.value)) : shortIri(term.value));
}
// The columns of a saved query have the reader's words, those of a reader's own query what it calls them.
const asksFor = (text) => /\bSELECT\b[^{]*/i.exec(text)?.[0].replace(/\s+/g, " ").trim();
const headsOf = (text) => (ask.queries.some((one) => asksFor(one.text) === asksFor(text)) ? words.columns : {});
// Columns of which no row has anything come last.
function resultTable({ columns: names, rows: given }, heads) {
  const empty = names.map((_, i) => !given.some((row) => row[i]));
  const order = [...names.keys()].sort((a, b) => empty[a] - empty[b]);
  const [columns, rows] = [order.map((i) => names[i]), given.slice(0, TABLE_ROWS).map((row) => order.map((i) => row[i]))];
  const head = make("thead", {}, make("tr", {}, ...columns.map((name) => make("th", { scope: "col", title: `?${name}` }, heads[name] || name))));
  const body = make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map((term, i) => answerCell(term, columns[i])))));
  return make("div", { class: "wide", tabindex: "0" }, make("table", {}, head, body));
}
if (byId("ask")) addView("ask", byId("ask"), openConsole);
