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
_SHORE = (90.0, 80.0)  # round an island
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
    """Each island laid out by itself, then the islands by the links between them, none nearer another than its shore allows."""
    import networkx as nx
    import numpy as np

    placed = [(sorted(island), _spread(_ordered(graph, island), sorted(island), WIDE)) for island in islands]
    home = {node: i for i, island in enumerate(islands) for node in island}
    sea: nx.Graph[int] = nx.Graph()
    sea.add_nodes_from(range(len(islands)))
    for s, o in graph.edges(home):
        if s in home and o in home and home[s] != home[o]:
            sea.add_edge(home[s], home[o])
    if sea.number_of_edges() < len(islands) // 2:  # hardly linked: as close as they can lie
        return dict(_packed(placed, wide, _SHORE))
    at = nx.spring_layout(sea, seed=_SEED, iterations=200, method="force")
    middles = np.array([at[i] for i in range(len(islands))]) * (wide, 1.0) * 400 * len(islands) ** 0.5
    sizes = np.array([np.ptp(points, axis=0) + _MARGIN + np.array(_SHORE) for _, points in placed])
    middles = _drawn_in(_boxes_apart(middles, sizes), sizes)
    return {
        node: (round(float(x)), round(float(y)))
        for (nodes, points), middle in zip(placed, middles, strict=True)
        for node, (x, y) in zip(nodes, points - (points.min(axis=0) + points.max(axis=0)) / 2 + middle, strict=True)
    }


def _boxes_apart(middles: Points, sizes: Points) -> Points:
    """Pushes boxes that overlap apart along the way that is shorter, each by half."""
    import numpy as np

    for _ in range(300):
        delta = middles[:, None, :] - middles[None, :, :]
        lack = (sizes[:, None, :] + sizes[None, :, :]) / 2 - np.abs(delta)
        near = (lack > 0.5).all(axis=2) & ~np.eye(len(middles), dtype=bool)
        if not near.any():
            break
        along = lack == lack.min(axis=2, keepdims=True)
        push = np.where(near[:, :, None] & along, np.where(delta < 0, -1.0, 1.0) * lack / 2, 0.0)
        middles = middles + push.sum(axis=1) * 0.6
    return middles


def _drawn_in(middles: Points, sizes: Points) -> Points:
    """Everything towards the middle, as long as nothing touches: open water costs legibility."""
    import numpy as np

    for _ in range(60):
        for i in np.argsort(np.linalg.norm(middles, axis=1), kind="stable"):
            for axis in (0, 1):
                moved = middles.copy()
                moved[i, axis] *= 0.94
                free = (np.abs(moved - moved[i]) >= (sizes + sizes[i]) / 2 - 0.5).any(axis=1)
                free[i] = True
                if free.all():
                    middles = moved
    return middles


def _packed(
    placed: Sequence[tuple[Sequence[str], Points]], wide: float, shore: tuple[float, float] = (0.0, 0.0)
) -> Iterable[tuple[str, tuple[int, int]]]:
    """Parts side by side, the largest first, each where the whole stays smallest; then everything round the origin."""
    import numpy as np

    spans = [np.ptp(points, axis=0) + _MARGIN + np.array(shore) for _, points in placed]
    sizes = [(float(span[0]), float(span[1])) for span in spans]
    corners = list(_fitted(sizes, wide))
    if not corners:
        return
    left, top = (min(corner[i] for corner in corners) for i in (0, 1))
    right, bottom = (max(corner[i] + size[i] for corner, size in zip(corners, sizes, strict=True)) for i in (0, 1))
    middle = np.array([(left + right) / 2, (top + bottom) / 2])
    for (part, points), corner in zip(placed, corners, strict=True):
        moved = points - points.min(axis=0) + corner + (_MARGIN + np.array(shore)) / 2 - middle
        yield from ((node, (round(float(x)), round(float(y)))) for node, (x, y) in zip(part, moved, strict=True))


def _fitted(sizes: Sequence[tuple[float, float]], wide: float) -> Iterable[tuple[float, float]]:
    """The upper left corner of each box: beside, above or below one that lies there already, where the page grows least."""
    lying: list[tuple[float, float, float, float]] = []
    for width, height in sizes:
        beside = [corner for box in lying for corner in _beside(box, width, height)] or [(-width / 2, -height / 2)]
        free = [(x, y) for x, y in beside if not any(_meet((x, y, x + width, y + height), box) for box in lying)]
        x, y = min(free, key=lambda corner: _page(lying, (*corner, corner[0] + width, corner[1] + height), wide))
        lying.append((x, y, x + width, y + height))
        yield x, y


def _beside(box: tuple[float, float, float, float], width: float, height: float) -> Iterable[tuple[float, float]]:
    left, top, right, bottom = box
    for y in (top, (top + bottom - height) / 2, bottom - height):
        yield from ((right, y), (left - width, y))
    for x in (left, (left + right - width) / 2, right - width):
        yield from ((x, bottom), (x, top - height))


def _meet(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] - 0.01 and b[0] < a[2] - 0.01 and a[1] < b[3] - 0.01 and b[1] < a[3] - 0.01


def _page(lying: Sequence[tuple[float, ...]], new: tuple[float, ...], wide: float) -> tuple[float, ...]:
    """How large a page they fill together, then how far the new one lies from the middle; a tie goes down and right."""
    boxes = [*lying, new]
    width = max(box[2] for box in boxes) - min(box[0] for box in boxes)
    height = max(box[3] for box in boxes) - min(box[1] for box in boxes)
    far = (new[0] + new[2]) ** 2 / wide**2 + (new[1] + new[3]) ** 2
    return round(max(width / wide, height), 3), round(far, 3), -new[1], -new[0]
