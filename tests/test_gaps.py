"""What the lexicon does not say yet: on frozen parses what is a gap and what is none, and how gaps are listed."""

from __future__ import annotations

import pytest
from frozen import CASES, reading

from kg.extract import Resources, extract, load
from kg.model import Gap
from kg.parse import Reading

FILE = CASES / "gaps" / "gaps.conllu"


@pytest.fixture(scope="module")
def news() -> Resources:
    return load("news", "fr")


def frozen() -> list[tuple[str, Reading, set[str]]]:
    """Each sentence of the file with its tree and the gaps that its comments expect."""
    found = []
    for chunk in FILE.read_text(encoding="utf-8").strip().split("\n\n"):
        said = [line[2:].partition(" = ") for line in chunk.splitlines() if line.startswith("# ")]
        rows = [line.split("\t") for line in chunk.splitlines() if not line.startswith("#")]
        text = next(value for key, _, value in said if key == "text")
        found.append((text, reading(text, rows), {value for key, _, value in said if key == "gap"}))
    return found


def line(gap: Gap, news: Resources) -> str:
    kind = f"reflexive {gap.kind.value}" if gap.reflexive else gap.kind.value
    roles = ", ".join(f"{filled.role} {news.ontology.short(filled.cls) if filled.cls else '?'}" for filled in gap.roles)
    return " | ".join([gap.predicate, kind, roles, gap.reason, *([gap.sense.rpartition("#")[2]] if gap.sense else [])])


@pytest.mark.parametrize(("read", "expected"), [(read, gaps) for _, read, gaps in frozen()], ids=[text for text, _, _ in frozen()])
def test_two_known_things_that_no_sense_links_are_a_gap(read: Reading, expected: set[str], news: Resources) -> None:
    found = extract(read, news).gaps
    assert {line(gap, news) for gap in found if len([filled for filled in gap.roles if filled.cls]) > 1} == expected
