"""`kg query` and `kg explain`: what a graph says, and why."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import Graph, Ontology, heed, show_table, with_ontology
from kg.errors import QueryError

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.query import Result


Entail = Annotated[
    bool, typer.Option("--entail", help="Count what follows by the ontology, as kg reason finds it, as if an article had stated it.")
]


class Form(StrEnum):
    """How a query's result is written."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"


def query(
    graph: Graph,
    text: Annotated[
        str | None, typer.Argument(help="SPARQL, or the name of a saved query; without it, the saved queries.", show_default=False)
    ] = None,
    values: Annotated[
        list[str] | None, typer.Argument(help="What a saved query asks for, in order, each in quotes.", show_default=False)
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="A file with the query.")] = None,
    given: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="The same by name, as in --set name=Lumio; may be repeated.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How to write the result; triples come as turtle.")] = Form.TABLE,
    entail: Entail = False,
    ontology: Ontology = "news",
) -> None:
    """Ask a graph in SPARQL, or by a saved query.

    The usual prefixes need not be written: news, schema, rdf, rdfs, skos, owl, prov, nif, xsd, and one for each kind of
    thing (person:, organization:, work: …). Names are matched without regard to case and accents.
    """
    from kg.ontology import find
    from kg.query import query as ask
    from kg.store import open_dataset

    folder, store = find(ontology), open_dataset(graph)
    heed(graph, store, folder)
    store = reasoned(store, folder) if entail else store
    if file is None and text is None:
        _list_saved(folder, graph, with_ontology(ontology))
        return
    if text and text.endswith((".rq", ".sparql")) and Path(text).is_file():
        raise QueryError(f"{text}: it is a file; its query is asked by kg query {shlex.quote(str(graph))} -f {shlex.quote(text)}")
    if file is not None:
        if text is not None:
            raise QueryError(f"both {file} and {text!r} are given; give one of the two")
        result = ask(store, _read(file), ontology=folder, where=str(file), entailed=entail)
    else:
        result = ask(store, text or "", ontology=folder, given=_given(given or (), values or ()), entailed=entail)
    show(result, form)
    _warn(result, folder)


def _warn(result: Result, folder: Path) -> None:
    """Say which names of a query nothing has: what was asked by them was not found for that."""
    from kg.ontology import load
    from kg.unknown import told, unknown

    if strange := unknown(result.text, result.prefixes, load(folder), result.store):
        print(f"kg: note: {told(strange)}", file=sys.stderr)


def reasoned(store: Store, folder: Path) -> Store:
    """The dataset with what follows from it, in memory."""
    from kg.ontology import load
    from kg.reason import with_entailed

    return with_entailed(store, load(folder))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise QueryError(f"{file}: {error.strerror or error}; give a file with a SPARQL query") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{file}: not UTF-8 at byte {error.start}; give a text file with a SPARQL query") from error


def _given(pairs: Sequence[str], values: Sequence[str]) -> Mapping[str, str] | Sequence[str]:
    if not pairs:
        return values
    if values:
        raise QueryError(f"parameters are given by name and in order; say --set for {values[0]!r} too")
    if wrong := [pair for pair in pairs if "=" not in pair]:
        raise QueryError(f"--set {wrong[0]}: no = in it; say --set name={wrong[0]}")
    return {name.strip(): value for name, _, value in (pair.partition("=") for pair in pairs)}


def _list_saved(folder: Path, graph: Path, more: str) -> None:
    from kg.query import saved

    every = list(saved(folder))
    needs = {one.name: " ".join(f'"{p.name.upper()}"' for p in one.parameters if p.needed) for one in every}
    rows = ((one.name, needs[one.name], one.titles.get("fr", ""), one.titles.get("en", "")) for one in every)
    show_table(("query", "asks for", "titre", "title"), rows)
    if shown := max(every, key=lambda one: bool(needs[one.name]), default=None):
        print(f"\nask one: kg query {shlex.quote(str(graph))} {shown.name} {needs[shown.name]}".rstrip() + more, file=sys.stderr)


def show(result: Result, form: Form) -> None:
    """A query's result, as it was asked for."""
    if form is not Form.TABLE:
        sys.stdout.buffer.write(result.written(form.value))
    elif result.columns:
        show_table(result.columns, result.rows())
    else:
        sys.stdout.buffer.write(result.written("turtle" if result.triples else "csv").rstrip() + b"\n")


def explain(
    graph: Graph,
    name: Annotated[str, typer.Argument(help="A thing by any of its names, or by its IRI.", show_default=False)],
    lang: Annotated[str | None, typer.Option("--lang", help="fr or en; by default the language of the thing's own label.")] = None,
    entail: Annotated[bool, typer.Option("--entail", help="Show what follows by the ontology, too, and from what.")] = False,
    why: Annotated[
        bool, typer.Option("--why", help="Show how sure kg is of each, and what that adds up from, which a .trig alone holds.")
    ] = False,
    ontology: Ontology = "news",
) -> None:
    """Show each fact about a thing with the sentence that says it, the words marked."""
    from rich.console import Console

    from kg.console import told
    from kg.explain import explain as explained
    from kg.ontology import load
    from kg.store import open_dataset

    known, store = load(ontology), open_dataset(graph)
    heed(graph, store, known.folder)
    store = reasoned(store, known.folder) if entail else store
    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty(), emoji=False)
    with console.capture() as said:  # rich would end the process where a pipe does
        for about in explained(store, name, ontology=known, lang=lang):
            for line in told(about, marked=not sys.stdout.isatty(), why=why):
                console.print(line)
    sys.stdout.write(said.get())
