from enum import Enum


class ChartStep(str, Enum):
    DAY = "day"
    FIVE_MINUTES = "five_minutes"
    HOUR = "hour"
    MINUTE = "minute"
    MONTH = "month"
    WEEK = "week"

    def __str__(self) -> str:
        return str(self.value)
