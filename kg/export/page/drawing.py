"""What the page draws when it opens: a pyvis network with every node in its place. What comes later the page's script adds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.export.page.content import Json

if TYPE_CHECKING:
    from pyvis.network import Network

# Shapes say again what colours say, for those who cannot tell twelve colours apart.
SHAPES = {
    **dict.fromkeys(("person", "group"), "dot"),
    **dict.fromkeys(("organization", "service"), "square"),
    **dict.fromkeys(("work", "product"), "diamond"),
    **dict.fromkeys(("technology", "activity"), "hexagon"),
    **dict.fromkeys(("topic", "thing"), "star"),
    "place": "triangle",
    "event": "triangleDown",
}

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {"hover": True, "hideEdgesOnDrag": False, "multiselect": False, "selectConnectedEdges": False, "tooltipDelay": 3600000},
    "nodes": {"borderWidth": 2, "font": {"vadjust": -2}},
    "edges": {"arrows": {"to": {"enabled": True, "scaleFactor": 0.55}}, "selectionWidth": 0, "hoverWidth": 0, "labelHighlightBold": False},
}


def network(content: Json, places: Mapping[str, tuple[int, int]]) -> Network:
    """The things that have a place and the arrows between them, one for all that one does to another."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    net.options = _OPTIONS
    # Filled directly: pyvis's add_node and add_edge look through all that is there, again for each.
    net.nodes = [_node(key, content["things"][key], place) for key, place in sorted(places.items())]
    ends = {(fact["s"], fact["o"]) for fact in content["facts"] if isinstance(fact["o"], str) and {fact["s"], fact["o"]} <= places.keys()}
    net.edges = [{"id": f"{s}+{o}", "from": s, "to": o} for s, o in sorted(ends)]
    return net


def _node(key: str, thing: Json, place: tuple[int, int]) -> Json:
    return {"id": key, "label": thing["label"], "shape": SHAPES.get(thing["kind"], "dot"), "x": place[0], "y": place[1]}
