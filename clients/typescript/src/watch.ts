// Follows what happens to a job, over lost connections and restarts.

import { data, type ThousandfoldClient } from "./client.js";
import { isAway } from "./connection.js";
import { isOver } from "./jobs.js";
import { pauseMs, sleep, USUAL_RETRY } from "./retry.js";
import type { components } from "./schema.js";

/** Something that happened to a job. */
export type JobEvent = components["schemas"]["Event"];

/**
 * A way for events to come: it gives those whose `sequence` is higher than `after`, in order, as they happen. It returns
 * when the job is over and it has given all of them, and throws when it loses the service. It may give an event again.
 */
export type Feed = (
  client: ThousandfoldClient,
  id: string,
  after: number,
  signal: AbortSignal | undefined,
) => AsyncIterable<JobEvent>;

export interface WatchOptions {
  /** Ends the watch, which then throws the signal's reason. */
  signal?: AbortSignal | undefined;
  /** The `sequence` of the last event that is known already. The default is 0: none is. */
  after?: number | undefined;
  /** How events come. The default asks for them again and again. */
  feed?: Feed | undefined;
  /** Told of each error after which the watch goes on. */
  onLoss?: ((error: unknown) => void) | undefined;
}

const LAST_EVENTS = new Set(["JobCompleted", "JobFailed", "JobCancelled"]);
const SHORTEST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2000;

/**
 * What happens to a job, each event once and none left out, until the job is over. While the service is away, it waits.
 * To go on later, or elsewhere, give the last event's `sequence` as `after`.
 */
export async function* watchJob(
  client: ThousandfoldClient,
  id: string,
  options: WatchOptions = {},
): AsyncGenerator<JobEvent, void, undefined> {
  const { signal, feed = pollEvents } = options;
  let after = options.after ?? 0;
  for (let losses = 0; ; losses++) {
    signal?.throwIfAborted();
    try {
      for await (const event of feed(client, id, after, signal)) {
        if (event.sequence <= after) continue;
        if (event.sequence > after + 1) throw new MissedEvents(after, event.sequence);
        after = event.sequence;
        losses = 0;
        yield event;
        if (LAST_EVENTS.has(event.type)) return;
      }
      return;
    } catch (error) {
      if (signal?.aborted || !(error instanceof MissedEvents || isAway(error))) throw error;
      options.onLoss?.(error);
      await sleep(pauseMs(USUAL_RETRY, losses) ?? 0, signal);
    }
  }
}

class MissedEvents extends Error {
  override readonly name = "MissedEvents";
  constructor(known: number, next: number) {
    super(`event ${next} came after event ${known}`);
  }
}

/** Asks for events; where there are none, waits for the job's end, at first shortly, then longer. */
export const pollEvents: Feed = async function* (client, id, after, signal) {
  const path = { id };
  const init = { signal: signal ?? null };
  let [over, since] = [false, Date.now()];
  for (;;) {
    const query = { after, limit: 1000 };
    const page = await data(client.GET("/v1/jobs/{id}/events", { params: { path, query }, ...init }));
    for (const event of page.events) {
      after = event.sequence;
      yield event;
    }
    if (page.events.length > 0) since = Date.now();
    if (page.next_cursor !== undefined) continue;
    if (over && page.events.length === 0) return;
    const wait_ms = Math.round(idlePauseMs(Date.now() - since));
    over = isOver(await data(client.GET("/v1/jobs/{id}", { params: { path, query: { wait_ms } }, ...init })));
  }
};

/** A tenth of the time since the last event: who watches a quick job hears at once, and a slow one is not asked often. */
function idlePauseMs(idle: number): number {
  return Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, idle / 10));
}
