-- Least privilege. The roles are the server's: databases share their names, and what they may do is granted in each.
-- A process logs in as whoever the config names and takes the role that a session needs; the login must be a member.
--
--   thousandfold_migrator  owns everything, and runs migrations
--   thousandfold_writer    appends, through a function; saves snapshots; places new tenants
--   thousandfold_reader    reads what belongs to the tenant that its session names, and nothing without one
--   thousandfold_relay     reads the whole log: the relay, projections, replays, the auditor
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['thousandfold_migrator', 'thousandfold_writer', 'thousandfold_reader',
                                'thousandfold_relay'] LOOP
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
                EXECUTE format('CREATE ROLE %I NOLOGIN', name);
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL; -- The migration of another database of this server was faster.
        END;
        BEGIN
            -- Who makes a role may grant it, but is no member yet that could give it anything.
            IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
                EXECUTE format('GRANT %I TO CURRENT_USER', name);
            END IF;
        EXCEPTION WHEN insufficient_privilege OR internal_error THEN
            NULL; -- It was granted by somebody else, or is just being granted by another database's migration.
        END;
    END LOOP;
END
$$;

-- In the order in which an append takes them.
LOCK TABLE log_head IN ACCESS EXCLUSIVE MODE;
LOCK TABLE events IN ACCESS EXCLUSIVE MODE;

GRANT USAGE ON SCHEMA public
    TO thousandfold_migrator, thousandfold_writer, thousandfold_reader, thousandfold_relay;
GRANT CREATE ON SCHEMA public TO thousandfold_migrator;

ALTER TABLE events OWNER TO thousandfold_migrator;
DO $$
DECLARE
    part regclass;
BEGIN
    FOR part IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'events'::regclass LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO thousandfold_migrator', part);
    END LOOP;
END
$$;
ALTER TABLE log_partitions OWNER TO thousandfold_migrator;
ALTER TABLE stream_heads OWNER TO thousandfold_migrator;
ALTER TABLE log_head OWNER TO thousandfold_migrator;
ALTER TABLE checkpoints OWNER TO thousandfold_migrator;
ALTER TABLE snapshots OWNER TO thousandfold_migrator;
ALTER TABLE directory_regions OWNER TO thousandfold_migrator;
ALTER TABLE directory_shards OWNER TO thousandfold_migrator;
ALTER TABLE directory_tenants OWNER TO thousandfold_migrator;
ALTER TABLE schema_migrations OWNER TO thousandfold_migrator;
ALTER FUNCTION partition_size OWNER TO thousandfold_migrator;
ALTER FUNCTION add_partition OWNER TO thousandfold_migrator;
ALTER FUNCTION seal_events OWNER TO thousandfold_migrator;
ALTER FUNCTION append_events OWNER TO thousandfold_migrator;
ALTER FUNCTION append_event OWNER TO thousandfold_migrator;

-- These do what their callers themselves may not.
ALTER FUNCTION append_events SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION append_event SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION seal_events SECURITY DEFINER SET search_path = public, pg_temp;
REVOKE EXECUTE ON FUNCTION append_events, append_event, seal_events, add_partition FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_events, append_event TO thousandfold_writer;
GRANT EXECUTE ON FUNCTION seal_events TO thousandfold_relay;

GRANT SELECT ON events, snapshots TO thousandfold_reader;
GRANT SELECT ON events, log_partitions TO thousandfold_relay;
GRANT SELECT, INSERT, UPDATE ON checkpoints TO thousandfold_relay;
GRANT SELECT, INSERT, UPDATE, DELETE ON snapshots TO thousandfold_writer;
GRANT SELECT ON directory_regions, directory_shards, directory_tenants TO thousandfold_reader, thousandfold_relay;
GRANT SELECT ON directory_regions, directory_shards TO thousandfold_writer;
GRANT SELECT, INSERT ON directory_tenants TO thousandfold_writer;
GRANT SELECT ON schema_migrations TO PUBLIC;

ALTER TABLE events ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON events FOR SELECT TO thousandfold_reader
    USING (tenant_id = current_setting('thousandfold.tenant', true));
CREATE POLICY whole_log ON events FOR SELECT TO thousandfold_relay USING (true);

ALTER TABLE snapshots ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON snapshots FOR SELECT TO thousandfold_reader
    USING (tenant_id = current_setting('thousandfold.tenant', true));
CREATE POLICY written ON snapshots TO thousandfold_writer USING (true) WITH CHECK (true);
