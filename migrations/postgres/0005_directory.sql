-- Which shards there are and on which of them each tenant lives. Every shard has these tables; those of one database,
-- which the config names, are the directory.
CREATE TABLE directory_regions (
    name text COLLATE "C" PRIMARY KEY
);

CREATE TABLE directory_shards (
    number int PRIMARY KEY CHECK (number >= 0),
    region text COLLATE "C" NOT NULL REFERENCES directory_regions,
    -- A shard of twice the weight gets twice the new tenants; one of weight 0 gets none.
    weight int NOT NULL CHECK (weight >= 0)
);

CREATE TABLE directory_tenants (
    tenant_id text COLLATE "C" PRIMARY KEY,
    region    text COLLATE "C" NOT NULL REFERENCES directory_regions,
    -- Where its streams live: a stream on one of them, by its hash. Their order is part of the placement.
    shards    int[]       NOT NULL CHECK (cardinality(shards) > 0),
    -- Whether somebody chose the shards, and not the weights.
    pinned    boolean     NOT NULL,
    placed_at timestamptz NOT NULL DEFAULT now()
);
