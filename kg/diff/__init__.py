"""What came, went and changed between two graphs: articles, things and facts, in a reader's words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from functools import partial
from pathlib import Path

from pyoxigraph import NamedNode, Store, Triple

from kg.diff.matching import Matching, match
from kg.diff.sides import Claim, Side, content, side, told
from kg.diff.telling import Telling
from kg.diff.values import Article, Articles, Changed, Difference, Entities, Entity, Fact, Facts, Regrouped, Voice
from kg.errors import GraphError, WordsError
from kg.explain import SPOKEN
from kg.ontology import Ontology
from kg.rdf import NEWS, NIF

__all__ = ["Article", "Articles", "Changed", "Difference", "Entities", "Entity", "Fact", "Facts", "Regrouped", "Voice", "diff"]

TEXT, SIGNATURE = NamedNode(NIF.isString), NamedNode(NEWS.textSignature)

Key = tuple[str, str, str]
"""A fact: subject, property and object, the things by their IRI in the later graph."""


def diff(
    before: Store,
    after: Store,
    *,
    ontology: Ontology,
    lang: str = "fr",
    names: tuple[str | Path, str | Path] = ("the first graph", "the second graph"),
) -> Difference:
    """Two graphs, compared: `diff(open_dataset("a.trig"), open_dataset("b.trig"), ontology=load("news"))`.

    Facts are the same where they say the same of the same things, whatever these are called now (`matching`). Of a merged graph
    alone (.ttl) things are matched by the claims that speak of them, and whether a text changed is not known. `names` are what
    errors call the graphs.

    Raises GraphError where one is not kg's or their IRIs begin otherwise, and WordsError.
    """
    if lang not in SPOKEN:
        raise WordsError(lang, SPOKEN)
    one, other = (side(store, name) for store, name in zip((before, after), names, strict=True))
    if one.base != other.base:
        raise GraphError(names[1], f"its IRIs begin with {other.base}, those of {names[0]} with {one.base}", "build both with one --base")
    old, new = (Telling(each, ontology, lang) for each in (one, other))
    matching = match(one, other)
    return Difference(one.whole and other.whole, _articles(old, new), _entities(old, new, matching), _facts(old, new, matching))


def _articles(old: Telling, new: Telling) -> Articles:
    before, after = old.side.articles, new.side.articles
    whats = _changes(old.side, new.side)
    return Articles(
        len(before),
        len(after),
        tuple(new.article(iri) for iri in sorted(after - before)),
        tuple(old.article(iri) for iri in sorted(before - after)),
        tuple(new.article(iri, what) for iri in sorted(before & after) if (what := whats(iri))),
    )


def _changes(old: Side, new: Side) -> Callable[[str], tuple[str, ...]]:
    """What tells of an article that stands in both graphs what changed in it."""
    if old.whole and new.whole:
        return lambda iri: _changed(iri, content(old, iri), content(new, iri))
    was, now = told(old), told(new)
    return lambda iri: tuple("claims" if what == "reading" else what for what in _changed(iri, was[iri], now[iri]))


def _changed(iri: str, was: Set[Triple], now: Set[Triple]) -> tuple[str, ...]:
    """Of two contents of an article: "text", "details" where what is said of the article itself is another, "reading" of the same text.

    Whether a graph holds the text itself makes no change (`--no-text`): its signature tells whether it is another.
    """
    differing = {triple for triple in was ^ now if triple.predicate != TEXT}
    text = any(len({triple.object for triple in was | now if triple.predicate == told}) > 1 for told in (TEXT, SIGNATURE))
    own = {triple for triple in differing if _subject(triple) in (iri, f"{iri}#author", f"{iri}#publisher")}
    kinds = (("text", text), ("details", bool(own)), ("reading", bool(differing - own) and not text))
    return tuple(kind for kind, so in kinds if so)


def _subject(triple: Triple) -> str:
    return triple.subject.value if isinstance(triple.subject, NamedNode) else ""


def _entities(old: Telling, new: Telling, matching: Matching) -> Entities:
    pairs = [Regrouped((old.entity(before),), (new.entity(after),)) for before, after in matching.same]
    return Entities(
        len(old.side.names),
        len(new.side.names),
        came=tuple(map(new.entity, matching.came)),
        went=tuple(map(old.entity, matching.went)),
        changed=tuple(pair for pair in pairs if not pair.renamed and pair.before != pair.after),
        renamed=tuple(pair for pair in pairs if pair.renamed),
        merged=tuple(Regrouped(tuple(map(old.entity, parts)), (new.entity(whole),)) for parts, whole in matching.merged),
        split=tuple(Regrouped((old.entity(whole),), tuple(map(new.entity, parts))) for whole, parts in matching.split),
    )


def _facts(old: Telling, new: Telling, matching: Matching) -> Facts:
    was, now = _by_key(old.side, partial(_key_before, stands=matching.stands, after=new.side)), _by_key(new.side, _key)
    differing = [key for key in was.keys() & now.keys() if _voices(was[key]) != _voices(now[key])]
    pairs = [Changed(old.fact(was[key]), new.fact(_new_first(now[key], old.side))) for key in differing]
    return Facts(
        len(_by_key(old.side, _key)),
        len(now),
        came=_in_order(new.fact(now[key]) for key in now.keys() - was.keys()),
        went=_in_order(old.fact(was[key]) for key in was.keys() - now.keys()),
        changed=tuple(sorted(pairs, key=lambda pair: (pair.before.statuses == pair.after.statuses, _words(pair.after)))),
    )


def _by_key(one: Side, key: Callable[[Claim], Key]) -> Mapping[Key, list[Claim]]:
    """Claims by the fact that they state, in the order of their IRIs."""
    found: dict[Key, list[Claim]] = defaultdict(list)
    for claim in one.claims.values():
        found[key(claim)].append(claim)
    return found


def _key(claim: Claim) -> Key:
    return claim.subject, claim.predicate, str(claim.object)


def _key_before(claim: Claim, *, stands: Mapping[str, str], after: Side) -> Key:
    """The fact that a claim of the earlier graph states, in terms of the later one: its own where it still stands there."""
    if (still := after.claims.get(claim.iri)) and still.predicate == claim.predicate:
        return _key(still)
    obj = claim.object
    moved = NamedNode(stands[obj.value]) if isinstance(obj, NamedNode) and obj.value in stands else obj
    return stands.get(claim.subject, claim.subject), claim.predicate, str(moved)


def _voices(claims: Iterable[Claim]) -> set[tuple[str, str, str]]:
    return {(claim.status, claim.as_of, claim.article) for claim in claims}


def _new_first(claims: Iterable[Claim], before: Side) -> list[Claim]:
    return sorted(claims, key=lambda claim: claim.iri in before.claims)


def _in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=_words))


def _words(fact: Fact) -> tuple[str, ...]:
    return fact.subject, fact.predicate, fact.object, *fact.iris
