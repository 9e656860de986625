"""How sure a claim is: named cues of how it was found, weighed by a log-linear model that was learned from annotated text.

Frames propose, these cues decide. The weights stand in `weights.toml` beside the ontology and are made by `kg learn`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import product
from math import exp, log
from pathlib import Path

from kg.errors import OntologyError

FILE = "weights.toml"
TOLD, LEAST = 6, 0.05
"""How many shares are told of a confidence, and the least that is worth telling."""
MEND = "it has a bias, a threshold and [cues], each a number; write it anew with kg learn"
ENDS = ("subject", "object")
CUES = (
    *(f"{end} {what}" for end, what in product(ENDS, ("has no name", "fits loosely", "spoken of often", "among several"))),
    *(f"{end} {what}" for end, what in product(ENDS, ("in another sentence", "is understood", "is the words"))),
    *(f"{end} is a {kind}" for end, kind in product(ENDS, ("name", "term", "description", "pronoun", "event", "value", "task"))),
    *(f"{what} {end}" for what, end in product(("far", "commas to the"), ENDS)),
    *(f"doubt about the {end}'s class" for end in ENDS),
    *(f"{end}'s class is a guess" for end in ENDS),
    *(f"predicate is a {kind}" for kind in ("verb", "light verb", "noun", "adjective", "preposition")),
    *(f"status: {status}" for status in ("reported", "planned", "conditional", "negated")),
    *("subject behind its predicate", "object before its predicate", "said in passing", "long sentence", "in the headline", "rivals"),
)
"""The cues whose names are fixed."""
_OPEN = re.compile(r"(subject|object) (is its|linked:) \S.*|(subject|object) is a \S+:\S+|property: \S+:\S+|through \S.*")
"""Those that end in a role, a reason, a term of the ontology or a construction."""
UNLEARNED = 0.8
"""The confidence of every claim where no weights were learned."""


@dataclass(frozen=True)
class Weights:
    """What each cue adds to the log-odds of a claim's being right; a cue that is not here adds nothing.

    `threshold` is the least confidence with which a claim is said.
    """

    bias: float
    cues: Mapping[str, float] = field(default_factory=dict)
    threshold: float = 0.0

    def confidence(self, cues: Mapping[str, float]) -> float:
        """The probability, in (0, 1), that a claim found so is right."""
        odds = self.bias + sum(self.cues.get(name, 0.0) * value for name, value in sorted(cues.items()))
        return round(1.0 / (1.0 + exp(-odds)), 4)

    def shares(self, cues: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
        """What each cue adds to the log-odds, the weightiest first: why a claim got its confidence."""
        added = ((name, round(self.cues.get(name, 0.0) * value, 2)) for name, value in cues.items())
        return tuple(sorted((pair for pair in added if pair[1]), key=lambda pair: (-abs(pair[1]), pair[0])))

    def because(self, cues: Mapping[str, float]) -> tuple[str, ...]:
        """What every claim starts with, and the weightiest shares, to be read: "start +1.00", "subject is a name +0.24"."""
        told = (("start", self.bias), *(pair for pair in self.shares(cues)[:TOLD] if abs(pair[1]) >= LEAST))
        return tuple(f"{name} {share:+.2f}" for name, share in told)


def load(folder: Path) -> Weights:
    """Read an ontology's `weights.toml`; without one every claim is as sure as the next.

    Raises OntologyError where the file is not what `kg learn` writes.
    """
    path = folder / FILE
    if not path.exists():
        return Weights(bias=log(UNLEARNED / (1 - UNLEARNED)))
    try:
        return read(path.read_text(encoding="utf-8"))
    except ValueError as broken:
        raise OntologyError(path, f"not a file of weights: {broken}", MEND) from None


def read(text: str) -> Weights:
    r"""The weights in a file's text; a ValueError says what is not as it must be.

    >>> read('bias = 0.5\nthreshold = 0.4\n[cues]\n"rivals" = -0.2').cues
    {'rivals': -0.2}
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise ValueError(f"no TOML: {str(broken)[0].lower()}{str(broken)[1:]}") from None
    cues = said.get("cues")
    if not isinstance(cues, dict):
        raise ValueError("there is no [cues]")
    for name, value in (("bias", said.get("bias")), ("threshold", said.get("threshold")), *cues.items()):
        if value is None:
            raise ValueError(f"there is no {name}")
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"{name} is {value!r}, which is no number")
    if not 0 <= said["threshold"] <= 1:
        raise ValueError(f"threshold is {said['threshold']}, and a probability lies between 0 and 1")
    if strange := next((name for name in cues if name not in CUES and not _OPEN.fullmatch(name)), None):
        near = get_close_matches(strange, CUES, n=1)
        raise ValueError(f"{strange} is no cue of kg" + (f", which has {near[0]!r}" if near else ""))
    return Weights(float(said["bias"]), {name: float(value) for name, value in cues.items()}, float(said["threshold"]))
