"""Made from docs/openapi.json by clients/generate: the paths whose POST takes an Idempotency-Key."""

KEYED: list[str] = [
    "/v1/tenants",
    "/v1/invitations",
    "/v1/api-keys",
    "/v1/datasets",
    "/v1/jobs",
    "/v1/jobs/{id}/redrive",
]
