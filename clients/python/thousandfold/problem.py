"""What a request that was not done ends with."""

from __future__ import annotations

import json
import time
from email.utils import parsedate_to_datetime
from typing import Any

import httpx


class ProblemError(Exception):
    """The service, or something before it, answered that a request was not done (RFC 9457)."""

    def __init__(self, document: dict[str, Any], headers: httpx.Headers | None = None) -> None:
        headers = headers or httpx.Headers()
        self.document = document
        """The whole document."""
        self.type: str = document["type"]
        """Which problem it is: an identifier to compare as a whole."""
        self.status: int = document["status"]
        """The HTTP status."""
        self.title: str = document.get("title", "")
        self.detail: str = document.get("detail", "")
        self.retry_after = retry_after_seconds(headers.get("retry-after"))
        """After how many seconds to ask again, if the answer says so."""
        self.request_id: str | None = headers.get("x-request-id")
        """What the service calls the request: name it when you report an error."""
        super().__init__(": ".join(filter(None, [self.title, self.detail])))

    def is_(self, name: str) -> bool:
        """Whether it is the problem of this name, such as `no-such-job`."""
        return self.type.endswith(f"/problems/{name}")

    @classmethod
    def of(cls, response: httpx.Response) -> ProblemError:
        """The problem that an answer is, whose body has been read."""
        try:
            document = json.loads(response.content)
        except ValueError:
            document = None
        if not isinstance(document, dict) or not {"type", "status"} <= document.keys():
            title = response.reason_phrase or f"HTTP status {response.status_code}"
            detail = response.text[:200]
            document = {"type": "about:blank", "title": title, "status": response.status_code, "detail": detail}
        return cls(document, response.headers)


def retry_after_seconds(header: str | None) -> float | None:
    """What `Retry-After` says: it is a number of seconds, or a time."""
    if not header:
        return None
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except ValueError:
        return None
