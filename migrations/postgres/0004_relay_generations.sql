-- Each relay that becomes the active one of a shard counts the generation on. A relay of an older generation may not
-- move the checkpoint, and consumers drop what it publishes after they have seen a newer one.
ALTER TABLE checkpoints ADD COLUMN generation bigint NOT NULL DEFAULT 0;
