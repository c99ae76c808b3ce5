"""Jobs on the real service."""

import asyncio
import io
import itertools
import json
import time
import uuid

import pytest

from thousandfold import ProblemError, api, models


def test_a_job_is_submitted_awaited_and_read(client):
    job = client.submit_and_wait(items=[1, "two"], processor={"jq": {"filter": ". + 1"}})
    assert (job.state.value, job.succeeded, job.failed) == ("completed", 1, 1)
    first, second = client.results(job.id)
    assert first == {"task": 0, "outputs": [2]}
    assert second["error"]["class"] == "filter_error"


def test_results_that_are_not_there_are_a_problem(client):
    job = client.submit(items=[1], delay_ms=3_600_000, processor={"jq": {"filter": "."}})
    with pytest.raises(ProblemError) as raised:
        list(client.results(job.id))
    assert raised.value.is_("not-completed")
    assert api.cancel_job.sync(job.id, client=client, body=models.CancelJob(reason="a test")).stopping


def test_a_file_is_uploaded_and_a_stream(client, tmp_path):
    lines = b"".join(json.dumps({"number": number, "text": "ä" * 20}).encode() + b"\n" for number in range(20_000))
    path = tmp_path / "numbers.ndjson"
    path.write_bytes(lines)
    uploaded = client.upload_dataset(path, "ndjson")
    assert (uploaded.items, uploaded.bytes_, uploaded.name) == (20_000, len(lines), "numbers.ndjson")
    assert client.upload_dataset(io.BytesIO(lines), "ndjson").sha256 == uploaded.sha256

    async def upload():
        return await client.asynchronous().upload_dataset(path, "ndjson", name="again")

    assert asyncio.run(upload()).sha256 == uploaded.sha256
    job = client.submit_and_wait(dataset=uploaded.id, processor={"jq": {"filter": ".number"}})
    results = list(client.results(job.id))
    assert results == [{"task": number, "outputs": [number]} for number in range(20_000)]


def test_a_list_is_read_to_its_end(client):
    name = uuid.uuid4().hex
    ids = {client.submit_and_wait(name=name, items=[1], processor={"jq": {"filter": "."}}).id for _ in range(5)}
    for _ in range(50):  # The list is behind at first.
        jobs = itertools.islice(client.paginate(api.list_jobs, limit=2), 200)
        found = [job.id for job in jobs if job.name == name]
        if len(found) == len(ids):
            break
        time.sleep(0.1)
    assert len(found) == 5 and set(found) == ids


def test_events_are_a_list_too(client):
    job = client.submit_and_wait(items=[1, 2, 3], batch_size=1, processor={"jq": {"filter": "."}})
    events = list(client.paginate(api.list_events, job.id, limit=2))
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    assert events[-1].type_ == "JobCompleted"


def test_the_same_holds_for_asyncio(client):
    async def use():
        job = await client.asynchronous().submit_and_wait(items=[1, 2], processor={"jq": {"filter": ". + 1"}})
        results = [result async for result in client.asynchronous().results(job.id)]
        events = [event async for event in client.asynchronous().paginate(api.list_events, job.id, limit=1)]
        return results, [event.type_ for event in events]

    results, events = asyncio.run(use())
    assert [result["outputs"] for result in results] == [[2], [3]]
    assert events == ["JobSubmitted", "JobBatchFinished", "JobCompleted"]
