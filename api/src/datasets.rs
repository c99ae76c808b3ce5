//! `/v1/datasets`: uploads of any size, and what became of them.

use std::sync::Arc;

use domain::DatasetId;
use domain::dataset::{Compression, Dataset as Aggregate, Format, Upload};
use poem::{Body, Request, RequestBody, Result};
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use poem_openapi::{ApiExtractor, ApiExtractorType, ApiResponse, Enum, ExtractParamOptions, Object, OpenApi};
use serde::{Deserialize, Serialize};

use crate::asked::Asked;
use crate::body::{self, JsonBody};
use crate::idempotency::KEYED;
use crate::problem::{Kind, Problem, Refused, any_of};
use crate::text::{self, Described, Name, Text};
use crate::{Shared, Tag};

/// The media type of Parquet files.
const PARQUET: &str = "application/vnd.apache.parquet";

/// How a dataset's bytes are cut into items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub(crate) enum DatasetFormat {
    /// One JSON value a line; blank lines are not items.
    Ndjson,
    /// Comma-separated values with a header row; each row is an object of strings.
    Csv,
    /// Apache Parquet; each row is an object of typed values. Numbers keep every digit; times are in RFC 3339, dates
    /// and times of day in ISO 8601; binary is base64; what JSON cannot say, such as NaN, is null.
    Parquet,
}

/// A dataset. It never changes.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Dataset {
    /// Its id, which a job names to process it.
    id: Text<DatasetId>,
    /// The name that it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// How its bytes are cut into items.
    format: DatasetFormat,
    /// Its length, in bytes.
    bytes: u64,
    /// The SHA-256 of its bytes, in hexadecimal.
    sha256: String,
    /// How many items it holds.
    items: u64,
}

/// An upload's answer.
#[derive(ApiResponse)]
enum Uploaded {
    /// The dataset is stored, whole, and can be named by jobs.
    #[oai(status = 201)]
    Dataset(
        JsonBody<Dataset>,
        /// The path of the dataset.
        #[oai(header = "Location")]
        String,
    ),
}

const UPLOAD: u128 = KEYED
    | any_of(&[
        Kind::IncompleteBody,
        Kind::BodyTooLarge,
        Kind::UnsupportedMediaType,
        Kind::InvalidDataset,
        Kind::Overloaded,
        Kind::EngineAway,
        Kind::DamagedData,
        Kind::Conflict,
    ]);
const GET: u128 =
    any_of(&[Kind::MalformedParameter, Kind::NoSuchDataset, Kind::EngineAway, Kind::DamagedData]);

/// The routes.
pub(crate) struct DatasetsApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Datasets")]
impl DatasetsApi {
    /// Upload a dataset
    ///
    /// The body is the dataset's bytes, of any size; they are stored while they come. With `Content-Encoding: gzip`
    /// or `zstd` they come packed, and are stored unpacked: `bytes` and `sha256` are of what is stored. The dataset can
    /// be named by jobs from when this answers, and never changes.
    #[oai(path = "/v1/datasets", method = "post", operation_id = "upload_dataset")]
    async fn upload(
        &self,
        /// How the bytes are cut into items. Without it, `Content-Type` says so: `application/x-ndjson`, `text/csv`
        /// or `application/vnd.apache.parquet`.
        format: Query<Option<Text<DatasetFormat>>>,
        /// A name for people: up to 200 characters.
        name: Query<Option<Text<Name>>>,
        /// How the body is packed: `gzip` or `zstd`; without it, not at all.
        #[oai(name = "content-encoding")]
        encoding: Header<Option<String>>,
        asked: Asked,
        body: Bytes,
    ) -> Result<Uploaded, Refused<UPLOAD>> {
        let format = match format.0 {
            Some(Text(format)) => format,
            None => format_of(body.content_type.as_deref())?,
        };
        let compression = compression_of(encoding.0.as_deref())?;
        let (context, name) = (|id| asked.context(id), name.0.map(|Text(Name(name))| name));
        let bytes = body.body.into_bytes_stream();
        let uploads = &self.0.services.datasets;
        let (id, upload) = uploads
            .upload(context, asked.planned().map(DatasetId), name, format.into(), compression, bytes)
            .await?;
        Ok(Uploaded::Dataset(JsonBody(Dataset::new(id, &upload)), format!("/v1/datasets/{id}")))
    }

