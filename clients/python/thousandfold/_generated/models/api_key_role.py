from enum import Enum


class ApiKeyRole(str, Enum):
    ADMIN = "admin"
    ANALYST = "analyst"
    AUDITOR = "auditor"
    DEVELOPER = "developer"
    OPERATOR = "operator"
    OWNER = "owner"
    WORKER = "worker"

    def __str__(self) -> str:
        return str(self.value)
