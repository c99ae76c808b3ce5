-- One row a job, after FINAL. Each event of the job adds what it says; the highest value of each column counts.
CREATE TABLE IF NOT EXISTS jobs
(
    tenant       LowCardinality(String)                              COMMENT 'Whose it is',
    job          String                                              COMMENT 'The job',
    name         SimpleAggregateFunction(max, String)                COMMENT 'A name for people, or nothing',
    processor    SimpleAggregateFunction(max, String)                COMMENT 'What is done to an item: jq',
    state        SimpleAggregateFunction(max, Enum8('planning' = 1, 'running' = 2, 'completed' = 3, 'failed' = 4))
                                                                     COMMENT 'Where it is in its life',
    tasks        SimpleAggregateFunction(max, UInt64)                COMMENT 'How many tasks it has',
    succeeded    SimpleAggregateFunction(max, UInt64)                COMMENT 'How many succeeded, once it is completed',
    failed       SimpleAggregateFunction(max, UInt64)                COMMENT 'How many failed, once it is completed',
    submitted_at SimpleAggregateFunction(max, DateTime64(6, 'UTC'))  COMMENT 'When it was accepted',
    ended_at     SimpleAggregateFunction(max, DateTime64(6, 'UTC'))  COMMENT 'When it ended; 1970 until then'
)
ENGINE = AggregatingMergeTree
ORDER BY (tenant, job)
SETTINGS non_replicated_deduplication_window = 10000
