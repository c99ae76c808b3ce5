from enum import Enum


class ApiKeyScopesItem(str, Enum):
    AUDIT_READ = "audit.read"
    DATASETS_READ = "datasets.read"
    DATASETS_WRITE = "datasets.write"
    EVENTS_READ = "events.read"
    JOBS_CONTROL = "jobs.control"
    JOBS_READ = "jobs.read"
    JOBS_SUBMIT = "jobs.submit"
    KEYS_MANAGE = "keys.manage"
    KEYS_READ = "keys.read"
    MEMBERS_MANAGE = "members.manage"
    MEMBERS_READ = "members.read"
    QUEUES_MANAGE = "queues.manage"
    QUEUES_READ = "queues.read"
    QUEUES_WORK = "queues.work"
    RESULTS_READ = "results.read"
    TENANT_CHANGE = "tenant.change"
    TENANT_READ = "tenant.read"

    def __str__(self) -> str:
        return str(self.value)
