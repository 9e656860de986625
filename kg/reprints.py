"""Which articles print one text: an agency's words in two papers are one source, whatever headline stands above them.

A text's signature is its MinHash (Broder 1997): the share of places at which two signatures agree is about the share of
three-word runs that the texts have in common. It stands in the article's graph, so that who reprints whom is known without
the texts. Articles that have a band of their signatures in common find each other by it and need not be compared with all.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rdflib import URIRef

RUN = 3
"""Words in a row that count as one: what two journalists write of one event has few of these in common."""
FEWEST = 20
"""Words that a text needs to be told from another: "Le procès s'ouvre lundi." may be written twice."""
PLACES = 128
BAND = 3
"""Places in a band: of two texts whose runs are half the same 996 in a thousand share one, of two that share a tenth four in a hundred."""
ALIKE = 0.4
"""From this share of equal places on two texts are one: cut, under another headline and with another beginning they still reach it."""

Sharing = Callable[[str], Iterable["Text"]]
"""A band → the texts that have it."""


@dataclass(frozen=True, slots=True)
class Text:
    """An article's text as far as it matters here: when it came out, and its signature, "" of one that has none."""

    article: URIRef
    date: str
    signature: str

    @property
    def age(self) -> tuple[bool, str, str]:
        """Sorts the earliest first and undated ones last."""
        return not self.date, self.date, str(self.article)


def signature(text: str) -> str:
    """A text's signature in base64, the same for ever; "" of a text that is too short to have one.

    It is datasketch's MinHash by its scheme "affine32", seed 1, of which each place keeps the lower 16 bits.
    """
    words = re.findall(r"\w+", text.casefold())
    if len(words) < FEWEST:
        return ""
    from datasketch import MinHash  # takes a second to load

    runs = {" ".join(words[i : i + RUN]).encode() for i in range(len(words) - RUN + 1)}
    sketch = MinHash(num_perm=PLACES, seed=1, scheme="affine32")
    sketch.update_batch(sorted(runs))
    return b64encode(sketch.hashvalues.astype("<u2").tobytes()).decode()


def bands(signature: str) -> tuple[str, ...]:
    """What a text is found by: `text 0 1f3a…`, `text 1 …`; two texts that share none are not compared."""
    octets = b64decode(signature)
    width = 2 * BAND
    return tuple(f"text {i} {octets[i * width : (i + 1) * width].hex()}" for i in range(len(octets) // width))


def likeness(one: str, other: str) -> float:
    """About how much two texts have in common, from 0 to 1, by their signatures."""
    return float((_places(one) == _places(other)).mean()) if one and other else 0.0


def reprints(texts: Iterable[Text], sharing: Sharing | None = None) -> Iterator[tuple[URIRef, URIRef]]:
    """Each article that prints what an earlier one had, with the earliest that had it, in whatever order the texts come.

    `sharing` finds what has a band; without it, among the texts given. Texts are one group where each is alike to one of the others.
    """
    for group in groups(texts, sharing):
        first, *others = sorted(group, key=lambda text: text.age)
        yield from ((text.article, first.article) for text in others)


def groups(texts: Iterable[Text], sharing: Sharing | None = None) -> Iterator[list[Text]]:
    """Texts that are one, each with all that are one with it, also those that only `sharing` knows."""
    known = list(texts)
    find = sharing or having(known)
    left: dict[str, list[Text]] = {}
    done: set[URIRef] = set()

    def near(text: Text) -> dict[URIRef, Text]:
        """The texts that share a band with this one and have no group yet."""
        for band in bands(text.signature):
            left[band] = [other for other in (left[band] if band in left else find(band)) if other.article not in done]
        return {other.article: other for band in bands(text.signature) for other in left[band]}

    for start in sorted(known, key=lambda text: text.age):
        group = [] if start.article in done else [start]
        done.add(start.article)
        for text in group:  # grows while it is walked through
            found = [other for other in near(text).values() if likeness(text.signature, other.signature) >= ALIKE]
            done.update(other.article for other in found)
            group += found
        if group:
            yield group


def having(texts: Iterable[Text]) -> Sharing:
    """These texts by their bands."""
    by_band: Mapping[str, list[Text]] = defaultdict(list)
    for text in texts:
        for band in bands(text.signature):
            by_band[band].append(text)
    return lambda band: by_band.get(band, ())


@lru_cache(maxsize=1 << 14)
def _places(signature: str) -> NDArray[np.uint16]:
    return np.frombuffer(b64decode(signature), dtype="<u2")
