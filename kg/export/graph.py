"""The merged graph as a property graph: things and values are its nodes, each claim is an edge that carries its sentence.

The one projection behind the page and behind every property-graph format. It reads the default graph only, so a graph
that lacks the articles' own graphs projects as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.store import finite, solutions

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import QuerySolution, Store

_THINGS = """SELECT ?thing ?type ?label ?name ?same {
  ?thing a ?type ; rdfs:label ?label FILTER isLiteral(?label)
  FILTER(?type NOT IN (news:Claim, rdf:Statement, schema:NewsArticle, schema:Quotation, schema:MonetaryAmount, schema:QuantitativeValue))
  OPTIONAL { ?thing skos:altLabel ?name }
  OPTIONAL { ?thing owl:sameAs ?same FILTER isIRI(?same) }
}"""

_VALUES = """SELECT ?value ?number ?unit ?low ?high ?money {
  VALUES ?type { schema:MonetaryAmount schema:QuantitativeValue }
  ?value a ?type
  BIND(?type = schema:MonetaryAmount AS ?money)
  OPTIONAL { ?value schema:value ?number }
  OPTIONAL { ?value schema:currency|schema:unitText ?unit }
  OPTIONAL { ?value schema:minValue ?low }
  OPTIONAL { ?value schema:maxValue ?high }
}"""

_CLAIMS = """SELECT ?claim ?subject ?predicate ?object ?status ?speaker ?confidence ?asof ?article ?sentence ?sense {
  ?claim a news:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; news:status ?status
  OPTIONAL { ?claim news:statedBy ?speaker }
  OPTIONAL { ?claim news:confidence ?confidence }
  OPTIONAL { ?claim news:asOf ?asof }
  OPTIONAL { ?claim prov:hadPrimarySource ?article }
  OPTIONAL { ?claim news:sentence ?sentence }
  OPTIONAL { ?claim news:sense ?sense }
}"""

_ARTICLES = """SELECT ?article ?title ?date ?publisher ?url ?lang ?first {
  ?article a schema:NewsArticle
  OPTIONAL { ?article schema:headline ?headline }
  OPTIONAL { ?article schema:identifier ?id }
  BIND(COALESCE(?headline, ?id) AS ?title)
  OPTIONAL { ?article schema:datePublished ?date }
  OPTIONAL { ?article schema:publisher ?p OPTIONAL { ?p rdfs:label|schema:name ?named } BIND(COALESCE(?named, ?p) AS ?publisher) }
  OPTIONAL { ?article schema:url ?url }
  OPTIONAL { ?article schema:inLanguage ?lang }
  OPTIONAL { ?article news:reprintOf ?first }
}"""

_QUOTATIONS = """SELECT ?quotation ?text ?speaker ?article {
  ?quotation a schema:Quotation ; schema:text ?text
  OPTIONAL { ?quotation schema:creator ?speaker }
  OPTIONAL { ?quotation prov:hadPrimarySource|schema:isPartOf ?article }
}"""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """An article, as a reader would cite it, by its identifier where it has no headline; what the graph does not say is empty.

    `first` is the earliest article that had its text, where it is a reprint.
    """

    iri: str
    title: str = ""
    date: str = ""
    publisher: str = ""
    url: str = ""
    lang: str = ""
    first: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Words somebody said, in the article that prints them."""

    iri: str
    text: str
    speaker: str = ""
    article: str = ""


def project(store: Store, *, lang: str = "fr") -> nx.MultiDiGraph[str]:
    """The default graph as a networkx graph: one node for each thing and value, one edge for each claim, whatever its status.

    >>> from pyoxigraph import Store
    >>> project(Store()).number_of_edges()
    0

    A thing's node is its IRI, with `kind="thing"`, `type`, `label` (in `lang` where there is one), `labels` by language, `names` and
    `same_as` (sorted tuples). A value's node is its IRI, or the literal as N-Triples writes it, with `kind="value"`, `label`, and
    either `number`, `unit`, `money`, `low`, `high` or `datatype`. An edge's key is its claim's IRI; it has `id`, `predicate`,
    `status` and, where stated, `speaker`, `confidence`, `as_of`, `article`, `sentence`, `sense`. All come in the
    order of their IRIs.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    claims = sorted(_claims(store), key=lambda edge: edge[2]["id"])
    graph.add_nodes_from(sorted({**dict(_ends(claims)), **dict(_values(store)), **dict(_things(store, lang))}.items()))
    graph.add_edges_from((s, o, data["id"], data) for s, o, data in claims)
    return graph


def articles(store: Store) -> dict[str, Source]:
    """Each article of the graph by its IRI; of two headlines the first in order counts."""
    rows = solutions(store, _ARTICLES)
    names = ("article", "title", "date", "publisher", "url", "lang", "first")
    cited = sorted(Source(*(text(row, name) for name in names)) for row in rows)
    return {source.iri: source for source in reversed(cited)}


def quotations(store: Store) -> list[Quote]:
    """What was said word for word, sorted; a quotation's article is its IRI without the fragment unless the graph says so."""
    rows = [tuple(text(r, name) for name in ("quotation", "text", "speaker", "article")) for r in solutions(store, _QUOTATIONS)]
    return sorted({Quote(iri, words, speaker, article or iri.partition("#")[0]) for iri, words, speaker, article in rows})


