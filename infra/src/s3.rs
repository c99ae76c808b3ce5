//! The object store: S3, or what speaks its protocol.

mod upload;

use async_trait::async_trait;
use aws_sdk_s3::Client;
use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region, RequestChecksumCalculation};
use aws_sdk_s3::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use bytes::Bytes;
use commands::ports::{EngineError, ObjectError, ObjectStore, ObjectStream, Upload};
use futures::{StreamExt, stream};
use serde::Deserialize;

use self::upload::S3Upload;

/// Where the object store is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3Config {
    /// The URL of the service.
    pub endpoint: String,
    /// Its region.
    pub region: String,
    /// The bucket that holds everything.
    pub bucket: String,
    /// The access key's id.
    pub access_key: String,
    /// The access key's secret.
    pub secret_key: String,
    /// What every key begins with, so that deployments can share a bucket; it is not a setting, but named after
    /// the deployment.
    #[serde(skip)]
    pub prefix: String,
}

/// Objects of one deployment.
#[derive(Clone)]
pub struct S3Objects {
    client: Client,
    bucket: String,
    prefix: String,
}

impl S3Objects {
    /// The object store at `config`. It connects when it is first used.
    #[must_use]
    pub fn new(config: &S3Config) -> Self {
        let credentials = Credentials::new(&config.access_key, &config.secret_key, None, None, "config");
        let client = aws_sdk_s3::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .endpoint_url(&config.endpoint)
            .region(Region::new(config.region.clone()))
            .credentials_provider(credentials)
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .force_path_style(true)
            .build();
        let prefix = if config.prefix.is_empty() { String::new() } else { format!("{}/", config.prefix) };
        Self { client: Client::from_conf(client), bucket: config.bucket.clone(), prefix }
    }

    /// Whether the bucket is there.
    ///
    /// # Errors
    /// It is not, or the service does not answer.
    pub async fn ping(&self) -> Result<(), EngineError> {
        self.client.head_bucket().bucket(&self.bucket).send().await.map(|_| ()).map_err(engine_error)
    }

    /// Creates the bucket if it is missing.
    ///
    /// # Errors
    /// The service refuses or does not answer.
    pub async fn create_bucket(&self) -> Result<(), EngineError> {
        match self.ping().await {
            Ok(()) => Ok(()),
            Err(_) => self
                .client
                .create_bucket()
                .bucket(&self.bucket)
                .send()
                .await
                .map(|_| ())
                .map_err(engine_error),
        }
    }

    /// Deletes every object of the deployment.
    ///
    /// # Errors
    /// The service refuses or does not answer.
    pub async fn clear(&self) -> Result<(), EngineError> {
        let list = self.client.list_objects_v2().bucket(&self.bucket).prefix(&self.prefix);
        let mut pages = list.into_paginator().send();
        while let Some(page) = pages.next().await {
            for object in page.map_err(engine_error)?.contents.unwrap_or_default() {
                let delete = self.client.delete_object().bucket(&self.bucket).set_key(object.key);
                delete.send().await.map_err(engine_error)?;
            }
        }
        Ok(())
    }

    fn key(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }
}

fn engine_error<E: std::error::Error>(error: E) -> EngineError {
    EngineError { engine: "s3", message: DisplayErrorContext(&error).to_string() }
}

fn object_error<E, R>(key: &str, error: SdkError<E, R>) -> ObjectError
where
    E: std::error::Error + ProvideErrorMetadata + 'static,
    R: std::fmt::Debug + 'static,
{
    match &error {
        // An answer without a body, as to HEAD, has the second code.
        SdkError::ServiceError(refusal) if matches!(refusal.err().code(), Some("NoSuchKey" | "NotFound")) => {
            ObjectError::NotFound(key.to_owned())
        }
        _ => ObjectError::Engine(engine_error(error)),
    }
}

#[async_trait]
impl ObjectStore for S3Objects {
    async fn put(&self, key: &str, body: Bytes) -> Result<(), ObjectError> {
        let put = self.client.put_object().bucket(&self.bucket).key(self.key(key)).body(body.into());
        put.send().await.map(|_| ()).map_err(|error| object_error(key, error))
    }

    async fn get(&self, key: &str) -> Result<ObjectStream, ObjectError> {
        let get = self.client.get_object().bucket(&self.bucket).key(self.key(key));
        let body = get.send().await.map_err(|error| object_error(key, error))?.body;
        let chunks = stream::unfold(body, |mut body| async {
            let chunk = body.next().await?;
            Some((chunk.map_err(|error| ObjectError::Engine(engine_error(error))), body))
        });
        Ok(chunks.boxed())
    }

    async fn get_range(&self, key: &str, offset: u64, length: u64) -> Result<Bytes, ObjectError> {
        let range = format!("bytes={offset}-{}", offset + length.max(1) - 1);
        let get = self.client.get_object().bucket(&self.bucket).key(self.key(key)).range(range);
        let body = match get.send().await {
            Ok(answer) => answer.body,
            Err(error) if error.code() == Some("InvalidRange") => return Ok(Bytes::new()),
            Err(error) => return Err(object_error(key, error)),
        };
        let bytes = body.collect().await.map_err(|error| ObjectError::Engine(engine_error(error)))?;
        Ok(bytes.into_bytes())
    }

    async fn size(&self, key: &str) -> Result<u64, ObjectError> {
        let head = self.client.head_object().bucket(&self.bucket).key(self.key(key));
        let head = head.send().await.map_err(|error| object_error(key, error))?;
        Ok(head.content_length.and_then(|length| u64::try_from(length).ok()).unwrap_or_default())
    }

    async fn begin(&self, key: &str) -> Result<Box<dyn Upload>, ObjectError> {
        Ok(Box::new(S3Upload::new(self.clone(), key.to_owned())))
    }
}
