"""Whether a first name is a man's or a woman's."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("first_names.tsv")


@lru_cache(maxsize=1)
def _table() -> Mapping[str, str]:
    return dict(line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines())


def gender_of(name: str) -> str:
    """ "m", "f", or "" where a first name is unknown or both; of a double name the first decides.

    >>> gender_of("Élodie"), gender_of("Jean-Marie"), gender_of("Camille")
    ('f', 'm', '')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return _table().get(plain) or _table().get(plain.partition("-")[0], "")
