"""What a reader sees on a terminal: tables, sentences with their words marked, the summary of a build; values, for cli to print."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date as Day
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import RDF, RDFS
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from kg.iris import NEWS, interned

if TYPE_CHECKING:
    from kg.build import Built
    from kg.explain import About, Explained, Passage
    from kg.facts.conflicts import Conflict, Saying
    from kg.gaps import Item
    from kg.lexicon import Lexicon
    from kg.model import Extraction
    from kg.ontology import Ontology
    from kg.parse import Reading
    from kg.review import Pair
    from kg.score import Outcome

MOST_NAMED = 5
"""A summary names no more parts of a count than this; there are five statuses."""
NARROW, LEAST = 20, 36
"""A column up to `NARROW` characters wide is never wrapped, and a wider one needs at least `LEAST` to be read with pleasure."""
WRITTEN = ("the graph, each article with its own part", "the merged graph, to read", "the page, for a browser")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, width: int | None) -> tuple[Table, int]:
    """A table and how wide it has to be: ruled and wrapped for a terminal of this width, else plain and in full.

    Where a terminal is too narrow for the columns side by side, each row becomes a block of lines.
    """
    body = [[Text(" ".join(cell.split())) for cell in row] for row in rows]
    full = [max((Text(column).cell_len, *(row[i].cell_len for row in body))) + 2 for i, column in enumerate(columns)]
    if width is not None and sum(min(wide, LEAST) if wide > NARROW else wide for wide in full) + 2 > width:
        return _blocks(columns, body), width
    ruled = width is not None
    look = Table(box=box.SIMPLE_HEAD if ruled else None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold" if ruled else "")
    for column, wide in zip(columns, full, strict=True):
        look.add_column(column, no_wrap=wide <= NARROW, overflow="fold")
    for row in body:
        look.add_row(*row)
    return look, width or max(sum(full), 1)


def _blocks(columns: Sequence[str], body: Iterable[Sequence[Text]]) -> Table:
    look = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    look.add_column(style="bold", no_wrap=True)
    look.add_column(overflow="fold")
    for row in body:
        for column, cell in zip(columns, row, strict=True):
            if cell.plain:
                look.add_row(column, cell)
        look.add_row()
    return look


@contextmanager
def progress() -> Iterator[Callable[[Extraction | Reading], None]]:
    """A count of articles on the standard error, if somebody is looking."""
    console = Console(stderr=True)
    look = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*look, console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task("loading the model", total=None)

        def seen(one: Extraction | Reading) -> None:
            shown.advance(task)
            shown.update(task, description=f"{shown.tasks[0].completed:.0f} read, the last {escape(one.article.id)}")

        yield seen


@contextmanager
def asking(name: str, total: int) -> Iterator[Callable[[], None]]:
    """How many of the things are answered for, on the standard error, if somebody is looking."""
    console = Console(stderr=True)
    look = (SpinnerColumn(), TextColumn("{task.completed} of {task.total} asked of {task.description}"), TimeElapsedColumn())
    with Progress(*look, console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task(escape(name), total=total)
        yield lambda: shown.advance(task)


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """That something goes on, and for how long, on the standard error, if somebody is looking."""
    console = Console(stderr=True)
    look = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*look, console=console, transient=True, disable=not console.is_terminal) as shown:
        shown.add_task(escape(what), total=None)
        yield


def told(about: About, *, marked: bool, why: bool = False) -> Iterator[Text]:
    """A thing's facts as a reader gets them: under each property the facts, each with its sentence and where it stands."""
    yield Text(about.label, "bold").append(f"  {about.cls} · {about.iri}", "not bold dim")
    if not about.facts:
        yield Text("  aucun fait dans ce graphe" if about.lang == "fr" else "  no fact in this graph")
    for (outward, prop), facts in groupby(about.facts, key=lambda fact: (fact.outward, fact.property)):
        yield Text("\n" + (prop if outward else f"← {prop}"), "cyan")
        for fact in facts:
            yield Text("  ").append(f"{fact.subject} → {fact.object}", "bold")
            yield Text("    ").append_text(_sentence(fact.passage, marked=marked))
            yield Text(f"    {_circumstances(fact, about.lang)}", "dim")
            if why:
                yield from (Text(f"    {line}", "dim") for line in _confidence(fact, about.lang))
    yield Text()


