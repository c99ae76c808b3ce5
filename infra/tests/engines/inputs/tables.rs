//! Parquet files.

use commands::datasets::UploadError;
use commands::jobs::{ColumnsError, Items, SubmitError};
use domain::dataset::{Compression, Format};

use super::world::{World, table, zstd};

#[tokio::test]
async fn row_groups_are_cut_into_batches_that_give_every_row_once() {
    let world = World::new().await;
    let file = table(&[1_000, 0, 1, 333]);
    for (compression, body) in [(Compression::None, file.clone()), (Compression::Zstd, zstd(&file))] {
        let (dataset, upload) = world.upload(Format::Parquet, compression, &body).await.unwrap();
        assert_eq!((upload.items, upload.bytes), (1_334, file.len() as u64));

        let job = world.submit(Items::Dataset(dataset), None, 100).await.unwrap();
        let items = world.plan(job, 2).await.items();

        let row = |n| format!("{{\"n\":{n},\"word\":\"w{n}\"}}");
        assert!(items == (0..1_334).map(row).collect::<Vec<_>>(), "{compression}");
    }
}

#[tokio::test]
async fn columns_are_chosen_by_name_and_others_are_refused_with_those_there_are() {
    let world = World::new().await;
    let (dataset, _) = world.upload(Format::Parquet, Compression::None, &table(&[3])).await.unwrap();

    let job = world.submit(Items::Dataset(dataset), Some(&["word"]), 10).await.unwrap();
    let items = world.plan(job, 1).await.items();
    assert_eq!(items, [r#"{"word":"w0"}"#, r#"{"word":"w1"}"#, r#"{"word":"w2"}"#]);

    let refused = world.submit(Items::Dataset(dataset), Some(&["n", "x"]), 10).await.unwrap_err();
    assert_eq!(refused.to_string(), "there is no column x: there are n, word");
    let none = world.submit(Items::Dataset(dataset), Some(&[]), 10).await.unwrap_err();
    assert!(matches!(none, SubmitError::Columns(ColumnsError::None)), "{none}");
    let (csv, _) = world.upload(Format::Csv, Compression::None, b"a\n1\n").await.unwrap();
    let not_parquet = world.submit(Items::Dataset(csv), Some(&["a"]), 10).await.unwrap_err();
    assert!(matches!(not_parquet, SubmitError::Columns(ColumnsError::NotParquet)), "{not_parquet}");
}

#[tokio::test]
async fn a_file_that_does_not_hold_together_is_refused() {
    let world = World::new().await;
    let file = table(&[100]);
    // Without a part of its data, the footer says of columns that they are where the file has ended.
    let without_data = [&file[..10], &file[file.len() - 400..]].concat();
    for broken in [&file[..file.len() - 1], &file[..20], &without_data] {
        let refused = world.upload(Format::Parquet, Compression::None, broken).await.unwrap_err();
        assert!(matches!(refused, UploadError::Parquet(_)), "{refused}");
    }
    assert!(world.bucket.keys().await.is_empty(), "nothing of them is kept");
}
