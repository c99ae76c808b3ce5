// Submits jobs, waits for them, and reads their results.

import { data, type ThousandfoldClient } from "./client.js";
import { isAway } from "./connection.js";
import { pauseMs, sleep, USUAL_RETRY } from "./retry.js";
import type { components } from "./schema.js";

export type Job = components["schemas"]["Job"];
export type SubmitJob = components["schemas"]["SubmitJob"];

/** What became of one task: its outputs, or why it failed. */
export interface TaskResult {
  /** The task's number in the job, from 0: that of its item. */
  task: number;
  outputs?: unknown[];
  error?: { class: string; message: string };
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
}

const WAIT_MS = 20_000;

export function isOver(job: Job): boolean {
  return job.state !== "planning" && job.state !== "running";
}

/** Submits a job and waits for its end, whatever that is: `state` says so. */
export async function submitAndWait(
  client: ThousandfoldClient,
  job: SubmitJob,
  options: CallOptions = {},
): Promise<Job> {
  const accepted = await data(client.POST("/v1/jobs", { body: job, signal: options.signal ?? null }));
  return waitForJob(client, accepted.id, options);
}

/** Waits for a job's end, also while the service is away. */
export async function waitForJob(
  client: ThousandfoldClient,
  id: string,
  { signal }: CallOptions = {},
): Promise<Job> {
  const params = { path: { id }, query: { wait_ms: WAIT_MS } };
  for (let losses = 0; ; losses++) {
    try {
      const job = await data(client.GET("/v1/jobs/{id}", { params, signal: signal ?? null }));
      if (isOver(job)) return job;
      losses = 0;
    } catch (error) {
      if (signal?.aborted || !isAway(error)) throw error;
      await sleep(pauseMs(USUAL_RETRY, losses) ?? 0, signal);
    }
  }
}

/** The results of a completed job as they come, in the order of its items. They throw where the connection breaks. */
export async function* readResults(
  client: ThousandfoldClient,
  id: string,
  { signal }: CallOptions = {},
): AsyncGenerator<TaskResult, void, undefined> {
  const { data: body } = await client.GET("/v1/jobs/{id}/results", {
    params: { path: { id } },
    parseAs: "stream",
    signal: signal ?? null,
  });
  if (!body) return;
  for await (const line of lines(body)) yield JSON.parse(line) as TaskResult;
}

async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const parts = (rest + decoder.decode(value, { stream: !done })).split("\n");
      rest = done ? "" : (parts.pop() ?? "");
      yield* parts.filter((line) => line !== "");
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
