"""What reading costs: the processor time of kg's own layers against that of spaCy's pipeline, on the same articles, in one run.

python -m tests.benchmarks.speed FOLDER
"""

from __future__ import annotations

import sys
from time import process_time

from kg.extract import extract_all, load
from kg.parse import load as pipeline
from kg.parse import parse
from kg.read import read


def main(folder: str) -> None:
    """Print words a second of either, and the ratio."""
    articles = list(read([folder], lang="fr"))
    resources = load("news", "fr")
    pipeline("fr")
    readings = list(parse(articles))  # warms both up
    list(extract_all(readings, resources))
    started = process_time()
    readings = list(parse(articles))
    parsed = process_time()
    list(extract_all(readings, resources))
    done = process_time()
    words = sum(len(reading.doc) for reading in readings)
    spacy, ours = parsed - started, done - parsed
    print(f"{len(articles)} articles, {words} tokens: spaCy {words / spacy:,.0f} tokens/s, kg's layers {words / ours:,.0f} tokens/s")
    print(f"kg's layers take {ours / spacy:.2f} of spaCy's time")


if __name__ == "__main__":
    main(sys.argv[1])
