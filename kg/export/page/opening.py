"""What the page opens on: a small graph whole, of a larger one the islands: its largest communities, each by its most central members.

networkx finds the communities (Louvain's method) and the page draws each as an island with a shore round it; the others
wait in its lists, and everything else opens from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.export.page.content import Json
from kg.export.page.layout import TALL, archipelago, positions

if TYPE_CHECKING:
    import networkx as nx

WHOLE = 80
"""A graph of so many linked things is shown whole; a view of a larger one holds about as many."""

_SEED = 7
_ISLANDS = 12
_LEAST = 3  # a pair of things is no island
_MEMBERS = (3, 7)  # of each island at least and at most so many are drawn, by the square root of its size


@dataclass(frozen=True, slots=True)
class Opening:
    """Where each thing of the opening view stands, `tall` on a phone held upright; and the communities of the graph.

    These come the largest first, each by centrality; `islands` says how many of them are drawn as such: none of a graph shown whole.
    """

    places: dict[str, tuple[int, int]]
    tall: dict[str, tuple[int, int]]
    groups: tuple[tuple[str, ...], ...]
    islands: int


def open_on(facts: Iterable[Json]) -> Opening:
    """The opening view of a graph of these facts.

    >>> open_on([{"s": "a", "o": "b"}, {"s": "a", "o": {"label": "3"}}]).groups
    (('a', 'b'),)
    """
    graph = _graph(facts)
    groups = tuple(_communities(graph))
    largest = [group for group in groups[:_ISLANDS] if len(group) >= _LEAST]
    if len(graph) <= WHOLE:
        return Opening(positions(graph), positions(graph, TALL), groups, 0)
    if not largest:  # pairs and nothing else: one as good as another
        some = graph.subgraph(node for group in groups[: WHOLE // 2] for node in group)
        return Opening(positions(some), positions(some, TALL), groups, 0)
    drawn = [_members(graph, group) for group in largest]
    return Opening(archipelago(graph, drawn), archipelago(graph, drawn, TALL), groups, len(largest))


def _graph(facts: Iterable[Json]) -> nx.Graph[str]:
    """Things and how many facts link each two; sorted, as networkx goes by the order in which nodes came."""
    import networkx as nx

    links: dict[tuple[str, str], int] = {}
    for fact in facts:
        if isinstance(fact["o"], str) and fact["s"] != fact["o"]:
            ends = (min(fact["s"], fact["o"]), max(fact["s"], fact["o"]))
            links[ends] = links.get(ends, 0) + 1
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({end for ends in links for end in ends}))
    graph.add_weighted_edges_from((s, o, weight) for (s, o), weight in sorted(links.items()))
    return graph


def _communities(graph: nx.Graph[str]) -> Iterator[tuple[str, ...]]:
    """Louvain's communities, the largest first; networkx goes through sets, whose order numbers keep and strings do not."""
    import networkx as nx

    nodes, centrality = list(graph), dict(graph.degree(weight="weight"))
    numbered = nx.relabel_nodes(graph, {node: i for i, node in enumerate(nodes)})
    found = nx.community.louvain_communities(numbered, seed=_SEED) if nodes else []
    for group in sorted(found, key=lambda group: (-len(group), min(group))):
        yield tuple(sorted((nodes[i] for i in group), key=lambda node: (-centrality[node], node)))


def _members(graph: nx.Graph[str], group: Sequence[str]) -> list[str]:
    """The most central, and then whoever is most central among those linked to them: what is drawn holds together."""
    least, most = _MEMBERS
    wanted = min(max(round(len(group) ** 0.5) + 1, least), most, len(group))
    order = {node: i for i, node in enumerate(group)}
    drawn, shore = [group[0]], {node for node in graph[group[0]] if node in order}
    while len(drawn) < wanted and shore:
        drawn.append(min(shore, key=lambda node: order[node]))
        shore = {node for one in drawn for node in graph[one] if node in order} - set(drawn)
    return drawn
