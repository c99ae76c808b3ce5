-- Which jobs are not over, and how much of them is done?
SELECT tenant, job, name, tasks, ended, round(100 * ended / tasks) AS percent
FROM (SELECT tenant, job, name, tasks FROM jobs FINAL WHERE state IN ('planning', 'running')) AS open
LEFT JOIN (
    SELECT job, countIf(outcome IN ('succeeded', 'failed')) AS ended FROM task_attempts GROUP BY job
) AS attempts USING (job)
ORDER BY job
