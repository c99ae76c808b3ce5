//! What each of the server's roles may do. All sessions here log in as somebody who is no superuser.

use commands::ports::{AppendError, EventLog as _, Snapshot, StreamId};
use domain::TenantId;
use futures::future::join_all;
use infra::postgres::{Filter, Order, PostgresConfig, PostgresLog, migrate, missing_migrations, register};
use uuid::Uuid;

use crate::support::{
    Place, Server, a_stream, append, events, for_login, of_tenant, tenant, until, whole_log,
};

const WRITER: &str = "thousandfold_writer";
const READER: &str = "thousandfold_reader";
const RELAY: &str = "thousandfold_relay";
const ALL: [&str; 3] = [WRITER, READER, RELAY];

/// What PostgreSQL says to who lacks a right.
const NO_RIGHT: &str = "42501";
/// One append as a session may call it itself.
const APPEND: &str = "SELECT append_event('job', 'of the session', 0, 'dev', 'Happened', '1.0', '{}', '{}')";

/// A shard with three events of the tenant `a` and two of `b`, a snapshot of each, and a config that logs in as a member
/// of the three roles.
struct Shard {
    config: PostgresConfig,
    streams: [StreamId; 2],
}

impl Shard {
    async fn new(place: &mut Place) -> Self {
        let mut config = place.shards(1).await;
        let login = place.login("", &ALL).await;
        config.shards[0].address = for_login(&config.shards[0].address, &login);
        let log = PostgresLog::new(&config).unwrap();
        let streams = [a_stream(), a_stream()];
        for ((name, stream), count) in ["a", "b"].iter().zip(&streams).zip([3, 2]) {
            log.append(of_tenant(name, append(stream, 0, events(count)))).await.unwrap();
            let (state, schema_hash) = ("{}".to_owned(), "of a shape".to_owned());
            let snapshot = Snapshot { version: 1, state, schema_hash, last_event: Uuid::now_v7() };
            log.save_snapshot(&name.parse().unwrap(), stream, snapshot).await.unwrap();
        }
        Self { config, streams }
    }

    async fn session(&self, role: &str) -> Server {
        Server::connect_as(&self.config.shards[0].address, role).await
    }
}

async fn counts(session: &Server) -> [i64; 2] {
    let events = session.number("SELECT count(*) FROM events").await;
    [events, session.number("SELECT count(*) FROM snapshots").await]
}

#[tokio::test]
async fn a_reader_sees_the_rows_of_the_tenant_that_it_names_and_else_none() {
    let mut place = Place::new();
    let shard = Shard::new(&mut place).await;
    let reader = shard.session(READER).await;

    assert_eq!(counts(&reader).await, [0, 0]);

    for (tenant, seen) in [("a", [3, 1]), ("b", [2, 1]), ("", [0, 0]), ("%", [0, 0]), ("a", [3, 1])] {
        reader.execute(&format!("SET thousandfold.tenant = '{tenant}'")).await;
        assert_eq!(counts(&reader).await, seen, "{tenant}");
        let foreign = format!("SELECT count(*) FROM events WHERE tenant_id <> '{tenant}'");
        assert_eq!(reader.number(&foreign).await, 0);
    }
    reader.execute("RESET thousandfold.tenant").await;
    assert_eq!(counts(&reader).await, [0, 0]);
}

#[tokio::test]
async fn tenants_that_take_turns_on_one_session_read_their_own() {
    let mut place = Place::new();
    let shard = Shard::new(&mut place).await;
    let log = PostgresLog::new(&PostgresConfig { readers: 1, ..shard.config.clone() }).unwrap();
    let tenants: [TenantId; 2] = ["a", "b"].map(|name| name.parse().unwrap());
    let read = async |turn: usize| {
        let (reader, owner) = (turn % 2, turn / 2 % 2);
        let found = log.shards()[0].read_stream(&tenants[reader], &shard.streams[owner], 0).await.unwrap();
        let loaded = log.shards()[0].load(&tenants[reader], &shard.streams[owner], "another").await.unwrap();
        assert!(
            loaded.events.iter().map(|event| event.sequence).eq(found.iter().map(|event| event.sequence))
        );
        assert_eq!(found.len(), if reader == owner { 3 - owner } else { 0 }, "{reader} of {owner}");
        assert!(found.iter().all(|event| event.tenant == tenants[reader]));
    };

    for turn in 0..8 {
        read(turn).await;
    }
    join_all((0..80).map(read)).await;
}