def _sentence(passage: Passage, *, marked: bool) -> Text:
    """The sentence with the words that state the fact in bold, its two ends underlined; `marked` puts ** round them instead."""
    said, inside = Text(), False
    for piece, what in passage.pieces():
        if marked and ("fact" in what) != inside:
            said.append("**")
            inside = not inside
        said.append(piece, " ".join([*(["bold"] if "fact" in what else []), *(["underline"] if what & {"subject", "object"} else [])]))
    return said.append("**") if inside else said


def _circumstances(fact: Explained, lang: str) -> str:
    by, sense = ("selon", "sens") if lang == "fr" else ("according to", "sense")
    parts = (
        fact.status + (f", {by} {fact.speaker}" if fact.speaker else ""),
        _as_of(fact.as_of, lang) if fact.as_of else "",
        ", ".join(filter(None, (fact.title or fact.article, fact.date))),
        f"{sense} {fact.sense}" if fact.sense else "",
    )
    return " · ".join(filter(None, parts))


def _as_of(date: str, lang: str) -> str:
    """ "en 1931", "en juin 2024", "au 19 janvier 2026"."""
    from babel.dates import format_date

    year, month, day = [*map(int, date.split("-")), 0, 0][:3]
    when = format_date(Day(year, month or 1, day or 1), "long" if day else "MMMM y" if month else "y", locale=lang)
    return f"{('au' if day else 'en') if lang == 'fr' else 'as of'} {when}"


def _confidence(fact: Explained, lang: str) -> Iterator[str]:
    """How sure kg is, and what made it so: the first line is the sum of the others."""
    yield f"{'confiance' if lang == 'fr' else 'confidence'} {float(fact.confidence or 0):.2f}"
    for n, step in enumerate(fact.because):
        yield f"  {step.hundredths / 100:{'+' if n else ' '}.2f}  {step.words}"


def contradicting(every: Iterable[Conflict], lang: str) -> Iterator[Text]:
    """Conflicts for a reader: the thing and the property, then each side with its sentences."""
    for one in every:
        yield Text(one.subject, "bold").append(f"  {one.property}", "not bold cyan")
        for side in one.sides:
            sources = f"{side.sources} source{'s' if side.sources != 1 else ''}"
            denied = f"{'non :' if lang == 'fr' else 'not'} {side.value}"
            yield Text("  ").append(denied if side.denied else side.value, "bold").append(f"  {sources}", "not bold dim")
            for said in side.sayings:
                yield Text(f"    {' '.join(said.sentence.split())}")
                yield Text(f"    {_origin(said, lang)}", "dim")
        yield Text()


def _origin(said: Saying, lang: str) -> str:
    from kg.explain import STATUSES

    by, reprint = ("selon", "reprise") if lang == "fr" else ("according to", "a reprint")
    parts = (
        STATUSES[lang][said.status.value] + (f", {by} {said.speaker}" if said.speaker else ""),
        _as_of(said.as_of, lang) if said.as_of else "",
        ", ".join(filter(None, (said.title or said.article, said.publisher, said.date))),
        reprint if said.reprint else "",
    )
    return " · ".join(filter(None, parts))


def figures(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, ...]]:
    """A score's overall figures: what is measured, the figure, and what it is a share of."""
    from kg.score import figures as shares

    for name, share in shares(outcomes).items():
        counted = f"{share.part} of {share.whole}" if name not in ("f1", "f1_with_status") else ""
        yield _FIGURES[name], f"{share.value:.3f}", counted


