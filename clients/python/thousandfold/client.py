"""The clients: one that waits, and one for `asyncio`."""

from __future__ import annotations

import asyncio
import inspect
import json
import time
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO, TypeVar

import attrs
import httpx

from . import api
from ._generated.client import Client as GeneratedClient
from ._generated.models import Accepted, Dataset, DatasetFormat, Job, JobState, SubmitJob
from .transport import AsyncRetryingTransport, Retry, RetryingTransport, is_away

T = TypeVar("T")

TIMEOUT = httpx.Timeout(75.0, connect=5.0)
"""An answer may wait for a minute, where that is asked for."""
WAIT_MS = 20_000
CHUNK_BYTES = 1 << 16
MEDIA_TYPES = {
    DatasetFormat.NDJSON: "application/x-ndjson",
    DatasetFormat.CSV: "text/csv",
    DatasetFormat.PARQUET: "application/vnd.apache.parquet",
}


@attrs.define
class _Base(GeneratedClient):
    """A client of the service at `base_url`.

    `token` is an access token or an API key, or gives one for each request. `transport` and `async_transport` are what
    sends requests, in place of connections.
    """

    token: str | Callable[[], str | None] | None = attrs.field(default=None, kw_only=True, repr=False)
    retry: Retry = attrs.field(factory=Retry, kw_only=True)
    transport: httpx.BaseTransport | None = attrs.field(default=None, kw_only=True)
    async_transport: httpx.AsyncBaseTransport | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        self.raise_on_unexpected_status = True

    def get_httpx_client(self) -> httpx.Client:
        if self._client is None:
            inner = self.transport or httpx.HTTPTransport(verify=self._verify_ssl)
            transport = RetryingTransport(inner, self._token, self.retry)
            self._client = httpx.Client(transport=transport, **self._settings())
        return self._client

    def get_async_httpx_client(self) -> httpx.AsyncClient:
        if self._async_client is None:
            inner = self.async_transport or httpx.AsyncHTTPTransport(verify=self._verify_ssl)
            transport = AsyncRetryingTransport(inner, self._token, self.retry)
            self._async_client = httpx.AsyncClient(transport=transport, **self._settings())
        return self._async_client

    def _token(self) -> str | None:
        return self.token() if callable(self.token) else self.token

    def _settings(self) -> dict[str, Any]:
        return {
            "base_url": self._base_url,
            "cookies": self._cookies,
            "headers": self._headers,
            "timeout": self._timeout or TIMEOUT,
            "follow_redirects": self._follow_redirects,
            **self._httpx_args,
        }

    def _copied_to(self, kind: type[T]) -> T:
        return kind(  # type: ignore[call-arg]
            base_url=self._base_url,
            cookies=self._cookies,
            headers=self._headers,
            timeout=self._timeout,
            verify_ssl=self._verify_ssl,
            follow_redirects=self._follow_redirects,
            httpx_args=self._httpx_args,
            token=self.token,
            retry=self.retry,
            transport=self.transport,
            async_transport=self.async_transport,
        )


class Client(_Base):
    """A client whose calls wait for their answers. Threads may share it."""

    def close(self) -> None:
        if self._client is not None:
            self._client.close()

    def asynchronous(self) -> AsyncClient:
        """A client for `asyncio` with the same settings."""
        return self._copied_to(AsyncClient)

    def submit(self, job: SubmitJob | None = None, **fields: Any) -> Accepted:
        """Submits a job, such as `submit(items=[1], processor={"jq": {"filter": ". + 1"}})`. It is on disk then."""
        return done(api.submit_job.sync(client=self, body=job or SubmitJob.from_dict(fields)), Accepted)

    def submit_and_wait(self, job: SubmitJob | None = None, **fields: Any) -> Job:
        """Submits a job and waits for its end, whatever that is: `state` says so."""
        return self.wait_for_job(self.submit(job, **fields).id)

    def job(self, id: str, wait_ms: int = 0) -> Job:
        """A job; with `wait_ms`, the answer waits for so long for its end."""
        return done(api.get_job.sync(id, client=self, wait_ms=wait_ms), Job)

    def wait_for_job(self, id: str) -> Job:
        """Waits for a job's end, also while the service is away."""
        losses = 0
        while True:
            try:
                job = self.job(id, WAIT_MS)
            except Exception as error:
                if not is_away(error):
                    raise
                time.sleep(self.retry.pause(losses) or 0)
                losses += 1
                continue
            if is_over(job):
                return job
            losses = 0

    def results(self, id: str) -> Iterator[dict[str, Any]]:
        """The results of a completed job as they come, in the order of its items."""
        with self.get_httpx_client().stream("GET", f"/v1/jobs/{id}/results") as response:
            for line in response.iter_lines():
                yield json.loads(line)

    def paginate(self, operation: ModuleType, *args: Any, **parameters: Any) -> Iterator[Any]:
        """All members of a list: `for job in client.paginate(api.list_jobs)`. It reads a page when it is needed."""
        cursor = cursor_parameter(operation)
        while True:
            page = operation.sync(*args, client=self, **parameters)
            yield from members(page)
            if not page.next_cursor:
                return
            parameters[cursor] = page.next_cursor

    def upload_dataset(
        self,
        source: str | Path | BinaryIO | Iterable[bytes],
        format: DatasetFormat | str,
        *,
        name: str | None = None,
        encoding: str | None = None,
    ) -> Dataset:
        """Uploads a file, or what comes in pieces, without holding all of it. `encoding` is how it is packed."""
        if isinstance(source, (str, Path)):
            with open(source, "rb") as file:
                return self.upload_dataset(file, format, name=name or Path(source).name, encoding=encoding)
        request = upload(format, name, encoding)
        response = self.get_httpx_client().post("/v1/datasets", content=source, **request)
        return Dataset.from_dict(response.json())


