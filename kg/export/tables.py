"""Node and edge tables for data frames and SQL: CSV, and Parquet with typed columns."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from typing import IO, Any

from kg.errors import OutputError
from kg.export.elements import Edge, Node, columns, elements
from kg.export.formats import Style
from kg.export.source import Source

ROWS = 100_000
"""Rows of a table that Parquet keeps together."""


def tables(source: Source, outs: Sequence[IO[bytes]], style: Style) -> None:
    """`nodes.csv` and `edges.csv`: RFC 4180 in UTF-8, a list as JSON writes it, a day as in ISO 8601."""
    found = elements(source.store(), lang=style.lang)
    for out, record, rows in ((outs[0], Node, found.nodes), (outs[1], Edge, found.edges)):
        text = io.TextIOWrapper(out, encoding="utf-8", newline="")
        writer = csv.writer(text)
        writer.writerow(columns(record))
        writer.writerows([_cell(getattr(row, name)) for name in columns(record)] for row in rows)
        text.detach()


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value


def _value(value: Any, kind: str) -> Any:
    return (date.fromisoformat(value) if value else None) if kind == "Day" else value


def parquet(source: Source, outs: Sequence[IO[bytes]], style: Style) -> None:
    """`nodes.parquet` and `edges.parquet`; one version of pyarrow writes the same bytes of the same graph."""
    try:
        import pyarrow as pa
        from pyarrow import parquet as pq
    except ImportError as error:
        raise OutputError("parquet", "it needs pyarrow, which is not installed", "say pip install '.[parquet]' in kg's folder") from error
    types = {"str": pa.string(), "float | None": pa.float64(), "tuple[str, ...]": pa.list_(pa.string()), "Day": pa.date32()}
    found = elements(source.store(), lang=style.lang)
    for out, record, rows in ((outs[0], Node, found.nodes), (outs[1], Edge, found.edges)):
        schema = pa.schema([(name, types[kind]) for name, kind in columns(record).items()])
        cells = {name: [_value(getattr(row, name), kind) for row in rows] for name, kind in columns(record).items()}
        table = pa.table(cells, schema=schema)
        pq.write_table(table, out, row_group_size=ROWS, compression="zstd")
