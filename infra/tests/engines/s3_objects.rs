//! Objects: whole, by range, and written piece by piece.

use aws_sdk_s3::Client;
use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region};
use bytes::Bytes;
use commands::ports::{ObjectError, ObjectStore as _};
use futures::TryStreamExt as _;
use infra::s3::S3Objects;
use sha2::{Digest as _, Sha256};

use crate::support::{Place, until};

/// The smallest piece that a multipart upload takes, but for the last.
const PIECE: usize = 5 << 20;

/// Bytes that tell where they are from.
fn piece(number: usize, length: usize) -> Bytes {
    let lines = (0..length.div_ceil(64)).flat_map(|line| format!("{number:31}/{line:31}\n").into_bytes());
    lines.take(length).collect()
}

async fn read(objects: &S3Objects, key: &str) -> Result<Vec<u8>, ObjectError> {
    let chunks: Vec<Bytes> = objects.get(key).await?.try_collect().await?;
    Ok(chunks.concat())
}

async fn is_absent(objects: &S3Objects, key: &str) -> bool {
    match read(objects, key).await {
        Err(ObjectError::NotFound(absent)) => absent == key,
        Err(error) => panic!("{error}"),
        Ok(_) => false,
    }
}

/// The bucket as its owner sees it.
pub(crate) struct Bucket {
    client: Client,
    name: String,
    prefix: String,
}

impl Bucket {
    pub(crate) fn of(place: &Place) -> Self {
        let config = place.s3();
        let credentials = Credentials::new(&config.access_key, &config.secret_key, None, None, "test");
        let client = aws_sdk_s3::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .endpoint_url(&config.endpoint)
            .region(Region::new(config.region.clone()))
            .credentials_provider(credentials)
            .force_path_style(true)
            .build();
        let prefix = format!("{}/", config.prefix);
        Self { client: Client::from_conf(client), name: config.bucket.clone(), prefix }
    }

    /// The keys whose multipart uploads have begun and not ended.
    pub(crate) async fn uploads(&self) -> Vec<String> {
        let list = self.client.list_multipart_uploads().bucket(&self.name).prefix(&self.prefix);
        let uploads = list.send().await.unwrap().uploads.unwrap_or_default();
        uploads.into_iter().map(|upload| upload.key.unwrap()).collect()
    }

    pub(crate) async fn keys(&self) -> Vec<String> {
        let list = self.client.list_objects_v2().bucket(&self.name).prefix(&self.prefix);
        let objects = list.send().await.unwrap().contents.unwrap_or_default();
        objects.into_iter().map(|object| object.key.unwrap()[self.prefix.len()..].to_owned()).collect()
    }
}

#[tokio::test]
async fn an_object_is_what_was_put_last() {
    let mut place = Place::new();
    let objects = place.objects();
    let large = piece(1, 3 << 20);
    for (key, body) in [("empty", Bytes::new()), ("tenants/dev/jobs/job_1/a b+c%.ndjson", large.clone())] {
        objects.put(key, Bytes::from_static(b"before")).await.unwrap();
        objects.put(key, body.clone()).await.unwrap();
        assert!(read(&objects, key).await.unwrap() == body, "{key}");
        assert_eq!(objects.size(key).await.unwrap(), body.len() as u64);
    }
}

#[tokio::test]
async fn a_range_goes_as_far_as_the_object_reaches() {
    let mut place = Place::new();
    let objects = place.objects();
    let body = piece(2, 100_000);
    objects.put("a", body.clone()).await.unwrap();

    let inside = [(0, 1), (0, 100_000), (99_999, 1), (12_345, 54_321)];
    let beyond = [(99_999, 2), (0, 100_001), (50_000, 1 << 40), (100_000, 1), (1 << 40, 5)];
    for (offset, length) in inside.into_iter().chain(beyond) {
        let range = objects.get_range("a", offset, length).await.unwrap();
        let [start, end] =
            [offset, offset + length].map(|place| usize::try_from(place.min(100_000)).unwrap());
        assert!(range == body[start..end], "{length} from {offset}");
    }
}

