// Made from docs/openapi.json by clients/generate: the paths whose POST takes an Idempotency-Key.

export const KEYED: readonly string[] = [
  "/v1/tenants",
  "/v1/invitations",
  "/v1/api-keys",
  "/v1/datasets",
  "/v1/jobs",
  "/v1/jobs/{id}/redrive",
];
