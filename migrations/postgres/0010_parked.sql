-- Events that a consumer could not handle, with the reason, until somebody has it try again or says that it need not.
CREATE TABLE parked_events
(
    consumer  text        NOT NULL,
    position  bigint      NOT NULL,
    reason    text        NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, position)
);
ALTER TABLE parked_events OWNER TO thousandfold_migrator;
GRANT SELECT, INSERT, UPDATE, DELETE ON parked_events TO thousandfold_relay;
