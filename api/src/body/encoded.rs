//! JSON bodies that are written already.

use std::marker::PhantomData;

use bytes::Bytes;
use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::payload::Payload;
use poem_openapi::registry::{MetaResponses, MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use serde::Serialize;

use super::JsonBody;
use crate::problem::{Kind, Problem};

/// The JSON of a `T`, written once for however many answers.
pub(crate) struct Encoded<T> {
    bytes: Bytes,
    of: PhantomData<fn() -> T>,
}

impl<T: Serialize> Encoded<T> {
    /// Writes it.
    pub(crate) fn new(value: &T) -> Result<Self, Problem> {
        let unwritable =
            |error| Problem::new(Kind::InternalError, "the answer cannot be written").caused_by(error);
        let bytes = serde_json::to_vec(value).map_err(unwritable)?.into();
        Ok(Self { bytes, of: PhantomData })
    }
}

impl<T> Clone for Encoded<T> {
    fn clone(&self) -> Self {
        Self { bytes: self.bytes.clone(), of: PhantomData }
    }
}

impl<T> IntoResponse for Encoded<T> {
    fn into_response(self) -> Response {
        Response::builder().content_type("application/json").body(self.bytes)
    }
}

impl<T: Type> Payload for Encoded<T> {
    const CONTENT_TYPE: &'static str = JsonBody::<T>::CONTENT_TYPE;

    fn schema_ref() -> MetaSchemaRef {
        T::schema_ref()
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl<T: Type + Serialize> ApiResponse for Encoded<T> {
    fn meta() -> MetaResponses {
        JsonBody::<T>::meta()
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}
