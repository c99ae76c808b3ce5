// Made from docs/openapi.json by clients/generate: the paths whose POST takes an Idempotency-Key.

export const KEYED: readonly string[] = [
];
