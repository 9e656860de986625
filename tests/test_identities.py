"""What things are in other graphs: as the gazetteer says, and as people decide."""

from __future__ import annotations

import dataclasses
import itertools
from pathlib import Path

import pytest
from rdflib import URIRef
from test_link import decided, naming

from kg.link import Reason, link
from kg.ontology import Ontology

Q1, Q2 = URIRef("http://www.wikidata.org/entity/Q1"), URIRef("http://www.wikidata.org/entity/Q2")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("person:anne-roy owl:sameAs wd:Q1 .", [("abc", [Q1])]),
        ("person:roy owl:sameAs wd:Q1 .", [("ab", []), ("c", [Q1])]),
        ("person:roy owl:sameAs wd:Q1 . person:anne-roy owl:sameAs wd:Q1 .", [("abc", [Q1])]),
        ("person:roy owl:sameAs wd:Q1 . person:anne-roy owl:sameAs wd:Q2 .", [("ab", [Q2]), ("c", [Q1])]),
        ("<b#person/anne-roy> owl:sameAs wd:Q1 . <a#person/anne-roy> owl:sameAs wd:Q2 .", [("a", [Q2]), ("b", [Q1]), ("c", [])]),
        ("person:anne-roy owl:sameAs wd:Q1 , wd:Q2 .", [("abc", [Q1, Q2])]),
        ("person:anne-roy owl:sameAs wd:Q1 . <b#person/anne-roy> owl:differentFrom wd:Q1 .", [("a", [Q1]), ("b", []), ("c", [])]),
    ],
    ids=["all of a name", "a short name", "two names", "two of two names", "one name is two", "of two graphs", "but for one"],
)
def test_an_identity_that_people_give_is_as_the_gazetteers(
    ontology: Ontology, tmp_path: Path, lines: str, expected: list[tuple[str, list[URIRef]]]
) -> None:
    decisions = decided(tmp_path, lines)
    articles = [naming(id, name, "Alba+") for id, name in zip("abc", ("Anne Roy", "Anne Roy", "Roy"), strict=True)]
    for order in itertools.permutations(articles):
        things = link([thing for article in order for thing in article], ontology, decisions=decisions)
        found = [thing for thing in things if "/person/" in thing.iri]
        assert sorted(("".join(m.article[-1] for m in t.members), list(t.identities)) for t in found) == expected


def test_what_people_identify_joins_what_the_gazetteer_identifies(ontology: Ontology, tmp_path: Path) -> None:
    known, other = (dataclasses.replace(naming(id, name)[0], same_as=Q1) for id, name in (("a", "Anne Roy"), ("b", "Anne Le Goff")))
    things = [known, other, *naming("c", "La Patronne")]
    decisions = decided(tmp_path, "person:la-patronne owl:sameAs wd:Q1 .")
    assert len(link(things, ontology)) == 2
    for order in itertools.permutations(things):
        (thing,) = link(order, ontology, decisions=decisions)
        assert (thing.identities, thing.reasons) == ((Q1,), (Reason.FIRST, Reason.DECIDED, Reason.DECIDED))


def test_things_made_one_stay_one_with_all_that_have_an_identity_of_theirs(ontology: Ontology, tmp_path: Path) -> None:
    mine, also, second = (
        dataclasses.replace(naming(id, name)[0], same_as=same) for id, name, same in (("a", "Ana", Q1), ("b", "Bea", Q1), ("c", "Cleo", Q2))
    )
    decisions = decided(tmp_path, "person:bea owl:sameAs person:cleo .")
    for order in itertools.permutations([mine, also, second]):
        (thing,) = link(order, ontology, decisions=decisions)
        assert thing.identities == (Q1, Q2)


def test_an_identity_of_the_gazetteer_can_be_denied(ontology: Ontology, tmp_path: Path) -> None:
    things = [dataclasses.replace(naming(id, "Paris@")[0], same_as=Q1) for id in "ab"]
    (thing,) = link(things, ontology, decisions=decided(tmp_path, "place:paris owl:differentFrom wd:Q1 ."))
    assert thing.identities == ()