#[tokio::test]
async fn the_writer_appends_through_the_functions_and_sees_no_event() {
    let mut place = Place::new();
    let shard = Shard::new(&mut place).await;
    let writer = shard.session(WRITER).await;

    for statement in
        ["SELECT FROM events", "SELECT FROM events_1", "SELECT FROM log_head", "SELECT FROM stream_heads"]
    {
        assert_eq!(writer.refusal(statement).await.as_deref(), Some(NO_RIGHT), "{statement}");
    }
    // Its own temporary tables do not deceive the function, which has the rights of another.
    writer.execute("CREATE TEMP TABLE log_head (position bigint, sealed bigint, room bigint)").await;
    writer.execute("CREATE TEMP TABLE events (position bigint)").await;
    writer.execute(APPEND).await;
    assert_eq!(writer.number("SELECT (append_event('job', 'of the session', 0, 'dev', 'Happened', '1.0', '{}', '{}')).conflict_version").await, 1);

    let relay = shard.session(RELAY).await;
    assert_eq!(relay.number("SELECT position FROM events WHERE aggregate_id = 'of the session'").await, 6);
    for role in [READER, RELAY] {
        assert_eq!(shard.session(role).await.refusal(APPEND).await.as_deref(), Some(NO_RIGHT), "{role}");
    }
}

#[tokio::test]
async fn the_relay_sees_the_whole_log_and_no_snapshot() {
    let mut place = Place::new();
    let shard = Shard::new(&mut place).await;
    let relay = shard.session(RELAY).await;

    assert_eq!(relay.number("SELECT count(*) FROM events").await, 5);
    for statement in ["SELECT FROM snapshots", "SELECT FROM events_1", "SELECT FROM log_head"] {
        assert_eq!(relay.refusal(statement).await.as_deref(), Some(NO_RIGHT), "{statement}");
    }
    relay.execute("INSERT INTO checkpoints (consumer, position) VALUES ('test', 1)").await;
    relay.execute("UPDATE checkpoints SET position = 2 WHERE consumer = 'test'").await;
    relay.execute("SELECT seal_events()").await;
}

#[tokio::test]
async fn no_role_changes_an_event_makes_a_table_or_drops_one() {
    let mut place = Place::new();
    let shard = Shard::new(&mut place).await;
    let statements = [
        "INSERT INTO events SELECT * FROM events",
        "INSERT INTO events_1 SELECT * FROM events_1",
        "UPDATE events SET payload = '{}'",
        "UPDATE events SET position = position + 1",
        "UPDATE events_1 SET payload = '{}'",
        "DELETE FROM events",
        "DELETE FROM events_1",
        "TRUNCATE events",
        "TRUNCATE events_1",
        "COPY events FROM STDIN",
        "UPDATE log_head SET position = 0",
        "DELETE FROM log_head",
        "DELETE FROM log_partitions",
        "DELETE FROM stream_heads",
        "DELETE FROM schema_migrations",
        "DELETE FROM directory_tenants",
        "UPDATE directory_tenants SET shards = '{1}'",
        "SELECT add_partition()",
        "CREATE TABLE loot ()",
        "CREATE SCHEMA loot",
        "CREATE ROLE loot",
        "CREATE FUNCTION loot() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "DROP TABLE events",
        "DROP TABLE events_1",
        "DROP TABLE snapshots",
        "DROP FUNCTION append_event",
        "DROP POLICY one_tenant ON events",
        "ALTER TABLE events DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE events DETACH PARTITION events_1",
        "SET ROLE thousandfold_migrator",
    ];

    for role in ALL {
        let session = shard.session(role).await;
        session.execute("SET thousandfold.tenant = 'a'").await;
        for statement in statements {
            assert_eq!(session.refusal(statement).await.as_deref(), Some(NO_RIGHT), "{role}: {statement}");
        }
    }

    let log = PostgresLog::new(&shard.config).unwrap();
    assert_eq!(whole_log(&log.shards()[0]).await.len(), 5);
}

