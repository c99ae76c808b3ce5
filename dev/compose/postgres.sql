-- The two shards. The image makes the user `app` and runs this once, when the volume is new.
CREATE DATABASE shard_0;
CREATE DATABASE shard_1;
CREATE EXTENSION pg_stat_statements;
