"""The graph as a figure for print: networkx lays it out, matplotlib draws it, with a legend and no label on another.

What is drawn depends on the graph and the options alone: a fixed layout, matplotlib's own typeface, no date in the file.
"""

from __future__ import annotations

import importlib.util
import io
import json
import re
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from rdflib import URIRef

from kg.errors import UserError, WordsError
from kg.export.graph import project
from kg.export.page.drawing import SHAPES
from kg.export.page.layout import positions
from kg.model import Status

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from pyoxigraph import Store

    from kg.ontology import Ontology

FORMATS = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}

_PAGE = Path(__file__).parent / "page"
_MARKERS = {"dot": "o", "square": "s", "diamond": "D", "triangle": "^", "hexagon": "h", "triangleDown": "v", "star": "*"}
_LINES: Mapping[str, Any] = {
    "Asserted": "solid",
    "Reported": (0, (9, 3)),
    "Planned": (0, (5, 3)),
    "Conditional": (0, (5, 3, 1.5, 3)),
    "Negated": (0, (1.5, 3)),
}
# What makes the bytes the same again, the text of a drawing text, and a dollar sign in a name a dollar sign.
_SETTINGS = {
    "svg.hashsalt": "kg", "svg.fonttype": "none", "pdf.fonttype": 42, "text.parse_math": False, "font.family": "DejaVu Sans",
}  # fmt: skip
_NO_DATE = {
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
_DOUBTS = [status.value for status in Status]
_INK, _SOFT, _LINE, _NO = "#1f2429", "#59616b", "#7b838d", "#b3372f"
_INCH = 96.0  # layout pixels
_NAME, _WORDS = 9.0, 7.5  # points
_WIDE = 18  # letters in a line of a name
_ROOMS = (1.0, 1.2, 1.45, 1.75, 2.1)  # times as wide, until the words of all edges have room
_STEPS = (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73)  # where along an edge its words may stand

Point: TypeAlias = tuple[float, float]
Places: TypeAlias = Mapping[str, Point]
Box: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Arrow:
    """All that one thing does to another: the words for it, and the status of what is least in doubt."""

    source: str
    target: str
    words: str
    status: str


def draw(store: Store, form: str, *, ontology: Ontology, title: str, lang: str = "fr", limit: int = 40, focus: Sequence[str] = ()) -> bytes:
    """A figure of the merged graph in a format of `FORMATS`, with at most `limit` things: those of `focus`, then those with the most facts.

    Raises UserError where matplotlib is not installed, and WordsError for a language without words.
    """
    if not importlib.util.find_spec("matplotlib"):
        raise UserError("a figure needs matplotlib, which is not installed; in the folder of kg's README: pip install '.[figure]'")
    from matplotlib import rc_context

    spoken = json.loads((_PAGE / "words.json").read_text("utf-8"))
    if lang not in spoken:
        raise WordsError(lang, spoken)
    graph = project(store, lang=lang)
    arrows, linked = _arrows(graph, ontology, lang, spoken[lang], limit, focus)
    names = sorted({end for arrow in arrows for end in (arrow.source, arrow.target)} | {iri for iri in focus if iri in graph})
    kinds = {name: ontology.kind(URIRef(graph.nodes[name]["type"])) for name in names}
    said = f"{len(names)} / {linked} {spoken[lang]['entities']}" if len(names) < linked else ""
    with rc_context(_SETTINGS):  # type: ignore[arg-type]  # the stubs know a setting by its literal only
        figure = _figure(arrows, {name: graph.nodes[name]["label"] for name in names}, kinds, title, said, spoken[lang])
        return _written(figure, form)


def _written(figure: Figure, form: str) -> bytes:
    import warnings

    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing", UserWarning)  # of a script that the typeface lacks
        figure.savefig(out, format=form, dpi=200, metadata=_NO_DATE[form], facecolor="white")
    return out.getvalue()


def _arrows(
    graph: nx.MultiDiGraph[str], ontology: Ontology, lang: str, words: Mapping[str, Any], limit: int, focus: Sequence[str]
) -> tuple[list[Arrow], int]:
    """The arrows between the things drawn, and how many things a figure of them all would have."""
    said: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for s, o, data in graph.edges(data=True):
        if s != o and graph.nodes[o]["kind"] == graph.nodes[s]["kind"] == "thing":
            label = ontology.label(URIRef(data["predicate"]), lang)
            said[s, o][label] = min(said[s, o].get(label, data["status"]), data["status"], key=_doubt)
    degree = Counter(end for ends in said for end in ends)
    drawn = _chosen(sorted(degree, key=lambda iri: (iri not in focus, -degree[iri], iri)), said, limit)
    return [_arrow(ends, labels, words) for ends, labels in sorted(said.items()) if drawn.issuperset(ends)], len(degree)


def _chosen(order: Sequence[str], ends: Iterable[tuple[str, str]], limit: int) -> set[str]:
    """One after the other each thing with some of those it is linked with, so that what is drawn hangs together."""
    beside: dict[str, set[str]] = defaultdict(set)
    for one, other in ends:
        beside[one].add(other)
        beside[other].add(one)
    chosen: dict[str, None] = {}
    for iri in order:
        around = [other for other in order if other in beside[iri]]
        chosen.update(dict.fromkeys((iri, *(around if len(order) <= limit else around[:_COMPANY]))))
    return set(list(chosen)[:limit])


_COMPANY = 7
"""The others of a thing that come with it where not all things have room."""


def _doubt(status: str) -> int:
    return _DOUBTS.index(status) if status in _DOUBTS else len(_DOUBTS)


def _arrow(ends: tuple[str, str], labels: Mapping[str, str], words: Mapping[str, Any]) -> Arrow:
    told = sorted(labels, key=lambda label: (_doubt(labels[label]), label))
    # A pattern with %s, replaced and not formatted: a label from an ontology may hold any character.
    lines = [words["drawn"].get(labels[label], "%s").replace("%s", label) for label in told]
    return Arrow(*ends, "\n".join(lines[:3]) + (f" +{len(lines) - 3}" if len(lines) > 3 else ""), labels[told[0]])


# ---- on paper: all lengths in layout pixels, of which an inch has 96 ------------------------------------------------------


def _figure(
    arrows: Sequence[Arrow], names: Mapping[str, str], kinds: Mapping[str, str], title: str, said: str, words: Mapping[str, Any]
) -> Figure:
    """The drawing between its title and its legend, on paper as large as it needs."""
    import networkx as nx
    from matplotlib.figure import Figure

    skeleton: nx.Graph[str] = nx.Graph()
    skeleton.add_nodes_from(names)
    skeleton.add_edges_from((arrow.source, arrow.target) for arrow in arrows)
    laid, degree = positions(skeleton), dict(skeleton.degree())
    shown = {name: "\n".join(_lines(label)) for name, label in names.items()}
    sizes = {name: min(7 + 2.2 * degree[name] ** 0.5, 18) for name in names}
    places, worded = _roomy(arrows, laid, shown, sizes)
    (left, low), (right, high) = _extent(places)
    handles = _legend(arrows, kinds, words)
    wide, drawn = max(right - left, 420.0), max(high - low, 60.0)
    columns = max(1, int(wide // 150))
    head, foot = 46.0, 30.0 + 19.0 * -(-len(handles) // columns)
    figure = Figure(figsize=(wide / _INCH, (drawn + head + foot) / _INCH))
    axes = figure.add_axes((0, foot / (drawn + head + foot), 1, drawn / (drawn + head + foot)))
    axes.set_axis_off()
    middle, centre = (left + right) / 2, (low + high) / 2
    axes.set(xlim=(middle - wide / 2, middle + wide / 2), ylim=(centre - drawn / 2, centre + drawn / 2))
    _draw_arrows(axes, arrows, places, shown, sizes, worded)
    _draw_things(axes, places, shown, sizes, kinds)
    figure.text(24 / wide, 1 - 16 / (drawn + head + foot), _plain(title), size=13, weight="bold", color=_INK, va="top")
    if said:
        figure.text(1 - 24 / wide, 1 - 19 / (drawn + head + foot), said, size=8.5, color=_SOFT, va="top", ha="right")
    if handles:
        figure.legend(
            handles=handles, loc="lower left", bbox_to_anchor=(14 / wide, 6 / (drawn + head + foot)), ncols=columns, frameon=False,
            fontsize=8.5, labelcolor=_INK, handlelength=2.6, columnspacing=1.6, borderaxespad=0,
        )  # fmt: skip
    return figure


def _roomy(
    arrows: Sequence[Arrow], laid: Mapping[str, tuple[int, int]], shown: Mapping[str, str], sizes: Mapping[str, float]
) -> tuple[Places, Mapping[Arrow, Point]]:
    """The narrowest layout in which the words of every arrow have room, or of as many as can."""
    every = []
    for room in _ROOMS:
        places = {name: (x * room, -y * room) for name, (x, y) in laid.items()}
        every.append((places, dict(_worded(arrows, places, shown, sizes))))
        if len(every[-1][1]) == len(arrows):
            break
    return max(every, key=lambda one: len(one[1]))


def _plain(text: str) -> str:
    """Without the control characters that no XML file may hold."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _lines(label: str) -> list[str]:
    """A name in lines, cut where it is too long for a drawing."""
    return textwrap.wrap(textwrap.shorten(_plain(label), 60, placeholder=" …"), _WIDE, max_lines=4, placeholder=" …") or [" "]


def _extent(places: Places) -> tuple[tuple[float, float], tuple[float, float]]:
    xs, ys = [x for x, _ in places.values()] or [0.0], [y for _, y in places.values()] or [0.0]
    return (min(xs) - 90, min(ys) - 80), (max(xs) + 90, max(ys) + 34)


def _size_of(text: str, points: float) -> tuple[float, float]:
    """About how wide and high a text is drawn."""
    lines, pixels = text.split("\n"), points * _INCH / 72
    return max(map(len, lines)) * 0.58 * pixels, len(lines) * 1.22 * pixels


def _around(x: float, y: float, size: tuple[float, float]) -> Box:
    return x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2


def _apart(one: Box, other: Box) -> bool:
    return one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]


def _worded(arrows: Sequence[Arrow], places: Places, shown: Mapping[str, str], sizes: Mapping[str, float]) -> Iterator[tuple[Arrow, Point]]:
    """The middle of each arrow's words, on the arrow and on nothing else; arrows without room are missing."""
    taken: list[Box] = []
    for name, (x, y) in places.items():
        sign, label = sizes[name] * 2.6, _size_of(shown[name], _NAME)
        taken += [_around(x, y, (sign, sign)), _around(x, _below(y, sizes[name]) - label[1] / 2, label)]
    ends = {(arrow.source, arrow.target) for arrow in arrows}
    for arrow in arrows:
        (x, y), (u, v) = places[arrow.source], places[arrow.target]
        # A curve with its reverse beside it: matplotlib's arc3 has its middle half of rad away from the straight line.
        bow = _BOW / 2 if (arrow.target, arrow.source) in ends else 0.0
        for step in _STEPS:
            off = bow * 4 * step * (1 - step)
            at = x + (u - x) * step + (v - y) * off, y + (v - y) * step - (u - x) * off
            box = _around(*at, _size_of(arrow.words, _WORDS))
            if all(_apart(box, other) for other in taken):
                taken.append(box)
                yield arrow, at
                break


_BOW = 0.22


def _below(y: float, size: float) -> float:
    """Where the name under a sign begins."""
    return y - size * 1.34 - 2


def _draw_arrows(
    axes: Axes,
    arrows: Sequence[Arrow],
    places: Places,
    shown: Mapping[str, str],
    sizes: Mapping[str, float],
    worded: Mapping[Arrow, Point],
) -> None:
    from matplotlib.patches import FancyArrowPatch

    ends = {(arrow.source, arrow.target) for arrow in arrows}
    for arrow in arrows:
        bow = _BOW if (arrow.target, arrow.source) in ends else 0.0
        one, other = places[arrow.source], places[arrow.target]
        begin = _leaves(one, other, shown[arrow.source], sizes[arrow.source])
        end = _leaves(other, one, shown[arrow.target], sizes[arrow.target])
        color = _NO if arrow.status == "Negated" else _LINE
        style: Any = {"connectionstyle": f"arc3,rad={bow}", "arrowstyle": "-|>", "mutation_scale": 9, "shrinkA": 0, "shrinkB": 0}
        axes.add_patch(FancyArrowPatch(begin, end, linestyle=_LINES.get(arrow.status, "solid"), color=color, zorder=1, **style))
    for arrow, (x, y) in worded.items():
        color = _NO if arrow.status == "Negated" else _SOFT
        axes.text(x, y, _plain_lines(arrow.words), size=_WORDS, color=color, va="center", zorder=2, **_LABEL)


def _leaves(place: Point, towards: Point, label: str, size: float) -> Point:
    """Where the way to another thing leaves the sign of this one and the name below it."""
    (x, y), (u, v) = place, towards
    wide, high = _size_of(label, _NAME)
    name = _around(x, _below(y, size) - high / 2, (wide, high + 4))
    left = (x + u) / 2, (y + v) / 2
    for step in range(40, 0, -1):
        at = x + (u - x) * step / 80, y + (v - y) * step / 80
        if hypot(at[0] - x, at[1] - y) < size * 1.34 + 3 or (name[0] < at[0] < name[2] and name[1] < at[1] < name[3]):
            break
        left = at
    return left


_PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.88}
_LABEL: Mapping[str, Any] = {"ha": "center", "linespacing": 1.2, "bbox": _PAPER}


def _plain_lines(text: str) -> str:
    return "\n".join(map(_plain, text.split("\n")))


def _draw_things(axes: Axes, places: Places, shown: Mapping[str, str], sizes: Mapping[str, float], kinds: Mapping[str, str]) -> None:
    colors = _colors()
    for name, (x, y) in places.items():
        kind, size = kinds[name], sizes[name]
        wide = size * (1.45 if _marker(kind) == "D" else 1.8)
        axes.plot([x], [y], marker=_marker(kind), markersize=wide, color=colors.get(kind, _LINE), markeredgecolor="white", zorder=3)
        weight = "bold" if size > 11 else "normal"
        axes.text(x, _below(y, size), shown[name], size=_NAME, weight=weight, color=_INK, va="top", zorder=4, **_LABEL)


def _marker(kind: str) -> str:
    return _MARKERS[SHAPES.get(kind, "dot")]


def _colors() -> dict[str, str]:
    """The page's own colours by kind: they stand in its style, where the light theme comes first."""
    found = re.findall(r"--kind-(\w+):\s*(#[0-9a-fA-F]{6})", (_PAGE / "page.css").read_text("utf-8"))
    return dict(reversed(found))


def _legend(arrows: Sequence[Arrow], kinds: Mapping[str, str], words: Mapping[str, Any]) -> list[Any]:
    """A sign for each kind of thing and a line for each status that the figure has."""
    from matplotlib.lines import Line2D

    colors, there = _colors(), {arrow.status for arrow in arrows}
    signs = [
        Line2D([], [], linestyle="none", marker=_marker(kind), markersize=8, color=colors.get(kind, _LINE), label=words["kinds"][kind])
        for kind in words["kinds"]
        if kind in set(kinds.values())
    ]
    lines = [
        Line2D([], [], linestyle=_LINES[status], linewidth=1, color=_NO if status == "Negated" else _LINE, label=words["statuses"][status])
        for status in _LINES
        if status in there
    ]
    return signs + lines
