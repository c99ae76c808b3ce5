-- How far a job's row is, so that it can be compared with the log.
ALTER TABLE jobs
    ADD COLUMN IF NOT EXISTS version SimpleAggregateFunction(max, UInt64)
        COMMENT 'How many events of the job''s are in the row: the sequence of the last one; less in rows of before it was recorded',
    COMMENT COLUMN job 'The job, such as job_01a2…; ids sort by the time of submission',
    COMMENT COLUMN processor 'What is done to an item: jq, http or external',
    COMMENT COLUMN state 'planning, running, completed, failed (given up: its items could not be read, its deadline passed, or more of its tasks failed than it tolerates) or cancelled',
    COMMENT COLUMN tasks 'How many tasks it has, as far as that is known: of a job of several objects once it is planned',
    COMMENT COLUMN succeeded 'How many succeeded, once it has ended; 0 until then',
    COMMENT COLUMN failed 'How many failed, once it has ended; 0 until then',
    COMMENT COLUMN cancelled 'How many were cancelled, once it has ended; 0 until then',
    MODIFY COMMENT 'A row a job, if it is read with FINAL'
