"""Where each node stands: computed once, with a fixed seed, so that the page opens still and always the same.

Each connected part is laid out by itself and the parts are packed side by side, the largest first: nothing flies away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    Points: TypeAlias = NDArray[np.float64]

# Page pixels: a label takes about 130 × 40, an edge needs room for its words.
_SEED = 7
_JOINTED = 120  # past that edges have no room for words anyway, and springs take their time
_EDGE = 190.0
_APART = (150.0, 84.0)
_LINKED = 1.5  # times as far apart, for the edge's words
_MARGIN = 110.0
_WIDE = 1.45


def positions(graph: nx.Graph[str]) -> dict[str, tuple[int, int]]:
    """A place in whole pixels for each node of an undirected graph; the origin is the middle.

    >>> import networkx as nx
    >>> positions(nx.Graph([("a", "b")])) == positions(nx.Graph([("b", "a")]))
    True
    """
    import networkx as nx

    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    placed = [(part, _spread(_ordered(graph, part), part)) for part in parts]
    return dict(_packed(placed))


def _ordered(graph: nx.Graph[str], part: Sequence[str]) -> nx.Graph[str]:
    """The part with its nodes and edges added in sorted order: networkx lays out by insertion order."""
    import networkx as nx

    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(part)
    ordered.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.subgraph(part).edges() if edge[0] != edge[1]))
    return ordered


def _spread(graph: nx.Graph[str], part: Sequence[str]) -> Points:
    """Springs, then the scale at which an edge has room for its label, then overlapping labels pushed apart."""
    import numpy as np

    points, at = _springs(graph, part), {node: i for i, node in enumerate(part)}
    ends = np.array([(at[s], at[o]) for s, o in graph.edges()], dtype=np.int64).reshape(-1, 2)
    lengths = np.linalg.norm(points[ends[:, 0]] - points[ends[:, 1]], axis=1)
    points *= _EDGE / float(np.median(lengths)) if len(lengths) and np.median(lengths) > 0 else 1.0
    room = np.ones((len(part), len(part)))
    room[ends[:, 0], ends[:, 1]] = room[ends[:, 1], ends[:, 0]] = _LINKED
    return _apart(_turned(points) * (1.15, 1.0), room)


def _springs(graph: nx.Graph[str], part: Sequence[str]) -> Points:
    """Fruchterman and Reingold's layout, in which an edge is two springs with a joint between them.

    Joints keep their distance as nodes do, which makes room for the edges' words.
    """
    import networkx as nx
    import numpy as np

    jointed: nx.Graph[str | tuple[str, str]] = nx.Graph()
    jointed.add_nodes_from(part)
    jointed.add_edges_from((end, edge) for edge in graph.edges() for end in edge)
    jointed = jointed if len(part) <= _JOINTED else graph
    # method="force" needs numpy only, and does not change its mind at 500 nodes.
    places = nx.spring_layout(jointed, seed=_SEED, k=2.6 / len(jointed) ** 0.5, iterations=250, method="force")
    return np.array([places[node] for node in part], dtype=np.float64)


def _turned(points: Points) -> Points:
    """A large part turned to fill a page best, a small one to where it takes least room: a chain lies flat, as labels do."""
    import numpy as np

    def turn(degrees: float) -> Points:
        cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        turned: Points = points @ np.array([(cos, sin), (-sin, cos)])
        return turned

    def room(turned: Points) -> float:
        width, height = np.ptp(turned, axis=0) + _APART
        return round(float(max(width / _WIDE, height) if len(points) > 6 else width * height), 3)

    return min(map(turn, range(0, 180, 5)), key=room)


def _apart(points: Points, room: Points) -> Points:
    """Pushes pairs that want more room along the line between them, each by half of what is missing."""
    import numpy as np

    scale = np.array(_APART)
    for _ in range(120):
        delta = (points[:, None, :] - points[None, :, :]) / scale
        distance = np.linalg.norm(delta, axis=2) + np.eye(len(points)) * 9
        near = distance < room
        if not near.any():
            break
        push = np.where(near[:, :, None], delta / np.maximum(distance, 1e-6)[:, :, None] * (room - distance)[:, :, None] / 2, 0.0)
        points = points + push.sum(axis=1) * scale
    return points


def _packed(placed: Sequence[tuple[Sequence[str], Points]]) -> Iterable[tuple[str, tuple[int, int]]]:
    """Rows of parts, none wider than a page that would hold them all; then everything round the origin."""
    boxes = [(points.max(axis=0) - points.min(axis=0) + _MARGIN, points) for _, points in placed]
    if not boxes:
        return
    page = max(max(float(box[0]) for box, _ in boxes), (_WIDE * sum(float(box[0] * box[1]) for box, _ in boxes)) ** 0.5)
    corners = list(_rows([(float(box[0]), float(box[1])) for box, _ in boxes], page))
    width = max(x + float(box[0]) for (x, _), (box, _) in zip(corners, boxes, strict=True))
    height = max(y + float(box[1]) for (_, y), (box, _) in zip(corners, boxes, strict=True))
    for (part, points), (x, y) in zip(placed, corners, strict=True):
        moved = points - points.min(axis=0) + (x + (_MARGIN - width) / 2, y + (_MARGIN - height) / 2)
        yield from ((node, (round(float(px)), round(float(py)))) for node, (px, py) in zip(part, moved, strict=True))


def _rows(sizes: Sequence[tuple[float, float]], page: float) -> Iterable[tuple[float, float]]:
    """The upper left corner of each box, set in rows like words in a line."""
    x = y = tallest = 0.0
    for width, height in sizes:
        if x and x + width > page:
            x, y, tallest = 0.0, y + tallest, 0.0
        yield x, y
        x, tallest = x + width, max(tallest, height)
