//! Objects that a tenant put into the object store itself.

use commands::inputs::objects::NamedObject;
use commands::jobs::{Items, SubmitError};
use domain::dataset::Format;

use super::world::{Planned, World, gzip, table, zstd};

fn named(keys: &[&str]) -> Items {
    let object = |key: &&str| NamedObject { key: key.to_string(), format: None, compression: None };
    Items::Objects(keys.iter().map(object).collect())
}

async fn planned(world: &World, keys: &[&str], times: usize) -> Planned {
    let job = world.submit(named(keys), None, 2).await.unwrap();
    world.plan(job, times).await
}

#[tokio::test]
async fn objects_are_read_one_after_the_other_also_when_planned_again() {
    let world = World::new().await;
    world.put("tenants/dev/in/a.ndjson", "1\n2\n3\n").await;
    world.put("tenants/dev/in/b.csv.gz", gzip(b"x\n4\n5\n6\n")).await;
    world.put("tenants/dev/in/empty.jsonl", "").await;
    world.put("tenants/dev/in/c.parquet", table(&[2, 1])).await;
    world.put("tenants/dev/in/d.parquet.zst", zstd(&table(&[1]))).await;
    let keys = ["a.ndjson", "b.csv.gz", "empty.jsonl", "c.parquet", "d.parquet.zst"];
    let keys = keys.map(|name| format!("tenants/dev/in/{name}"));
    let keys: Vec<_> = keys.iter().map(String::as_str).collect();
    let row = |n| format!("{{\"n\":{n},\"word\":\"w{n}\"}}");
    let mut expected: Vec<_> = ["1", "2", "3"].map(String::from).into();
    expected.extend(["4", "5", "6"].map(|x| format!("{{\"x\":\"{x}\"}}")));
    expected.extend([row(0), row(1), row(2), row(0)]);
    for times in [1, 3] {
        assert_eq!(planned(&world, &keys, times).await.items(), expected, "planned {times} times");
    }
}

#[tokio::test]
async fn a_key_that_is_not_the_tenants_is_refused() {
    let world = World::new().await;
    for key in ["tenants/other/a.csv", "a.csv", "tenants/dev/../other/a.csv"] {
        let refused = world.submit(named(&[key]), None, 2).await.unwrap_err();
        assert!(matches!(refused, SubmitError::Objects(_)), "{refused}");
    }
}

#[tokio::test]
async fn an_object_that_cannot_be_read_fails_the_job_with_the_reason() {
    let world = World::new().await;
    world.put("tenants/dev/bad.csv.gz", gzip(b"x\n1\n")[..15].to_vec()).await;
    world.put("tenants/dev/bad.parquet", "PAR1").await;
    world.put("tenants/dev/twice.csv", "a,a\n1,2\n").await;
    world.put("tenants/dev/empty.ndjson", "\n\n").await;
    for (key, word) in [
        ("tenants/dev/none.csv", "there is no object"),
        ("tenants/dev/none.csv.gz", "there is no object"),
        ("tenants/dev/none.parquet", "there is no object"),
        ("tenants/dev/bad.csv.gz", "gzip"),
        ("tenants/dev/bad.parquet", "cut short"),
        ("tenants/dev/twice.csv", "twice"),
        ("tenants/dev/empty.ndjson", "no item"),
    ] {
        let reason = planned(&world, &[key], 1).await.reason();
        assert!(reason.contains(word), "{key}: {reason}");
    }
}

#[tokio::test]
async fn a_footer_that_lies_of_its_rows_fails_the_job() {
    let world = World::new().await;
    let (honest, mut lying) = (table(&[3]), table(&[3]));
    // In the footer, 3 is written as 6: of the rows of the file, of the group, and of the values of each column.
    let footer = u32::from_le_bytes(*honest[honest.len() - 8..].first_chunk().unwrap());
    let start = honest.len() - 8 - usize::try_from(footer).unwrap();
    for (place, byte) in honest.iter().enumerate().skip(start) {
        let is_count = *byte == 6 && matches!(honest[place - 1], 0x16 | 0x36);
        if is_count {
            lying[place] = 8;
        }
    }
    assert_ne!(honest, lying);
    world.put("tenants/dev/lying.parquet", lying).await;

    let reason = planned(&world, &["tenants/dev/lying.parquet"], 1).await.reason();

    assert!(reason.contains("row group 0 has 4 rows, and its pages have 3"), "{reason}");
}

#[tokio::test]
async fn a_format_that_is_given_counts_more_than_the_name() {
    let world = World::new().await;
    world.put("tenants/dev/data", "1\n2\n").await;
    let object =
        NamedObject { key: "tenants/dev/data".to_owned(), format: Some(Format::Ndjson), compression: None };
    let job = world.submit(Items::Objects(vec![object]), None, 10).await.unwrap();
    assert_eq!(world.plan(job, 1).await.items(), ["1", "2"]);
}
