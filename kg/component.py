"""The spaCy pipe `kg`: `nlp.add_pipe("kg")` sets `doc._.claims` and `doc._.chains`.

    >>> nlp = spacy.load("fr_core_news_md")                       # doctest: +SKIP
    >>> _ = nlp.add_pipe("kg")                                    # doctest: +SKIP
    >>> nlp("Le groupe Vernay rachète Mobix.")._.claims           # doctest: +SKIP

A pipe put last takes the text as the parser before it took it. It cannot make typography plain nor
keep a heading from running into the sentence after it, both of which `kg.build` does before it parses, and it knows neither
the article's title nor its date. So it finds less than `kg.build` in the same text. Give it running text, a paragraph or more.
"""

from __future__ import annotations

from functools import cached_property

from spacy.language import Language
from spacy.tokens import Doc

from kg import parse
from kg.extract import Resources, extract, load

for _extension in ("claims", "chains"):
    if not Doc.has_extension(_extension):
        Doc.set_extension(_extension, default=())


class Pipe:
    """What the factory makes: a pipe has to be callable, and reads its ontology when the first text comes."""

    def __init__(self, lang: str, ontology: str) -> None:
        self.lang, self.ontology = lang, ontology

    @cached_property
    def resources(self) -> Resources:
        """What drives the extraction."""
        return load(self.ontology, self.lang)

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with its claims and chains, as `kg.model` has them; offsets count in `doc.text`."""
        found = extract(parse.reading_of(doc), self.resources)
        doc._.claims, doc._.chains = found.claims, found.chains
        return doc

    def to_disk(self, path: object, exclude: object = ()) -> None:
        """Nothing to write: the factory's settings are in the pipeline's own configuration."""

    def from_disk(self, path: object, exclude: object = ()) -> Pipe:
        """As the factory made it."""
        return self


@Language.factory("kg", default_config={"ontology": "news"}, assigns=["doc._.claims", "doc._.chains"], requires=["token.dep", "doc.ents"])
def create(nlp: Language, name: str, ontology: str) -> Pipe:
    """The factory behind `nlp.add_pipe("kg", config={"ontology": "news"})`; the language is the pipeline's."""
    return Pipe(str(nlp.lang), ontology)


def pipeline(lang: str, *, ontology: str = "news") -> Language:
    """The pipeline that kg reads a language with, and the pipe `kg` at its end; each call makes a new one."""
    nlp = parse.load.__wrapped__(lang)
    nlp.add_pipe("kg", config={"ontology": str(ontology)})
    return nlp
