"""What a command is given to work on: one graph that kg built, or articles."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import KgError, OutputError, SourceError, UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rich.text import Text

    from kg.model import Article

GRAPHS = (".trig", ".nq", ".ttl", ".nt", ".rdf", ".jsonld")  # kg.store has them too, and brings rdflib
SAID = 5
"""How many of what is of little weight are named."""
Lang = Annotated[str | None, typer.Option("--lang", help="The articles' language, where the guess is wrong.", show_default=False)]


class Naming(StrEnum):
    """What an article is called by."""

    STEM = "stem"
    PATH = "path"


def is_archive(folder: Path) -> bool:
    """Whether it is the folder of an archive."""
    from kg.archive.disk import SETTINGS

    return (folder / SETTINGS).is_file()


def spare_archive(folder: Path) -> None:
    """Make sure that a folder to write into is no archive, which has files of its own alone."""
    if is_archive(folder):
        raise OutputError(folder, "it is an archive, a folder that kg add and kg remove alone write into")


def no_archive(sources: Sequence[str]) -> None:
    """Make sure that no source is an archive, whose articles are read already."""
    for source in filter(is_archive, map(Path, sources)):
        mend = f"kg export {source} --to trig writes its graph, kg render {source} its page, and kg merge puts it together with others"
        raise UserError(f"{source}: it is an archive, and its articles are read already; {mend}")


def graph_in(sources: Sequence[str]) -> Path | None:
    """The graph, where one is given; a graph beside articles, or beside another graph, is refused."""
    graphs = [source for source in sources if Path(source).suffix in GRAPHS or is_archive(Path(source))]
    if graphs and len(sources) > 1:
        raise UserError(f"{graphs[0]}: a graph stands alone, and {len(sources) - 1} more is given; give one graph, or articles")
    return Path(graphs[0]) if graphs else None


def articles_in(sources: Sequence[str], lang: str | None, skipped: list[SourceError]) -> Iterator[Article]:
    """The articles of files and folders; what cannot be read is passed over, as long as something can."""
    from kg.read import read

    none = True
    for article in read(sources, lang=lang, skipped=skipped):
        none = False
        yield article
    if none and skipped:
        raise skipped[0]


def unheard(decisions: Path, iris: Sequence[str]) -> None:
    """Say which decisions concern nothing, for one of them may be misspelt."""
    for iri in iris[:SAID]:
        print(f"kg: note: {decisions}: {iri} stands for nothing in this graph", file=sys.stderr)
    if len(iris) > SAID:
        print(f"kg: note: {decisions}: and {len(iris) - SAID} more", file=sys.stderr)


def report(skipped: Iterable[SourceError]) -> None:
    """Say what was passed over, and end with exit code 1 where something was."""
    errors = list(skipped)
    for error in errors:
        print(f"kg: error: {error}", file=sys.stderr)
    if errors:
        raise typer.Exit(KgError.exit_code)


def show_lines(lines: Callable[[bool], Iterable[Text]]) -> None:
    """Lines for a terminal; elsewhere plain and whole, with the words marked that a terminal shows in bold."""
    from rich.console import Console

    plain = not sys.stdout.isatty()
    console = Console(highlight=False, soft_wrap=plain, emoji=False)
    with console.capture() as said:  # rich would end the process where a pipe does
        for line in lines(plain):
            console.print(line)
    sys.stdout.write(said.get())
