-- How have run times changed, hour by hour?
-- The states of minutes are merged, which gives the quantiles of all attempts of the hour; a mean of quantiles would not.
SELECT toStartOfHour(minute) AS hour,
       quantilesTDigestMerge(0.5, 0.9, 0.95, 0.99, 0.999)(run_us_quantiles) AS run_us
FROM attempts_by_minute
WHERE outcome = 'succeeded'
GROUP BY hour
ORDER BY hour
