"""A graph in a reader's words: its articles by their headlines, things and facts by their labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode
from rdflib import URIRef

from kg.diff.sides import Claim, Side, Term
from kg.diff.values import Article, Entity, Fact, Voice
from kg.explain import CONFIDENCE, SAME, SENTENCE, SPEAKER, said, text_of, value_of
from kg.iris import SCHEMA
from kg.ontology import Ontology
from kg.prefixes import prefixes, shortened
from kg.query import MERGED, TYPE

HEADLINE, DATE = (NamedNode(f"{SCHEMA}{part}") for part in ("headline", "datePublished"))


@dataclass(frozen=True)
class Telling:
    """A graph, and the words in which it is told."""

    side: Side
    ontology: Ontology
    lang: str

    @cached_property
    def names(self) -> dict[str, str]:
        """The prefixes that its IRIs are shortened by."""
        return prefixes(self.side.store, self.ontology.folder)

    def short(self, iri: str) -> str:
        """An IRI, shortened where a prefix fits."""
        return shortened(iri, self.names)

    def one(self, node: str, predicate: NamedNode) -> str:
        """The value that a node has of a property of the merged graph, as text."""
        return text_of(value_of(self.side.store, NamedNode(node), predicate))

    def article(self, iri: str, changed: tuple[str, ...] = ()) -> Article:
        """An article by its headline."""
        return Article(self.short(iri), self.one(iri, HEADLINE), self.one(iri, DATE), changed)

    def entity(self, iri: str) -> Entity:
        """A thing by its label."""
        store, node = self.side.store, NamedNode(iri)
        cls, same = ([quad.object for quad in store.quads_for_pattern(node, p, None, MERGED)] for p in (TYPE, SAME))
        return Entity(
            self.short(iri),
            said(store, node, self.lang),
            tuple(sorted(self.ontology.label(URIRef(c.value), self.lang) for c in cls if isinstance(c, NamedNode))),
            tuple(sorted(self.side.names[iri])),
            tuple(sorted(self.short(other.value) for other in same if isinstance(other, NamedNode))),
        )

    def fact(self, claims: Sequence[Claim]) -> Fact:
        """The fact that some claims state."""
        store, first = self.side.store, claims[0]
        ends = (NamedNode(first.subject), first.object)
        return Fact(
            said(store, ends[0], self.lang),
            self.ontology.label(URIRef(first.predicate), self.lang),
            said(store, ends[1], self.lang),
            (self.short(first.subject), self.short(first.predicate), _shortest(first.object, self.names)),
            tuple(map(self.voice, claims)),
        )

    def voice(self, claim: Claim) -> Voice:
        """A claim, with its sentence and its article."""
        speaker = value_of(self.side.store, NamedNode(claim.iri), SPEAKER)
        return Voice(
            claim.status.lower(),
            said(self.side.store, speaker, self.lang),
            claim.as_of,
            " ".join(self.one(claim.iri, SENTENCE).split()),
            self.short(claim.article),
            self.one(claim.article, HEADLINE),
            self.one(claim.article, DATE),
            self.one(claim.iri, CONFIDENCE),
        )


def _shortest(term: Term, names: Mapping[str, str]) -> str:
    return shortened(term.value, names) if isinstance(term, NamedNode) else str(term)
