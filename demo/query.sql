SELECT
    toStartOfMinute(ended_at) AS minute,
    outcome,
    error_class,
    count() AS attempts,
    toUInt32(quantile(0.5)(duration_us)) AS p50_us,
    toUInt32(quantile(0.99)(duration_us)) AS p99_us,
    max(duration_us) AS max_us,
    max(queue_wait_ms) AS max_wait_ms
FROM task_attempts
WHERE job = {job:String}
GROUP BY minute, outcome, error_class
ORDER BY minute, outcome, error_class
FORMAT PrettyCompactMonoBlock
