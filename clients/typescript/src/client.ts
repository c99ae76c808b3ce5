// The client: calls of all operations, typed by the service's own description.

import createFetchClient, { type Client, type Middleware } from "openapi-fetch";

import { Connection, type GetToken } from "./connection.js";
import { creates, KEY_HEADER } from "./repeatable.js";
import { USUAL_RETRY, type RetryOptions } from "./retry.js";
import type { paths } from "./schema.js";

/** How a client reaches the service. Give one of `token`, `apiKey` and `getToken`, or none to a service without accounts. */
export interface ClientOptions {
  /** Where the service is, such as `https://jobs.example.org`. */
  baseUrl: string;
  /** An access token. */
  token?: string | undefined;
  /** An API key. */
  apiKey?: string | undefined;
  /** Gives a token for each request; told which one was refused, it gives a new one. */
  getToken?: GetToken | undefined;
  /** How requests are tried again. */
  retry?: Partial<RetryOptions> | undefined;
  /** What sends a request, in place of the global `fetch`. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
}

/** Calls operations: `client.GET("/v1/jobs/{id}", …)`. A call that is answered with a problem throws a `ProblemError`. */
export type ThousandfoldClient = Client<paths> & { readonly connection: Connection };

export function createClient(options: ClientOptions): ThousandfoldClient {
  const baseUrl = options.baseUrl.replace(/\/+$/, "");
  const connection = new Connection({
    baseUrl,
    getToken: tokens(options),
    retry: { ...USUAL_RETRY, ...options.retry },
    fetch: options.fetch ?? ((request) => globalThis.fetch(request)),
  });
  const send = (request: Request) => connection.send(() => request.clone());
  const client = createFetchClient<paths>({ baseUrl, fetch: send });
  client.use(idempotency);
  return Object.assign(client, { connection });
}

/** Names each request that creates something. The name is the same when the request is tried again. */
export const idempotency: Middleware = {
  onRequest({ request, schemaPath }) {
    if (creates(request.method, schemaPath) && !request.headers.has(KEY_HEADER)) {
      request.headers.set(KEY_HEADER, crypto.randomUUID());
    }
    return request;
  },
};

/**
 * What a call gives: `const job = await data(client.GET("/v1/jobs/{id}", { params: { path: { id } } }))`.
 * Calls of a client throw when they fail, so it is always there.
 */
export async function data<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}

function tokens({ token, apiKey, getToken }: ClientOptions): GetToken {
  const given = [token, apiKey, getToken].filter((proof) => proof !== undefined);
  if (given.length > 1) throw new TypeError("give one of `token`, `apiKey` and `getToken`");
  return getToken ?? (() => token ?? apiKey);
}
