-- How do the queues of a tenant's own workers do?
SELECT tenant, queue,
       sum(attempts) AS all_attempts,
       round(100 * sumIf(attempts, outcome IN ('failed', 'retried')) / all_attempts) AS failed_percent,
       round(sum(waited_ms) / all_attempts) AS mean_wait_ms,
       round(sum(ran_us) / all_attempts) AS mean_run_us
FROM attempts_by_minute
WHERE processor = 'external'
GROUP BY tenant, queue
ORDER BY all_attempts DESC
