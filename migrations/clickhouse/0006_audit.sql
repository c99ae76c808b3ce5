-- The audit trail: one row a request that was a command, or a read of what is sensitive.
CREATE TABLE IF NOT EXISTS audit
(
    tenant    LowCardinality(String) COMMENT 'Whose it is; accounts: of no tenant, such as a sign-in',
    at        DateTime64(6, 'UTC')   COMMENT 'When the request came',
    request   String                 COMMENT 'The x-request-id of its answer',
    actor     String                 COMMENT 'Who made it: user_…, key_… or anonymous',
    role      LowCardinality(String) COMMENT 'As what they acted, or nothing',
    address   String                 COMMENT 'The address that it came from',
    operation LowCardinality(String) COMMENT 'What was asked: an operation of the API, such as submit_job',
    target    String                 COMMENT 'Of what: the path',
    status    UInt16                 COMMENT 'The HTTP status of the answer',
    problem   LowCardinality(String) COMMENT 'Which problem it was, or nothing',
    session   String                 COMMENT 'The session, or nothing'
)
ENGINE = MergeTree
ORDER BY (tenant, at, request)
SETTINGS non_replicated_deduplication_window = 10000
