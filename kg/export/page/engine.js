// The console's engine, in a thread of its own (a Worker): a query that takes too long is stopped by ending the thread, and the page
// never freezes. It gets { open: { module, quads } }, then { ask: { text, id } }, and answers { ready } or { id, … }.
// Before it stands Oxigraph 0.5.11 (https://github.com/oxigraph/oxigraph, MIT OR Apache-2.0), as .ci/oxigraph makes it of npm's package.
"use strict";

const MOST_ROWS = 100000;
let store = null;

async function unpacked(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
async function open({ module, quads }) {
  const [engine, trig] = await Promise.all([unpacked(module), unpacked(quads)]);
  await oxigraph.default({ module_or_path: engine });
  store = new oxigraph.Store();
  store.load(new Uint8Array(trig), { format: "application/trig", no_transaction: true, lenient: true });
  return store.size;
}
// What kind of query it is, and whether it says itself how many rows it wants: told by its words outside strings, IRIs and comments.
function kindOf(text) {
  const bare = text.replace(/"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#[^\n]*/g, " ");
  const first = /^\s*(\w+)/.exec(bare.replace(/\b(PREFIX\s+\S*|BASE)\s/gi, " "));
  const word = first ? first[1].toUpperCase() : "SELECT";
  const form = /^(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)$/.test(word) ? "UPDATE" : word;
  const tail = bare.slice(bare.lastIndexOf("}") + 1);
  return { form, limited: /\bLIMIT\s/i.test(tail) || /\bVALUES\b[^]*\}\s*$/i.test(bare) };
}
function asked({ text, prefixes }) {
  const { form, limited } = kindOf(text);
  if (form === "UPDATE") return { error: "", reads: true };
  // On the first line, before the query's own first: an error's line stays what the reader sees.
  const head = Object.entries(prefixes).map(([name, space]) => `PREFIX ${name}: <${space}> `).join("");
  const query = head + text + (limited || form === "ASK" ? "" : `\nLIMIT ${MOST_ROWS + 1}`);
  try {
    if (form === "CONSTRUCT" || form === "DESCRIBE") {
      const lines = store.query(query, { results_format: "application/n-triples" }).split("\n").filter(Boolean);
      const triples = lines.map((line) => /^(\S+) (\S+) ([^]*) \.$/.exec(line).slice(1));
      return { turtle: turtle(triples, prefixes), count: triples.length };
    }
    const found = JSON.parse(store.query(query, { results_format: "application/sparql-results+json" }));
    if (form === "ASK") return { yes: found.boolean };
    const rows = found.results.bindings.map((row) => found.head.vars.map((name) => row[name] || null));
    return { columns: found.head.vars, rows: rows.slice(0, MOST_ROWS), more: rows.length > MOST_ROWS };
  } catch (error) {
    const place = /^error at (\d+):(\d+): /.exec(error.message);
    return { error: place ? error.message.slice(place[0].length) : error.message, line: place && +place[1], column: place && +place[2] - (+place[1] === 1 ? head.length : 0) };
  }
}
onmessage = async ({ data }) => {
  if (data.open) {
    try {
      postMessage({ ready: await open(data.open) });
    } catch (error) {
      postMessage({ failed: String(error.message || error) });
    }
  } else postMessage({ id: data.ask.id, ...asked(data.ask) });
};
