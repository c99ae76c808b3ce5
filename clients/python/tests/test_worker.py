"""Workers on the real service."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time

import pytest

from thousandfold import Failure, ProblemError, Worker, api, models

from conftest import TOKEN, URL


def submit(client, queue, items, **fields):
    return client.submit(items=items, processor={"external": {"queue": queue}}, **fields).id


def results(client, id):
    return [line.get("outputs", line.get("error")) for line in client.results(client.wait_for_job(id).id)]


def events(client, id, batch=0):
    return [event.type_ for event in client.paginate(api.list_events, id, batch=batch)]


def in_thread(worker, **options):
    thread = threading.Thread(target=worker.run, kwargs=options, daemon=True)
    thread.start()
    return thread


def until(true, seconds=10.0):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


def test_outputs_and_failures_are_reported(client, queue):
    worker = Worker(client, queue, concurrency=4)

    @worker.task
    def divide(item, context):
        if item == "none":
            return None
        if item == "strange":
            return {1, 2}
        if item == "huge":
            raise Failure("no_number", "it is too large")
        return 12 // item

    job = submit(client, queue, [3, 0, "none", "strange", "huge"], retry={"max_attempts": 1})
    tally = worker.run(until_empty=True)
    assert results(client, job) == [
        [4],
        {"class": "worker_error", "message": "ZeroDivisionError: integer division or modulo by zero"},
        [],
        {"class": "invalid_output", "message": "the output is no JSON: Object of type set is not JSON serializable"},
        {"class": "no_number", "message": "it is too large"},
    ]
    assert (tally.succeeded, tally.failed, tally.given_back, tally.lost) == (2, 3, 0, 0)


def test_a_thousand_tasks_run_beside_each_other(client, queue):
    worker = Worker(client, queue, concurrency=50)
    running, most = 0, 0

    @worker.task
    async def wait(item, context):
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.02)
        running -= 1
        yield item
        yield context.task

    job = submit(client, queue, list(range(1000)))
    tally = worker.run(until_empty=True)
    assert tally.succeeded == 1000
    assert 10 < most <= 50
    assert results(client, job) == [[number, number] for number in range(1000)]


def test_generators_give_many_outputs(client, queue):
    worker = Worker(client, queue)

    @worker.task
    def count(item, context):
        yield from range(item)

    job = submit(client, queue, [0, 1, 3])
    worker.run(until_empty=True)
    assert results(client, job) == [[], [0], [0, 1, 2]]


def test_a_task_that_failed_is_tried_again_when_it_asks_for_it(client, queue):
    worker = Worker(client, queue)
    begun = []

    @worker.task
    def second_time(item, context):
        begun.append(time.monotonic())
        if context.attempt == 1:
            raise Failure("busy", "not now", retry=1.5)
        return context.attempt

    retry = {"max_attempts": 2, "first_pause_ms": 1, "classes": ["busy"]}
    job = submit(client, queue, [1], retry=retry)
    thread = in_thread(worker)
    assert results(client, job) == [[2]]
    worker.stop()
    thread.join(10)
    assert begun[1] - begun[0] >= 1.5


def test_time_is_up_for_threads_and_for_coroutines(client, queue):
    stopped = threading.Event()
    worker = Worker(client, queue)

    @worker.task
    def slow(item, context):
        until(lambda: context.cancelled)
        stopped.set()

    job = submit(client, queue, [1], attempt_timeout_ms=300, retry={"max_attempts": 1})
    worker.run(until_empty=True)
    assert results(client, job)[0]["class"] == "timed_out"
    assert stopped.wait(5)

    worker = Worker(client, queue)

    @worker.task
    async def slower(item, context):
        await asyncio.sleep(60)

    job = submit(client, queue, [1], attempt_timeout_ms=300, retry={"max_attempts": 1})
    worker.run(until_empty=True)
    assert results(client, job)[0]["class"] == "timed_out"


def test_a_lease_lasts_for_as_long_as_its_tasks_run(client, queue):
    worker = Worker(client, queue, lease=1)

    @worker.task
    def slow(item, context):
        context.progress(0.5, "half")
        time.sleep(2.5)
        return context.attempt

    job = submit(client, queue, [1], attempt_timeout_ms=10_000)
    worker.run(until_empty=True)
    assert results(client, job) == [[1]]
    assert "LeaseExtended" in events(client, job)


def test_what_runs_of_a_cancelled_job_is_stopped(client, queue):
    worker = Worker(client, queue, lease=1)
    begun, ended = threading.Event(), threading.Event()

    @worker.task
    async def slow(item, context):
        begun.set()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            ended.set()
            raise

    job = submit(client, queue, [1], attempt_timeout_ms=60_000)
    thread = in_thread(worker)
    assert begun.wait(10)
    api.cancel_job.sync(job, client=client, body=models.CancelJob())
    assert ended.wait(5)
    until(lambda: worker.tally.lost == 1)
    worker.stop()
    thread.join(10)
    assert client.wait_for_job(job).state.value == "cancelled"


def test_no_more_tasks_of_a_paused_job_begin(client, queue):
    worker = Worker(client, queue, concurrency=1, prefetch=3, lease=1)
    begun = []

    @worker.task
    async def slow(item, context):
        begun.append(item)
        await asyncio.sleep(1.5)

    job = submit(client, queue, [0, 1, 2, 3], attempt_timeout_ms=10_000)
    thread = in_thread(worker)
    until(lambda: begun)
    api.pause_job.sync(job, client=client)
    until(lambda: worker.tally.given_back == 3)
    assert begun == [0]
    api.resume_job.sync(job, client=client)
    assert client.wait_for_job(job).succeeded == 4
    worker.stop()
    thread.join(10)


def test_many_outcomes_are_reported_at_once(client, queue):
    worker = Worker(client, queue, concurrency=20)

    @worker.task
    async def quick(item, context):
        return item

    job = submit(client, queue, list(range(20)))
    worker.run(until_empty=True)
    assert results(client, job) == [[number] for number in range(20)]
    assert events(client, job).count("TasksReported") <= 3


def test_an_outcome_that_is_too_large_fails_alone(client, queue):
    worker = Worker(client, queue, concurrency=6)

    @worker.task
    def repeat(item, context):
        return "x" * item

    lengths = [1, 20_000_000, 2, 6_000_000, 6_000_000, 6_000_000]
    job = submit(client, queue, lengths, retry={"max_attempts": 1}, attempt_timeout_ms=60_000)
    worker.run(until_empty=True)
    first, second, *others = results(client, job)
    assert (first, second["class"]) == (["x"], "invalid_output")
    assert [len(output) for (output,) in others] == lengths[2:]


def test_sigterm_drains_the_worker(client, queue):
    program = f"""
        import asyncio
        from thousandfold import Client, Worker

        worker = Worker(Client({URL!r}, token={TOKEN!r}), {queue!r}, concurrency=2, prefetch=4)

        @worker.task
        async def slow(item, context):
            print("begins", item, flush=True)
            await asyncio.sleep(2)
            return item

        print(worker.run(), flush=True)
    """
    job = submit(client, queue, list(range(6)), attempt_timeout_ms=10_000)
    command = [sys.executable, "-c", textwrap.dedent(program)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
        begun = sorted(process.stdout.readline().strip() for _ in range(2))
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=20)
    assert begun == ["begins 0", "begins 1"]
    assert said.strip() == "Tally(succeeded=2, failed=0, given_back=4, lost=0)"
    assert process.returncode == 0
    assert "LeaseReturned" in events(client, job)

    worker = Worker(client, queue)
    worker.task(lambda item, context: -item)
    worker.run(until_empty=True)
    assert results(client, job) == [[0], [1], [-2], [-3], [-4], [-5]]


def test_told_twice_the_worker_gives_back_what_runs(client, queue):
    worker = Worker(client, queue)
    begun = threading.Event()

    @worker.task
    async def slow(item, context):
        begun.set()
        await asyncio.sleep(60)

    job = submit(client, queue, [1], attempt_timeout_ms=60_000)
    thread = in_thread(worker)
    assert begun.wait(10)
    worker.stop()
    worker.stop()
    thread.join(10)
    assert not thread.is_alive()
    assert worker.tally.given_back >= 1  # What was asked for before may still come.
    assert "LeaseReturned" in events(client, job)


def test_a_worker_that_may_not_work_says_so(client):
    worker = Worker(client, "Not A Queue")
    worker.task(lambda item, context: item)
    with pytest.raises(ProblemError):
        worker.run()
