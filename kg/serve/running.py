"""A server that runs until it is told to stop: by Ctrl-C, or by SIGTERM, after which it answers what it has begun."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

from kg.errors import RunError, UserError
from kg.serve.workers import Pool

GRACE = 5
"""Seconds that answers which have begun may still take."""
LAST = 1
"""Seconds of those that are left to tell who still waits."""
MOST = 1000
"""Connections at once."""


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens at an address; port 0 takes any that is free.

    Raises UserError where another program has the port, or the address is not one of this machine's.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise UserError(f"--host {host}: no such address ({error.strerror}); say 127.0.0.1, or an address of this machine") from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise UserError(f"--host {host}: no address of this machine; say 127.0.0.1, or 0.0.0.0 for all that it has") from error
        raise UserError(f"{host}:{port} cannot be listened at: {error.strerror}; say another --port (0 takes any that is free)") from error
    return listening


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, pool: Pool, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._pool, self._ready = pool, ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn's own, but what takes too long is answered, if only with the problem that the server stops."""
        ending = asyncio.create_task(self._end())
        try:
            await super().shutdown(sockets)
        finally:
            ending.cancel()

    async def _end(self) -> None:
        await asyncio.sleep(GRACE - LAST)
        await self._pool.end()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn's own, but being told to stop is no failure: the signal is not raised anew at the end."""
        before = {sig: signal.signal(sig, self.handle_exit) for sig in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for sig, handler in before.items():
                signal.signal(sig, handler)


def run(app: Starlette, listening: socket.socket, ready: Callable[[], None] = lambda: None) -> None:
    """Serve until told to stop; `ready` is called once requests are answered.

    Raises RunError where the server cannot start.
    """
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=GRACE, limit_concurrency=MOST
    )
    server = _Server(config, app.state.pool, ready)
    server.run(sockets=[listening])
    if not server.started:
        raise RunError("the server did not start; what stands above says why")
