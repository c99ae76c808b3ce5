-- The vault: what names people and what proves who they are, where it can be changed and erased. Every shard has these
-- tables; those of the directory's database are used.

-- Roles are made by who logged in; what follows is made by their owner.
SET LOCAL ROLE NONE;
DO $$
BEGIN
    BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'thousandfold_accounts') THEN
            CREATE ROLE thousandfold_accounts NOLOGIN;
        END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL; -- The migration of another database of this server was faster.
    END;
    BEGIN
        IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
            GRANT thousandfold_accounts TO CURRENT_USER;
        END IF;
    EXCEPTION WHEN insufficient_privilege OR internal_error THEN
        NULL; -- It was granted by somebody else, or is just being granted by another database's migration.
    END;
END
$$;
SET LOCAL ROLE thousandfold_migrator;

CREATE TABLE account_users (
    user_id       text COLLATE "C" PRIMARY KEY,
    email         text        NOT NULL,
    name          text        NOT NULL,
    verified      boolean     NOT NULL,
    password_hash text,
    totp_sealed   bytea,
    totp_enabled  boolean     NOT NULL DEFAULT false,
    totp_step     bigint,
    recovery      bytea[]     NOT NULL DEFAULT '{}',
    created_at    timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX account_users_email ON account_users (lower(email));

CREATE TABLE account_identities (
    issuer  text COLLATE "C",
    subject text COLLATE "C",
    user_id text COLLATE "C" NOT NULL REFERENCES account_users ON DELETE CASCADE,
    PRIMARY KEY (issuer, subject)
);

CREATE TABLE account_links (
    hash       bytea PRIMARY KEY,
    kind       text        NOT NULL,
    user_id    text COLLATE "C" NOT NULL REFERENCES account_users ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);
CREATE INDEX account_links_expiry ON account_links (expires_at);

CREATE TABLE account_sessions (
    session_id   text COLLATE "C" PRIMARY KEY,
    user_id      text COLLATE "C" NOT NULL REFERENCES account_users ON DELETE CASCADE,
    tenant_id    text COLLATE "C",
    proof        text[]      NOT NULL,
    address      text        NOT NULL,
    agent        text        NOT NULL,
    started_at   timestamptz NOT NULL,
    used_at      timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    refresh_hash bytea       NOT NULL UNIQUE,
    rotated_at   timestamptz NOT NULL,
    ended        boolean     NOT NULL DEFAULT false
);
CREATE INDEX account_sessions_user ON account_sessions (user_id) WHERE NOT ended;

-- Refresh tokens that were used: who brings one again has a copy.
CREATE TABLE account_used_tokens (
    hash       bytea PRIMARY KEY,
    session_id text COLLATE "C" NOT NULL REFERENCES account_sessions ON DELETE CASCADE,
    used_at    timestamptz NOT NULL
);
CREATE INDEX account_used_tokens_session ON account_used_tokens (session_id);

-- Which tenants somebody belongs to. The tenant's stream says as what.
CREATE TABLE account_members (
    tenant_id text COLLATE "C",
    user_id   text COLLATE "C",
    member    boolean NOT NULL,
    -- Of the tenant's stream: what is older changes nothing.
    version   bigint  NOT NULL,
    PRIMARY KEY (user_id, tenant_id)
);

CREATE TABLE account_keys (
    key_id     text COLLATE "C" PRIMARY KEY,
    tenant_id  text COLLATE "C" NOT NULL,
    hash       bytea       NOT NULL UNIQUE,
    spec       json        NOT NULL,
    hint       text        NOT NULL,
    created_by text        NOT NULL,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz,
    used_at    timestamptz
);
CREATE INDEX account_keys_tenant ON account_keys (tenant_id, key_id);

CREATE TABLE account_invitations (
    invitation_id text COLLATE "C" PRIMARY KEY,
    tenant_id     text COLLATE "C" NOT NULL,
    hash          bytea       NOT NULL UNIQUE,
    email         text        NOT NULL,
    member        json        NOT NULL,
    sent_by       text        NOT NULL,
    sent_at       timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL
);
CREATE INDEX account_invitations_tenant ON account_invitations (tenant_id, invitation_id);

-- Numbered on from the newest: of several processes that make a next key, one has the number.
CREATE TABLE signing_keys (
    number     int PRIMARY KEY,
    sealed     bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- By a secret one row is found without knowing whose it is; nothing else is seen without naming the tenant.
CREATE FUNCTION account_key_by_hash(wanted bytea) RETURNS SETOF account_keys
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS 'SELECT * FROM account_keys WHERE hash = wanted';
CREATE FUNCTION account_invitation_by_hash(wanted bytea) RETURNS SETOF account_invitations
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS 'SELECT * FROM account_invitations WHERE hash = wanted';
REVOKE EXECUTE ON FUNCTION account_key_by_hash, account_invitation_by_hash FROM PUBLIC;
GRANT EXECUTE ON FUNCTION account_key_by_hash, account_invitation_by_hash TO thousandfold_accounts;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['account_users', 'account_identities', 'account_links', 'account_sessions',
                                'account_used_tokens', 'account_members', 'account_keys', 'account_invitations',
                                'signing_keys'] LOOP
        EXECUTE format('ALTER TABLE %I OWNER TO thousandfold_migrator', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO thousandfold_accounts', name);
    END LOOP;
END
$$;
ALTER FUNCTION account_key_by_hash OWNER TO thousandfold_migrator;
ALTER FUNCTION account_invitation_by_hash OWNER TO thousandfold_migrator;
GRANT USAGE ON SCHEMA public TO thousandfold_accounts;

-- The second wall. FORCE has the owner obey too; what the functions above and appends may do is said by policies.
ALTER TABLE account_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON account_keys TO thousandfold_accounts
    USING (tenant_id = current_setting('thousandfold.tenant', true))
    WITH CHECK (tenant_id = current_setting('thousandfold.tenant', true));
CREATE POLICY by_hash ON account_keys FOR SELECT TO thousandfold_migrator USING (true);

ALTER TABLE account_invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON account_invitations TO thousandfold_accounts
    USING (tenant_id = current_setting('thousandfold.tenant', true))
    WITH CHECK (tenant_id = current_setting('thousandfold.tenant', true));
CREATE POLICY by_hash ON account_invitations FOR SELECT TO thousandfold_migrator USING (true);

-- The log and its snapshots: the owner is who the functions of appends and seals act as.
ALTER TABLE events FORCE ROW LEVEL SECURITY;
CREATE POLICY appended ON events TO thousandfold_migrator USING (true) WITH CHECK (true);
ALTER TABLE snapshots FORCE ROW LEVEL SECURITY;

-- What was answered to requests that may come again, by the client's Idempotency-Key.
CREATE TABLE idempotency_keys (
    tenant_id   text COLLATE "C",
    scope       text COLLATE "C",
    key         text COLLATE "C",
    -- The id of what the request makes: the same, however often it is tried.
    planned     uuid        NOT NULL,
    claimed_until timestamptz NOT NULL,
    fingerprint bytea,
    sealed      bytea,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, scope, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
ALTER TABLE idempotency_keys OWNER TO thousandfold_migrator;
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO thousandfold_accounts;
ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON idempotency_keys TO thousandfold_accounts
    USING (tenant_id = current_setting('thousandfold.tenant', true))
    WITH CHECK (tenant_id = current_setting('thousandfold.tenant', true));
-- Those that are old are dropped, whosever they are.
CREATE FUNCTION drop_old_idempotency_keys() RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        WITH old AS (DELETE FROM idempotency_keys WHERE created_at < now() - interval '24 hours' RETURNING 1)
        SELECT count(*) FROM old
    $$;
ALTER FUNCTION drop_old_idempotency_keys OWNER TO thousandfold_migrator;
REVOKE EXECUTE ON FUNCTION drop_old_idempotency_keys FROM PUBLIC;
GRANT EXECUTE ON FUNCTION drop_old_idempotency_keys TO thousandfold_accounts;
CREATE POLICY old ON idempotency_keys TO thousandfold_migrator
    USING (created_at < now() - interval '24 hours');
