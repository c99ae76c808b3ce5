-- Every event of every tenant, once, as it was recorded.
CREATE TABLE IF NOT EXISTS events
(
    tenant         LowCardinality(String) COMMENT 'Whose it is',
    shard          UInt16                 COMMENT 'The shard whose log holds it',
    position       UInt64                 COMMENT 'Its place in that log: 1, 2, 3, ...',
    aggregate_type LowCardinality(String) COMMENT 'job, batch or dataset',
    aggregate_id   String                 COMMENT 'The aggregate, such as job_...',
    sequence       UInt64                 COMMENT 'Its place in the stream of the aggregate: 1, 2, 3, ...',
    event_type     LowCardinality(String) COMMENT 'Such as JobSubmitted',
    event_version  LowCardinality(String) COMMENT 'The version of the shape of the payload',
    correlation    String                 COMMENT 'The job or dataset that it belongs to',
    payload        String                 COMMENT 'JSON, byte for byte as it was recorded' CODEC(ZSTD(1)),
    metadata       String                 COMMENT 'JSON: event_id, actor, command, ...' CODEC(ZSTD(1)),
    recorded_at    DateTime64(6, 'UTC')   COMMENT 'When the shard recorded it'
)
ENGINE = MergeTree
ORDER BY (tenant, correlation, aggregate_type, aggregate_id, sequence)
SETTINGS non_replicated_deduplication_window = 10000
