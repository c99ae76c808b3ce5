"""A worker of your own: leases tasks from a queue, does them, and reports."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import inspect
import json
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

import httpx

from . import api
from ._generated.models import Heartbeat, Leased, LeasedTask, Progress, TakeTasks, TaskOutcome, TasksReport
from ._generated.models import Lease as LeaseModel
from .client import AsyncClient, Client, done
from .problem import ProblemError
from .transport import is_away

log = logging.getLogger("thousandfold.worker")

F = TypeVar("F", bound=Callable[..., Any])

WAIT_MS = 5_000
"""How long the service may wait for tasks before it answers that there are none."""
MAX_REPORT_BYTES = 8 << 20
"""How long a report may be, about. The service takes no more than 16 MiB."""
REPORT_SECONDS = 1.0
"""How often what has ended is reported while other tasks of its lease run."""


class Failure(Exception):  # noqa: N818 (It is no error of the program.)
    """Fails a task. Its job says whether one that failed with such a class is tried again; `retry` is how long to wait
    at least before that, in seconds."""

    def __init__(self, class_: str, message: str, *, retry: float | timedelta | None = None) -> None:
        super().__init__(message)
        self.class_ = class_
        self.retry = retry.total_seconds() if isinstance(retry, timedelta) else retry


@dataclass
class Context:
    """What a task's function is told besides the item."""

    job: str
    """The job's id."""
    batch: int
    """The batch's number in the job."""
    task: int
    """The task's number in the job, from 0: that of its item."""
    attempt: int
    """Which try this is, from 1."""
    deadline: float
    """When the attempt's time is up, on the clock of `time.monotonic()`."""
    _stop: threading.Event
    _lease: Lease = field(repr=False)

    @property
    def cancelled(self) -> bool:
        """Whether to stop: nobody waits for what comes of this attempt, because its job was cancelled, the lease is
        over, or the attempt's time is up. A function that is not async must look for itself."""
        return self._stop.is_set()

    def progress(self, fraction: float | None = None, text: str | None = None) -> None:
        """How far it has come: the next heartbeat tells it."""
        fields = {"fraction": fraction, "text": text}
        self._lease.progress = Progress.from_dict({name: value for name, value in fields.items() if value is not None})


class Lease:
    """Some tasks that are this worker's for a while."""

    def __init__(self, leased: LeaseModel) -> None:
        self.token = leased.token
        self.job = leased.job
        self.batch = leased.batch
        self.attempt = leased.attempt
        self.timeout = leased.attempt_timeout_ms / 1000
        self.unreported = {task.task for task in leased.tasks}
        self.ended: list[dict[str, Any]] = []
        self.running: set[asyncio.Task[None]] = set()
        self.stop = threading.Event()
        self.holds = False
        """Whether no more of its tasks begin."""
        self.progress: Progress | None = None
        self.news = asyncio.Event()

    @property
    def over(self) -> bool:
        return self.stop.is_set()


@dataclass
class Tally:
    """How tasks ended."""

    succeeded: int = 0
    failed: int = 0
    given_back: int = 0
    """Those that had not begun when the worker ended or their job was paused, and those that were stopped."""
    lost: int = 0
    """Those whose lease was over before they were reported: they are another worker's, or their job was cancelled."""


