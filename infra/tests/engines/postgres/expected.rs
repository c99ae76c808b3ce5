//! The versions and names that an append may give, and what is said of those that it may not.

use commands::ports::{Append, AppendError, EventLog as _, Expected, StreamId};
use futures::future::join_all;
use infra::postgres::PostgresLog;

use crate::support::{
    Place, a_stream, append, append_all, append_expecting, event, events, tenant, whole_log,
};

async fn a_log(place: &mut Place) -> PostgresLog {
    PostgresLog::new(&place.shards(1).await).unwrap()
}

fn named(name: &str) -> StreamId {
    StreamId { aggregate_type: "job", aggregate_id: name.to_owned() }
}

fn expecting(stream: &StreamId, expected: Expected, count: usize) -> Append {
    append_expecting([(stream, expected, events(count))])
}

async fn sequences(log: &PostgresLog, stream: &StreamId) -> Vec<u64> {
    log.read_stream(&tenant(), stream, 0).await.unwrap().iter().map(|event| event.sequence).collect()
}

#[tokio::test]
async fn any_version_goes_on_from_the_one_that_there_is() {
    let mut place = Place::new();
    let log = a_log(&mut place).await;
    let [new, old] = [a_stream(), a_stream()];
    log.append(append(&old, 0, events(3))).await.unwrap();

    for count in [1, 2, 1] {
        log.append(expecting(&new, Expected::Any, count)).await.unwrap();
        log.append(expecting(&old, Expected::Any, count)).await.unwrap();
    }
    // Exact versions count on from there.
    log.append(append(&new, 4, events(1))).await.unwrap();
    log.append(append(&old, 7, events(1))).await.unwrap();

    assert_eq!(sequences(&log, &new).await, (1..=5).collect::<Vec<_>>());
    assert_eq!(sequences(&log, &old).await, (1..=8).collect::<Vec<_>>());
}

#[tokio::test]
async fn each_append_of_a_group_has_its_own_expectations() {
    let mut place = Place::new();
    let log = a_log(&mut place).await;
    let streams: Vec<_> = (0..60).map(|_| a_stream()).collect();
    // Every other stream is there already, with as many events as its number says.
    for (n, stream) in streams.iter().enumerate().filter(|(n, _)| n % 2 == 1) {
        log.append(append(stream, 0, events(n))).await.unwrap();
    }
    let version = |n: usize| if n % 2 == 1 { n as u64 } else { 0 };
    let expected = |n: usize| match n % 3 {
        0 => Expected::Any,
        1 => Expected::Exact(n as u64),
        _ => Expected::NoStream,
    };
    let fits = |n: usize| expected(n).version().is_none_or(|wanted| wanted == version(n));

    let appends = (0..60).map(|n| log.append(expecting(&streams[n], expected(n), 1 + n % 2)));
    let answers = join_all(appends).await;

    for (n, answer) in answers.iter().enumerate() {
        match answer {
            Ok(_) => assert!(fits(n), "{n}"),
            Err(AppendError::Conflict { stream, expected: told, actual }) => {
                assert!(!fits(n), "{n}");
                assert_eq!((stream, *told, *actual), (&streams[n], expected(n), version(n)));
            }
            Err(error) => panic!("{error}"),
        }
        let appended = if fits(n) { 1 + n as u64 % 2 } else { 0 };
        assert_eq!(sequences(&log, &streams[n]).await.len() as u64, version(n) + appended, "{n}");
    }
    whole_log(&log.shards()[0]).await;
}

#[tokio::test]
async fn streams_of_one_append_may_expect_different_things() {
    let mut place = Place::new();
    let log = a_log(&mut place).await;
    let [exact, any, new, other] = [a_stream(), a_stream(), a_stream(), a_stream()];
    log.append(append_all([(&exact, 0, events(2)), (&any, 0, events(3))])).await.unwrap();
    let mixed = |version| {
        append_expecting([
            (&any, Expected::Any, events(2)),
            (&exact, version, events(1)),
            (&new, Expected::NoStream, events(2)),
        ])
    };

    // Of three that go together the second is in conflict, and the others go on.
    let first = append_expecting([(&other, Expected::Any, events(1))]);
    let appends = [first.clone(), mixed(Expected::Exact(1)), expecting(&a_stream(), Expected::Any, 2)];
    let answers = join_all(appends.map(|append| log.append(append))).await;
    assert!(
        matches!(&answers[1], Err(AppendError::Conflict { stream, .. }) if *stream == exact),
        "{answers:?}"
    );
    assert_eq!([&answers[0], &answers[2]].map(|answer| answer.as_ref().unwrap().position), [6, 8]);

    assert_eq!(log.append(mixed(Expected::Exact(2))).await.unwrap().position, 13);
    assert_eq!(sequences(&log, &any).await, [1, 2, 3, 4, 5]);
    assert_eq!(sequences(&log, &exact).await, [1, 2, 3]);
    assert_eq!(sequences(&log, &new).await, [1, 2]);
    let recorded = whole_log(&log.shards()[0]).await;
    let streams: Vec<_> = recorded[8..].iter().map(|event| &event.aggregate_id).collect();
    let [any, exact, new] = [&any, &exact, &new].map(|stream| &stream.aggregate_id);
    assert_eq!(streams, [any, any, exact, new, new]);
}

