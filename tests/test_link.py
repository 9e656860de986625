"""Who is meant: what becomes one, what stays two, and under which name."""

from __future__ import annotations

import itertools

import pytest
from examples import article as an_article
from examples import bakery, chain, mention_of, two_namesakes

from kg.link import LocalThing, Reason, Thing, link, local_things, longest
from kg.model import Extraction
from kg.ontology import Ontology

BASE = "https://kg.example.org/"


def linked(ontology: Ontology, *extractions: Extraction) -> tuple[Thing, ...]:
    return link((thing for extraction in extractions for thing in local_things(extraction)), ontology)


def told(ontology: Ontology, *extractions: Extraction) -> dict[str, list[str]]:
    """`organization/alba` → the articles that speak of it."""
    things = linked(ontology, *extractions)
    return {thing.iri.removeprefix(BASE): [m.article.rsplit("/")[-1] for m in thing.members] for thing in things}


COMPANY, ORGANIZATION, TEAM, PERSON, CITY, UNKNOWN = (
    *("news:Company", "schema:Organization", "schema:SportsTeam", "schema:Person", "schema:City", "schema:Thing"),
)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (COMPANY, COMPANY, {"organization/alba": ["a", "b"]}),
        (COMPANY, ORGANIZATION, {"organization/alba": ["a", "b"]}),
        (ORGANIZATION, COMPANY, {"organization/alba": ["a", "b"]}),
        (COMPANY, TEAM, {"organization/alba": ["a"], "organization/alba~b": ["b"]}),
        (PERSON, CITY, {"person/alba": ["a"], "place/alba": ["b"]}),
        (UNKNOWN, CITY, {"place/alba": ["a", "b"]}),
        (UNKNOWN, UNKNOWN, {"thing/alba": ["a", "b"]}),
    ],
)
def test_one_name_is_one_thing_where_the_classes_agree(ontology: Ontology, first: str, second: str, expected: dict[str, list[str]]) -> None:
    extractions = (mention_of("a", "Alba", first, date="2024-01-01"), mention_of("b", "Alba", second, date="2024-02-01"))
    for order in itertools.permutations(extractions):
        assert told(ontology, *order) == expected


def test_case_accents_and_apostrophes_do_not_make_another_name(ontology: Ontology) -> None:
    found = told(ontology, mention_of("a", "L’Écume", COMPANY), mention_of("b", "L'ECUME", COMPANY))
    assert found == {"organization/l-ecume": ["a", "b"]}


@pytest.mark.parametrize(
    ("dates", "plain"),
    [(("2024-02-01", "2024-01-01"), "b"), (("2024-01-01", "2024-01-01"), "a"), ((None, "2024-01-01"), "b"), (("2024", "2024-01-01"), "a")],
)
def test_of_namesakes_the_one_of_the_earliest_article_keeps_the_plain_iri(
    ontology: Ontology, dates: tuple[str | None, str | None], plain: str
) -> None:
    one, other = (mention_of(id, "Alba", cls, date=date) for id, cls, date in zip("ab", (COMPANY, TEAM), dates, strict=True))
    found = told(ontology, one, other)
    late = "a" if plain == "b" else "b"
    assert found == {"organization/alba": [plain], f"organization/alba~{late}": [late]}


def test_a_name_that_fits_two_things_joins_neither(ontology: Ontology) -> None:
    extractions = [
        mention_of(id, "Alba", cls, date=f"2024-0{n}-01")
        for n, (id, cls) in enumerate(zip("abc", (COMPANY, TEAM, ORGANIZATION), strict=True), 1)
    ]
    assert told(ontology, *extractions) == {"organization/alba": ["a"], "organization/alba~b": ["b"], "organization/alba~c": ["c"]}


def test_two_things_of_one_article_are_never_made_one_by_their_name(ontology: Ontology) -> None:
    pair = two_namesakes("a", "Jean Morel", PERSON, PERSON)
    assert told(ontology, pair) == {"person/jean-morel": ["a"], "person/jean-morel~a": ["a"]}
    assert sorted(told(ontology, pair, mention_of("b", "Jean Morel", PERSON)).values()) == [["a"], ["a"], ["b"]]


def test_three_namesakes_of_one_article_have_an_iri_each(ontology: Ontology) -> None:
    text = "Jo, Jo et Jo."
    three = Extraction(an_article("a", text), tuple(chain(text, "Jo", PERSON, nth=n) for n in (1, 2, 3)), ())
    assert set(told(ontology, three)) == {"person/jo", "person/jo~a", "person/jo~a~2"}


