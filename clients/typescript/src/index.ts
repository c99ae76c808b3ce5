// A client of Thousandfold.

export { createClient, data, idempotency, type ClientOptions, type ThousandfoldClient } from "./client.js";
export { Connection, ConnectionError, type GetToken } from "./connection.js";
export { uploadDataset, type Dataset, type DatasetFormat, type UploadOptions } from "./datasets.js";
export {
  isOver,
  readResults,
  submitAndWait,
  waitForJob,
  type CallOptions,
  type Job,
  type SubmitJob,
  type TaskResult,
} from "./jobs.js";
export { paginate, type ListItem, type ListOptions, type ListPath } from "./paginate.js";
export { ProblemError, type Problem, type ProblemName, type ProblemType } from "./problem.js";
export type { RetryOptions } from "./retry.js";
export type { components, operations, paths } from "./schema.js";
export { pollEvents, watchJob, type Feed, type JobEvent, type WatchOptions } from "./watch.js";
