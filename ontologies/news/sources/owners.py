"""Who owns French media: companies and persons, out of "Médias français : qui possède quoi ?".

    python ontologies/news/sources/owners.py medias_francais/ > ontologies/news/gazetteer.owners.tsv

The source's files are organisations.tsv and personnes.tsv. Left out are
labels of several firms at once ("ARD / ZDF"), states, families and associations.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

FILES = (("organisations.tsv", "news:Company"), ("personnes.tsv", "schema:Person"))
NO_FIRM = ("État", "Land", "République", "Province", "Famille", "Ayant droit", "Association", "Les Amis", "Les Augustins")


def names(file: Path) -> Iterator[str]:
    """The first column."""
    with file.open(encoding="utf-8", newline="") as lines:
        for row in list(csv.reader(lines, delimiter="\t"))[1:]:
            name = row[0].strip()
            if name and "/" not in name and not name.startswith(NO_FIRM) and len(name) > 2:
                yield name


def main(folder: Path) -> None:
    """Print the gazetteer."""
    print(
        '# Owners of French media: "Médias français : qui possède quoi ?", December 2024, ODC-By 1.0. '
        "Made by ontologies/news/sources/owners.py."
    )
    print("label\tclass\twikidata")
    for file, cls in FILES:
        for name in sorted(set(names(folder / file))):
            print(f"{name}\t{cls}\t")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
