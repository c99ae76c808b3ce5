//! The PostgreSQL server as its administrator sees it: what is in a shard, and who is connected to it.

use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, NoTls, Row};

/// A connection of the test's own to one database.
pub(crate) struct Server(Client);

impl Server {
    pub(crate) async fn connect(address: &str) -> Self {
        let (client, connection) = tokio_postgres::connect(address, NoTls).await.unwrap();
        tokio::spawn(connection);
        Self(client)
    }

    /// A connection that takes a role, as the program's own do.
    pub(crate) async fn connect_as(address: &str, role: &str) -> Self {
        Self::connect(&format!("{address} options='-c role={role}'")).await
    }

    /// The code of the error with which the server refuses a statement; none if it does not.
    pub(crate) async fn refusal(&self, statement: &str) -> Option<String> {
        let error = self.0.batch_execute(statement).await.err()?;
        Some(error.code().map_or_else(|| error.to_string(), |code| code.code().to_owned()))
    }

    pub(crate) async fn execute(&self, statement: &str) {
        self.0.batch_execute(statement).await.unwrap();
    }

    pub(crate) async fn rows(&self, query: &str, arguments: &[&(dyn ToSql + Sync)]) -> Vec<Row> {
        self.0.query(query, arguments).await.unwrap()
    }

    /// The number that a query answers with.
    pub(crate) async fn number(&self, query: &str) -> i64 {
        self.0.query_one(query, &[]).await.unwrap().get(0)
    }

    /// Ends every other connection to this database whose statement is `like` this, and says how many. A statement
    /// that is under way is cut off.
    pub(crate) async fn end_connections(&self, like: &str) -> usize {
        self.end_where("true", like).await
    }

    /// The same, for statements that are being carried out at this moment.
    pub(crate) async fn cut_off(&self, like: &str) -> usize {
        self.end_where("state = 'active'", like).await
    }

    /// The same, for statements that wait for a lock at this moment: not those that are only being prepared.
    pub(crate) async fn cut_off_waiting(&self, like: &str) -> usize {
        self.end_where("state = 'active' AND wait_event_type = 'Lock'", like).await
    }

    async fn end_where(&self, condition: &str, like: &str) -> usize {
        let query = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() \
             AND pid <> pg_backend_pid() AND query LIKE $1 AND {condition}"
        );
        self.rows(&query, &[&like]).await.len()
    }
}

/// The address of the same database for another user, who is named as in an address: `user=…`.
pub(crate) fn for_login(address: &str, login: &str) -> String {
    let parts = address.split_whitespace().filter(|part| !part.starts_with("user="));
    parts.chain([login]).collect::<Vec<_>>().join(" ")
}
