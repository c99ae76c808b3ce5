// Uploads datasets.

import type { ThousandfoldClient } from "./client.js";
import { KEY_HEADER } from "./repeatable.js";
import type { components } from "./schema.js";

export type Dataset = components["schemas"]["Dataset"];
export type DatasetFormat = components["schemas"]["DatasetFormat"];

export interface UploadOptions {
  /** How the bytes are cut into items. */
  format: DatasetFormat;
  /** A name for people. The default is that of a `File`. */
  name?: string | undefined;
  /** How the bytes are packed, if they are. */
  encoding?: "gzip" | "zstd" | undefined;
  signal?: AbortSignal | undefined;
}

const TYPES: Record<DatasetFormat, string> = {
  ndjson: "application/x-ndjson",
  csv: "text/csv",
  parquet: "application/vnd.apache.parquet",
};

/**
 * Uploads a dataset, without ever holding all of it. A `File` or `Blob` (Node's `fs.openAsBlob` makes one of a file) is
 * sent again where that is safe; a stream can be sent only once, and not by every browser.
 */
export async function uploadDataset(
  client: ThousandfoldClient,
  body: Blob | ReadableStream<Uint8Array>,
  { format, name, encoding, signal }: UploadOptions,
): Promise<Dataset> {
  const fileName = typeof File !== "undefined" && body instanceof File ? body.name : undefined;
  const url = client.connection.url("/v1/datasets", { format, name: name ?? fileName });
  const headers = new Headers({ "Content-Type": TYPES[format], [KEY_HEADER]: crypto.randomUUID() });
  if (encoding) headers.set("Content-Encoding", encoding);
  const replay = body instanceof Blob;
  const init = { method: "POST", headers, body, signal: signal ?? null, ...(replay ? {} : { duplex: "half" }) };
  const response = await client.connection.send(() => new Request(url, init), replay);
  return (await response.json()) as Dataset;
}
