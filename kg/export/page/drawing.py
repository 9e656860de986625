"""What the page draws: a pyvis network with every node in its place, and one edge for all that one thing does to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.export.page.content import Json, degrees, rank, status_of
from kg.export.page.layout import positions

if TYPE_CHECKING:
    from pyvis.network import Network

# Shapes say again what colours say, for those who cannot tell twelve colours apart.
SHAPES = {
    **dict.fromkeys(("person", "group"), "dot"),
    **dict.fromkeys(("organization", "service"), "square"),
    **dict.fromkeys(("work", "product", "technology"), "diamond"),
    **dict.fromkeys(("place", "event"), "triangle"),
    **dict.fromkeys(("activity", "topic", "thing"), "hexagon"),
}

_DASHES: dict[str, bool | list[int]] = {"Planned": [9, 6], "Conditional": [9, 6], "Negated": [2, 5]}

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {"hover": True, "hideEdgesOnDrag": False, "multiselect": False, "selectConnectedEdges": False},
    "nodes": {"borderWidth": 2, "widthConstraint": {"maximum": 150}, "font": {"vadjust": -2}},
    "edges": {"arrows": {"to": {"enabled": True, "scaleFactor": 0.55}}, "selectionWidth": 0, "hoverWidth": 0, "labelHighlightBold": False},
}


def network(content: Json, words: Mapping[str, Any], lang: str, *, limit: int) -> Network:
    """The things that facts are about and the facts between them; past `limit`, the things with the most facts only."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    net.options = _OPTIONS
    facts, degree = content["facts"], degrees(content["facts"])
    drawn = set(sorted(degree, key=lambda key: (-degree[key], key))[:limit])
    links = _links(facts, drawn)
    said = {key: labels[lang] for key, labels in content["properties"].items()}
    # Filled directly: pyvis's add_node and add_edge look through all that is there, again for each.
    net.nodes = _nodes(content, drawn, links)
    net.edges = [_edge(ends, indices, facts, links, words, said) for ends, indices in sorted(links.items())]
    return net


def _links(facts: Sequence[Json], drawn: set[str]) -> dict[tuple[str, str], list[int]]:
    """The numbers of the facts between two things that are both drawn, by the two."""
    links: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, fact in enumerate(facts):
        if isinstance(fact["o"], str) and {fact["s"], fact["o"]} <= drawn:
            links[fact["s"], fact["o"]].append(i)
    return links


def _nodes(content: Json, drawn: set[str], links: Mapping[tuple[str, str], list[int]]) -> list[Json]:
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(drawn))
    graph.add_edges_from(sorted(links))
    places, degree = positions(graph), degrees(content["facts"])
    figures = degrees([{"s": fact["s"], "o": None} for fact in content["facts"] if not isinstance(fact["o"], str)])
    return [_node(key, content["things"][key], places[key], degree[key], figures[key]) for key in sorted(drawn)]


def _node(key: str, thing: Json, place: tuple[int, int], degree: int, figures: int) -> Json:
    """The area of a node grows with the number of its facts."""
    label = thing["label"] if len(thing["label"]) <= 48 else thing["label"][:47] + "…"
    size, kind = round(min(9 + 4 * degree**0.5, 30), 1), thing["kind"]
    font = {"size": 16 if degree < 5 else 20}
    return {
        "id": key, "label": label, "kind": kind, "shape": SHAPES.get(kind, "dot"), "size": size, "font": font,
        "x": place[0], "y": place[1], "figures": figures,
    }  # fmt: skip


def _edge(
    ends: tuple[str, str],
    indices: Sequence[int],
    facts: Sequence[Json],
    links: Mapping[tuple[str, str], list[int]],
    words: Mapping[str, Any],
    properties: Mapping[str, str],
) -> Json:
    """One arrow; there and back are bent apart, and past two properties the label counts the rest."""
    source, target = ends
    # A pattern with %s, replaced and not formatted: a label from an ontology may hold any character.
    said = list(dict.fromkeys(words["drawn"].get(status_of(facts[i]), "%s").replace("%s", properties[facts[i]["p"]]) for i in indices))
    more = f" +{len(said) - 2}" if len(said) > 2 else ""
    status = min((status_of(facts[i]) for i in indices), key=rank)
    bent: Json = {"enabled": True, "type": "curvedCW", "roundness": 0.18} if (target, source) in links else {"enabled": False}
    return {
        "id": f"{source}+{target}", "from": source, "to": target, "label": " · ".join(said[:2]) + more,
        "status": status, "facts": list(indices),
        "dashes": _DASHES.get(status, False), "smooth": bent, "width": round(1.2 + 0.5 * (len(indices) - 1) ** 0.5, 1),
    }  # fmt: skip
