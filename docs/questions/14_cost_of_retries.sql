-- What do attempts cost that came to nothing?
-- Those that failed and were tried again, and the time that they took, beside all.
SELECT processor,
       sumIf(attempts, outcome = 'retried') AS retried,
       sumIf(attempts, outcome = 'abandoned') AS abandoned,
       sumIf(ran_us, outcome = 'retried') AS lost_us,
       round(100 * lost_us / sum(ran_us), 1) AS percent_of_time
FROM attempts_by_minute
GROUP BY processor
ORDER BY processor