class AsyncClient(_Base):
    """A client for `asyncio`."""

    async def aclose(self) -> None:
        if self._async_client is not None:
            await self._async_client.aclose()

    async def submit(self, job: SubmitJob | None = None, **fields: Any) -> Accepted:
        """Submits a job. It is on disk when this returns."""
        return done(await api.submit_job.asyncio(client=self, body=job or SubmitJob.from_dict(fields)), Accepted)

    async def submit_and_wait(self, job: SubmitJob | None = None, **fields: Any) -> Job:
        """Submits a job and waits for its end, whatever that is: `state` says so."""
        return await self.wait_for_job((await self.submit(job, **fields)).id)

    async def job(self, id: str, wait_ms: int = 0) -> Job:
        """A job; with `wait_ms`, the answer waits for so long for its end."""
        return done(await api.get_job.asyncio(id, client=self, wait_ms=wait_ms), Job)

    async def wait_for_job(self, id: str) -> Job:
        """Waits for a job's end, also while the service is away."""
        losses = 0
        while True:
            try:
                job = await self.job(id, WAIT_MS)
            except Exception as error:
                if not is_away(error):
                    raise
                await asyncio.sleep(self.retry.pause(losses) or 0)
                losses += 1
                continue
            if is_over(job):
                return job
            losses = 0

    async def results(self, id: str) -> AsyncIterator[dict[str, Any]]:
        """The results of a completed job as they come, in the order of its items."""
        async with self.get_async_httpx_client().stream("GET", f"/v1/jobs/{id}/results") as response:
            async for line in response.aiter_lines():
                yield json.loads(line)

    async def paginate(self, operation: ModuleType, *args: Any, **parameters: Any) -> AsyncIterator[Any]:
        """All members of a list: `async for job in client.paginate(api.list_jobs)`."""
        cursor = cursor_parameter(operation)
        while True:
            page = await operation.asyncio(*args, client=self, **parameters)
            for member in members(page):
                yield member
            if not page.next_cursor:
                return
            parameters[cursor] = page.next_cursor

    async def upload_dataset(
        self,
        source: str | Path | AsyncIterable[bytes],
        format: DatasetFormat | str,
        *,
        name: str | None = None,
        encoding: str | None = None,
    ) -> Dataset:
        """Uploads a file, or what comes in pieces, without holding all of it. `encoding` is how it is packed."""
        if isinstance(source, (str, Path)):
            with open(source, "rb") as file:
                pieces = read_pieces(file)
                return await self.upload_dataset(pieces, format, name=name or Path(source).name, encoding=encoding)
        request = upload(format, name, encoding)
        response = await self.get_async_httpx_client().post("/v1/datasets", content=source, **request)
        return Dataset.from_dict(response.json())


def done(answer: object, kind: type[T]) -> T:
    """An answer of the kind that only a successful call gives."""
    if not isinstance(answer, kind):
        raise TypeError(f"the answer is no {kind.__name__}: {answer!r}")
    return answer


def is_over(job: Job) -> bool:
    return job.state not in (JobState.PLANNING, JobState.RUNNING)


def cursor_parameter(operation: ModuleType) -> str:
    """What an operation calls the place from which a page is read."""
    return "cursor" if "cursor" in inspect.signature(operation.sync).parameters else "after"


def members(page: Any) -> list[Any]:
    """What a page is a page of."""
    return next(value for value in attrs.asdict(page, recurse=False).values() if isinstance(value, list))


def upload(format: DatasetFormat | str, name: str | None, encoding: str | None) -> dict[str, Any]:
    """The parameters and headers of an upload."""
    format = DatasetFormat(format)
    params = {"format": format.value, **({"name": name} if name else {})}
    headers = {"Content-Type": MEDIA_TYPES[format], **({"Content-Encoding": encoding} if encoding else {})}
    return {"params": params, "headers": headers, "timeout": httpx.Timeout(None, connect=5.0)}


async def read_pieces(file: BinaryIO) -> AsyncIterator[bytes]:
    while piece := await asyncio.to_thread(file.read, CHUNK_BYTES):
        yield piece

