"""What a noun that the lexicon lacks most likely denotes."""

import numpy as np
import pytest
from rdflib import URIRef
from spacy.tokens import Doc as Parsed
from spacy.vocab import Vocab

from kg.extract import Resources, load
from kg.extract.kindred import Kindred, kindred
from kg.iris import NEWS, SCHEMA
from kg.parse import load as pipeline
from kg.tokens import Doc, Token


@pytest.fixture(scope="module")
def resources() -> Resources:
    return load("news", "fr")


def word(text: str) -> Token:
    return Doc(Parsed(pipeline("fr").vocab, [text], lemmas=[text]))[0]


@pytest.mark.parametrize(
    ("noun", "cls"), [("sanctuaire", NEWS + "Facility"), ("adjudant", SCHEMA + "Occupation"), ("brosse", NEWS + "Product")]
)
def test_a_noun_denotes_what_the_nouns_most_like_it_denote(noun: str, cls: str, resources: Resources) -> None:
    if resources.lexicon.classes(noun):
        pytest.skip(f"the lexicon has {noun} by now")
    found = kindred(word(noun), resources.lexicon)
    assert found is not None and found[0] == URIRef(cls) and 0.65 <= found[1] <= 1


def test_a_noun_like_no_other_denotes_nothing(resources: Resources) -> None:
    assert kindred(word("facilité"), resources.lexicon) is None


def test_a_word_without_vector_denotes_nothing(resources: Resources) -> None:
    assert kindred(Doc(Parsed(Vocab(), ["sanctuaire"], lemmas=["sanctuaire"]))[0], resources.lexicon) is None


def test_the_nearest_decide_by_their_share_and_none_where_they_are_divided() -> None:
    one, other = URIRef(NEWS + "Facility"), URIRef(NEWS + "Product")
    rows = np.eye(2, dtype=np.float32)
    known = Kindred(rows, (one, other))
    assert known.of(np.array([1.0, 0.1], dtype=np.float32)) == (one, 1.0)
    assert known.of(np.array([1.0, 1.0], dtype=np.float32)) is None
    assert known.of(np.zeros(2, dtype=np.float32)) is None
