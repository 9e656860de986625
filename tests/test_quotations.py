"""Which words stand between quotation marks as somebody's, and whose they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from frozen import CASES, reading
from referring import resources

from kg.extract import extract
from kg.extract.quotations import quoted_spans

FILE = CASES / "quotations" / "sentences.conllu"


def frozen(file: Path) -> list[tuple[str, list[str], list[list[str]]]]:
    """Each text with the quotations expected of it, `speaker | words`, and the rows of its parse."""
    found = []
    for chunk in file.read_text(encoding="utf-8").strip().split("\n\n"):
        comments = [line[2:].partition(" = ") for line in chunk.splitlines() if line.startswith("# ")]
        rows = [line.split("\t") for line in chunk.splitlines() if line and not line.startswith("#")]
        text = next(value for key, _, value in comments if key == "text")
        found.append((text, [value for key, _, value in comments if key == "quote"], rows))
    return found


@pytest.mark.parametrize(("text", "expected", "rows"), frozen(FILE), ids=lambda value: value[:50] if isinstance(value, str) else "")
def test_a_quotation_is_its_speakers(text: str, expected: list[str], rows: list[list[str]]) -> None:
    extraction = extract(reading(text, rows), resources())
    assert [f"{q.speaker.label if q.speaker else '?'} | {text[q.begin : q.end]}" for q in extraction.quotations] == expected


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("Il dit « oui » et “non”.", ["oui", "non"]),
        ("« Elle parle d'un “grand soir” », dit-il.", ["Elle parle d'un “grand soir”"]),
        ("« Une phrase\n\n« Une autre »", ["Une phrase", "Une autre"]),
        ('Il a dit "peut-être" puis « non ».', ["peut-être", "non"]),
    ],
)
def test_the_outermost_marks_count_and_one_left_open_ends_with_its_paragraph(text: str, inner: list[str]) -> None:
    marks = (("«", "»"), ("“", "”"), ('"', '"'))
    assert [text[begin:end] for begin, end in quoted_spans(text, marks)] == inner
