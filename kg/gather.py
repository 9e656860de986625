"""Graphs built elsewhere become one: their articles, each once, linked and merged anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pyoxigraph import NamedNode, Store
from rdflib import PROV, RDF, RDFS, URIRef

from kg.errors import GraphError
from kg.iris import BASE
from kg.link.decisions import NONE, read
from kg.merge import Nodes, merge, nodes_of
from kg.model import Status
from kg.ontology import Ontology
from kg.prefixes import base_of
from kg.rdf import NEWS, SCHEMA, STORE_FORMAT, Quad, Term, Triple, about_graph
from kg.store import open_dataset, quads_of
from kg.version import kg_version

RECORD = "its .trig (or .nq) has each article's own graph"
AS_WRITTEN = "give a graph as kg wrote it"
CLAIM = (RDF.subject, RDF.predicate, RDF.object, NEWS.status, NEWS.sense, NEWS.confidence, PROV.wasDerivedFrom)
"""What no claim of an article's graph is without."""


class Prefer(StrEnum):
    """Of the graphs that have an article of their own under one IRI, the one that it is taken from."""

    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Gathered:
    """The graph that others became: quads, the base of their IRIs, and the languages of the articles."""

    quads: tuple[Quad, ...]
    base: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the graphs: its articles, and the versions of what read them by language."""

    path: Path
    base: str
    articles: Mapping[URIRef, tuple[Triple, ...]]
    models: Mapping[str, str]


def gather(
    paths: Iterable[str | Path],
    ontology: Ontology,
    *,
    prefer: Prefer | None = None,
    include: Collection[Status] = (),
    decided: Path | None = None,
) -> Gathered:
    """What building from the articles of all the graphs at once gives: `gather(["a.trig", "b.trig"], load("news"))`.

    An article that several graphs hold alike counts once; one that they hold in different ways is taken from the one that
    `prefer` says. `include` names the statuses whose claims are bare triples too, as it does of a build; `decided` is people's
    decisions, a file.

    Raises GraphError where a file holds no articles' graphs or those of another store format, base or ontology, and where
    graphs differ about an article and nothing is preferred.
    """
    parts = [_part(Path(path), ontology) for path in paths]
    base = _one_base(parts)
    articles = _articles(parts, prefer)
    quads = tuple((*triple, iri) for iri, triples in sorted(articles.items()) for triple in triples)
    languages = tuple(sorted({str(o) for _, p, o, _ in quads if p == SCHEMA.inLanguage}))
    versions = {"kg": kg_version(), "ontology": ontology.version, **_models(parts, languages)}
    decisions = NONE if decided is None else read(decided, base)
    merged = merge(quads, ontology, base=base, include=include, versions=versions, decisions=decisions)
    return Gathered((*quads, *merged), base, languages)


def _part(path: Path, ontology: Ontology) -> Part:
    store = open_dataset(path)
    base = base_of(store)
    graphs = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode))
    try:
        articles = {iri: _triples(store, iri) for iri in map(URIRef, graphs) if str(iri).startswith(f"{base}article/")}
        about = _triples(store, about_graph(base))
    except GraphError as error:
        raise GraphError(path, "there is a blank node in it, and kg writes none", AS_WRITTEN) from error
    if not articles and not about:
        raise GraphError(path, "it holds no article's own graph, and these are what is merged", RECORD)
    _check_format(path, _versions(about))
    for iri, triples in articles.items():
        _check_article(path, iri, triples, ontology)
    models = {name.removesuffix(" model"): version for name, version in _versions(about).items() if name.endswith(" model")}
    return Part(path, base, articles, models)


def _triples(store: Store, graph: URIRef) -> tuple[Triple, ...]:
    return tuple((s, p, o) for s, p, o, _ in quads_of(store, graph))


def _versions(about: Iterable[Triple]) -> dict[str, str]:
    """What a graph says that it was made with, and the version of each."""
    nodes = nodes_of(about).values()
    return {str(node[SCHEMA.name][0]): str(node[SCHEMA.version][0]) for node in nodes if SCHEMA.name in node and SCHEMA.version in node}


def _check_format(path: Path, versions: Mapping[str, str]) -> None:
    there = versions.get("store format")
    if there != STORE_FORMAT:
        what = f"it is of store format {there}, and this kg merges {STORE_FORMAT}" if there else "it does not say its store format"
        raise GraphError(path, what, f"build it again with kg {kg_version()}")


def _check_article(path: Path, iri: URIRef, triples: Iterable[Triple], ontology: Ontology) -> None:
    """Whether an article's graph is whole, and of this ontology."""
    nodes = nodes_of(triples)
    if RDF.type not in nodes.get(iri, {}):
        raise GraphError(path, f"the graph {iri} does not describe an article", AS_WRITTEN)
    for node, fault in faults(nodes, ontology):
        raise GraphError(path, f"{node} has {fault}", AS_WRITTEN)
    known = {*ontology.classes, *ontology.properties, *(NEWS[status.value] for status in Status)}
    for term in sorted({term for said in nodes.values() for term in _terms(said)} - known):
        what = f"it speaks of {ontology.short(URIRef(str(term)))}, which is not in {ontology.folder}"
        raise GraphError(path, what, "say the ontology that it was built with: --ontology")


