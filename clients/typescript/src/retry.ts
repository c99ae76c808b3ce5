// How often, and after which pauses, something is tried again.

/** How requests are tried again. */
export interface RetryOptions {
  /** How often a request is sent in all; 1 never tries again. */
  attempts: number;
  /** The longest first pause, in milliseconds. The next ones are twice as long each. */
  firstPauseMs: number;
  /** The longest pause, in milliseconds. A service that asks for a longer one is not asked again. */
  longestPauseMs: number;
}

export const USUAL_RETRY: RetryOptions = { attempts: 6, firstPauseMs: 200, longestPauseMs: 30_000 };

/**
 * The pause before the next attempt, in milliseconds, or undefined where the service wants to be left alone for longer
 * than a caller would wait. Pauses are random, so that those who failed together do not return together.
 */
export function pauseMs(options: RetryOptions, retries: number, retryAfter = 0): number | undefined {
  const asked = retryAfter * 1000;
  if (asked > options.longestPauseMs) return undefined;
  const most = Math.min(options.longestPauseMs, options.firstPauseMs * 2 ** Math.min(retries, 30));
  return asked + most * (0.5 + Math.random() / 2);
}

/** What `Retry-After` says, in seconds: it is a number of them, or a time. */
export function retryAfterSeconds(header: string | null, now = Date.now()): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const time = Date.parse(header);
  return Number.isNaN(time) ? undefined : Math.max(0, (time - now) / 1000);
}

/** Waits; a signal ends it with the signal's reason. */
export function sleep(ms: number, signal?: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const wake = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", wake);
      resolve();
    }, ms);
    signal?.addEventListener("abort", wake, { once: true });
  });
}
