-- What analysts may read: not the audit trail, which has addresses. It comes last, when nobody sees too much.
GRANT SELECT ON `{database}`.events,
      SELECT ON `{database}`.task_attempts,
      SELECT ON `{database}`.jobs,
      SELECT ON `{database}`.attempts_by_minute
TO `{database}_analyst`
