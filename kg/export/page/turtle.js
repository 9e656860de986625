// Turtle out of terms as N-Triples writes them: sorted, grouped by subject, IRIs shortened by the prefixes that are used.

const RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
const XSD = "http://www.w3.org/2001/XMLSchema#";
const ntIri = (iri) => `<${iri.replace(/[\u0000-\u0020<>"{}|^`\\]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`)}>`;
const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
function ntLiteral(text, { lang = "", datatype = "" } = {}) {
  const body = text.replace(/[\\"\n\r\t]/g, (letter) => ESCAPES[letter]).replace(/[\u0000-\u001f\u007f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `"${body}"${lang ? `@${lang}` : datatype && datatype !== `${XSD}string` ? `^^${ntIri(datatype)}` : ""}`;
}
function turtle(triples, prefixes) {
  const spaces = Object.entries(prefixes).sort((a, b) => b[1].length - a[1].length);
  const used = new Map();
  const short = (term) => {
    if (!term.startsWith("<")) return term.replace(/\^\^(<[^>]*>)$/, (_, type) => `^^${short(type)}`);
    const iri = term.slice(1, -1);
    // Only such a local name as needs no escape in Turtle.
    const found = spaces.find(([, space]) => iri.startsWith(space) && /^[A-Za-z0-9_\u00c0-\u024f]([A-Za-z0-9_\u00c0-\u024f-]*[A-Za-z0-9_\u00c0-\u024f])?$/.test(iri.slice(space.length)));
    if (!found) return term;
    used.set(...found);
    return `${found[0]}:${iri.slice(found[1].length)}`;
  };
  const grouped = new Map();
  for (const [s, p, o] of [...new Set(triples.map((triple) => triple.join(" \u0000")))].sort().map((triple) => triple.split(" \u0000"))) {
    if (!grouped.has(s)) grouped.set(s, new Map());
    const about = grouped.get(s);
    about.set(p, [...(about.get(p) || []), o]);
  }
  const blocks = [...grouped].map(([s, about]) => {
    const verbs = [...about].sort(([a], [b]) => (b === RDF_TYPE) - (a === RDF_TYPE));
    return `${short(s)} ${verbs.map(([p, objects]) => `${p === RDF_TYPE ? "a" : short(p)} ${objects.map(short).join(", ")}`).join(" ;\n    ")} .\n`;
  });
  const head = [...used].sort().map(([name, space]) => `@prefix ${name}: <${space}> .\n`).join("");
  return `${head}${head && blocks.length ? "\n" : ""}${blocks.join("\n")}`;
}
