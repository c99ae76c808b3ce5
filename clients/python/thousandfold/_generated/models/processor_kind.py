from enum import Enum


class ProcessorKind(str, Enum):
    EXTERNAL = "external"
    HTTP = "http"
    JQ = "jq"

    def __str__(self) -> str:
        return str(self.value)
