"""What a noun that the lexicon lacks most likely denotes: what the nouns that are most like it denote, by the model's word vectors."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from rdflib import URIRef

from kg.lexicon import Lexicon
from kg.tokens import Token

if TYPE_CHECKING:
    from spacy.vocab import Vocab

NEAREST = 8
"""How many nouns of the lexicon vote."""
SHARPNESS = 4
"""The power of the cosine by which a nearer noun's vote counts more."""
LIKE, AGREED = 0.5, 0.65
"""The least cosine of the nearest noun, and the least share of the votes: of the lexicon's own nouns, each left out in turn, nine of ten
are then right."""


@dataclass(frozen=True, eq=False)
class Kindred:
    """The lexicon's nouns that have a vector, one row each, of length 1; and what each denotes."""

    rows: NDArray[np.float32]
    classes: tuple[URIRef, ...]

    def of(self, vector: NDArray[np.float32]) -> tuple[URIRef, float] | None:
        """The class that most of the nearest nouns denote and its share of their votes; None where they are far or divided."""
        length = float(np.linalg.norm(vector))
        if not length or not len(self.classes):
            return None
        # not `@`: a product as small as this costs its threads, which wait for one another, fifty times what it is worth
        likeness = np.round(np.einsum("ij,j->i", self.rows, vector / length), 3)
        nearest = np.lexsort((np.arange(len(likeness)), -likeness))[:NEAREST]
        if likeness[nearest[0]] < LIKE:
            return None
        votes: dict[URIRef, float] = defaultdict(float)
        for i in nearest:
            votes[self.classes[i]] += max(0.0, float(likeness[i])) ** SHARPNESS
        best = min(votes, key=lambda cls: (-round(votes[cls], 6), cls))
        share = votes[best] / sum(votes.values())
        return (best, round(share, 3)) if share >= AGREED else None


def kindred(token: Token, lexicon: Lexicon) -> tuple[URIRef, float] | None:
    """ "sanctuaire" → (news:Facility, 0.92): temple, monument and cimetière are facilities."""
    return _kindred(token.doc.vocab, lexicon, token.lemma_.lower(), token.lower_)


@lru_cache(maxsize=1 << 14)
def _kindred(vocab: Vocab, lexicon: Lexicon, lemma: str, form: str) -> tuple[URIRef, float] | None:
    word = vocab[lemma] if vocab.has_vector(lemma) else vocab[form]
    return _known(vocab, lexicon).of(np.asarray(word.vector, dtype=np.float32)) if word.has_vector else None


@lru_cache(maxsize=4)
def _known(vocab: Vocab, lexicon: Lexicon) -> Kindred:
    said = {e.forms[0]: e.classes[0].cls for e in lexicon.entries if e.classes and vocab.has_vector(e.forms[0])}
    rows = np.array([vocab.get_vector(form) for form in sorted(said)], dtype=np.float32).reshape(len(said), -1)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return Kindred((rows / np.where(length > 0, length, 1)).astype(np.float32), tuple(said[form] for form in sorted(said)))
