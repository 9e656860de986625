"""What the caches save: a first build, one where all is known, one after the lexicon was edited, as shares of a build without a cache.

python -m tests.benchmarks.caches FOLDER [COUNT]

COUNT makes so many articles of the folder's: copies with another id and one more sentence. Each build is a process of its own, as a
user's is. "said" is the time until it is known what all articles say, "built" that of `kg build` as a whole, files and page included.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from kg.model import Article
from kg.ontology import find
from kg.read import read

SAID = """
import sys
from pathlib import Path
from kg import ontology
from kg.build import extractions
from kg.read import read
source, mine, cache = sys.argv[1:4]
print(sum(len(said.claims) for said in extractions(read([source]), ontology.load(Path(mine)), cache=cache or None)))
"""
EDITED = "lexicon.fr.verbs.i-z.ttl"


def copies(articles: list[Article], count: int) -> Iterator[dict[str, str | None]]:
    """So many records, each with a text of its own."""
    for n, article in enumerate(islice(cycle(articles), count)):
        told = {"title": article.title, "date": article.date, "publisher": article.publisher, "lang": article.lang}
        # blank lines part paragraphs, and a text alone says nothing of its blocks
        text = "\n\n".join(article.text[block.begin : block.end] for block in article.blocks)
        yield {"id": f"copie-{n}", "text": f"{text}\n\nCet article a paru sous le numéro {n}.", **told}


def main(folder: str, count: str = "") -> None:
    """Print the shares, and what the cache holds per article."""
    articles = list(read([folder], skipped=[]))
    number = int(count or len(articles))
    with TemporaryDirectory() as place:
        here = Path(place)
        source, cache, mine = here / "articles.jsonl", here / "cache", shutil.copytree(find("news"), here / "mine")
        source.write_text("".join(f"{json.dumps(record)}\n" for record in copies(articles, number)), "utf-8")
        said, built = _said(source, mine, ""), _built(source, mine)
        print(f"{number} articles without a cache: said in {said:.1f} s, built in {built:.1f} s")
        print(f"the first time: said in {_said(source, mine, cache) / said:.3f} of that")
        print(f"all known: said in {_said(source, mine, cache) / said:.3f}, built in {_built(source, mine, '--cache', cache) / built:.3f}")
        with (mine / EDITED).open("a", encoding="utf-8") as lexicon:
            lexicon.write("# edited\n")
        print(f"lexicon edited: said in {_said(source, mine, cache) / said:.3f}")
        for cut in ("readings", "extractions"):
            sizes = [path.stat().st_size for path in (cache / cut).rglob("*.*")]
            print(f"{cut}: {sum(sizes) / len(sizes) / 1024:.1f} KiB an article")


def _said(*arguments: str | Path) -> float:
    return _seconds("-c", SAID, *arguments)


def _built(source: Path, ontology: Path, *options: str | Path) -> float:
    return _seconds("-m", "kg", "build", source, "--ontology", ontology, "--out", source.parent / "out", *options)


def _seconds(*arguments: str | Path) -> float:
    begin = perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return perf_counter() - begin


if __name__ == "__main__":
    main(*sys.argv[1:])
