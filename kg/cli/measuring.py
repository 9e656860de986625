"""`kg score` and `kg gaps`: how much of what articles say is found, and which words are wanting."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.app import CacheFolder, Ontology, heed, show_table
from kg.cli.sources import Lang, articles_in, graph_in, report, show_lines
from kg.errors import GoldError, SourceError, UserError

if TYPE_CHECKING:
    from kg.model import Article
    from kg.ontology import Ontology as Known
    from kg.score import Outcome
    from kg.score.gold import Annotation


class Shown(StrEnum):
    """How a score is written."""

    TABLE = "table"
    FIGURES = "figures"
    JSON = "json"


class Listed(StrEnum):
    """How gaps are written."""

    TABLE = "table"
    TURTLE = "turtle"


def score(
    gold: Annotated[Path, typer.Argument(help="The folder of the annotations, one .json file an article.", show_default=False)],
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            help="A graph that kg build wrote, or articles called by the ids of the gold; by default the articles that the gold names.",
            show_default=False,
        ),
    ] = None,
    ontology: Ontology = "news",
    lang: Lang = None,
    errors: Annotated[bool, typer.Option("--errors", help="List each fact that was missed or is wrong, with its evidence.")] = False,
    form: Annotated[Shown, typer.Option("--format", help="How to write it: all tables, the overall figures, or JSON.")] = Shown.TABLE,
    cache: CacheFolder = None,
) -> None:
    """Measure an extraction against articles annotated by hand: precision, recall, F1, per property, per status.

    A graph is scored as it is; articles are read with the ontology. Articles of the gold that are not among the sources count
    as missed. ontologies/README.md says how an annotation is written.
    """
    from kg import ontology as ontologies
    from kg.score import score as scored
    from kg.score.gold import read
    from kg.score.graph import said_by
    from kg.store import open_dataset, store_of

    known = ontologies.load(ontology)
    annotations = read(gold, known)
    skipped: list[SourceError] = []
    graph = graph_in(sources or ())
    if graph is not None:
        store = open_dataset(graph)
        heed(graph, store, known.folder)
        said = said_by(store, graph)
    else:
        wanted = _wanted(annotations, sources, lang, skipped)
        said = said_by(store_of(quad for extraction in _extractions(wanted, known, cache) for quad in _quads(extraction)))
    _note_missing(annotations, said, gold, sources or ())
    outcomes = scored(annotations, said, known)
    if form is Shown.JSON:
        print(json.dumps(_record(outcomes, known, errors=errors), ensure_ascii=False, indent=2))
    else:
        _show_score(outcomes, known, errors=errors, whole=form is Shown.TABLE)
    report(skipped)


def _quads(extraction: Any) -> Any:
    from kg.rdf import of_extraction

    return of_extraction(extraction)


def _extractions(articles: Iterable[Article], known: Known, cache: Path | None) -> Iterator[Any]:
    from kg.build import extractions
    from kg.console import progress

    with progress() as seen:
        yield from extractions(articles, known, progress=seen, cache=cache)


def _wanted(
    annotations: Sequence[Annotation], sources: Sequence[str] | None, lang: str | None, skipped: list[SourceError]
) -> Iterator[Article]:
    """The articles that the gold speaks of: those that it names, or of the sources given those with one of its ids."""
    from kg.iris import slug

    if not sources:
        yield from [named(annotation, lang) for annotation in annotations]  # all are there, before the work begins
        return
    ids = {slug(annotation.id) for annotation in annotations}
    found = [article for article in articles_in(sources, lang, skipped) if slug(article.id) in ids]
    own = {annotation.file.resolve() for annotation in annotations if annotation.file}
    skipped[:] = [error for error in skipped if Path(error.source).resolve() not in own]
    if not found:
        raise _no_match(annotations, sources)
    yield from found


def named(annotation: Annotation, lang: str | None) -> Article:
    """The article beside an annotation, under the annotation's id."""
    from kg.read import read

    file = annotation.file or Path()
    if not annotation.source:
        raise GoldError(f"{file}, source", "it names no article", "write the name of the file beside it, or give the articles")
    path = file.parent / annotation.source
    if not path.is_file():
        raise GoldError(f"{file}, source", f"there is no {path}", "put the article there, or give the articles")
    return replace(next(iter(read([path], lang=lang))), id=annotation.id)


