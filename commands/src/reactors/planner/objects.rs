//! Plans a job whose items are in several objects, one after the other.

use bytes::Bytes;
use domain::dataset::{Compression, Format};
use domain::job::{ObjectInput, Plan};
use futures::StreamExt;
use futures::stream::BoxStream;

use super::row_groups::TableInput;
use super::{Object, PlanError, Planner, Planning, unreadable_if_missing};
use crate::inputs::pieces::Pieces;
use crate::inputs::unpack::{UnpackError, unpack};
use crate::keys;
use crate::ports::{ObjectError, Upload};

type Unpacked = BoxStream<'static, Result<Bytes, UnpackError<ObjectError>>>;

impl Planner {
    pub(super) async fn plan_objects(
        &self,
        job: &Planning<'_>,
        objects: &[ObjectInput],
        columns: Option<&[String]>,
        opened: &mut Plan,
    ) -> Result<(), PlanError> {
        for (number, object) in objects.iter().enumerate() {
            let planned = self.plan_one(job, number, object, columns, opened).await;
            planned.map_err(|error| match error {
                PlanError::Unreadable(reason) => {
                    PlanError::Unreadable(format!("object {}: {reason}", object.key))
                }
                error => error,
            })?;
        }
        if opened.tasks == 0 {
            return Err(PlanError::Unreadable("its objects hold no item".to_owned()));
        }
        Ok(())
    }

    async fn plan_one(
        &self,
        job: &Planning<'_>,
        number: usize,
        object: &ObjectInput,
        columns: Option<&[String]>,
        opened: &mut Plan,
    ) -> Result<(), PlanError> {
        let staged = match object.compression {
            Compression::None => None,
            Compression::Gzip | Compression::Zstd => Some(self.stage(job, number, object).await?),
        };
        let key = staged.as_deref().unwrap_or(&object.key);
        match object.format {
            Format::Ndjson | Format::Csv => {
                self.plan_object(job, Object { key, format: object.format, counted: None }, opened).await
            }
            Format::Parquet => {
                let bytes = self.objects.size(key).await.map_err(unreadable_if_missing)?;
                self.plan_table(job, TableInput { key, bytes, columns, items: None }, opened).await
            }
        }
    }

    /// Keeps what is packed in an object unpacked, so that ranges of it can be read; gives the key. An object appears
    /// when it is whole, so one that a planner which died has staged is there, or not at all.
    async fn stage(
        &self,
        job: &Planning<'_>,
        number: usize,
        object: &ObjectInput,
    ) -> Result<String, PlanError> {
        let key = keys::job_input(&job.context.tenant, job.job, number);
        match self.objects.size(&key).await {
            Ok(_) => return Ok(key),
            Err(ObjectError::NotFound(_)) => {}
            Err(error) => return Err(unreadable_if_missing(error)),
        }
        let packed = self.objects.get(&object.key).await.map_err(unreadable_if_missing)?;
        let mut upload = self.objects.begin(&key).await.map_err(unreadable_if_missing)?;
        if let Err(error) = self.write(unpack(packed, object.compression), &mut *upload).await {
            upload.abort().await;
            return Err(error);
        }
        upload.finish().await.map_err(unreadable_if_missing)?;
        Ok(key)
    }

    async fn write(&self, mut unpacked: Unpacked, upload: &mut dyn Upload) -> Result<(), PlanError> {
        let (mut pieces, mut bytes) = (Pieces::new(upload), 0);
        while let Some(chunk) = unpacked.next().await {
            let chunk = chunk.map_err(|error| match error {
                UnpackError::Source(error) => unreadable_if_missing(error),
                error @ UnpackError::Corrupt { .. } => PlanError::Unreadable(error.to_string()),
            })?;
            bytes += chunk.len() as u64;
            if bytes > self.max_bytes {
                let limit = self.max_bytes;
                return Err(PlanError::Unreadable(format!("it has more than {limit} bytes, unpacked")));
            }
            pieces.write(&chunk).await.map_err(unreadable_if_missing)?;
        }
        pieces.end().await.map_err(unreadable_if_missing)
    }
}
