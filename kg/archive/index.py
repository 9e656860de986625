"""What an archive keeps for itself, in a graph of its own that is no part of what is exported.

Of each article: what it was read from and by which model, what it is about, its text's signature, and the profiles of its things. A
profile is all that linking asks of a thing besides its article; things of many articles that are alike have one, which says by which
ties it is found, how many it stands for and which of them is the earliest. Of each thing of the merged graph that has a name: the keys
by which it is found when something like it is sought, and what the things are like that stand for it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox
from rdflib import Literal, URIRef

from kg.archive.records import recalled, record
from kg.iris import BASE, interned
from kg.link import Decisions, LocalThing, ties
from kg.rdf import NEWS, Quad
from kg.reprints import Text, bands
from kg.store import INDEX, texts

FINGERPRINT, MODEL, ABOUT, DATE, SIGNATURE, BAND, HAS = (
    interned(str(NEWS[name])) for name in ("fingerprint", "model", "about", "date", "signature", "band", "has")
)
"""What is kept of an article."""
RECORD, TIE, STANDING = (interned(str(NEWS[name])) for name in ("record", "tie", "standing"))
"""What is kept of a profile."""
KEY, LOOKS = (interned(str(NEWS[name])) for name in ("key", "looks"))
"""What is kept of a thing of the merged graph."""
LINKED = interned(str(NEWS.linkedBy))


@dataclass(frozen=True, slots=True)
class Standing:
    """How many articles have a thing of a profile, and the earliest of them with its date."""

    size: int
    article: URIRef
    date: str


class Dates(Mapping[URIRef, str]):
    """The articles that have a thing of one profile, with their dates, read as they are asked for."""

    def __init__(self, index: Index, profile: URIRef) -> None:
        """The articles of a profile."""
        self._index, self._profile = index, profile

    def __contains__(self, article: object) -> bool:
        return self._index.holds(str(article), HAS, self._profile)

    def __iter__(self) -> Iterator[URIRef]:
        return self._index.subjects(HAS, self._profile)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getitem__(self, article: URIRef) -> str:
        return self._index.date(article)


class Index:
    """The index of a store; what it says is as of the last change."""

    def __init__(self, store: ox.Store, base: str = BASE) -> None:
        """The index beside a dataset whose IRIs begin with `base`."""
        self.store, self.graph = store, URIRef(base + INDEX)
        self._graph = ox.NamedNode(self.graph)

    def values(self, s: str, p: str) -> Iterator[str]:
        """What is kept of a subject under a predicate."""
        return (value for _, value in texts(self.store, s, p, None, self.graph))

    def value(self, s: str, p: str) -> str | None:
        """The one value that is kept, if any."""
        return next(self.values(s, p), None)

    def subjects(self, p: str, o: str) -> Iterator[URIRef]:
        """What has a value."""
        return (interned(subject) for subject, _ in texts(self.store, None, p, o, self.graph))

    def holds(self, s: str, p: str, o: str) -> bool:
        """Whether something is known by an IRI."""
        return ox.Quad(ox.NamedNode(s), ox.NamedNode(p), ox.NamedNode(o), self._graph) in self.store

    def quads(self, s: URIRef, *predicates: URIRef) -> Iterator[Quad]:
        """What is kept of a subject under some predicates, as it was written."""
        for p in predicates:
            for value in self.values(s, p):
                yield s, p, URIRef(value) if p == HAS else Literal(value), self.graph

    def date(self, article: URIRef) -> str:
        """An article's date."""
        return self.value(article, DATE) or ""

    def about(self, article: URIRef) -> frozenset[str]:
        """The fingerprints of what an article is about."""
        return frozenset((self.value(article, ABOUT) or "").split())

    def text(self, article: URIRef) -> Text:
        """An article's text, as far as it takes to know whether it is another's."""
        return Text(article, self.date(article), self.value(article, SIGNATURE) or "")

    def profile(self, thing: LocalThing) -> URIRef:
        """The IRI of a thing's profile."""
        return _profile(record(thing), self.graph)

    def standing(self, profile: URIRef) -> Standing | None:
        """Who has a profile; None where nobody has."""
        kept = self.value(profile, STANDING)
        if kept is None:
            return None
        size, article, date = json.loads(kept)
        return Standing(size, interned(article), date)

    def thing(self, profile: URIRef, article: URIRef, date: str = "") -> LocalThing:
        """The thing of a profile in an article."""
        return recalled(self.value(profile, RECORD) or "", article, date)

    def of_article(self, text: Text, fingerprint: str, model: tuple[str, str] | None, about: Iterable[str]) -> Iterator[Quad]:
        """What is to be kept of an article, besides its things."""
        kept = [(FINGERPRINT, fingerprint), (ABOUT, " ".join(sorted(about))), (DATE, text.date), (SIGNATURE, text.signature)]
        kept += [(MODEL, " ".join(model))] if model else []
        kept += [(BAND, band) for band in bands(text.signature)]
        yield from ((text.article, p, Literal(value), self.graph) for p, value in kept)

    def of_thing(self, thing: LocalThing) -> Quad:
        """What is to be kept of an article's thing."""
        return thing.article, HAS, self.profile(thing), self.graph

    def of_profile(self, thing: LocalThing, decisions: Decisions) -> Iterator[Quad]:
        """What is to be kept of the profile of a thing, whoever has it."""
        profile = self.profile(thing)
        yield profile, RECORD, Literal(record(thing)), self.graph
        yield from ((profile, TIE, Literal(tie), self.graph) for tie in ties(thing, decisions))

    def of_standing(self, profile: URIRef, standing: Standing) -> Quad:
        """What is to be kept of who has a profile."""
        return profile, STANDING, Literal(json.dumps((standing.size, standing.article, standing.date))), self.graph


@lru_cache(maxsize=1 << 14)
def _profile(record: str, graph: URIRef) -> URIRef:
    return interned(f"{graph}#{hashlib.sha256(record.encode()).hexdigest()[:32]}")