def _no_match(annotations: Sequence[Annotation], sources: Sequence[str]) -> UserError:
    ids = [annotation.id for annotation in annotations]
    more = ", …" if len(ids) > 5 else ""
    return UserError(f"{', '.join(sources)}: no article has an id of the gold, {', '.join(ids[:5])}{more}; call the files by these")


def _note_missing(annotations: Sequence[Annotation], said: Iterable[str], gold: Path, sources: Sequence[str]) -> None:
    from kg.iris import slug

    there = set(said)
    missing = [annotation.id for annotation in annotations if slug(annotation.id) not in there]
    if len(missing) == len(annotations):
        raise _no_match(annotations, sources or (str(gold),))
    if missing:
        ids = ", ".join(missing[:5]) + (", …" if len(missing) > 5 else "")
        count = f"{len(missing)} of {len(annotations)} articles"
        print(f"kg: note: {count} are not among the sources, and count as missed: {ids}", file=sys.stderr)


def _show_score(outcomes: Sequence[Outcome], known: Known, *, errors: bool, whole: bool) -> None:
    from kg import console

    if errors:
        show_lines(lambda _: console.mistakes(outcomes, known))
        print()
    if whole:
        show_table(("property", "gold", "found", "wrong"), console.scored(outcomes, known))
        print()
        show_table(("status", "gold", "found", "same status", "wrong"), console.statuses(outcomes))
        print()
    show_table((f"of {len(outcomes)} articles", "figure", "counted"), console.figures(outcomes))


def _record(outcomes: Sequence[Outcome], known: Known, *, errors: bool) -> dict[str, Any]:
    """A score as JSON: the figures, then what they are made of."""
    from dataclasses import asdict

    from kg.score import by_property, by_status, figures
    from kg.score import errors as mistakes

    shares = figures(outcomes)
    named = [asdict(error) | {"predicate": known.short(error.predicate)} for error in mistakes(outcomes)] if errors else None
    return {
        "articles": len(outcomes),
        "gold": shares["recall"].whole,
        "said": shares["precision"].whole,
        **{name: share.value for name, share in shares.items()},
        "properties": {known.short(prop): dict(count) for prop, count in by_property(outcomes).items()},
        "statuses": {status.value.lower(): dict(count) for status, count in by_status(outcomes).items()},
        **({"errors": named} if named is not None else {}),
    }


def gaps(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Articles, or one graph that kg build wrote, whose articles are read again.", metavar="SOURCES", show_default=False
        ),
    ],
    ontology: Ontology = "news",
    lang: Lang = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="List no more than this many.")] = 40,
    examples: Annotated[int, typer.Option("--examples", min=0, help="Show so many sentences of each.")] = 2,
    form: Annotated[Listed, typer.Option("--format", help="A list to read, or lexical entries to paste.")] = Listed.TABLE,
    turtle: Annotated[bool, typer.Option("--turtle", help="The same as --format turtle.")] = False,
    cache: CacheFolder = None,
) -> None:
    """List what the lexicon lacks: predicates between two known things that say nothing yet, the most frequent first.

    What no sense covers asks for an entry; what a sense refused, by the classes that it takes, asks for a look at it.
    """
    from kg import console
    from kg import ontology as ontologies
    from kg.gaps import articles, items
    from kg.store import open_dataset

    known, graph = ontologies.load(ontology), graph_in(sources)
    skipped: list[SourceError] = []
    given = articles(open_dataset(graph), graph) if graph is not None else articles_in(sources, lang, skipped)
    every = items(_extractions(given, known, cache), examples=examples)
    found = every[:limit]
    if turtle or form is Listed.TURTLE:
        _print_entries(found, known)
    else:
        show_lines(lambda plain: console.wanting(found, known, marked=plain))
    if not every:
        print("no gaps: every predicate between known things says something", file=sys.stderr)
    elif len(every) > limit:
        print(f"the {limit} most frequent of {len(every)} gaps; --limit {len(every)} lists all", file=sys.stderr)
    report(skipped)


def _print_entries(found: Sequence[Any], known: Known) -> None:
    """One file for each language, one after the other."""
    from kg import lexicon
    from kg.gaps.entries import turtle

    for lang in sorted({item.lang for item in found}):
        sys.stdout.write(turtle([item for item in found if item.lang == lang], known, lexicon.load(known.folder, lang, known)))
