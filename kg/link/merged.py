"""What the things of articles come to stand for."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import URIRef

from kg.link.crowds import Crowd
from kg.link.things import LocalThing, Reason


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of the merged graph: what stands for it in the articles, and why (`reasons` runs parallel to `members`).

    `classes` has its most specific class; several only where the gazetteer makes one of things whose classes differ. `identities`
    are what it is in other graphs. `crowds` stand for it too, all of a crowd for one reason.
    """

    iri: URIRef
    classes: tuple[URIRef, ...]
    name: str
    members: tuple[LocalThing, ...]
    reasons: tuple[Reason, ...]
    identities: tuple[URIRef, ...] = ()
    crowds: tuple[tuple[Crowd, Reason], ...] = ()
