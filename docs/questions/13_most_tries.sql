-- Which tasks were tried most often?
SELECT job, task, max(attempt) AS tries,
       arrayMap(attempt -> attempt.2, arraySort(groupArray((attempt, outcome)))) AS outcomes
FROM task_attempts
GROUP BY job, task
HAVING tries > 1
ORDER BY tries DESC, job DESC, task
LIMIT 5
