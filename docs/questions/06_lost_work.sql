-- Which workers lost work?
-- Abandoned attempts are work done twice: killed processes, lost machines, long pauses.
SELECT worker,
       countIf(outcome != 'abandoned') AS ended,
       countIf(outcome = 'abandoned') AS abandoned,
       max(attempt) AS most_tries,
       max(ended_at) AS last_report
FROM task_attempts
GROUP BY worker
ORDER BY abandoned DESC, worker