_FIGURES = {
    "precision": "precision: facts said that are so",
    "recall": "recall: facts of the gold that are said",
    "f1": "F1",
    "f1_with_status": "F1 with the status required",
    "speaker": "speakers of the facts found",
    "evidence": "evidence of the facts found",
    "quotes": "quotations with their speaker",
    "entities": "entities found by a name",
    "classes": "classes of the entities found",
}


def scored(outcomes: Sequence[Outcome], known: Ontology) -> Iterator[tuple[str, ...]]:
    """A score property by property: how many facts the gold has, how many of them were found, how many are wrong."""
    from kg.score import by_property

    for prop, count in by_property(outcomes).items():
        yield known.short(prop), *(str(count[what]) for what in ("gold", "found", "wrong"))


def statuses(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, ...]]:
    """A score status by status; a fact found may have been said with another status."""
    from kg.score import by_status

    for status, count in by_status(outcomes).items():
        yield status.value.lower(), *(str(count[what]) for what in ("gold", "found", "same status", "wrong"))


def mistakes(outcomes: Sequence[Outcome], known: Ontology) -> Iterator[Text]:
    """Each fact that was missed or is wrong, with its evidence, under its article."""
    from kg.score import errors as mistaken

    for article, errors in groupby(mistaken(outcomes), key=lambda error: error.article):
        yield Text(article, "bold")
        for error in errors:
            fact = f"{error.subject} → {known.short(error.predicate)} → {error.object}"
            yield Text(f"  {error.what:7}").append(fact, "bold").append(f"  {' or '.join(error.statuses)}", "dim")
            for words in error.evidence:
                yield Text("          ").append(" ".join(words.split()), "dim")


def wanting(items: Iterable[Item], known: Ontology, *, marked: bool) -> Iterator[Text]:
    """What a lexicon lacks, item by item: how often, the predicate and its roles, the classes linked, why, and sentences."""
    for item in items:
        kind = f"reflexive {item.kind.value}" if item.reflexive else item.kind.value
        yield Text(f"{item.count:4}  ").append(item.predicate, "bold").append(f"  {kind}  {', '.join(item.roles)}", "cyan")
        yield Text("      ").append(", ".join(" → ".join(map(known.short, pair)) for pair in item.classes[:MOST_NAMED]), "dim")
        for sense, reason in item.refused:
            yield Text("      ").append(f"{_local(sense)}: {reason}", "yellow")
        for example in item.examples:
            yield Text("      ").append_text(_sentence(example.passage, marked=marked)).append(f"  {example.article}", "dim")


def classes(known: Ontology, lang: str) -> Iterator[tuple[str, ...]]:
    """An ontology's classes: short name, label, what they are a kind of, the IRI segment of their things."""
    for iri, cls in sorted(known.classes.items()):
        if not cls.bookkeeping:
            yield known.short(iri), known.label(iri, lang), " ".join(map(known.short, cls.super)), known.kind(iri)


def properties(known: Ontology, lang: str) -> Iterator[tuple[str, ...]]:
    """An ontology's properties: short name, label, what they link, the property above them."""
    for iri, prop in sorted(known.properties.items()):
        if not prop.bookkeeping:
            yield (
                known.short(iri),
                known.label(iri, lang),
                *(" ".join(map(known.short, ends)) for ends in (prop.domain, prop.range, prop.super)),
            )


def senses(known: Ontology, words: Lexicon) -> Iterator[tuple[str, ...]]:
    """A lexicon's senses: the word, what it is, its frame, the property or class it says."""
    for entry in sorted(words.entries, key=lambda entry: (entry.forms[0], entry.iri)):
        for sense in entry.senses:
            yield entry.forms[0], sense.kind.value, _local(sense.frame), known.short(sense.reference), _local(sense.iri)
        for cls in entry.classes:
            yield entry.forms[0], "class", "", known.short(cls.cls), _local(cls.iri)


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]


