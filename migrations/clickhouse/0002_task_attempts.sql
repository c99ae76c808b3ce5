-- One row an attempt at a task.
CREATE TABLE IF NOT EXISTS task_attempts
(
    tenant        LowCardinality(String) COMMENT 'Whose it is',
    job           String                 COMMENT 'The job',
    task          UInt64                 COMMENT 'The number of the task in the job, from 0',
    attempt       UInt32                 COMMENT 'Which try it was, from 1',
    batch         UInt64                 COMMENT 'The number of the batch in the job, from 0',
    outcome       Enum8('succeeded' = 1, 'failed' = 2, 'abandoned' = 3)
                                         COMMENT 'How it ended; abandoned: its worker did not report in time',
    queue_wait_ms UInt64                 COMMENT 'How long the task had waited for a worker, in milliseconds',
    duration_us   UInt32                 COMMENT 'How long it ran, in microseconds; 0 when abandoned',
    worker        LowCardinality(String) COMMENT 'Who ran it',
    error_class   LowCardinality(String) COMMENT 'The kind of failure, such as filter_error or timed_out; or nothing',
    error_message String                 COMMENT 'What went wrong, cut at 512 bytes; or nothing',
    ended_at      DateTime64(6, 'UTC')   COMMENT 'When it was reported'
)
ENGINE = MergeTree
ORDER BY (tenant, job, task, attempt)
SETTINGS non_replicated_deduplication_window = 10000
