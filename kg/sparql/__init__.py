"""Where a query that is no SPARQL goes wrong, for who wrote it: the place, what stands there, and what is usually meant.

A parser says how far it got and one or all of the tokens that could have come next, which misleads more than it helps. What people
get wrong are a few things, and each shows in the tokens: they are looked for one after the other, the surest first.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.sparql.slips import CYPHER, FOREIGN, bases, paths, values
from kg.sparql.tokens import END, Token, closing, tokens

__all__ = ["FORMS", "NOTHING", "QUERY", "UPDATES", "WORDS", "Fault", "Form", "Token", "body", "closing", "fault", "tokens", "triples"]

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
_FUNCTIONS = frozenset(
    "ABS AVG BNODE BOUND CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DAY ENCODE_FOR_URI FLOOR GROUP_CONCAT HOURS IF IRI ISBLANK ISIRI "
    "ISLITERAL ISNUMERIC ISTRIPLE ISURI LANG LANGDIR LANGMATCHES LCASE MAX MD5 MIN MINUTES MONTH NOW OBJECT PREDICATE RAND REGEX REPLACE "
    "ROUND SAMPLE SAMETERM SECONDS SHA1 SHA256 SHA384 SHA512 STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLANGDIR STRLEN STRSTARTS "
    "STRUUID SUBJECT SUBSTR SUM TIMEZONE TRIPLE TZ UCASE URI UUID YEAR".split()
)
WORDS = _FUNCTIONS | frozenset(
    "A ADJUST AS ASC ASK BASE BIND BY CONSTRUCT DESC DESCRIBE DISTINCT EXISTS FALSE FILTER FROM GRAPH GROUP GROUPBY HAVING HASLANG "
    "HASLANGDIR IN LATERAL LIMIT MINUS NAMED NOT OFFSET OPTIONAL ORDER ORDERBY PREFIX REDUCED SELECT SEPARATOR SERVICE SILENT TRUE UNDEF "
    "UNION VALUES VERSION WHERE".split()
)
_TOTALS = frozenset({"COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT"})
_CLOSES = {")": "(", "]": "[", "}": "{"}
_WIDTH = 100
"""Of a long line, this much is shown round the fault."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a text, at a line and column counted from one, and what to do."""

    line: int
    column: int
    what: str
    mend: str

    def shown(self, text: str) -> str:
        r"""Place and fault, and below them the line with a caret.

        >>> print(Fault(1, 1, "'SELCT' is no word of SPARQL", "did you mean SELECT?").shown("SELCT * {}"))
        line 1, column 1: 'SELCT' is no word of SPARQL; did you mean SELECT?
          SELCT * {}
          ^
        """
        lines = text.split("\n")
        line = re.sub(r"\s", " ", lines[self.line - 1]) if self.line <= len(lines) else ""
        first = max(0, self.column - 1 - _WIDTH // 2) if len(line) > _WIDTH else 0
        part, at = line[first : first + _WIDTH].rstrip(), self.column - 1 - first
        return f"line {self.line}, column {self.column}: {self.what}; {self.mend}\n  {part}\n  {' ' * at}^"


_Found = tuple[Token, str, str]
"""The token at fault, what is wrong with it, and what to do."""
_Rule = Callable[[Sequence[Token]], Iterator[_Found]]


NOTHING = Fault(1, 1, "it cannot be read", "mend the query")
"""That no rule finds anything, and there is no message."""


@dataclass(frozen=True, slots=True)
class Form:
    """A query or an update: what it is called and begins with, what else SPARQL begins with and what is said of that, its words and rules.

    `outside` are the signs that cannot stand outside of its patterns.
    """

    name: str
    begins: tuple[str, ...]
    others: tuple[str, ...]
    said: tuple[str, str]
    words: frozenset[str]
    outside: str
    rules: tuple[_Rule, ...]


def fault(text: str, message: str, names: Mapping[str, str], form: Form | None = None) -> Fault:
    """What is wrong with a query that Oxigraph refused with a message; `names` are the prefixes that need not be declared.

    >>> fault("SELECT ?x { ?x a ?y", "error at 1:20: expected …", {}).what
    "the '{' is not closed"
    """
    there, form = tokens(text), form or QUERY
    if not there:
        return Fault(1, 1, "there is nothing in it", f"write {form.name} that begins with {_or(form.begins)}")
    for rule in (
        _signs,
        _followed,
        lambda said: _words(said, form),
        lambda said: _prefixes(said, names),
        lambda said: _brackets(said, form.outside),
        *form.rules,
    ):
        if found := next(rule(there), None):
            token, what, mend = found
            return _at(text, len(text.rstrip()) if token is END else token.at, what, mend)
    return _unknown(text, message, there, form.name.split()[-1])


def _at(text: str, offset: int, what: str, mend: str) -> Fault:
    return Fault(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset), what, mend)


