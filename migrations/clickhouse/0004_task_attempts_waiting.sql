-- Why tasks waited, and attempts that failed and were followed by another.
ALTER TABLE task_attempts
    ADD COLUMN IF NOT EXISTS wait_reason LowCardinality(String)
        COMMENT 'Why the task had waited, for the most part, such as turn, rate or key; or nothing',
    MODIFY COLUMN outcome Enum8('succeeded' = 1, 'failed' = 2, 'abandoned' = 3, 'retried' = 4)
        COMMENT 'How it ended; abandoned: its worker did not report in time; retried: it failed, and the task is tried again'
