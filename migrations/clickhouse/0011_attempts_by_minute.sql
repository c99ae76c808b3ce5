-- Attempts, summed by minute: what charts are drawn from.
CREATE TABLE IF NOT EXISTS attempts_by_minute
(
    tenant      LowCardinality(String) COMMENT 'Whose they are',
    minute      DateTime('UTC')        COMMENT 'The minute in which they were reported',
    processor   LowCardinality(String) COMMENT 'What was done: jq, http or external; nothing in rows of before it was recorded',
    queue       LowCardinality(String) COMMENT 'The queue of the tenant''s own workers, where processor is external; or nothing',
    outcome     Enum8('succeeded' = 1, 'failed' = 2, 'abandoned' = 3, 'retried' = 4)
                                       COMMENT 'How they ended, as in task_attempts',
    error_class LowCardinality(String) COMMENT 'The kind of failure, or nothing',
    wait_reason LowCardinality(String) COMMENT 'Why they had waited, or nothing',
    attempts    SimpleAggregateFunction(sum, UInt64) COMMENT 'How many',
    waited_ms   SimpleAggregateFunction(sum, UInt64) COMMENT 'How long they had waited in all, in milliseconds',
    ran_us      SimpleAggregateFunction(sum, UInt64) COMMENT 'How long they ran in all, in microseconds',
    bytes_in    SimpleAggregateFunction(sum, UInt64) COMMENT 'The lengths of their items in all, in bytes',
    bytes_out   SimpleAggregateFunction(sum, UInt64) COMMENT 'The lengths of their result lines in all, in bytes',
    wait_ms_quantiles AggregateFunction(quantilesTDigest(0.5, 0.9, 0.95, 0.99, 0.999), UInt64)
                                       COMMENT 'How long they had waited: quantilesTDigestMerge(0.5, 0.9, 0.95, 0.99, 0.999)(wait_ms_quantiles) gives milliseconds',
    run_us_quantiles AggregateFunction(quantilesTDigest(0.5, 0.9, 0.95, 0.99, 0.999), UInt32)
                                       COMMENT 'How long they ran: quantilesTDigestMerge(0.5, 0.9, 0.95, 0.99, 0.999)(run_us_quantiles) gives microseconds'
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(minute)
ORDER BY (tenant, minute, processor, queue, outcome, error_class, wait_reason)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Attempts at tasks by minute, tenant, processor, queue, outcome, error class and wait reason; rows of one minute may be several until they are merged: always sum'
