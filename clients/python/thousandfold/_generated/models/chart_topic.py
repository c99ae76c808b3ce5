from enum import Enum


class ChartTopic(str, Enum):
    ERRORS = "errors"
    FAILURES = "failures"
    LATENCY = "latency"
    THROUGHPUT = "throughput"
    USAGE = "usage"
    WAITING = "waiting"

    def __str__(self) -> str:
        return str(self.value)
