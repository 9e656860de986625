"""Whatever an editor of a lexicon has to mend, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rdflib import XSD

from kg.lexicon.frames import COMPLEMENTS, Frame, ends
from kg.lexicon.source import DOMAIN, ENDS, FRAMES, MARKER, RANGE, REFERENCE, SENSE, TYPE, Node, Source, local
from kg.model import PredicateKind
from kg.ontology import Ontology

_DATATYPES = str(XSD)


def problems(source: Source, entry: Node, frames: Sequence[Frame], ontology: Ontology) -> Iterator[str]:
    """What does not hold together in an entry, a line each that begins with its name."""
    for what in (*_frame_problems(source, entry, frames), *_sense_problems(source, entry, frames, ontology)):
        yield f"entry {local(entry)}: {what}"


def _frame_problems(source: Source, entry: Node, frames: Sequence[Frame]) -> Iterator[str]:
    if not source.forms.get(entry):
        yield "no ontolex:canonicalForm with an ontolex:writtenRep"
    for cls in source.all(entry, TYPE):
        if str(cls).startswith(str(FRAMES)) and cls not in source.said:
            yield f"unknown lexical class {local(cls)}; there are those of frames.ttl"
    for frame in frames:
        if frame.known is None:
            named = ", ".join(local(t) for t in source.all(frame.iri, TYPE)) or "none"
            yield f"unknown frame class {named} of {local(frame.iri)}; frames are LexInfo's and those of frames.ttl"
            continue
        for needed in frame.known.needed:
            if not any(source.all(frame.iri, p) for p in needed):
                yield f"missing argument: {local(frame.iri)} is a {local(frame.cls)} without {' or '.join(local(p) for p in needed)}"
        if frame.known.kind is not PredicateKind.PREPOSITION:  # the entry itself is the marker
            yield from _marker_problems(source, frame)


def _marker_problems(source: Source, frame: Frame) -> Iterator[str]:
    for argument in (a for p in COMPLEMENTS for a in source.all(frame.iri, p)):
        markers = source.all(argument, MARKER)
        if not markers:
            yield f"missing synsem:marker of the argument {local(argument)}"
        for marker in markers:
            if not source.forms.get(marker):
                yield f"the marker {local(marker)} of {local(argument)} is not an entry"


def _sense_problems(source: Source, entry: Node, frames: Sequence[Frame], ontology: Ontology) -> Iterator[str]:
    for sense in source.all(entry, SENSE):
        references = source.all(sense, REFERENCE)
        if not references:
            yield f"the sense {local(sense)} has no ontolex:reference"
        for reference in references:
            if reference in ontology.properties:
                yield from _mapping_problems(source, sense, frames)
            elif reference not in ontology.classes:
                yield f"unknown property or class {local(reference)} in the sense {local(sense)}"
        for narrowed in (*source.all(sense, DOMAIN), *source.all(sense, RANGE)):
            if narrowed not in ontology.classes and not str(narrowed).startswith(_DATATYPES):
                yield f"unknown class {local(narrowed)} in the sense {local(sense)}"


def _mapping_problems(source: Source, sense: Node, frames: Sequence[Frame]) -> Iterator[str]:
    if not frames:
        yield f"the sense {local(sense)} needs a frame: there is no synsem:synBehavior"
        return
    for end in ENDS:
        if not source.all(sense, end):
            yield f"missing argument: the sense {local(sense)} has no synsem:{local(end)}"
        for argument in source.all(sense, end):
            if not any(argument in frame.slots for frame in frames):
                yield f"missing argument: {local(argument)} of the sense {local(sense)} is in no frame of the entry"
    if not any(all(a in frame.slots for a in ends(source, sense)) for frame in frames):
        yield f"the arguments of the sense {local(sense)} are not in one frame"
