"""French media and who owns them, written in several forms in articles of one sentence: does each come to be one thing, and no other's?

python -m tests.benchmarks.media FOLDER

FOLDER has the tables of "Médias français : qui possède quoi ?" (github.com/mdiplo/Medias_francais, ODC-By 1.0). A name that is written
in capitals, with another apostrophe or with "groupe" before it must stand for the same thing as the name as the table has it.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg import ontology as ontologies
from kg.build import extractions
from kg.link import LocalThing, link, local_things
from kg.link.names import fingerprint
from kg.model import Article, Block, BlockKind

RELATIONS = ("organisation-media.tsv", "personne-media.tsv", "organisation-organisation.tsv", "personne-organisation.tsv")
FORMS = (
    ("{owner} possède {owned}.", "{owner}", "{owned}"),
    ("{owned} appartient à {owner}.", "{owner}", "{owned}"),
    ("Le groupe {owner} a vendu {owned} la semaine dernière.", "{owner}", "{owned}"),
    ("Selon {upper}, {owner} en est propriétaire.", "{owner}", "{upper}"),
    ("Le propriétaire de « {curly} », {owner}, a démenti.", "{owner}", "{curly}"),
)


def pairs(folder: Path) -> Iterator[tuple[str, str]]:
    """Who owns what, as the tables have it."""
    for name in RELATIONS:
        with (folder / name).open(encoding="utf-8", newline="") as table:
            yield from ((row["origine"], row["cible"]) for row in csv.DictReader(table, delimiter="\t"))


def articles(folder: Path) -> Iterator[tuple[Article, dict[str, str]]]:
    """One sentence each, and which of its words are which name of the tables."""
    for number, (owner, owned) in enumerate(dict.fromkeys(pairs(folder))):
        form, *ends = FORMS[number % len(FORMS)]
        said = {"owner": owner, "owned": owned, "upper": owned.upper(), "curly": owned.replace("'", "’")}
        text = form.format(**said)
        article = Article(f"media-{number}", text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), "fr", date="2024-12-01")
        yield article, dict(zip((end.format(**said) for end in ends), (owner, owned), strict=True))


def main(folder: str) -> None:
    """Print how many names resolve, and which do not."""
    ontology = ontologies.load("news")
    written = list(articles(Path(folder)))
    things: list[LocalThing] = []
    found: dict[LocalThing, str] = {}
    missed: list[str] = []
    for (article, names), said in zip(written, extractions((one for one, _ in written), ontology), strict=True):
        own = list(local_things(said))
        things += own
        for form, name in names.items():
            thing = next((t for t in own if fingerprint(form, "fr") in {fingerprint(called, "fr") for called in (t.label, *t.names)}), None)
            if thing is None:
                missed.append(f"{form}: not found as a name in: {article.text}")
            else:
                found[thing] = name
    clusters: dict[str, Counter[str]] = defaultdict(Counter)
    holding: dict[str, Counter[str]] = defaultdict(Counter)
    for one in link(things, ontology):
        for name in (found[member] for member in one.members if member in found):
            clusters[name][one.iri] += 1
            holding[one.iri][name] += 1
    total = sum(len(names) for _, names in written)
    right = sum(count.most_common(1)[0][1] for count in clusters.values())
    fused = {iri: sorted(names) for iri, names in holding.items() if len({fingerprint(name, "fr") for name in names}) > 1}
    print(f"{len(written)} articles with {total} names of {len(clusters)} media and owners")
    print(f"found as a name {len(found) / total:.3f}, and resolved to the one thing of this name {right / len(found):.3f}")
    print(f"things that hold two names of the tables: {len(fused)}")
    for line in (*(f"  {iri}: {', '.join(names)}" for iri, names in sorted(fused.items())), *missed):
        print(line)
    for name, count in sorted(clusters.items()):
        if len(count) > 1:
            print(f"  {name} is several things: {', '.join(sorted(count))}")


if __name__ == "__main__":
    main(*sys.argv[1:])
