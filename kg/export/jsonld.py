"""JSON-LD, compacted, with its context inline: one node a line, and nothing to fetch.

Two passes over the graph, neither of which keeps it: the first finds what the context has to say, the second writes. (A
JSON-LD processor's own compaction, as PyLD's, holds the whole graph in memory.)
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import IO, Any

import pyoxigraph as ox

from kg.export.formats import Style
from kg.export.source import Source, for_readers, merged, ordered
from kg.rdf import prefixes

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_STRING = "http://www.w3.org/2001/XMLSchema#string"
Coercion = tuple[str, str]
"""What every value of a property is: an IRI `("@type", "@id")`, `("@type", datatype)`, `("@language", "fr")`, or plain `("", "")`."""


@dataclass(frozen=True, slots=True)
class Context:
    """How IRIs are shortened (`names`: namespace → prefix), and what the values of each property are, where they are all of one sort."""

    names: Mapping[str, str]
    short: Callable[[str], str]
    coerced: Mapping[str, Coercion]

    def written(self) -> dict[str, Any]:
        """The `@context` itself."""
        terms = {self.short(p): {key: self.short(kind)} for p, (key, kind) in self.coerced.items() if key}
        return {name: space for space, name in sorted(self.names.items(), key=lambda pair: pair[1])} | dict(sorted(terms.items()))


def shortener(names: Mapping[str, str]) -> Callable[[str], str]:
    """`https://schema.org/Person` → `schema:Person`, by the longest namespace that fits; what follows may not begin with //.

    >>> shortener({"https://schema.org/": "schema"})("https://schema.org/Person")
    'schema:Person'
    """

    @lru_cache(maxsize=1 << 16)  # a graph says most IRIs again and again
    def short(iri: str) -> str:
        end = len(iri)
        while (end := max(iri.rfind("/", 0, end), iri.rfind("#", 0, end))) > 0:
            if (name := names.get(iri[: end + 1])) and iri[end + 1 :] and not iri.startswith("//", end + 1):
                return f"{name}:{iri[end + 1 :]}"
        return iri

    return short


def jsonld(source: Source, outs: Sequence[IO[bytes]], style: Style) -> None:
    """The merged graph's nodes, and after them, unless it is wanted alone, each named graph with its own."""

    def quads() -> Iterator[ox.Quad]:
        return merged(source.quads()) if style.merged else source.quads()

    context, out = context_of(quads(), prefixes(style.base)), outs[0]
    out.write(b'{"@context": ' + json.dumps(context.written(), indent=1).encode() + b',\n"@graph": [')
    between = b"\n"
    for graph, rows in groupby(ordered(quads(), for_readers), key=lambda quad: quad.graph_name):
        nodes = (_text(_node(context, list(group))) for _, group in groupby(rows, key=lambda quad: quad.subject))
        if isinstance(graph, ox.NamedNode):
            out.write(between + b'{"@id": ' + _text(context.short(graph.value)) + b', "@graph": [\n' + next(nodes))
            out.writelines(b",\n" + node for node in nodes)
            out.write(b"]}")
        else:
            out.write(between + next(nodes))
            out.writelines(b",\n" + node for node in nodes)
        between = b",\n"
    out.write(b"\n]}\n")


def context_of(quads: Iterable[ox.Quad], names: Mapping[str, str]) -> Context:
    """What a graph's context has to say: the prefixes in use, and what the values of each property are where they are of one sort."""
    sorts: dict[str, set[Coercion]] = {}
    iris: set[str] = set()
    spaces = {space: name for name, space in names.items()}
    shortest, used = shortener(spaces), set[str]()

    @lru_cache(maxsize=1 << 16)
    def seen(iri: str) -> None:
        short = shortest(iri)
        (used if short != iri else iris).add((short if short != iri else iri).partition(":")[0])

    for quad in quads:
        for term in quad:
            if isinstance(term, ox.NamedNode):
                seen(term.value)
        sorts.setdefault(quad.predicate.value, set()).add(_sort(quad.object))
        if isinstance(quad.object, ox.Literal):
            seen(quad.object.datatype.value)
    # An IRI whose scheme is called like a prefix would be taken for a shortened one.
    kept = {space: name for space, name in spaces.items() if name in used - iris}
    short = shortener(kept)
    alike = {p: min(found) for p, found in sorts.items() if len(found) == 1 and p != _TYPE and short(p) != p}
    # A datatype that is a property too would have one term of the context be said by another, at worst by itself.
    return Context(kept, short, {p: coercion for p, coercion in alike.items() if coercion[1] not in alike})


def _sort(term: object) -> Coercion:
    if not isinstance(term, ox.Literal):
        return "@type", "@id"
    if term.language:
        return "@language", term.language
    return ("", "") if term.datatype.value == _STRING else ("@type", term.datatype.value)


def _node(context: Context, rows: Sequence[ox.Quad]) -> dict[str, Any]:
    """The quads of one subject as an object."""
    subject = rows[0].subject
    assert isinstance(subject, ox.NamedNode)
    node: dict[str, Any] = {"@id": context.short(subject.value)}
    for predicate, group in groupby(rows, key=lambda quad: quad.predicate):
        objects = [quad.object for quad in group]
        if predicate.value == _TYPE and all(isinstance(o, ox.NamedNode) for o in objects):
            key, values = "@type", [context.short(o.value) for o in objects if isinstance(o, ox.NamedNode)]
        else:
            key, values = context.short(predicate.value), [_value(context, predicate.value, o) for o in objects]
        node[key] = values[0] if len(values) == 1 else values
    return node


def _value(context: Context, predicate: str, term: object) -> Any:
    text = context.short(term.value) if isinstance(term, ox.NamedNode) else str(getattr(term, "value", ""))
    key, kind = _sort(term)
    if predicate in context.coerced or not key:
        return text
    if kind == "@id":
        return {"@id": text}
    return {"@value": text, key: kind if key == "@language" else context.short(kind)}


def _text(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
