-- What the columns of the log hold, as it is today.
ALTER TABLE events
    COMMENT COLUMN shard 'The shard whose log holds it; positions order the events of one shard, not of two',
    COMMENT COLUMN aggregate_type 'What it happened to: job, batch, dataset, queue, or one of an account',
    COMMENT COLUMN aggregate_id 'Which one it happened to, such as job_…',
    COMMENT COLUMN sequence 'Its place among the events of that one: 1, 2, 3, …',
    COMMENT COLUMN correlation 'The job, dataset or queue that it belongs to',
    COMMENT COLUMN payload 'JSON, byte for byte as it was recorded: {"JobPlanned":{…}}',
    COMMENT COLUMN metadata 'JSON: event_id, causation, actor, command, traceparent, build',
    MODIFY COMMENT 'A row an event, as it was recorded'
