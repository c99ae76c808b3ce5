//! That the golden files find what they are for, on events that were changed as a careless hand would.

use domain::RecordedEvent;
use domain::event::{DecodeError, Versions};
use domain::samples::{self, Sample};
use domain::schema::{self, EventType};

use crate::golden::Golden;

/// Golden files of today's events, without a fault.
fn today() -> (Golden, Vec<EventType>, Vec<Sample>) {
    let (types, samples) = (schema::event_types(), samples::all());
    let mut golden = Golden::default();
    golden.add(golden.missing(&types, &samples));
    (golden, types, samples)
}

fn planned(types: &mut [EventType]) -> &mut EventType {
    types.iter_mut().find(|event| event.versions.event_type == "JobPlanned").unwrap()
}

const FILE: &str = "job/JobPlanned/1.0.json";
const SCHEMA: &str = "job/JobPlanned/1.0.schema.json";

/// What is wrong, in one text; it must be about one thing only.
fn only_problem(golden: &Golden, types: &[EventType], samples: &[Sample]) -> String {
    let problems = golden.problems(types, samples);
    assert_eq!(problems.len(), 1, "{problems:#?}");
    problems.concat()
}

#[test]
fn what_did_not_change_has_no_problem() {
    let (golden, types, samples) = today();
    assert_eq!(golden.problems(&types, &samples), [""; 0]);
}

#[test]
fn a_changed_shape_asks_for_a_new_version() {
    let (golden, mut types, samples) = today();
    let plan = planned(&mut types).schema.pointer_mut("/properties/JobPlanned/properties/plan/properties");
    let plan = plan.unwrap().as_object_mut().unwrap();
    let batches = plan.remove("batches").unwrap();
    plan.insert("number_of_batches".to_owned(), batches);
    let problem = only_problem(&golden, &types, &samples);
    assert!(problem.contains("JobPlanned is not that of 1.0 any more: give it a new version"), "{problem}");
}

#[test]
fn another_description_is_no_other_shape() {
    let (golden, mut types, samples) = today();
    planned(&mut types).schema.insert("description".to_owned(), "How the job was cut.".into());
    assert_eq!(golden.problems(&types, &samples), [""; 0]);
}

#[test]
fn a_new_version_asks_for_golden_files() {
    let (golden, mut types, mut samples) = today();
    planned(&mut types).versions =
        &Versions { event_type: "JobPlanned", current: "2.0", as_they_are: &["1.0"] };
    let problems = golden.problems(&types, &samples);
    assert!(problems.iter().any(|problem| problem.contains("2.0.schema.json is missing")), "{problems:#?}");
    assert!(problems.iter().any(|problem| problem.contains("JobPlanned 2.0 has no sample")));
    samples.iter_mut().find(|sample| sample.event_type == "JobPlanned").unwrap().event_version = "2.0".into();
    let mut updated = golden.clone();
    updated.add(updated.missing(&types, &samples));
    assert_eq!(updated.files.len(), golden.files.len() + 2);
    assert!(golden.files.iter().all(|(name, content)| updated.files[name] == *content));
}

#[test]
fn a_version_that_is_not_read_any_more_is_found() {
    fn refuse(event: &RecordedEvent) -> Result<String, DecodeError> {
        let newer = RecordedEvent { event_version: "9.0".to_owned(), ..event.clone() };
        newer.decode::<domain::job::JobEvent>().map(|_| String::new())
    }
    let (golden, mut types, samples) = today();
    planned(&mut types).rewrite = refuse;
    let problem = only_problem(&golden, &types, &samples);
    assert!(problem.starts_with(&format!("{FILE} cannot be read")), "{problem}");
}

#[test]
fn an_event_that_is_written_otherwise_is_found() {
    let (golden, mut types, samples) = today();
    planned(&mut types).rewrite = |event| Ok(event.payload.replace(':', ": "));
    let problem = only_problem(&golden, &types, &samples);
    assert!(problem.starts_with(&format!("{FILE} is written otherwise today")), "{problem}");
}

#[test]
fn a_golden_file_cannot_be_deleted() {
    for file in [FILE, "job/JobSubmitted/2.0.inline.json"] {
        let (mut golden, types, samples) = today();
        golden.files.remove(file);
        let problems = golden.problems(&types, &samples);
        assert!(
            problems
                .contains(&format!("{file} is gone: bring it back, for events of this version are stored"))
        );
        // Nor does an update write another in its place.
        assert!(golden.missing(&types, &samples).is_empty());
    }
}

#[test]
fn a_golden_file_cannot_be_edited() {
    let (mut golden, types, samples) = today();
    let schema = golden.files.get_mut(SCHEMA).unwrap();
    *schema = schema.trim_end().to_owned();
    let problems = golden.problems(&types, &samples);
    assert!(problems.iter().any(|problem| problem.starts_with(&format!("{SCHEMA} was edited"))));
}

#[test]
fn a_file_that_nobody_recorded_is_found() {
    let (mut golden, types, samples) = today();
    golden.files.insert("job/JobPlanned/1.0.other.json".to_owned(), golden.files[FILE].clone());
    let problem = only_problem(&golden, &types, &samples);
    assert!(problem.contains("1.0.other.json is not in versions.txt"), "{problem}");
}

#[test]
fn an_event_type_cannot_be_removed() {
    let (golden, mut types, mut samples) = today();
    types.retain(|event| event.versions.event_type != "JobFailed");
    samples.retain(|sample| sample.event_type != "JobFailed");
    let problem = only_problem(&golden, &types, &samples);
    assert!(problem.contains("job/JobFailed/1.1.json is of no event type any more"), "{problem}");
}
