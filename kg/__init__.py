"""A knowledge graph out of news articles, French first: who and what they speak of, what they say of them, and the words that say it.

>>> import kg
>>> dataset = kg.build(["article.txt"])     # doctest: +SKIP
>>> nlp = kg.load("fr")                     # doctest: +SKIP

Nothing heavy is imported before it is needed: neither rdflib nor spaCy comes with `import kg`.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from rdflib import Dataset
    from spacy.language import Language

    from kg.notebook import Shown

__all__ = ["__version__", "build", "load", "show"]


def build(sources: str | PathLike[str] | Iterable[str | PathLike[str]], **options: Any) -> Dataset:
    """Read articles into one graph: an rdflib Dataset with the merged graph as default graph and a named graph for each article.

    >>> dataset = kg.build(["article.txt"])                                           # doctest: +SKIP
    >>> [str(o) for o in dataset.objects(None, URIRef(kg.iris.NEWS + "uses"))]        # doctest: +SKIP

    Files, folders, HTML and JSON lines are sources alike. The keyword options are those of `kg.build.build_graph`: `ontology`,
    `lang`, `base`, `include`, `no_text`, `ids`. Raises SourceError where a source cannot be read.
    """
    from kg.build import dataset

    return dataset(sources, **options)


def load(lang: str = "fr", *, ontology: str = "news") -> Language:
    """The pipeline that kg itself reads a language with, and the `kg` pipe at its end: `kg.load("fr")(text)._.claims`.

    Each call gives a pipeline of its own, to be changed at will. Raises LanguageError where kg does not read the language.
    """
    from kg.component import pipeline

    return pipeline(lang, ontology=ontology)


def show(graph: Dataset | str | PathLike[str], **options: Any) -> Shown:
    """A graph as the page, displayed in a notebook: a Dataset, or the file or archive of a graph.

    >>> kg.show("outputs/press.trig", title="Revue de presse", height=800)            # doctest: +SKIP

    What `kg.build` gives is displayed without it. The keyword options are `title`, `lang`, `height` in pixels and `ontology`.
    """
    from kg.notebook import Shown

    return Shown(graph, **options)


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from kg.version import kg_version

        return kg_version()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _Front(ModuleType):
    """This module, in which `build` is the function and stays it.

    Importing the submodule `kg.build` would put the module in the function's place, since an import sets a submodule as an
    attribute of its package. A property outranks that attribute. `from kg.build import …` goes to the submodule as ever.
    """

    @property
    def build(self) -> Any:
        return build

    @build.setter
    def build(self, submodule: ModuleType) -> None:
        """Leave the function where it is."""


sys.modules[__name__].__class__ = _Front
