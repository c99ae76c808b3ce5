-- Why did tasks fail?
-- The class is ours, or the tenant's own worker's, the message the filter's; one example stands for each class.
SELECT name, error_class, count() AS tasks, any(error_message) AS example
FROM task_attempts
INNER JOIN (SELECT job, name FROM jobs FINAL) AS names USING (job)
WHERE outcome = 'failed'
GROUP BY name, error_class
ORDER BY tasks DESC, name
