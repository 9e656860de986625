"""One thing to mend in an ontology's folder: file, line, what and how."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """An `error` is what kg refuses or would get wrong; anything else is worth a look.

    >>> str(Problem(Path("lexicon.fr.ttl"), 12, True, "entry racheter: no frame", "give it one"))
    'lexicon.fr.ttl:12: error: entry racheter: no frame; give it one'
    """

    file: Path
    line: int
    error: bool
    what: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {'error' if self.error else 'warning'}: {self.what}" + (f"; {self.mend}" if self.mend else "")
