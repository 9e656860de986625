"""What the Turtle files of a lexicon say, by subject and predicate, and which file says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph
from rdflib import RDF, BNode, Namespace, URIRef

from kg import turtle
from kg.iris import interned

ONTOLEX = Namespace("http://www.w3.org/ns/lemon/ontolex#")
SYNSEM = Namespace("http://www.w3.org/ns/lemon/synsem#")
LEXINFO = Namespace("http://www.lexinfo.net/ontology/3.0/lexinfo#")
FRAMES = Namespace("https://kg.example.org/ontology/frames#")

Node = URIRef | BNode | str
"""An IRI, a blank node, or a text."""
Said = Mapping[Node, Mapping[Node, tuple[Node, ...]]]
"""What is said, by subject and predicate; several objects in order."""


TYPE = interned(str(RDF.type))
BEHAVIOUR, MARKER, DOMAIN, RANGE = (interned(SYNSEM + name) for name in ("synBehavior", "marker", "propertyDomain", "propertyRange"))
SENSE, REFERENCE = (interned(ONTOLEX + name) for name in ("sense", "reference"))
ENDS = (interned(SYNSEM + "subjOfProp"), interned(SYNSEM + "objOfProp"))
SOVEREIGN, REALM, PORTFOLIO, CABINET, POSTED, ACTING_BODY, MAKER = (
    interned(f"{FRAMES}{name}Noun") for name in ("Sovereign", "Realm", "Portfolio", "Cabinet", "Posted", "ActingBody", "Maker")
)
"""Lexical classes of nouns; frames.ttl says how the nouns of each behave."""
CANONICAL, OTHER, WRITTEN = (interned(ONTOLEX + name) for name in ("canonicalForm", "otherForm", "writtenRep"))
_ENTRIES = frozenset(interned(ONTOLEX + name) for name in ("Word", "MultiWordExpression", "LexicalEntry", "Affix"))


@dataclass(frozen=True, slots=True)
class Source:
    """What the files say; their entries in order, and the written forms of each, the canonical one first."""

    said: Said
    file: Mapping[Node, Path]
    entries: tuple[Node, ...]
    forms: Mapping[Node, tuple[str, ...]]

    @classmethod
    def read(cls, files: Iterable[Path]) -> Source:
        """All that some files say together."""
        said: dict[Node, dict[Node, tuple[Node, ...]]] = {}
        file: dict[Node, Path] = {}
        for path in files:
            for subject, predicate, obj in _triples(path):
                what = said.get(subject)
                if what is None:
                    said[subject], file[subject] = {predicate: (obj,)}, path
                else:
                    what[predicate] = (*what[predicate], obj) if predicate in what else (obj,)
        for what in said.values():
            what.update({predicate: tuple(sorted(set(objects), key=str)) for predicate, objects in what.items() if len(objects) > 1})
        entries = sorted((subject for subject, what in said.items() if not _ENTRIES.isdisjoint(what.get(TYPE, ()))), key=str)
        forms = {subject: tuple(_forms(said, subject)) for subject, what in said.items() if CANONICAL in what or OTHER in what}
        return cls(said, file, tuple(entries), forms)

    def all(self, subject: Node, predicate: URIRef) -> tuple[Node, ...]:
        """The objects of a subject and a predicate, in order."""
        what = self.said.get(subject)
        return what.get(predicate, ()) if what else ()


@lru_cache(maxsize=1 << 17)
def folded(form: str) -> str:
    """A written form as it is looked up: casefolded, with straight apostrophes and plain spaces.

    >>> folded("Chiffre d’affaires")
    "chiffre d'affaires"
    """
    return " ".join(form.replace("’", "'").casefold().split())


def local(node: Node) -> str:
    """What an editor sees of an IRI in the file: the part after the last # or /."""
    return str(node).rstrip("#/").replace("#", "/").rsplit("/", 1)[-1]


def _forms(said: Said, entry: Node) -> dict[str, None]:
    """The written forms as the keys of a dict, which keeps their order and each of them once."""
    return {
        written: None
        for kind in (CANONICAL, OTHER)
        for written in sorted({str(w) for form in said[entry].get(kind, ()) for w in said.get(form, {}).get(WRITTEN, ())})
    }


def _triples(path: Path) -> Iterator[tuple[Node, Node, Node]]:
    if not path.exists():  # frames.ttl is optional: an ontology may do with LexInfo's own frames
        return
    for triple in turtle.triples(path):
        yield _node(triple.subject), interned(triple.predicate.value), _node(triple.object)


def _node(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple) -> Node:
    if isinstance(term, pyoxigraph.NamedNode):
        return interned(term.value)
    return BNode(term.value) if isinstance(term, pyoxigraph.BlankNode) else str(getattr(term, "value", term))