def _unknown(text: str, message: str, tokens: Sequence[Token], name: str) -> Fault:
    """What none of the rules knows: how far the parser got, and no guess."""
    place = re.match(r"error at (\d+):(\d+): (?:expected )?(?:one of )?", message)
    if not place:
        return Fault(1, 1, " ".join(message.split()), "mend the query") if message.strip() else NOTHING
    said = re.search(r"(?:The|IRI) (?:[A-Za-z]+ )+[a-z]+", message[place.end() :])
    line, column = int(place[1]), int(place[2])
    offset = min(sum(len(one) + 1 for one in text.split("\n")[: line - 1]) + column - 1, len(text))
    here = next((token for token in tokens if offset < token.at + len(token.text)), None)
    if said:
        return _at(text, here.at if here else offset, said[0], "mend the query")
    if not here:
        return _at(text, len(text.rstrip()), f"the {name} cannot end here", _BEFORE)
    return _at(text, here.at, f"{here.brief!r} cannot stand here", _BEFORE)


_BEFORE = "look at what stands before it, too"


def _signs(tokens: Sequence[Token]) -> Iterator[_Found]:
    """Texts that are not closed, IRIs with a space in them, and signs that SPARQL does not have."""
    for token, after in pairwise((*tokens, END)):
        if token.kind == "odd" and token.text in "\"'":
            other = '"' if token.text == "'" else "'"
            mend = f"end it with the same mark in the same line; where it has a {token.text} in it, put it between {other} and {other}"
            yield token, f"the text that begins with this {token.text} is not closed", mend
        elif token.kind == "odd" and token.text in "«»“”„‘’‹›":
            yield token, f"{token.text} is no quotation mark of SPARQL", 'write a text between " and "'
        elif token.text == "@":
            yield token, "no language follows the @", 'say which, as in "été"@fr'
        elif token.kind == "odd":
            yield token, f"{token.text!r} is no sign of SPARQL", 'take it out, or put it into a text between " and "'
        elif token.text == after.text == "=":
            yield token, "'==' is no sign of SPARQL", "write ="
        elif token.text == "<" and after.at == token.at + 1 and after.kind in ("word", "name"):
            yield token, "the IRI that begins with this < is not closed, or has a space in it", "write %20 for a space, and end it with >"


def _words(tokens: Sequence[Token], form: Form) -> Iterator[_Found]:
    """Words that SPARQL does not have, and a query that does not begin as one."""
    head = next(body(tokens), END)
    if head.word in form.others:
        yield head, *form.said
    if head.word in CYPHER:
        yield head, "this is Cypher, and kg is asked in SPARQL", "as SELECT ?x { ?x a schema:Person }"
    if head is not END and head.word not in form.begins and not _near(head.word, form.begins):
        yield head, f"{form.name} does not begin with {head.brief!r}", f"it begins with {_or(form.begins)}"
    for before, token, after in zip((END, *tokens), tokens, (*tokens[1:], END), strict=False):
        if token.kind != "word" or token.word in form.words or before.word == "PREFIX":
            continue
        if token.word in FOREIGN:
            yield token, f"{token.brief!r} is no word of SPARQL", f"write {FOREIGN[token.word]}"
        prefix = "schema" if token.text[:1].isupper() and not token.text.isupper() else "news"
        means = f"a variable is ?{token.brief}, and a name has its prefix, as {prefix}:{token.brief}"
        named = before.term and after.text not in ("(", "{") and after.kind != "number" and not token.text.isupper()
        near = "" if named else _near(token.word, form.begins if token is head else sorted(form.words))
        sure = token is head or token.text.isupper() or after.text == "("
        mend = " ".join((f"did you mean {near}?", *(() if sure else (f"if not, {means}",)))) if near else means
        yield token, f"{token.brief!r} is no word of SPARQL", mend


