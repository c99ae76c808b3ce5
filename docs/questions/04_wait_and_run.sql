-- How long did tasks wait, and run?
-- Waiting that grows while running does not means too few workers.
SELECT job, count() AS attempts,
       quantiles(0.5, 0.99)(queue_wait_ms) AS wait_ms,
       quantiles(0.5, 0.99, 0.999)(duration_us) AS run_us
FROM task_attempts
WHERE outcome != 'abandoned'
GROUP BY job
ORDER BY job DESC
