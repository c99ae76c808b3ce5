//! Migrations: each once, by one process at a time, and none edited.

use infra::postgres::{MigrateError, migrate, missing_migrations};

use crate::support::{Place, Server};

/// What a database holds, as far as migrations make it.
const SCHEMA: &str = "SELECT format('%s %s %s', name, sha256, applied_at) FROM schema_migrations \
     UNION ALL SELECT format('%s.%s %s %s', table_name, column_name, data_type, column_default) \
       FROM information_schema.columns WHERE table_schema = 'public' \
     UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' \
     UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace \
     UNION ALL SELECT position::text FROM log_head ORDER BY 1";

async fn schema(server: &Server) -> Vec<String> {
    server.rows(SCHEMA, &[]).await.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn a_second_migration_changes_nothing() {
    let mut place = Place::new();
    let address = place.database().await;
    let applied = migrate(&address).await.unwrap();
    assert!(!applied.is_empty());
    let server = Server::connect(&address).await;
    let before = schema(&server).await;

    assert_eq!(migrate(&address).await.unwrap(), Vec::<&str>::new());

    assert_eq!(schema(&server).await, before);
}

#[tokio::test]
async fn what_is_missing_is_told_and_nothing_is_changed() {
    let mut place = Place::new();
    let address = place.database().await;

    let missing = missing_migrations(&address).await.unwrap();

    let server = Server::connect(&address).await;
    let tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'";
    assert_eq!(server.number(tables).await, 0);
    assert_eq!(migrate(&address).await.unwrap(), missing);
    assert_eq!(missing_migrations(&address).await.unwrap(), [] as [&str; 0]);
    server.execute("UPDATE schema_migrations SET sha256 = 'of another text'").await;
    assert!(matches!(missing_migrations(&address).await, Err(MigrateError::Edited(_))));
}

#[tokio::test]
async fn processes_that_migrate_at_once_take_turns() {
    let mut place = Place::new();
    let address = place.database().await;

    let applied = futures::future::try_join_all((0..6).map(|_| migrate(&address))).await.unwrap();

    let counts: Vec<_> = applied.iter().map(Vec::len).filter(|count| *count > 0).collect();
    let server = Server::connect(&address).await;
    let recorded = server.number("SELECT count(*) FROM schema_migrations").await;
    assert_eq!(counts, [usize::try_from(recorded).unwrap()]);
}

#[tokio::test]
async fn an_edited_migration_is_refused() {
    let mut place = Place::new();
    let address = place.database().await;
    let applied = migrate(&address).await.unwrap();
    let server = Server::connect(&address).await;
    server.execute("UPDATE schema_migrations SET sha256 = 'of another text'").await;

    let refused = migrate(&address).await;

    assert!(matches!(&refused, Err(MigrateError::Edited(name)) if name == applied[0]), "{refused:?}");
}

#[tokio::test]
async fn a_migration_that_fails_leaves_nothing() {
    let mut place = Place::new();
    let address = place.database().await;
    let server = Server::connect(&address).await;
    // The last thing that the migration makes is there already.
    server.execute("CREATE TABLE checkpoints ()").await;

    let failed = migrate(&address).await;

    assert!(
        matches!(&failed, Err(MigrateError::Failed { message, .. }) if message.contains("checkpoints")),
        "{failed:?}"
    );
    let tables = "SELECT count(*) FROM information_schema.tables WHERE table_name IN ('events', 'log_head')";
    assert_eq!(server.number(tables).await, 0);
    server.execute("DROP TABLE checkpoints").await;
    assert!(!migrate(&address).await.unwrap().is_empty());
}
