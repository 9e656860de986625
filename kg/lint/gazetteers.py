"""What `gazetteer*.ttl` and `gazetteer*.tsv` get wrong: entries without a name or a class, and classes that there are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from rdflib import URIRef

from kg.errors import OntologyError
from kg.gazetteer import COLUMNS, Said, entry_of, said_in
from kg.iris import interned
from kg.lint.problem import Problem
from kg.lint.text import Written
from kg.ontology import Ontology
from kg.rdf import USUAL

_CONCEPT = interned(USUAL["skos"] + "Concept")
_TYPE = interned(USUAL["rdf"] + "type")


def gazetteers(o: Ontology, files: Mapping[str, Written]) -> Iterator[Problem]:
    """All that is to mend in the lists of names."""
    seen: dict[URIRef, str] = {}
    for name, file in sorted(files.items()):
        if name.startswith("gazetteer"):
            said = said_in(file.path)
            for iri in sorted(iri for iri, what in said.items() if _CONCEPT in what.get(_TYPE, ())):
                yield from _entry(file, said, iri, o, seen)
    for path in sorted(o.folder.glob("gazetteer*.tsv")):
        yield from _rows(path, o)


def _entry(file: Written, said: Said, iri: URIRef, o: Ontology, seen: dict[URIRef, str]) -> Iterator[Problem]:
    before = seen.setdefault(iri, file.path.name)
    if before != file.path.name:
        yield Problem(file.path, file.line(iri), True, f"{iri.rpartition('#')[2]} is in {before} too", "give each entry one stanza")
    try:
        entry_of(file.path, said, iri, o)
    except OntologyError as error:
        what, _, mend = str(error).removeprefix(f"{file.path}: ").partition("; ")
        yield Problem(file.path, file.line(iri), True, what, mend)


def _rows(path: Path, o: Ontology) -> Iterator[Problem]:
    """Of a long list each row whose class there is not, by its line."""
    lines = [(at, line) for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if line and not line.startswith("#")]
    named = f"name {', '.join(COLUMNS)} in it, parted by tabs"
    if not lines or lines[0][1].split("\t") != COLUMNS:
        yield Problem(path, lines[0][0] if lines else 1, True, "the first line does not name the columns", named)
        return
    for at, line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            yield Problem(path, at, True, f"{len(cells)} columns in {line!r}", f"{named}; the last may be empty")
            continue
        prefix, _, name = cells[1].partition(":")
        if interned(o.prefixes.get(prefix, "") + name) not in o.classes:
            yield Problem(path, at, True, f"there is no class {cells[1]!r}", "name one of ontology.ttl with its prefix")
