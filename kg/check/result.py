"""One thing that is wrong with a graph, as a SHACL report has it, and the parts of a dataset that are looked at."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

ARTICLES, MERGED, RESOLUTION = "articles", "merged", "resolution"
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Result:
    """One of SHACL's validation results: `shape` is the nearest that has a name, `target` the property by which it finds its nodes, if any.

    `asked` of a node for all that it is the value of: a claim's property, a text's stretches; what is wrong is then the value.
    Where something else should be in a value's place, that is `expected`.
    """

    graph: str
    shape: str
    component: str
    focus: Term
    message: str
    path: str = ""
    value: Term | None = None
    warning: bool = False
    asked: bool = False
    target: str = ""
    expected: Term | None = None
