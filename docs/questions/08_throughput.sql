-- How many tasks ended in each minute?
-- Minutes in which none did are there too, as zero.
SELECT minute, sum(attempts) AS tasks
FROM attempts_by_minute
WHERE outcome IN ('succeeded', 'failed')
GROUP BY minute
ORDER BY minute WITH FILL STEP INTERVAL 1 MINUTE
