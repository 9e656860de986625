"""What the rest of an ontology's folder gets wrong: saved queries, weights, and files that nothing reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.lint.problem import Problem
from kg.lint.text import Written
from kg.ontology import Ontology
from kg.prefixes import prefixes
from kg.query import saved_in
from kg.sparql import fault
from kg.unknown import unknown

_TERM = re.compile(r"(?<![\w<:/?$#-])([A-Za-z][\w-]*):([A-Za-z][\w-]*)")
_READ = re.compile(r"ontology\.ttl|frames\.ttl|shapes\.ttl|lexicon\.[\w-]+(\.[\w.-]+)?\.ttl|gazetteer[\w.-]*\.ttl|decisions\.ttl")


def queries(o: Ontology, _: Mapping[str, Written]) -> Iterator[Problem]:
    """Saved queries that are no SPARQL, have no title, or ask for terms that there are not."""
    for path in sorted((o.folder / "queries").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        names = prefixes(ox.Store(), o.folder)
        try:
            one = saved_in(path)
            ox.Store().query(text, prefixes=names)
        except OntologyError as error:
            what, _sep, mend = str(error).removeprefix(f"{path}: ").partition("; ")
            yield Problem(path, 1, True, what, mend)
            continue
        except SyntaxError as error:
            wrong = fault(text, str(error), names)
            yield Problem(path, wrong.line, True, f"not SPARQL: column {wrong.column}: {wrong.what}", wrong.mend)
            continue
        if not one.titles:
            yield Problem(path, 1, False, "the query has no title", "begin it with a line such as # title@fr: Qui joue où")
        for strange in unknown(text, names, o):
            mend = f"did you mean {strange.near}?" if strange.near else "mend its name, or declare it in ontology.ttl"
            yield Problem(path, strange.line, False, f"the ontology has no {strange.written}", mend)


def weights(o: Ontology, _: Mapping[str, Written]) -> Iterator[Problem]:
    """Weights of properties and classes that are gone, and a file that is none."""
    path = o.folder / "weights.toml"
    if not path.is_file():
        return
    from kg.extract.weights import MEND, read  # which brings spaCy: a folder without weights is checked without it

    text = path.read_text(encoding="utf-8")
    try:
        cues = read(text).cues
    except ValueError as error:
        at = re.search(r"line (\d+)", str(error))
        keys = (said.partition("=")[0].strip().strip('"') for said in text.splitlines())
        line = next((at for at, key in enumerate(keys, 1) if key and str(error).startswith(f"{key} is ")), 1)
        yield Problem(path, int(at[1]) if at else line, True, f"not a file of weights: {error}", MEND)
        return
    known = {o.short(iri) for iri in (*o.classes, *o.properties)}
    for cue in cues:
        for term in _TERM.findall(cue):
            if (name := ":".join(term)) not in known and term[0] in o.prefixes:
                line = next((at for at, said in enumerate(text.splitlines(), 1) if f'"{cue}"' in said), 1)
                yield Problem(
                    path, line, False, f"the cue {cue!r} is of {name}, which the ontology has no more", "write it anew with kg learn"
                )


def strays(o: Ontology, files: Mapping[str, Written]) -> Iterator[Problem]:
    """Turtle files that nothing reads, since their names are others."""
    for name, file in files.items():
        if not _READ.fullmatch(name):
            names = "ontology.ttl, frames.ttl, shapes.ttl, lexicon.<language>*.ttl and gazetteer*.ttl"
            yield Problem(file.path, 1, False, f"nothing reads {name}", f"kg reads {names}")
