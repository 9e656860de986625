// The query editor: what is typed goes to /sparql, and what comes back is shown as a table whose IRIs lead to their pages.
import { Completions } from "/static/completion.js";

const at = (id) => document.getElementById(id);
const [query, saved, parameters, answer, told] = ["query", "saved", "parameters", "answer", "told"].map(at);
let vocabulary = { prefixes: {}, classes: [], properties: [], saved: [] };
const words = document.querySelector("main").dataset;
let asking = null;

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function shortened(iri) {
  const fits = Object.entries(vocabulary.prefixes).filter(([, space]) => iri.startsWith(space) && iri.length > space.length);
  if (fits.length === 0) return iri;
  const [name, space] = fits.reduce((best, one) => (one[1].length > best[1].length ? one : best));
  return `${name}:${iri.slice(space.length)}`;
}

// Where an IRI leads: below the graph's base to this server, elsewhere as it is, nowhere unless it is of the web.
function place(iri) {
  const base = (vocabulary.prefixes.article ?? "").replace(/article\/$/, "");
  if (!/^https?:/.test(iri)) return null;
  const { pathname, search, hash } = new URL(iri);
  return base && iri.startsWith(base) ? pathname + search + hash : iri;
}

function cell(term) {
  if (!term) return element("td", "");
  if (term.type !== "uri") return element("td", term["xml:lang"] ? `${term.value} @${term["xml:lang"]}` : term.value);
  const href = place(term.value);
  const made = element("td", "");
  made.append(href ? element("a", shortened(term.value), { href, title: term.value }) : term.value);
  return made;
}

function table({ head, results }) {
  const made = element("table", "");
  const names = element("tr", "");
  names.append(...head.vars.map((name) => element("th", name)));
  made.append(names);
  for (const row of results.bindings) {
    const line = element("tr", "");
    line.append(...head.vars.map((name) => cell(row[name])));
    made.append(line);
  }
  return made;
}

// What nothing has of the names in a query, each with the nearest, as the server's header tells it.
function unknown(response) {
  const pairs = (response.headers.get("kg-unknown") ?? "").split(", ").filter(Boolean).map((pair) => pair.split(" ").map(decodeURIComponent));
  if (pairs.length === 0) return [];
  const names = pairs.map(([name, near]) => (near ? filledIn(words.near, name, near) : name));
  return [element("p", filledIn(words.unknown, names.join(", ")), { class: "hint" })];
}

function filledIn(text, ...values) {
  return values.reduce((said, value) => said.replace("{}", () => value), text);
}

async function shown(response) {
  const kind = response.headers.get("content-type") ?? "";
  if (!response.ok) {
    const problem = kind.includes("json") ? await response.json() : { title: response.statusText, detail: "" };
    return [element("p", `${problem.title}\n${problem.detail}`, { class: "problem" }), ""];
  }
  if (kind.startsWith("application/sparql-results+json") && at("format").value === "") {
    const result = await response.json();
    if ("boolean" in result) return [element("p", String(result.boolean)), ""];
    return [table(result), words.rows.replace("{}", result.results.bindings.length)];
  }
  return [element("pre", await response.text()), ""];
}

async function ask() {
  asking?.abort();
  const mine = new AbortController();
  asking = mine;
  const begun = performance.now();
  at("stop").hidden = false;
  told.textContent = "…";
  history.replaceState(null, "", at("link").href);
  try {
    const headers = { "Content-Type": "application/sparql-query", Accept: at("format").value || "application/sparql-results+json, text/turtle;q=0.9" };
    const response = await fetch("/sparql", { method: "POST", body: query.value, headers, signal: mine.signal });
    const [made, count] = await shown(response);
    answer.replaceChildren(...unknown(response), made);
    told.textContent = [count, `${((performance.now() - begun) / 1000).toFixed(2)} s`].filter(Boolean).join(" · ");
  } catch (error) {
    if (error.name !== "AbortError") throw error;
    told.textContent = words.stopped;
  } finally {
    if (asking === mine) at("stop").hidden = true;
  }
}

function linked() {
  at("link").href = `/query?${new URLSearchParams({ query: query.value })}`;
}

// A saved query's parameters as fields; what is typed there is filled in by the server, which knows the names of things.
function chosen() {
  const one = vocabulary.saved.find(({ name }) => name === saved.value);
  if (!one) return;
  query.value = one.query;
  answer.replaceChildren();
  told.textContent = "";
  parameters.hidden = one.parameters.length === 0;
  parameters.replaceChildren(...one.parameters.map(({ name, about, needed }) =>
    Object.assign(element("input", "", { name, placeholder: name, title: about, "aria-label": `${name}: ${about}` }), { required: needed })),
  element("button", words.fill));
  linked();
}

async function filled(event) {
  event.preventDefault();
  const given = [...new FormData(parameters)].filter(([, value]) => value !== "");
  const response = await fetch(`/saved/${encodeURIComponent(saved.value)}?${new URLSearchParams(given)}`);
  const said = await response.json();
  if (response.ok) {
    query.value = said.query;
    linked();
    await ask();
  } else {
    answer.replaceChildren(element("p", said.detail, { class: "problem" }));
  }
}

vocabulary = await (await fetch("/vocabulary.json")).json();
new Completions(query, at("completions"), vocabulary);
saved.append(...vocabulary.saved.map(({ name, titles }) => element("option", titles[document.documentElement.lang] ?? name, { value: name })));
saved.addEventListener("change", chosen);
parameters.addEventListener("submit", filled);
query.addEventListener("input", linked);
query.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.ctrlKey) ask(); });
at("ask").addEventListener("click", ask);
at("stop").addEventListener("click", () => asking?.abort());
const given = new URLSearchParams(location.search).get("query");
if (given) {
  query.value = given;
  ask();
}
linked();
