-- What part of the attempts fails, day by day where the analyst lives?
-- Name your own time zone. Attempts that were lost with their worker are no failures of the task.
SELECT toStartOfInterval(minute, INTERVAL 1 DAY, 'America/New_York') AS day,
       processor,
       sumIf(attempts, outcome IN ('failed', 'retried')) AS failures,
       round(100 * failures / sumIf(attempts, outcome != 'abandoned'), 1) AS percent
FROM attempts_by_minute
GROUP BY day, processor
ORDER BY day, processor
