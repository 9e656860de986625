"""What people have decided about who is whom: a Turtle file, written by `kg review` or by hand, that every build obeys.

    person:obama owl:sameAs person:barack-obama .                     these two are one
    <…/article/a#person/roy> owl:differentFrom <…/article/b#person/roy> .   these two are not, whatever they are called
    person:barack-obama skos:prefLabel "Barack Obama"@fr ; a schema:Person .   what it is called, and what it is
    person:barack-obama owl:sameAs wd:Q76 .                           it is this one of another graph, as the gazetteer says of others
    place:paris owl:differentFrom wd:Q90 .                            it is not, whatever the gazetteer says

The usual prefixes need not be declared. An IRI stands for the things that would have it if they were alone: `person:obama` for whoever
an article calls "Obama" and takes for a person, `person:obama~a` for article a's alone, and `<…/article/a#person/obama>` for the very
thing of that article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyoxigraph as ox
from rdflib import OWL, RDF, SKOS, URIRef

from kg.errors import DecisionError, UserError
from kg.iris import BASE, prefixes
from kg.link.things import LocalThing, slug_of

_SAME, _DIFFERENT, _LABEL, _CLASS = map(str, (OWL.sameAs, OWL.differentFrom, SKOS.prefLabel, RDF.type))


@dataclass(frozen=True, slots=True)
class Decisions:
    """`same` has for each IRI the first of those that it is one with; `different` those that it must never be one with.

    `elsewhere` has for each such first the IRIs of other graphs that are one with it; `spoken` are all that the decisions speak of.
    """

    base: str = BASE
    same: Mapping[str, str] = field(default_factory=dict)
    different: Mapping[str, frozenset[str]] = field(default_factory=dict)
    elsewhere: Mapping[str, frozenset[URIRef]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, URIRef] = field(default_factory=dict)
    spoken: frozenset[str] = frozenset()

    def group(self, thing: LocalThing) -> str | None:
        """What all things have in common that were decided to be one with this one."""
        return min((self.same[iri] for iri in self.stands_for(thing) if iri in self.same), default=None) if self.same else None

    def identities(self, thing: LocalThing) -> frozenset[URIRef]:
        """What people say that a thing is in other graphs."""
        known = self.elsewhere.get(self.group(thing) or "", frozenset()) if self.elsewhere else frozenset()
        return frozenset(iri for iri in known if str(iri) not in self._barred(thing))

    def corrected(self, thing: LocalThing) -> LocalThing:
        """A thing without an identity that people deny, and for want of one with that which they give it."""
        if thing.same_as and str(thing.same_as) in self._barred(thing):
            thing = replace(thing, same_as=None)
        known = frozenset() if thing.same_as else self.identities(thing)
        return replace(thing, same_as=min(known)) if known else thing

    def apart(self, thing: LocalThing, others: Iterable[LocalThing]) -> bool:
        """Whether it was decided that a thing is not one of these."""
        if not self.different:
            return False
        barred = self._barred(thing)
        return bool(barred) and any(not barred.isdisjoint(self.stands_for(other)) for other in others)

    def label(self, things: Iterable[LocalThing]) -> str | None:
        """What was decided to call these."""
        if not self.labels:
            return None
        return min((self.labels[iri] for thing in things for iri in self.stands_for(thing) if iri in self.labels), default=None)

    def cls(self, things: Iterable[LocalThing]) -> URIRef | None:
        """What was decided that these are."""
        if not self.classes:
            return None
        return min((self.classes[iri] for thing in things for iri in self.stands_for(thing) if iri in self.classes), default=None)

    def stands_for(self, thing: LocalThing) -> tuple[str, ...]:
        """The IRIs by which a decision can speak of a thing, from the one to the many."""
        local = str(thing.iri)
        kind = local.partition("#")[2].partition("/")[0]
        plain = f"{self.base}{kind}/{slug_of(thing)}"
        named = local, f"{plain}~{str(thing.article).rpartition('/')[2]}", plain
        return (*named, str(thing.same_as)) if thing.same_as else named

    def idle(self, things: Iterable[LocalThing]) -> tuple[str, ...]:
        """The IRIs that decisions speak of and that stand for none of these, sorted."""
        return tuple(sorted(self.spoken.difference(*map(self.stands_for, things)))) if self.spoken else ()

    def articles(self) -> frozenset[URIRef]:
        """The articles that a decision names, so that it speaks of their things and of no others that are like them."""
        told = {*self.same, *self.different, *self.labels, *self.classes}
        within = {iri.partition("#")[0] for iri in told if iri.startswith(f"{self.base}article/")}
        suffixed = {f"{self.base}article/{iri.split('~')[1]}" for iri in told if "~" in iri}
        return frozenset(map(URIRef, within | suffixed))

    def _barred(self, thing: LocalThing) -> frozenset[str]:
        """What a thing must never be one with."""
        if not self.different:
            return frozenset()
        return frozenset().union(*(self.different.get(iri, frozenset()) for iri in self.stands_for(thing)))


NONE = Decisions()


def _triples(path: Path, base: str) -> Iterator[ox.Triple]:
    """What a file says, which need not declare the usual prefixes; one that it declares itself is as it says."""
    known = " ".join(f"@prefix {name}: <{iri}> ." for name, iri in prefixes(base).items())
    yield from (quad.triple for quad in ox.parse(f"{known}\n{path.read_text(encoding='utf-8')}", ox.RdfFormat.TURTLE))


def read(path: Path, base: str = BASE) -> Decisions:
    """The decisions of a file.

    Raises UserError where there is none, DecisionError where it is not Turtle, or says what no decision says.
    """
    import networkx as nx  # takes its time to load, and most graphs have no decisions

    try:
        triples = list(_triples(path, base))
    except OSError as error:
        raise UserError(
            f"{path}: it cannot be read: {error.strerror or error}; kg review GRAPH --same ID --decisions FILE writes one"
        ) from error
    except UnicodeDecodeError as error:
        raise DecisionError(path, f"it is not UTF-8 at byte {error.start}") from error
    except (SyntaxError, ValueError) as error:
        said = re.sub(r"\bline (\d+)", lambda at: f"line {int(at[1]) - 1}", " ".join(str(error).split()))  # the first is kg's own
        raise DecisionError(path, said) from error
    same = nx.Graph()
    different: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    classes: dict[str, URIRef] = {}
    spoken: set[str] = set()
    for triple in triples:
        s, p, o = (getattr(term, "value", "") for term in (triple.subject, triple.predicate, triple.object))
        wanted = ox.Literal if p == _LABEL else ox.NamedNode
        fits = isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, wanted) and any(map(str.isalnum, o))
        if not fits or p not in (_SAME, _DIFFERENT, _LABEL, _CLASS):
            raise DecisionError(path, f"{triple.subject} {triple.predicate} {triple.object} is no decision")
        spoken |= {iri for iri in (s, o) if iri.startswith(base) and p in (_SAME, _DIFFERENT)} or {s}
        if p == _SAME:
            same.add_edge(s, o)
        elif p == _DIFFERENT:
            different.setdefault(s, set()).add(o)
            different.setdefault(o, set()).add(s)
        elif p == _LABEL:
            labels[s] = min(o, labels.get(s, o))
        else:
            classes[s] = URIRef(min(o, classes.get(s, o)))
    groups = list(nx.connected_components(same))
    first = {iri: min(group) for group in groups for iri in group}
    outside = {min(group): frozenset(URIRef(iri) for iri in group if not iri.startswith(base)) for group in groups}
    elsewhere = {iri: others for iri, others in outside.items() if others}
    apart = {iri: frozenset(others) for iri, others in different.items()}
    return Decisions(base, first, apart, elsewhere, labels, classes, frozenset(spoken))
