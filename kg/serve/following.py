"""A graph that is served from a copy, followed: when it is another than before, a new copy is made, which is asked from then on."""

from __future__ import annotations

import asyncio
import logging
import pickle
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from kg.errors import KgError
from kg.serve.source import Source
from kg.serve.workers import Pool

EVERY = 0.5
"""Seconds between looks; what is the same at two of them is no longer being written."""
STILL = "what was read before is served still"
_LOG = logging.getLogger("uvicorn.error")


@asynccontextmanager
async def following(source: Source | None, pool: Pool) -> AsyncIterator[None]:
    """While the block lasts, a source is followed; where there is none, nothing was copied, and workers see what changes."""
    task = asyncio.create_task(_follow(source, pool)) if source else None
    try:
        yield
    finally:
        if task:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _follow(source: Source, pool: Pool) -> None:
    """Go on for ever. What cannot be read is told, and changes nothing."""
    before = loaded = source.first
    failed = ""
    while True:
        await asyncio.sleep(EVERY)
        now = source.state()
        if now and now == before != loaded:
            loaded = now
            folder, failed = await _copied(source)
            if folder:
                pool.move(folder)
            else:
                _LOG.warning("kg: %s; %s", failed, STILL)
        wrong = failed if now else f"{source.graph}: it is not there any more"
        pool.wrong = f"{wrong}; {STILL}" if wrong else ""
        before = now


async def _copied(source: Source) -> tuple[str, str]:
    """The new copy's folder, or what is wrong; it is made by a process of its own, so that nobody waits for it."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", __name__, stdin=pipe, stdout=pipe, stderr=pipe)
    try:
        told, wrong = await process.communicate(pickle.dumps(source))
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return ("", wrong.decode().strip() or "its process ended") if process.returncode else (told.decode(), "")


def main() -> None:
    """Make a copy, of the source that comes on standard input."""
    source: Source = pickle.loads(sys.stdin.buffer.read())
    try:
        sys.stdout.write(source.copied())
    except KgError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
