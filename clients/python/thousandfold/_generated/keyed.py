"""Made from docs/openapi.json by clients/generate: the paths whose POST takes an Idempotency-Key."""

KEYED: list[str] = [
]
