"""What people are asked: the pairs of things that may be one, each side with what it is called and a sentence; and their answers, kept.

What a thing may be in another graph, by a service's word, is such a pair too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import URIRef

from kg.errors import QueryError
from kg.iris import proposal_iri
from kg.link import NONE, Decisions, LocalThing
from kg.link.decisions import read
from kg.link.names import is_short
from kg.ontology import THING, Ontology
from kg.rdf import USUAL
from kg.reconcile.candidates import Candidate
from kg.store import rows, whole

SAME, DIFFERENT = "sameAs", "differentFrom"
_PROPOSALS = """
SELECT ?proposal ?one ?other ?reason {
  GRAPH ?resolution { ?proposal a news:Proposal ; rdf:subject ?one ; rdf:object ?other ; news:reason ?reason }
} ORDER BY ?reason ?one ?other
"""
_MEANT = """
SELECT ?local ?thing {
  GRAPH ?resolution { ?local owl:sameAs ?thing } FILTER STRENDS(STR(?resolution), "graph/resolution")
} ORDER BY ?thing ?local
"""
_LOCAL = """
SELECT ?article ?local ?label ?same {
  GRAPH ?resolution { ?local owl:sameAs ?thing } FILTER STRENDS(STR(?resolution), "graph/resolution")
  GRAPH ?article { ?local rdfs:label ?label OPTIONAL { ?local owl:sameAs ?same } }
}
"""
_KNOWN = "SELECT ?thing ?same { ?thing owl:sameAs ?same }"
_SIDE = """
SELECT ?label ?class ?article ?sentence {
  $iri rdfs:label ?label ; a ?class .
  OPTIONAL { GRAPH ?resolution { ?local owl:sameAs $iri } BIND(STRBEFORE(STR(?local), "#") AS ?article) }
  OPTIONAL { ?claim (rdf:subject|rdf:object|news:statedBy) $iri ; news:sentence ?sentence }
} ORDER BY ?article ?sentence ?class
"""


@dataclass(frozen=True, slots=True)
class Side:
    """A thing: what it is called and is, the ids of the articles that speak of it, and a sentence on it, if any."""

    iri: str
    label: str
    cls: str
    articles: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that may be one, and why; `id` is short enough to be typed.

    Where a service offers the other, it has given it a `score`; `stands` and `against` are the IRIs by which a decision speaks of
    the two: of who has but a surname those of the very things that were shown, since another article's may be somebody else.
    """

    id: str
    reason: str
    one: Side
    other: Side
    stands: tuple[str, ...]
    against: tuple[str, ...]
    score: str = ""


def pairs(store: ox.Store, ontology: Ontology, lang: str) -> Iterator[Pair]:
    """What a graph proposes, those with one reason together."""
    meant = _meant(store)
    for proposal, *iris, reason in rows(store, _PROPOSALS):
        one, other = (_side(store, iri, ontology, lang) for iri in iris)
        stands, against = (tuple(meant[side.iri]) if _is_surname(side, lang) else (side.iri,) for side in (one, other))
        yield Pair(proposal.rpartition("/")[2], reason, one, other, stands, against)


def _meant(store: ox.Store) -> Mapping[str, list[str]]:
    """The articles' things that each thing is."""
    meant: dict[str, list[str]] = {}
    for local, thing in rows(store, _MEANT):
        meant.setdefault(thing, []).append(local)
    return meant


def _is_surname(side: Side, lang: str) -> bool:
    return "/person/" in side.iri and is_short(side.label, lang)