def faults(nodes: Nodes, ontology: Ontology) -> Iterator[tuple[URIRef, str]]:
    """The nodes of an article's graph that lack what every one has which kg writes, and what that is."""
    things = {node for node, said in nodes.items() if RDFS.label in said and RDF.type in said}
    for node, said in nodes.items():
        claim = NEWS.Claim in said.get(RDF.type, ())
        needed = CLAIM if claim else (RDF.type,) if RDFS.label in said else ()
        yield from ((node, f"no {ontology.short(part)}") for part in needed if part not in said)
        for part, there in ((RDF.subject, things), (NEWS.statedBy, things), (SCHEMA.creator, things), (PROV.wasDerivedFrom, nodes)):
            if any(end not in there for end in said.get(part, ())):
                yield node, f"a {ontology.short(part)} that its article's graph does not describe"


def _terms(said: Mapping[URIRef, list[Term]]) -> Iterable[Term]:
    """What a thing or a claim has of the ontology."""
    parts = (RDF.predicate, NEWS.status) if NEWS.Claim in said.get(RDF.type, ()) else (RDF.type,) if RDFS.label in said else ()
    return (term for part in parts for term in said[part])


def _one_base(parts: Sequence[Part]) -> str:
    for part in parts[1:]:
        if part.base != parts[0].base:
            what = f"its IRIs begin with {part.base}, those of {parts[0].path} with {parts[0].base}"
            raise GraphError(part.path, what, "build both with one --base")
    return parts[0].base if parts else BASE


def _articles(parts: Iterable[Part], prefer: Prefer | None) -> dict[URIRef, tuple[Triple, ...]]:
    """Each article once."""
    found: dict[URIRef, tuple[Path, tuple[Triple, ...]]] = {}
    for part in parts:
        for iri, triples in part.articles.items():
            before = found.setdefault(iri, (part.path, triples))
            if prefer is None and set(before[1]) != set(triples):
                what = f"its article {iri.rpartition('/')[2]} is another than that of {before[0]}"
                raise GraphError(part.path, what, f"say --prefer last to take this one, or --prefer first for that of {before[0]}")
            if prefer is Prefer.LAST:
                found[iri] = (part.path, triples)
    return {iri: triples for iri, (_, triples) in found.items()}


def _models(parts: Iterable[Part], languages: Collection[str]) -> dict[str, str]:
    """The models that read the articles, by language: of one language as a rule one, else all that there were."""
    found: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        for lang in part.models.keys() & set(languages):
            found[lang].add(part.models[lang])
    return {f"{lang} model": ", ".join(sorted(models)) for lang, models in sorted(found.items())}
