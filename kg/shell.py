"""Words that come from the shell or the file system as text: they are bytes there, and not always UTF-8."""

from __future__ import annotations

import os


def as_text(word: str) -> str:
    r"""A file's name or a word of the command line; what is not UTF-8 is Windows-1252, as in the articles themselves.

    >>> as_text("caf\udce9"), as_text("café")
    ('café', 'café')
    """
    data = os.fsencode(word)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
