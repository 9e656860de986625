"""Property-graph databases: CSV with the header that neo4j-admin's import wants, and a script in Cypher."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Any

from kg.export.elements import Edge, Elements, Node, Record, columns, elements, known
from kg.export.formats import Style
from kg.export.source import Source

SEPARATOR = "\x1f"
"""Between the parts of a list in a cell: the one character that no name has, since reading replaces control characters."""
IMPORT = (
    "neo4j-admin database import full --nodes=nodes.csv --relationships=relationships.csv --multiline-fields=true --array-delimiter=U+001F"
)
"""What reads the files."""
_TYPES = {"str": "", "float | None": ":double", "tuple[str, ...]": ":string[]", "Day": ":date"}
_NODES = {"id": "id:ID", "type": ":LABEL"}
_EDGES = {"source": ":START_ID", "target": ":END_ID", "type": ":TYPE"}
_UNSAFE = re.compile("[\\\\'\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SHORT = {"\\": "\\\\", "'": "\\'", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def tables(source: Source, outs: Sequence[IO[bytes]], style: Style) -> None:
    """`nodes.csv` and `relationships.csv`; see `IMPORT` for what reads them."""
    found = elements(source.store(), lang=style.lang)
    for out, record, rows, special in ((outs[0], Node, found.nodes, _NODES), (outs[1], Edge, found.edges, _EDGES)):
        _table(out, record, rows, special)


def _table(out: IO[bytes], record: type[Record], rows: Iterable[Record], special: Mapping[str, str]) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    writer = csv.writer(text)
    writer.writerow(special.get(name) or name + _TYPES[kind] for name, kind in columns(record).items())
    writer.writerows([_cell(getattr(row, name)) for name in columns(record)] for row in rows)
    text.detach()


def _cell(value: Any) -> Any:
    return SEPARATOR.join(value) if isinstance(value, tuple) else value


def cypher(source: Source, outs: Sequence[IO[bytes]], style: Style) -> None:
    """A script for cypher-shell, one statement a line: a constraint for each class, which makes it fast, then nodes, then edges."""
    for statement in _statements(elements(source.store(), lang=style.lang)):
        outs[0].write(f"{statement};\n".encode())


def _statements(found: Elements) -> Iterator[str]:
    classes = {node.id: node.type for node in found.nodes}
    for cls in sorted(set(classes.values())):
        yield f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{_name(cls)}) REQUIRE n.id IS UNIQUE"
    for node in found.nodes:
        yield f"CREATE (:{_name(node.type)} {_properties(node, 'type')})"
    for edge in found.edges:
        ends = (f"({end}:{_name(classes[id])} {{id: {_literal(id)}}})" for end, id in (("s", edge.source), ("t", edge.target)))
        yield f"MATCH {', '.join(ends)} CREATE (s)-[:{_name(edge.type)} {_properties(edge, 'type', 'source', 'target')}]->(t)"


def _properties(record: Record, *but: str) -> str:
    days = {name for name, kind in columns(type(record)).items() if kind == "Day"}
    said = ((name, _literal(value)) for name, value in known(record) if name not in but)
    return "{" + ", ".join(f"{name}: {f'date({value})' if name in days else value}" for name, value in said) + "}"


def _name(text: str) -> str:
    """A label or type in backticks, so that it can be called anything."""
    return "`" + text.replace("`", "``") + "`"


def _literal(value: Any) -> str:
    r"""A value as Cypher writes it; what could end a text or a line is escaped.

    >>> print(_literal("l’été d'Ada\n"), _literal(0.5), _literal(("a", "b")))
    'l’été d\'Ada\n' 0.5 ['a', 'b']
    """
    if isinstance(value, tuple):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, str):
        return "'" + _UNSAFE.sub(lambda c: _SHORT.get(c[0]) or f"\\u{ord(c[0]):04X}", value) + "'"
    return repr(value)
