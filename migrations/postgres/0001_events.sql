-- The log of one shard. The first eight columns are those that postgres-es reads.
CREATE TABLE events (
    aggregate_type text COLLATE "C" NOT NULL,
    aggregate_id   text COLLATE "C" NOT NULL,
    sequence       bigint           NOT NULL CHECK (sequence >= 1),
    event_type     text COLLATE "C" NOT NULL,
    event_version  text COLLATE "C" NOT NULL,
    -- json and not jsonb: json gives the bytes back as they were stored.
    payload        json             NOT NULL,
    metadata       json             NOT NULL,
    position       bigint           NOT NULL UNIQUE,
    tenant_id      text COLLATE "C" NOT NULL,
    recorded_at    timestamptz      NOT NULL,
    PRIMARY KEY (aggregate_type, aggregate_id, sequence)
);

-- One row. Appends lock it and so take turns; they do not update it, which would leave a dead version a
-- commit. Its position is a floor for when old events are moved away.
CREATE TABLE log_head (
    one_row  boolean PRIMARY KEY DEFAULT true CHECK (one_row),
    position bigint  NOT NULL
);
INSERT INTO log_head (position) VALUES (0);

-- How far each consumer of the log has come.
CREATE TABLE checkpoints (
    consumer   text COLLATE "C" PRIMARY KEY,
    position   bigint      NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- Records the events of several appends in one transaction. Each append is all or nothing: when a stream
-- of it is not at its expected version, none of its events is recorded and the others go on.
--
-- Appends and streams are numbered from 1 by their place in the arrays; an append's streams are those with
-- its number in stream_appends, and its events those with its number in event_appends.
-- Answers the position before the first event, and the streams that were not as expected with the version
-- that they have.
CREATE FUNCTION append_events(
    stream_appends int[], stream_types text[], stream_ids text[], stream_expected bigint[],
    event_appends int[], event_tenants text[], aggregate_types text[], aggregate_ids text[], sequences bigint[],
    event_types text[], event_versions text[], payloads text[], metadatas text[],
    OUT base bigint, OUT conflict_streams int[], OUT conflict_versions bigint[]
) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    rejected int[];
    at       timestamptz;
BEGIN
    -- One append at a time commits on a shard: positions follow in commit order, without holes. The next
    -- statement sees all that was committed before the lock was had.
    PERFORM 1 FROM log_head FOR UPDATE;
    SELECT greatest((SELECT position FROM log_head), coalesce((SELECT max(position) FROM events), 0)) INTO base;
    at := clock_timestamp();

    SELECT array_agg(s.n ORDER BY s.n), array_agg(s.version ORDER BY s.n), array_agg(DISTINCT s.append)
    INTO conflict_streams, conflict_versions, rejected
    FROM (
        SELECT w.n::int, w.append, w.expected, coalesce(
            (SELECT e.sequence FROM events e
             WHERE e.aggregate_type = w.type AND e.aggregate_id = w.id
             ORDER BY e.sequence DESC LIMIT 1), 0) AS version
        FROM unnest(stream_appends, stream_types, stream_ids, stream_expected)
            WITH ORDINALITY AS w (append, type, id, expected, n)
    ) s
    WHERE s.version <> s.expected;

    IF rejected IS NULL THEN
        INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata,
                            position, tenant_id, recorded_at)
        SELECT unnest(aggregate_types), unnest(aggregate_ids), unnest(sequences), unnest(event_types),
               unnest(event_versions), unnest(payloads)::json, unnest(metadatas)::json,
               generate_series(base + 1, base + cardinality(sequences)), unnest(event_tenants), at;
    ELSE
        INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata,
                            position, tenant_id, recorded_at)
        SELECT w.type, w.id, w.sequence, w.event_type, w.version, w.payload::json, w.metadata::json,
               base + row_number() OVER (ORDER BY w.n), w.tenant, at
        FROM unnest(event_appends, event_tenants, aggregate_types, aggregate_ids, sequences, event_types,
                    event_versions, payloads, metadatas)
            WITH ORDINALITY AS w (append, tenant, type, id, sequence, event_type, version, payload, metadata, n)
        WHERE w.append <> ALL (rejected);
    END IF;

    -- A hint for those who follow the log; what guarantees that they see the events is that they also look.
    PERFORM pg_notify('thousandfold_log', '');
END
$$;