#[tokio::test]
async fn wild_versions_are_refused_or_conflicts_and_the_writer_lives_on() {
    let mut place = Place::new();
    let log = a_log(&mut place).await;
    let known = a_stream();
    log.append(append(&known, 0, events(1))).await.unwrap();

    for stream in [&known, &a_stream()] {
        for wild in [u64::MAX, u64::MAX - 1, 1 << 63, (1 << 63) - 1, (1 << 62) + 1] {
            for count in [1, 3] {
                let refused = log.append(append(stream, wild, events(count))).await;
                let Err(AppendError::Invalid(message)) = refused else { panic!("{wild}: {refused:?}") };
                assert!(
                    message.contains(&stream.to_string()) && message.contains(&wild.to_string()),
                    "{message}"
                );
            }
        }
        for far in [1 << 62, 1 << 40] {
            for count in [1, 3] {
                let conflict = log.append(append(stream, far, events(count))).await;
                assert!(matches!(conflict, Err(AppendError::Conflict { .. })), "{far}: {conflict:?}");
            }
        }
    }
    log.append(append(&known, 1, events(1))).await.unwrap();
    assert_eq!(whole_log(&log.shards()[0]).await.len(), 2);
}

#[tokio::test]
async fn a_stream_twice_in_one_append_is_refused() {
    let mut place = Place::new();
    let log = a_log(&mut place).await;
    let [twice, once] = [a_stream(), a_stream()];

    for expected in [Expected::NoStream, Expected::Any, Expected::Exact(1)] {
        let streams = [(&twice, Expected::NoStream), (&once, Expected::NoStream), (&twice, expected)];
        let given = append_expecting(streams.map(|(stream, expected)| (stream, expected, events(1))));
        let refused = log.append(given).await;
        let Err(AppendError::Invalid(message)) = refused else { panic!("{refused:?}") };
        assert!(message.contains(&twice.to_string()), "{message}");
    }
    assert_eq!(whole_log(&log.shards()[0]).await.len(), 0);
}

#[tokio::test]
async fn names_that_cannot_be_are_refused_alone() {
    let mut place = Place::new();
    let log = a_log(&mut place).await;
    let longest = "x".repeat(500);
    let bad = ["", "a NUL: \0", &format!("{longest}y"), &"z".repeat(1 << 20)];
    let good = ["a", &longest, "with spaces and Grüße, 世界", "'; DROP TABLE events; --", "\"{},\\"];

    let appends = bad.iter().chain(&good).map(|name| log.append(append(&named(name), 0, events(1))));
    let answers = join_all(appends.collect::<Vec<_>>()).await;

    for (name, answer) in bad.iter().zip(&answers) {
        let Err(AppendError::Invalid(message)) = answer else { panic!("{name:.20}: {answer:?}") };
        assert!(message.len() < 300 && message.contains("job/"), "{message}");
    }
    assert!(answers[bad.len()..].iter().all(Result::is_ok), "{answers:?}");
    for name in good {
        assert_eq!(sequences(&log, &named(name)).await, [1], "{name}");
        log.append(expecting(&named(name), Expected::Any, 2)).await.unwrap();
    }
}

#[tokio::test]
async fn an_event_that_cannot_be_stored_is_named() {
    let mut place = Place::new();
    let log = a_log(&mut place).await;
    let [stream, any] = [a_stream(), a_stream()];
    log.append(append_all([(&stream, 0, events(2)), (&any, 0, events(2))])).await.unwrap();
    let of_type = |name: &str| commands::ports::NewEvent { event_type: name.to_owned(), ..event("{}") };

    for bad in [event("no JSON"), event(""), of_type("a NUL: \0")] {
        let refused = log.append(append(&stream, 2, vec![event("{}"), bad.clone()])).await;
        let Err(AppendError::Invalid(message)) = refused else { panic!("{refused:?}") };
        assert!(message.contains(&format!("version 4 of {stream}")) && message.len() < 500, "{message}");
        for given in [vec![bad.clone()], vec![event("{}"), bad]] {
            let refused = log.append(append_expecting([(&any, Expected::Any, given)])).await;
            let Err(AppendError::Invalid(message)) = refused else { panic!("{refused:?}") };
            assert!(message.contains(&any.to_string()) && message.len() < 500, "{message}");
        }
    }
    assert_eq!(whole_log(&log.shards()[0]).await.len(), 4);
}
