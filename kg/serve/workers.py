"""The processes that read the graph, as the one that listens sees them: asked, stopped when they take too long, and replaced."""

from __future__ import annotations

import asyncio
import pickle
import sys
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.serve.jobs import HEAD, MORE, Answer, Failure, Job, Query, Setup, Summary, Task, Tool, Update, Write, packed
from kg.serve.problems import FAULT, Problem
from kg.serve.snapshot import state_of

WAITING = 200
"""Requests that may wait for a worker; who comes after them is told that there is too much to do."""
GLANCE = 0.25
"""Seconds for which the state of the store is taken to be the same."""
ENDING = 2
"""Seconds in which a process that closed its pipe has ended."""


class Worker:
    """One process, which does one job at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        """`process` is `python -m kg.serve.worker`."""
        self._process = process
        assert process.stdin and process.stdout
        self._stdin, self._stdout = process.stdin, process.stdout

    @classmethod
    async def started(cls, setup: Setup, state: str, folder: str) -> Worker:
        """A process that is ready for its first job, its store open; EOFError where it ended before."""
        command = (sys.executable, "-m", "kg.serve.worker")
        pipe = asyncio.subprocess.PIPE
        worker = cls(await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe))
        await worker.ask(setup)
        await worker.ask(Task(Summary(), state, folder))
        return worker

    async def ask(self, value: Setup | Task) -> Any:
        """What it answers; EOFError (IncompleteReadError) or ConnectionError where it ends instead."""
        self._stdin.write(packed(value))
        await self._stdin.drain()
        head = await self._stdout.readexactly(HEAD.size)
        return pickle.loads(await self._stdout.readexactly(HEAD.unpack(head)[0]))

    async def fell(self) -> str:
        """Why it ended by itself: for want of memory the system or Oxigraph ends it by a signal; an exit is a mistake of kg's."""
        try:
            async with asyncio.timeout(ENDING):
                return "internal" if await self._process.wait() > 0 else "memory"
        except TimeoutError:
            return "internal"

    async def stop(self, answers: str) -> None:
        """End it, whatever it does, and remove what it was writing."""
        with suppress(ProcessLookupError):
            self._process.kill()
        self._stdin.close()
        await self._process.wait()
        for left in Path(answers).glob(f"{self._process.pid}-*"):
            left.unlink(missing_ok=True)


class Pool:
    """So many workers as may be busy at once, and one more, which takes the place of one that is stopped."""

    def __init__(self, setup: Setup, size: int, stopped: Callable[[str], None] = lambda why: None) -> None:
        """`stopped` is told why a worker was stopped: time, memory, internal, left."""
        self.setup, self.size, self._stopped = setup, size, stopped
        self._folder = setup.folder
        self._idle: asyncio.Queue[Worker] = asyncio.LifoQueue()
        self._places, self._writing = asyncio.Semaphore(size), asyncio.Lock()
        self._all: set[Worker] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._waiting, self._state, self._seen, self._ending = 0, "", 0.0, False
        self._there: Answer | Problem = Problem("busy", "nothing has been read yet")
        self._there_in = ""
        self._looking: asyncio.Task[None] | None = None
        self.wrong = ""
        """What is wrong with what is served, though it is served still; "" where nothing is."""

    @property
    def busy(self) -> int:
        """How many are at work."""
        return len(self._all) - self._idle.qsize()

    async def start(self) -> None:
        """Start them all, and wait for the first; EOFError or OSError where it does not come."""
        for _ in range(self.size):
            self._begun(self._added_in_the_end())
        await self._add()
        await self._look()

    async def close(self) -> None:
        """Stop them all."""
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*(worker.stop(self.setup.answers) for worker in self._all), *self._starting, return_exceptions=True)

    async def end(self) -> None:
        """Stop what is still being done: who asked is told that the server stops."""
        self._ending = True
        await asyncio.gather(*(worker.stop(self.setup.answers) for worker in self._all), return_exceptions=True)

    def state(self) -> str:
        """What tells the store as it is now from what it was before."""
        if time.monotonic() - self._seen > GLANCE:
            self._state, self._seen = state_of(self._folder), time.monotonic()
        return self._state

    async def there(self, seconds: float) -> Answer | Problem:
        """What there is, in numbers, or why it cannot be read: as it is now or, where no worker is free within these seconds, as it was."""
        if (self._looking is None or self._looking.done()) and self._there_in != self.state():
            self._looking = self._begun(self._look())
        if self._looking is not None:
            await asyncio.wait({self._looking}, timeout=seconds)
        return self._there

    async def _look(self) -> None:
        state = self.state()
        try:
            self._there, self._there_in = await self.ask(Summary()), state
        except Problem as problem:
            if problem.kind == "unreadable":
                self._there, self._there_in = problem, ""

    def move(self, folder: str) -> None:
        """What is asked from now on is asked of the store in this folder; what is being asked goes on where it is."""
        self._folder, self._seen = folder, 0.0

    async def ask(self, job: Job) -> Answer:
        """What comes of a job; a Problem where nothing does. Who no longer waits for it (is cancelled) has it stopped."""
        if isinstance(job, Update | Write):
            async with self._writing:
                try:
                    return await self._placed(job)
                finally:
                    self._seen = 0.0
        return await self._placed(job)

    async def _placed(self, job: Job) -> Answer:
        if self._waiting >= WAITING:
            raise Problem("busy", f"{WAITING} requests wait already", {"Retry-After": "5"})
        self._waiting += 1
        try:
            await self._places.acquire()
        finally:
            self._waiting -= 1
        try:
            return await self._asked(await self._idle.get(), job)
        finally:
            self._places.release()

    async def _asked(self, worker: Worker, job: Job) -> Answer:
        seconds = self.setup.limits.seconds
        limit = seconds if isinstance(job, Query | Tool | Update) else seconds * MORE
        try:
            async with asyncio.timeout(limit):
                answer = await worker.ask(Task(job, self.state(), self._folder))
        except TimeoutError as error:
            self._replace(worker, "time")
            raise Problem("time", f"the limit is {limit:g} seconds; ask for less, or start the server with another --timeout") from error
        except (EOFError, ConnectionError) as error:
            if self._ending:
                raise Problem("stopping", "ask again once it is back") from error
            why = await worker.fell()
            self._replace(worker, why)
            raise Problem(why, self._told(why)) from error
        except BaseException:  # above all, that nobody waits for it any more
            self._replace(worker, "left")
            raise
        self._idle.put_nowait(worker)
        if isinstance(answer, Failure):
            raise Problem(answer.kind, answer.detail)
        assert isinstance(answer, Answer)
        return answer

    def _told(self, why: str) -> str:
        if why == "internal":
            return FAULT
        return f"its process ended; the limit is {self.setup.limits.memory} MB: ask for less at a time"

    def _replace(self, worker: Worker, why: str) -> None:
        self._stopped(why)
        self._all.discard(worker)
        for work in (worker.stop(self.setup.answers), self._added_in_the_end()):
            self._begun(work)

    def _begun(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)
        return task

    async def _added_in_the_end(self) -> None:
        while True:
            with suppress(EOFError, OSError):
                return await self._add()
            await asyncio.sleep(1)

    async def _add(self) -> None:
        worker = await Worker.started(self.setup, self.state(), self._folder)
        self._all.add(worker)
        self._idle.put_nowait(worker)
