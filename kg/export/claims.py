"""Claims with their sentences for a spreadsheet, one a row, in the reader's language and the dialect of CSV that goes with it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from rdflib import URIRef

from kg import ontology as ontologies
from kg.errors import WordsError
from kg.explain import STATUSES
from kg.export.elements import elements
from kg.export.formats import Style
from kg.export.graph import Source as Article
from kg.export.graph import articles
from kg.export.source import Source


@dataclass(frozen=True, slots=True)
class Dialect:
    """How spreadsheets of a language take CSV apart, and the heads of the columns."""

    delimiter: str
    decimal: str
    heads: tuple[str, ...]


DIALECTS = {
    "fr": Dialect(
        ";",
        ",",
        (
            *("sujet", "propriété", "objet", "nombre", "unité", "statut", "selon", "confiance", "valable au", "phrase"),
            *("date de l’article", "article", "média", "adresse", "identifiant"),
        ),
    ),
    "en": Dialect(
        ",",
        ".",
        (
            *("subject", "property", "object", "number", "unit", "status", "according to", "confidence", "as of", "sentence"),
            *("date of the article", "article", "publisher", "address", "identifier"),
        ),
    ),
}
_FORMULA = re.compile(r"[\s\x00-\x1f]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?( (%|°|[°€$£]?[^\W\d_]+[²³]?(/[^\W\d_]+)?))?")
"""A number, alone or with a unit: "-3,5", "-5 %", "-40 km/h"."""


def claims(source: Source, outs: Sequence[IO[bytes]], style: Style) -> None:
    """A file that a double click opens: with a byte order mark, without which Excel takes UTF-8 for something else.

    Raises WordsError for a language without a dialect.
    """
    if style.lang not in DIALECTS:
        raise WordsError(style.lang, DIALECTS)
    dialect = DIALECTS[style.lang]
    text = io.TextIOWrapper(outs[0], encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=dialect.delimiter)
    writer.writerow(dialect.heads)
    writer.writerows([safe(cell) for cell in row] for row in _rows(source, style, dialect))
    text.detach()


def _rows(source: Source, style: Style, dialect: Dialect) -> Iterator[tuple[str, ...]]:
    store, known = source.store(), ontologies.load(style.ontology)
    found, printed = elements(store, lang=style.lang), articles(store)
    nodes = {node.id: node for node in found.nodes}
    labels = {node.id: node.label for node in found.nodes}
    words = STATUSES[style.lang]
    for edge in sorted(found.edges, key=lambda edge: (edge.date, edge.article, labels[edge.source], edge.id)):
        article = printed.get(edge.article, Article(edge.article))
        yield (
            labels[edge.source],
            known.label(URIRef(edge.iri), style.lang),
            labels[edge.target],
            _number(nodes[edge.target].number, dialect),
            nodes[edge.target].unit,
            words.get(edge.status, edge.status),
            labels.get(edge.speaker, edge.speaker),
            _number(edge.confidence, dialect),
            edge.as_of,
            edge.sentence,
            edge.date,
            article.title,
            article.publisher,
            article.url,
            edge.id,
        )


def _number(number: float | None, dialect: Dialect) -> str:
    """A number that a spreadsheet can add up; a range has none."""
    if number is None:
        return ""
    return str(int(number) if number.is_integer() else number).replace(".", dialect.decimal)


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, as OWASP advises: what could begin one begins with an apostrophe.

    >>> safe("=HYPERLINK(A1)"), safe("-3,5 %"), safe("Ada Lune")
    ("'=HYPERLINK(A1)", '-3,5 %', 'Ada Lune')
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
