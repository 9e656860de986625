"""Where each node stands: computed once, with a fixed seed, so that the page opens still and always the same.

Each connected part is laid out by itself and the parts are packed side by side, the largest first: nothing flies away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from math import hypot
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    Points: TypeAlias = NDArray[np.float64]

Box: TypeAlias = tuple[float, float, float, float]

# Page pixels: a label takes about 130 × 40, an edge needs room for its words.
_SEED = 7
_JOINTED = 120  # past that edges have no room for words anyway, and springs take their time
_EDGE = 190.0
_APART = (150.0, 84.0)
_LINKED = 1.5  # times as far apart, for the edge's words
_MARGIN = 110.0
_SHORE = (90.0, 80.0)  # round an island
_NEAR = 0.15  # of a tie's length counts as if the page were so much higher
WIDE, TALL = 1.45, 0.7
"""How much wider than high a view is: beside a panel, and on a phone held upright."""


def positions(graph: nx.Graph[str], wide: float = WIDE) -> dict[str, tuple[int, int]]:
    """A place in whole pixels for each node of an undirected graph; the origin is the middle.

    >>> import networkx as nx
    >>> positions(nx.Graph([("a", "b")])) == positions(nx.Graph([("b", "a")]))
    True
    """
    import networkx as nx

    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    placed = [(part, _spread(_ordered(graph, part), part, wide)) for part in parts]
    return dict(_packed(placed, wide))


def _ordered(graph: nx.Graph[str], part: Sequence[str]) -> nx.Graph[str]:
    """The part with its nodes and edges added in sorted order: networkx lays out by insertion order."""
    import networkx as nx

    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(part)
    ordered.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.subgraph(part).edges() if edge[0] != edge[1]))
    return ordered


def _spread(graph: nx.Graph[str], part: Sequence[str], wide: float) -> Points:
    """Springs, then the scale at which an edge has room for its label, then overlapping labels pushed apart."""
    import numpy as np

    points, at = _springs(graph, part), {node: i for i, node in enumerate(part)}
    ends = np.array([(at[s], at[o]) for s, o in graph.edges()], dtype=np.int64).reshape(-1, 2)
    lengths = np.linalg.norm(points[ends[:, 0]] - points[ends[:, 1]], axis=1)
    points *= _EDGE / float(np.median(lengths)) if len(lengths) and np.median(lengths) > 0 else 1.0
    room = np.ones((len(part), len(part)))
    room[ends[:, 0], ends[:, 1]] = room[ends[:, 1], ends[:, 0]] = _LINKED
    return _apart(_turned(points, wide) * (1.15, 1.0), room)


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


def _turned(points: Points, wide: float) -> Points:
    """A large part turned to fill a page best, a small one to where it takes least room: a chain lies flat, as labels do."""
    import numpy as np

    def turn(degrees: float) -> Points:
        cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        turned: Points = points @ np.array([(cos, sin), (-sin, cos)])
        return turned

    def room(turned: Points) -> float:
        width, height = np.ptp(turned, axis=0) + _APART
        return round(float(max(width / wide, height) if len(points) > 6 else width * height), 3)

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


def archipelago(graph: nx.Graph[str], islands: Sequence[Sequence[str]], wide: float = WIDE) -> dict[str, tuple[int, int]]:
    """Each island laid out by itself, then the islands side by side, no shore on another, those with links near one another."""
    placed = [(sorted(island), _spread(_ordered(graph, island), sorted(island), WIDE)) for island in islands]
    home = {node: i for i, island in enumerate(islands) for node in island}
    links = Counter((home[s], home[o]) for s, o in graph.edges(home) if s in home and o in home)
    ties: list[dict[int, int]] = [{} for _ in islands]
    for (s, o), count in sorted(links.items()):
        ties[s][o] = ties[o][s] = ties[s].get(o, 0) + count
    return dict(_packed(placed, wide, _SHORE, ties))


def _packed(
    placed: Sequence[tuple[Sequence[str], Points]],
    wide: float,
    shore: tuple[float, float] = (0.0, 0.0),
    ties: Sequence[Mapping[int, int]] = (),
) -> Iterable[tuple[str, tuple[int, int]]]:
    """Parts side by side, the largest first, each where the whole stays smallest; then everything round the origin."""
    import numpy as np

    spans = [np.ptp(points, axis=0) + _MARGIN + np.array(shore) for _, points in placed]
    sizes = [(float(span[0]), float(span[1])) for span in spans]
    corners = list(_fitted(sizes, wide, ties or [{}] * len(sizes)))
    if not corners:
        return
    left, top = (min(corner[i] for corner in corners) for i in (0, 1))
    right, bottom = (max(corner[i] + size[i] for corner, size in zip(corners, sizes, strict=True)) for i in (0, 1))
    middle = np.array([(left + right) / 2, (top + bottom) / 2])
    for (part, points), corner in zip(placed, corners, strict=True):
        moved = points - points.min(axis=0) + corner + (_MARGIN + np.array(shore)) / 2 - middle
        yield from ((node, (round(float(x)), round(float(y)))) for node, (x, y) in zip(part, moved, strict=True))


def _fitted(sizes: Sequence[tuple[float, float]], wide: float, ties: Sequence[Mapping[int, int]]) -> Iterable[tuple[float, float]]:
    """The upper left corner of each box: beside, above or below one that lies there already, where the page grows least."""
    lying: list[Box] = []
    for (width, height), tied in zip(sizes, ties, strict=True):
        beside = [corner for box in lying for corner in _beside(box, width, height)] or [(-width / 2, -height / 2)]
        boxes = [(x, y, x + width, y + height) for x, y in beside]
        best = min((box for box in boxes if not any(_meet(box, other) for other in lying)), key=partial(_cost, lying, tied, wide))
        lying.append(best)
        yield best[:2]


def _beside(box: Box, width: float, height: float) -> Iterable[tuple[float, float]]:
    left, top, right, bottom = box
    for y in (top, (top + bottom - height) / 2, bottom - height):
        yield from ((right, y), (left - width, y))
    for x in (left, (left + right - width) / 2, right - width):
        yield from ((x, bottom), (x, top - height))


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] - 0.01 and b[0] < a[2] - 0.01 and a[1] < b[3] - 0.01 and b[1] < a[3] - 0.01


def _cost(lying: Sequence[Box], tied: Mapping[int, int], wide: float, new: Box) -> tuple[float, ...]:
    """How large a page they fill together and, a little, how far it lies from those it has ties with; then from the middle.

    What is left undecided goes down and right.
    """
    boxes = [*lying, new]
    width = max(box[2] for box in boxes) - min(box[0] for box in boxes)
    height = max(box[3] for box in boxes) - min(box[1] for box in boxes)
    apart = sum(count * _between(new, lying[i], wide) for i, count in tied.items() if i < len(lying)) / (sum(tied.values()) or 1)
    return round(max(width / wide, height) + _NEAR * apart, 3), round(_between(new, (0, 0, 0, 0), wide), 3), -new[1], -new[0]


def _between(a: Box, b: Box, wide: float) -> float:
    """From middle to middle, as a page's width counts for its height."""
    return hypot((a[0] + a[2] - b[0] - b[2]) / 2 / wide, (a[1] + a[3] - b[1] - b[3]) / 2)
