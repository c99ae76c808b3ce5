// What a request that was not done ends with.

import { retryAfterSeconds } from "./retry.js";
import type { components, operations } from "./schema.js";

/** A problem document (RFC 9457). */
export type Problem = components["schemas"]["Problem"];

type Answers<Operation> = Operation extends { responses: infer R } ? R[keyof R] : never;
type Documents<Answer> = Answer extends { content: { "application/problem+json": infer P } } ? P : never;
type Documented = Documents<Answers<operations[keyof operations]>>;

/** The identifiers of all documented problems. */
export type ProblemType = NonNullable<Documented["type"]>;

/** The last word of a problem's identifier, such as `no-such-job`. */
export type ProblemName = ProblemType extends `${string}/problems/${infer Name}` ? Name : never;

/** The service, or something before it, answered that a request was not done. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  /** Which problem it is: an identifier to compare as a whole. */
  readonly type: ProblemType | (string & {});
  /** The HTTP status. */
  readonly status: number;
  /** After how many seconds to ask again, if the answer says so. */
  readonly retryAfter: number | undefined;
  /** What the service calls the request: name it when you report an error. */
  readonly requestId: string | undefined;

  constructor(
    /** The whole document. */
    readonly problem: Problem,
    headers: Headers = new Headers(),
  ) {
    super(problem.detail === "" ? problem.title : `${problem.title}: ${problem.detail}`);
    this.type = problem.type;
    this.status = problem.status;
    this.retryAfter = retryAfterSeconds(headers.get("retry-after"));
    this.requestId = headers.get("x-request-id") ?? undefined;
  }

  /** Whether it is the problem of this name, such as `no-such-job`. */
  is(name: ProblemName): boolean {
    return this.type.endsWith(`/problems/${name}`);
  }

  /** The problem that an answer is; one that is no problem document comes from what stands before the service. */
  static async of(response: Response): Promise<ProblemError> {
    const text = await response.text().catch(() => "");
    return new ProblemError(parse(text) ?? strange(response, text), response.headers);
  }
}

function parse(text: string): Problem | undefined {
  try {
    const document: unknown = JSON.parse(text);
    return isProblem(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

function isProblem(document: unknown): document is Problem {
  return typeof document === "object" && document !== null && "type" in document && "status" in document;
}

function strange(response: Response, text: string): Problem {
  const title = response.statusText || `HTTP status ${response.status}`;
  return { type: "about:blank", title, status: response.status, detail: text.slice(0, 200) };
}
