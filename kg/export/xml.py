"""What texts in XML need beyond what XML writers do: characters that it cannot hold, and line ends that its readers would change."""

from __future__ import annotations

import io
import re
from typing import IO, cast

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What a text in XML 1.0 cannot hold, not even as a reference."""
_ENDS = {b"\r": b"&#13;", "\x85".encode(): b"&#133;", "\u2028".encode(): b"&#8232;"}
_END = re.compile(b"|".join(_ENDS))
_CUT = re.compile(rb"(\xc2|\xe2\x80?)\Z")
"""What may be the first half of a line end, where a text is cut in two."""


def references(out: IO[bytes]) -> IO[bytes]:
    r"""A stream into `out` that writes the line ends of XML 1.0 and 1.1 but U+000A as references: readers make U+000A of bare ones.

    >>> with io.BytesIO() as file:
    ...     _ = references(file).write("<a>un\rdeux</a>".encode())
    ...     file.getvalue()
    b'<a>un&#13;deux</a>'
    """
    return cast(IO[bytes], _References(out))


class _References(io.RawIOBase):
    def __init__(self, out: IO[bytes]) -> None:
        self._out, self._rest = out, b""

    def writable(self) -> bool:
        return True

    def write(self, text: bytes) -> int:  # type: ignore[override]  # any buffer, to the type checker
        whole = self._rest + bytes(text)
        cut = _CUT.search(whole)
        whole, self._rest = (whole[: cut.start()], cut[0]) if cut else (whole, b"")
        self._out.write(_END.sub(lambda end: _ENDS[end[0]], whole))
        return len(text)
