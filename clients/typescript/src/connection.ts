// Sends requests: proves who asks, tries again what may pass, and makes errors of problems.

import { ProblemError } from "./problem.js";
import { isRepeatable } from "./repeatable.js";
import { pauseMs, sleep, type RetryOptions } from "./retry.js";

/**
 * Gives a token for a request. `rejected` is the one that the service has just refused, if it did: give another one
 * then, or the same to give up.
 */
export type GetToken = (rejected?: string) => string | undefined | Promise<string | undefined>;

export interface ConnectionOptions {
  baseUrl: string;
  getToken: GetToken;
  retry: RetryOptions;
  fetch: (request: Request) => Promise<Response>;
}

/** No answer came, or not all of one. Nobody knows whether the request was done. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
}

/** A way to one service. */
export class Connection {
  constructor(readonly options: ConnectionOptions) {}

  /** The address of a path. */
  url(path: string, query: Record<string, string | undefined> = {}): string {
    const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const search = new URLSearchParams(given).toString();
    return this.options.baseUrl + path + (search && `?${search}`);
  }

  /**
   * Sends a request, and sends it again while that may help and does no harm. `make` gives a new one each time; without
   * `replay` there is only one.
   *
   * @throws {ProblemError} the answer is a problem
   * @throws {ConnectionError} no answer came
   */
  async send(make: () => Request, replay = true): Promise<Response> {
    let token = await this.options.getToken();
    let renewed = false;
    for (let retries = 0; ; retries++) {
      const request = make();
      if (token !== undefined) request.headers.set("Authorization", `Bearer ${token}`);
      const answer = await this.attempt(request);
      if (answer instanceof Response) return answer;
      const last = !replay || retries + 1 >= this.options.retry.attempts;
      if (last || request.signal.aborted) throw answer.error;
      const { error } = answer;
      const before = token;
      token = await this.options.getToken(isRejected(error) ? token : undefined);
      if (isRejected(error) && !renewed && token !== undefined && token !== before) {
        renewed = true;
        continue;
      }
      const pause = mayPass(error, isRepeatable(request)) ? this.pause(error, retries) : undefined;
      if (pause === undefined) throw error;
      await sleep(pause, request.signal);
    }
  }

  private async attempt(request: Request): Promise<Response | { error: unknown }> {
    try {
      const response = await this.options.fetch(request);
      return response.ok ? await whole(response) : { error: await ProblemError.of(response) };
    } catch (cause) {
      if (request.signal.aborted) return { error: cause };
      return { error: new ConnectionError(`${request.method} ${request.url} was not answered`, { cause }) };
    }
  }

  private pause(error: unknown, retries: number): number | undefined {
    return pauseMs(this.options.retry, retries, error instanceof ProblemError ? error.retryAfter : 0);
  }
}

/** A document is read at once, so that a connection that breaks in the middle of it counts as broken. */
async function whole(response: Response): Promise<Response> {
  if (!response.headers.get("content-type")?.startsWith("application/json")) return response;
  const { status, statusText, headers } = response;
  return new Response(await response.arrayBuffer(), { status, statusText, headers });
}

function isRejected(error: unknown): boolean {
  return error instanceof ProblemError && error.status === 401;
}

/** Whether an error may pass by itself. Where the request may have been done, it must also be repeatable. */
function mayPass(error: unknown, repeatable: boolean): boolean {
  if (error instanceof ConnectionError) return repeatable;
  if (!(error instanceof ProblemError)) return false;
  if (error.status === 429 || error.is("overloaded")) return true; // Nothing was done.
  return [502, 503, 504].includes(error.status) && repeatable;
}

/** Whether the service is away, and may be back. */
export function isAway(error: unknown): boolean {
  return mayPass(error, true);
}
