use super::*;

fn policy() -> RetryPolicy {
    RetryPolicy {
        max_attempts: 4,
        first_pause_ms: 100,
        longest_pause_ms: 350,
        jitter_percent: 50,
        classes: None,
    }
}

#[test]
fn pauses_double_up_to_the_longest() {
    let pauses: Vec<i64> = (1..5).map(|failures| policy().pause(failures, 0.0).num_milliseconds()).collect();
    assert_eq!(pauses, [100, 200, 350, 350]);
    assert_eq!(policy().pause(u32::MAX, 0.0).num_milliseconds(), 350);
}

#[test]
fn chance_makes_a_pause_shorter_by_no_more_than_was_asked_for() {
    assert_eq!(policy().pause(2, 1.0).num_milliseconds(), 100);
    assert_eq!(policy().pause(2, 0.5).num_milliseconds(), 150);
}

#[test]
fn what_may_pass_by_itself_is_tried_again_until_the_last_attempt() {
    assert!(policy().retries(1, "timed_out"));
    assert!(policy().retries(3, "timed_out"));
    assert!(!policy().retries(4, "timed_out"));
    assert!(!policy().retries(1, "filter_error"));
}

#[test]
fn named_classes_replace_the_usual_ones() {
    let policy = RetryPolicy { classes: Some(["filter_error".to_owned()].into()), ..policy() };
    assert!(policy.retries(1, "filter_error"));
    assert!(!policy.retries(1, "timed_out"));
}

#[test]
fn a_percentage_is_of_the_jobs_tasks() {
    assert_eq!(Tolerance::Percent(5).of(1_000), 50);
    assert_eq!(Tolerance::Percent(100).of(u64::MAX), u64::MAX);
    assert_eq!(Tolerance::Percent(5).of(19), 0);
    assert_eq!(Tolerance::Count(3).of(10), 3);
}
