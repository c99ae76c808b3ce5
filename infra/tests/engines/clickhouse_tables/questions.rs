//! The worked questions of docs/analytics.md, asked of jobs whose answers are known.

use std::collections::BTreeMap;
use std::sync::Arc;

use commands::Executor;
use commands::ports::EventLog;
use domain::batch::{Batch, BatchCommand, BatchSpec, Input, TasksReport};
use domain::job::{Job, JobError, JobSpec, Source};
use domain::options::{Options, RetryPolicy};
use domain::processor::Processor;
use domain::raw_json::RawJson;
use domain::results::{Part, TaskFailure, TaskRetry, error_line};
use domain::tasks::TaskSet;
use domain::waiting::WaitReason;
use domain::{BatchId, JobId};
use infra::clickhouse::{Client, QUESTIONS, client};
use infra::postgres::PostgresLog;
use projections::runner::{Committed, Sink as _};

use super::tables::{chunk, sink};
use crate::support::{Place, Story, at, context, new_job, new_lease, object_job, submit, whole_log};

/// Three jobs: A's and B's filters, and C's letters, the last of which is not over. Names stand for the jobs' ids.
pub(super) struct World {
    _place: Place,
    pub(super) client: Client,
    pub(super) log: Arc<PostgresLog>,
    names: BTreeMap<String, &'static str>,
}

impl World {
    pub(super) async fn new() -> Self {
        let mut place = Place::new();
        let log = Arc::new(PostgresLog::new(&place.shards(1).await).unwrap());
        let story = Story::new(&log);
        let a = story.whole_job(2).await;
        // Another tenant's, by another version of the program.
        let executor = Executor::new(Arc::clone(&log) as Arc<dyn EventLog>, 1 << 20, "test-2");
        let b = Story { executor, tenant: "other".parse().unwrap() }.whole_job(1).await;
        let c = letters(&story).await;
        let client = client(&place.tables().await);
        let sink = sink(&client, &Committed::default()).await;
        for some in whole_log(&log.shards()[0]).await.chunks(7) {
            sink.write(&chunk(some)).await.unwrap();
        }
        let names = [(a, "A"), (b, "B"), (c, "C")];
        Self { _place: place, client, log, names: names.map(|(job, name)| (job.to_string(), name)).into() }
    }

    /// The answer, a row a line.
    async fn answer(&self, question: &str) -> Vec<String> {
        let question = QUESTIONS.iter().find(|text| text.starts_with(&format!("-- {question}\n")));
        let question = question.expect("there is no such question");
        // A question mark would stand for an argument.
        let mut answer = self.client.query(&question.replace('?', "??")).fetch_bytes("TabSeparated").unwrap();
        let answer = String::from_utf8(answer.collect().await.unwrap().to_vec()).unwrap();
        let named = self.names.iter().fold(answer, |answer, (id, name)| answer.replace(id, name));
        named.lines().map(|line| line.replace('\t', " ")).collect()
    }
}

/// A job of five items for a tenant's own workers: two succeed, one fails, one is tried again and succeeds, and one waits.
async fn letters(story: &Story) -> JobId {
    let (job, queue) = (new_job(), "letters".parse().unwrap());
    let (id, context) = (BatchId { job, number: 0 }, context(job));
    let retry = RetryPolicy { max_attempts: 3, jitter_percent: 0, ..RetryPolicy::default() };
    let spec = JobSpec {
        name: Some("letters".to_owned()),
        source: Source::Inline { items: 5 },
        processor: Processor::External { queue },
        options: Options { retry, ..Options::default() },
        ..object_job(5, 1_000)
    };
    let items = ["1", "22", "333", "4444", "5"].map(|item| RawJson::parse(item.to_owned()).unwrap());
    let open = BatchCommand::Open { spec: BatchSpec::of(&spec, 0, 5, Input::Items(items.into())), at: at(1) };
    let (unit, _) = story.executor.begin(&context).create::<Job>(&job, vec![submit(spec)]).unwrap();
    let (unit, _) = unit.create::<Batch>(&id, vec![open]).unwrap();
    unit.commit::<JobError>().await.unwrap();
    let [first, second] = [new_lease(), new_lease()];
    let lease = |lease, worker: &str, max, reason, second| BatchCommand::LeaseTasks {
        lease,
        worker: worker.to_owned(),
        max,
        reason,
        at: at(second),
        until: at(60),
    };
    story.batch(id, lease(first, "mail-1", 4, Some(WaitReason::Rate), 3)).await;
    let failure = |task, class| TaskFailure::new(task, class, "no such address");
    let report = TasksReport {
        micros: vec![3_000, 4_000, 5_000],
        failures: vec![failure(2, "bad_address")],
        retries: vec![TaskRetry::new(failure(3, "timed_out"), 7_000, at(65))],
        ..ended(0..3, &error_line(2, "bad_address", "no such address"))
    };
    story.batch(id, BatchCommand::ReportTasks { lease: first, report, at: at(5) }).await;
    // It waited for 4 seconds, in the hope of being run. The fifth task is of the same age, but was tried less often.
    story.batch(id, lease(new_lease(), "mail-3", 1, None, 66)).await;
    story.batch(id, lease(second, "mail-2", 1, None, 69)).await;
    let report = TasksReport { micros: vec![1_000], ..ended(3..4, "") };
    story.batch(id, BatchCommand::ReportTasks { lease: second, report, at: at(70) }).await;
    job
}

