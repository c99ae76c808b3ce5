//! Which programs the processor's time went to.

use std::collections::BTreeMap;

/// Seconds of processor time, by program.
pub(super) type Times = BTreeMap<&'static str, f64>;

/// The clock ticks of a second, as Linux counts processor time.
const TICKS: f64 = 100.0;

/// What all programs of ours have used so far, with those of their children that have ended.
pub(super) fn times() -> Times {
    let mut times = Times::new();
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    for process in processes {
        let read = |file: &str| std::fs::read_to_string(process.path().join(file)).unwrap_or_default();
        if let Some(program) = program(&read("cmdline").replace('\0', " ")) {
            *times.entry(program).or_default() += used(&read("stat"));
        }
    }
    times
}

/// What was used since `before`.
pub(super) fn since(before: &Times) -> Times {
    let used =
        |(program, now): (&'static str, f64)| (program, now - before.get(program).copied().unwrap_or(0.0));
    times().into_iter().map(used).filter(|(_, seconds)| *seconds >= 0.005).collect()
}

fn program(command: &str) -> Option<&'static str> {
    let named = [
        ("jq-runner", "jq runners"),
        (" serve", "server"),
        ("postgres", "PostgreSQL"),
        ("redis-server", "Redis"),
        ("kafka.Kafka", "Kafka"),
        ("weed ", "S3"),
        ("front.py", "ClickHouse"),
    ];
    named.iter().find(|(part, _)| command.contains(part)).map(|(_, program)| *program)
}

/// User and system time of a process, in seconds. Its name, in parentheses, may hold spaces.
fn used(stat: &str) -> f64 {
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |index: usize| fields.get(index).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / TICKS
}