def offered(store: ox.Store, candidates: Iterable[Candidate], ontology: Ontology, lang: str, decisions: Decisions = NONE) -> Iterator[Pair]:
    """What services offer for the things of a graph, besides what is known of them or was decided."""
    meant = _meant(store)
    known: dict[str, set[str]] = {}
    for thing, same in rows(store, _KNOWN):
        known.setdefault(thing, set()).add(same)
    every = [one for one in candidates if one.thing in meant]
    settled = {(one.thing, one.service) for one in every if one.match.iri in known.get(one.thing, ())}
    for one in every:
        stands = _stands(one.thing, meant)
        names = {one.thing, *meant[one.thing]}
        denied = any(one.match.iri in decisions.different.get(name, ()) for name in names)
        decided = any(decisions.same.get(name) == decisions.same.get(one.match.iri, "") for name in names)
        if denied or decided or (one.thing, one.service) in settled:
            continue
        id = proposal_iri(URIRef(one.thing), URIRef(one.match.iri)).rpartition("/")[2]
        other = Side(one.match.iri, one.match.name, one.match.id, (), one.match.description)
        score = f"{one.match.score.normalize():f}"
        yield Pair(id, f"candidate of {one.called}", _side(store, one.thing, ontology, lang), other, stands, (one.match.iri,), score)


def idle(store: ox.Store, decisions: Decisions) -> tuple[str, ...]:
    """The IRIs that decisions speak of and that nothing in the graph bears, as one that is misspelt; sorted."""
    if not decisions.spoken:
        return ()
    found = ((URIRef(local), URIRef(article), label, URIRef(same) if same else None) for article, local, label, same in rows(store, _LOCAL))
    return decisions.idle(LocalThing(local, article, "", "", THING, label, same_as=same) for local, article, label, same in found)


def _stands(thing: str, meant: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """A thing's own IRI, where it alone has the name that the IRI says; else those of the articles' things that are it."""
    plain = "/".join(thing.split("/")[-2:])
    alone = not any(other.startswith(f"{thing}~") for other in meant) and any(local.endswith(f"#{plain}") for local in meant[thing])
    return (thing,) if alone else tuple(meant[thing])


def decide(path: Path, found: Collection[Pair], same: Collection[str], different: Collection[str]) -> int:
    """Write answers at the end of a file of decisions; how many.

    Raises QueryError where there is no such pair or both are said of one, DecisionError where the file is no file of decisions.
    """
    known = {pair.id: pair for pair in found}
    for one in (*same, *different):
        if one not in known:
            there = ", ".join(list(known)[:5]) or "none"
            raise QueryError(f"{one}: no pair is proposed under this; there are {there}; kg review lists them")
        if one in same and one in different:
            raise QueryError(f"{one}: both --same and --different are said of it; say one")
    if path.exists():
        read(path)
    told = path.read_text(encoding="utf-8") if path.exists() else ""
    declared = [f"@prefix {name}: <{USUAL[name]}> ." for name in ("owl", "skos") if f"prefix {name}:" not in told.casefold()]
    answers = ((same, SAME), (different, DIFFERENT))
    lines = [line for ids, word in answers for one in dict.fromkeys(ids) for line in _lines(known[one], word)]
    with whole(path) as beside:
        beside.write_text("\n".join([*declared, *told.rstrip("\n").splitlines(), *lines, ""]), encoding="utf-8", newline="\n")
    return len({*same, *different})


def _lines(pair: Pair, word: str) -> Iterator[str]:
    first, *more = pair.against
    same = word == SAME
    said = [(iri, other) for iri in pair.stands for other in ((first,) if same else pair.against)]
    for iri, other in (*said, *((first, other) for other in more if same)):
        yield f"<{iri}> owl:{word} <{other}> .  # {pair.one.label}, {pair.other.label}: {pair.reason}".replace("\n", " ")


def _side(store: ox.Store, iri: str, ontology: Ontology, lang: str) -> Side:
    told = list(rows(store, _SIDE.replace("$iri", f"<{iri}>")))
    labels, classes, articles, sentences = (sorted({row[i] for row in told} - {""}) for i in range(4))
    cls = next((ontology.label(URIRef(one), lang) for one in classes), "")
    ids = tuple(article.rpartition("/")[2] for article in articles)
    return Side(iri, labels[0] if labels else iri, cls, ids, sentences[0] if sentences else "")
