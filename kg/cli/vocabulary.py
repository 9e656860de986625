"""`kg ontology`: what an ontology can say, and by which words; what is wrong in its folder; a new one to begin with."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import show_table
from kg.errors import KgError, UserError


def ontology(
    name: Annotated[
        str, typer.Argument(metavar="NAME|DIR|check|new", help="An ontology by name, or the folder it is in; or what to do.")
    ] = "news",
    folder: Annotated[str | None, typer.Argument(metavar="DIR", help="The folder to check, or to make.", show_default=False)] = None,
    classes: Annotated[bool, typer.Option("--classes", help="List the classes.")] = False,
    properties: Annotated[bool, typer.Option("--properties", help="List the properties with what they link.")] = False,
    senses: Annotated[bool, typer.Option("--senses", help="List the lexicon's senses: which words say what.")] = False,
    lang: Annotated[str, typer.Option("--lang", help="The language of labels and of the lexicon.")] = "fr",
) -> None:
    """Show what an ontology can say, and by which words; without a list, how much of each there is.

    kg ontology check DIR lists what is wrong in an ontology's folder, file by file and line by line; the exit code is 1 where
    something is. kg ontology new NAME makes a folder that works, to begin a domain of your own with.
    """
    if name in ("check", "new"):
        if folder is None:
            raise UserError(f"kg ontology {name}: of what? say kg ontology {name} {'DIR' if name == 'check' else 'NAME'}")
        _check(folder) if name == "check" else _new(folder)
        return
    if folder is not None:
        raise UserError(f"kg ontology {name} {folder}: one too many; say kg ontology {name}, or kg ontology check {folder}")
    _show(name, lang, classes=classes, properties=properties, senses=senses)


def _check(folder: str) -> None:
    from kg.lint import problems

    found = problems(folder)
    for problem in found:
        print(problem)
    errors = sum(problem.error for problem in found)
    warnings = len(found) - errors
    print(f"{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}" if found else f"{folder}: nothing to mend")
    if errors:
        raise typer.Exit(KgError.exit_code)


def _new(name: str) -> None:
    from kg.starter import start

    folder = Path(name)
    for path in start(folder):
        print(f"wrote       {path}")
    here = shlex.quote(str(folder) if folder.is_absolute() or folder.parts[0] == ".." else f"./{folder}")
    print(f"go on       kg build {shlex.quote(str(folder / 'examples'))} --ontology {here} --name {folder.name}")
    print(f"            kg query outputs/{folder.name}.trig who-opens-what --ontology {here}")
    print(f"            edit ontology.ttl and lexicon.fr.ttl, and after each change: kg ontology check {here}")


def _show(name: str, lang: str, *, classes: bool, properties: bool, senses: bool) -> None:
    from kg import console, lexicon
    from kg.ontology import load

    known = load(name)
    if classes:
        show_table(("class", "label", "is a", "kind"), console.classes(known, lang))
    if properties:
        show_table(("property", "label", "from", "to", "is a"), console.properties(known, lang))
    words = lexicon.load(known.folder, lang, known) if senses or not (classes or properties) else None
    if words and senses:
        show_table(("word", "kind", "frame", "says", "sense"), console.senses(known, words))
    elif words:
        listed = {"classes": console.classes(known, lang), "properties": console.properties(known, lang)}
        counts = {**{what: len(list(rows)) for what, rows in listed.items()}, **words.counts()}
        show_table(("", known.short(known.iri), ""), ((what, str(count), "") for what, count in counts.items()))
