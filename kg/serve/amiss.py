"""Where an update that is no SPARQL goes wrong: by the rules of `kg.sparql` that hold for it, and by those of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pyoxigraph import Store

from kg.sparql import FORMS, NOTHING, UPDATES, WORDS, Form, Token, closing, fault, triples
from kg.sparql.tokens import END

_GRAPHS = ("SILENT", "GRAPH", "DEFAULT", "NAMED", "ALL")


def amiss(text: str, names: Mapping[str, str], base: str = "") -> str:
    """What is wrong with an update, with its line; "" where nothing is.

    >>> print(amiss("INSERT DATA { GRAPH <x:g> { <x:a> } }", {}))
    line 1, column 35: a triple is not whole before this '}'; it needs a subject, a property and an object
      INSERT DATA { GRAPH <x:g> { <x:a> } }
                                        ^
    """
    wrong = fault(text, _refusal(text, names, base), names, UPDATE)
    return "" if wrong == NOTHING else wrong.shown(text)


def _refusal(text: str, names: Mapping[str, str], base: str) -> str:
    """Oxigraph's message, where it cannot read the update.

    None is carried out: what is read ends with what is no operation. A message of that says nothing of the update.
    """
    try:
        Store().update(f"{text}\n;\n!", base_iri=base or None, prefixes=dict(names))
    except SyntaxError as error:
        place = re.match(r"error at (\d+):", str(error))
        return "" if place and int(place[1]) == text.count("\n") + 3 else str(error)
    return ""


def _operations(tokens: Sequence[Token]) -> Iterator[tuple[Token, str, str]]:
    """Operations without what always follows their first words."""
    for i, (token, after) in enumerate(pairwise((*tokens, END))):
        match token.word if token.kind == "word" else "":
            case "INSERT" | "DELETE" if after.text != "{" and after.word not in ("DATA", "WHERE"):
                yield after, f"DATA or a {{ follows {token.word}", f"write {token.word} DATA {{ GRAPH <IRI> {{ … }} }}"
            case "INSERT" | "DELETE" if after.text == "{":
                then = (*tokens, END)[closing(tokens, i + 2, "{", "}")]
                if then.word not in ("INSERT", "USING", "WHERE"):
                    yield then, f"a WHERE follows {token.word} {{ … }}", f"write it, or {token.word} DATA {{ … }}"
            case "DATA" if after.text != "{":
                yield after, "a { follows DATA", "write DATA { GRAPH <IRI> { … } }"
            case "CLEAR" | "DROP" if after.word not in _GRAPHS:
                yield after, f"what is to be emptied follows {token.word}", f"write {token.word} GRAPH <IRI>"
            case "INTO" if after.word != "GRAPH":
                yield after, "GRAPH follows INTO", "write INTO GRAPH <IRI>"
            case "USING" if after.kind not in ("name", "iri") and after.word != "NAMED":
                yield after, "the IRI of a graph follows USING", "write USING <IRI>"


UPDATE = Form(
    "an update",
    UPDATES,
    FORMS,
    ("this is a query, and an update changes something", "send it as a query"),
    WORDS | {*UPDATES, "DATA", "INTO", "TO", "ALL", "DEFAULT", "USING"},
    ".,",
    (_operations, triples),
)
