"""`kg facts` and `kg conflicts`: how many say it, and who contradicts whom."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.app import Graph, Ontology, heed, show_table
from kg.cli.sources import show_lines

if TYPE_CHECKING:
    from kg.facts import Corroborated
    from kg.facts.conflicts import Conflict


class Asked(StrEnum):
    """The status of a claim."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    NEGATED = "negated"


class Form(StrEnum):
    """How facts and conflicts are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


About = Annotated[str | None, typer.Option("--about", help="Only about this thing, by any of its names.", show_default=False)]
Property = Annotated[
    str | None,
    typer.Option("--property", help="Only this property and those below it: news:acquires, or « acquiert ».", show_default=False),
]
Since = Annotated[str | None, typer.Option("--since", help="Only what was said since then: 2012, 2012-06, 2012-06-03.", show_default=False)]
Until = Annotated[
    str | None, typer.Option("--until", help="Only what was said until then, that day or month included.", show_default=False)
]
Lang = Annotated[str, typer.Option("--lang", help="The language of properties: fr or en.")]


def facts(
    graph: Graph,
    min_sources: Annotated[int, typer.Option("--min-sources", min=1, help="Only what so many independent articles say, or deny.")] = 1,
    status: Annotated[
        list[Asked] | None, typer.Option("--status", help="Count only what is said so; may be repeated.", show_default=False)
    ] = None,
    since: Since = None,
    until: Until = None,
    about: About = None,
    prop: Property = None,
    form: Annotated[Form, typer.Option("--format", help="How to write it.")] = Form.TABLE,
    lang: Lang = "fr",
    ontology: Ontology = "news",
) -> None:
    """List each fact once: how many independent articles say it, who published them, when, and for when.

    Articles that print one text, as papers do with an agency's, are one source. A fact's two dates are apart: when it was first and last
    said, and the date for which it is said to hold, where the text gives one.
    """
    from kg.explain import STATUSES
    from kg.facts import chosen
    from kg.facts import facts as found
    from kg.model import Status
    from kg.ontology import load
    from kg.store import open_dataset

    known, store = load(ontology), open_dataset(graph)
    heed(graph, store, known.folder)
    statuses = frozenset(Status(one.value.capitalize()) for one in status or ())
    choice = chosen(store, known, status=statuses, since=since, until=until, about=about, prop=prop)
    every = found(store, ontology=known, choice=choice, min_sources=min_sources, lang=lang)
    if form is Form.TABLE:
        show_table(HEADS[lang], (_cells(one, STATUSES[lang]) for one in every))
    elif form is Form.CSV:
        _write_csv((*COLUMNS, "subject IRI", "property IRI", "object IRI or value"), ((*_cells(one, {}), *one.key) for one in every))
    else:
        _write_json([_record(one) for one in every])


COLUMNS = ("sources", "denials", "publishers", "subject", "property", "object", "said as", "first said", "last said", "holds", "confidence")


HEADS = {
    "en": COLUMNS,
    "fr": (
        *("sources", "démentis", "médias", "sujet", "propriété", "objet", "statut", "dit d’abord", "dit en dernier", "valable au"),
        "confiance",
    ),
}
"""The columns in the reader's language; CSV and JSON, which programs read, have them in English."""


def _cells(fact: Corroborated, statuses: Mapping[str, str]) -> tuple[str, ...]:
    return (
        str(fact.sources),
        str(fact.denials or ""),
        str(len(fact.publishers)),
        fact.subject,
        fact.property,
        fact.object,
        ", ".join(statuses.get(status.value, status.value.lower()) for status in fact.statuses),
        fact.first,
        fact.last,
        ", ".join(fact.holds),
        f"{fact.confidence:.2f}",
    )


def _record(fact: Corroborated) -> dict[str, Any]:
    from dataclasses import asdict

    said = asdict(fact)
    iris = dict(zip(("subject", "property", "object"), said.pop("key"), strict=True))
    return said | {"statuses": [status.value.lower() for status in fact.statuses], "iris": iris}


def conflicts(
    graph: Graph,
    since: Since = None,
    until: Until = None,
    about: About = None,
    prop: Property = None,
    form: Annotated[Form, typer.Option("--format", help="How to write it.")] = Form.TABLE,
    lang: Lang = "fr",
    ontology: Ontology = "news",
) -> None:
    """Show where articles contradict one another, side by side with their sentences.

    Two values of a property that has only one, as a date of birth or a death toll of one day; and what one article states and another
    denies. Dates and amounts that can both be right contradict nothing, and what is planned or in doubt neither.
    """
    from kg.console import contradicting
    from kg.facts import chosen
    from kg.facts.conflicts import conflicts as found
    from kg.ontology import load
    from kg.review import pairs
    from kg.store import open_dataset

    known, store = load(ontology), open_dataset(graph)
    heed(graph, store, known.folder)
    every = found(store, ontology=known, choice=chosen(store, known, since=since, until=until, about=about, prop=prop), lang=lang)
    if form is Form.TABLE:
        show_lines(lambda _: contradicting(every, lang))
        if not every:
            print("no conflicts: no two articles contradict each other in this graph", file=sys.stderr)
            if likely := sum(1 for _ in pairs(store, known, lang)):
                many = f"{likely} pair{'s' * (likely != 1)} of things"
                print(f"kg: note: {many} may be one, and what is said of each is not compared: kg review {graph}", file=sys.stderr)
    elif form is Form.CSV:
        _write_csv(SAID, (row for one in every for row in _rows(one)))
    else:
        _write_json([_told(one) for one in every])


SAID = (
    "conflict",
    "subject",
    "property",
    "value",
    "denied",
    "status",
    "date",
    "holds",
    "publisher",
    "speaker",
    "article",
    "reprint",
    "sentence",
)


def _rows(one: Conflict) -> Iterable[Sequence[str]]:
    for side in one.sides:
        for saying in side.sayings:
            yield (
                *(one.kind.value, one.subject, one.property, side.value, _yes(side.denied), saying.status.value.lower(), saying.date),
                *(saying.as_of, saying.publisher, saying.speaker, saying.article, _yes(saying.reprint), saying.sentence),
            )


def _yes(true: bool) -> str:
    return "yes" if true else ""


def _told(one: Conflict) -> dict[str, Any]:
    from dataclasses import asdict

    said = asdict(one)
    for side in said["sides"]:
        for saying in side["sayings"]:
            saying["status"] = saying["status"].value.lower()
    return said | {"iris": dict(zip(("subject", "property"), one.iris, strict=True))}


def _write_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([columns, *rows])
    sys.stdout.buffer.write(text.getvalue().encode())


def _write_json(values: object) -> None:
    print(json.dumps(values, ensure_ascii=False, indent=2))
