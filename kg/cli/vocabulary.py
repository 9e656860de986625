"""`kg ontology`: what an ontology can say, and by which words."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.app import show_table


def ontology(
    name: Annotated[str, typer.Argument(metavar="NAME|DIR", help="An ontology by name, or the folder it is in.")] = "news",
    classes: Annotated[bool, typer.Option("--classes", help="List the classes.")] = False,
    properties: Annotated[bool, typer.Option("--properties", help="List the properties with what they link.")] = False,
    senses: Annotated[bool, typer.Option("--senses", help="List the lexicon's senses: which words say what.")] = False,
    lang: Annotated[str, typer.Option("--lang", help="The language of labels and of the lexicon.")] = "fr",
) -> None:
    """Show what an ontology can say, and by which words; without a list, how much of each there is."""
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
        counts = {"classes": len(known.classes), "properties": len(known.properties), **words.counts()}
        show_table(("", known.short(known.iri), ""), ((what, str(count), "") for what, count in counts.items()))
