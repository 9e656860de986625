"""Frozen parses: sentences with the trees that the model drew once, so that a rule is tested apart from the model.

A case is one CoNLL-U sentence; its comments hold the article's own words (`# text = `), what it stands in (`# block = title`)
and what must come out (`# claim = subject | property | object | Status | speaker`, `# none` for nothing). To add one:

    python tests/frozen.py "Ada Lune dirige la société Quartz." >> tests/cases/roles.conllu

then check the claims that it prints, as one would check any expectation.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc as Parsed
from spacy.vocab import Vocab

from kg.model import Article, Block, BlockKind, Chain, Claim, Extraction
from kg.parse import Reading
from kg.tokens import Doc

CASES = Path(__file__).parent / "cases"
DATE = "2024-05-14"
"""The date of every case's article: a Tuesday."""


@dataclass(frozen=True)
class Case:
    """One sentence, its frozen reading and the claims that are expected of it."""

    name: str
    reading: Reading
    claims: frozenset[str]

    def __str__(self) -> str:
        return self.name


def cases(file: Path) -> Iterator[Case]:
    """The cases of one file, in order."""
    for number, chunk in enumerate(file.read_text(encoding="utf-8").strip().split("\n\n"), 1):
        comments = [line[2:].partition(" = ") for line in chunk.splitlines() if line.startswith("# ")]
        rows = [line.split("\t") for line in chunk.splitlines() if line and not line.startswith("#")]
        text = next(value for key, _, value in comments if key == "text")
        claims = frozenset(value.strip() for key, _, value in comments if key == "claim")
        kind = next((BlockKind(value.strip()) for key, _, value in comments if key == "block"), BlockKind.PARAGRAPH)
        yield Case(f"{file.stem}-{number}: {text[:60]}", reading(text, rows, kind), claims)


def reading(text: str, rows: list[list[str]], kind: BlockKind = BlockKind.PARAGRAPH) -> Reading:
    """A Reading from the rows of a CoNLL-U sentence; MISC holds `Begin`, `End`, `Space` and `Ent`."""
    misc = [dict(pair.split("=", 1) for pair in row[9].split("|")) for row in rows]
    parsed = Parsed(
        Vocab(),
        words=[row[1] for row in rows],
        spaces=[m["Space"] == "1" for m in misc],
        lemmas=[row[2] for row in rows],
        pos=[row[3] for row in rows],
        morphs=["" if row[5] == "_" else row[5] for row in rows],
        heads=[int(row[6]) - 1 if row[6] != "0" else i for i, row in enumerate(rows)],
        deps=[row[7] for row in rows],
        ents=[m["Ent"] for m in misc],
        sent_starts=[m.get("Sent") == "1" for m in misc],
    )
    article = Article("case", text, (Block(kind, 0, len(text)),), "fr", date=DATE)
    return Reading(article, Doc(parsed), tuple(int(m["Begin"]) for m in misc), tuple(int(m["End"]) for m in misc), (0,) * len(rows))


def said(extraction: Extraction) -> frozenset[str]:
    """An extraction's claims as the cases write them."""
    return frozenset(line(claim) for claim in extraction.claims)


def line(claim: Claim) -> str:
    """`subject | property | object | Status`, with the speaker where there is one."""
    parts = [claim.subject.label, short(str(claim.predicate)), _object(claim.object), claim.status.value]
    return " | ".join(parts + ([claim.speaker.label] if claim.speaker else []))


def short(iri: str) -> str:
    """A property's IRI as a name with prefix."""
    return iri.replace("https://kg.example.org/ontology/news#", "news:").replace("https://schema.org/", "schema:")


def _object(obj: object) -> str:
    return obj.label if isinstance(obj, Chain) else str(obj)


def freeze(text: str) -> str:
    """A sentence as a case: parsed by the model now, with the claims that kg now finds."""
    from kg import parse
    from kg.extract import extract, load

    article = Article("case", text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), "fr", date=DATE)
    read = next(parse.parse([article]))
    lines = [f"# text = {text}", *(f"# claim = {claim}" for claim in sorted(said(extract(read, load("news", "fr", min_confidence=0)))))]
    for token in read.doc:
        entity = f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O"
        place = f"Begin={read.begins[token.i]}|End={read.ends[token.i]}"
        misc = f"{place}|Space={int(bool(token.whitespace_))}|Ent={entity}|Sent={int(bool(token.is_sent_start))}"
        head = 0 if token.head.i == token.i else token.head.i + 1
        lines.append(
            "\t".join(
                [
                    str(token.i + 1),
                    token.text,
                    token.lemma_ or "_",
                    token.pos_,
                    "_",
                    str(token.morph) or "_",
                    str(head),
                    token.dep_,
                    "_",
                    misc,
                ]
            )
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for sentence in sys.argv[1:]:
        print(freeze(sentence))