    /// Get a dataset
    #[oai(path = "/v1/datasets/:id", method = "get", operation_id = "get_dataset")]
    async fn get(
        &self,
        /// The dataset's id.
        id: Path<Text<DatasetId>>,
        asked: Asked,
    ) -> Result<JsonBody<Dataset>, Refused<GET>> {
        let Text(id) = id.0;
        // A dataset has one event for ever, so what this process knows of it is all there is.
        let dataset = self.0.services.executor.load::<Aggregate>(asked.tenant(), &id).await?;
        match &*dataset.state {
            Aggregate::Uploaded(upload) => Ok(JsonBody(Dataset::new(id, upload))),
            Aggregate::Unknown => {
                Err(Problem::new(Kind::NoSuchDataset, format!("there is no dataset {id}")).into())
            }
        }
    }
}

impl Dataset {
    fn new(id: DatasetId, upload: &Upload) -> Self {
        Self {
            id: Text(id),
            name: upload.name.clone(),
            format: match upload.format {
                Format::Ndjson => DatasetFormat::Ndjson,
                Format::Csv => DatasetFormat::Csv,
                Format::Parquet => DatasetFormat::Parquet,
            },
            bytes: upload.bytes,
            sha256: upload.sha256.clone(),
            items: upload.items,
        }
    }
}

impl From<DatasetFormat> for Format {
    fn from(format: DatasetFormat) -> Self {
        match format {
            DatasetFormat::Ndjson => Self::Ndjson,
            DatasetFormat::Csv => Self::Csv,
            DatasetFormat::Parquet => Self::Parquet,
        }
    }
}

impl std::str::FromStr for DatasetFormat {
    type Err = serde::de::value::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text::choice(text)
    }
}

impl Described for DatasetFormat {
    const NAME: &'static str = "dataset format";

    fn schema() -> MetaSchemaRef {
        Self::schema_ref()
    }

    fn register(registry: &mut Registry) {
        <Self as Type>::register(registry);
    }
}

fn format_of(content_type: Option<&str>) -> Result<DatasetFormat, Problem> {
    match content_type.map(body::essence).as_deref() {
        Some("application/x-ndjson") => Ok(DatasetFormat::Ndjson),
        Some("text/csv") => Ok(DatasetFormat::Csv),
        Some(PARQUET) => Ok(DatasetFormat::Parquet),
        _ => Err(Problem::new(
            Kind::UnsupportedMediaType,
            "the dataset's format is not known: add `?format=ndjson`, `?format=csv` or `?format=parquet` to the path, \
             or send `Content-Type: application/x-ndjson`, `text/csv` or `application/vnd.apache.parquet`",
        )),
    }
}

fn compression_of(encoding: Option<&str>) -> Result<Compression, Problem> {
    match encoding.map(str::trim) {
        None | Some("identity") => Ok(Compression::None),
        Some("gzip" | "x-gzip") => Ok(Compression::Gzip),
        Some("zstd") => Ok(Compression::Zstd),
        Some(_) => Err(Problem::new(
            Kind::UnsupportedMediaType,
            "of the Content-Encodings, `gzip` and `zstd` are taken: pack the bytes by one of them, or send them as they are",
        )),
    }
}

/// A body of any type and size, not yet read.
struct Bytes {
    content_type: Option<String>,
    body: Body,
}

impl<'a> ApiExtractor<'a> for Bytes {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn request_meta() -> Option<MetaRequest> {
        let schema = || MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", "binary")));
        let types = ["application/x-ndjson", "text/csv", PARQUET, "application/octet-stream"];
        let content = types.map(|content_type| MetaMediaType { content_type, schema: schema() });
        Some(MetaRequest {
            description: Some("The dataset's bytes. With `format`, any `Content-Type` is taken."),
            content: content.into(),
            required: true,
        })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> Result<Self> {
        Ok(Self { content_type: request.content_type().map(str::to_owned), body: body.take()? })
    }
}

#[cfg(test)]
mod tests {
    use futures::stream;

    use super::*;
    use crate::testing::{Testing, json, problem};

    #[tokio::test]
    async fn an_upload_is_counted_hashed_and_found_again() {
        let client = Testing::default().client();
        let upload =
            client.post("/v1/datasets?name=numbers").content_type("application/x-ndjson; charset=utf-8");
        let response = upload.body("1\n2\n\n3").send().await;
        let location = response.0.header("location").unwrap().to_owned();
        let dataset = json(response, 201).await;
        assert_eq!((&dataset["items"], &dataset["bytes"]), (&3.into(), &6.into()));
        assert_eq!((&dataset["name"], &dataset["format"]), (&"numbers".into(), &"ndjson".into()));
        assert_eq!(location, format!("/v1/datasets/{}", dataset["id"].as_str().unwrap()));
        assert_eq!(json(client.get(location).send().await, 200).await, dataset);
    }

