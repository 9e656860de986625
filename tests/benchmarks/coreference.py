"""How well mentions are put together: kg's chains against people's, in figures.

    python -m tests.benchmarks.coreference PATH [--only WORD]

PATH holds texts with their clusters, a line of JSON each: `doc_key`, `sentences` (lists of words, contractions written apart: "de le"),
`clusters` (lists of `[first word, last word]`). Mentions are compared by their head in kg's parse, and only those that both have;
a mention that stands alone counts for nothing. MUC (Vilain 1995), B³ (Bagga 1998) and LEA (Moosavi 2016); and of kg's own links, by their
kind, how many join what people joined. No text of the kind is kept here.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg import parse
from kg.extract import Resources, consider, load
from kg.model import Article, Block, BlockKind, Chain
from kg.parse import Reading

CONTRACTED = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux", ("à", "lequel"): "auquel"}
Clusters = list[frozenset[int]]


def article(entry: dict[str, list[list[str]]], number: int) -> tuple[Article, list[tuple[int, int]]]:
    """A text as one would print it, each sentence a stretch of one paragraph, and where each word stands in it."""
    words = [word for sentence in entry["sentences"] for word in sentence]
    text, places, at = "", [(0, 0)] * len(words), 0
    while at < len(words):
        joined = CONTRACTED.get((words[at].lower(), words[at + 1].lower() if at + 1 < len(words) else ""))
        form = joined if joined is not None else words[at]
        text += "" if not text or text.endswith(("'", "’", "(")) or form in {",", ".", ")"} else " "
        places[at] = (len(text), len(text) + len(form))
        if joined is not None:
            places[at + 1] = places[at]
        text += form
        at += 2 if joined is not None else 1
    return Article(str(number), text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), "fr"), places


def gold(entry: dict[str, list[list[list[int]]]], places: Sequence[tuple[int, int]], reading: Reading) -> list[list[int]]:
    """People's clusters, each mention by the head of its words in kg's parse."""
    found = []
    for cluster in entry["clusters"]:
        heads = [head for first, last in cluster if (head := _head(reading, places[first][0], places[last][1])) is not None]
        found.append(list(dict.fromkeys(heads)))
    return found


def _head(reading: Reading, begin: int, end: int) -> int | None:
    inside = [i for i in range(len(reading.doc)) if reading.begins[i] >= begin and reading.ends[i] <= end]
    return int(reading.doc[inside[0] : inside[-1] + 1].root.i) if inside else None


def shared(theirs: Iterable[Iterable[int]], ours: Iterable[Iterable[int]]) -> tuple[Clusters, Clusters]:
    """Both clusterings over the mentions that both have."""
    one, other = [frozenset(c) for c in theirs], [frozenset(c) for c in ours]
    both = frozenset(m for c in one for m in c) & frozenset(m for c in other for m in c)
    return [c & both for c in one if c & both], [c & both for c in other if c & both]


def muc(one: Clusters, other: Clusters) -> tuple[float, float]:
    """Links of one clustering that the other has as well: how many, of how many."""
    of = {mention: index for index, cluster in enumerate(other) for mention in cluster}
    return sum(len(c) - len({of[m] for m in c}) for c in one), sum(len(c) - 1 for c in one)


def b_cubed(one: Clusters, other: Clusters) -> tuple[float, float]:
    """How much of each mention's cluster the other's cluster of it holds, over mentions that do not stand alone in either."""
    of = {mention: cluster for cluster in other for mention in cluster}
    pairs = [(c, of[m]) for c in one for m in c if len(c) > 1 or len(of[m]) > 1]
    return sum(len(c & d) / len(c) for c, d in pairs), len(pairs)


def lea(one: Clusters, other: Clusters) -> tuple[float, float]:
    """The share of a cluster's links that the other has, weighed by the cluster's size."""
    several = [c for c in one if len(c) > 1]
    resolved = sum(len(c) * sum(_links(c & d) for d in other) / _links(c) for c in several)
    return resolved, sum(len(c) for c in several)


def _links(cluster: frozenset[int]) -> float:
    return len(cluster) * (len(cluster) - 1) / 2


def links(chain: Chain, theirs: dict[int, int], count: dict[str, Counter[str]]) -> None:
    """Each mention of a chain against those before it: right where people have them together."""
    known = sorted((m, r) for m, r in zip(chain.mentions, chain.reasons, strict=True) if m.head in theirs)
    for at, (mention, reason) in enumerate(known[1:], 1):
        right = any(theirs[mention.head] == theirs[before.head] for before, _ in known[:at])
        for key in (mention.kind.value, f"{mention.kind.value}: {reason}"):
            count[key]["right" if right else "wrong"] += 1


def measure(path: Path, resources: Resources, only: str) -> None:
    """Print the figures of a file."""
    entries = [entry for line in path.read_text(encoding="utf-8").splitlines() if only in (entry := json.loads(line))["doc_key"]]
    made = [article(entry, number) for number, entry in enumerate(entries)]
    totals: dict[str, list[float]] = defaultdict(lambda: [0.0] * 4)
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for entry, (_, places), reading in zip(entries, made, parse.parse(a for a, _ in made), strict=True):
        chains = consider(reading, resources).context.topics.chains
        theirs = gold(entry, places, reading)
        of = {mention: index for index, cluster in enumerate(theirs) for mention in cluster}
        one, other = shared(theirs, ([m.head for m in chain.mentions] for chain in chains))
        for name, metric in (("MUC", muc), ("B³", b_cubed), ("LEA", lea)):
            for at, figure in enumerate((*metric(one, other), *metric(other, one))):
                totals[name][at] += figure
        for chain in chains:
            links(chain, of, count)
    for name, (hit, wanted, right, said) in totals.items():
        recall, precision = hit / max(wanted, 1), right / max(said, 1)
        print(f"{name:4} precision {precision:.3f}  recall {recall:.3f}  F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}")
    for key, counted in sorted(count.items(), key=lambda item: (":" in item[0], -sum(item[1].values()), item[0])):
        print(f"{key:46} right {counted['right']:5} wrong {counted['wrong']:5}")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--only", default="", help="texts whose key has this word in it")
    options = parser.parse_args()
    measure(options.path, load("news", "fr"), options.only)


if __name__ == "__main__":
    main()