/// Tasks that ended: a line of 25 bytes for each that succeeded, then these.
fn ended(tasks: std::ops::Range<u64>, failed: &str) -> TasksReport {
    let succeeded = tasks.clone().take(if failed.is_empty() { 1 } else { 2 });
    let lines: String = succeeded.map(|task| format!("{{\"task\":{task},\"outputs\":[1]}}\n")).collect();
    let lines = lines + failed;
    let (tasks, bytes) = (TaskSet::range(tasks.start, tasks.end), lines.len() as u64);
    let part = Part { tasks, bytes, sha256: "00".to_owned(), key: None };
    TasksReport { part: Some(part), lines: Some(lines), ..TasksReport::default() }
}

/// What the questions are answered, but for the one about times that tests do not make.
///
/// Of A's twenty tasks and of B's ten, every tenth failed, and each was lost with its worker once. Task n took n
/// milliseconds; of C's, they took 3, 4, 5, 7 and then 1.
const ANSWERS: &[(&str, &[&str])] = &[
    ("How fast were the jobs?", &["B a job 10 1 9 1.1", "A a job 20 2 9 2.2"]),
    ("Which jobs are not over, and how much of them is done?", &["dev C letters 5 4 80"]),
    (
        "Why did tasks fail?",
        &["a job filter_error 3 it is no number", "letters bad_address 1 no such address"],
    ),
    (
        "How long did tasks wait, and run?",
        &[
            "C 5 [2000,3920] [4000,6920,6992]",
            "B 10 [0,0] [4500,8910,8991]",
            "A 20 [0,0] [9500,18810,18981.000000000004]",
        ],
    ),
    ("What did tasks wait for?", &["rate 4 8", "hardly waited 31 4"]),
    (
        "Which workers lost work?",
        &[
            "worker-1 30 30 2 2024-10-04 00:00:05.000000",
            "mail-1 4 0 1 2024-10-04 00:00:05.000000",
            "mail-2 1 0 2 2024-10-04 00:01:10.000000",
        ],
    ),
    ("How many tasks ended in each minute?", &["2024-10-04 00:00:00 33", "2024-10-04 00:01:00 1"]),
    (
        "What part of the attempts fails, day by day where the analyst lives?",
        &["2024-10-03 00:00:00 external 2 40", "2024-10-03 00:00:00 jq 3 10"],
    ),
    ("How have run times changed, hour by hour?", &["2024-10-04 00:00:00 [6000,16000,18000,19000,19000]"]),
    ("How do the queues of a tenant's own workers do?", &["dev letters 5 40 2400 4000"]),
    ("Who used how much?", &["dev 24 0.21 14 150", "other 10 0.045 0 2"]),
    (
        "Which tasks were tried most often?",
        &[
            "C 3 2 ['retried','succeeded']",
            "B 0 2 ['abandoned','failed']",
            "B 1 2 ['abandoned','succeeded']",
            "B 2 2 ['abandoned','succeeded']",
            "B 3 2 ['abandoned','succeeded']",
        ],
    ),
    ("What do attempts cost that came to nothing?", &["external 1 0 7000 35", "jq 0 30 0 0"]),
    (
        "Did a new version change how long tasks take, or how many fail?",
        &["test external 4 25 3500", "test jq 20 10 9500", "test-2 jq 10 10 4500"],
    ),
];

#[tokio::test]
async fn questions_are_answered_right() {
    let world = World::new().await;
    assert_eq!(QUESTIONS.len(), ANSWERS.len() + 1);
    for (question, expected) in ANSWERS {
        assert_eq!(world.answer(question).await, *expected, "{question}");
    }
}

#[tokio::test]
async fn a_jobs_time_is_told_step_by_step() {
    let world = World::new().await;
    let rows = world.answer("Where does a job's time go?").await;
    let jobs: Vec<&str> = rows.iter().filter_map(|row| row.split(' ').next()).collect();
    assert_eq!(jobs, ["B", "A"]);
    for row in &rows {
        let steps: Vec<u64> = row.split(' ').skip(3).map(|millis| millis.parse().unwrap()).collect();
        let [planned, leased, reported, completed] = steps[..] else { panic!("{row}") };
        assert!(leased <= reported && reported <= planned && planned <= completed, "{row}");
    }
}