class Worker:
    """Works on a queue: `concurrency` tasks at a time, and `prefetch` more in hand.

    A task in hand counts as one that runs where its job has limits. Tasks are leased for `lease` seconds, which
    heartbeats extend while they run.
    """

    def __init__(
        self,
        client: Client,
        queue: str,
        *,
        concurrency: int = 8,
        prefetch: int = 0,
        lease: float = 60.0,
        name: str | None = None,
    ) -> None:
        if concurrency < 1 or prefetch < 0 or concurrency + prefetch > 1000:
            raise ValueError("a worker has 1 to 1000 tasks in hand")
        if not 1 <= lease <= 3600:
            raise ValueError("a lease lasts 1 to 3600 seconds")
        self.queue = queue
        self.concurrency = concurrency
        self.prefetch = prefetch
        self.lease_seconds = lease
        self.name = name or f"{socket.gethostname()}-{os.getpid()}"
        self.tally = Tally()
        self._client = client
        self._function: Callable[..., Any] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = threading.Event()
        self._killed = threading.Event()

    def task(self, function: F) -> F:
        """Names the function that does a task: it gets the item and a `Context`, and returns the output, or None for
        none. A generator gives any number of outputs. It may be async; one that is not runs in a thread."""
        self._function = function
        return function

    def run(self, *, until_empty: bool = False) -> Tally:
        """Works until `stop`, SIGTERM or SIGINT; with `until_empty`, only until the queue has nothing to do.

        Told to stop, it takes nothing more, gives back what has not begun, ends what runs and reports it. Told a second
        time, it stops what runs, and gives that back, too.
        """
        return asyncio.run(self.work(until_empty=until_empty))

    def stop(self) -> None:
        """Tells the worker to stop, from any thread."""
        if self._stopping.is_set():
            self._killed.set()
        self._stopping.set()
        if self._loop is not None:
            # A loop that has ended needs no telling.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._wake)

    async def work(self, *, until_empty: bool = False) -> Tally:
        """What `run` does, in a loop that runs already."""
        if self._function is None:
            raise ValueError("the worker has no task: decorate a function with `@worker.task`")
        self._loop = asyncio.get_running_loop()
        self._woken = asyncio.Event()
        self._slots = asyncio.Semaphore(self.concurrency)
        self._leases: set[Lease] = set()
        self._in_hand = 0
        self._lingering = 0
        self._api: AsyncClient = self._client.asynchronous()
        self._threads = ThreadPoolExecutor(self.concurrency, thread_name_prefix="thousandfold")
        try:
            with self._signals():
                await self._take_turns(until_empty)
        finally:
            self._threads.shutdown(wait=False, cancel_futures=True)
            await self._api.aclose()
        return self.tally

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """Listens to signals where that is possible: in the main thread, on a system that has them."""
        heard = []
        for number in (signal.SIGTERM, signal.SIGINT):
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(number, self.stop)
                heard.append(number)
        try:
            yield
        finally:
            for number in heard:
                asyncio.get_running_loop().remove_signal_handler(number)

    def _wake(self) -> None:
        self._woken.set()
        for lease in self._leases:
            lease.news.set()

    async def _take_turns(self, until_empty: bool) -> None:
        """Takes as many tasks as there is room for, again and again. Asking is never broken off: what was leased by
        then would be nobody's until the lease is over."""
        asking: asyncio.Task[list[LeaseModel]] | None = None
        holding: set[asyncio.Task[None]] = set()
        losses = 0
        while True:
            room = self.concurrency + self.prefetch - self._in_hand - self._lingering
            if asking is None and room > 0 and not self._stopping.is_set():
                asking = asyncio.create_task(self._ask(room))
            if asking is None and not holding:
                return
            waking = asyncio.create_task(self._woken.wait())
            waiting = {waking, *holding, *filter(None, [asking])}
            ended, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            waking.cancel()
            self._woken.clear()
            for hold in ended & holding:
                holding.discard(hold)
                hold.result()
            if asking not in ended:
                continue
            assert asking is not None
            asked, asking = asking, None
            try:
                leases = asked.result()
                losses = 0
            except Exception as error:
                if not is_away(error):
                    self._stopping.set()
                    self._wake()
                    await asyncio.gather(*holding, return_exceptions=True)
                    raise
                log.warning("no tasks can be had: %s", error)
                pause = self._api.retry.pause(losses) or 0
                losses += 1
                with contextlib.suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), pause)
                continue
            if not leases and until_empty and not holding:
                self._stopping.set()
            for leased in leases:
                self._in_hand += len(leased.tasks)
                holding.add(asyncio.create_task(self._hold(Lease(leased), leased.tasks)))

    async def _ask(self, room: int) -> list[LeaseModel]:
        lease_ms = round(self.lease_seconds * 1000)
        body = TakeTasks(worker=self.name, tasks=room, lease_ms=lease_ms, wait_ms=WAIT_MS)
        return done(await api.lease_tasks.asyncio(self.queue, client=self._api, body=body), Leased).leases

    async def _hold(self, lease: Lease, tasks: list[LeasedTask]) -> None:
        """Does the tasks of a lease, keeps it meanwhile, and reports."""
        self._leases.add(lease)
        lease.running = {asyncio.create_task(self._attempt(lease, task)) for task in tasks}
        beating = asyncio.create_task(self._beat(lease))
        try:
            await self._report_until_over(lease)
        except (ProblemError, httpx.TransportError) as error:
            self._lose(lease, error)
        finally:
            beating.cancel()
            lease.stop.set()
            for task in lease.running:
                task.cancel()
            await asyncio.gather(*lease.running, beating, return_exceptions=True)
            self._leases.discard(lease)
            self._in_hand -= len(tasks)
            self._woken.set()

    def _lose(self, lease: Lease, error: Exception) -> None:
        lease.stop.set()
        self.tally.lost += len(lease.unreported)
        log.warning("%d tasks of %s are lost: %s", len(lease.unreported), lease.job, error)
        lease.unreported.clear()

    async def _report_until_over(self, lease: Lease) -> None:
        last = time.monotonic()
        while lease.unreported and not lease.over:
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(lease.news.wait(), REPORT_SECONDS)
            lease.news.clear()
            no_more = self._killed.is_set() or all(task.done() for task in lease.running)
            if lease.ended and (no_more or time.monotonic() - last >= REPORT_SECONDS):
                last = time.monotonic()
                ended, lease.ended = lease.ended, []
                for outcomes in reports(ended):
                    await self._report(lease, outcomes)
            if no_more and not lease.ended:
                await self._give_back(lease)

    async def _report(self, lease: Lease, ended: list[dict[str, Any]]) -> None:
        outcomes = [TaskOutcome.from_dict(outcome) for outcome in ended]
        body = TasksReport(worker=self.name, outcomes=outcomes)
        call = partial(api.report_tasks.asyncio, lease.token, client=self._api, body=body)
        try:
            await self._insist(call)
        except ProblemError as refused:
            if refused.status not in (413, 422):
                raise
            return await self._report_apart(lease, ended, refused)
        for outcome in ended:
            lease.unreported.discard(outcome["task"])
            self.tally.failed += "error" in outcome
            self.tally.succeeded += "error" not in outcome

    async def _report_apart(self, lease: Lease, ended: list[dict[str, Any]], refused: ProblemError) -> None:
        """Reports what was refused in two halves, so that one outcome that cannot be taken fails alone."""
        middle = len(ended) // 2
        if middle > 0:
            await self._report(lease, ended[:middle])
            await self._report(lease, ended[middle:])
        elif "outputs" in ended[0]:
            await self._report(lease, [{"task": ended[0]["task"], **failed("invalid_output", str(refused))}])
        else:
            raise refused

    async def _give_back(self, lease: Lease) -> None:
        """Gives back what is left of a lease, so that others need not wait for its end."""
        if not lease.unreported or lease.over:
            return
        lease.stop.set()
        with contextlib.suppress(Exception):
            await api.return_lease.asyncio_detailed(lease.token, client=self._api)
        self.tally.given_back += len(lease.unreported)
        lease.unreported.clear()

    async def _beat(self, lease: Lease) -> None:
        """Says every third of the lease that its tasks are being done, and hears whether they are still wanted."""
        lease_ms = round(self.lease_seconds * 1000)
        while True:
            await asyncio.sleep(self.lease_seconds / 3)
            body = Heartbeat(lease_ms=lease_ms)
            if lease.progress is not None:
                body.progress = lease.progress
            call = partial(api.extend_lease.asyncio, lease.token, client=self._api, body=body)
            try:
                await self._insist(call)
                if self.prefetch > 0 and (await self._api.job(lease.job)).paused:
                    lease.holds = True
            except (ProblemError, httpx.TransportError) as error:
                # The lease is over: its job was cancelled, or this worker was silent for too long.
                self._lose(lease, error)
                lease.news.set()
                return

    async def _insist(self, call: Callable[[], Any]) -> None:
        """Calls again while the service is away, for as long as the lease could last."""
        end = time.monotonic() + self.lease_seconds
        while True:
            try:
                await call()
                return
            except Exception as error:
                if not is_away(error) or time.monotonic() >= end or self._killed.is_set():
                    raise
                await asyncio.sleep(self._api.retry.pause(2) or 0)

    async def _attempt(self, lease: Lease, task: LeasedTask) -> None:
        await self._slots.acquire()
        if self._stopping.is_set() or lease.holds or lease.over:
            self._slots.release()
            lease.news.set()
            return
        begin = time.monotonic()
        stop = threading.Event()
        deadline = begin + lease.timeout
        context = Context(lease.job, lease.batch, task.task, lease.attempt, deadline, stop, lease)
        call, thread = self._start(task.item, context)
        try:
            ended, _ = await asyncio.wait({call}, timeout=lease.timeout)
        finally:
            stop.set()
            call.cancel()
            if thread is not None and not thread.done():
                self._lingering += 1
                self._when_done(thread, self._end_lingering)
        outcome = outcome_of(call) if ended else failed("timed_out", f"it ran for longer than {lease.timeout:g} s")
        duration = (time.monotonic() - begin) * 1000
        lease.ended.append({"task": task.task, "duration_ms": duration, **outcome})
        lease.news.set()

    def _start(self, item: Any, context: Context) -> tuple[asyncio.Future[list[Any]], Future[list[Any]] | None]:
        """Starts a task's function, whose slot is free again once it has really ended: a thread cannot be stopped."""
        function = self._function
        assert function is not None
        if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
            call = asyncio.ensure_future(gather(function, item, context))
            call.add_done_callback(lambda _: self._slots.release())
            return call, None
        thread = self._threads.submit(contextvars.copy_context().run, run, function, item, context)
        self._when_done(thread, self._slots.release)
        return asyncio.wrap_future(thread), thread

    def _when_done(self, thread: Future[list[Any]], call: Callable[[], None]) -> None:
        loop = asyncio.get_running_loop()

        def tell(_: object) -> None:
            # The loop may have ended before the thread.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(call)

        thread.add_done_callback(tell)

    def _end_lingering(self) -> None:
        self._lingering -= 1
        self._woken.set()