def test_the_gazetteer_makes_one_of_two_names(ontology: Ontology) -> None:
    extractions = (mention_of("a", "Alba", COMPANY, same_as="Q1"), mention_of("b", "Groupe Alba", COMPANY, same_as="Q1"))
    (thing,) = linked(ontology, *extractions)
    assert str(thing.iri) == f"{BASE}organization/groupe-alba"
    assert [m.label for m in thing.members] == ["Alba", "Groupe Alba"]


def test_the_gazetteer_makes_two_of_one_name(ontology: Ontology) -> None:
    found = told(ontology, mention_of("a", "Alba", COMPANY, same_as="Q1"), mention_of("b", "Alba", COMPANY, same_as="Q2"))
    assert found == {"organization/alba": ["a"], "organization/alba~b": ["b"]}


def test_a_name_without_identity_joins_the_one_thing_with_that_name_and_an_identity(ontology: Ontology) -> None:
    found = told(ontology, mention_of("a", "Alba", COMPANY), mention_of("b", "Alba", COMPANY, same_as="Q1"))
    assert found == {"organization/alba": ["a", "b"]}


def test_what_has_no_name_stays_its_articles(ontology: Ontology) -> None:
    groups = [mention_of(id, "des apprentis", "news:Group", named=False, date=f"2024-0{n}-01") for n, id in enumerate("ab", 1)]
    assert told(ontology, *groups) == {"group/des-apprentis": ["a"], "group/des-apprentis~b": ["b"]}


def test_a_thing_is_of_the_most_specific_class_that_is_said_of_it(ontology: Ontology) -> None:
    (thing,) = linked(ontology, *(mention_of(id, "Alba", cls) for id, cls in zip("abc", (ORGANIZATION, COMPANY, UNKNOWN), strict=True)))
    assert [cls.rsplit("#")[-1] for cls in thing.classes] == ["Company"]


def test_a_thing_is_called_by_its_longest_name(ontology: Ontology) -> None:
    (thing,) = linked(
        ontology, mention_of("a", "Anne Le Goff", PERSON, "Le Goff", same_as="Q1"), mention_of("b", "Le Goff", PERSON, same_as="Q1")
    )
    assert (str(thing.iri), thing.name) == (f"{BASE}person/anne-le-goff", "Anne Le Goff")
    assert longest(["ab", "ba", "a"]) == "ab"


def test_a_surname_alone_does_not_join_another_articles_full_name(ontology: Ontology) -> None:
    found = told(ontology, mention_of("a", "Anne Le Goff", PERSON, "Le Goff"), mention_of("b", "Le Goff", PERSON))
    assert found == {"person/anne-le-goff": ["a"], "person/le-goff": ["b"]}


@pytest.mark.parametrize(
    ("extractions", "reasons"),
    [
        ([mention_of("a", "Alba", COMPANY)], [Reason.FIRST]),
        ([mention_of("a", "Alba", COMPANY), mention_of("b", "Alba", COMPANY)], [Reason.FIRST, Reason.NAME]),
        ([mention_of("a", "Alba", COMPANY, same_as="Q1"), mention_of("b", "Al", COMPANY, same_as="Q1")], [Reason.FIRST, Reason.IDENTITY]),
        ([mention_of("a", "Alba", COMPANY), mention_of("b", "Alba", TEAM)], [Reason.FIRST, Reason.NAMESAKE]),
        ([mention_of("a", "des gens", "news:Group", named=False)], [Reason.UNNAMED]),
    ],
)
def test_each_decision_has_its_reason(ontology: Ontology, extractions: list[Extraction], reasons: list[Reason]) -> None:
    assert [reason for thing in linked(ontology, *extractions) for reason in thing.reasons] == reasons


def test_a_name_without_a_letter_falls_back_on_the_local_iri(ontology: Ontology) -> None:
    thing = next(iter(local_things(mention_of("a", "Alba", COMPANY))))
    odd = LocalThing(thing.iri, thing.article, thing.date, "fr", thing.cls, "!!!", ("!!!",))
    assert [str(t.iri) for t in link([odd], ontology)] == [f"{BASE}organization/alba"]


def test_every_local_thing_is_resolved_exactly_once(ontology: Ontology) -> None:
    extractions = (bakery("a"), bakery("b"), two_namesakes("c", "Anne Le Goff", PERSON, CITY))
    members = [member.iri for thing in linked(ontology, *extractions) for member in thing.members]
    assert sorted(members) == sorted(thing.iri for extraction in extractions for thing in local_things(extraction))