def text(row: QuerySolution, name: str) -> str:
    """The characters of one binding, "" where it is unbound."""
    term = row[name]
    return "" if term is None else str(getattr(term, "value", term))


def offsets(row: QuerySolution, *names: str) -> tuple[int, ...]:
    """The whole numbers of these bindings; none at all where one of them is no such number."""
    texts = [text(row, name) for name in names]
    return tuple(map(int, texts)) if all(map(str.isdecimal, texts)) else ()


def _things(store: Store, lang: str) -> Iterator[tuple[str, dict[str, Any]]]:
    found: dict[str, dict[str, set[Any]]] = {}
    for row in solutions(store, _THINGS):
        thing = found.setdefault(text(row, "thing"), {"type": set(), "label": set(), "names": set(), "same_as": set()})
        thing["type"].add(text(row, "type"))
        thing["label"].add((row["label"].language or "", row["label"].value))
        thing["names"].add(text(row, "name"))
        thing["same_as"].add(text(row, "same"))
    for iri, thing in found.items():
        names, same = (tuple(sorted(thing[key] - {""})) for key in ("names", "same_as"))
        label = min(thing["label"], key=lambda told: (told[0] != lang, told[1]))[1]
        labels = {language: label for language, label in sorted(thing["label"], reverse=True) if language}
        yield iri, {"kind": "thing", "type": min(thing["type"]), "label": label, "labels": labels, "names": names, "same_as": same}


def _values(store: Store) -> Iterator[tuple[str, dict[str, Any]]]:
    for row in solutions(store, _VALUES):
        parts = {name: text(row, name) for name in ("number", "unit", "low", "high")}
        number = parts["number"] or f"{parts['low']}–{parts['high']}"
        label = f"{number} {parts['unit']}".strip()
        yield text(row, "value"), {"kind": "value", "label": label, "money": text(row, "money") == "true", **parts}


def _claims(store: Store) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for row in solutions(store, _CLAIMS):
        data: dict[str, Any] = {"id": text(row, "claim"), "predicate": text(row, "predicate"), "status": local_name(text(row, "status"))}
        data |= {key: text(row, name) for key, name in _OPTIONAL.items() if row[name] is not None}
        if (sure := finite(data.pop("confidence", ""))) is not None:
            data["confidence"] = sure
        yield node_of(row["subject"]), node_of(row["object"]), data


_OPTIONAL = {name: name for name in ("speaker", "confidence", "article", "sentence", "sense")} | {"as_of": "asof"}


def node_of(term: Any) -> str:
    """A term as a node: an IRI's characters, a literal as N-Triples writes it."""
    from pyoxigraph import Literal

    return str(term) if isinstance(term, Literal) else str(term.value)


def _ends(claims: list[tuple[str, str, dict[str, Any]]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A node for whatever a claim names: what the graph describes replaces it, literals and undescribed IRIs stay so."""
    for node in {end for s, o, _ in claims for end in (s, o)}:
        if not node.startswith('"'):
            yield node, {"kind": "thing", "type": "", "label": local_name(node), "labels": {}, "names": (), "same_as": ()}
        else:
            yield node, _literal(node)


def _literal(n3: str) -> dict[str, Any]:
    from pyoxigraph import Literal, RdfFormat, parse

    (quad,) = parse(f"<urn:s> <urn:p> {n3} .", format=RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, Literal)
    lang = {"lang": quad.object.language} if quad.object.language else {}
    return {"kind": "value", "label": quad.object.value, "datatype": quad.object.datatype.value, **lang}


def local_name(iri: str) -> str:
    """What comes last in an IRI: `https://schema.org/Person` → `Person`.

    >>> local_name("https://kg.example.org/ontology/news#uses")
    'uses'
    """
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
