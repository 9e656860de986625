"""What can go wrong, and whose it is to mend.

    KgError
    ├── UserError            exit code 2: something given to kg is not as it must be
    │   ├── SourceError      an article that cannot be read
    │   ├── LanguageError    a language that kg does not read
    │   ├── WordsError       a language in which kg cannot tell what a graph says
    │   ├── OntologyError    an ontology, lexicon or gazetteer that does not hold together
    │   ├── GraphError       a graph file that is not there, not RDF or not kg's
    │   ├── DecisionError    a file of people's decisions that is not as it must be
    │   ├── ServiceError     an address where no reconciliation service answers
    │   ├── GoldError        an annotation by hand that is not as it must be
    │   ├── LearningError    too little that was annotated to learn from
    │   ├── QueryError       a query that is not SPARQL, or a saved one that does not exist
    │   └── OutputError      a place that cannot be written to
    └── RunError             exit code 1: all that was given was right, and still it failed

Each message is one line: it names the thing, says what there is, and what to do. Below that of a query
stands the query's line, with a caret.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class KgError(Exception):
    """Anything that kg says went wrong; `exit_code` is the process's."""

    exit_code = 1


class UserError(KgError):
    """Something that the user gave; nothing has been written."""

    exit_code = 2


class SourceError(UserError):
    """An article that cannot be read.

    >>> str(SourceError("a.txt", "it is empty", "give a file with an article's text"))
    "a.txt: it is empty; give a file with an article's text"
    """

    def __init__(self, source: str | Path, what: str, mend: str) -> None:
        super().__init__(f"{source}: {what}; {mend}")
        self.source = str(source)


class SourceWarning(UserWarning):
    """Something of an article that kg had to pass over, though not the article."""


class LanguageError(UserError):
    """A language that kg does not read; where there is a `source`, it was guessed.

    >>> str(LanguageError("nl", ["fr"]))
    "kg reads no articles in 'nl', only in fr; say --lang fr, or add a language as CONTRIBUTING.md shows"
    >>> str(LanguageError("nl", ["fr"], "a.txt"))
    "a.txt: it seems to be in 'nl', and kg reads only fr; if the guess is wrong, say --lang fr"
    """

    def __init__(self, lang: str, there_are: Iterable[str], source: str | Path | None = None) -> None:
        known = sorted(there_are)
        only, say = ", ".join(known), f"say --lang {' or '.join(known)}"
        if source:
            super().__init__(f"{source}: it seems to be in {lang!r}, and kg reads only {only}; if the guess is wrong, {say}")
        else:
            super().__init__(f"kg reads no articles in {lang!r}, only in {only}; {say}, or add a language as CONTRIBUTING.md shows")


class WordsError(UserError):
    """A language in which kg has no words to tell what a graph says.

    >>> str(WordsError("nl", ["fr", "en"]))
    "kg has no words in 'nl' to tell what a graph says; there are en, fr; say --lang en or --lang fr"
    """

    def __init__(self, lang: str, there_are: Iterable[str]) -> None:
        known = sorted(there_are)
        say = " or ".join(f"--lang {one}" for one in known)
        super().__init__(f"kg has no words in {lang!r} to tell what a graph says; there are {', '.join(known)}; say {say}")


class OntologyError(UserError):
    """An ontology, lexicon or gazetteer that does not hold together: file, term, and what to do."""

    def __init__(self, file: str | Path, what: str, mend: str = "") -> None:
        super().__init__(f"{file}: {what}" + (f"; {mend}" if mend else ""))


class GraphError(UserError):
    """A graph file that is not there, does not parse, or is not one that kg made."""

    def __init__(self, graph: str | Path, what: str, mend: str) -> None:
        super().__init__(f"{graph}: {what}; {mend}")


class DecisionError(UserError):
    """A file of people's decisions that is not Turtle, or says something else."""

    def __init__(self, path: str | Path, what: str) -> None:
        mend = "a decision is owl:sameAs, owl:differentFrom, skos:prefLabel or rdf:type, between IRIs; mend or remove it"
        super().__init__(f"{path}: {what}; {mend}")


class ServiceError(UserError):
    """An address where no reconciliation service answers.

    >>> str(ServiceError("localhost:5000", "not an address of the web"))
    'localhost:5000: not an address of the web; give that of a reconciliation service, such as http://127.0.0.1:5000/reconcile'
    """

    def __init__(self, url: str, what: str) -> None:
        super().__init__(f"{url}: {what}; give that of a reconciliation service, such as http://127.0.0.1:5000/reconcile")


class GoldError(UserError):
    """An annotation by hand that is not as it must be: file and place in it, and what to do.

    >>> str(GoldError("gold/a.json, facts[3].status", "there is no 'said'", "there are asserted, reported"))
    "gold/a.json, facts[3].status: there is no 'said'; there are asserted, reported"
    """

    def __init__(self, place: str | Path, what: str, mend: str) -> None:
        super().__init__(f"{place}: {what}; {mend}")


class LearningError(UserError):
    """Annotated articles from which nothing can be learned."""

    def __init__(self, articles: int, judged: int) -> None:
        there = f"{articles} annotated article{'s' * (articles != 1)} with {judged} proposed claims to judge"
        super().__init__(
            f"too little to learn from: {there}; annotate more, until there are some hundred claims, right ones and wrong ones"
        )


class QueryError(UserError):
    """A query that is not SPARQL, or the name of one that is not saved."""


class OutputError(UserError):
    """A file or folder that cannot be written."""

    def __init__(self, path: str | Path, what: str, mend: str = "choose another place with --out") -> None:
        super().__init__(f"{path}: {what}; {mend}")


class RunError(KgError):
    """All that was given was right, and still the run failed."""
