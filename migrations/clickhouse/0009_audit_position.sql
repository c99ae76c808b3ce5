-- Which event says that a request was answered.
ALTER TABLE audit
    ADD COLUMN IF NOT EXISTS shard UInt16
        COMMENT 'The shard whose log has the event that says so',
    ADD COLUMN IF NOT EXISTS position UInt64
        COMMENT 'The place of that event in the log; 0 in rows of before it was recorded',
    MODIFY COMMENT 'A row a request that was a command, or a read of what is sensitive'
