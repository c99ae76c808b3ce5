-- The state of an aggregate at a version, so that a long stream need not be read from its beginning. The first five
-- columns are those of postgres-es. A snapshot is a shortcut and never the truth: it is used only if its hashes and the
-- event that it ends with are as they should be, and can be deleted at any time.
CREATE TABLE snapshots (
    aggregate_type   text COLLATE "C" NOT NULL,
    aggregate_id     text COLLATE "C" NOT NULL,
    -- The version of the stream that the state is of.
    last_sequence    bigint           NOT NULL CHECK (last_sequence >= 1),
    current_snapshot bigint           NOT NULL CHECK (current_snapshot >= 1),
    payload          json             NOT NULL,
    tenant_id        text COLLATE "C" NOT NULL,
    -- What the state's shape is; a program that knows another shape does not read it.
    schema_hash      text             NOT NULL,
    -- The id of the event at last_sequence.
    last_event       uuid             NOT NULL,
    -- Of all of the above.
    sha256           text             NOT NULL,
    taken_at         timestamptz      NOT NULL DEFAULT now(),
    PRIMARY KEY (aggregate_type, aggregate_id)
);
