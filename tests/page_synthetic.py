"""A store of any size to draw: invented people, organisations and places, in groups that have more to do with one another.

Everything follows from the numbers given: no clock, and a generator of numbers of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.iris import BASE, NEWS, SCHEMA

_RDF, _RDFS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#"
_SYLLABLES = "ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru".split()
_KINDS = (("person", f"{SCHEMA}Person"), ("organization", f"{NEWS}Company"), ("place", f"{SCHEMA}City"), ("event", f"{SCHEMA}Event"))
_VERBS = ("supports", "opposes", "meets", "acquires", "accuses", "partnerOf", "attacks")
_STATUSES = ("Asserted", "Asserted", "Asserted", "Reported", "Reported", "Planned", "Conditional", "Negated")


class Dice:
    """Numbers that look thrown and are always the same (Park and Miller, 1988)."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, bound: int) -> int:
        self.state = self.state * 48271 % 2147483647
        return self.state % bound

    def low(self, bound: int) -> int:
        """Small numbers far more often than large ones: some are in the news, most are not."""
        return min(self.below(bound), self.below(bound), self.below(bound))


def synthetic(things: int, facts: int) -> Store:
    """So many things and facts, said by one article for every twelve facts, in groups of some eighty."""
    dice, store = Dice(7), Store()
    articles = max(1, facts // 12)
    store.bulk_extend(_quads(things, facts, articles, dice))
    return store


def _quads(things: int, facts: int, articles: int, dice: Dice) -> Iterator[Quad]:
    names = [_name(dice, i) for i in range(things)]
    iris = [f"{BASE}{_KINDS[i % 4][0]}/{name.lower().replace(' ', '-')}-{i}" for i, name in enumerate(names)]
    for i, (iri, name) in enumerate(zip(iris, names, strict=True)):
        yield _quad(iri, f"{_RDF}type", NamedNode(_KINDS[i % 4][1]))
        yield _quad(iri, f"{_RDFS}label", Literal(name, language="fr"))
    for a in range(articles):
        yield from _article(a, articles)
    groups = max(1, things // 80)
    for f in range(facts):
        group = dice.low(groups)
        size = things // groups
        s = group * size + dice.low(size)
        o = group * size + dice.low(size) if dice.below(8) else dice.low(things)
        yield from _claim(f, iris[s], iris[o if o != s else (o + 1) % things], (names[s], names[o]), f * articles // facts, dice)


def _name(dice: Dice, i: int) -> str:
    def word() -> str:
        return "".join(_SYLLABLES[dice.below(len(_SYLLABLES))] for _ in range(2 + dice.below(2))).capitalize()

    return word() if i % 4 == 2 else f"{word()} {word()}"


def _article(a: int, articles: int) -> Iterator[Quad]:
    iri, day = f"{BASE}article/depeche-{a}", a * 730 // articles
    yield _quad(iri, f"{_RDF}type", NamedNode(f"{SCHEMA}NewsArticle"))
    yield _quad(iri, f"{SCHEMA}headline", Literal(f"Dépêche {a}", language="fr"))
    yield _quad(iri, f"{SCHEMA}datePublished", Literal(f"{2024 + day // 365}-{day % 365 // 31 + 1:02}-{day % 28 + 1:02}"))
    yield _quad(iri, f"{SCHEMA}publisher", Literal(("Le Fil", "L’Écho du soir", "La Gazette")[a % 3]))


def _claim(f: int, s: str, o: str, names: tuple[str, str], article: int, dice: Dice) -> Iterator[Quad]:
    iri, verb = f"{BASE}article/depeche-{article}#claim-{f:016x}", _VERBS[dice.low(len(_VERBS))]
    said: dict[str, NamedNode | Literal] = {
        f"{_RDF}type": NamedNode(f"{NEWS}Claim"),
        f"{_RDF}subject": NamedNode(s),
        f"{_RDF}predicate": NamedNode(f"{NEWS}{verb}"),
        f"{_RDF}object": NamedNode(o),
        f"{NEWS}status": NamedNode(f"{NEWS}{_STATUSES[dice.below(len(_STATUSES))]}"),
        "http://www.w3.org/ns/prov#hadPrimarySource": NamedNode(f"{BASE}article/depeche-{article}"),
        f"{NEWS}sentence": Literal(f"{names[0]} et {names[1]} se sont retrouvés au cœur de l’affaire numéro {f}.", language="fr"),
    }
    yield from (_quad(iri, p, value) for p, value in said.items())


def _quad(s: str, p: str, o: NamedNode | Literal) -> Quad:
    return Quad(NamedNode(s), NamedNode(p), o, DefaultGraph())
