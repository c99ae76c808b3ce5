-- How fast were the jobs?
SELECT job, name, tasks, failed,
       dateDiff('millisecond', submitted_at, ended_at) / 1000 AS seconds,
       round(tasks / seconds, 1) AS tasks_per_second
FROM jobs FINAL
WHERE state = 'completed'
ORDER BY submitted_at DESC, job DESC
LIMIT 20