def run(function: Callable[..., Any], item: Any, context: Context) -> list[Any]:
    """The outputs of a function."""
    output = function(item, context)
    if inspect.isgenerator(output):
        return list(output)
    return [] if output is None else [output]


async def gather(function: Callable[..., Any], item: Any, context: Context) -> list[Any]:
    """The outputs of an async function."""
    if inspect.isasyncgenfunction(function):
        outputs: AsyncIterator[Any] = function(item, context)
        return [output async for output in outputs]
    output = await function(item, context)
    return [] if output is None else [output]


def outcome_of(call: asyncio.Future[list[Any]]) -> dict[str, Any]:
    """What is reported of a call that has ended."""
    if call.cancelled():
        return failed("worker_error", "it cancelled itself")
    error = call.exception()
    if error is None:
        return outputs_of(call.result())
    if isinstance(error, Failure):
        after = {} if error.retry is None else {"retry_after_ms": round(error.retry * 1000)}
        return failed(error.class_, str(error), **after)
    log.info("a task failed", exc_info=error)
    return failed("worker_error", f"{type(error).__name__}: {error}")


def outputs_of(outputs: list[Any]) -> dict[str, Any]:
    try:
        length = len(json.dumps(outputs, allow_nan=False))
    except (TypeError, ValueError) as error:
        return failed("invalid_output", f"the output is no JSON: {error}")
    if length > MAX_REPORT_BYTES:
        return failed("invalid_output", f"the output has {length} bytes: give at most {MAX_REPORT_BYTES}")
    return {"outputs": outputs}


def reports(ended: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The outcomes, in reports that are not too long."""
    report: list[dict[str, Any]] = []
    length = 0
    for outcome in ended:
        more = len(json.dumps(outcome))
        if report and length + more > MAX_REPORT_BYTES:
            yield report
            report, length = [], 0
        report.append(outcome)
        length += more
    if report:
        yield report


def failed(class_: str, message: str, **more: Any) -> dict[str, Any]:
    return {"error": {"class": class_[:200] or "worker_error", "message": message, **more}}
