"""Files for tools that draw and measure networks: GraphML, GEXF with dates for Gephi's timeline, Cytoscape's JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import IO, TYPE_CHECKING, Any

from kg.export.elements import Edge, Elements, Record, elements, known
from kg.export.formats import Style
from kg.export.source import Source
from kg.export.xml import FORBIDDEN, references

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    import networkx as nx


def graphml(source: Source, outs: Sequence[IO[bytes]], style: Style) -> None:
    """GraphML with typed attributes; several names or identities are one text, parted by "; "."""
    import networkx as nx

    graph = _network(elements(source.store(), lang=style.lang))
    for _, _, data in graph.edges(data=True):
        data["claim"] = data.pop("id")  # igraph refuses an attribute called id beside the id that every edge has
    nx.write_graphml_lxml(graph, references(outs[0]), edge_id_from_attribute="claim")


def gexf(source: Source, outs: Sequence[IO[bytes]], style: Style) -> None:
    """GEXF 1.2; a node or an edge has a `start`, the day from which Gephi's timeline shows it."""
    from networkx.readwrite.gexf import GEXFWriter

    graph = _network(elements(source.store(), lang=style.lang))
    for data in (*(data for _, data in graph.nodes(data=True)), *(data for _, _, data in graph.edges(data=True))):
        if "since" in data:
            data["start"] = data.pop("since")
    for _, _, data in graph.edges(data=True):
        data["label"] = data.pop("type")  # in GEXF, an edge's type says whether it has a direction
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(graph)
    _without_extras(writer.xml)
    writer.write(references(outs[0]))


def _without_extras(xml: Element) -> None:
    """Take out what networkx adds by itself: today's date, its version, and a second id of each edge."""
    for meta in xml.iter("meta"):
        del meta.attrib["lastmodifieddate"]
        meta[0].text = "kg"
    extra = {attribute.get("id") for attribute in xml.iter("attribute") if attribute.get("title") == "networkx_key"}
    for parents, key in (("attributes", "id"), ("attvalues", "for")):
        for parent in xml.iter(parents):
            if parents == "attvalues" or parent.get("class") == "edge":
                for child in [child for child in parent if child.get(key) in extra]:
                    parent.remove(child)


def cytoscape(source: Source, outs: Sequence[IO[bytes]], style: Style) -> None:
    """The JSON that Cytoscape, Cytoscape.js and networkx read: `{"elements": {"nodes": […], "edges": […]}}`, one element a line.

    What networkx's `cytoscape_graph` wants besides: what kind of graph it is, a node's `value` and `name`, and an edge's `key`.
    """
    found, out = elements(source.store(), lang=style.lang), outs[0]
    out.write(b'{"data": {}, "directed": true, "multigraph": true, "elements": {"nodes": [')
    _lines(out, ({**dict(known(node)), "value": node.id, "name": node.label} for node in found.nodes))
    out.write(b'], "edges": [')
    _lines(out, ({**dict(known(edge)), "key": edge.id} for edge in found.edges))
    out.write(b"]}}\n")


def _lines(out: IO[bytes], records: Iterable[dict[str, Any]]) -> None:
    for n, record in enumerate(records):
        out.write((b",\n" if n else b"\n") + json.dumps({"data": record}, ensure_ascii=False).encode())


def _network(found: Elements) -> nx.MultiDiGraph[str]:
    """The elements in networkx, each with what is known of it as texts and numbers."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from((node.id, _attributes(node)) for node in found.nodes)
    graph.add_edges_from((edge.source, edge.target, edge.id, _attributes(edge)) for edge in found.edges)
    return graph


def _attributes(record: Record) -> dict[str, Any]:
    own = ("id", "source", "target") if isinstance(record, Edge) else ("id",)
    found = {name: _plain(value) for name, value in known(record) if name not in own}
    return found | {"id": record.id} if isinstance(record, Edge) else found


def _plain(value: Any) -> Any:
    r"""A text that XML can hold, or a number: as in articles, U+FFFD stands for what it cannot.

    >>> _plain(("Oria", "Oria\x01SA")), _plain(0.5)
    ('Oria; Oria�SA', 0.5)
    """
    text = "; ".join(value) if isinstance(value, tuple) else value
    return FORBIDDEN.sub("\ufffd", text) if isinstance(text, str) else text
