"""Time and memory of each format as a graph grows: `python -m tests.benchmarks.exports 100000 1000000`.

The graph is the sample's, as often over as it takes, each time with articles and things of its own; it is read from N-Quads.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import pyoxigraph as ox

from kg.export import FORMATS

RECORD = Path(__file__).parents[2] / "outputs" / "netflix-eternaute.trig"
NAMED = re.compile(r"(kg\.example\.org/(?!ontology|graph)[a-z]+/)([a-z0-9]+)")


def written(path: Path, quads: int) -> int:
    """A graph of about so many quads; gives how many they are."""
    lines = [f"{quad} .\n" for quad in ox.parse(path=str(RECORD))]
    times = quads // len(lines) + 1
    with path.open("w", encoding="utf-8") as file:
        for n in range(times):
            file.writelines(NAMED.sub(rf"\g<1>\g<2>-{n}", line) for line in lines)
    return times * len(lines)


def measured(graph: Path, form: str) -> tuple[float, int]:
    """Seconds, and megabytes at the most, of one export."""
    command = [sys.executable, "-m", "kg", "export", str(graph), "--to", form, "-o", str(graph.parent / "out" / form)]
    begin = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, form
    return perf_counter() - begin, usage.ru_maxrss // 1024


def main(sizes: list[int]) -> None:
    """A line a size and a format."""
    print("quads\tformat\tseconds\tMB")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            graph = Path(folder) / "graph.nq"
            quads = written(graph, size)
            for form in FORMATS:
                if form.name != "html":
                    seconds, megabytes = measured(graph, form.name)
                    print(f"{quads}\t{form.name}\t{seconds:.1f}\t{megabytes}", flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
