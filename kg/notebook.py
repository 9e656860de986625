"""A graph that shows itself in a notebook: an rdflib Dataset which Jupyter displays as the page, in a frame of its own.

The page stands in the notebook's output, so that it is there when the notebook is opened again, on any machine. The frame is
sandboxed: the page runs its own scripts, and sees nothing of the notebook.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from os import PathLike
from pathlib import Path

from pyoxigraph import Store
from rdflib import Dataset

from kg import ontology as ontologies
from kg.store import open_dataset, quads_of_dataset, store_of

HEIGHT = 640


class Graph(Dataset):
    """An rdflib Dataset, in every way, that a notebook displays as the page."""

    ontology: str | Path = "news"
    lang: str = "fr"

    def _repr_html_(self) -> str:
        return Shown(self, lang=self.lang, ontology=self.ontology)._repr_html_()


@dataclass(frozen=True, slots=True)
class Shown:
    """A graph to be displayed: a notebook asks for its HTML."""

    graph: Dataset | str | PathLike[str]
    title: str = ""
    lang: str = "fr"
    height: int = HEIGHT
    ontology: str | Path = "news"

    def _repr_html_(self) -> str:
        from kg.export import page

        # Without the console: its two megabytes would be in the notebook's file once for each output.
        html = page.render(_store(self.graph), ontology=ontologies.load(self.ontology), title=self.title, lang=self.lang, asks=False)
        may = "allow-scripts allow-popups allow-downloads"
        frame = f'style="width: 100%; height: {self.height}px; border: 1px solid #8884; border-radius: 6px"'
        return f'<iframe sandbox="{may}" srcdoc="{escape(html)}" title="{escape(self.title)}" {frame}></iframe>'


def _store(graph: Dataset | str | PathLike[str]) -> Store:
    return store_of(quads_of_dataset(graph)) if isinstance(graph, Dataset) else open_dataset(Path(graph))
