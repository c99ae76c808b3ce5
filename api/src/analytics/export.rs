//! `/v1/analytics/{chart}/export`: a chart as a file.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::QueueName;
use poem::Body;
use poem_openapi::param::{Path, Query};
use poem_openapi::{ApiResponse, OpenApi};

use super::CHART;
use super::asking::{Asking, ChartTopic, Step, TimeZone};
use super::table::{self, Unwritable};
use crate::asked::Asked;
use crate::jobs::ProcessorKind;
use crate::problem::{Kind, Problem, Refused};
use crate::tables::{Table, TableFormat};
use crate::text::Text;
use crate::{Shared, Tag};

#[derive(ApiResponse)]
enum Export {
    /// A row for each step of each line, with the columns `time`, when the step begins, in UTC; `series`, the line's name; `unit`;
    /// and `value`, which is `null` in lines of JSON and Parquet, and empty in CSV, where there is nothing to tell it of.
    #[oai(status = 200)]
    All(Table),
}

/// The route.
pub(crate) struct ChartExportApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Analytics")]
impl ChartExportApi {
    /// Export a chart
    ///
    /// What the chart itself has, as a table: its lines one after the other, each in order of time. An answer may be five seconds old.
    #[oai(path = "/v1/analytics/:chart/export", method = "get", operation_id = "export_chart")]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    async fn export(
        &self,
        /// Which chart.
        chart: Path<Text<ChartTopic>>,
        /// What the table is written as.
        #[oai(default)]
        format: Query<Text<TableFormat>>,
        /// From this time on, and from the beginning of its step. Without it, 24 hours before `until`.
        from: Query<Option<DateTime<Utc>>>,
        /// Before this time. Without it, until now.
        until: Query<Option<DateTime<Utc>>>,
        /// How the time is cut.
        #[oai(default)]
        step: Query<Text<Step>>,
        /// Whose days, weeks and months: a time zone.
        #[oai(default)]
        time_zone: Query<Text<TimeZone>>,
        /// Only what was done so.
        processor: Query<Option<Text<ProcessorKind>>>,
        /// Only what came from this queue.
        queue: Query<Option<Text<QueueName>>>,
        asked: Asked,
    ) -> Result<Export, Refused<CHART>> {
        let (Text(topic), Text(format)) = (chart.0, format.0);
        let asking = Asking {
            from: from.0,
            until: until.0,
            step: step.0.0,
            time_zone: time_zone.0.0,
            processor: processor.0,
            queue: queue.0,
        };
        let query = asking.query(topic.into(), Utc::now())?;
        let drawn = self.0.services.charts.chart(asked.tenant(), &query).await?;
        Ok(Export::All(Table::of(format, Body::from(table::written(&drawn, format)?))))
    }
}

impl From<Unwritable> for Problem {
    fn from(error: Unwritable) -> Self {
        Self::new(Kind::InternalError, "the chart cannot be written as a table").caused_by(error)
    }
}
