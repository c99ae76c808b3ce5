//! The outcome of a check, as a table for people or as JSON.

use std::fmt::Write as _;

use serde::Serialize;

/// How many problems are told.
const MAX_PROBLEMS: usize = 20;

/// One figure, as each engine has it. An engine that does not keep it is left out.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    what: String,
    log: u64,
    kafka: Option<u64>,
    clickhouse: Option<u64>,
    redis: Option<u64>,
    results: Option<u64>,
}

impl Row {
    pub(super) fn new(what: impl Into<String>, log: u64) -> Self {
        Self { what: what.into(), log, kafka: None, clickhouse: None, redis: None, results: None }
    }

    pub(super) fn kafka(self, figure: u64) -> Self {
        Self { kafka: Some(figure), ..self }
    }

    pub(super) fn clickhouse(self, figure: u64) -> Self {
        Self { clickhouse: Some(figure), ..self }
    }

    pub(super) fn redis(self, figure: u64) -> Self {
        Self { redis: Some(figure), ..self }
    }

    pub(super) fn results(self, figure: u64) -> Self {
        Self { results: Some(figure), ..self }
    }

    fn others(&self) -> [Option<u64>; 4] {
        [self.kafka, self.clickhouse, self.redis, self.results]
    }

    fn agrees(&self) -> bool {
        self.others().into_iter().flatten().all(|figure| figure == self.log)
    }
}

/// Everything that was compared, and what is wrong.
#[derive(Debug, Default, Serialize)]
pub(super) struct Verdict {
    pub(super) rows: Vec<Row>,
    pub(super) problems: Vec<String>,
}

impl Verdict {
    pub(super) fn agrees(&self) -> bool {
        self.problems.is_empty() && self.rows.iter().all(Row::agrees)
    }

    pub(super) fn print(&self, json: bool) -> anyhow::Result<()> {
        use std::io::Write as _;
        let text = if json { self.json()? } else { self.text() };
        std::io::stdout().write_all(text.as_bytes())?;
        Ok(())
    }

    fn json(&self) -> serde_json::Result<String> {
        let agrees = self.agrees();
        let value = serde_json::json!({ "agrees": agrees, "rows": self.rows, "problems": self.problems });
        Ok(serde_json::to_string(&value)? + "\n")
    }

    fn text(&self) -> String {
        let mut text = format!(
            "{:<32} {:>18} {:>18} {:>18} {:>12} {:>12}  agree\n",
            "", "log", "kafka", "clickhouse", "redis", "results"
        );
        for row in &self.rows {
            let figures =
                row.others().map(|figure| figure.map_or_else(|| "-".to_owned(), |figure| figure.to_string()));
            let [kafka, clickhouse, redis, results] = figures;
            let agree = if row.agrees() { "yes" } else { "NO" };
            let (what, log) = (&row.what, row.log);
            let _ = writeln!(
                text,
                "{what:<32} {log:>18} {kafka:>18} {clickhouse:>18} {redis:>12} {results:>12}  {agree}"
            );
        }
        for problem in self.problems.iter().take(MAX_PROBLEMS) {
            let _ = writeln!(text, "problem: {problem}");
        }
        let more = self.problems.len().saturating_sub(MAX_PROBLEMS);
        if more > 0 {
            let _ = writeln!(text, "and {more} more problems");
        }
        text.push_str(if self.agrees() { "All agree.\n" } else { "They do not agree.\n" });
        text
    }
}
