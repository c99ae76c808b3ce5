// Following a job, whatever happens on the way.

import assert from "node:assert/strict";
import { test } from "node:test";

import { data, paginate, waitForJob, watchJob, type Feed, type JobEvent } from "@thousandfold/client";

import { collect, realClient, Wire } from "./service.js";

const client = realClient();

/** A job of so many batches, of which only a few end in a second. */
async function slowJob(batches: number): Promise<string> {
  const items = Array.from({ length: batches }, (_, number) => number);
  const processor = { jq: { filter: "." } };
  const body = { items, batch_size: 1, rate: { per_second: 20, burst: 1 }, processor };
  return (await data(client.POST("/v1/jobs", { body }))).id;
}

async function recorded(id: string): Promise<string[]> {
  await waitForJob(client, id);
  const events = await collect(paginate(client, "/v1/jobs/{id}/events", { params: { path: { id } } }));
  return events.map(named);
}

const named = (event: JobEvent) => `${event.sequence} ${event.type}`;

test("each event comes once over broken connections", async () => {
  const wire = await Wire.start();
  const id = await slowJob(30);
  const retry = { attempts: 2, firstPauseMs: 10 };
  const shaky = realClient({ baseUrl: wire.url, retry });
  const cutting = setInterval(() => wire.cut(200), 500);
  const seen: string[] = [];
  let losses = 0;
  try {
    for await (const event of watchJob(shaky, id, { onLoss: () => (losses += 1) })) seen.push(named(event));
  } finally {
    clearInterval(cutting);
    wire.close();
  }
  assert(wire.cuts >= 4 && losses > 0, `${wire.cuts} cuts, ${losses} losses`);
  assert.deepEqual(seen, await recorded(id));
  assert.match(seen.at(-1) ?? "", /JobCompleted$/);
});

test("a watch goes on where another ended", async () => {
  const id = await slowJob(6);
  const seen: JobEvent[] = [];
  for await (const event of watchJob(client, id)) {
    seen.push(event);
    if (seen.length === 3) break;
  }
  for await (const event of watchJob(client, id, { after: seen.at(-1)?.sequence })) seen.push(event);
  assert.deepEqual(seen.map(named), await recorded(id));
  const after = seen.at(-1)?.sequence;
  assert.deepEqual(await collect(watchJob(client, id, { after })), []);
});

test("events are told while the job runs", async () => {
  const id = await slowJob(12);
  for await (const event of watchJob(client, id)) {
    const late = Date.now() - Date.parse(event.recorded_at);
    assert(late < 1500, `${named(event)} came after ${late} ms`);
  }
});

test("a signal ends a watch", async () => {
  const body = { items: [1], delay_ms: 3_600_000, processor: { jq: { filter: "." } } };
  const { id } = await data(client.POST("/v1/jobs", { body }));
  const signal = AbortSignal.timeout(300);
  await assert.rejects(collect(watchJob(client, id, { signal })), { name: "TimeoutError" });
  await client.POST("/v1/jobs/{id}/cancel", { params: { path: { id } }, body: {} });
  assert.match((await collect(watchJob(client, id))).map(named).at(-1) ?? "", /JobCancelled$/);
});

test("a job that is not there is not waited for", async () => {
  const watch = watchJob(client, "job_00000000000000000000000000000000");
  await assert.rejects(collect(watch), { name: "ProblemError", status: 404 });
});

test("another feed may repeat events and skip some", async () => {
  const event = (sequence: number) => ({ sequence, type: sequence === 4 ? "JobCompleted" : "Other" }) as JobEvent;
  const asked: number[] = [];
  const feed: Feed = async function* (_client, _id, after) {
    asked.push(after);
    yield* asked.length === 1 ? [event(1), event(2), event(2), event(4)] : [event(1), event(3), event(4)];
  };
  const seen = await collect(watchJob(client, "job_1", { feed }));
  assert.deepEqual(seen.map((each) => each.sequence), [1, 2, 3, 4]);
  assert.deepEqual(asked, [0, 2]);
});
