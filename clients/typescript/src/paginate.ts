// Reads lists page by page.

import type { ThousandfoldClient } from "./client.js";
import type { paths } from "./schema.js";

type Page<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;
type IsList<P extends keyof paths> = [Page<P>] extends [never]
  ? false
  : "next_cursor" extends keyof Page<P>
    ? true
    : false;
type Members<Body> = { [K in keyof Body]-?: Body[K] extends readonly (infer Item)[] ? Item : never }[keyof Body];
type Params<P extends keyof paths> = paths[P] extends { get: { parameters: infer All } }
  ? Pick<All, keyof All & ("path" | "query")>
  : never;
type Needed<P extends keyof paths> = Params<P> extends { path: unknown } ? true : false;

/** The paths of lists. */
export type ListPath = { [P in keyof paths]: IsList<P> extends true ? P : never }[keyof paths];

/** What a list is of. */
export type ListItem<P extends ListPath> = Members<Page<P>>;

export interface ListOptions<P extends ListPath> {
  /** Where the list is, and what of it is wanted; `limit` is the length of a page. */
  params?: Params<P>;
  signal?: AbortSignal | undefined;
}

/** All members of a list: `for await (const job of paginate(client, "/v1/jobs")) …`. It reads a page when it is needed. */
export async function* paginate<P extends ListPath>(
  client: ThousandfoldClient,
  path: P,
  ...[options]: Needed<P> extends true ? [ListOptions<P> & { params: Params<P> }] : [ListOptions<P>?]
): AsyncGenerator<ListItem<P>, void, undefined> {
  const { path: inPath, query } = (options?.params ?? {}) as { path?: object; query?: object };
  const get = client.GET as unknown as (path: P, init: object) => Promise<{ data: Record<string, unknown> }>;
  const cursorName = path.endsWith("/events") ? "after" : "cursor";
  let cursor: unknown;
  do {
    const place = cursor === undefined ? {} : { [cursorName]: cursor };
    const params = { path: inPath, query: { ...query, ...place } };
    const { data } = await get(path, { params, signal: options?.signal ?? null });
    yield* Object.values(data).find(Array.isArray) as ListItem<P>[];
    cursor = data["next_cursor"];
  } while (cursor !== undefined && cursor !== null);
}
