// Jobs on the real service.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { openAsBlob } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { data, paginate, readResults, submitAndWait, uploadDataset } from "@thousandfold/client";

import { collect, realClient } from "./service.js";

const client = realClient();

/** Waits for what is behind at first: lists are read models. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; !(await holds()); ) {
    assert(Date.now() < end, "it has not come to hold");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test("a job is submitted, awaited and read", async () => {
  const job = await submitAndWait(client, { items: [1, "two"], processor: { jq: { filter: ". + 1" } } });
  assert.deepEqual([job.state, job.succeeded, job.failed], ["completed", 1, 1]);
  const results = await collect(readResults(client, job.id));
  assert.deepEqual(results[0], { task: 0, outputs: [2] });
  assert.equal(results[1]?.error?.class, "filter_error");
});

test("a file is uploaded, and a stream", async () => {
  const lines = 50_000;
  const line = (number: number) => `${JSON.stringify({ number, text: "ä".repeat(20) })}\n`;
  const dir = await mkdtemp(join(tmpdir(), "thousandfold-"));
  try {
    const path = join(dir, "numbers.ndjson");
    await writeFile(path, Array.from({ length: lines }, (_, number) => line(number)).join(""));
    const blob = await openAsBlob(path);
    const uploaded = await uploadDataset(client, blob, { format: "ndjson", name: "numbers" });
    assert.deepEqual([uploaded.items, uploaded.bytes, uploaded.name], [lines, blob.size, "numbers"]);
    const streamed = await uploadDataset(client, blob.stream(), { format: "ndjson" });
    assert.equal(streamed.sha256, uploaded.sha256);

    const job = await submitAndWait(client, { dataset: uploaded.id, processor: { jq: { filter: ".number" } } });
    let next = 0;
    for await (const { task, outputs } of readResults(client, job.id)) {
      assert.deepEqual([task, outputs], [next, [next]]);
      next += 1;
    }
    assert.equal(next, lines);
  } finally {
    await rm(dir, { recursive: true });
  }
});

test("a list is read to its end, page by page", async () => {
  const name = randomUUID();
  for (let count = 0; count < 5; count++) {
    await submitAndWait(client, { name, items: [count], processor: { jq: { filter: "." } } });
  }
  await eventually(async () => {
    const found: string[] = [];
    for await (const job of paginate(client, "/v1/jobs", { params: { query: { limit: 2 } } })) {
      if (job.name === name) found.push(job.id);
      if (found.length === 5) break;
    }
    return new Set(found).size === 5;
  });
});

test("tasks and events are lists, too", async () => {
  const items = [1, 2, 3, 4, 5];
  const job = await submitAndWait(client, { items, processor: { jq: { filter: "." } } });
  const path = { id: job.id };
  const events = await collect(paginate(client, "/v1/jobs/{id}/events", { params: { path, query: { limit: 1 } } }));
  assert.deepEqual(events.map((event) => event.sequence), [...events.keys()].map((index) => index + 1));
  assert.equal(events.at(-1)?.type, "JobCompleted");
  await eventually(async () => {
    const params = { path, query: { limit: 2 } };
    const tasks = await collect(paginate(client, "/v1/jobs/{id}/tasks", { params }));
    return tasks.map(({ task }) => task).join() === "0,1,2,3,4";
  });
});

test("a queue is paused and resumed", async () => {
  const params = { path: { name: `queue-${randomUUID()}` } };
  assert.equal((await data(client.POST("/v1/queues/{name}/pause", { params }))).paused, true);
  assert.equal((await data(client.POST("/v1/queues/{name}/resume", { params }))).paused, false);
});
