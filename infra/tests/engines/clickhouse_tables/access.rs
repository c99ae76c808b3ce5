//! The analysts' role and its row policies. Whom the policy shows what, dev/clickhouse/test_access.py tries on the engine.

use infra::clickhouse::{ACCESS, client, give_access};

use crate::support::Place;

#[tokio::test]
async fn every_statement_is_one_of_clickhouses() {
    let mut place = Place::new();
    let config = place.tables().await;
    for statement in ACCESS {
        let explain = format!("EXPLAIN AST {}", statement.replace("{database}", &config.database));
        let tree = client(&config).query(&explain).fetch_all::<String>().await;
        assert!(tree.is_ok_and(|tree| !tree.is_empty()), "{statement}");
    }
}

#[tokio::test]
async fn the_role_is_made_where_that_can_be_and_else_nothing_is() {
    let mut place = Place::new();
    let config = place.tables().await;
    let role = format!("{}_analyst", config.database);

    // Twice, as `migrate` does it every time.
    let first = give_access(&config).await.unwrap();
    assert_eq!(give_access(&config).await.unwrap(), first);

    // Who may make no roles may list none.
    if first {
        let count = "SELECT (SELECT count() FROM system.roles WHERE name = ?), \
             (SELECT count() FROM system.row_policies WHERE database = currentDatabase())";
        let count = client(&config).query(count).bind(&role).fetch_one::<(u64, u64)>().await.unwrap();
        assert_eq!(count, (1, 2));
        for made in
            [format!("ROLE `{role}`"), of("program", &config.database), of("tenants", &config.database)]
        {
            client(&config).query(&format!("DROP {made}")).execute().await.unwrap();
        }
    }
}

fn of(policy: &str, database: &str) -> String {
    format!("ROW POLICY {policy} ON `{database}`.*")
}
