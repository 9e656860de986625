"""Words between quotation marks, and who is said to have said them.

« C'est inacceptable », a déclaré la ministre. → ("C'est inacceptable", la ministre)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.attribution import Report, speaker_of
from kg.extract.syntax import Parse, is_verb, lemma
from kg.model import Mention, MentionKind

SHORTEST = 2
"""Fewest words of a quotation: a single quoted word is a manner of speaking."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted span and the mention of its speaker."""

    begin: int
    end: int
    speaker: Mention | None


def quotations(parse: Parse, found: tuple[Report, ...]) -> tuple[Quoted, ...]:
    """The quotations of a reading that someone speaks, in order; titles and single quoted words are none."""
    out: list[Quoted] = []
    for begin, end in quoted_spans(parse.reading.article.text, parse.language.quotes):
        tokens = [token for token in parse.reading.doc if begin <= parse.reading.begins[token.i] and parse.reading.ends[token.i] <= end]
        if not tokens or _is_name(parse, begin, end):
            continue
        speaker = _speaker(parse, tokens, found) or _speaker_before(parse, tokens, out)
        if speaker is not None and len(tokens) >= SHORTEST:
            out.append(Quoted(begin, end, speaker))
    return tuple(out)


def quoted_spans(text: str, quotes: tuple[tuple[str, str], ...]) -> Iterator[tuple[int, int]]:
    """Spans inside the outermost quotation marks, white space left out; one left open ends with its paragraph.

    >>> list(quoted_spans("Il dit « oui » et “non”.", (("«", "»"), ("“", "”"))))
    [(9, 12), (19, 22)]
    """
    closing = dict(quotes)
    opened: tuple[int, str, int] | None = None
    for at, character in enumerate(text):
        if opened is None:
            opened = (at + 1, character, 1) if character in closing else None
        elif character == closing[opened[1]]:
            opened = opened[0], opened[1], opened[2] - 1
        elif character == opened[1]:
            opened = opened[0], opened[1], opened[2] + 1
        if opened is not None and (opened[2] == 0 or text[at : at + 2] == "\n\n"):
            inner = text[opened[0] : at]
            if inner.strip():
                yield opened[0] + len(inner) - len(inner.lstrip()), at - len(inner) + len(inner.rstrip())
            opened = None


def _is_name(parse: Parse, begin: int, end: int) -> bool:
    """A quoted title or name: « La Marée haute »."""
    return any(
        mention.kind in (MentionKind.NAME, MentionKind.TERM) and mention.begin <= begin and end <= mention.end for mention in parse.mentions
    )


def _speaker(parse: Parse, tokens: list[Token], found: tuple[Report, ...]) -> Mention | None:
    """The speaker of the reporting verb that governs the quoted words, else of one beside them, else of their clause."""
    inside = {token.i for token in tokens}
    root = min(tokens, key=lambda token: (len(list(token.ancestors)), token.i))
    for ancestor in (root, *root.ancestors):
        if ancestor.i not in inside and is_verb(ancestor) and lemma(ancestor) in parse.language.reporting_verbs:
            speaker = speaker_of(parse, ancestor)
            if speaker is not None:
                return speaker
    beside = [report for report in found if report.first <= root.i <= report.last and report.head not in inside and report.speaker]
    if beside:
        return min(beside, key=lambda report: abs(report.head - root.i)).speaker
    return _of_sentence(parse, tokens[0], inside) or _of_sentence(parse, tokens[-1], inside)


def _of_sentence(parse: Parse, root: Token, inside: set[int]) -> Mention | None:
    """The nearest reporting verb of the quotation's sentence, wherever the parser put it."""
    verbs = [t for t in root.sent if t.i not in inside and is_verb(t) and lemma(t) in parse.language.reporting_verbs]
    for verb in sorted(verbs, key=lambda t: (abs(t.i - root.i), t.i)):
        speaker = speaker_of(parse, verb)
        if speaker is not None and not inside & {speaker.head}:
            return speaker
    return None


def _speaker_before(parse: Parse, tokens: list[Token], before: list[Quoted]) -> Mention | None:
    """A sentence that is all quotation goes on with the speaker of the quotation just before it in its block."""
    reading = parse.reading
    sent = tokens[0].sent
    whole = all(token in tokens or token.is_punct for token in sent)
    if not whole or not before or not before[-1].speaker:
        return None
    last = before[-1]
    same_block = reading.block(tokens[0].i).begin <= last.begin
    between = reading.article.text[last.end : reading.begins[tokens[0].i]]
    return last.speaker if same_block and between.count(".") + between.count("\n") <= 2 else None
