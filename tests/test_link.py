"""Who is meant: what becomes one, what stays two, and under which name."""

from __future__ import annotations

import dataclasses
import itertools
import re
from pathlib import Path

import pytest
from examples import article as an_article
from examples import bakery, chain, mention_of, term, two_namesakes
from rdflib import OWL, RDFS, SKOS, URIRef
from reading import ROOT

from kg.errors import DecisionError
from kg.iris import SCHEMA, slug
from kg.link import NONE, LocalThing, Reason, Thing, components, link, local_things, longest, proposals
from kg.link.decisions import Decisions, read
from kg.link.names import initials
from kg.model import Extraction
from kg.ontology import Ontology
from kg.rdf import of_thing

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


def naming(id: str, *names: str, roles: str = "", guessed: bool = False, born: str = "", date: str = "2024-01-01") -> list[LocalThing]:
    """The things of an article that names persons, companies ("Alba+") and places ("Vire@"); what is told goes for the first."""
    kinds = {"+": (COMPANY, "organization"), "@": (CITY, "place")}
    things = []
    for name in names:
        cls, kind = kinds.get(name[-1], (PERSON, "person"))
        label, *others = name.rstrip("+@").split("/")
        local = URIRef(f"{BASE}article/{id}#{kind}/{slug(label)}")
        things.append(LocalThing(local, URIRef(f"{BASE}article/{id}"), date, "fr", term(cls), label, (label, *others)))
    told = {"roles": frozenset(roles.split()), "settled": frozenset({("birthDate", born)} if born else ())}
    return [dataclasses.replace(things[0], guessed=guessed, **told), *things[1:]]  # type: ignore[arg-type]


def stands(ontology: Ontology, *articles: list[LocalThing]) -> dict[str, list[tuple[str, Reason]]]:
    """The first thing of each article: what it stands for, in which articles, and why; the same in any order."""
    first = {article[0].iri for article in articles}
    found = []
    for order in itertools.permutations(articles):
        things = link([thing for article in order for thing in article], ontology)
        pairs = [(t.iri, [(m.article[-1], r) for m, r in zip(t.members, t.reasons, strict=True) if m.iri in first]) for t in things]
        found.append({str(iri).removeprefix(BASE): members for iri, members in pairs if members})
    assert all(one == found[0] for one in found)
    return found[0]


def test_a_surname_joins_the_only_full_name_where_the_articles_have_other_names_in_common(ontology: Ontology) -> None:
    full, short = naming("a", "Anne Le Goff", "Alba+"), naming("b", "Le Goff", "Alba+")
    assert stands(ontology, full, short) == {"person/anne-le-goff": [("a", Reason.FIRST), ("b", Reason.SURNAME)]}
    assert stands(ontology, full, naming("b", "A. Le Goff", "Alba+"))["person/anne-le-goff"][1] == ("b", Reason.SURNAME)


@pytest.mark.parametrize(
    "others",
    [
        [naming("a", "Anne Le Goff", "Alba+"), naming("b", "Le Goff", "Oria+")],
        [naming("a", "Anne Le Goff", "Vire@"), naming("b", "Le Goff", "Vire@")],
        [naming("a", "Anne Le Goff", "Alba+"), naming("c", "Yves Le Goff", "Alba+"), naming("b", "Le Goff", "Alba+")],
        [naming("a", "Anne Le Goff", "Alba+"), naming("b", "B. Le Goff", "Alba+")],
        [naming("a", "Anne Le Goff", "Alba+"), naming("b", "Anne", "Alba+")],
    ],
    ids=["nothing in common", "a place in common", "two of this surname", "another initial", "a first name"],
)
def test_a_short_name_joins_nobody_otherwise(ontology: Ontology, others: list[list[LocalThing]]) -> None:
    assert all(len(members) == 1 for members in stands(ontology, *others).values())


def test_a_surname_in_two_articles_is_one_person_where_they_have_other_names_in_common(ontology: Ontology) -> None:
    pair = naming("a", "Roy", "Alba+"), naming("b", "Roy", "Alba+")
    assert stands(ontology, *pair) == {"person/roy": [("a", Reason.SHORT), ("b", Reason.NAME)]}
    assert len(stands(ontology, naming("a", "Roy"), naming("b", "Roy"))) == 2


def test_a_noun_for_a_name_is_one_thing_only_where_the_articles_have_other_names_in_common(ontology: Ontology) -> None:
    def houses(first: str, second: str) -> int:
        pair = (naming(id, "Haute Chambre+", other) for id, other in (("a", first), ("b", second)))
        return len(stands(ontology, *([dataclasses.replace(one[0], common=True), *one[1:]] for one in pair)))

    assert (houses("Alba+", "Alba+"), houses("Alba+", "Oria+"), houses("Vire@", "Vire@")) == (1, 2, 2)


def test_an_acronym_joins_the_only_name_that_another_article_gives_it(ontology: Ontology) -> None:
    full = naming("a", "Union des villes libres/UVL+")
    assert stands(ontology, full, naming("b", "UVL+"), naming("c", "UVL+")) == {
        "organization/union-des-villes-libres": [("a", Reason.FIRST), ("b", Reason.ALIAS), ("c", Reason.NAME)]
    }
    assert len(stands(ontology, naming("a", "Union des villes libres+"), naming("b", "UVL+"))) == 2


