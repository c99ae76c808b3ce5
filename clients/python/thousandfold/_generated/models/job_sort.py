from enum import Enum


class JobSort(str, Enum):
    DURATION = "duration"
    ENDED_AT = "ended_at"
    FAILED = "failed"
    SUBMITTED_AT = "submitted_at"
    TASKS = "tasks"

    def __str__(self) -> str:
        return str(self.value)
