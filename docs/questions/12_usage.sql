-- Who used how much?
-- Tasks that ended, the time that all attempts took, and bytes of items and results.
SELECT tenant,
       sumIf(attempts, outcome IN ('succeeded', 'failed')) AS tasks,
       sum(ran_us) / 1000000 AS seconds,
       sum(bytes_in) AS items_bytes,
       sum(bytes_out) AS results_bytes
FROM attempts_by_minute
GROUP BY tenant
ORDER BY tasks DESC
