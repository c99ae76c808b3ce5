-- What a consumer of the log has to remember of what it is about to do, beside how far it has come.
ALTER TABLE checkpoints ADD COLUMN note text NOT NULL DEFAULT '';
