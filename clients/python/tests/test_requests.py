"""How requests are sent, and sent again."""

import asyncio
import json
import time

import httpx
import pytest

from thousandfold import AsyncClient, Client, ProblemError, Retry, api
from thousandfold._generated.keyed import KEYED

FIELDS = {"items": [1], "processor": {"jq": {"filter": "."}}}
JOB = {
    "id": "job_1",
    "state": "completed",
    "paused": False,
    "stopping": False,
    "tasks": 1,
    "succeeded": 1,
    "failed": 0,
    "cancelled": 0,
    "submitted_at": "2026-01-01T00:00:00.123456789Z",
    "priority": "normal",
    "tags": [],
}


def accepted(request):
    return httpx.Response(202, json={"id": "job_1"})


def job(request):
    return httpx.Response(200, json=JOB)


def lost(request):
    raise httpx.ReadError("the connection broke", request=request)


def problem(status, name, **headers):
    body = {"type": f"https://thousandfold.dev/problems/{name}", "title": name, "status": status, "detail": "a test"}
    return lambda request: httpx.Response(status, json=body, headers=headers)


class Scripted:
    """A service that gives these answers, one after the other."""

    def __init__(self, *answers, kind=Client, **options):
        self.answers, self.requests = list(answers), []
        transport = httpx.MockTransport(self.answer)
        retry = Retry(first_pause=0.001)
        options = {"transport": transport, "async_transport": transport, "retry": retry, **options}
        self.client = kind("http://service.test", **options)

    def answer(self, request):
        sent = httpx.Request(request.method, request.url, headers=request.headers, content=request.content)
        self.requests.append(sent)
        return self.answers.pop(0)(request)

    def keys(self):
        return [request.headers.get("idempotency-key") for request in self.requests]


def test_an_error_is_a_problem(client):
    with pytest.raises(ProblemError) as raised:
        client.job("job_00000000000000000000000000000000")
    error = raised.value
    assert error.type == "https://thousandfold.dev/problems/no-such-job"
    assert error.is_("no-such-job") and not error.is_("no-such-dataset")
    assert (error.status, error.retry_after, len(error.request_id)) == (404, None, 32)


def test_an_answer_of_something_before_the_service_is_a_problem_too():
    service = Scripted(lambda request: httpx.Response(403, text="<h1>no</h1>"))
    with pytest.raises(ProblemError) as raised:
        service.client.job("job_1")
    assert (raised.value.status, raised.value.type) == (403, "about:blank")


def test_what_was_not_done_is_done_later_under_the_same_key():
    full, overloaded = problem(429, "tenant-full", **{"retry-after": "1"}), problem(503, "overloaded")
    service = Scripted(full, overloaded, accepted)
    begin = time.monotonic()
    assert service.client.submit(**FIELDS).id == "job_1"
    assert time.monotonic() - begin >= 1
    assert len(service.requests) == 3 and len(set(service.keys())) == 1 and service.keys()[0]
    assert json.loads(service.requests[2].content) == FIELDS


def test_two_jobs_have_two_keys():
    service = Scripted(accepted, accepted)
    service.client.submit(**FIELDS)
    service.client.submit(**FIELDS)
    assert len(set(service.keys())) == 2


def test_who_should_wait_for_longer_than_one_would_gets_the_problem_at_once():
    service = Scripted(problem(429, "tenant-full", **{"retry-after": "3600"}))
    with pytest.raises(ProblemError) as raised:
        service.client.submit(**FIELDS)
    assert raised.value.retry_after == 3600


def test_what_may_have_been_done_is_sent_again_only_if_it_may_be_done_twice():
    reading = Scripted(lost, problem(503, "engine-away"), job)
    assert reading.client.job("job_1").id == "job_1"
    assert reading.keys() == [None] * 3

    cancelling = Scripted(lost, job)
    api.pause_job.sync("job_1", client=cancelling.client)
    assert cancelling.keys() == [None] * 2

    creating = Scripted(lost, accepted)
    if "/v1/jobs" in KEYED:
        creating.client.submit(**FIELDS)
        assert len(creating.requests) == 2
    else:
        with pytest.raises(httpx.ReadError):
            creating.client.submit(**FIELDS)
        assert len(creating.requests) == 1


def test_a_connection_that_breaks_in_the_middle_of_an_answer_is_broken():
    class Half(httpx.SyncByteStream):
        def __iter__(self):
            yield b'{"id":'
            raise httpx.ReadError("the connection broke")

    def half(request):
        return httpx.Response(200, headers={"content-type": "application/json"}, stream=Half())

    assert Scripted(half, job).client.job("job_1").id == "job_1"


def test_nothing_is_tried_for_ever():
    service = Scripted(lost, lost, lost, retry=Retry(attempts=3, first_pause=0.001))
    with pytest.raises(httpx.ReadError):
        service.client.job("job_1")
    assert len(service.requests) == 3


def test_each_request_proves_who_asks():
    tokens = iter(["first", "second"])
    service = Scripted(problem(503, "overloaded"), job, token=lambda: next(tokens))
    service.client.job("job_1")
    assert [request.headers["authorization"] for request in service.requests] == ["Bearer first", "Bearer second"]
    assert "secret" not in repr(Client("http://service.test", token="secret"))


def test_the_same_holds_for_asyncio():
    service = Scripted(problem(503, "overloaded"), accepted, lost, job, problem(404, "no-such-job"), kind=AsyncClient)

    async def use():
        ended = await service.client.submit_and_wait(**FIELDS)
        with pytest.raises(ProblemError):
            await service.client.job("job_2")
        return ended

    assert asyncio.run(use()).id == "job_1"
    assert service.keys()[0] == service.keys()[1]
