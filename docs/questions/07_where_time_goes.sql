-- Where does a job's time go?
-- From its submission to its plan, first lease, first report and end, in milliseconds. A job whose items came with it needs no
-- plan: that is `NULL`.
SELECT correlation AS job,
       minIf(recorded_at, event_type = 'JobSubmitted') AS submitted,
       dateDiff('millisecond', submitted, minOrNullIf(recorded_at, event_type = 'JobPlanned')) AS planned,
       dateDiff('millisecond', submitted, minIf(recorded_at, event_type = 'TasksLeased')) AS leased,
       dateDiff('millisecond', submitted, minIf(recorded_at, event_type = 'TasksReported')) AS reported,
       dateDiff('millisecond', submitted, maxIf(recorded_at, event_type = 'JobCompleted')) AS completed
FROM events
WHERE aggregate_type IN ('job', 'batch')
GROUP BY job
HAVING countIf(event_type = 'JobCompleted') = 1
ORDER BY submitted DESC
