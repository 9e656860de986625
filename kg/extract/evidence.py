"""Which words state a claim: the shortest stretch of one sentence that holds predicate, subject and object."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.attribution import clause_head
from kg.extract.candidates import Candidate
from kg.extract.syntax import Parse, children, is_verb
from kg.model import Evidence, MentionKind
from kg.tokens import Token


def evidence(candidate: Candidate, parse: Parse) -> Evidence:
    """The stretch that states it: the phrase or clause around predicate, subject and object, inside the predicate's sentence."""
    first, last = parse.reading.sentence(candidate.predication.head)
    inside = [m for m in (candidate.subject, candidate.object) if m is not None and first <= m.begin and m.end <= last]
    heads = [candidate.predication.head, *(m.head for m in inside)]
    begin, end = _phrase(parse, heads, pronoun=any(m.kind is MentionKind.PRONOUN for m in inside) or len(inside) < 1)
    begin = min(begin, candidate.predication.begin, *(m.begin for m in inside))
    end = max(end, candidate.predication.end, *(m.end for m in inside))
    return Evidence(max(begin, first), min(end, last), first, last)


def _phrase(parse: Parse, heads: list[int], *, pronoun: bool) -> tuple[int, int]:
    """The smallest phrase of the tree that holds all heads, without the clauses beside them; with a pronoun, its clause."""
    doc = parse.reading.doc
    paths = [[head, *(a.i for a in doc[head].ancestors)] for head in heads]
    top = next((i for i in paths[0] if all(i in path for path in paths)), heads[0])
    if pronoun:
        verb = clause_head(doc[top])
        top = verb.i if verb is not None else top
    needed = {i for path in paths for i in path}
    kept = sorted(set(_without_asides(doc[top], needed)) - {c.i for c in children(doc[top], "case", "mark") if c.i not in needed})
    return parse.reading.span(min(kept + heads), max(kept + heads))


def _without_asides(token: Token, needed: set[int]) -> Iterator[int]:
    yield token.i
    for child in token.children:
        aside = child.dep_ in ("advcl", "acl:relcl", "parataxis", "punct", "cc") or (child.dep_ == "conj" and is_verb(child))
        if child.i in needed or not aside:
            yield from _without_asides(child, needed)
