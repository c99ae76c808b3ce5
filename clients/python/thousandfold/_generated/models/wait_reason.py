from enum import Enum


class WaitReason(str, Enum):
    JOB_LIMIT = "job_limit"
    KEY = "key"
    NO_WORKER = "no_worker"
    PAUSED = "paused"
    PLANNING = "planning"
    QUEUE_LIMIT = "queue_limit"
    QUEUE_PAUSED = "queue_paused"
    RATE = "rate"
    RETRY = "retry"
    SCHEDULED = "scheduled"
    TENANT_LIMIT = "tenant_limit"
    TURN = "turn"

    def __str__(self) -> str:
        return str(self.value)
