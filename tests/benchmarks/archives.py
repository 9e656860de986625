"""What DESIGN's laws promise of an archive, on real articles: any order, any halves, each one out and in again; and what one more costs.

python -m tests.benchmarks.archives FOLDER [SIZE]

Every difference is an error. SIZE (1000) is how many articles the largest archive has to which one is added: copies of the folder's in
which people, organisations and works have other names, one name in some four hundred being the same, and places keep theirs, so that a
third of all articles name France. Their texts are in another alphabet, lest each pass for a reprint of the other copies.
"""

from __future__ import annotations

import random
import resource
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import pyoxigraph as ox

import kg
from kg import ontology as ontologies
from kg.archive import Archive, Entry
from kg.archive.disk import in_batches
from kg.build import extractions
from kg.iris import article_iri
from kg.merge import merge
from kg.model import Chain, Extraction
from kg.rdf import of_extraction
from kg.read import read
from kg.store import serialise

ONTOLOGY = ontologies.load("news")
RENAMED = ("person/", "organization/", "work/", "product/", "service/")
NAMES = 400
SAMPLED = 6
"""Every sixth article is one of those put in and taken out."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def entry(extraction: Extraction) -> Entry:
    """An article ready to be put in."""
    return Entry(article_iri(extraction.article.id), tuple(of_extraction(extraction)), extraction.article.id, ("fr", "model"))


def record(archive: Archive) -> bytes:
    """The dataset's bytes."""
    return serialise(archive.quads(), ox.RdfFormat.TRIG)


def filled(*batches: Sequence[Entry]) -> Archive:
    """An archive in memory to which these were added, one batch after the other."""
    archive = Archive(ox.Store(), ONTOLOGY)
    for batch in batches:
        archive.change(batch)
    return archive


def built(entries: Sequence[Entry]) -> bytes:
    """What a build from these articles gives."""
    quads = [quad for one in entries for quad in one.quads]
    versions = {"kg": kg.__version__, "ontology": ONTOLOGY.version, "fr model": "model"}
    return serialise([*quads, *merge(quads, ONTOLOGY, versions=versions)], ox.RdfFormat.TRIG)


def laws(entries: Sequence[Entry]) -> None:
    """Any order and any halves are the same dataset; each article out, and in again, too."""
    archive = filled(entries)
    whole, chance = built(entries), random.Random(1)
    assert record(archive) == whole, "the archive is not what a build gives"
    for order in (entries[::-1], sorted(entries, key=lambda e: e.iri), chance.sample(entries, len(entries))):
        assert record(filled(*([one] for one in order))) == whole, "another order is another dataset"
    half = len(entries) // 2
    assert record(filled(entries[half:], entries[:half])) == whole, "two halves are another dataset"
    print(f"{len(entries)} articles in three other orders, one by one, and in two halves: the same {len(whole):,} bytes")
    for one in entries:
        archive.change((), [one.iri])
        assert record(archive) == built([other for other in entries if other.iri != one.iri]), f"{one.iri} left a trace"
        archive.change([one])
        assert record(archive) == whole, f"{one.iri} came back as another"
    print(f"each of {len(entries)} articles taken out and put back: the same bytes as without it, and as before")


def renamed(said: Extraction, number: int, chance: random.Random) -> Extraction:
    """An article like another, about others."""
    chains = {chain.key: _other(chain, chance.randrange(NAMES)) for chain in said.chains}

    def now(end: Any) -> Any:
        return chains.get(end.key, end) if isinstance(end, Chain) else end

    return replace(
        said,
        article=replace(said.article, id=f"{said.article.id}-{number}", text=_enciphered(said.article.text, number)),
        chains=tuple(chains.values()),
        claims=tuple(replace(c, subject=now(c.subject), object=now(c.object), speaker=now(c.speaker)) for c in said.claims),
        quotations=tuple(replace(q, speaker=now(q.speaker)) for q in said.quotations),
    )


def _other(chain: Chain, number: int) -> Chain:
    if not chain.key.startswith(RENAMED) or not chain.names or chain.same_as:
        return chain
    end = LETTERS[number // len(LETTERS)] + LETTERS[number % len(LETTERS)]
    label, *names = (name + (end.upper() if name.isupper() else end) for name in (chain.label, *chain.names))
    return replace(chain, key=f"{chain.key}-{end}", label=label, names=tuple(names))


def _enciphered(text: str, number: int) -> str:
    """A text of the same length in which no word is what it was."""
    letters = random.Random(number).sample(LETTERS, len(LETTERS))
    return text.translate(str.maketrans(LETTERS, "".join(letters)))


def costs(said: Sequence[Extraction], size: int) -> None:
    """The median time of putting one article into archives of ten articles and more and taking it out, as a ratio to that of ten.

    The articles put in are copies of the same ones each time. It is the processor's time, for others may use the machine as well.
    """
    chance = random.Random(2)
    with TemporaryDirectory() as place:
        archive = Archive(ox.Store(place), ONTOLOGY)
        more = (entry(renamed(one, number, chance)) for number, one in enumerate(_endless(said)))
        held, least = 0, (0.0, 0.0)
        for goal in [n for n in (10, 100, 1000, 10_000) if n <= size]:
            for batch in in_batches(islice(more, goal - held)):
                archive.change(batch)
            held, times = goal, []
            for number, one in enumerate(said[::SAMPLED]):
                new = entry(renamed(one, 1_000_000 + goal + number, chance))
                times.append((_took(archive.change, [new]), _took(archive.change, (), [new.iri])))
            put, out = (median(column) for column in zip(*times, strict=True))
            least = least if any(least) else (put, out)
            ratios = [
                f"{took / first:.1f} times as long as with 10 ({1000 * took:.0f} ms)" for took, first in zip((put, out), least, strict=True)
            ]
            print(f"with {goal:>6,} articles one more takes {ratios[0]}, one less {ratios[1]}; {_memory()}", flush=True)
        archive.close()
        opening = _took(lambda: Archive(ox.Store(place), ONTOLOGY).close())
        print(f"opening an archive of {held:,} articles: {1000 * opening:.0f} ms")


def _took(do: Callable[..., None], *given: Any) -> float:
    begin = process_time()
    do(*given)
    return process_time() - begin


def _memory() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB at most"


def _endless(said: Sequence[Extraction]) -> Iterator[Extraction]:
    while True:
        yield from said


def main(folder: str, size: str = "1000") -> None:
    """Check the laws, then print the costs."""
    files = sorted(path for path in Path(folder).iterdir() if path.suffix in {".html", ".txt"})
    said = list(extractions(read(files, lang="fr"), ONTOLOGY))
    laws([entry(one) for one in said])
    costs(said, int(size))


if __name__ == "__main__":
    main(*sys.argv[1:])
