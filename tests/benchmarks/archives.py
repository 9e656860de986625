"""What DESIGN's laws promise of an archive, on real articles: any order, any halves, each one out and in again; and what one more costs.

python -m tests.benchmarks.archives FOLDER [SIZE]

Every difference is an error. SIZE (1000) is how many articles the largest archive has to which one is added: copies of the folder's in
which people, organisations and works have other names, one name in some four hundred being the same, and places keep theirs.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
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
        article=replace(said.article, id=f"{said.article.id}-{number}"),
        chains=tuple(chains.values()),
        claims=tuple(replace(c, subject=now(c.subject), object=now(c.object), speaker=now(c.speaker)) for c in said.claims),
        quotations=tuple(replace(q, speaker=now(q.speaker)) for q in said.quotations),
    )


def _other(chain: Chain, number: int) -> Chain:
    if not chain.key.startswith(RENAMED) or not chain.names or chain.same_as:
        return chain
    names = tuple(f"{name} {chr(ord('A') + number % 26)}{number}" for name in chain.names)
    return replace(chain, key=f"{chain.key}-{number}", label=names[0], names=names)


def costs(said: Sequence[Extraction], size: int) -> None:
    """The median time of adding one article to archives of ten articles and more, as a ratio to that of ten."""
    chance = random.Random(2)
    with TemporaryDirectory() as place:
        archive = Archive(ox.Store(place), ONTOLOGY)
        more = (entry(renamed(one, number, chance)) for number, one in enumerate(_endless(said)))
        held, least = 0, 0.0
        for goal in [n for n in (10, 100, 1000, 10_000) if n <= size]:
            for batch in in_batches(islice(more, goal - held)):
                archive.change(batch)
            held, times = goal, []
            for one in islice(more, 7):
                begin = perf_counter()
                archive.change([one])
                times.append(perf_counter() - begin)
                archive.change((), [one.iri])
            took = median(times)
            least = least or took
            print(f"one more article to {goal:>6,}: {took / least:5.1f} times what it takes to 10 ({1000 * took:.0f} ms)", flush=True)


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
