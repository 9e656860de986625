"""One text in several papers is found, however cut and headed; two texts on one event are two."""

from __future__ import annotations

import random
from pathlib import Path

from examples import cut
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import URIRef

from kg.reprints import ALIKE, FEWEST, Text, bands, groups, likeness, reprints, signature

FOLDER = Path(__file__).parent / "cases" / "reprints"
AGENCY, PRINTED, RIVAL = ((FOLDER / f"{name}.txt").read_text(encoding="utf-8") for name in ("agency", "printed", "rival"))


def test_a_dispatch_cut_and_under_another_headline_and_beginning_is_the_same_text() -> None:
    assert likeness(signature(AGENCY), signature(PRINTED)) >= ALIKE + 0.1
    assert set(bands(signature(AGENCY))) & set(bands(signature(PRINTED)))


def test_two_journalists_on_one_event_write_two_texts_though_they_quote_the_same_words() -> None:
    assert likeness(signature(AGENCY), signature(RIVAL)) <= ALIKE / 2
    assert likeness(signature(PRINTED), signature(RIVAL)) <= ALIKE / 2


def test_typography_and_case_make_no_other_text() -> None:
    assert signature(AGENCY.upper().replace("'", "’").replace("« ", "“").replace(" »", "”")) == signature(AGENCY)


def test_a_signature_is_the_same_in_every_version() -> None:
    assert len(signature(AGENCY)) == 344
    assert signature(AGENCY)[:32] == "xX+boqHK6ng0vFkQYvXIbK6vNntO3lvp"


def test_a_text_of_a_few_words_has_no_signature_and_is_nobodys_copy() -> None:
    few = " ".join(f"mot{i}" for i in range(FEWEST - 1))
    assert signature(few) == ""
    assert bands("") == ()
    assert likeness("", "") == 0
    assert list(reprints([Text(URIRef("a"), "2024", ""), Text(URIRef("b"), "2024", "")])) == []
    assert signature(f"{few} encore") != ""


def test_the_earliest_is_the_source_and_an_undated_one_comes_last() -> None:
    sign = signature(AGENCY)
    texts = [Text(URIRef(iri), date, sign) for iri, date in (("a", ""), ("b", "2024-02-02"), ("c", "2024-02-01"), ("d", "2024-02-01"))]
    assert set(reprints(texts)) == {(URIRef(copy), URIRef("c")) for copy in "abd"}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 8), st.sampled_from(("", "2024", "2023-05"))), max_size=8), st.randoms(use_true_random=False))
def test_groups_are_the_connected_ones_whatever_the_order(cuts: list[tuple[int, str]], chance: random.Random) -> None:
    texts = [Text(URIRef(f"article/{n}"), date, signature(cut(40 * at))) for n, (at, date) in enumerate(cuts)]
    found = {frozenset(text.article for text in group) for group in groups(texts)}
    near = {
        (a, b)
        for a in texts
        for b in texts
        if set(bands(a.signature)) & set(bands(b.signature)) and likeness(a.signature, b.signature) >= ALIKE
    }
    closure = {text.article: {text.article} for text in texts}
    for _ in texts:
        for a, b in near:
            closure[a.article] |= closure[b.article]
    assert found == set(map(frozenset, closure.values()))
    again = [*texts]
    chance.shuffle(again)
    assert set(reprints(again)) == set(reprints(texts))


def test_what_is_one_with_each_of_two_makes_all_three_one() -> None:
    texts = [Text(URIRef(f"{n}"), f"202{n}", signature(cut(50 * n, 150))) for n in range(3)]
    assert likeness(texts[0].signature, texts[2].signature) < ALIKE
    assert set(reprints(texts)) == {(URIRef("1"), URIRef("0")), (URIRef("2"), URIRef("0"))}
