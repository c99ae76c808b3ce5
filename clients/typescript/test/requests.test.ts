// How requests are sent, and sent again.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ConnectionError, createClient, data, ProblemError, uploadDataset } from "@thousandfold/client";

import { KEYED } from "../dist/keyed.js";
import { lost, problem, realClient, scripted } from "./service.js";

const body = { items: [1], processor: { jq: { filter: "." } } };
const accepted = () => Response.json({ id: "job_1" }, { status: 202 });
const job = () => Response.json({ id: "job_1", state: "completed" });
const params = { path: { id: "job_1" } };
const key = (request: Request | undefined) => request?.headers.get("idempotency-key");

test("an error is a typed problem", async () => {
  const id = "job_00000000000000000000000000000000";
  const call = realClient().GET("/v1/jobs/{id}", { params: { path: { id } } });
  await assert.rejects(call, (error) => {
    assert(error instanceof ProblemError);
    assert.equal(error.type, "https://thousandfold.dev/problems/no-such-job");
    assert(error.is("no-such-job") && !error.is("no-such-dataset"));
    assert.equal(error.status, 404);
    assert.equal(error.retryAfter, undefined);
    assert.match(error.requestId ?? "", /^[0-9a-f]{32}$/);
    return true;
  });
});

test("an answer of something before the service is a problem, too", async () => {
  const { client } = scripted([() => new Response("<h1>no</h1>", { status: 403, statusText: "Forbidden" })]);
  await assert.rejects(client.GET("/healthz"), { name: "ProblemError", status: 403, type: "about:blank" });
});

test("what was not done is done later, under the same key", async () => {
  const full = () => problem(429, "tenant-full", { "retry-after": "1" });
  const { client, requests } = scripted([full, () => problem(503, "overloaded"), accepted]);
  const begin = Date.now();
  assert.deepEqual(await data(client.POST("/v1/jobs", { body })), { id: "job_1" });
  assert(Date.now() - begin >= 1000, "Retry-After counts");
  assert.equal(new Set(requests.map(key)).size, 1);
  assert.match(key(requests[0]) ?? "", /^[0-9a-f-]{36}$/);
  assert.deepEqual(await requests[2]?.json(), body);
});

test("two jobs have two keys, and a key that is given stays", async () => {
  const { client, requests } = scripted([accepted, accepted, accepted]);
  await client.POST("/v1/jobs", { body });
  await client.POST("/v1/jobs", { body });
  await client.POST("/v1/jobs", { body, headers: { "Idempotency-Key": "mine" } });
  assert.equal(new Set(requests.map(key)).size, 3);
  assert.equal(key(requests[2]), "mine");
});

test("who should wait for longer than one would gets the problem at once", async () => {
  const { client } = scripted([() => problem(429, "tenant-full", { "retry-after": "3600" })]);
  await assert.rejects(client.POST("/v1/jobs", { body }), { retryAfter: 3600 });
});

test("what may have been done is sent again only if it may be done twice", async () => {
  const reading = scripted([lost, () => problem(503, "engine-away"), job]);
  await reading.client.GET("/v1/jobs/{id}", { params });
  assert.equal(reading.requests.length, 3);
  assert.equal(key(reading.requests[0]), null);

  const cancelling = scripted([lost, job]);
  await cancelling.client.POST("/v1/jobs/{id}/cancel", { params, body: {} });
  assert.equal(key(cancelling.requests[0]), null);

  const creating = scripted([lost, accepted]);
  const once = KEYED.includes("/v1/jobs");
  const call = creating.client.POST("/v1/jobs", { body });
  await (once ? call : assert.rejects(call, ConnectionError));
  assert.equal(creating.requests.length, once ? 2 : 1);
});

test("a connection that breaks in the middle of an answer is broken", async () => {
  const half = () =>
    new Response(
      new ReadableStream({
        pull(controller) {
          controller.enqueue(new TextEncoder().encode('{"id":'));
          controller.error(new TypeError("terminated"));
        },
      }),
      { headers: { "content-type": "application/json" } },
    );
  const { client } = scripted([half, job]);
  assert.equal((await data(client.GET("/v1/jobs/{id}", { params }))).id, "job_1");
});

test("nothing is tried for ever", async () => {
  const { client, requests } = scripted([lost, lost, lost], { retry: { attempts: 3, firstPauseMs: 1 } });
  await assert.rejects(client.GET("/healthz"), ConnectionError);
  assert.equal(requests.length, 3);
});

test("a refused token is renewed once", async () => {
  const asked: (string | undefined)[] = [];
  const getToken = (rejected?: string) => {
    asked.push(rejected);
    return rejected === undefined ? "old" : "new";
  };
  const refuse = () => problem(401, "unauthorized");
  const { client, requests } = scripted([refuse, job, refuse, refuse], { getToken });
  await client.GET("/v1/jobs/{id}", { params });
  assert.deepEqual(asked, [undefined, "old"]);
  const proofs = requests.map((request) => request.headers.get("authorization"));
  assert.deepEqual(proofs, ["Bearer old", "Bearer new"]);
  await assert.rejects(client.GET("/v1/jobs/{id}", { params }), { status: 401 });
  assert.equal(requests.length, 4);
});

test("only one proof may be given", () => {
  assert.throws(() => createClient({ baseUrl: "http://service.test", token: "a", apiKey: "b" }), TypeError);
});

test("a stream is sent once, a blob again", async () => {
  const full = () => problem(429, "tenant-full");
  const dataset = () => Response.json({ id: "dataset_1" }, { status: 201 });
  const streaming = scripted([full]);
  const stream = new Blob(["1\n"]).stream();
  await assert.rejects(uploadDataset(streaming.client, stream, { format: "ndjson" }), { status: 429 });
  const again = scripted([full, dataset]);
  await uploadDataset(again.client, new Blob(["1\n"]), { format: "ndjson", name: "numbers" });
  assert.equal(again.requests[1]?.url, "http://service.test/v1/datasets?format=ndjson&name=numbers");
  assert.equal(await again.requests[1]?.text(), "1\n");
  assert.equal(key(again.requests[0]), key(again.requests[1]));
});

test("a signal ends what waits", async () => {
  const full = () => problem(429, "tenant-full", { "retry-after": "20" });
  const { client } = scripted([full]);
  const signal = AbortSignal.timeout(50);
  await assert.rejects(client.POST("/v1/jobs", { body, signal }), { name: "TimeoutError" });
});
