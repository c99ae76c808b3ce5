//! Packed uploads.

use commands::datasets::UploadError;
use commands::jobs::Items;
use commands::ports::ObjectStore as _;
use domain::dataset::{Compression, Format};

use super::world::{World, gzip, zstd};

fn lines(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("{{\"n\":{n}}}")).collect()
}

#[tokio::test]
async fn what_comes_packed_is_stored_unpacked_and_cut_as_ever() {
    let world = World::new().await;
    let lines = lines(30_000);
    let (one, other) = lines.split_at(11_111);
    let text = |lines: &[String]| format!("{}\n", lines.join("\n")).into_bytes();
    for (compression, pack) in [(Compression::Gzip, gzip as fn(&[u8]) -> _), (Compression::Zstd, zstd)] {
        let packed = [pack(&text(one)), pack(&text(other))].concat();

        let (dataset, upload) = world.upload(Format::Ndjson, compression, &packed).await.unwrap();

        assert_eq!((upload.items, upload.bytes), (30_000, text(&lines).len() as u64));
        assert_eq!(world.objects.size(&upload.key).await.unwrap(), upload.bytes);
        let job = world.submit(Items::Dataset(dataset), None, 777).await.unwrap();
        assert!(world.plan(job, 1).await.items() == lines, "{compression}");
    }
}

#[tokio::test]
async fn a_bomb_is_stopped_and_nothing_of_it_is_kept() {
    let world = World::limited(20 << 20).await;
    let bomb = gzip(&b"1\n".repeat(64 << 20));
    assert!(bomb.len() < 1 << 20);

    let refused = world.upload(Format::Ndjson, Compression::Gzip, &bomb).await.unwrap_err();

    assert!(matches!(refused, UploadError::TooLong { limit } if limit == 20 << 20), "{refused}");
    let cut_short = world.upload(Format::Csv, Compression::Zstd, &zstd(b"a\n1\n")[..9]).await.unwrap_err();
    assert!(matches!(cut_short, UploadError::Packed(_)), "{cut_short}");
    assert!(world.bucket.keys().await.is_empty());
    assert!(world.bucket.uploads().await.is_empty());
}
