from enum import Enum


class Compression(str, Enum):
    GZIP = "gzip"
    NONE = "none"
    ZSTD = "zstd"

    def __str__(self) -> str:
        return str(self.value)
