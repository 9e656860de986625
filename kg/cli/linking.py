"""`kg link`: what a service on the network says that the things of a graph may be; the only command that uses the network."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import Graph, Ontology, insist
from kg.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib import URIRef

    from kg.ontology import Ontology as Known


def link(
    graph: Graph,
    service: Annotated[
        str, typer.Option("--service", metavar="URL", help="A service that speaks the Reconciliation Service API.", show_default=False)
    ],
    classes: Annotated[
        list[str] | None,
        typer.Option("--class", help="Ask only for things of this class, such as schema:Person; may be repeated.", show_default=False),
    ] = None,
    types: Annotated[
        list[str] | None,
        typer.Option(
            "--type", metavar="CLASS=ID", help="The service's type for a class: schema:Person=Q5; may be repeated.", show_default=False
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Ask for so many things, those of the most articles first.", show_default=False)
    ] = None,
    most: Annotated[int, typer.Option("--candidates", min=1, max=100, help="Keep so many candidates for each thing.")] = 5,
    min_score: Annotated[float, typer.Option("--min-score", help="Keep no candidate with a lower score.")] = 0.0,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The file of candidates; an archive has one of its own.", show_default=False)
    ] = None,
    ontology: Ontology = "news",
) -> None:
    """Ask a service what the things of a graph may be, and keep its candidates with their scores.

    The names of things, and their types, go to the service; nothing else does. No candidate becomes a fact: kg review shows them, and
    those that you accept become owl:sameAs.
    """
    from kg.archive.disk import SETTINGS, settings_of
    from kg.console import asking
    from kg.iris import BASE
    from kg.ontology import load
    from kg.reconcile import candidates, class_of, named
    from kg.reconcile.candidates import CANDIDATES, keep, read
    from kg.reconcile.service import connect
    from kg.store import open_dataset

    archived = (graph / SETTINGS).is_file()
    if out is None and not archived:
        raise UserError(f"{graph}: it is a file, which keeps no candidates; say --out FILE, and kg review with --candidates FILE")
    path, base = out or graph / CANDIDATES, settings_of(graph).base if archived else BASE
    store, known = open_dataset(graph), load(ontology)
    insist(graph, store, known.folder)
    things = named(store, known, [class_of(one, known) for one in classes or ()])[:limit]
    mapping = _mapping(types or (), known)
    read(path)
    there = connect(service)
    found = {}
    try:
        with asking(there.name, len(things)) as seen:
            for thing, offered in candidates(there, things, known, types=mapping, most=most, min_score=min_score):
                found[thing.iri] = offered
                seen()
    finally:
        if found:
            keep(path, [one for offered in found.values() for one in offered], found, there.url, base)
    count = sum(map(len, found.values()))
    print(f"asked       {len(found)} thing{'s' * (len(found) != 1)}  ({there.name})")
    print(f"candidates  {count}, for {sum(map(bool, found.values()))} of them" + (f"  ({path})" if found else ""))
    if count:
        print(f"go on       kg review {shlex.quote(str(graph))}" + (f" --candidates {shlex.quote(str(out))}" if out else ""))


def _mapping(said: Iterable[str], known: Known) -> dict[URIRef, str]:
    from kg.reconcile import class_of

    types = {}
    for one in said:
        name, sign, id = one.rpartition("=")
        if not (name and sign and id):
            raise UserError(f"--type {one}: not a class and a type of the service; say --type schema:Person=Q5")
        types[class_of(name, known)] = id
    return types
