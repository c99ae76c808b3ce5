-- Sign-ins that began here and go on at another issuer: what has to be known again when somebody comes back from there.
CREATE TABLE account_sign_ins (
    state_hash   bytea PRIMARY KEY,
    -- Of the secret that the browser keeps in which the sign-in began.
    binding_hash bytea       NOT NULL,
    provider     text        NOT NULL,
    sealed       bytea       NOT NULL,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX account_sign_ins_expiry ON account_sign_ins (expires_at);
ALTER TABLE account_sign_ins OWNER TO thousandfold_migrator;
GRANT SELECT, INSERT, DELETE ON account_sign_ins TO thousandfold_accounts;