def summary(built: Built, files: Sequence[Path], more: str = "") -> Iterator[str]:
    """What a build read, found and wrote, and commands to go on with, which say `more`; where it found nothing, one."""
    report = built.report
    yield f"read        {report.articles} article{'s' if report.articles != 1 else ''} ({', '.join(built.languages) or 'none'})"
    yield f"entities    {report.entities}"
    yield f"facts       {report.facts}"
    yield f"claims      {sum(report.claims.values())}" + parts({status.value.lower(): count for status, count in report.claims.items()})
    yield f"quotations  {report.quotations}"
    yield f"gaps        {sum(report.gaps.values())}" + parts(report.gaps) + ("  (kg gaps lists them)" if report.gaps else "")
    for path, what in zip(files, WRITTEN, strict=True):
        yield f"wrote       {path}  ({what})"
    if not report.facts:
        yield "no facts    no sense of the lexicon says what these sentences say; kg ontology --senses lists the words that it knows"
        return
    graph = shlex.quote(str(files[0]))
    yield f"go on       kg explain {graph} {shlex.quote(_most_said(built))}{more}"
    if name := _saved_query(built.ontology.folder):
        yield f"            kg query {graph} {name}{more}"
    if interned(f"{NEWS}opposes") in built.ontology.properties:
        yield f"            kg query {graph} 'SELECT ?who ?whom {{ ?who news:opposes ?whom }}'{more}"


def _saved_query(folder: Path) -> str:
    """A saved query of an ontology that asks for nothing; "" where there is none."""
    texts = {path.stem: path.read_text(encoding="utf-8", errors="replace") for path in sorted((folder / "queries").glob("*.rq"))}
    names = [name for name, text in texts.items() if "# parameter " not in text]
    return "most-said" if "most-said" in names else next(iter(names), "")


def proposed(pairs: Sequence[Pair], graph: Path, limit: int, candidates: Path | None = None) -> Iterator[Text]:
    """Pairs that may be one, side by side, those with one reason under it; then how to answer."""
    for reason, group in groupby(pairs[:limit], key=lambda pair: pair.reason):
        yield Text(f"{reason}", style="bold")
        for pair in group:
            yield Text(f"  {pair.id}", style="dim")
            for side in (pair.one, pair.other):
                told = ", ".join(side.articles) or pair.score
                yield Text(f"    {side.label}", style="bold").append(f"  {side.cls} · {told}", style="not bold")
                if side.sentence:
                    yield Text(f"      {side.sentence}", style="not bold")
        yield Text("")
    if len(pairs) > limit:
        yield Text(f"and {len(pairs) - limit} more; --limit {len(pairs)} shows all")
    if pairs:
        name = shlex.quote(str(graph)) + (f" --candidates {shlex.quote(str(candidates))}" if candidates else "")
        yield Text(f"decide      kg review {name} --same {pairs[0].id}    or    kg review {name} --different {pairs[0].id}")
    else:
        yield Text("nothing is proposed")


def parts(counts: Mapping[str, int]) -> str:
    """`: 12 asserted, 5 reported`; of many only the most frequent, and how many there are besides."""
    most = sorted(counts.items(), key=lambda part: -part[1])
    said = [f"{count} {what}" for what, count in most[:MOST_NAMED]]
    others = sum(count for _, count in most[MOST_NAMED:])
    return f": {', '.join([*said, f'{others} other'] if others else said)}" if counts else ""


def _most_said(built: Built) -> str:
    """The name of the thing that most facts are about."""
    merged = [(s, p, o) for s, p, o, g in built.quads if g is None]
    labels: dict[object, str] = {s: str(o) for s, p, o in merged if p == RDFS.label}
    said = Counter(labels[o] for _, p, o in merged if p in (RDF.subject, RDF.object) and o in labels)
    return min(said, key=lambda name: (-said[name], name))
