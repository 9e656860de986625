"""What slips into a query out of other languages, and slips with rows of VALUES, property paths and comparisons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.sparql.tokens import END, Token, closing

FOREIGN = {
    "AND": "&&",
    "OR": "||",
    "LIKE": 'CONTAINS(?x, "…") or REGEX(?x, "…", "i")',
    "ILIKE": 'REGEX(?x, "…", "i")',
    "ISNULL": "!BOUND(?x)",
    "CASE": "IF(?x > 1, ?this, ?that)",
}
"""What other languages say, and how SPARQL does."""
CYPHER = frozenset({"MATCH", "MERGE", "RETURN", "UNWIND", "CALL"})
"""What a query in Cypher begins with."""


def values(tokens: Sequence[Token]) -> Iterator[tuple[Token, str, str]]:
    """Rows of VALUES with more or fewer values than it names variables."""
    for i, token in enumerate(tokens):
        if token.word != "VALUES" or token.kind != "word" or i + 1 == len(tokens) or tokens[i + 1].text != "(":
            continue
        begin = closing(tokens, i + 2, "(", ")")
        wanted, row = begin - i - 3, list[Token]()
        for one, before in zip(tokens[begin + 1 : closing(tokens, begin + 1, "{", "}")], tokens[begin:], strict=False):
            if one.text == ")" and len(row) - 1 != wanted:
                there = f"{wanted} variable{'s' * (wanted != 1)}, and this row has {len(row) - 1}"
                yield row[0] if row else one, f"VALUES names {there}", "give each its value, UNDEF where it has none"
            if one.text == "(":
                row = [one]
            elif row and (one.term or one.word == "UNDEF") and before.text != "^^":
                row.append(one)


def paths(tokens: Sequence[Token]) -> Iterator[tuple[Token, str, str]]:
    """In a triple: a path that ends in no property, and a comparison."""
    braces = depth = 0
    for before, token, after in zip((END, *tokens), tokens, (*tokens[1:], END), strict=False):
        braces += (token.text == "{") - (token.text == "}")
        depth += (token.text == "(") - (token.text == ")")
        if not braces or depth:
            continue
        if token.text in ("/", "|", "^") and before.kind in ("name", "iri") and after.kind in ("variable", "text", "number"):
            mend = f"take the {token.text} out, or put one there"
            yield after, f"a path goes on behind the {token.text!r}, and {after.brief} is no property", mend
        elif token.text in ("=", "!=", "<", ">", "<=", ">=") and before is not END:
            mend = f"write … ?x FILTER(?x {token.text} {after.brief})"
            yield token, f"a comparison with {token.text} stands in a FILTER, not in a triple", mend


def bases(tokens: Sequence[Token]) -> Iterator[tuple[Token, str, str]]:
    """IRIs of PREFIX and BASE that are not whole, and so are no IRIs where nothing says what they are relative to."""
    for token, after, then in zip(tokens, (*tokens[1:], END), (*tokens[2:], END, END), strict=False):
        iri = {"BASE": after, "PREFIX": then}.get(token.word, END)
        if iri.kind == "iri" and not re.match(r"<[A-Za-z][\w+.-]*:", iri.text):
            yield iri, f"{iri.brief} is not a whole IRI", "begin it with its scheme, as <https://example.org/>"
