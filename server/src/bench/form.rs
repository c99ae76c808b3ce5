//! The form that all benchmarks share: a table for people, one object for programs.

use std::fmt::Write as _;
use std::io::Write as _;

use serde::Serialize;

/// One figure, and the peer's where there is one.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    name: String,
    value: f64,
    unit: &'static str,
    /// What it is measured beside, in the same run.
    peer: Option<String>,
    peer_value: Option<f64>,
    /// The value as a multiple of the peer's.
    ratio: Option<f64>,
    /// The ratio, or without a peer the value, that must be reached.
    bar: Option<f64>,
    /// Whether this run reached it.
    holds: Option<bool>,
}

impl Row {
    pub(super) fn new(name: impl Into<String>, value: f64, unit: &'static str) -> Self {
        let name = name.into();
        Self { name, value, unit, peer: None, peer_value: None, ratio: None, bar: None, holds: None }
    }

    /// Sets the figure beside that of a peer.
    pub(super) fn beside(self, peer: &str, peer_value: f64) -> Self {
        let ratio = (peer_value > 0.0).then(|| self.value / peer_value);
        Self { peer: Some(peer.to_owned()), peer_value: Some(peer_value), ratio, ..self }
    }

    /// Sets what the ratio, or without a peer the figure, must at least be.
    pub(super) fn at_least(self, bar: f64) -> Self {
        let holds = self.ratio.unwrap_or(self.value) >= bar;
        Self { bar: Some(bar), holds: Some(holds), ..self }
    }

    /// Sets how often the peer's figure it must at most be.
    pub(super) fn at_most_times(self, bar: f64) -> Self {
        Self { holds: Some(self.ratio.is_none_or(|ratio| ratio <= bar)), bar: Some(bar), ..self }
    }

    /// Sets what the figure must at most be.
    pub(super) fn at_most(self, bar: f64) -> Self {
        Self { holds: Some(self.value <= bar), bar: Some(bar), ..self }
    }
}

/// A whole benchmark.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    benchmark: &'static str,
    machine: String,
    rows: Vec<Row>,
}

impl Report {
    pub(super) fn new(benchmark: &'static str, rows: Vec<Row>) -> Self {
        Self { benchmark, machine: machine(), rows }
    }

    /// Whether every bar was reached.
    pub(super) fn holds(&self) -> bool {
        self.rows.iter().all(|row| row.holds != Some(false))
    }

    /// Prints the table; with `json` the object, as the last line.
    pub(super) fn print(&self, json: bool) -> anyhow::Result<()> {
        let text = if json { serde_json::to_string(self)? + "\n" } else { self.table() };
        std::io::stdout().write_all(text.as_bytes())?;
        Ok(())
    }

    fn table(&self) -> String {
        let mut text = format!("benchmark {} on {}\n", self.benchmark, self.machine);
        for row in &self.rows {
            let (name, value) = (&row.name, figure(row.value));
            let _ = write!(text, "{name:<46} {value:>12} {:<8}", row.unit);
            if let (Some(peer), Some(peer_value)) = (&row.peer, row.peer_value) {
                let ratio = row.ratio.map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.2} x"));
                let _ = write!(text, " {ratio:>8}  of {} by {peer}", figure(peer_value));
            }
            if let (Some(bar), Some(holds)) = (row.bar, row.holds) {
                let _ = write!(text, "  bar {bar}: {}", if holds { "holds" } else { "MISSED" });
            }
            text.push('\n');
        }
        text
    }
}

/// Large figures without digits that mean nothing.
fn figure(value: f64) -> String {
    if value >= 100.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}

/// The processor, its cores, the memory and the kernel.
fn machine() -> String {
    let read = |path| std::fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name)).and_then(|line| line.split_once(':'));
        line.map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let memory = field(&read("/proc/meminfo"), "MemTotal");
    let kib: u64 = memory.split(' ').next().and_then(|kib| kib.parse().ok()).unwrap_or(0);
    let processor = field(&read("/proc/cpuinfo"), "model name");
    let kernel = read("/proc/sys/kernel/osrelease");
    format!("{processor}, {cores} cores, {} GiB, Linux {}", kib.div_ceil(1 << 20), kernel.trim())
}

/// The middle figure.
pub(super) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The figure below which this share of the figures lies.
pub(super) fn quantile(sorted: &[f64], share: f64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an index"
    )]
    let index = ((sorted.len() as f64) * share) as usize;
    sorted.get(index.min(sorted.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}
