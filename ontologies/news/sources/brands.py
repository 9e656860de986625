"""Brands and institutions with their Wikidata ids, out of OpenStreetMap's name suggestion index.

    python ontologies/news/sources/brands.py brands.tsv > ontologies/news/gazetteer.brands.tsv

The source has the columns wikidata, label_en and description_en. Kept is what its description calls a company or an institution, by the
rules below; what would be found in any text by accident is left out: names of one word that are all lower case, shorter than three
letters, or without any letter.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

RULES = (
    (r"\b(district|county|city|town|state|province|country|republic|region|commune|municipality|island) (in|of)\b", None),
    (r"\b(school|schools|university|college|academy|lycée|kindergarten)\b", None),
    (r"\b(newspaper|magazine|broadcaster|television channel|radio station)\b", "schema:NewsMediaOrganization"),
    (r"\b(trade union|trade federation|labor union|charity|non-?profit|foundation|humanitarian)\b", "schema:Organization"),
    (r"\b(police|fire department|ministry|government agency|armed forces|army|navy|court|authority|department of)\b", None),
    (
        r"\b(company|companies|corporation|conglomerate|manufacturer|maker|retailer|airline|bank|insurer|insurance|supermarkets?|hypermarkets?"
        r"|telecommunications?|telecom|operator|group|chain|franchise|publisher|brewery|automaker|carmaker|brand|firm|holding|cooperative)\b",
        "news:Company",
    ),
)
"""Patterns of a description, the first that is found decides; without a class the row is left out."""


def kept(rows: Iterator[dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Rows → (label, class, Wikidata id)."""
    for row in rows:
        label, told = row["label_en"].strip(), row["description_en"].lower()
        cls = next((cls for pattern, cls in RULES if re.search(pattern, told)), None)
        if cls and len(re.sub(r"\W", "", label)) > 2 and not (label.islower() and " " not in label) and re.search(r"[^\W\d]", label):
            yield label, cls, row["wikidata"]


def main(source: Path) -> None:
    """Print the gazetteer; a label that several rows have names none of them."""
    with source.open(encoding="utf-8", newline="") as file:
        found = sorted(set(kept(csv.DictReader(file, delimiter="\t"))))
    labels = [label for label, _, _ in found]
    print("# Brands and institutions: OpenStreetMap name suggestion index, BSD-3-Clause. Made by ontologies/news/sources/brands.py.")
    print("label\tclass\twikidata")
    for row in found:
        if labels.count(row[0]) == 1:
            print("\t".join(row))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
