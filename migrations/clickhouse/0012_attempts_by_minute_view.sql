-- Fills attempts_by_minute with what comes into task_attempts from now on.
CREATE MATERIALIZED VIEW IF NOT EXISTS attempts_by_minute_view TO attempts_by_minute AS
SELECT tenant,
       toStartOfMinute(ended_at, 'UTC') AS minute,
       processor,
       queue,
       outcome,
       error_class,
       wait_reason,
       count()            AS attempts,
       sum(queue_wait_ms) AS waited_ms,
       sum(duration_us)   AS ran_us,
       sum(bytes_in)      AS bytes_in,
       sum(bytes_out)     AS bytes_out,
       quantilesTDigestState(0.5, 0.9, 0.95, 0.99, 0.999)(queue_wait_ms) AS wait_ms_quantiles,
       quantilesTDigestState(0.5, 0.9, 0.95, 0.99, 0.999)(duration_us)   AS run_us_quantiles
FROM task_attempts
GROUP BY tenant, minute, processor, queue, outcome, error_class, wait_reason
