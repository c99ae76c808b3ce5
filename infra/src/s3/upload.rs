//! An object that is written piece by piece: a multipart upload, or one request if it is one piece.

use async_trait::async_trait;
use aws_sdk_s3::types::{CompletedMultipartUpload, CompletedPart};
use bytes::Bytes;
use commands::ports::{ObjectError, ObjectStore as _, Upload};

use super::{S3Objects, object_error};

pub(super) struct S3Upload {
    objects: S3Objects,
    key: String,
    /// The first piece, until a second one comes.
    first: Option<Bytes>,
    /// The multipart upload's id, once there is one.
    id: Option<String>,
    parts: Vec<CompletedPart>,
}

impl S3Upload {
    pub(super) fn new(objects: S3Objects, key: String) -> Self {
        Self { objects, key, first: None, id: None, parts: vec![] }
    }

    async fn begin(&mut self) -> Result<String, ObjectError> {
        if let Some(id) = &self.id {
            return Ok(id.clone());
        }
        let S3Objects { client, bucket, .. } = &self.objects;
        let create = client.create_multipart_upload().bucket(bucket).key(self.objects.key(&self.key));
        let created = create.send().await.map_err(|error| object_error(&self.key, error))?;
        let id = created.upload_id.unwrap_or_default();
        self.id = Some(id.clone());
        Ok(id)
    }

    async fn send(&mut self, id: &str, bytes: Bytes) -> Result<(), ObjectError> {
        let number = i32::try_from(self.parts.len() + 1).unwrap_or(i32::MAX);
        let S3Objects { client, bucket, .. } = &self.objects;
        let upload = client.upload_part().bucket(bucket).key(self.objects.key(&self.key)).upload_id(id);
        let sent = upload.part_number(number).body(bytes.into()).send().await;
        let etag = sent.map_err(|error| object_error(&self.key, error))?.e_tag;
        self.parts.push(CompletedPart::builder().part_number(number).set_e_tag(etag).build());
        Ok(())
    }
}

#[async_trait]
impl Upload for S3Upload {
    async fn write(&mut self, bytes: Bytes) -> Result<(), ObjectError> {
        if self.id.is_none() && self.first.is_none() {
            self.first = Some(bytes);
            return Ok(());
        }
        let id = self.begin().await?;
        if let Some(first) = self.first.take() {
            self.send(&id, first).await?;
        }
        if bytes.is_empty() {
            return Ok(());
        }
        self.send(&id, bytes).await
    }

    async fn finish(mut self: Box<Self>) -> Result<(), ObjectError> {
        let Some(id) = self.id.clone() else {
            return self.objects.put(&self.key, self.first.take().unwrap_or_default()).await;
        };
        let parts =
            CompletedMultipartUpload::builder().set_parts(Some(std::mem::take(&mut self.parts))).build();
        let S3Objects { client, bucket, .. } = &self.objects;
        let complete = client.complete_multipart_upload().bucket(bucket).key(self.objects.key(&self.key));
        let completed = complete.upload_id(id).multipart_upload(parts).send().await;
        completed.map_err(|error| object_error(&self.key, error))?;
        // Until here, dropping this frees what was sent.
        self.id = None;
        Ok(())
    }

    async fn abort(mut self: Box<Self>) {
        if let Some(id) = self.id.take() {
            abort(self.objects.clone(), self.key.clone(), id).await;
        }
    }
}

/// A client that goes away drops its request, and so its upload: what it sent is freed all the same.
impl Drop for S3Upload {
    fn drop(&mut self) {
        if let Some(id) = self.id.take() {
            tokio::spawn(abort(self.objects.clone(), self.key.clone(), id));
        }
    }
}

async fn abort(objects: S3Objects, key: String, id: String) {
    let abort = objects.client.abort_multipart_upload().bucket(&objects.bucket).key(objects.key(&key));
    if let Err(error) = abort.upload_id(id).send().await {
        let error = aws_sdk_s3::error::DisplayErrorContext(&error);
        tracing::warn!(key, %error, "an upload was not aborted");
    }
}
