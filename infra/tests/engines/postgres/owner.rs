//! Migrations by a login that is no superuser, on a server where nobody made the roles before it.

use commands::ports::EventLog as _;
use infra::postgres::{PostgresConfig, PostgresLog, migrate, register};

use crate::support::{Cluster, Place, Server, a_stream, append, events, for_login, whole_log};

#[tokio::test]
async fn an_owner_who_may_create_roles_migrates_an_empty_server() {
    let place = Place::new();
    let cluster = Cluster::new(&place).await;
    let server = Server::connect(&format!("{} dbname=postgres", cluster.address())).await;
    server.execute("CREATE ROLE owner LOGIN CREATEROLE").await;
    for database in ["first", "second"] {
        server.execute(&format!("CREATE DATABASE {database} OWNER owner")).await;

        let address = format!("{} dbname={database}", for_login(&cluster.address(), "user=owner"));
        assert!(!migrate(&address).await.unwrap().is_empty());
        let config = PostgresConfig::new(vec![address]);
        register(&config).await.unwrap();

        let log = PostgresLog::new(&config).unwrap();
        log.append(append(&a_stream(), 0, events(2))).await.unwrap();
        assert_eq!(whole_log(&log.shards()[0]).await.len(), 2);
    }
}
