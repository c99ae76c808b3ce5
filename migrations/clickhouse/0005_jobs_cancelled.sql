-- Jobs that were stopped.
ALTER TABLE jobs
    ADD COLUMN IF NOT EXISTS cancelled SimpleAggregateFunction(max, UInt64)
        COMMENT 'How many tasks were cancelled, once it has ended',
    MODIFY COLUMN state SimpleAggregateFunction(max, Enum8('planning' = 1, 'running' = 2, 'completed' = 3, 'failed' = 4, 'cancelled' = 5))
        COMMENT 'Where it is in its life'
