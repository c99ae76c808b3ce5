"""Sends requests: proves who asks, names what creates something, and tries again what may pass."""

from __future__ import annotations

import asyncio
import random
import re
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from ._generated.keyed import KEYED
from .problem import ProblemError

KEY_HEADER = "Idempotency-Key"

REPEATABLE_POSTS = re.compile(r"/(cancel|pause|resume|drain|heartbeat|report|leases)$")
"""The last words of paths whose POST changes nothing when it comes again, or only what ends by itself."""

_KEYED = [re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path) + "$") for path in KEYED]

GetToken = Callable[[], "str | None"]


@dataclass(frozen=True)
class Retry:
    """How requests are tried again."""

    attempts: int = 6
    """How often a request is sent in all; 1 never tries again."""
    first_pause: float = 0.2
    """The longest first pause, in seconds. The next ones are twice as long each."""
    longest_pause: float = 30.0
    """The longest pause, in seconds. A service that asks for a longer one is not asked again."""

    def pause(self, retries: int, retry_after: float | None = None) -> float | None:
        """The pause before the next attempt; None where nobody would wait so long. Pauses are random, so that those
        who failed together do not return together."""
        asked = retry_after or 0.0
        if asked > self.longest_pause:
            return None
        most = min(self.longest_pause, self.first_pause * 2.0 ** min(retries, 30))
        return asked + most * random.uniform(0.5, 1.0)


def creates(request: httpx.Request) -> bool:
    """Whether a request makes something new, and would make two if it came twice."""
    return request.method == "POST" and not REPEATABLE_POSTS.search(request.url.path)


def is_repeatable(request: httpx.Request) -> bool:
    """Whether a request may be sent again although it may have been done."""
    once = KEY_HEADER in request.headers and any(path.search(request.url.path) for path in _KEYED)
    return once or not creates(request)


def may_pass(error: Exception, repeatable: bool) -> bool:
    """Whether an error may pass by itself. Where the request may have been done, it must also be repeatable."""
    if isinstance(error, httpx.TransportError):
        return repeatable or isinstance(error, httpx.ConnectError)
    if not isinstance(error, ProblemError):
        return False
    if error.status == 429 or error.is_("overloaded"):
        return True  # Nothing was done.
    return error.status in (502, 503, 504) and repeatable


def is_away(error: Exception) -> bool:
    """Whether the service is away, and may be back."""
    return may_pass(error, repeatable=True)


class _Sending:
    """What sending needs, whether others run meanwhile or not."""

    def __init__(self, get_token: GetToken, retry: Retry) -> None:
        self.get_token = get_token
        self.retry = retry

    def prepare(self, request: httpx.Request) -> None:
        if creates(request) and KEY_HEADER not in request.headers:
            request.headers[KEY_HEADER] = str(uuid.uuid4())

    def prove(self, request: httpx.Request) -> None:
        token = self.get_token()
        if token is not None:
            request.headers["Authorization"] = f"Bearer {token}"

    def pause(self, request: httpx.Request, error: Exception, retries: int) -> float | None:
        """The pause before the request is sent again; None where it is not."""
        # A body that came as a stream is gone.
        replay = isinstance(request.stream, httpx.ByteStream)
        if retries + 1 >= self.retry.attempts or not replay or not may_pass(error, is_repeatable(request)):
            return None
        return self.retry.pause(retries, error.retry_after if isinstance(error, ProblemError) else None)


class RetryingTransport(_Sending, httpx.BaseTransport):
    """Raises problems, and tries again what may pass."""

    def __init__(self, inner: httpx.BaseTransport, get_token: GetToken, retry: Retry) -> None:
        super().__init__(get_token, retry)
        self.inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.prepare(request)
        retries = 0
        while True:
            try:
                return self.attempt(request)
            except (httpx.TransportError, ProblemError) as error:
                pause = self.pause(request, error, retries)
                if pause is None:
                    raise
            time.sleep(pause)
            retries += 1

    def attempt(self, request: httpx.Request) -> httpx.Response:
        self.prove(request)
        response = self.inner.handle_request(request)
        response.request = request
        if response.is_success:
            return whole(response) if is_document(response) else response
        try:
            response.read()
        finally:
            response.close()
        raise ProblemError.of(response)

    def close(self) -> None:
        self.inner.close()


class AsyncRetryingTransport(_Sending, httpx.AsyncBaseTransport):
    """Raises problems, and tries again what may pass."""

    def __init__(self, inner: httpx.AsyncBaseTransport, get_token: GetToken, retry: Retry) -> None:
        super().__init__(get_token, retry)
        self.inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.prepare(request)
        retries = 0
        while True:
            try:
                return await self.attempt(request)
            except (httpx.TransportError, ProblemError) as error:
                pause = self.pause(request, error, retries)
                if pause is None:
                    raise
            await asyncio.sleep(pause)
            retries += 1

    async def attempt(self, request: httpx.Request) -> httpx.Response:
        self.prove(request)
        response = await self.inner.handle_async_request(request)
        response.request = request
        if response.is_success:
            return await whole_async(response) if is_document(response) else response
        try:
            await response.aread()
        finally:
            await response.aclose()
        raise ProblemError.of(response)

    async def aclose(self) -> None:
        await self.inner.aclose()


def is_document(response: httpx.Response) -> bool:
    return str(response.headers.get("content-type", "")).startswith("application/json")


def whole(response: httpx.Response) -> httpx.Response:
    """Reads an answer at once, so that a connection that breaks in the middle of it counts as broken."""
    body = b"".join(response.stream)  # type: ignore[arg-type]
    response.close()
    return rebuilt(response, body)


async def whole_async(response: httpx.Response) -> httpx.Response:
    body = b"".join([part async for part in response.stream])  # type: ignore[union-attr]
    await response.aclose()
    return rebuilt(response, body)


def rebuilt(response: httpx.Response, body: bytes) -> httpx.Response:
    status, headers, extensions = response.status_code, response.headers, response.extensions
    return httpx.Response(status, headers=headers, stream=httpx.ByteStream(body), extensions=extensions)
