//! Tables as files: the formats that exports can be asked for.

use std::str::FromStr;

use poem::{Body, IntoResponse, Response};
use poem_openapi::payload::Payload;
use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use poem_openapi::{Enum, ResponseContent};
use projections::queries;
use serde::{Deserialize, Serialize};

use crate::results::Ndjson;
use crate::text::{self, Described};

/// What a table is written as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub(crate) enum TableFormat {
    /// Lines of values with commas between, the first of which has the names.
    #[default]
    Csv,
    /// A line of JSON for each row.
    Ndjson,
    /// Apache Parquet.
    Parquet,
}

/// Values with commas between.
pub(crate) struct Csv(Body);

/// A file of Apache Parquet.
pub(crate) struct Parquet(Body);

/// A table in one of its formats.
#[derive(ResponseContent)]
pub(crate) enum Table {
    Csv(Csv),
    Ndjson(Ndjson),
    Parquet(Parquet),
}

impl Table {
    /// A table that is written in this format already.
    pub(crate) fn of(format: TableFormat, body: Body) -> Self {
        match format {
            TableFormat::Csv => Self::Csv(Csv(body)),
            TableFormat::Ndjson => Self::Ndjson(Ndjson(body)),
            TableFormat::Parquet => Self::Parquet(Parquet(body)),
        }
    }
}

impl From<TableFormat> for queries::TableFormat {
    fn from(format: TableFormat) -> Self {
        match format {
            TableFormat::Csv => Self::Csv,
            TableFormat::Ndjson => Self::Ndjson,
            TableFormat::Parquet => Self::Parquet,
        }
    }
}

impl FromStr for TableFormat {
    type Err = serde::de::value::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text::choice(text)
    }
}

impl Described for TableFormat {
    const NAME: &'static str = "table format";

    fn schema() -> MetaSchemaRef {
        Self::schema_ref()
    }

    fn register(registry: &mut Registry) {
        <Self as Type>::register(registry);
    }
}

impl Payload for Csv {
    const CONTENT_TYPE: &'static str = "text/csv; header=present";

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema::new("string")))
    }
}

impl IntoResponse for Csv {
    fn into_response(self) -> Response {
        Response::builder().content_type(Self::CONTENT_TYPE).body(self.0)
    }
}

impl Payload for Parquet {
    const CONTENT_TYPE: &'static str = "application/vnd.apache.parquet";

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema { format: Some("binary"), ..MetaSchema::new("string") }))
    }
}

impl IntoResponse for Parquet {
    fn into_response(self) -> Response {
        Response::builder().content_type(Self::CONTENT_TYPE).body(self.0)
    }
}