@pytest.mark.parametrize("other", ["Groupe Alba Nord+", "Alba-Nord SA+", "L’Alba Nord+", "ALBA NORD+", "Albanord+"])
def test_an_article_a_hyphen_or_a_legal_form_makes_no_other_name(ontology: Ontology, other: str) -> None:
    ((_, members),) = stands(ontology, naming("a", "Alba Nord+"), naming("b", other)).items()
    assert [article for article, _ in members] == ["a", "b"]


def test_a_variant_that_an_article_tells_from_the_name_stays_another(ontology: Ontology) -> None:
    two = naming("a", "Groupe Alba+", "Alba+")
    assert len(stands(ontology, two, naming("b", "Alba SA+"))) == 2


def test_what_is_only_guessed_is_settled_by_the_other_articles(ontology: Ontology) -> None:
    three = [naming(id, "Alba+") for id in "abc"]
    found = stands(ontology, *three, naming("d", "Alba@", guessed=True))
    assert found["organization/alba"][3] == ("d", Reason.SETTLED)
    assert len(stands(ontology, *three, naming("d", "Alba@"))) == 2
    assert len(stands(ontology, three[0], naming("d", "Alba@", guessed=True))) == 2
    assert len(stands(ontology, naming("a", "Alba Nord+"), naming("d", "Alba Nord", guessed=True))) == 1


def test_another_birthday_is_another_person(ontology: Ontology) -> None:
    def pair(first: str, second: str) -> int:
        return len(stands(ontology, naming("a", "Anne Roy", "Alba+", born=first), naming("b", "Anne Roy", "Alba+", born=second)))

    assert (pair("1950-01-02", "1950-01-02"), pair("1950", "1950-01-02"), pair("1950-01-02", "1971"), pair("", "1971")) == (1, 1, 2, 1)


def test_another_office_in_other_company_is_another_person(ontology: Ontology) -> None:
    def pair(office: str, company: str) -> int:
        return len(stands(ontology, naming("a", "Anne Roy", "Alba+", roles="ministre"), naming("b", "Anne Roy", company, roles=office)))

    assert (pair("ministre", "Oria+"), pair("footballeuse", "Alba+"), pair("", "Oria+"), pair("footballeuse", "Oria+")) == (1, 1, 1, 2)


@pytest.mark.parametrize(("full", "short"), [("Union pour un mouvement populaire", "ump"), ("Fonds monétaire international", "fmi")])
def test_the_initials_of_a_name_are_its_acronym(full: str, short: str) -> None:
    assert short in initials(full, "fr")


def test_things_without_a_key_in_common_are_apart_and_those_with_one_together() -> None:
    things = [*naming("a", "Anne Roy", "Alba+"), *naming("b", "Roy"), *naming("c", "Groupe Alba+")]
    assert sorted(sorted(t.label for t in part) for part in components(things)) == [["Alba", "Groupe Alba"], ["Anne Roy", "Roy"]]


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


def decided(tmp_path: Path, *lines: str) -> Decisions:
    path = tmp_path / "decisions.ttl"
    heads = {"person": f"{BASE}person/", "organization": f"{BASE}organization/", "owl": str(OWL), "skos": str(SKOS), "schema": SCHEMA}
    heads |= {"place": f"{BASE}place/", "wd": "http://www.wikidata.org/entity/"}
    told = [f"@prefix {name}: <{iri}> ." for name, iri in heads.items()]
    path.write_text("\n".join([*told, f"@base <{BASE}article/> .", *lines]), encoding="utf-8")
    return read(path)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("person:roy owl:sameAs person:anne-roy .", [["a", "b", "c"]]),
        ("person:roy\\~b owl:sameAs person:anne-roy .", [["a", "b"], ["c"]]),
        ("<b#person/roy> owl:sameAs <c#person/roy> .", [["a"], ["b", "c"]]),
        ("person:roy owl:sameAs person:anne-roy . <c#person/roy> owl:differentFrom person:anne-roy .", [["a", "b"], ["c"]]),
        ("", [["a"], ["b"], ["c"]]),
    ],
)
def test_what_people_decide_is_obeyed(ontology: Ontology, tmp_path: Path, line: str, expected: list[list[str]]) -> None:
    decisions = decided(tmp_path, line)
    things = [thing for id, name in zip("abc", ("Anne Roy", "Roy", "Roy"), strict=True) for thing in naming(id, name)]
    for order in itertools.permutations(things):
        found = link(order, ontology, decisions=decisions)
        assert sorted([m.article[-1] for m in thing.members] for thing in found) == expected


def test_what_is_one_by_its_name_can_be_decided_to_be_two(ontology: Ontology, tmp_path: Path) -> None:
    things = [*naming("a", "Anne Roy"), *naming("b", "Anne Roy")]
    decisions = decided(tmp_path, "<a#person/anne-roy> owl:differentFrom <b#person/anne-roy> .")
    assert len(link(things, ontology)) == 1
    assert len(link(things, ontology, decisions=decisions)) == 2


