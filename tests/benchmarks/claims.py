"""A sheet of claims to be read by eye against their sentences: so many of all that some articles are said to say, the same each time.

    python -m tests.benchmarks.claims FOLDER 100 > sheet.tsv

Columns: article, subject, property, object, status, speaker, sentence with the stating words in «< >», and two to be filled in: verdict
(right, wrong) and cause. `claims.2026-11.tsv` is such a sheet, read by somebody who had no part in the rules: 85 right, 15 wrong. Facts
and gaps an article are told on the standard error.
"""

from __future__ import annotations

import random
import sys

from kg.extract import extract_all, load
from kg.model import Chain, Claim, Extraction
from kg.ontology import Ontology
from kg.parse import parse
from kg.read import read

SEED = 20121122
COLUMNS = ("article", "subject", "property", "object", "status", "speaker", "sentence", "verdict", "cause")


def row(extraction: Extraction, claim: Claim, known: Ontology) -> tuple[str, ...]:
    """One line of the sheet."""
    text, at = extraction.article.text, claim.evidence
    said = f"{text[at.sentence_begin : at.begin]}«<{text[at.begin : at.end]}>»{text[at.end : at.sentence_end]}"
    speaker = claim.speaker.label if claim.speaker else ""
    what = (claim.subject.label, known.short(claim.predicate), _object(claim.object), claim.status.value.lower(), speaker)
    return (extraction.article.id, *what, " ".join(said.split()), "", "")


def _object(value: object) -> str:
    return value.label if isinstance(value, Chain) else str(value)


def main(folder: str, count: int) -> None:
    """Print the sheet."""
    resources = load("news", "fr")
    extractions = list(extract_all(parse(read([folder], lang="fr")), resources))
    claims = [(extraction, claim) for extraction in extractions for claim in extraction.claims]
    gaps = sum(len(extraction.gaps) for extraction in extractions)
    print(
        f"{len(extractions)} articles, {len(claims)} claims ({len(claims) / len(extractions):.1f} an article), "
        f"{gaps} gaps ({gaps / len(extractions):.1f} an article)",
        file=sys.stderr,
    )
    print("\t".join(COLUMNS))
    drawn = sorted(random.Random(SEED).sample(range(len(claims)), min(count, len(claims))))
    for extraction, claim in (claims[i] for i in drawn):
        print("\t".join(row(extraction, claim, resources.ontology)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