    #[tokio::test]
    async fn a_format_in_the_query_counts_more_than_the_content_type() {
        let client = Testing::default().client();
        let upload = client.post("/v1/datasets?format=csv").content_type("application/x-ndjson");
        let dataset = json(upload.body("a\n1\n").send().await, 201).await;
        assert_eq!((&dataset["items"], &dataset["format"]), (&1.into(), &"csv".into()));
        assert!(dataset.get("name").is_none());
    }

    #[tokio::test]
    async fn a_format_that_nobody_named_is_a_problem_that_says_how() {
        let client = Testing::default().client();
        for request in [client.post("/v1/datasets"), client.post("/v1/datasets").content_type("text/plain")] {
            let problem = problem(request.body("1").send().await, 415, "unsupported-media-type").await;
            assert!(problem["detail"].as_str().unwrap().contains("?format=ndjson"));
        }
        let packed = client.post("/v1/datasets?format=csv").header("content-encoding", "br");
        problem(packed.body("a\n1\n").send().await, 415, "unsupported-media-type").await;
        let unknown = client.post("/v1/datasets?format=avro").body("1").send().await;
        assert_eq!(problem(unknown, 400, "malformed-parameter").await["parameter"], "format");
    }

    #[tokio::test]
    async fn packed_bytes_are_stored_unpacked() {
        let testing = Testing::default();
        let client = testing.client();
        let upload = |encoding: &str, body: Vec<u8>| {
            client.post("/v1/datasets?format=csv").header("content-encoding", encoding).body(body).send()
        };
        let packed = zstd::stream::encode_all(&b"a\n1\n2\n"[..], 1).unwrap();
        let dataset = json(upload("zstd", packed.clone()).await, 201).await;
        assert_eq!((&dataset["items"], &dataset["bytes"]), (&2.into(), &6.into()));
        assert!(testing.engines.objects.lock().unwrap().values().any(|object| object == "a\n1\n2\n"));

        let cut_short =
            problem(upload("zstd", packed[..packed.len() - 1].to_vec()).await, 422, "invalid-dataset").await;
        assert!(cut_short["detail"].as_str().unwrap().contains("zstd"), "{cut_short}");
        problem(upload("gzip", b"a\n1\n".to_vec()).await, 422, "invalid-dataset").await;
        assert_eq!(testing.engines.objects.lock().unwrap().len(), 1, "nothing else is kept");
    }

    #[tokio::test]
    async fn bytes_that_are_no_parquet_are_a_problem() {
        let testing = Testing::default();
        for (body, word) in
            [("a\n1\n", "cut short"), ("PAR1....PARE", "encrypted"), ("\0\0\0\0PAR1", "longer")]
        {
            let upload = testing.client().post("/v1/datasets").content_type(PARQUET).body(body).send().await;
            let problem = problem(upload, 422, "invalid-dataset").await;
            assert!(problem["detail"].as_str().unwrap().contains(word), "{problem}");
        }
        assert!(testing.engines.objects.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn bytes_that_are_no_dataset_are_a_problem() {
        let client = Testing::default().client();
        let upload = |body: String| client.post("/v1/datasets?format=csv").body(body).send();
        problem(upload(String::new()).await, 422, "invalid-dataset").await;
        problem(upload("a,a\n1,2\n".to_owned()).await, 422, "invalid-dataset").await;
        let long = upload(format!("a\n1\n{}", "x".repeat(2 << 20))).await;
        assert_eq!(problem(long, 422, "invalid-dataset").await["item"], 1);
        let name = client.post(format!("/v1/datasets?format=csv&name={}", "x".repeat(201)));
        assert_eq!(
            problem(name.body("a").send().await, 400, "malformed-parameter").await["parameter"],
            "name"
        );
    }

    #[tokio::test]
    async fn a_body_that_ends_early_is_not_kept() {
        let testing = Testing::default();
        let pieces = [Ok(bytes::Bytes::from("a\n1\n")), Err(std::io::Error::other("reset"))];
        let body = Body::from_bytes_stream(stream::iter(pieces));
        let response = testing.client().post("/v1/datasets?format=csv").body(body).send().await;
        problem(response, 400, "incomplete-body").await;
        assert!(testing.engines.events.lock().unwrap().is_empty());
    }
}
