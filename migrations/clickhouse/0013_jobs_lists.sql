-- What lists of jobs are filtered by, and all that is said of a job that has ended.
ALTER TABLE jobs
    ADD COLUMN IF NOT EXISTS queue SimpleAggregateFunction(max, String)
        COMMENT 'The queue that the tenant''s own workers take its items from, or nothing',
    ADD COLUMN IF NOT EXISTS tags SimpleAggregateFunction(groupUniqArrayArray, Array(String))
        COMMENT 'Words to find it by, in no order',
    ADD COLUMN IF NOT EXISTS priority SimpleAggregateFunction(max, String)
        COMMENT 'Which of the tenant''s jobs go first: low, normal or high',
    ADD COLUMN IF NOT EXISTS batches SimpleAggregateFunction(max, UInt64)
        COMMENT 'Into how many batches it was cut; 0 until it was',
    ADD COLUMN IF NOT EXISTS redrive_of SimpleAggregateFunction(max, String)
        COMMENT 'The job whose tasks it runs again, or nothing',
    ADD COLUMN IF NOT EXISTS stop_reason SimpleAggregateFunction(max, String)
        COMMENT 'Why it was to be stopped, or nothing where nobody said',
    ADD COLUMN IF NOT EXISTS failure SimpleAggregateFunction(max, String)
        COMMENT 'Why it was given up, or nothing'