def test_what_a_thing_is_and_is_called_can_be_decided(ontology: Ontology, tmp_path: Path) -> None:
    decisions = decided(tmp_path, 'person:alba skos:prefLabel "Alba SA"@fr ; a schema:Organization .')
    (thing,) = link(naming("a", "Alba"), ontology, decisions=decisions)
    assert (thing.iri, thing.classes, thing.name) == (URIRef(f"{BASE}organization/alba-sa"), (term(ORGANIZATION),), "Alba SA")
    assert [(str(p), str(o)) for _, p, o in of_thing(thing) if p in (RDFS.label, SKOS.altLabel)] == [
        (str(RDFS.label), "Alba SA"),
        (str(SKOS.altLabel), "Alba"),
    ]


def test_the_example_of_the_documentation_needs_no_prefixes(tmp_path: Path) -> None:
    text = (ROOT / "ontologies" / "README.md").read_text("utf-8")
    (example,) = [part for part in re.findall(r"```turtle\n(.*?)```", text, re.DOTALL) if "owl:differentFrom" in part]
    path, base = tmp_path / "decisions.ttl", "https://press.example.org/"
    path.write_text(example, encoding="utf-8")
    told = read(path)
    assert told.same[f"{BASE}person/obama"] == told.same[f"{BASE}person/barack-obama"]
    assert told.labels == {f"{BASE}person/barack-obama": "Barack Obama"} and len(told.different) == 4
    assert f"{base}person/obama" in read(path, base).same
    path.write_text("@prefix person: <https://other.example.org/> .\nperson:a owl:sameAs person:b .", encoding="utf-8")
    assert set(read(path).same) == {"https://other.example.org/a", "https://other.example.org/b"}
    path.write_text("person:a owl:sameAs person:b .\nperson:a owl:sameAs persn:b .", encoding="utf-8")
    with pytest.raises(DecisionError, match=r"line 2 .*persn"):
        read(path)


def test_what_decisions_speak_of_in_vain_is_known(ontology: Ontology, tmp_path: Path) -> None:
    lines = (
        "person:roy owl:sameAs person:anne-roy, wd:Q1 .",
        "person:leroy owl:differentFrom <b#person/roy> .",
        "<z#person/roy> a schema:Person .",
    )
    things = [*naming("a", "Anne Roy"), *naming("b", "Roy")]
    assert decided(tmp_path, *lines).idle(things) == (f"{BASE}article/z#person/roy", f"{BASE}person/leroy")


@pytest.mark.parametrize(
    "line", ["person:roy a 'x' .", "person:roy schema:name 'Roy' .", "[] owl:sameAs person:roy .", "person:roy owl:sameAs", ""]
)
def test_what_is_no_decision_is_said(tmp_path: Path, line: str) -> None:
    if line:
        with pytest.raises(DecisionError, match=r"decisions\.ttl: .*; a decision is owl:sameAs"):
            decided(tmp_path, line)
    else:
        assert decided(tmp_path) == Decisions()


def test_decisions_that_are_no_text_are_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "decisions.ttl").write_bytes(b"# \xc6")
    with pytest.raises(DecisionError, match="it is not UTF-8 at byte 2"):
        read(tmp_path / "decisions.ttl")


def proposed(ontology: Ontology, *articles: list[LocalThing], decisions: Decisions = NONE) -> list[tuple[str, str, str]]:
    things = link([thing for article in articles for thing in article], ontology, decisions=decisions)
    found = [(p.one, p.other, p.reason) for p in proposals(things, ontology, decisions)]
    return [(one.rpartition("/")[2], other.rpartition("/")[2], reason) for one, other, reason in found]


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("Anne Roy", "Roy", "the same surname"),
        ("Anne Roy", "A. Roy", "the same surname"),
        ("Anne Bertolone", "Anne Bartolone", "names that are spelt and sound alike"),
        ("Union des villes libres+", "UVL+", "the initials of the other's name"),
        ("Anne Roy", "Anne", None),
        ("Anne Roy", "Yves Roy", None),
        ("Anne Roy", "B. Roy", None),
        ("Canal 2+", "Canal 24+", None),
        ("Alba", "Alba@", None),
    ],
)
def test_what_is_likely_is_proposed_and_not_done(ontology: Ontology, first: str, second: str, reason: str | None) -> None:
    pair = naming("a", first), naming("b", second)
    assert len(link([*pair[0], *pair[1]], ontology)) == 2
    assert [said for *_, said in proposed(ontology, *pair)] == ([reason] if reason else [])


def test_two_things_of_one_article_are_not_proposed(ontology: Ontology) -> None:
    assert proposed(ontology, naming("a", "Anne Bertolone", "Anne Bartolone")) == []


def test_what_was_decided_is_proposed_no_more(ontology: Ontology, tmp_path: Path) -> None:
    pair = naming("a", "Anne Roy"), naming("b", "Roy")
    for line in ("person:roy owl:differentFrom person:anne-roy .", "person:roy owl:sameAs person:anne-roy ."):
        assert proposed(ontology, *pair, decisions=decided(tmp_path, line)) == []
