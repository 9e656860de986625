"""Twenty times an add is killed at a random moment: does the archive open, is all there that was in, is each article whole?

python -m tests.benchmarks.faults FOLDER [TIMES]

Half of the folder's articles are in; the other half is being added when the process is killed. What is then there must be the dataset
of those articles that are in, byte for byte. A cache stands beside, so that the time goes into the archive and not into reading.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kg.archive import Archive
from kg.archive.disk import Settings, opened
from kg.store import quads_of, serialise
from kg.upkeep import add, build, remove


def main(folder: str, times: str = "20") -> None:
    """Print what each kill left."""
    files = sorted(path for path in Path(folder).iterdir() if path.suffix in {".html", ".txt"})
    first, second = files[::2], files[1::2]
    chance = random.Random(3)
    with TemporaryDirectory() as place:
        archive = Path(place) / "press.kg"
        build(archive, first, Settings(), lang="fr")
        add(archive, second, lang="fr")
        remove(archive, [path.stem for path in second])
        begin = time.perf_counter()
        _run(archive, second).wait()
        took = time.perf_counter() - begin
        remove(archive, [path.stem for path in second])
        partly = 0
        for _ in range(int(times)):
            adding = _run(archive, second)
            time.sleep(chance.uniform(0.3, 1.0) * took)
            adding.send_signal(signal.SIGKILL)
            adding.wait()
            there = _checked(archive, first)
            partly += 0 < there < len(second)
            print(f"killed: {len(first)} articles that were in are there, {there} of {len(second)} new ones, each whole", flush=True)
            if there:
                with opened(archive) as kept:
                    kept.archive.change((), [iri for iri in kept.archive.fingerprints() if _stem(iri) not in {p.stem for p in first}])
        print(f"{times} kills, {partly} between two articles: the archive opened each time, and nothing that was in was lost")


def _run(archive: Path, sources: list[Path]) -> subprocess.Popen[bytes]:
    one_by_one = "from kg import upkeep; upkeep.in_batches = lambda values: ([value] for value in values); from kg.cli import main; main()"
    command = [sys.executable, "-c", one_by_one, "add", str(archive), *map(str, sources), "--lang", "fr"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def _checked(archive: Path, first: list[Path]) -> int:
    """How many new articles are in, after seeing that the archive is what its articles make."""
    with opened(archive) as kept:
        ids = {_stem(iri) for iri in kept.archive.fingerprints()}
        assert ids >= {path.stem for path in first}, "an article was lost"
        entries = [kept.archive.entry(iri) for iri in kept.archive.fingerprints()]
        anew = Archive(ox.Store(), kept.ontology, base=kept.settings.base)
        anew.change(entries)
        assert _bytes(anew) == serialise(quads_of(kept.archive.store), ox.RdfFormat.TRIG), "the merged graph is another"
        return len(ids) - len(first)


def _bytes(archive: Archive) -> bytes:
    return serialise(archive.quads(), ox.RdfFormat.TRIG)


def _stem(iri: str) -> str:
    return iri.rpartition("/")[2]


if __name__ == "__main__":
    main(*sys.argv[1:])
