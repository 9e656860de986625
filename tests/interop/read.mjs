// Reads one file with one reader from npm and says what it found: `node read.mjs READER FILE`; or asks an endpoint: `node read.mjs endpoint URL QUERY`.
// RDF comes out as N-Quads, a property graph as {"nodes": {id: label}, "edges": {id: [source, target, sentence]}}.
import { createReadStream, readFileSync } from "node:fs";

const [reader, file, query] = process.argv.slice(2);

const asLines = async (quads) => {
  const { Writer } = await import("n3");
  const writer = new Writer({ format: "application/n-quads" });
  writer.addQuads(quads);
  return new Promise((done, failed) => writer.end((error, text) => (error ? failed(error) : done(text))));
};

const all = (stream) =>
  new Promise((done, failed) => {
    const found = [];
    stream.on("data", (one) => found.push(one)).on("error", failed).on("end", () => done(found));
  });

const graphology = async (parser) => {
  const { default: Graph } = await import("graphology");
  const { default: format } = await import(parser);
  const graph = format.parse(Graph, readFileSync(file, "utf8"));
  return {
    nodes: Object.fromEntries(graph.mapNodes((id, data) => [id, data.label])),
    edges: Object.fromEntries(graph.mapEdges((id, data, source, target) => [id, [source, target, data.sentence]])),
  };
};

const READERS = {
  async n3() {
    const { Parser } = await import("n3");
    const formats = { nt: "N-Triples", nq: "N-Quads", ttl: "Turtle", trig: "TriG" };
    return asLines(new Parser({ format: formats[file.split(".").pop()] }).parse(readFileSync(file, "utf8")));
  },
  async jsonld() {
    const { default: jsonld } = await import("jsonld");
    return jsonld.toRDF(JSON.parse(readFileSync(file, "utf8")), { format: "application/n-quads", safe: true });
  },
  async rdfxml() {
    const { RdfXmlParser } = await import("rdfxml-streaming-parser");
    return asLines(await all(createReadStream(file).pipe(new RdfXmlParser())));
  },
  async comunica() {
    const { QueryEngine } = await import("@comunica/query-sparql-file");
    const { DataFactory } = await import("n3");
    const query = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }";
    const rows = await all(await new QueryEngine().queryBindings(query, { sources: [{ type: "file", value: file }] }));
    return asLines(rows.map((row) => DataFactory.quad(row.get("s"), row.get("p"), row.get("o"), row.get("g"))));
  },
  async endpoint() {
    const { QueryEngine } = await import("@comunica/query-sparql-file");
    const rows = await all(await new QueryEngine().queryBindings(query, { sources: [{ type: "sparql", value: file }] }));
    return rows.map((row) => Object.fromEntries([...row].map(([name, term]) => [name.value, term.value])));
  },
  gexf: () => graphology("graphology-gexf"),
  graphml: () => graphology("graphology-graphml"),
  async cytoscape() {
    const { default: cytoscape } = await import("cytoscape");
    const graph = cytoscape({ headless: true, ...JSON.parse(readFileSync(file, "utf8")) });
    return {
      nodes: Object.fromEntries(graph.nodes().map((node) => [node.id(), node.data("label")])),
      edges: Object.fromEntries(
        graph.edges().map((edge) => [edge.id(), [edge.source().id(), edge.target().id(), edge.data("sentence")]]),
      ),
    };
  },
};

const found = await READERS[reader]();
process.stdout.write(typeof found === "string" ? found : JSON.stringify(found));
