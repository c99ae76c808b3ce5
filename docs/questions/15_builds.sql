-- Did a new version change how long tasks take, or how many fail?
SELECT build, processor, count() AS attempts,
       round(100 * countIf(outcome = 'failed') / attempts, 1) AS failed_percent,
       quantile(0.5)(duration_us) AS median_us
FROM task_attempts
WHERE outcome IN ('succeeded', 'failed')
GROUP BY build, processor
ORDER BY build, processor
