"""What French sentences say, on frozen parses: one file a construction, each case with its claims in its comments."""

from __future__ import annotations

import pytest
from frozen import CASES, Case, cases, said

from kg.extract import Resources, extract, load


@pytest.fixture(scope="session")
def news() -> Resources:
    return load("news", "fr", min_confidence=0)  # what can be read; how sure it is, is for the weights


@pytest.mark.parametrize("case", [case for file in sorted(CASES.glob("*.conllu")) for case in cases(file)], ids=str)
def test_a_sentence_says_what_it_says_and_nothing_else(case: Case, news: Resources) -> None:
    assert said(extract(case.reading, news)) == case.claims