#[tokio::test]
async fn everything_belongs_to_the_migrator() {
    let mut place = Place::new();
    let address = place.shards(1).await.shards[0].address.clone();
    let server = Server::connect(&address).await;

    let others = "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace \
             AND relowner <> 'thousandfold_migrator'::regrole \
         UNION ALL SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace \
             AND proowner <> 'thousandfold_migrator'::regrole";
    let others: Vec<String> = server.rows(others, &[]).await.iter().map(|row| row.get(0)).collect();

    assert_eq!(others, [""; 0]);
    let logins = "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'thousandfold\\_%' \
         AND (rolcanlogin OR rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls)";
    assert_eq!(server.number(logins).await, 0);
}

#[tokio::test]
async fn a_plain_login_runs_the_whole_event_store() {
    let mut place = Place::new();
    let shard = Shard::new(&mut place).await;
    let (config, stream) = (&shard.config, a_stream());
    let log = PostgresLog::new(config).unwrap();
    let mut subscription = log.shards()[0].subscribe(5).await.unwrap();

    log.append(append(&stream, 0, events(2))).await.unwrap();
    log.append(append(&stream, 2, events(1))).await.unwrap();
    let conflict = log.append(append(&stream, 2, events(1))).await;

    assert!(matches!(conflict, Err(AppendError::Conflict { actual: 3, .. })), "{conflict:?}");
    assert_eq!(log.read_stream(&tenant(), &stream, 0).await.unwrap().len(), 3);
    assert_eq!(whole_log(&log.shards()[0]).await.len(), 8);
    assert_eq!(subscription.next().await.unwrap()[0].position, 6);
    let mut scan = log.shards()[0].scan(0, 8, Filter::default(), Order::Backwards);
    assert_eq!(scan.next().await.unwrap().unwrap().events.len(), 8);
    assert_eq!(log.shards()[0].stats().await.unwrap().snapshots, 2);
    assert_eq!(missing_migrations(&config.shards[0].address).await.unwrap(), [""; 0]);
}

#[tokio::test]
async fn a_plain_login_is_sure_of_a_session_that_died() {
    let mut place = Place::new();
    let administrator = place.server();
    let shard = Shard::new(&mut place).await;
    let log = PostgresLog::new(&shard.config).unwrap();
    let name =
        shard.config.shards[0].address.split_whitespace().find(|part| part.starts_with("dbname=")).unwrap();
    let blocking = Server::connect(&format!("{administrator} {name}")).await;
    let server = Server::connect(&format!("{administrator} {name}")).await;
    blocking.execute("BEGIN; SELECT FROM log_head FOR UPDATE").await;

    // The append waits for its turn when its session ends.
    let given = append(&a_stream(), 0, events(1));
    let waiting = log.append(given.clone());
    let cutting = until("the append waits", async || {
        (server.cut_off_waiting("%append_event%").await > 0).then_some(())
    });
    let (told, ()) = tokio::join!(waiting, cutting);
    blocking.execute("COMMIT").await;

    assert!(matches!(told, Err(AppendError::Unknown(_))), "{told:?}");
    assert_eq!(log.append(given).await.unwrap().position, 6);
}

#[tokio::test]
async fn a_member_of_the_roles_that_owns_the_database_migrates_it() {
    let mut place = Place::new();
    // The roles are there once any shard was migrated.
    place.shards(1).await;
    let address = place.database().await;
    let roles = [WRITER, READER, RELAY, "thousandfold_accounts", "thousandfold_migrator"];
    let login = place.login("", &roles).await;
    let (database, owner) = (address.rsplit('=').next().unwrap(), login.trim_start_matches("user="));
    let server = Server::connect(&address).await;
    server.execute(&format!("ALTER DATABASE {database} OWNER TO {owner}")).await;

    let address = for_login(&address, &login);
    assert!(!migrate(&address).await.unwrap().is_empty());
    let config = PostgresConfig::new(vec![address.clone()]);
    register(&config).await.unwrap();

    let log = PostgresLog::new(&config).unwrap();
    assert_eq!(log.append(append(&a_stream(), 0, events(2))).await.unwrap().position, 2);
    register(&config).await.unwrap();
    assert_eq!(migrate(&address).await.unwrap(), [""; 0]);
}
