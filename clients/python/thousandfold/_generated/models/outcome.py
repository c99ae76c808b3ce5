from enum import Enum


class Outcome(str, Enum):
    ABANDONED = "abandoned"
    FAILED = "failed"
    RETRIED = "retried"
    SUCCEEDED = "succeeded"

    def __str__(self) -> str:
        return str(self.value)
