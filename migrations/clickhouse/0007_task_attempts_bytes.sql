-- What was done to an item, by which program, with how many bytes, and which event says so.
ALTER TABLE task_attempts
    ADD COLUMN IF NOT EXISTS processor LowCardinality(String)
        COMMENT 'What was done to the item: jq, http or external; nothing in rows of before it was recorded',
    ADD COLUMN IF NOT EXISTS queue LowCardinality(String)
        COMMENT 'The queue that the tenant''s own worker took it from, where processor is external; or nothing',
    ADD COLUMN IF NOT EXISTS build LowCardinality(String)
        COMMENT 'The version of Thousandfold that recorded how it ended',
    ADD COLUMN IF NOT EXISTS bytes_in UInt64
        COMMENT 'The length of the item in bytes, as JSON; where more than eight attempts were reported together, an equal share of their sum. 0 where it is not known, and when abandoned',
    ADD COLUMN IF NOT EXISTS bytes_out UInt64
        COMMENT 'The length of the result line in bytes; where the lines of a report are longer than 4 KiB together, an equal share of their sum. 0 when abandoned or retried',
    ADD COLUMN IF NOT EXISTS shard UInt16
        COMMENT 'The shard whose log has the event that says how it ended',
    ADD COLUMN IF NOT EXISTS position UInt64
        COMMENT 'The place of that event in the log; 0 in rows of before it was recorded',
    COMMENT COLUMN outcome 'succeeded; failed, for good; retried: it failed, and the task is tried again; abandoned: its worker did not report in time, and the task is tried again',
    COMMENT COLUMN task 'The number of the task in the job, from 0: that of its item',
    COMMENT COLUMN queue_wait_ms 'How long the task had waited for a worker, in milliseconds, since it could run: the pause before a retry does not count',
    COMMENT COLUMN wait_reason 'Why the task had waited, for the most part, such as turn, rate or key; nothing where it hardly waited',
    COMMENT COLUMN duration_us 'How long it ran, in microseconds; 0 when abandoned. What a tenant''s own worker says, if that ran it',
    COMMENT COLUMN worker 'Who ran it: host and process, or what the tenant''s own worker calls itself',
    COMMENT COLUMN error_class 'The kind of failure, such as filter_error, timed_out, server_error or invalid_csv; or nothing',
    COMMENT COLUMN error_message 'What went wrong, cut at 512 bytes; the result line has all of it. Or nothing',
    COMMENT COLUMN ended_at 'When it was reported, which may be two seconds and more after it ended: many tasks are reported together',
    MODIFY COMMENT 'A row an attempt at a task'
