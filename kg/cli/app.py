"""The app `kg`: its name and options, the one place where an error becomes a line, and how a table is printed."""

from __future__ import annotations

import os
import re
import shlex
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from kg.cli.streams import INTERRUPTED, leave
from kg.errors import GraphError, KgError, SourceWarning, UserError
from kg.shell import as_text

if TYPE_CHECKING:
    from pyoxigraph import Store

ARGUMENTS = "kg.arguments"
"""Under what the context keeps the command line."""

Misuse: type[Exception] = typer.BadParameter.__mro__[1]
"""Typer's UsageError, of any argument or option that it cannot take; Typer has the name for itself alone."""


class Group(TyperGroup):
    """The one place where an error becomes a line, and its class the exit code."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what stands before the command; where nothing stands at all, show the help page."""
        if not args:
            print(ctx.get_help())
            ctx.exit()
        args = [word if os.path.lexists(word) else as_text(word) for word in args]
        ctx.meta[ARGUMENTS] = tuple(args)
        try:
            return super().parse_args(ctx, args)
        except Misuse as error:
            raise _ended(_plain(error)) from error

    def invoke(self, ctx: Any) -> Any:
        """Run the command, and end as its outcome says."""
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
            return done
        except KgError as error:
            raise _ended(error) from error
        except Misuse as error:
            raise _ended(_plain(error, ctx.invoked_subcommand)) from error
        except (AssertionError, AttributeError, LookupError, TypeError, ValueError) as error:
            if not (unsound := _unsound(ctx.meta[ARGUMENTS])):
                raise
            raise _ended(unsound) from error
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:  # who reads has seen enough, as in `kg query … | head`
            leave()
            ctx.exit(0)


def _unsound(arguments: Iterable[str]) -> GraphError | None:
    """Of the graphs that a command was given, the fault of the first that is not as kg writes one: what the command failed on."""
    from kg.sound import fault
    from kg.store import open_dataset

    for path in filter(os.path.exists, arguments):
        with suppress(GraphError):
            if found := fault(open_dataset(Path(path))):
                return GraphError(path, found, f"give a graph as kg wrote it; kg check {shlex.quote(path)} tells what else is wrong")
    return None


def _ended(error: KgError) -> typer.Exit:
    print(f"kg: error: {error}", file=sys.stderr)
    return typer.Exit(error.exit_code)


def _plain(error: Any, command: str | None = None) -> UserError:
    """What Typer says, as kg says it: "Invalid value for '--limit': Input …" → "--limit: input …; see kg gaps --help"."""
    said = re.sub(r"Invalid value for '([^']+)': (?:Value error, )?(.)", lambda m: f"{m[1]}: {m[2].lower()}", error.format_message())
    said = said[0].lower() + said[1:].rstrip(".").replace(". Did you mean", "; did you mean")
    return UserError(f"{said}{'' if said.endswith('?') else ';'} see {' '.join(filter(None, ('kg', command, '--help')))}")


def examples(*lines: str) -> str:
    """The end of a help page: commands to copy."""
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))


app = typer.Typer(
    name="kg",
    cls=Group,
    help="A knowledge graph out of news articles: build it, ask it, and see the words behind each fact.",
    epilog=examples(
        "kg build article.txt", 'kg explain outputs/article.trig "Zoé Marchetti"', "kg query outputs/article.trig who-uses-what"
    ),
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # a help page laid out by rich takes three times as long
    context_settings={"help_option_names": ["-h", "--help"]},
)

A_GRAPH = "A graph that kg build wrote: its .trig, an export such as .ttl, or an archive."
Graph = Annotated[Path, typer.Argument(help=A_GRAPH, show_default=False)]
CacheFolder = Annotated[
    Path | None,
    typer.Option(
        "--cache", help="Keep what is read in this folder, and read only what is new or changed; delete it at any time.", show_default=False
    ),
]
Console = Annotated[
    bool | None,
    typer.Option(
        "--console/--no-console",
        help="Whether the page has a SPARQL console, which is two megabytes; by default all but the largest have.",
        show_default=False,
    ),
]
Ontology = Annotated[str, typer.Option("--ontology", help="An ontology by name, or the folder it is in.")]


def heed(graph: Path, store: Store, folder: Path) -> None:
    """Say that a graph was built with another ontology than the one in this folder, where it was, and what to say instead."""
    if strange := _strange(graph, store, folder):
        print(f"kg: note: {graph} {strange}", file=sys.stderr)


def insist(graph: Path, store: Store, folder: Path) -> None:
    """The same, of a command that writes: what it wrote by another ontology would be wrong, so a UserError says so."""
    if strange := _strange(graph, store, folder):
        raise UserError(f"{graph} {strange}")


def _strange(graph: Path, store: Store, folder: Path) -> str:
    """Why an ontology is not the one of a graph, and what to say instead; "" where it is."""
    from kg.vocabulary import foreign

    if not (found := foreign(store, folder)):
        return ""
    spoken = f"speaks of {found.unknown}, which the ontology {folder.name} does not have"
    what = f"was built with the ontology {found.built_with}, not with {folder.name}" if found.built_with else spoken
    place = _folder_of(graph, found.built_with, found.name) or "FOLDER, the folder of the one that it was built with"
    return f"{what}; say --ontology {place}"


def _folder_of(graph: Path, iri: str, name: str) -> str:
    """The folder of an ontology: what an archive was built with, or one of the ontology's name that is at hand and has its IRI."""
    from kg.archive.disk import SETTINGS, settings_of
    from kg.ontology import FILE
    from kg.vocabulary import iri_of

    if (graph / SETTINGS).is_file():
        return shlex.quote(settings_of(graph).ontology)
    near = (folder for folder in (Path(name), Path("ontologies", name)) if name and (folder / FILE).is_file())
    return next((shlex.quote(f"./{folder}") for folder in near if iri_of(folder) == iri), "")


def with_ontology(ontology: str) -> str:
    """What a command to copy must say of the ontology: nothing of kg's own, of another " --ontology ./mine"."""
    return "" if ontology == "news" else f" --ontology {shlex.quote(ontology)}"


def _version(asked: bool) -> None:
    if asked:
        from kg.version import kg_version

        print(f"kg {kg_version()}")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which kg this is, and stop.")] = False,
) -> None:
    context.with_resource(_noting())


@contextmanager
def _noting() -> Iterator[None]:
    """What is said of an article in passing stands on standard error as a note."""
    others = warnings.showwarning

    def show(message: Warning | str, category: type[Warning], *place: Any, **line: Any) -> None:
        if issubclass(category, SourceWarning):
            print(f"kg: note: {message}", file=sys.stderr)
        else:
            others(message, category, *place, **line)

    with warnings.catch_warnings():
        warnings.simplefilter("always", SourceWarning)
        warnings.showwarning = show
        yield


def show_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Rows under their columns: ruled on a terminal, plain elsewhere."""
    from rich.console import Console

    from kg.console import table

    terminal = Console()
    look, width = table(columns, rows, width=terminal.width if terminal.is_terminal else None)
    Console(highlight=False, emoji=False, width=width).print(look)
    if terminal.is_terminal and not look.row_count:
        print("nothing found", file=sys.stderr)
