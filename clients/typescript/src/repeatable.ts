// Which requests may be sent again when nobody knows whether they were done.

import { KEYED } from "./keyed.js";

/** The header that names a request, so that the service does it once however often it comes. */
export const KEY_HEADER = "Idempotency-Key";

/** The last words of paths whose POST changes nothing when it comes again, or only what ends by itself. */
const REPEATABLE_POSTS = /\/(cancel|pause|resume|drain|heartbeat|report|leases)$/;

const keyed = KEYED.map((path) => new RegExp(`${path.replace(/\{[^}]+\}/g, "[^/]+")}$`));

/** Whether a request makes something new, and would make two if it came twice. */
export function creates(method: string, path: string): boolean {
  return method === "POST" && !REPEATABLE_POSTS.test(path);
}

/** Whether a request may be sent again although it may have been done. */
export function isRepeatable(request: Request): boolean {
  const path = new URL(request.url).pathname;
  const once = request.headers.has(KEY_HEADER) && keyed.some((pattern) => pattern.test(path));
  return once || !creates(request.method, path);
}
