// The service that the tests talk to, and what may go wrong on the way to it.

import assert from "node:assert/strict";
import { createServer, connect, type AddressInfo, type Socket } from "node:net";

import { createClient, type ClientOptions, type ThousandfoldClient } from "@thousandfold/client";

export const url = process.env["THOUSANDFOLD_URL"] ?? "http://127.0.0.1:18080";
export const apiKey = process.env["THOUSANDFOLD_API_KEY"] || undefined;

export function realClient(options: Partial<ClientOptions> = {}): ThousandfoldClient {
  return createClient({ baseUrl: url, apiKey, ...options });
}

/** A client of a service that gives these answers, one after the other, and the requests that it got. */
export function scripted(answers: (() => Response)[], options: Partial<ClientOptions> = {}) {
  const requests: Request[] = [];
  const fetch = async (request: Request) => {
    requests.push(request);
    const answer = answers[requests.length - 1];
    assert(answer, `request ${requests.length} was not expected`);
    return answer();
  };
  const retry = { firstPauseMs: 1 };
  return { requests, client: createClient({ baseUrl: "http://service.test", fetch, retry, ...options }) };
}

export function problem(status: number, name: string, headers: Record<string, string> = {}): Response {
  const type = `https://thousandfold.dev/problems/${name}`;
  const body = { type, title: name, status, detail: "a test" };
  return Response.json(body, { status, headers: { ...headers, "content-type": "application/problem+json" } });
}

export function lost(): Response {
  throw new TypeError("fetch failed");
}

/** Stands before the service. It can break all connections, and refuse new ones. */
export class Wire {
  private readonly sockets = new Set<Socket>();
  private refuses = false;
  cuts = 0;

  private constructor(private readonly server: ReturnType<typeof createServer>) {}

  static async start(): Promise<Wire> {
    const to = new URL(url);
    const server = createServer();
    const wire = new Wire(server);
    server.on("connection", (near) => {
      if (wire.refuses) return near.destroy();
      const far = connect(Number(to.port || 80), to.hostname);
      for (const [socket, other] of [[near, far], [far, near]] as const) {
        wire.sockets.add(socket);
        socket.on("error", () => undefined);
        socket.on("close", () => {
          wire.sockets.delete(socket);
          other.destroy();
        });
      }
      near.pipe(far).pipe(near);
      return near;
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return wire;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Breaks all connections; new ones are refused for so long. */
  cut(forMs: number): void {
    this.cuts += 1;
    this.refuses = true;
    for (const socket of this.sockets) socket.destroy();
    setTimeout(() => (this.refuses = false), forMs);
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