def _or(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _near(word: str, among: Sequence[str]) -> str:
    return next(iter(difflib.get_close_matches(word, among, n=1, cutoff=0.7)), "")


def body(tokens: Sequence[Token]) -> Iterator[Token]:
    """What comes after PREFIX and BASE."""
    i = 0
    while i < len(tokens) and tokens[i].word in ("PREFIX", "BASE", "VERSION"):
        i += 1
        while i < len(tokens) and (tokens[i].kind in ("name", "iri", "text") or tokens[i - 1].word == "PREFIX"):
            i += 1
    yield from tokens[i:]


def _prefixes(tokens: Sequence[Token], names: Mapping[str, str]) -> Iterator[_Found]:
    """Prefixes that nothing declares, and declarations without their colon or IRI."""
    declared = {*names}
    for token, after, then in zip(tokens, (*tokens[1:], END), (*tokens[2:], END, END), strict=False):
        if token.word == "PREFIX":
            if after.kind != "name" or not after.text.endswith(":") or then.kind != "iri":
                yield after, "a prefix is declared as PREFIX name: <IRI>", "put the colon after its name, and its IRI between < and >"
            declared.add(after.text[:-1])
        elif token.kind == "name" and (prefix := token.text.partition(":")[0]) not in declared:
            near = difflib.get_close_matches(prefix, sorted(declared), n=2, cutoff=0.6)
            meant = f"did you mean {' or '.join(f'{one}:' for one in near)}? if not, declare it: PREFIX {prefix}: <…>"
            there_are = f"without PREFIX {prefix}: <…> there are {', '.join(sorted(declared)) or 'none'}"
            yield token, f"no prefix {prefix!r}", meant if near else there_are


def _brackets(tokens: Sequence[Token], outside: str) -> Iterator[_Found]:
    """Brackets that nothing closes or opens; of several that are open, the innermost that its surroundings close."""
    opened, closed = list[Token](), False
    for token in tokens:
        if closed and not opened and len(token.text) == 1 and token.text in outside:
            yield token, f"{token.text!r} stands outside of the pattern", "put it between { and }, or take it out"
        if token.text in _CLOSES.values():
            opened.append(token)
        elif token.text in _CLOSES:
            if not opened:
                yield token, f"nothing is open that this {token.text!r} could close", "take it out, or open it before"
            elif opened[-1].text != _CLOSES[token.text]:
                yield opened[-1], f"the {opened[-1].text!r} is not closed", f"close it before the {token.text!r} that comes after it"
            else:
                opened.pop()
                closed = token.text == "}"
    if opened:
        closing = next(close for close, opening in _CLOSES.items() if opening == opened[-1].text)
        yield opened[-1], f"the {opened[-1].text!r} is not closed", f"close it with a {closing!r}"


def _followed(tokens: Sequence[Token]) -> Iterator[_Found]:
    """Keywords without what always follows them."""
    for token, after in pairwise((*tokens, END)):
        match token.word if token.kind == "word" else "":
            case "WHERE" | "OPTIONAL" | "UNION" | "MINUS" | "EXISTS" if after.text != "{":
                yield after, f"a {{ follows {token.word}", f"write {token.word} {{ … }}"
            case "ORDER" | "GROUP" if after.word != "BY":
                yield after, f"BY follows {token.word}", f"write {token.word} BY"
            case "LIMIT" | "OFFSET" if not after.text.isdecimal():
                yield after, f"a whole number follows {token.word}", f"write {token.word} 10"
            case "FILTER" if after.text != "(" and after.kind not in ("name", "iri") and after.word not in _FUNCTIONS | {"NOT", "EXISTS"}:
                yield after, "the condition of a FILTER stands between ( and )", "write FILTER(?year > 2020)"
            case "BIND" if after.text != "(":
                yield after, "what BIND gives a name stands between ( and )", "write BIND(?a + ?b AS ?sum)"
            case "FROM" if after.kind not in ("name", "iri") and after.word != "NAMED":
                yield after, "the IRI of a graph follows FROM", "write FROM <IRI>"
            case "CONSTRUCT" if after.text != "{" and after.word not in ("WHERE", "FROM"):
                yield after, "the triples of a CONSTRUCT stand between { and }", "write CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def _asked(tokens: Sequence[Token]) -> Iterator[_Found]:
    """A query without a pattern."""
    if not any(token.text == "{" for token in tokens) and next(body(tokens), END).word != "DESCRIBE":
        yield END, "it asks for nothing", "say what is looked for between { and }"


def _selected(tokens: Sequence[Token]) -> Iterator[_Found]:
    """Of what SELECT lists: commas, and what is computed without parentheses or a name."""
    computed = "what is computed stands between ( and ), with a name"
    for i, token in enumerate(tokens):
        if token.word != "SELECT" or token.kind != "word":
            continue
        depth, named, opening = 0, False, token
        for one, after in pairwise((*tokens[i + 1 :], END)):
            if depth == 0 and (one.text == "{" or one.word in ("WHERE", "FROM")):
                break
            depth += (one.text == "(") - (one.text == ")")
            if depth == 0 and one.text == ",":
                yield one, "nothing but a space stands between what SELECT lists", "take the comma out"
            elif depth == 0 and one.kind == "word" and one.word in _FUNCTIONS:
                yield one, computed, f"write ({one.text}(…) AS ?{one.text.lower()})"
            elif depth == 1 and one.text == "(":
                named, opening = False, after
            elif depth == 1 and one.word == "AS":
                named = True
            elif depth == 0 and one.text == ")" and not named:
                yield opening, computed, "write (COUNT(?x) AS ?count)"


def triples(tokens: Sequence[Token]) -> Iterator[_Found]:
    """Triples with a part too few, or with a dot missing between two; what is more than plain terms is passed over."""
    run, due, depth, plain, i = list[Token](), 3, 0, True, 0
    while i < len(tokens):
        token = tokens[i]
        i += 1
        if token.word == "VALUES" and not depth:
            i = _past(tokens, i, token.word)
        elif token.text == "{" and not depth:
            depth, run, due, plain = 1, [], 3, True
        elif not depth:
            continue
        elif token.text in ("{", "}", ".", ";", ",") or (token.kind == "word" and not token.term):
            if plain:
                yield from _judged(run, due, token)
            depth += (token.text == "{") - (token.text == "}")
            run, due, plain = [], {";": 2, ",": 1}.get(token.text, 3), True
            i = _past(tokens, i, token.word) if token.kind == "word" else i
        elif token.text == "(":
            i, plain = closing(tokens, i, "(", ")"), False
        elif token.text == "^^":
            i += 1
        elif token.term:
            run.append(token)
        elif token.kind != "lang":
            plain = False


def _judged(run: Sequence[Token], due: int, then: Token) -> Iterator[_Found]:
    if len(run) > due:
        yield run[due], f"a triple ends before {run[due].brief!r}, and no dot stands between", "put a . there, or take out what is too much"
    elif run and len(run) < due:
        parts = "a subject, a property and an object" if due == 3 else "a property and an object after ;"
        yield then, f"a triple is not whole before this {then.text!r}", f"it needs {parts}"


def _past(tokens: Sequence[Token], i: int, word: str) -> int:
    """Where the group goes on after a keyword and what belongs to it."""
    if word in ("FILTER", "BIND"):
        while i < len(tokens) and tokens[i].text not in ("(", "{"):
            i += 1
        return closing(tokens, i + 1, "(", ")") if i < len(tokens) and tokens[i].text == "(" else i
    if word == "VALUES":
        while i < len(tokens) and tokens[i].text != "{":
            i += 1
        return closing(tokens, i + 1, "{", "}")
    stops = {"GRAPH": "{", "SERVICE": "{", "SELECT": "{", "GROUP": "}", "ORDER": "}", "HAVING": "}", "LIMIT": "}", "OFFSET": "}"}.get(word)
    while stops and i < len(tokens) and tokens[i].text != stops:
        i += 1
    return i


def _grouped(tokens: Sequence[Token]) -> Iterator[_Found]:
    """Variables of SELECT beside an aggregate that are not grouped by, and a condition on groups where there are none."""
    there = list(body(tokens))
    begin = next((i for i, token in enumerate(there) if token.text == "{" or token.word in ("WHERE", "FROM")), len(there))
    last = next((i for i in range(len(there) - 1, -1, -1) if there[i].text == "}"), 0)
    group = next((i for i in range(last, len(there)) if there[i].word == "GROUP"), None)
    totals = any(token.word in _TOTALS for token in there[:begin])
    having = next((token for token in there[last:] if token.word == "HAVING"), None)
    if group is None and having and not totals and any(token.word in _TOTALS for token in there[last:]):
        yield having, "HAVING judges groups, and there is no GROUP BY", "say by what they are grouped before it, as GROUP BY ?x"
    if not there or there[0].word != "SELECT" or (group is None and not totals):
        return
    by = {token.text[1:] for token in there[group:] if token.kind == "variable"} if group is not None else set[str]()
    depth = 0
    for token in there[:begin]:
        depth += (token.text == "(") - (token.text == ")")
        if not depth and token.kind == "variable" and token.text[1:] not in by:
            yield token, f"{token.text} is in no GROUP BY", f"say GROUP BY {token.text}, or count it as in (COUNT({token.text}) AS ?count)"


def _bound(tokens: Sequence[Token]) -> Iterator[_Found]:
    """Names that BIND gives to what has one."""
    for i, token in enumerate(tokens):
        if token.word == "BIND":
            inside = tokens[i : closing(tokens, i + 2, "(", ")")]
            new = inside[-2] if len(inside) > 2 and inside[-3].word == "AS" else END
            if any(one.text == new.text for one in _beside(tokens[:i])):
                yield new, f"{new.text} has a value already", "give BIND a name that is new"


def _beside(before: Sequence[Token]) -> Iterator[Token]:
    """What stands in the innermost group that is open, and in none inside it."""
    depth = 0
    for token in reversed(before):
        depth += (token.text == "}") - (token.text == "{")
        if depth < 0:
            return
        if not depth:
            yield token


QUERY = Form(
    "a query",
    FORMS,
    UPDATES,
    ("a query only reads", "to change a graph, build it again"),
    WORDS,
    ".;,",
    (_asked, _selected, values, paths, triples, _grouped, _bound, bases),
)
"""Its rules in this order, after signs, keywords, words, prefixes and brackets: what one reports would make the next ones err."""
