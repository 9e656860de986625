"""French media and who owns them, written in several forms in articles of one sentence: is each one thing, and no other's?

python -m tests.benchmarks.media FOLDER

FOLDER has the tables of "Médias français : qui possède quoi ?" (github.com/mdiplo/Medias_francais, ODC-By 1.0), where a name is the id of
a medium, a firm or a person. A name that is written in capitals, with another apostrophe or with "groupe" before it must stand for the
same thing as the name as the table has it.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import URIRef

from kg import ontology as ontologies
from kg.build import extractions
from kg.link import LocalThing, Thing, link, local_things
from kg.link.names import fingerprint
from kg.model import Article, Block, BlockKind
from kg.ontology import Ontology

RELATIONS = ("organisation-media", "personne-media", "organisation-organisation", "personne-organisation")
"""The tables of who (`origine`) owns what (`cible`), and of what kind each of the two is."""
KINDS = {"media": ("organization",), "organisation": ("organization", "place"), "personne": ("person", "group")}
"""The kinds of things that each may be: some firms belong to states, and some to families."""
FORMS = (
    ("{owner} possède {owned}.", "{owner}", "{owned}"),
    ("{owned} appartient à {owner}.", "{owner}", "{owned}"),
    ("{group} a vendu {owned} la semaine dernière.", "{owner}", "{owned}"),
    ("Selon {upper}, {owner} en est propriétaire.", "{owner}", "{upper}"),
    ("Le propriétaire de « {curly} », {owner}, a démenti.", "{owner}", "{curly}"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the ids: the things that each is, with how many of its written names are, and the ids that each thing holds."""

    things: Mapping[str, Counter[URIRef]]
    ids: Mapping[URIRef, tuple[str, ...]]
    kinds: Mapping[URIRef, str]
    missed: tuple[str, ...]

    def one_to_one(self) -> list[str]:
        """The ids that are one thing, which is no other id's."""
        return [name for name, count in sorted(self.things.items()) if len(count) == 1 and self.ids[next(iter(count))] == (name,)]

    def shared(self, *, variants: bool) -> dict[URIRef, tuple[str, ...]]:
        """The things that hold several ids: those that differ by no more than "Groupe", an article or a legal form, or the others."""
        several = {iri: names for iri, names in sorted(self.ids.items()) if len(names) > 1}
        return {iri: names for iri, names in several.items() if (len({fingerprint(name, "fr") for name in names}) == 1) == variants}


def rows(table: Path) -> Iterator[dict[str, str]]:
    """The rows of a table."""
    with table.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t")


def pairs(folder: Path) -> Iterator[tuple[str, ...]]:
    """An owner, what it owns, and what the tables call each of them, once."""
    seen = set()
    for table in RELATIONS:
        for row in rows(folder / f"{table}.tsv"):
            if (pair := (row["origine"], row["cible"])) not in seen:
                seen.add(pair)
                yield *pair, *table.split("-")


def articles(folder: Path) -> Iterator[tuple[Article, dict[str, str]]]:
    """One sentence each, and which of its words are which id."""
    for number, (owner, owned, sort, _) in enumerate(pairs(folder)):
        form, *ends = FORMS[number % len(FORMS)]
        group = f"Le groupe {owner}" if sort == "organisation" and not owner.startswith("Groupe ") else owner
        said = {"owner": owner, "owned": owned, "group": group, "upper": owned.upper(), "curly": owned.replace("'", "’")}
        text = form.format(**said)
        article = Article(f"media-{number}", text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), "fr", date="2024-12-01")
        yield article, dict(zip((end.format(**said) for end in ends), (owner, owned), strict=True))


def resolved(written: Iterable[tuple[Article, Mapping[str, str]]], ontology: Ontology) -> Outcome:
    """What became of each id."""
    written = list(written)
    things: list[LocalThing] = []
    stands_for: dict[LocalThing, list[str]] = defaultdict(list)
    missed: list[str] = []
    for (article, names), said in zip(written, extractions((one for one, _ in written), ontology), strict=True):
        own = list(local_things(said))
        things += own
        for form, name in names.items():
            thing = next((t for t in own if fingerprint(form, "fr") in {fingerprint(called, "fr") for called in (t.label, *t.names)}), None)
            if thing is None:
                missed.append(f"{form}: {article.text}")
            else:
                stands_for[thing].append(name)
    return _outcome(link(things, ontology), stands_for, missed, ontology)


def _outcome(found: Iterable[Thing], stands_for: Mapping[LocalThing, list[str]], missed: list[str], ontology: Ontology) -> Outcome:
    counts: dict[str, Counter[URIRef]] = defaultdict(Counter)
    ids: dict[URIRef, tuple[str, ...]] = {}
    for one in found:
        names = [name for member in one.members for name in stands_for.get(member, ())]
        for name in names:
            counts[name][one.iri] += 1
        if names:
            ids[one.iri] = tuple(sorted(set(names)))
    return Outcome(counts, ids, {one.iri: ontology.kind(one.classes[0]) for one in found if one.iri in ids}, tuple(missed))


def main(folder: str) -> None:
    """Print how many ids are one thing, and which are not."""
    ontology = ontologies.load("news")
    written = list(articles(Path(folder)))
    expected: dict[str, tuple[str, ...]] = {}
    for owner, owned, *sorts in pairs(Path(folder)):
        expected |= {owner: KINDS[sorts[0]], owned: KINDS[sorts[1]]}
    outcome = resolved(written, ontology)
    total = sum(len(names) for _, names in written)
    found = sum(count.total() for count in outcome.things.values())
    right = sum(count.most_common(1)[0][1] for count in outcome.things.values())
    typed = sum(n for name, count in outcome.things.items() for iri, n in count.items() if outcome.kinds[iri] in expected[name])
    ids = {name for _, names in written for name in names.values()}
    split = {name: count for name, count in sorted(outcome.things.items()) if len(count) > 1}
    variants, wrong = outcome.shared(variants=True), outcome.shared(variants=False)
    print(f"{len(written)} articles with {total} written names of {len(ids)} ids")
    print(f"found as a name: {found / total:.3f}; of these one thing with their id: {right / found:.3f}, of its kind: {typed / found:.3f}")
    print(f"ids that are exactly one thing, which is no other id's: {len(outcome.one_to_one())} of {len(ids)}")
    print(f"ids never found: {len(ids) - len(outcome.things)}; split over several things: {len(split)}")
    print(f"things that hold several ids: {len(wrong)}, and {len(variants)} whose ids differ by no more than Groupe, article or legal form")
    for title, held in (("Holds other ids", wrong), ("Holds variants", variants)):
        for iri, names in held.items():
            print(f"{title}: {iri}: {', '.join(names)}")
    for name, count in split.items():
        print(f"Split: {name}: {', '.join(f'{iri} ({n})' for iri, n in sorted(count.items()))}")
    for line in outcome.missed:
        print(f"Not found: {line}")
    for name, count in sorted(outcome.things.items()):
        for iri in sorted(iri for iri in count if outcome.kinds[iri] not in expected[name]):
            print(f"Of another kind: {name}: {iri}")


if __name__ == "__main__":
    main(*sys.argv[1:])
