-- What did tasks wait for?
-- Much of `turn` means too few workers; of `tenant_limit`, `job_limit`, `queue_limit`, `rate` or `key`, that somebody wanted it
-- so ([all reasons](operations.md#why-does-it-wait)).
SELECT if(wait_reason = '', 'hardly waited', wait_reason) AS reason,
       sum(attempts) AS all_attempts,
       round(sum(waited_ms) / 1000) AS seconds
FROM attempts_by_minute
WHERE outcome != 'abandoned'
GROUP BY reason
ORDER BY seconds DESC, reason
