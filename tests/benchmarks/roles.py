"""What the parser costs the clause layer: the roles that it finds on predicted trees, against those it finds on gold trees.

    python -m tests.benchmarks.roles fr_pud-ud-test.conllu fr_gsd-ud-dev.conllu

The files are Universal Dependencies treebanks. Both readings have the gold tokens, a contraction ("du") being one; names are the
model's in both. A role counts as the triple (predicate, role, head of its filler). The last lines say how many of the subjects,
objects and passive subjects that the gold tree itself draws the layer reaches on it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from kg.extract import load, parsed
from kg.extract.clauses import predications
from kg.extract.resources import Resources
from kg.model import MentionKind, PredicateKind, Predication, Role
from kg.parse import load as pipeline
from kg.parse import reading_of

FAMILIES = ("subject", "object", "oblique", "possessor", "apposition", "copula", "agent of a passive", "understood subject")


@dataclass(frozen=True)
class Row:
    """A token of a treebank, contractions joined."""

    form: str
    lemma: str
    pos: str
    morph: str
    head: int
    dep: str
    space: bool


Found = tuple[str, int, str, int]


def sentences(file: Path) -> Iterator[list[Row]]:
    """The sentences of a CoNLL-U file."""
    for chunk in file.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = [line.split("\t") for line in chunk.splitlines() if line and not line.startswith("#")]
        joined = {int(row[0].split("-")[0]): row for row in lines if "-" in row[0]}
        within = {i: start for start, row in joined.items() for i in range(start, int(row[0].split("-")[1]) + 1)}
        words = {int(row[0]): row for row in lines if row[0].isdigit()}
        kept = [i for i in words if within.get(i, i) == i]
        place = {i: kept.index(within.get(i, i)) for i in words}
        rows: list[Row] = []
        for i in kept:
            surface = joined.get(i, words[i])
            head = int(words[i][6])
            rows.append(
                Row(
                    surface[1],
                    words[i][2],
                    words[i][3],
                    "" if words[i][5] == "_" else words[i][5],
                    place[head] if head else len(rows),
                    "ROOT" if not head else words[i][7],
                    "SpaceAfter=No" not in surface[9],
                )
            )
        yield rows


def docs(rows: list[Row]) -> tuple[Doc, Doc]:
    """A sentence as the treebank draws it, and as the model does."""
    nlp = pipeline("fr")
    guess = Doc(nlp.vocab, [row.form for row in rows], [row.space for row in rows])
    for _, pipe in nlp.pipeline:
        guess = pipe(guess)
    gold = Doc(
        nlp.vocab,
        [row.form for row in rows],
        [row.space for row in rows],
        lemmas=[row.lemma for row in rows],
        pos=[row.pos for row in rows],
        morphs=[row.morph for row in rows],
        heads=[row.head for row in rows],
        deps=[row.dep for row in rows],
        sent_starts=[i == 0 for i in range(len(rows))],
    )
    gold.ents = [span for e in guess.ents if (span := gold.char_span(e.start_char, e.end_char, label=e.label_)) is not None]
    return gold, guess


def roles(doc: Doc, resources: Resources) -> set[Found]:
    """The roles of a Doc's predications by family: (family, predicate, role, filler's head)."""
    return {
        (family, one.head, role.name, role.filler.head)
        for one in predications(parsed(reading_of(doc), resources))
        for role in one.roles
        if role.filler.kind is not MentionKind.VALUE and role.filler.head != one.head
        for family in _families(doc, one, role)
    }


def _families(doc: Doc, one: Predication, role: Role) -> Iterator[str]:
    if one.kind is PredicateKind.NOUN:
        yield from ("possessor",) if role.name == "possessor" else ()
        yield from (how for how in ("apposition", "copula") if role.name == "self" and how in one.derivation)
    elif one.kind is PredicateKind.VERB:
        yield from (role.name,) if role.name in ("subject", "object") else ("oblique",) if role.name.startswith("obl:") else ()
        own = any(child.i == role.filler.head and child.dep_.startswith("nsubj") for child in doc[one.head].children)
        if role.name == "subject" and "passive" in one.derivation:
            yield "agent of a passive"
        elif role.name == "subject" and not own:
            yield "understood subject"


def drawn(doc: Doc) -> set[Found]:
    """The subjects and objects that a tree draws itself between a verb and a noun, voice undone."""
    found: set[Found] = set()
    for token in doc:
        if token.head.pos_ == "VERB" and token.pos_ in ("NOUN", "PROPN") and token.head.dep_ not in ("cop",):
            family = {"nsubj": "subject", "obj": "object", "nsubj:pass": "object"}.get(token.dep_)
            if family is not None:
                found.add((family, token.head.i, family, token.i))
    return found


def measure(file: Path, resources: Resources) -> Iterator[str]:
    """A treebank's table, line by line."""
    counts = {name: Counter[str]() for name in ("right", "gold", "guessed", "drawn", "reached")}
    trees = list(sentences(file))
    for rows in trees:
        tree, guess = docs(rows)
        ours, theirs, own = roles(tree, resources), roles(guess, resources), drawn(tree)
        for name, found in (("right", ours & theirs), ("gold", ours), ("guessed", theirs), ("drawn", own), ("reached", own & ours)):
            counts[name].update(one[0] for one in found)
    yield f"{file.name}: {len(trees)} sentences"
    for family in FAMILIES:
        right, gold, guessed = (counts[name][family] for name in ("right", "gold", "guessed"))
        p, r, f = right / max(guessed, 1), right / max(gold, 1), 2 * right / max(guessed + gold, 1)
        yield f"  {family:<20} on gold trees {gold:>5}   on predicted ones: precision {p:.2f}  recall {r:.2f}  F1 {f:.2f}"
    for family in ("subject", "object"):
        there = counts["drawn"][family]
        yield f"  {family}s that the gold tree draws {there:>5}   reached on it {counts['reached'][family] / max(there, 1):.2f}"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print("\n".join(measure(Path(name), load("news", "fr"))))
