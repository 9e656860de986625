"""How sure a claim is: named cues of how it was found, weighed by a log-linear model that was learned from annotated text.

Frames propose, these cues decide. The weights stand in `weights.toml` beside the ontology and are made by `kg learn`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp, log
from pathlib import Path

from kg.errors import OntologyError

FILE = "weights.toml"
TOLD, LEAST = 6, 0.05
"""How many shares are told of a confidence, and the least that is worth telling."""
MEND = "it has a bias, a threshold and [cues], each a number; write it anew with kg learn"
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

    >>> read('bias = 0.5\nthreshold = 0.4\n[cues]\n"a list" = -0.2').cues
    {'a list': -0.2}
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
    return Weights(float(said["bias"]), {name: float(value) for name, value in cues.items()}, float(said["threshold"]))