#[tokio::test]
async fn an_object_that_is_not_there_is_not_found() {
    let mut place = Place::new();
    let objects = place.objects();
    assert!(is_absent(&objects, "nothing").await);
    let size = objects.size("nothing").await;
    assert!(matches!(size, Err(ObjectError::NotFound(_))), "{size:?}");
    let range = objects.get_range("nothing", 0, 1).await;
    assert!(matches!(range, Err(ObjectError::NotFound(_))), "{range:?}");
}

#[tokio::test]
async fn an_object_of_pieces_appears_when_it_is_finished() {
    let mut place = Place::new();
    let (objects, bucket) = (place.objects(), Bucket::of(&place));
    let mut upload = objects.begin("pieces").await.unwrap();
    let mut whole = Sha256::new();
    for (number, length) in [PIECE, PIECE + 1, PIECE, 17].into_iter().enumerate() {
        let bytes = piece(number, length);
        whole.update(&bytes);
        upload.write(bytes).await.unwrap();
        assert!(is_absent(&objects, "pieces").await, "it is there before it is finished");
    }

    upload.finish().await.unwrap();

    let found = read(&objects, "pieces").await.unwrap();
    assert_eq!(found.len(), 3 * PIECE + 18);
    assert!(Sha256::digest(&found) == whole.finalize());
    assert!(bucket.uploads().await.is_empty());
}

#[tokio::test]
async fn an_object_of_one_piece_or_none_appears_when_it_is_finished() {
    let mut place = Place::new();
    let objects = place.objects();
    for (key, pieces) in [("one", vec![piece(1, 10)]), ("none", vec![]), ("no bytes", vec![Bytes::new()])] {
        let mut upload = objects.begin(key).await.unwrap();
        for piece in &pieces {
            upload.write(piece.clone()).await.unwrap();
        }
        assert!(is_absent(&objects, key).await);
        upload.finish().await.unwrap();
        assert_eq!(read(&objects, key).await.unwrap(), pieces.concat(), "{key}");
    }
}

#[tokio::test]
async fn an_upload_that_is_given_up_leaves_nothing() {
    let mut place = Place::new();
    let (objects, bucket) = (place.objects(), Bucket::of(&place));
    for pieces in 0..3 {
        let mut upload = objects.begin("given up").await.unwrap();
        for number in 0..pieces {
            upload.write(piece(number, PIECE)).await.unwrap();
        }
        assert_eq!(bucket.uploads().await.len(), usize::from(pieces == 2));

        upload.abort().await;

        assert!(bucket.uploads().await.is_empty(), "of {pieces} pieces something is left");
        assert!(bucket.keys().await.is_empty());
    }
}

#[tokio::test]
async fn an_upload_whose_client_goes_away_leaves_nothing() {
    let mut place = Place::new();
    let (objects, bucket) = (place.objects(), Bucket::of(&place));
    let mut upload = objects.begin("dropped").await.unwrap();
    for number in 0..2 {
        upload.write(piece(number, PIECE)).await.unwrap();
    }
    assert_eq!(bucket.uploads().await.len(), 1);

    drop(upload);

    until("the upload is aborted", async || bucket.uploads().await.is_empty().then_some(())).await;
    assert!(is_absent(&objects, "dropped").await);
}

#[tokio::test]
async fn an_upload_that_cannot_be_finished_leaves_nothing() {
    let mut place = Place::new();
    let (objects, bucket) = (place.objects(), Bucket::of(&place));
    let mut upload = objects.begin("too small").await.unwrap();
    // Only the last piece may be so small.
    for number in 0..3 {
        upload.write(piece(number, 10)).await.unwrap();
    }

    let finished = upload.finish().await;

    assert!(finished.is_err());
    until("the upload is aborted", async || bucket.uploads().await.is_empty().then_some(())).await;
    assert!(is_absent(&objects, "too small").await);
}

#[tokio::test]
async fn deployments_do_not_see_each_other() {
    let (mut one, mut other) = (Place::new(), Place::new());
    one.objects().put("same", Bytes::from_static(b"one")).await.unwrap();
    assert!(is_absent(&other.objects(), "same").await);
    other.objects().put("same", Bytes::from_static(b"other")).await.unwrap();
    assert_eq!(read(&one.objects(), "same").await.unwrap(), b"one");
    other.objects().clear().await.unwrap();
    assert_eq!(Bucket::of(&one).keys().await, ["same"]);
}
