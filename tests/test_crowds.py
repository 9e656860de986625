"""Things that are alike come to stand for the same whether they are told one by one or follow the earliest of them as a crowd."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import URIRef

from kg import ontology as ontologies
from kg.iris import BASE, SCHEMA, local_iri, slug
from kg.link import NONE, Crowd, Decisions, LocalThing, Reason, Thing, components, link, told_apart

ONTOLOGY = ontologies.load("news")
CLASSES = ("Person", "Organization", "SportsTeam", "City", "Place", "Thing")
FAMILIES = (
    (("Alba",), ("Groupe Alba",), ("Al", "Alba")),
    (("Alba Nord", "AN"), ("AN",), ("Alba-Nord",)),
    (("Anne Roy",), ("Roy",), ("A. Roy",), ("Yves Roy",), ("Anne Roy", "Roy")),
    (("Anne Roy",),),
    (("Alba",), ("des gens",)),
)
"""Names that have to do with one another."""
ARTICLES = tuple("abcdefghijkl")


@st.composite
def told(draw: st.DrawFn) -> list[LocalThing]:
    """The things of some articles, many of them alike: who is called so, what they are taken for, and what else is known of them."""
    profile = st.tuples(
        st.sampled_from(draw(st.sampled_from(FAMILIES))),
        st.sampled_from(draw(st.sampled_from((CLASSES, CLASSES[:1], CLASSES[1:3])))),
        st.sampled_from((None, None, None, "Q1", "Q2")),
        st.booleans(),
        st.booleans(),
        st.sampled_from(("", "", "", "ministre", "ministre maire", "actrice")),
        st.sampled_from(("", "", "", "1950", "1950-01-02", "1971")),
    )
    few = draw(st.lists(profile, min_size=1, max_size=5))
    found = {}
    for article in draw(st.lists(st.sampled_from(ARTICLES), min_size=1, max_size=len(ARTICLES), unique=True)):
        date = draw(st.sampled_from(("", "2020", "2021", "2022")))
        for one in draw(st.lists(st.sampled_from(few), min_size=1, max_size=3)):
            thing = thing_of(article, date, *one)
            found[thing.iri] = thing
    return sorted(found.values(), key=lambda thing: thing.iri)


def thing_of(
    article: str, date: str, names: tuple[str, ...], cls: str, same: str | None, guessed: bool, common: bool, roles: str, born: str
) -> LocalThing:
    """A thing of an article; "des gens" is no name."""
    iri = URIRef(f"{BASE}article/{article}")
    told = (names if names != ("des gens",) else (), URIRef(f"http://www.wikidata.org/entity/{same}") if same else None, guessed, common)
    local = local_iri(iri, f"{cls.lower()}/{slug(names[0])}")
    settled = frozenset({("birthDate", born)} if born else ())
    return LocalThing(local, iri, date, "fr", URIRef(SCHEMA + cls), names[0], *told, frozenset(roles.split()), settled)


def crowded(things: Iterable[LocalThing], decisions: Decisions = NONE) -> tuple[list[LocalThing], list[Crowd]]:
    """The earliest of those that are alike, and the others as their crowd."""
    alike: Mapping[LocalThing, list[LocalThing]] = defaultdict(list)
    for thing in things:
        end = URIRef(f"#{thing.iri.partition('#')[2]}")
        alike[replace(thing, iri=end, article=URIRef(""), date="")].append(thing)
    first, crowds = {}, {}
    for group in alike.values():
        earliest, *others = sorted(group, key=lambda thing: thing.age)
        first[earliest.iri] = earliest
        if others and (earliest.names or earliest.same_as or not decisions.same):
            crowds[earliest.iri] = Crowd(earliest, {thing.article: thing.date for thing in group}, len(others))
        else:
            first |= {thing.iri: thing for thing in others}
    apart = [
        told_apart(part, [crowds[thing.iri] for thing in part if thing.iri in crowds])
        for part in components(tuple(first.values()), decisions)
    ]
    return [thing for things, _ in apart for thing in things], [crowd for _, left in apart for crowd in left]


def standing(things: Iterable[Thing]) -> dict[URIRef, tuple[URIRef, Reason]]:
    """What each article's thing stands for, and why."""
    pairs = [(m.iri, (thing.iri, why)) for thing in things for m, why in zip(thing.members, thing.reasons, strict=True)]
    following = [(m.iri, (thing.iri, why)) for thing in things for crowd, why in thing.crowds for m in crowd.members]
    found = dict(pairs + following)
    assert len(found) == len(pairs) + len(following)
    return found


@settings(max_examples=400, deadline=None)
@given(told(), st.integers(0, 2**12 - 1))
def test_a_crowd_goes_where_its_things_would_go_one_by_one(things: list[LocalThing], spoken: int) -> None:
    words = {URIRef(f"{BASE}article/{a}"): frozenset({f"w{spoken >> n & 1}"}) for n, a in enumerate(ARTICLES)}

    def about(article: URIRef) -> frozenset[str]:
        return words.get(article, frozenset())

    plain = link(things, ONTOLOGY, BASE, about)
    some, crowds = crowded(things)
    folded = link(some, ONTOLOGY, BASE, about, crowds=crowds)
    expected, found = standing(plain), standing(folded)
    nameless = {m.iri for crowd in crowds if not crowd.named for m in crowd.members}
    assert found == {iri: stands for iri, stands in expected.items() if iri not in nameless}
    assert {(t.iri, t.classes, t.name, t.identities) for t in folded} == {
        (t.iri, t.classes, t.name, t.identities) for t in plain if not nameless.issuperset(m.iri for m in t.members)
    }


def test_a_crowd_that_goes_with_the_majority_is_told_where_the_majority_may_change() -> None:
    """Of two things called Alba one is spoken of more often at first, and what is only taken for a city would be that one."""
    known = ["a Product", "b Product", "c Product", "k Product", "l Product", "d SportsTeam"]
    guessed = ["e City 01", "f SportsTeam 02", "g SportsTeam 03", "h SportsTeam 04", "i City 05", "j City 06"]
    things = [thing_of(a, "2020", ("Alba",), cls, None, False, False, "", "") for a, cls in map(str.split, known)]
    things += [thing_of(a, f"2021-{m}", ("Alba",), cls, None, True, False, "", "") for a, cls, m in map(str.split, guessed)]
    some, crowds = crowded(things)
    assert len(crowds) == 3
    found = standing(link(some, ONTOLOGY, crowds=crowds))
    assert found == standing(link(things, ONTOLOGY))
    reasons = {thing.article[-1]: found[thing.iri][1] for thing in things if thing.guessed and thing.cls.endswith("City")}
    assert reasons == {"e": Reason.SETTLED, "i": Reason.NAMESAKE, "j": Reason.NAME}
