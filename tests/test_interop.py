"""What others make of kg's files: each format in at least one reader that is not ours, on the sample and on hostile names."""

from __future__ import annotations

from pathlib import Path

import pytest
from strangers import READERS, Reader, expected, samples

from kg.export import FORMATS, export, format_of
from kg.export.rdf import reified
from kg.export.source import Source, for_readers, merged, ordered

pytestmark = pytest.mark.interop
CASES = [pytest.param(reader, name, id=f"{reader.name}-{name}") for reader in READERS for name in reader.formats]


@pytest.fixture(scope="module", params=["sample", "hostile"])
def source(request: pytest.FixtureRequest) -> Source:
    return samples()[request.param]


@pytest.mark.parametrize(("reader", "name"), CASES)
def test_a_stranger_reads_what_was_written(reader: Reader, name: str, source: Source, tmp_path: Path) -> None:
    if not reader.there():
        pytest.skip(f"{reader.name} is not installed")
    form = format_of("", name)
    place = tmp_path / f"graph{form.suffix}"
    export(source, place, form)
    found = reader.read(place)
    assert found == expected(source, form, found)


@pytest.mark.parametrize("name", ["ntriples", "nquads", "turtle", "trig"])
def test_n3_reads_the_reifiers_of_rdf_1_2(name: str, source: Source, tmp_path: Path) -> None:
    reader = next(one for one in READERS if one.name == "N3.js")
    if not reader.there():
        pytest.skip("N3.js is not installed")
    form = format_of("", name)
    (place,) = export(source, tmp_path / f"graph{form.suffix}", form, reifiers=True)
    quads = source.quads() if form.named_graphs else merged(source.quads())
    assert reader.read(place) == frozenset(reified(ordered(quads, for_readers)))


def test_each_format_but_the_page_has_a_reader() -> None:
    assert {name for reader in READERS for name in reader.formats} == {row.name for row in FORMATS} - {"html"}
