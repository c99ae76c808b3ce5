// Made from docs/openapi.json by clients/generate.

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///A job that was accepted.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Accepted {
        ///The job's id.
        pub id: ::std::string::String,
        ///Where its first events are.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub position: ::std::option::Option<LogPosition>,
    }
    impl Accepted {
        pub fn builder() -> builder::Accepted {
            Default::default()
        }
    }
    ///Where somebody gets mail.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct Address {
        ///The address.
        pub email: ::std::string::String,
    }
    impl Address {
        pub fn builder() -> builder::Address {
            Default::default()
        }
    }
    ///The process answers.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Alive {
        ///Always `alive`.
        pub status: ::std::string::String,
    }
    impl Alive {
        pub fn builder() -> builder::Alive {
            Default::default()
        }
    }
    ///A key, without its secret.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ApiKey {
        ///Its id.
        pub id: ::std::string::String,
        ///What it is called.
        pub name: ::std::string::String,
        ///How the secret begins and ends.
        pub hint: ::std::string::String,
        ///As what it acts.
        pub role: ::std::string::String,
        ///What it may do of that which its role may; none: all of it.
        pub scopes: ::std::vec::Vec<::std::string::String>,
        ///Who made it: a user or an API key.
        pub created_by: ::std::string::String,
        ///When it was made.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///When it is over, if ever.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub expires_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///When it was taken back, if it was.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub revoked_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///When it was used last, to a minute or so.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub used_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
    }
    impl ApiKey {
        pub fn builder() -> builder::ApiKey {
            Default::default()
        }
    }
    ///A page of keys.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ApiKeyList {
        ///The newest first, also those that were taken back.
        pub keys: ::std::vec::Vec<ApiKey>,
        ///The `cursor` of the next page, if there is one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next_cursor: ::std::option::Option<::std::string::String>,
    }
    impl ApiKeyList {
        pub fn builder() -> builder::ApiKeyList {
            Default::default()
        }
    }
    ///One attempt at one task.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Attempt {
        ///The task's number in the job, from 0: that of its item.
        pub task: u64,
        ///Which try it was, from 1.
        pub attempt: u32,
        ///The batch's number in the job, from 0.
        pub batch: u64,
        ///How it ended.
        pub outcome: Outcome,
        ///How long the task had waited for a worker, in milliseconds.
        pub queue_wait_ms: u64,
        ///Why it had waited, for the most part, where it did.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub wait_reason: ::std::option::Option<::std::string::String>,
        ///How long it ran, in microseconds.
        pub duration_us: u32,
        ///The worker that ran it.
        pub worker: ::std::string::String,
        ///What went wrong, if it failed.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: ::std::option::Option<TaskError>,
        ///When it ended: the time of the worker's report.
        pub ended_at: ::chrono::DateTime<::chrono::offset::Utc>,
    }
    impl Attempt {
        pub fn builder() -> builder::Attempt {
            Default::default()
        }
    }
    ///A page of attempts.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct AttemptList {
        ///The attempts, in order of task and attempt.
        pub tasks: ::std::vec::Vec<Attempt>,
        ///The `cursor` of the next page, if there is one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next_cursor: ::std::option::Option<::std::string::String>,
    }
    impl AttemptList {
        pub fn builder() -> builder::AttemptList {
            Default::default()
        }
    }
    ///One request that was answered.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct AuditRecord {
        ///When it came.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Who made it: a user or an API key.
        pub actor: ::std::string::String,
        ///As what they acted.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub role: ::std::option::Option<::std::string::String>,
        ///The address that it came from.
        pub address: ::std::string::String,
        ///What was asked: the name of an operation in this document.
        pub operation: ::std::string::String,
        ///Of what: the path.
        pub target: ::std::string::String,
        ///The status of the answer.
        pub status: u16,
        ///Which problem it was, if it was one: the last part of its `type`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub problem: ::std::option::Option<::std::string::String>,
        ///The answer's `x-request-id`.
        pub request: ::std::string::String,
        ///The session, if it was one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub session: ::std::option::Option<::std::string::String>,
    }
    impl AuditRecord {
        pub fn builder() -> builder::AuditRecord {
            Default::default()
        }
    }
    ///A page of records.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct AuditRecordList {
        ///The newest first.
        pub records: ::std::vec::Vec<AuditRecord>,
        ///The `cursor` of the next page, if there is one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next_cursor: ::std::option::Option<::std::string::String>,
    }
    impl AuditRecordList {
        pub fn builder() -> builder::AuditRecordList {
            Default::default()
        }
    }
    ///Where to go to sign in.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Authorization {
        ///The provider's page: send the browser there. It comes back to the provider's `redirect_uri` with `code` and `state`.
        pub authorization_url: ::std::string::String,
        ///What the browser comes back with. It works once.
        pub state: ::std::string::String,
        /**To be kept in the browser in which the sign-in began, and brought to the callback. It goes nowhere else: it shows that
who comes back is who went.*/
        pub binding: ::std::string::String,
        ///Until when the sign-in can be finished.
        pub expires_at: ::chrono::DateTime<::chrono::offset::Utc>,
    }
    impl Authorization {
        pub fn builder() -> builder::Authorization {
            Default::default()
        }
    }
    ///What a browser came back with.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct Callback {
        ///What the provider gave.
        pub code: ::std::string::String,
        ///What the sign-in began with, as the provider gave it back.
        pub state: ::std::string::String,
        ///What the browser kept.
        pub binding: ::std::string::String,
    }
    impl Callback {
        pub fn builder() -> builder::Callback {
            Default::default()
        }
    }
    ///A job to cancel.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct CancelJob {
        ///Why: up to 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub reason: ::std::option::Option<::std::string::String>,
    }
    impl CancelJob {
        pub fn builder() -> builder::CancelJob {
            Default::default()
        }
    }
    ///Numbers to draw: what each line is at each time.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Chart {
        ///The time that was asked for.
        pub from: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Its end, which is not in it.
        pub until: ::chrono::DateTime<::chrono::offset::Utc>,
        ///How it is cut.
        pub step: ChartStep,
        ///Whose days, weeks and months.
        pub time_zone: ::std::string::String,
        ///When each step begins. The first is whole, though it may have begun before `from`.
        pub times: ::std::vec::Vec<::chrono::DateTime<::chrono::offset::Utc>>,
        ///The lines.
        pub series: ::std::vec::Vec<ChartSeries>,
    }
    impl Chart {
        pub fn builder() -> builder::Chart {
            Default::default()
        }
    }
    ///One line of a chart.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ChartSeries {
        ///What it is of.
        pub name: ::std::string::String,
        ///In which unit: `attempts`, `tasks`, `ratio`, `milliseconds`, `seconds` or `bytes`.
        pub unit: ::std::string::String,
        ///A value for each of `times`, or `null` where there is nothing to tell it of.
        pub values: ::std::vec::Vec<::std::option::Option<f64>>,
    }
    impl ChartSeries {
        pub fn builder() -> builder::ChartSeries {
            Default::default()
        }
    }
    ///How a time is cut.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ChartStep {
        #[serde(rename = "minute")]
        Minute,
        #[serde(rename = "five_minutes")]
        FiveMinutes,
        #[serde(rename = "hour")]
        Hour,
        #[serde(rename = "day")]
        Day,
        #[serde(rename = "week")]
        Week,
        #[serde(rename = "month")]
        Month,
    }
    impl ::std::fmt::Display for ChartStep {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Minute => f.write_str("minute"),
                Self::FiveMinutes => f.write_str("five_minutes"),
                Self::Hour => f.write_str("hour"),
                Self::Day => f.write_str("day"),
                Self::Week => f.write_str("week"),
                Self::Month => f.write_str("month"),
            }
        }
    }
    impl ::std::str::FromStr for ChartStep {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "minute" => Ok(Self::Minute),
                "five_minutes" => Ok(Self::FiveMinutes),
                "hour" => Ok(Self::Hour),
                "day" => Ok(Self::Day),
                "week" => Ok(Self::Week),
                "month" => Ok(Self::Month),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ChartStep {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ChartStep {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What a chart shows.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ChartTopic {
        #[serde(rename = "throughput")]
        Throughput,
        #[serde(rename = "failures")]
        Failures,
        #[serde(rename = "latency")]
        Latency,
        #[serde(rename = "waiting")]
        Waiting,
        #[serde(rename = "errors")]
        Errors,
        #[serde(rename = "usage")]
        Usage,
    }
    impl ::std::fmt::Display for ChartTopic {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Throughput => f.write_str("throughput"),
                Self::Failures => f.write_str("failures"),
                Self::Latency => f.write_str("latency"),
                Self::Waiting => f.write_str("waiting"),
                Self::Errors => f.write_str("errors"),
                Self::Usage => f.write_str("usage"),
            }
        }
    }
    impl ::std::str::FromStr for ChartTopic {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "throughput" => Ok(Self::Throughput),
                "failures" => Ok(Self::Failures),
                "latency" => Ok(Self::Latency),
                "waiting" => Ok(Self::Waiting),
                "errors" => Ok(Self::Errors),
                "usage" => Ok(Self::Usage),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ChartTopic {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ChartTopic {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A one-time code.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct Code {
        ///Six digits from your app; or a recovery code, to switch codes off.
        pub code: ::std::string::String,
    }
    impl Code {
        pub fn builder() -> builder::Code {
            Default::default()
        }
    }
    ///How bytes are packed.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum Compression {
        #[serde(rename = "none")]
        None,
        #[serde(rename = "gzip")]
        Gzip,
        #[serde(rename = "zstd")]
        Zstd,
    }
    impl ::std::fmt::Display for Compression {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::None => f.write_str("none"),
                Self::Gzip => f.write_str("gzip"),
                Self::Zstd => f.write_str("zstd"),
            }
        }
    }
    impl ::std::str::FromStr for Compression {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "none" => Ok(Self::None),
                "gzip" => Ok(Self::Gzip),
                "zstd" => Ok(Self::Zstd),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for Compression {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for Compression {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A report that counts.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Counted {
        ///How many outcomes it had.
        pub outcomes: u64,
    }
    impl Counted {
        pub fn builder() -> builder::Counted {
            Default::default()
        }
    }
    ///Who wants to sign in.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct Credentials {
        ///Where you get mail.
        pub email: ::std::string::String,
        ///Your password.
        pub password: ::std::string::String,
        ///A one-time code, or a recovery code, if you set them up.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: ::std::option::Option<::std::string::String>,
        ///The tenant that you want to act for. Without it, it is the only one that you belong to, or none.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tenant: ::std::option::Option<::std::string::String>,
    }
    impl Credentials {
        pub fn builder() -> builder::Credentials {
            Default::default()
        }
    }
    ///A dataset. It never changes.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Dataset {
        ///Its id, which a job names to process it.
        pub id: ::std::string::String,
        ///The name that it was given.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        ///How its bytes are cut into items.
        pub format: DatasetFormat,
        ///Its length, in bytes.
        pub bytes: u64,
        ///The SHA-256 of its bytes, in hexadecimal.
        pub sha256: ::std::string::String,
        ///How many items it holds.
        pub items: u64,
    }
    impl Dataset {
        pub fn builder() -> builder::Dataset {
            Default::default()
        }
    }
    ///How a dataset's bytes are cut into items.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum DatasetFormat {
        #[serde(rename = "ndjson")]
        Ndjson,
        #[serde(rename = "csv")]
        Csv,
        #[serde(rename = "parquet")]
        Parquet,
    }
    impl ::std::fmt::Display for DatasetFormat {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Ndjson => f.write_str("ndjson"),
                Self::Csv => f.write_str("csv"),
                Self::Parquet => f.write_str("parquet"),
            }
        }
    }
    impl ::std::str::FromStr for DatasetFormat {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "ndjson" => Ok(Self::Ndjson),
                "csv" => Ok(Self::Csv),
                "parquet" => Ok(Self::Parquet),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for DatasetFormat {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for DatasetFormat {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///An engine that is away.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct EngineProblem {
        ///Its name, such as `postgres`.
        pub engine: ::std::string::String,
        ///What it said.
        pub error: ::std::string::String,
    }
    impl EngineProblem {
        pub fn builder() -> builder::EngineProblem {
            Default::default()
        }
    }
    ///Something that happened. It never changes.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Event {
        ///The shard whose log holds it.
        pub shard: u16,
        ///Its place in that log: 1, 2, 3 …
        pub position: u64,
        ///Its place in its stream, which is the job's or the batch's: 1, 2, 3 …
        pub sequence: u64,
        ///What happened, such as `JobSubmitted`.
        #[serde(rename = "type")]
        pub type_: ::std::string::String,
        ///The version of the shape of `data`.
        pub version: ::std::string::String,
        ///When it was recorded.
        pub recorded_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///What is known of it, byte for byte as it was recorded.
        pub data: crate::Json,
        ///What led to it.
        pub metadata: EventMetadata,
    }
    impl Event {
        pub fn builder() -> builder::Event {
            Default::default()
        }
    }
    ///A page of a stream.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct EventList {
        ///The events, in order.
        pub events: ::std::vec::Vec<Event>,
        ///The `after` of the next page, if there is one now.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next_cursor: ::std::option::Option<u64>,
    }
    impl EventList {
        pub fn builder() -> builder::EventList {
            Default::default()
        }
    }
    ///What led to an event.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct EventMetadata {
        ///The event's own id, a UUIDv7.
        pub event_id: ::uuid::Uuid,
        ///What it belongs to: the job's id, for all that happens to a job.
        pub correlation: ::std::string::String,
        ///The id of the event that led to it, where one did.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub causation: ::std::option::Option<::uuid::Uuid>,
        ///Who asked: a user, or a role of the service such as `worker`.
        pub actor: ::std::string::String,
        ///The command that it came from.
        pub command: ::std::string::String,
        ///The W3C trace context, where the command was traced.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub traceparent: ::std::option::Option<::std::string::String>,
        ///The version of the program that decided.
        pub build: ::std::string::String,
    }
    impl EventMetadata {
        pub fn builder() -> builder::EventMetadata {
            Default::default()
        }
    }
    ///A lease that lasts.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Extended {
        ///Until when.
        pub until: ::chrono::DateTime<::chrono::offset::Utc>,
    }
    impl Extended {
        pub fn builder() -> builder::Extended {
            Default::default()
        }
    }
    ///Workers of your own.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct External {
        ///The queue that they take the tasks from. It need not be set up.
        pub queue: ::std::string::String,
    }
    impl External {
        pub fn builder() -> builder::External {
            Default::default()
        }
    }
    ///A worker that is still at it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct Heartbeat {
        ///For how long from now the tasks stay the worker's, in milliseconds: 1000 to 3600000. The default is 60000.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lease_ms: ::std::option::Option<u64>,
        ///How far it has come.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub progress: ::std::option::Option<Progress>,
    }
    impl Heartbeat {
        pub fn builder() -> builder::Heartbeat {
            Default::default()
        }
    }
    ///A call for each item. In a template, `\(…)` stands for what a jq filter makes of the item.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct Http {
        ///The method, a template. The default is `POST` with a `body`, and `GET` without one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub method: ::std::option::Option<::std::string::String>,
        ///The URL, a template such as `https://example.org/orders/\(.id)`.
        pub url: ::std::string::String,
        ///The headers; each value is a template.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub headers: ::std::option::Option<
            ::std::collections::HashMap<::std::string::String, ::std::string::String>,
        >,
        ///A jq filter that makes the body: text goes as it is, any other value as JSON. Without one there is no body.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub body: ::std::option::Option<::std::string::String>,
        ///A jq filter that makes the task's output of `{status, headers, body}`. Without one, the answer's body is it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub output: ::std::option::Option<::std::string::String>,
        ///How many redirects are followed: 0, which is the default, to 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub redirects: ::std::option::Option<u8>,
        ///The largest answer, in bytes: up to 1048576, which is the default.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub max_response_bytes: ::std::option::Option<u32>,
    }
    impl Http {
        pub fn builder() -> builder::Http {
            Default::default()
        }
    }
    ///An invitation that can be accepted.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Invitation {
        ///Its id.
        pub id: ::std::string::String,
        ///To whom it was sent.
        pub email: ::std::string::String,
        ///As what they would belong to the tenant.
        pub role: ::std::string::String,
        ///Until when they would, where it is for a time.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub until: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///Who sent it: a user or an API key.
        pub sent_by: ::std::string::String,
        ///When.
        pub sent_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Until when it can be accepted.
        pub expires_at: ::chrono::DateTime<::chrono::offset::Utc>,
    }
    impl Invitation {
        pub fn builder() -> builder::Invitation {
            Default::default()
        }
    }
    ///A page of invitations.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct InvitationList {
        ///The newest first.
        pub invitations: ::std::vec::Vec<Invitation>,
        ///The `cursor` of the next page, if there is one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next_cursor: ::std::option::Option<::std::string::String>,
    }
    impl InvitationList {
        pub fn builder() -> builder::InvitationList {
            Default::default()
        }
    }
    ///The secret of an invitation.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct InvitationToken {
        ///What follows `#` in the link that was mailed.
        pub token: ::std::string::String,
    }
    impl InvitationToken {
        pub fn builder() -> builder::InvitationToken {
            Default::default()
        }
    }
    ///A job, at most moments behind what has happened.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Job {
        ///Its id.
        pub id: ::std::string::String,
        ///The name that it was given.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        ///Where it is in its life.
        pub state: JobState,
        ///Whether it is paused: no more of its tasks start.
        pub paused: bool,
        ///Whether it is being stopped: what has not ended of it is being cancelled.
        pub stopping: bool,
        ///How many tasks it has, one an item, as far as that is known.
        pub tasks: u64,
        ///How many of them have succeeded.
        pub succeeded: u64,
        ///How many of them have failed. A failed task has a result line too, which says why.
        pub failed: u64,
        ///How many of them were cancelled. They have no result lines.
        pub cancelled: u64,
        ///Into how many batches it was cut, once it was.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub batches: ::std::option::Option<u64>,
        ///When it was accepted.
        pub submitted_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///When it ended, once it has.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ended_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///Why it was given up or cancelled, or is to be.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub reason: ::std::option::Option<::std::string::String>,
        ///What is done to its items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub processor: ::std::option::Option<ProcessorKind>,
        ///The queue that your own workers take them from.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub queue: ::std::option::Option<::std::string::String>,
        ///Which of your jobs go first.
        pub priority: Priority,
        ///Words to find it by.
        pub tags: ::std::vec::Vec<::std::string::String>,
        ///The job whose tasks it runs again, if it does.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub redrive_of: ::std::option::Option<::std::string::String>,
    }
    impl Job {
        pub fn builder() -> builder::Job {
            Default::default()
        }
    }
    ///The batches of a job, as columns: a job may have very many.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct JobBatches {
        ///How many batches the job has, as far as that is known.
        pub batches: u64,
        ///The first batch of this answer.
        pub from: u64,
        /**Where each is, a letter a batch: `w` (waiting) if none of its tasks was begun, `s` (started) if a worker has had some of them,
`d` (done) if all have ended.*/
        pub states: ::std::string::String,
        ///How many tasks of each have succeeded.
        pub succeeded: ::std::vec::Vec<u64>,
        ///How many tasks of each have failed.
        pub failed: ::std::vec::Vec<u64>,
        ///How many tasks of each were cancelled.
        pub cancelled: ::std::vec::Vec<u64>,
    }
    impl JobBatches {
        pub fn builder() -> builder::JobBatches {
            Default::default()
        }
    }
    ///A page of jobs.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct JobList {
        ///The jobs, in the order that was asked for.
        pub jobs: ::std::vec::Vec<Job>,
        ///The `cursor` of the next page, if there is one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next_cursor: ::std::option::Option<::std::string::String>,
    }
    impl JobList {
        pub fn builder() -> builder::JobList {
            Default::default()
        }
    }
    ///An object that holds items.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct JobObject {
        ///Its key, which begins with `tenants/<tenant>/`.
        pub key: ::std::string::String,
        /**How its bytes are cut into items. Without it, the key's ending says so: `.ndjson`, `.jsonl`, `.csv` or
`.parquet`, before `.gz` or `.zst`.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub format: ::std::option::Option<DatasetFormat>,
        ///How its bytes are packed. Without it, the key's ending says so: `.gz` or `.zst`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub compression: ::std::option::Option<Compression>,
    }
    impl JobObject {
        pub fn builder() -> builder::JobObject {
            Default::default()
        }
    }
    ///What a list of jobs is sorted by.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum JobSort {
        #[serde(rename = "submitted_at")]
        SubmittedAt,
        #[serde(rename = "ended_at")]
        EndedAt,
        #[serde(rename = "duration")]
        Duration,
        #[serde(rename = "tasks")]
        Tasks,
        #[serde(rename = "failed")]
        Failed,
    }
    impl ::std::fmt::Display for JobSort {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::SubmittedAt => f.write_str("submitted_at"),
                Self::EndedAt => f.write_str("ended_at"),
                Self::Duration => f.write_str("duration"),
                Self::Tasks => f.write_str("tasks"),
                Self::Failed => f.write_str("failed"),
            }
        }
    }
    impl ::std::str::FromStr for JobSort {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "submitted_at" => Ok(Self::SubmittedAt),
                "ended_at" => Ok(Self::EndedAt),
                "duration" => Ok(Self::Duration),
                "tasks" => Ok(Self::Tasks),
                "failed" => Ok(Self::Failed),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for JobSort {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for JobSort {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Where a job is in its life.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum JobState {
        #[serde(rename = "planning")]
        Planning,
        #[serde(rename = "running")]
        Running,
        #[serde(rename = "completed")]
        Completed,
        #[serde(rename = "failed")]
        Failed,
        #[serde(rename = "cancelled")]
        Cancelled,
    }
    impl ::std::fmt::Display for JobState {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Planning => f.write_str("planning"),
                Self::Running => f.write_str("running"),
                Self::Completed => f.write_str("completed"),
                Self::Failed => f.write_str("failed"),
                Self::Cancelled => f.write_str("cancelled"),
            }
        }
    }
    impl ::std::str::FromStr for JobState {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "planning" => Ok(Self::Planning),
                "running" => Ok(Self::Running),
                "completed" => Ok(Self::Completed),
                "failed" => Ok(Self::Failed),
                "cancelled" => Ok(Self::Cancelled),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for JobState {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for JobState {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The tenant that somebody belongs to now.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Joined {
        ///Its id. Refresh your access token with it to act for it.
        pub tenant: ::std::string::String,
    }
    impl Joined {
        pub fn builder() -> builder::Joined {
            Default::default()
        }
    }
    ///A jq filter.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct Jq {
        /**The filter's source, of up to 64 KiB, such as `{id, total: (.lines | map(.price) | add)}`. It may use `$item`,
`$job` and `$tenant`.*/
        pub filter: ::std::string::String,
    }
    impl Jq {
        pub fn builder() -> builder::Jq {
            Default::default()
        }
    }
    ///Jobs of the same key wait for each other.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct Key {
        ///A name of your own choice.
        pub name: ::std::string::String,
        ///How many jobs of this key run at a time; the default is 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub limit: ::std::option::Option<u32>,
    }
    impl Key {
        pub fn builder() -> builder::Key {
            Default::default()
        }
    }
    ///Some tasks of one batch.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Lease {
        ///What names the lease in heartbeats and reports.
        pub token: ::std::string::String,
        ///The job that the tasks are of.
        pub job: ::std::string::String,
        ///The batch's number in the job, from 0.
        pub batch: u64,
        ///Until when the tasks are the worker's.
        pub until: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Which try this is, from 1.
        pub attempt: u32,
        ///How long one attempt at one task may take, in milliseconds. It is the worker that keeps to it.
        pub attempt_timeout_ms: u32,
        ///The tasks.
        pub tasks: ::std::vec::Vec<LeasedTask>,
    }
    impl Lease {
        pub fn builder() -> builder::Lease {
            Default::default()
        }
    }
    ///Tasks that are a worker's.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Leased {
        ///The leases; none where no task could be had.
        pub leases: ::std::vec::Vec<Lease>,
    }
    impl Leased {
        pub fn builder() -> builder::Leased {
            Default::default()
        }
    }
    ///A task to do.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct LeasedTask {
        ///Its number in the job, from 0.
        pub task: u64,
        ///Its item, byte for byte.
        pub item: crate::Json,
    }
    impl LeasedTask {
        pub fn builder() -> builder::LeasedTask {
            Default::default()
        }
    }
    ///The secret of a link in a mail.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct LinkToken {
        ///What follows `#` in the link.
        pub token: ::std::string::String,
    }
    impl LinkToken {
        pub fn builder() -> builder::LinkToken {
            Default::default()
        }
    }
    ///A place in the log of events.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct LogPosition {
        ///The shard of the log.
        pub shard: u16,
        ///The place in the shard: 1, 2, 3 …
        pub position: u64,
    }
    impl LogPosition {
        pub fn builder() -> builder::LogPosition {
            Default::default()
        }
    }
    ///Which bytes hold a job's results, in which order.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Manifest {
        ///The job.
        pub job: ::std::string::String,
        ///How many tasks ended, and so how many lines there are.
        pub tasks: u64,
        ///How many tasks succeeded.
        pub succeeded: u64,
        ///How many tasks failed.
        pub failed: u64,
        ///For each batch, in order, the parts that hold its lines.
        pub batches: ::std::vec::Vec<::std::vec::Vec<ManifestPart>>,
    }
    impl Manifest {
        pub fn builder() -> builder::Manifest {
            Default::default()
        }
    }
    ///The result lines of one report: one line a task, in ascending order of tasks.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ManifestPart {
        ///The tasks, as ascending ranges `[first, end]`; `end` is the number after the last task.
        pub tasks: ::std::vec::Vec<::std::vec::Vec<u64>>,
        ///The length of the lines, in bytes.
        pub bytes: u64,
        ///The SHA-256 of the lines, in hexadecimal.
        pub sha256: ::std::string::String,
        ///The object that holds them. Without one they stand in the batch's `TasksReported` event.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub key: ::std::option::Option<::std::string::String>,
    }
    impl ManifestPart {
        pub fn builder() -> builder::ManifestPart {
            Default::default()
        }
    }
    ///Who signed in.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Me {
        ///Your id.
        pub id: ::std::string::String,
        ///Where you get mail.
        pub email: ::std::string::String,
        ///What you are called.
        pub name: ::std::string::String,
        ///Whether you are asked for a one-time code when you sign in.
        pub totp: bool,
    }
    impl Me {
        pub fn builder() -> builder::Me {
            Default::default()
        }
    }
    ///Somebody who belongs to the tenant.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Member {
        ///Who.
        pub user: ::std::string::String,
        ///Where they get mail; nothing if they erased their account.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub email: ::std::option::Option<::std::string::String>,
        ///What they are called; nothing if they erased their account.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        ///As what they belong to the tenant.
        pub role: ::std::string::String,
        ///Until when, where it is for a time.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub until: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
    }
    impl Member {
        pub fn builder() -> builder::Member {
            Default::default()
        }
    }
    ///A page of members.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct MemberList {
        ///By their ids.
        pub members: ::std::vec::Vec<Member>,
        ///The `cursor` of the next page, if there is one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next_cursor: ::std::option::Option<::std::string::String>,
    }
    impl MemberList {
        pub fn builder() -> builder::MemberList {
            Default::default()
        }
    }
    ///A key to be made.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct NewApiKey {
        ///What it is called: 1 to 200 characters.
        pub name: ::std::string::String,
        ///As what it acts.
        pub role: NewApiKeyRole,
        ///What it may do of that which its role may. Without them: all of it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub scopes: ::std::option::Option<::std::vec::Vec<NewApiKeyScopesItem>>,
        ///When it is over. Without it: never.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub expires_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
    }
    impl NewApiKey {
        pub fn builder() -> builder::NewApiKey {
            Default::default()
        }
    }
    ///As what it acts.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum NewApiKeyRole {
        #[serde(rename = "owner")]
        Owner,
        #[serde(rename = "admin")]
        Admin,
        #[serde(rename = "developer")]
        Developer,
        #[serde(rename = "operator")]
        Operator,
        #[serde(rename = "analyst")]
        Analyst,
        #[serde(rename = "auditor")]
        Auditor,
        #[serde(rename = "worker")]
        Worker,
    }
    impl ::std::fmt::Display for NewApiKeyRole {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Owner => f.write_str("owner"),
                Self::Admin => f.write_str("admin"),
                Self::Developer => f.write_str("developer"),
                Self::Operator => f.write_str("operator"),
                Self::Analyst => f.write_str("analyst"),
                Self::Auditor => f.write_str("auditor"),
                Self::Worker => f.write_str("worker"),
            }
        }
    }
    impl ::std::str::FromStr for NewApiKeyRole {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "owner" => Ok(Self::Owner),
                "admin" => Ok(Self::Admin),
                "developer" => Ok(Self::Developer),
                "operator" => Ok(Self::Operator),
                "analyst" => Ok(Self::Analyst),
                "auditor" => Ok(Self::Auditor),
                "worker" => Ok(Self::Worker),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for NewApiKeyRole {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for NewApiKeyRole {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What can be done, as permissions tell it apart.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum NewApiKeyScopesItem {
        #[serde(rename = "tenant.read")]
        TenantRead,
        #[serde(rename = "tenant.change")]
        TenantChange,
        #[serde(rename = "members.read")]
        MembersRead,
        #[serde(rename = "members.manage")]
        MembersManage,
        #[serde(rename = "keys.read")]
        KeysRead,
        #[serde(rename = "keys.manage")]
        KeysManage,
        #[serde(rename = "datasets.read")]
        DatasetsRead,
        #[serde(rename = "datasets.write")]
        DatasetsWrite,
        #[serde(rename = "jobs.read")]
        JobsRead,
        #[serde(rename = "jobs.submit")]
        JobsSubmit,
        #[serde(rename = "jobs.control")]
        JobsControl,
        #[serde(rename = "results.read")]
        ResultsRead,
        #[serde(rename = "events.read")]
        EventsRead,
        #[serde(rename = "queues.read")]
        QueuesRead,
        #[serde(rename = "queues.manage")]
        QueuesManage,
        #[serde(rename = "queues.work")]
        QueuesWork,
        #[serde(rename = "audit.read")]
        AuditRead,
    }
    impl ::std::fmt::Display for NewApiKeyScopesItem {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::TenantRead => f.write_str("tenant.read"),
                Self::TenantChange => f.write_str("tenant.change"),
                Self::MembersRead => f.write_str("members.read"),
                Self::MembersManage => f.write_str("members.manage"),
                Self::KeysRead => f.write_str("keys.read"),
                Self::KeysManage => f.write_str("keys.manage"),
                Self::DatasetsRead => f.write_str("datasets.read"),
                Self::DatasetsWrite => f.write_str("datasets.write"),
                Self::JobsRead => f.write_str("jobs.read"),
                Self::JobsSubmit => f.write_str("jobs.submit"),
                Self::JobsControl => f.write_str("jobs.control"),
                Self::ResultsRead => f.write_str("results.read"),
                Self::EventsRead => f.write_str("events.read"),
                Self::QueuesRead => f.write_str("queues.read"),
                Self::QueuesManage => f.write_str("queues.manage"),
                Self::QueuesWork => f.write_str("queues.work"),
                Self::AuditRead => f.write_str("audit.read"),
            }
        }
    }
    impl ::std::str::FromStr for NewApiKeyScopesItem {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "tenant.read" => Ok(Self::TenantRead),
                "tenant.change" => Ok(Self::TenantChange),
                "members.read" => Ok(Self::MembersRead),
                "members.manage" => Ok(Self::MembersManage),
                "keys.read" => Ok(Self::KeysRead),
                "keys.manage" => Ok(Self::KeysManage),
                "datasets.read" => Ok(Self::DatasetsRead),
                "datasets.write" => Ok(Self::DatasetsWrite),
                "jobs.read" => Ok(Self::JobsRead),
                "jobs.submit" => Ok(Self::JobsSubmit),
                "jobs.control" => Ok(Self::JobsControl),
                "results.read" => Ok(Self::ResultsRead),
                "events.read" => Ok(Self::EventsRead),
                "queues.read" => Ok(Self::QueuesRead),
                "queues.manage" => Ok(Self::QueuesManage),
                "queues.work" => Ok(Self::QueuesWork),
                "audit.read" => Ok(Self::AuditRead),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for NewApiKeyScopesItem {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for NewApiKeyScopesItem {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A sign-in by a provider.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct NewAuthorization {
        ///The tenant that you want to act for. Without it, it is the only one that you belong to, or none.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tenant: ::std::option::Option<::std::string::String>,
    }
    impl NewAuthorization {
        pub fn builder() -> builder::NewAuthorization {
            Default::default()
        }
    }
    ///Whom to invite.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct NewInvitation {
        ///Where they get mail.
        pub email: ::std::string::String,
        ///As what they would belong to the tenant.
        pub role: NewInvitationRole,
        ///Until when they would; an auditor is one for 90 days at most.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub until: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
    }
    impl NewInvitation {
        pub fn builder() -> builder::NewInvitation {
            Default::default()
        }
    }
    ///As what they would belong to the tenant.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum NewInvitationRole {
        #[serde(rename = "owner")]
        Owner,
        #[serde(rename = "admin")]
        Admin,
        #[serde(rename = "developer")]
        Developer,
        #[serde(rename = "operator")]
        Operator,
        #[serde(rename = "analyst")]
        Analyst,
        #[serde(rename = "auditor")]
        Auditor,
        #[serde(rename = "worker")]
        Worker,
    }
    impl ::std::fmt::Display for NewInvitationRole {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Owner => f.write_str("owner"),
                Self::Admin => f.write_str("admin"),
                Self::Developer => f.write_str("developer"),
                Self::Operator => f.write_str("operator"),
                Self::Analyst => f.write_str("analyst"),
                Self::Auditor => f.write_str("auditor"),
                Self::Worker => f.write_str("worker"),
            }
        }
    }
    impl ::std::str::FromStr for NewInvitationRole {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "owner" => Ok(Self::Owner),
                "admin" => Ok(Self::Admin),
                "developer" => Ok(Self::Developer),
                "operator" => Ok(Self::Operator),
                "analyst" => Ok(Self::Analyst),
                "auditor" => Ok(Self::Auditor),
                "worker" => Ok(Self::Worker),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for NewInvitationRole {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for NewInvitationRole {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What somebody becomes.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct NewRole {
        ///As what they belong to the tenant.
        pub role: NewRoleRole,
        ///Until when; an auditor is one for 90 days at most.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub until: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
    }
    impl NewRole {
        pub fn builder() -> builder::NewRole {
            Default::default()
        }
    }
    ///As what they belong to the tenant.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum NewRoleRole {
        #[serde(rename = "owner")]
        Owner,
        #[serde(rename = "admin")]
        Admin,
        #[serde(rename = "developer")]
        Developer,
        #[serde(rename = "operator")]
        Operator,
        #[serde(rename = "analyst")]
        Analyst,
        #[serde(rename = "auditor")]
        Auditor,
        #[serde(rename = "worker")]
        Worker,
    }
    impl ::std::fmt::Display for NewRoleRole {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Owner => f.write_str("owner"),
                Self::Admin => f.write_str("admin"),
                Self::Developer => f.write_str("developer"),
                Self::Operator => f.write_str("operator"),
                Self::Analyst => f.write_str("analyst"),
                Self::Auditor => f.write_str("auditor"),
                Self::Worker => f.write_str("worker"),
            }
        }
    }
    impl ::std::str::FromStr for NewRoleRole {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "owner" => Ok(Self::Owner),
                "admin" => Ok(Self::Admin),
                "developer" => Ok(Self::Developer),
                "operator" => Ok(Self::Operator),
                "analyst" => Ok(Self::Analyst),
                "auditor" => Ok(Self::Auditor),
                "worker" => Ok(Self::Worker),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for NewRoleRole {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for NewRoleRole {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A tenant to be made.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct NewTenant {
        ///Its id, for ever: 1 to 40 of a-z, 0-9 and -.
        pub id: ::std::string::String,
        ///Its name for people: 1 to 200 characters.
        pub name: ::std::string::String,
        ///Where its data lives; without it, the usual region.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub region: ::std::option::Option<::std::string::String>,
    }
    impl NewTenant {
        pub fn builder() -> builder::NewTenant {
            Default::default()
        }
    }
    ///Who wants to sign up.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct NewUser {
        ///Where you get mail.
        pub email: ::std::string::String,
        ///What you are called: 1 to 200 characters.
        pub name: ::std::string::String,
        ///12 to 256 bytes that nobody guesses.
        pub password: ::std::string::String,
    }
    impl NewUser {
        pub fn builder() -> builder::NewUser {
            Default::default()
        }
    }
    ///How an attempt at a task ended.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum Outcome {
        #[serde(rename = "succeeded")]
        Succeeded,
        #[serde(rename = "failed")]
        Failed,
        #[serde(rename = "abandoned")]
        Abandoned,
        #[serde(rename = "retried")]
        Retried,
    }
    impl ::std::fmt::Display for Outcome {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Succeeded => f.write_str("succeeded"),
                Self::Failed => f.write_str("failed"),
                Self::Abandoned => f.write_str("abandoned"),
                Self::Retried => f.write_str("retried"),
            }
        }
    }
    impl ::std::str::FromStr for Outcome {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "succeeded" => Ok(Self::Succeeded),
                "failed" => Ok(Self::Failed),
                "abandoned" => Ok(Self::Abandoned),
                "retried" => Ok(Self::Retried),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for Outcome {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for Outcome {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///How a task failed.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct OutcomeError {
        ///The kind of failure: a short word such as `worker_error`, which may pass by itself.
        pub class: ::std::string::String,
        ///What went wrong, for a person.
        pub message: ::std::string::String,
        ///How long to wait at least before the task is tried again, in milliseconds: up to a day.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub retry_after_ms: ::std::option::Option<u64>,
    }
    impl OutcomeError {
        pub fn builder() -> builder::OutcomeError {
            Default::default()
        }
    }
    ///Another password.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct PasswordChange {
        ///The one that you have.
        pub current: ::std::string::String,
        ///12 to 256 bytes that nobody guesses.
        pub new: ::std::string::String,
    }
    impl PasswordChange {
        pub fn builder() -> builder::PasswordChange {
            Default::default()
        }
    }
    ///A new password, by the secret of a link in a mail.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct PasswordReset {
        ///What follows `#` in the link.
        pub token: ::std::string::String,
        ///12 to 256 bytes that nobody guesses.
        pub password: ::std::string::String,
    }
    impl PasswordReset {
        pub fn builder() -> builder::PasswordReset {
            Default::default()
        }
    }
    ///Which of the tenant's jobs go first.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum Priority {
        #[serde(rename = "high")]
        High,
        #[serde(rename = "normal")]
        Normal,
        #[serde(rename = "low")]
        Low,
    }
    impl ::std::fmt::Display for Priority {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::High => f.write_str("high"),
                Self::Normal => f.write_str("normal"),
                Self::Low => f.write_str("low"),
            }
        }
    }
    impl ::std::str::FromStr for Priority {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "high" => Ok(Self::High),
                "normal" => Ok(Self::Normal),
                "low" => Ok(Self::Low),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for Priority {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for Priority {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What is done to each item: give exactly one of `jq`, `http` and `external`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct Processor {
        ///Transforms the item by a jq filter.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub jq: ::std::option::Option<Jq>,
        ///Calls a URL for the item.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub http: ::std::option::Option<Http>,
        ///Leaves the item to workers of your own, which lease tasks from a queue.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub external: ::std::option::Option<External>,
    }
    impl Processor {
        pub fn builder() -> builder::Processor {
            Default::default()
        }
    }
    ///What is done to a job's items.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ProcessorKind {
        #[serde(rename = "jq")]
        Jq,
        #[serde(rename = "http")]
        Http,
        #[serde(rename = "external")]
        External,
    }
    impl ::std::fmt::Display for ProcessorKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Jq => f.write_str("jq"),
                Self::Http => f.write_str("http"),
                Self::External => f.write_str("external"),
            }
        }
    }
    impl ::std::str::FromStr for ProcessorKind {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "jq" => Ok(Self::Jq),
                "http" => Ok(Self::Http),
                "external" => Ok(Self::External),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ProcessorKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ProcessorKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///How far a worker has come. The batch's events show it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct Progress {
        ///Which part of the work is done, from 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub fraction: ::std::option::Option<f64>,
        ///What it is doing: up to 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub text: ::std::option::Option<::std::string::String>,
    }
    impl Progress {
        pub fn builder() -> builder::Progress {
            Default::default()
        }
    }
    ///How far a read model has come with the log of a shard, as it was known at most a second ago.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Projection {
        ///The read model: `redis` has summaries and lists of jobs, `clickhouse` the analyst's tables.
        pub projection: ::std::string::String,
        ///The shard.
        pub shard: u16,
        ///The last position that the read model has.
        pub position: u64,
        ///The last position that there is.
        pub head: u64,
        ///How many events it lacks.
        pub lag_events: u64,
        ///How long ago the first of these was recorded, in seconds; 0 if it lacks none.
        pub lag_seconds: f64,
        ///When the process that keeps it up to date was last heard of, if any ever was.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub heard_of_at: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
    }
    impl Projection {
        pub fn builder() -> builder::Projection {
            Default::default()
        }
    }
    ///All read models with all shards.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ProjectionList {
        ///In order of read model and shard.
        pub projections: ::std::vec::Vec<Projection>,
    }
    impl ProjectionList {
        pub fn builder() -> builder::ProjectionList {
            Default::default()
        }
    }
    ///Providers by which one can sign in.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ProviderList {
        ///Their names.
        pub providers: ::std::vec::Vec<::std::string::String>,
    }
    impl ProviderList {
        pub fn builder() -> builder::ProviderList {
            Default::default()
        }
    }
    ///A queue. It need not be set up: one that nobody has said anything of is open, and has no limits.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Queue {
        ///Its name.
        pub name: ::std::string::String,
        ///Whether it hands out no tasks.
        pub paused: bool,
        ///Whether it takes no more jobs, and works off what it has.
        pub draining: bool,
        ///How many of its tasks run at a time, at most.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub max_concurrency: ::std::option::Option<u32>,
        ///How many attempts may begin.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub rate: ::std::option::Option<Rate>,
        ///How much waits in it, since when, and why. It is of now, and not there where the queue is shown as it was.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub standing: ::std::option::Option<Standing>,
    }
    impl Queue {
        pub fn builder() -> builder::Queue {
            Default::default()
        }
    }
    ///How many attempts may begin.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct Rate {
        ///How many in a second.
        pub per_second: f64,
        ///How many at once after a pause. The default is those of a second, and at least 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub burst: ::std::option::Option<u32>,
        ///Jobs that give the same key share the rate.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub key: ::std::option::Option<::std::string::String>,
    }
    impl Rate {
        pub fn builder() -> builder::Rate {
            Default::default()
        }
    }
    ///A change of how many attempts may begin. Where there is no rate yet, it must say how many.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct RatePatch {
        ///How many in a second.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub per_second: ::std::option::Option<f64>,
        ///How many at once after a pause; `null` makes it those of a second, and at least 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub burst: ::std::option::Option<u32>,
        ///Jobs that give the same key share the rate.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub key: ::std::option::Option<::std::string::String>,
    }
    impl RatePatch {
        pub fn builder() -> builder::RatePatch {
            Default::default()
        }
    }
    ///Every engine answers.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Ready {
        ///Always `ready`.
        pub status: ::std::string::String,
        ///The engines that were asked.
        pub engines: ::std::vec::Vec<::std::string::String>,
        ///How far the read models are behind: a process that serves them is ready all the same.
        pub projections: ::std::vec::Vec<Projection>,
    }
    impl Ready {
        pub fn builder() -> builder::Ready {
            Default::default()
        }
    }
    ///Codes for when the app is lost. Each works once; they are not shown again.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct RecoveryCodes {
        ///The codes.
        pub codes: ::std::vec::Vec<::std::string::String>,
    }
    impl RecoveryCodes {
        pub fn builder() -> builder::RecoveryCodes {
            Default::default()
        }
    }
    ///The tasks of an earlier job that are to run again. That job must be over.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct Redrive {
        ///The earlier job.
        pub of: ::std::string::String,
        ///Whether those that failed run again; the default is `true`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub failed: ::std::option::Option<bool>,
        ///Whether those that were cancelled run again; the default is `false`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cancelled: ::std::option::Option<bool>,
    }
    impl Redrive {
        pub fn builder() -> builder::Redrive {
            Default::default()
        }
    }
    ///Which tasks of a job are to run again.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct RedriveJob {
        ///Whether those that failed run again; the default is `true`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub failed: ::std::option::Option<bool>,
        ///Whether those that were cancelled run again; the default is `false`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cancelled: ::std::option::Option<bool>,
        ///The new job's name. The default is the earlier job's.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
    }
    impl RedriveJob {
        pub fn builder() -> builder::RedriveJob {
            Default::default()
        }
    }
    ///`RedriveJobResponse`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(untagged)]
    pub enum RedriveJobResponse {
        Job(Job),
        Accepted(Accepted),
    }
    impl ::std::convert::From<Job> for RedriveJobResponse {
        fn from(value: Job) -> Self {
            Self::Job(value)
        }
    }
    impl ::std::convert::From<Accepted> for RedriveJobResponse {
        fn from(value: Accepted) -> Self {
            Self::Accepted(value)
        }
    }
    ///A refresh token, which is used once.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct Refresh {
        ///The one that was given last.
        pub refresh_token: ::std::string::String,
        ///The tenant that you want to act for. Without it, it is the one of the token before.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tenant: ::std::option::Option<::std::string::String>,
    }
    impl Refresh {
        pub fn builder() -> builder::Refresh {
            Default::default()
        }
    }
    ///Which failed tasks are tried again, and when: each pause is twice as long as the one before.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct Retry {
        ///How often a task is tried in all: 1 to 100. The default is 1 for `jq`, 4 for `http` and 3 for `external`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub max_attempts: ::std::option::Option<u32>,
        ///The pause before the second attempt, in milliseconds; the default is 1000.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub first_pause_ms: ::std::option::Option<u32>,
        ///The longest pause, in milliseconds; the default is 60000.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub longest_pause_ms: ::std::option::Option<u32>,
        /**By how many of a hundred a pause may be shorter, so that tasks that failed together do not return together; the
default is 50.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub jitter_percent: ::std::option::Option<u8>,
        ///The kinds of failure after which a task is tried again. The default is those that may pass by themselves.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub classes: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    }
    impl Retry {
        pub fn builder() -> builder::Retry {
            Default::default()
        }
    }
    ///A key with its secret.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct RevealedApiKey {
        ///The key.
        pub key: ApiKey,
        ///Goes with each request, as `Authorization: Bearer …`. It is not shown again.
        pub secret: ::std::string::String,
    }
    impl RevealedApiKey {
        pub fn builder() -> builder::RevealedApiKey {
            Default::default()
        }
    }
    ///A session that goes on.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Session {
        ///Its id.
        pub id: ::std::string::String,
        ///Whether it is the one that this request is of.
        pub current: bool,
        ///The address that it began from.
        pub address: ::std::string::String,
        ///What the program called itself that began it.
        pub agent: ::std::string::String,
        ///When it began.
        pub started_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///When it gave tokens last.
        pub used_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///When it is over.
        pub expires_at: ::chrono::DateTime<::chrono::offset::Utc>,
    }
    impl Session {
        pub fn builder() -> builder::Session {
            Default::default()
        }
    }
    ///Sessions that go on.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct SessionList {
        ///The newest first.
        pub sessions: ::std::vec::Vec<Session>,
    }
    impl SessionList {
        pub fn builder() -> builder::SessionList {
            Default::default()
        }
    }
    ///Which end of a list comes first.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum SortOrder {
        #[serde(rename = "desc")]
        Desc,
        #[serde(rename = "asc")]
        Asc,
    }
    impl ::std::fmt::Display for SortOrder {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Desc => f.write_str("desc"),
                Self::Asc => f.write_str("asc"),
            }
        }
    }
    impl ::std::str::FromStr for SortOrder {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "desc" => Ok(Self::Desc),
                "asc" => Ok(Self::Asc),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for SortOrder {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for SortOrder {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///How a job, a batch or a queue stands.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Standing {
        ///How many tasks wait.
        pub waiting: u64,
        ///How many tasks workers hold.
        pub in_flight: u64,
        ///Since when the oldest of those that wait has waited.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub oldest: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///How many workers have asked for such work lately.
        pub workers: u64,
        ///Why they wait. It is not there where none wait, and where that is not known at the moment.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub why: ::std::option::Option<Waiting>,
    }
    impl Standing {
        pub fn builder() -> builder::Standing {
            Default::default()
        }
    }
    ///A job to do: give one of `items`, `dataset`, `objects` and `redrive`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct SubmitJob {
        ///A name for people: up to 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        ///The items: any JSON values, of up to 1 MiB each. They are kept byte for byte.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub items: ::std::option::Option<::std::vec::Vec<crate::Json>>,
        ///The dataset whose items are processed.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub dataset: ::std::option::Option<::std::string::String>,
        /**The objects whose items are processed, one object after the other. They must not change until the job has ended;
one that is missing or cannot be read fails the job, with the reason.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub objects: ::std::option::Option<::std::vec::Vec<JobObject>>,
        ///The tasks of an earlier job that are to run again.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub redrive: ::std::option::Option<Redrive>,
        /**The columns that make an item, where all items are rows of Parquet; without it, all columns. They are columns
at the top: with each comes all that is within it.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub columns: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        ///What is done to each item.
        pub processor: Processor,
        ///How long one attempt at one task may run, in milliseconds: 1 to 600000. The default is 5000.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub attempt_timeout_ms: ::std::option::Option<u32>,
        ///How long one task may take from its first attempt on, in milliseconds: no attempt begins later.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub task_timeout_ms: ::std::option::Option<u64>,
        ///How much memory a jq filter may take, in MiB. The default is the service's own limit.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub memory_mib: ::std::option::Option<u32>,
        ///How many tasks a batch has at most: 1 to 1000, which is the default. A batch is what one worker takes at once.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub batch_size: ::std::option::Option<u64>,
        ///Which of your jobs go first; the default is `normal`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub priority: ::std::option::Option<Priority>,
        ///No task starts before this time.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub start_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///No task starts before so many milliseconds from now. Give it or `start_at`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub delay_ms: ::std::option::Option<u64>,
        ///What has not ended at this time is cancelled, and the job fails.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub deadline: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///What has not ended in so many milliseconds from now is cancelled, and the job fails. Give it or `deadline`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub deadline_ms: ::std::option::Option<u64>,
        ///Which failed tasks are tried again, and when.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub retry: ::std::option::Option<Retry>,
        ///How many tasks may fail before the job is stopped and fails; without it, any number.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tolerated_failures: ::std::option::Option<Tolerance>,
        ///Up to 32 words to find the job by, of up to 128 bytes each.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        ///Jobs of the same key wait for each other.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub key: ::std::option::Option<Key>,
        ///How many of the job's tasks run at a time, at most.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub max_concurrency: ::std::option::Option<u32>,
        ///How many attempts begin in a second, at most.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub rate: ::std::option::Option<Rate>,
    }
    impl SubmitJob {
        pub fn builder() -> builder::SubmitJob {
            Default::default()
        }
    }
    ///`SubmitJobResponse`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(untagged)]
    pub enum SubmitJobResponse {
        Job(Job),
        Accepted(Accepted),
    }
    impl ::std::convert::From<Job> for SubmitJobResponse {
        fn from(value: Job) -> Self {
            Self::Job(value)
        }
    }
    impl ::std::convert::From<Accepted> for SubmitJobResponse {
        fn from(value: Accepted) -> Self {
            Self::Accepted(value)
        }
    }
    ///What a table is written as.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum TableFormat {
        #[serde(rename = "csv")]
        Csv,
        #[serde(rename = "ndjson")]
        Ndjson,
        #[serde(rename = "parquet")]
        Parquet,
    }
    impl ::std::fmt::Display for TableFormat {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Csv => f.write_str("csv"),
                Self::Ndjson => f.write_str("ndjson"),
                Self::Parquet => f.write_str("parquet"),
            }
        }
    }
    impl ::std::str::FromStr for TableFormat {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "csv" => Ok(Self::Csv),
                "ndjson" => Ok(Self::Ndjson),
                "parquet" => Ok(Self::Parquet),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for TableFormat {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for TableFormat {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What a worker asks for.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct TakeTasks {
        ///Who asks: a name of up to 200 characters that tells your workers apart.
        pub worker: ::std::string::String,
        ///How many tasks it takes at most: 1, which is the default, to 1000.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tasks: ::std::option::Option<u64>,
        ///For how long they are the worker's, in milliseconds: 1000 to 3600000. The default is 60000.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lease_ms: ::std::option::Option<u64>,
        ///How long the answer may wait for tasks, in milliseconds: up to 30000. The default is 0.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub wait_ms: ::std::option::Option<u64>,
    }
    impl TakeTasks {
        pub fn builder() -> builder::TakeTasks {
            Default::default()
        }
    }
    ///What went wrong with a task.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct TaskError {
        ///The kind of failure, such as `filter_error` or `timed_out`.
        pub class: ::std::string::String,
        ///What went wrong, for a person; the first 512 bytes of it. The result line has all.
        pub message: ::std::string::String,
    }
    impl TaskError {
        pub fn builder() -> builder::TaskError {
            Default::default()
        }
    }
    ///How a task ended: give either `outputs` or `error`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct TaskOutcome {
        ///The task's number in the job.
        pub task: u64,
        ///What came of it: any number of any JSON values.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub outputs: ::std::option::Option<::std::vec::Vec<crate::Json>>,
        ///How it failed. Whether it is tried again is for its job to say.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: ::std::option::Option<OutcomeError>,
        ///How long it ran, in milliseconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration_ms: ::std::option::Option<f64>,
    }
    impl TaskOutcome {
        pub fn builder() -> builder::TaskOutcome {
            Default::default()
        }
    }
    ///How tasks ended.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct TasksReport {
        ///Who reports.
        pub worker: ::std::string::String,
        ///How each task ended.
        pub outcomes: ::std::vec::Vec<TaskOutcome>,
    }
    impl TasksReport {
        pub fn builder() -> builder::TasksReport {
            Default::default()
        }
    }
    ///A tenant.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Tenant {
        ///Its id.
        pub id: ::std::string::String,
        ///Its name for people.
        pub name: ::std::string::String,
        ///Where its data lives.
        pub region: ::std::string::String,
        ///Names of members of objects whose values auditors do not see.
        pub sensitive_fields: ::std::vec::Vec<::std::string::String>,
        ///Since when it is.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
    }
    impl Tenant {
        pub fn builder() -> builder::Tenant {
            Default::default()
        }
    }
    ///Tenants that somebody belongs to.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct TenantList {
        ///Their ids, in order.
        pub tenants: ::std::vec::Vec<::std::string::String>,
    }
    impl TenantList {
        pub fn builder() -> builder::TenantList {
            Default::default()
        }
    }
    ///What is to be changed of a tenant.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct TenantPatch {
        ///Another name for people.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        ///Names of members of objects, wherever they stand in payloads, whose values auditors do not see; all of them.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sensitive_fields: ::std::option::Option<
            ::std::vec::Vec<::std::string::String>,
        >,
    }
    impl TenantPatch {
        pub fn builder() -> builder::TenantPatch {
            Default::default()
        }
    }
    ///What a session gives.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Tokens {
        ///Goes with each request, as `Authorization: Bearer …`.
        pub access_token: ::std::string::String,
        ///When it is over.
        pub expires_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Is changed for the next tokens with `POST /v1/sessions/refresh`, once.
        pub refresh_token: ::std::string::String,
        ///The session.
        pub session: ::std::string::String,
        ///Who you are.
        pub user: ::std::string::String,
        ///For which tenant the access token is. Refresh with `tenant` to choose another.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tenant: ::std::option::Option<::std::string::String>,
        ///As what you act there.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub role: ::std::option::Option<::std::string::String>,
        ///The tenants that you belong to.
        pub tenants: ::std::vec::Vec<::std::string::String>,
    }
    impl Tokens {
        pub fn builder() -> builder::Tokens {
            Default::default()
        }
    }
    ///How many tasks may fail before the job does: give either `count` or `percent`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct Tolerance {
        ///So many.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub count: ::std::option::Option<u64>,
        ///So many of a hundred of the job's tasks.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub percent: ::std::option::Option<u8>,
    }
    impl Tolerance {
        pub fn builder() -> builder::Tolerance {
            Default::default()
        }
    }
    ///What an app needs to make codes.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct TotpSecret {
        ///To be typed into the app.
        pub secret: ::std::string::String,
        ///The same as a URI, to be shown as a QR code.
        pub uri: ::std::string::String,
    }
    impl TotpSecret {
        pub fn builder() -> builder::TotpSecret {
            Default::default()
        }
    }
    ///What was used on some days.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Usage {
        ///The first day.
        pub from: ::chrono::naive::NaiveDate,
        ///The end: the first day that is not among them.
        pub until: ::chrono::naive::NaiveDate,
        ///Each day, from the first on; also those on which nothing was used.
        pub days: ::std::vec::Vec<UsageDay>,
        ///What was used on all of them.
        pub total: Used,
    }
    impl Usage {
        pub fn builder() -> builder::Usage {
            Default::default()
        }
    }
    ///What was used on one day.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct UsageDay {
        ///The day, from midnight to midnight UTC.
        pub day: ::chrono::naive::NaiveDate,
        ///What was used on it.
        pub used: Used,
    }
    impl UsageDay {
        pub fn builder() -> builder::UsageDay {
            Default::default()
        }
    }
    ///What was used.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Used {
        ///Jobs that were accepted.
        pub jobs_submitted: u64,
        ///Tasks that succeeded.
        pub tasks_succeeded: u64,
        ///Tasks that failed for good.
        pub tasks_failed: u64,
        ///Tasks that will not run, since their job was stopped when they had been planned.
        pub tasks_cancelled: u64,
        ///Attempts at tasks that ended. A task may take several: some are lost with their worker, and some are made again.
        pub attempts: u64,
        ///How long all attempts ran, in microseconds.
        pub run_time_us: u64,
        ///The lengths of the items of all attempts, in bytes, as far as they were recorded.
        pub bytes_in: u64,
        ///The lengths of the result lines, in bytes.
        pub bytes_out: u64,
    }
    impl Used {
        pub fn builder() -> builder::Used {
            Default::default()
        }
    }
    ///Why tasks wait, and the numbers behind it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Waiting {
        ///Why.
        pub reason: ::std::string::String,
        ///How much of the limit is in use, where there is a limit.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub in_use: ::std::option::Option<u64>,
        ///The limit.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub limit: ::std::option::Option<u64>,
        ///When they go on, where that is known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///A job that is in the way.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub behind: ::std::option::Option<::std::string::String>,
    }
    impl Waiting {
        pub fn builder() -> builder::Waiting {
            Default::default()
        }
    }
    /// Types for composing complex structures.
    pub mod builder {
        #[derive(Clone, Debug)]
        pub struct Accepted {
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            position: ::std::result::Result<
                ::std::option::Option<super::LogPosition>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Accepted {
            fn default() -> Self {
                Self {
                    id: Err("no value supplied for id".to_string()),
                    position: Ok(Default::default()),
                }
            }
        }
        impl Accepted {
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn position<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::LogPosition>>,
                T::Error: ::std::fmt::Display,
            {
                self.position = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for position: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Accepted> for super::Accepted {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Accepted,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    id: value.id?,
                    position: value.position?,
                })
            }
        }
        impl ::std::convert::From<super::Accepted> for Accepted {
            fn from(value: super::Accepted) -> Self {
                Self {
                    id: Ok(value.id),
                    position: Ok(value.position),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Address {
            email: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for Address {
            fn default() -> Self {
                Self {
                    email: Err("no value supplied for email".to_string()),
                }
            }
        }
        impl Address {
            pub fn email<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.email = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for email: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Address> for super::Address {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Address,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { email: value.email? })
            }
        }
        impl ::std::convert::From<super::Address> for Address {
            fn from(value: super::Address) -> Self {
                Self { email: Ok(value.email) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Alive {
            status: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for Alive {
            fn default() -> Self {
                Self {
                    status: Err("no value supplied for status".to_string()),
                }
            }
        }
        impl Alive {
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Alive> for super::Alive {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Alive,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { status: value.status? })
            }
        }
        impl ::std::convert::From<super::Alive> for Alive {
            fn from(value: super::Alive) -> Self {
                Self { status: Ok(value.status) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ApiKey {
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            hint: ::std::result::Result<::std::string::String, ::std::string::String>,
            role: ::std::result::Result<::std::string::String, ::std::string::String>,
            scopes: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            created_by: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            expires_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            revoked_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            used_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ApiKey {
            fn default() -> Self {
                Self {
                    created_at: Err("no value supplied for created_at".to_string()),
                    created_by: Err("no value supplied for created_by".to_string()),
                    expires_at: Ok(Default::default()),
                    hint: Err("no value supplied for hint".to_string()),
                    id: Err("no value supplied for id".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    revoked_at: Ok(Default::default()),
                    role: Err("no value supplied for role".to_string()),
                    scopes: Err("no value supplied for scopes".to_string()),
                    used_at: Ok(Default::default()),
                }
            }
        }
        impl ApiKey {
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn created_by<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.created_by = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_by: {e}")
                    });
                self
            }
            pub fn expires_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.expires_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for expires_at: {e}")
                    });
                self
            }
            pub fn hint<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.hint = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for hint: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn revoked_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.revoked_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for revoked_at: {e}")
                    });
                self
            }
            pub fn role<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.role = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for role: {e}")
                    });
                self
            }
            pub fn scopes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.scopes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for scopes: {e}")
                    });
                self
            }
            pub fn used_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.used_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for used_at: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ApiKey> for super::ApiKey {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ApiKey,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    created_at: value.created_at?,
                    created_by: value.created_by?,
                    expires_at: value.expires_at?,
                    hint: value.hint?,
                    id: value.id?,
                    name: value.name?,
                    revoked_at: value.revoked_at?,
                    role: value.role?,
                    scopes: value.scopes?,
                    used_at: value.used_at?,
                })
            }
        }
        impl ::std::convert::From<super::ApiKey> for ApiKey {
            fn from(value: super::ApiKey) -> Self {
                Self {
                    created_at: Ok(value.created_at),
                    created_by: Ok(value.created_by),
                    expires_at: Ok(value.expires_at),
                    hint: Ok(value.hint),
                    id: Ok(value.id),
                    name: Ok(value.name),
                    revoked_at: Ok(value.revoked_at),
                    role: Ok(value.role),
                    scopes: Ok(value.scopes),
                    used_at: Ok(value.used_at),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ApiKeyList {
            keys: ::std::result::Result<
                ::std::vec::Vec<super::ApiKey>,
                ::std::string::String,
            >,
            next_cursor: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ApiKeyList {
            fn default() -> Self {
                Self {
                    keys: Err("no value supplied for keys".to_string()),
                    next_cursor: Ok(Default::default()),
                }
            }
        }
        impl ApiKeyList {
            pub fn keys<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::ApiKey>>,
                T::Error: ::std::fmt::Display,
            {
                self.keys = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for keys: {e}")
                    });
                self
            }
            pub fn next_cursor<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next_cursor = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next_cursor: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ApiKeyList> for super::ApiKeyList {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ApiKeyList,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    keys: value.keys?,
                    next_cursor: value.next_cursor?,
                })
            }
        }
        impl ::std::convert::From<super::ApiKeyList> for ApiKeyList {
            fn from(value: super::ApiKeyList) -> Self {
                Self {
                    keys: Ok(value.keys),
                    next_cursor: Ok(value.next_cursor),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Attempt {
            task: ::std::result::Result<u64, ::std::string::String>,
            attempt: ::std::result::Result<u32, ::std::string::String>,
            batch: ::std::result::Result<u64, ::std::string::String>,
            outcome: ::std::result::Result<super::Outcome, ::std::string::String>,
            queue_wait_ms: ::std::result::Result<u64, ::std::string::String>,
            wait_reason: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            duration_us: ::std::result::Result<u32, ::std::string::String>,
            worker: ::std::result::Result<::std::string::String, ::std::string::String>,
            error: ::std::result::Result<
                ::std::option::Option<super::TaskError>,
                ::std::string::String,
            >,
            ended_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Attempt {
            fn default() -> Self {
                Self {
                    attempt: Err("no value supplied for attempt".to_string()),
                    batch: Err("no value supplied for batch".to_string()),
                    duration_us: Err("no value supplied for duration_us".to_string()),
                    ended_at: Err("no value supplied for ended_at".to_string()),
                    error: Ok(Default::default()),
                    outcome: Err("no value supplied for outcome".to_string()),
                    queue_wait_ms: Err(
                        "no value supplied for queue_wait_ms".to_string(),
                    ),
                    task: Err("no value supplied for task".to_string()),
                    wait_reason: Ok(Default::default()),
                    worker: Err("no value supplied for worker".to_string()),
                }
            }
        }
        impl Attempt {
            pub fn attempt<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.attempt = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for attempt: {e}")
                    });
                self
            }
            pub fn batch<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.batch = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for batch: {e}")
                    });
                self
            }
            pub fn duration_us<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.duration_us = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for duration_us: {e}")
                    });
                self
            }
            pub fn ended_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.ended_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ended_at: {e}")
                    });
                self
            }
            pub fn error<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::TaskError>>,
                T::Error: ::std::fmt::Display,
            {
                self.error = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for error: {e}")
                    });
                self
            }
            pub fn outcome<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Outcome>,
                T::Error: ::std::fmt::Display,
            {
                self.outcome = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for outcome: {e}")
                    });
                self
            }
            pub fn queue_wait_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.queue_wait_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for queue_wait_ms: {e}")
                    });
                self
            }
            pub fn task<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.task = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for task: {e}")
                    });
                self
            }
            pub fn wait_reason<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.wait_reason = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for wait_reason: {e}")
                    });
                self
            }
            pub fn worker<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.worker = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for worker: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Attempt> for super::Attempt {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Attempt,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    attempt: value.attempt?,
                    batch: value.batch?,
                    duration_us: value.duration_us?,
                    ended_at: value.ended_at?,
                    error: value.error?,
                    outcome: value.outcome?,
                    queue_wait_ms: value.queue_wait_ms?,
                    task: value.task?,
                    wait_reason: value.wait_reason?,
                    worker: value.worker?,
                })
            }
        }
        impl ::std::convert::From<super::Attempt> for Attempt {
            fn from(value: super::Attempt) -> Self {
                Self {
                    attempt: Ok(value.attempt),
                    batch: Ok(value.batch),
                    duration_us: Ok(value.duration_us),
                    ended_at: Ok(value.ended_at),
                    error: Ok(value.error),
                    outcome: Ok(value.outcome),
                    queue_wait_ms: Ok(value.queue_wait_ms),
                    task: Ok(value.task),
                    wait_reason: Ok(value.wait_reason),
                    worker: Ok(value.worker),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct AttemptList {
            tasks: ::std::result::Result<
                ::std::vec::Vec<super::Attempt>,
                ::std::string::String,
            >,
            next_cursor: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for AttemptList {
            fn default() -> Self {
                Self {
                    next_cursor: Ok(Default::default()),
                    tasks: Err("no value supplied for tasks".to_string()),
                }
            }
        }
        impl AttemptList {
            pub fn next_cursor<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next_cursor = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next_cursor: {e}")
                    });
                self
            }
            pub fn tasks<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Attempt>>,
                T::Error: ::std::fmt::Display,
            {
                self.tasks = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tasks: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<AttemptList> for super::AttemptList {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AttemptList,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    next_cursor: value.next_cursor?,
                    tasks: value.tasks?,
                })
            }
        }
        impl ::std::convert::From<super::AttemptList> for AttemptList {
            fn from(value: super::AttemptList) -> Self {
                Self {
                    next_cursor: Ok(value.next_cursor),
                    tasks: Ok(value.tasks),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct AuditRecord {
            at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            actor: ::std::result::Result<::std::string::String, ::std::string::String>,
            role: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            address: ::std::result::Result<::std::string::String, ::std::string::String>,
            operation: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            target: ::std::result::Result<::std::string::String, ::std::string::String>,
            status: ::std::result::Result<u16, ::std::string::String>,
            problem: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            request: ::std::result::Result<::std::string::String, ::std::string::String>,
            session: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for AuditRecord {
            fn default() -> Self {
                Self {
                    actor: Err("no value supplied for actor".to_string()),
                    address: Err("no value supplied for address".to_string()),
                    at: Err("no value supplied for at".to_string()),
                    operation: Err("no value supplied for operation".to_string()),
                    problem: Ok(Default::default()),
                    request: Err("no value supplied for request".to_string()),
                    role: Ok(Default::default()),
                    session: Ok(Default::default()),
                    status: Err("no value supplied for status".to_string()),
                    target: Err("no value supplied for target".to_string()),
                }
            }
        }
        impl AuditRecord {
            pub fn actor<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.actor = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for actor: {e}")
                    });
                self
            }
            pub fn address<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.address = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for address: {e}")
                    });
                self
            }
            pub fn at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.at = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for at: {e}"));
                self
            }
            pub fn operation<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.operation = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for operation: {e}")
                    });
                self
            }
            pub fn problem<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.problem = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for problem: {e}")
                    });
                self
            }
            pub fn request<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.request = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for request: {e}")
                    });
                self
            }
            pub fn role<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.role = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for role: {e}")
                    });
                self
            }
            pub fn session<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.session = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for session: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u16>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
            pub fn target<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.target = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for target: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<AuditRecord> for super::AuditRecord {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AuditRecord,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    actor: value.actor?,
                    address: value.address?,
                    at: value.at?,
                    operation: value.operation?,
                    problem: value.problem?,
                    request: value.request?,
                    role: value.role?,
                    session: value.session?,
                    status: value.status?,
                    target: value.target?,
                })
            }
        }
        impl ::std::convert::From<super::AuditRecord> for AuditRecord {
            fn from(value: super::AuditRecord) -> Self {
                Self {
                    actor: Ok(value.actor),
                    address: Ok(value.address),
                    at: Ok(value.at),
                    operation: Ok(value.operation),
                    problem: Ok(value.problem),
                    request: Ok(value.request),
                    role: Ok(value.role),
                    session: Ok(value.session),
                    status: Ok(value.status),
                    target: Ok(value.target),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct AuditRecordList {
            records: ::std::result::Result<
                ::std::vec::Vec<super::AuditRecord>,
                ::std::string::String,
            >,
            next_cursor: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for AuditRecordList {
            fn default() -> Self {
                Self {
                    next_cursor: Ok(Default::default()),
                    records: Err("no value supplied for records".to_string()),
                }
            }
        }
        impl AuditRecordList {
            pub fn next_cursor<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next_cursor = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next_cursor: {e}")
                    });
                self
            }
            pub fn records<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::AuditRecord>>,
                T::Error: ::std::fmt::Display,
            {
                self.records = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for records: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<AuditRecordList> for super::AuditRecordList {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AuditRecordList,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    next_cursor: value.next_cursor?,
                    records: value.records?,
                })
            }
        }
        impl ::std::convert::From<super::AuditRecordList> for AuditRecordList {
            fn from(value: super::AuditRecordList) -> Self {
                Self {
                    next_cursor: Ok(value.next_cursor),
                    records: Ok(value.records),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Authorization {
            authorization_url: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            state: ::std::result::Result<::std::string::String, ::std::string::String>,
            binding: ::std::result::Result<::std::string::String, ::std::string::String>,
            expires_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Authorization {
            fn default() -> Self {
                Self {
                    authorization_url: Err(
                        "no value supplied for authorization_url".to_string(),
                    ),
                    binding: Err("no value supplied for binding".to_string()),
                    expires_at: Err("no value supplied for expires_at".to_string()),
                    state: Err("no value supplied for state".to_string()),
                }
            }
        }
        impl Authorization {
            pub fn authorization_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.authorization_url = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for authorization_url: {e}"
                        )
                    });
                self
            }
            pub fn binding<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.binding = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for binding: {e}")
                    });
                self
            }
            pub fn expires_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.expires_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for expires_at: {e}")
                    });
                self
            }
            pub fn state<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.state = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for state: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Authorization> for super::Authorization {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Authorization,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    authorization_url: value.authorization_url?,
                    binding: value.binding?,
                    expires_at: value.expires_at?,
                    state: value.state?,
                })
            }
        }
        impl ::std::convert::From<super::Authorization> for Authorization {
            fn from(value: super::Authorization) -> Self {
                Self {
                    authorization_url: Ok(value.authorization_url),
                    binding: Ok(value.binding),
                    expires_at: Ok(value.expires_at),
                    state: Ok(value.state),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Callback {
            code: ::std::result::Result<::std::string::String, ::std::string::String>,
            state: ::std::result::Result<::std::string::String, ::std::string::String>,
            binding: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for Callback {
            fn default() -> Self {
                Self {
                    binding: Err("no value supplied for binding".to_string()),
                    code: Err("no value supplied for code".to_string()),
                    state: Err("no value supplied for state".to_string()),
                }
            }
        }
        impl Callback {
            pub fn binding<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.binding = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for binding: {e}")
                    });
                self
            }
            pub fn code<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.code = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for code: {e}")
                    });
                self
            }
            pub fn state<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.state = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for state: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Callback> for super::Callback {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Callback,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    binding: value.binding?,
                    code: value.code?,
                    state: value.state?,
                })
            }
        }
        impl ::std::convert::From<super::Callback> for Callback {
            fn from(value: super::Callback) -> Self {
                Self {
                    binding: Ok(value.binding),
                    code: Ok(value.code),
                    state: Ok(value.state),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct CancelJob {
            reason: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for CancelJob {
            fn default() -> Self {
                Self {
                    reason: Ok(Default::default()),
                }
            }
        }
        impl CancelJob {
            pub fn reason<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.reason = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for reason: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<CancelJob> for super::CancelJob {
            type Error = super::error::ConversionError;
            fn try_from(
                value: CancelJob,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { reason: value.reason? })
            }
        }
        impl ::std::convert::From<super::CancelJob> for CancelJob {
            fn from(value: super::CancelJob) -> Self {
                Self { reason: Ok(value.reason) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Chart {
            from: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            until: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            step: ::std::result::Result<super::ChartStep, ::std::string::String>,
            time_zone: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            times: ::std::result::Result<
                ::std::vec::Vec<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            series: ::std::result::Result<
                ::std::vec::Vec<super::ChartSeries>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Chart {
            fn default() -> Self {
                Self {
                    from: Err("no value supplied for from".to_string()),
                    series: Err("no value supplied for series".to_string()),
                    step: Err("no value supplied for step".to_string()),
                    time_zone: Err("no value supplied for time_zone".to_string()),
                    times: Err("no value supplied for times".to_string()),
                    until: Err("no value supplied for until".to_string()),
                }
            }
        }
        impl Chart {
            pub fn from<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.from = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for from: {e}")
                    });
                self
            }
            pub fn series<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::ChartSeries>>,
                T::Error: ::std::fmt::Display,
            {
                self.series = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for series: {e}")
                    });
                self
            }
            pub fn step<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ChartStep>,
                T::Error: ::std::fmt::Display,
            {
                self.step = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for step: {e}")
                    });
                self
            }
            pub fn time_zone<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.time_zone = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for time_zone: {e}")
                    });
                self
            }
            pub fn times<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::vec::Vec<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.times = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for times: {e}")
                    });
                self
            }
            pub fn until<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.until = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for until: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Chart> for super::Chart {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Chart,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    from: value.from?,
                    series: value.series?,
                    step: value.step?,
                    time_zone: value.time_zone?,
                    times: value.times?,
                    until: value.until?,
                })
            }
        }
        impl ::std::convert::From<super::Chart> for Chart {
            fn from(value: super::Chart) -> Self {
                Self {
                    from: Ok(value.from),
                    series: Ok(value.series),
                    step: Ok(value.step),
                    time_zone: Ok(value.time_zone),
                    times: Ok(value.times),
                    until: Ok(value.until),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ChartSeries {
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            unit: ::std::result::Result<::std::string::String, ::std::string::String>,
            values: ::std::result::Result<
                ::std::vec::Vec<::std::option::Option<f64>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ChartSeries {
            fn default() -> Self {
                Self {
                    name: Err("no value supplied for name".to_string()),
                    unit: Err("no value supplied for unit".to_string()),
                    values: Err("no value supplied for values".to_string()),
                }
            }
        }
        impl ChartSeries {
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn unit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.unit = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for unit: {e}")
                    });
                self
            }
            pub fn values<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::option::Option<f64>>>,
                T::Error: ::std::fmt::Display,
            {
                self.values = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for values: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ChartSeries> for super::ChartSeries {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ChartSeries,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    name: value.name?,
                    unit: value.unit?,
                    values: value.values?,
                })
            }
        }
        impl ::std::convert::From<super::ChartSeries> for ChartSeries {
            fn from(value: super::ChartSeries) -> Self {
                Self {
                    name: Ok(value.name),
                    unit: Ok(value.unit),
                    values: Ok(value.values),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Code {
            code: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for Code {
            fn default() -> Self {
                Self {
                    code: Err("no value supplied for code".to_string()),
                }
            }
        }
        impl Code {
            pub fn code<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.code = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for code: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Code> for super::Code {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Code,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { code: value.code? })
            }
        }
        impl ::std::convert::From<super::Code> for Code {
            fn from(value: super::Code) -> Self {
                Self { code: Ok(value.code) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Counted {
            outcomes: ::std::result::Result<u64, ::std::string::String>,
        }
        impl ::std::default::Default for Counted {
            fn default() -> Self {
                Self {
                    outcomes: Err("no value supplied for outcomes".to_string()),
                }
            }
        }
        impl Counted {
            pub fn outcomes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.outcomes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for outcomes: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Counted> for super::Counted {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Counted,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { outcomes: value.outcomes? })
            }
        }
        impl ::std::convert::From<super::Counted> for Counted {
            fn from(value: super::Counted) -> Self {
                Self {
                    outcomes: Ok(value.outcomes),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Credentials {
            email: ::std::result::Result<::std::string::String, ::std::string::String>,
            password: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            code: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            tenant: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Credentials {
            fn default() -> Self {
                Self {
                    code: Ok(Default::default()),
                    email: Err("no value supplied for email".to_string()),
                    password: Err("no value supplied for password".to_string()),
                    tenant: Ok(Default::default()),
                }
            }
        }
        impl Credentials {
            pub fn code<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.code = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for code: {e}")
                    });
                self
            }
            pub fn email<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.email = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for email: {e}")
                    });
                self
            }
            pub fn password<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.password = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for password: {e}")
                    });
                self
            }
            pub fn tenant<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.tenant = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tenant: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Credentials> for super::Credentials {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Credentials,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    code: value.code?,
                    email: value.email?,
                    password: value.password?,
                    tenant: value.tenant?,
                })
            }
        }
        impl ::std::convert::From<super::Credentials> for Credentials {
            fn from(value: super::Credentials) -> Self {
                Self {
                    code: Ok(value.code),
                    email: Ok(value.email),
                    password: Ok(value.password),
                    tenant: Ok(value.tenant),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Dataset {
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            format: ::std::result::Result<super::DatasetFormat, ::std::string::String>,
            bytes: ::std::result::Result<u64, ::std::string::String>,
            sha256: ::std::result::Result<::std::string::String, ::std::string::String>,
            items: ::std::result::Result<u64, ::std::string::String>,
        }
        impl ::std::default::Default for Dataset {
            fn default() -> Self {
                Self {
                    bytes: Err("no value supplied for bytes".to_string()),
                    format: Err("no value supplied for format".to_string()),
                    id: Err("no value supplied for id".to_string()),
                    items: Err("no value supplied for items".to_string()),
                    name: Ok(Default::default()),
                    sha256: Err("no value supplied for sha256".to_string()),
                }
            }
        }
        impl Dataset {
            pub fn bytes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.bytes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for bytes: {e}")
                    });
                self
            }
            pub fn format<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::DatasetFormat>,
                T::Error: ::std::fmt::Display,
            {
                self.format = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for format: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn items<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.items = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for items: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn sha256<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.sha256 = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sha256: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Dataset> for super::Dataset {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Dataset,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    bytes: value.bytes?,
                    format: value.format?,
                    id: value.id?,
                    items: value.items?,
                    name: value.name?,
                    sha256: value.sha256?,
                })
            }
        }
        impl ::std::convert::From<super::Dataset> for Dataset {
            fn from(value: super::Dataset) -> Self {
                Self {
                    bytes: Ok(value.bytes),
                    format: Ok(value.format),
                    id: Ok(value.id),
                    items: Ok(value.items),
                    name: Ok(value.name),
                    sha256: Ok(value.sha256),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct EngineProblem {
            engine: ::std::result::Result<::std::string::String, ::std::string::String>,
            error: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for EngineProblem {
            fn default() -> Self {
                Self {
                    engine: Err("no value supplied for engine".to_string()),
                    error: Err("no value supplied for error".to_string()),
                }
            }
        }
        impl EngineProblem {
            pub fn engine<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.engine = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for engine: {e}")
                    });
                self
            }
            pub fn error<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.error = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for error: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<EngineProblem> for super::EngineProblem {
            type Error = super::error::ConversionError;
            fn try_from(
                value: EngineProblem,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    engine: value.engine?,
                    error: value.error?,
                })
            }
        }
        impl ::std::convert::From<super::EngineProblem> for EngineProblem {
            fn from(value: super::EngineProblem) -> Self {
                Self {
                    engine: Ok(value.engine),
                    error: Ok(value.error),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Event {
            shard: ::std::result::Result<u16, ::std::string::String>,
            position: ::std::result::Result<u64, ::std::string::String>,
            sequence: ::std::result::Result<u64, ::std::string::String>,
            type_: ::std::result::Result<::std::string::String, ::std::string::String>,
            version: ::std::result::Result<::std::string::String, ::std::string::String>,
            recorded_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            data: ::std::result::Result<crate::Json, ::std::string::String>,
            metadata: ::std::result::Result<super::EventMetadata, ::std::string::String>,
        }
        impl ::std::default::Default for Event {
            fn default() -> Self {
                Self {
                    data: Err("no value supplied for data".to_string()),
                    metadata: Err("no value supplied for metadata".to_string()),
                    position: Err("no value supplied for position".to_string()),
                    recorded_at: Err("no value supplied for recorded_at".to_string()),
                    sequence: Err("no value supplied for sequence".to_string()),
                    shard: Err("no value supplied for shard".to_string()),
                    type_: Err("no value supplied for type_".to_string()),
                    version: Err("no value supplied for version".to_string()),
                }
            }
        }
        impl Event {
            pub fn data<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<crate::Json>,
                T::Error: ::std::fmt::Display,
            {
                self.data = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for data: {e}")
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::EventMetadata>,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn position<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.position = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for position: {e}")
                    });
                self
            }
            pub fn recorded_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.recorded_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for recorded_at: {e}")
                    });
                self
            }
            pub fn sequence<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.sequence = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sequence: {e}")
                    });
                self
            }
            pub fn shard<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u16>,
                T::Error: ::std::fmt::Display,
            {
                self.shard = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for shard: {e}")
                    });
                self
            }
            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.type_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for type_: {e}")
                    });
                self
            }
            pub fn version<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.version = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for version: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Event> for super::Event {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Event,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    data: value.data?,
                    metadata: value.metadata?,
                    position: value.position?,
                    recorded_at: value.recorded_at?,
                    sequence: value.sequence?,
                    shard: value.shard?,
                    type_: value.type_?,
                    version: value.version?,
                })
            }
        }
        impl ::std::convert::From<super::Event> for Event {
            fn from(value: super::Event) -> Self {
                Self {
                    data: Ok(value.data),
                    metadata: Ok(value.metadata),
                    position: Ok(value.position),
                    recorded_at: Ok(value.recorded_at),
                    sequence: Ok(value.sequence),
                    shard: Ok(value.shard),
                    type_: Ok(value.type_),
                    version: Ok(value.version),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct EventList {
            events: ::std::result::Result<
                ::std::vec::Vec<super::Event>,
                ::std::string::String,
            >,
            next_cursor: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for EventList {
            fn default() -> Self {
                Self {
                    events: Err("no value supplied for events".to_string()),
                    next_cursor: Ok(Default::default()),
                }
            }
        }
        impl EventList {
            pub fn events<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Event>>,
                T::Error: ::std::fmt::Display,
            {
                self.events = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for events: {e}")
                    });
                self
            }
            pub fn next_cursor<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.next_cursor = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next_cursor: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<EventList> for super::EventList {
            type Error = super::error::ConversionError;
            fn try_from(
                value: EventList,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    events: value.events?,
                    next_cursor: value.next_cursor?,
                })
            }
        }
        impl ::std::convert::From<super::EventList> for EventList {
            fn from(value: super::EventList) -> Self {
                Self {
                    events: Ok(value.events),
                    next_cursor: Ok(value.next_cursor),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct EventMetadata {
            event_id: ::std::result::Result<::uuid::Uuid, ::std::string::String>,
            correlation: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            causation: ::std::result::Result<
                ::std::option::Option<::uuid::Uuid>,
                ::std::string::String,
            >,
            actor: ::std::result::Result<::std::string::String, ::std::string::String>,
            command: ::std::result::Result<::std::string::String, ::std::string::String>,
            traceparent: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            build: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for EventMetadata {
            fn default() -> Self {
                Self {
                    actor: Err("no value supplied for actor".to_string()),
                    build: Err("no value supplied for build".to_string()),
                    causation: Ok(Default::default()),
                    command: Err("no value supplied for command".to_string()),
                    correlation: Err("no value supplied for correlation".to_string()),
                    event_id: Err("no value supplied for event_id".to_string()),
                    traceparent: Ok(Default::default()),
                }
            }
        }
        impl EventMetadata {
            pub fn actor<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.actor = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for actor: {e}")
                    });
                self
            }
            pub fn build<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.build = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for build: {e}")
                    });
                self
            }
            pub fn causation<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::uuid::Uuid>>,
                T::Error: ::std::fmt::Display,
            {
                self.causation = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for causation: {e}")
                    });
                self
            }
            pub fn command<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.command = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for command: {e}")
                    });
                self
            }
            pub fn correlation<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.correlation = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for correlation: {e}")
                    });
                self
            }
            pub fn event_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::uuid::Uuid>,
                T::Error: ::std::fmt::Display,
            {
                self.event_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for event_id: {e}")
                    });
                self
            }
            pub fn traceparent<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.traceparent = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for traceparent: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<EventMetadata> for super::EventMetadata {
            type Error = super::error::ConversionError;
            fn try_from(
                value: EventMetadata,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    actor: value.actor?,
                    build: value.build?,
                    causation: value.causation?,
                    command: value.command?,
                    correlation: value.correlation?,
                    event_id: value.event_id?,
                    traceparent: value.traceparent?,
                })
            }
        }
        impl ::std::convert::From<super::EventMetadata> for EventMetadata {
            fn from(value: super::EventMetadata) -> Self {
                Self {
                    actor: Ok(value.actor),
                    build: Ok(value.build),
                    causation: Ok(value.causation),
                    command: Ok(value.command),
                    correlation: Ok(value.correlation),
                    event_id: Ok(value.event_id),
                    traceparent: Ok(value.traceparent),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Extended {
            until: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Extended {
            fn default() -> Self {
                Self {
                    until: Err("no value supplied for until".to_string()),
                }
            }
        }
        impl Extended {
            pub fn until<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.until = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for until: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Extended> for super::Extended {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Extended,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { until: value.until? })
            }
        }
        impl ::std::convert::From<super::Extended> for Extended {
            fn from(value: super::Extended) -> Self {
                Self { until: Ok(value.until) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct External {
            queue: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for External {
            fn default() -> Self {
                Self {
                    queue: Err("no value supplied for queue".to_string()),
                }
            }
        }
        impl External {
            pub fn queue<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.queue = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for queue: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<External> for super::External {
            type Error = super::error::ConversionError;
            fn try_from(
                value: External,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { queue: value.queue? })
            }
        }
        impl ::std::convert::From<super::External> for External {
            fn from(value: super::External) -> Self {
                Self { queue: Ok(value.queue) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Heartbeat {
            lease_ms: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            progress: ::std::result::Result<
                ::std::option::Option<super::Progress>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Heartbeat {
            fn default() -> Self {
                Self {
                    lease_ms: Ok(Default::default()),
                    progress: Ok(Default::default()),
                }
            }
        }
        impl Heartbeat {
            pub fn lease_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.lease_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for lease_ms: {e}")
                    });
                self
            }
            pub fn progress<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Progress>>,
                T::Error: ::std::fmt::Display,
            {
                self.progress = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for progress: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Heartbeat> for super::Heartbeat {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Heartbeat,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    lease_ms: value.lease_ms?,
                    progress: value.progress?,
                })
            }
        }
        impl ::std::convert::From<super::Heartbeat> for Heartbeat {
            fn from(value: super::Heartbeat) -> Self {
                Self {
                    lease_ms: Ok(value.lease_ms),
                    progress: Ok(value.progress),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Http {
            method: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            url: ::std::result::Result<::std::string::String, ::std::string::String>,
            headers: ::std::result::Result<
                ::std::option::Option<
                    ::std::collections::HashMap<
                        ::std::string::String,
                        ::std::string::String,
                    >,
                >,
                ::std::string::String,
            >,
            body: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            output: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            redirects: ::std::result::Result<
                ::std::option::Option<u8>,
                ::std::string::String,
            >,
            max_response_bytes: ::std::result::Result<
                ::std::option::Option<u32>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Http {
            fn default() -> Self {
                Self {
                    body: Ok(Default::default()),
                    headers: Ok(Default::default()),
                    max_response_bytes: Ok(Default::default()),
                    method: Ok(Default::default()),
                    output: Ok(Default::default()),
                    redirects: Ok(Default::default()),
                    url: Err("no value supplied for url".to_string()),
                }
            }
        }
        impl Http {
            pub fn body<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.body = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for body: {e}")
                    });
                self
            }
            pub fn headers<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::std::collections::HashMap<
                            ::std::string::String,
                            ::std::string::String,
                        >,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.headers = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for headers: {e}")
                    });
                self
            }
            pub fn max_response_bytes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u32>>,
                T::Error: ::std::fmt::Display,
            {
                self.max_response_bytes = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for max_response_bytes: {e}"
                        )
                    });
                self
            }
            pub fn method<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.method = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for method: {e}")
                    });
                self
            }
            pub fn output<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.output = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for output: {e}")
                    });
                self
            }
            pub fn redirects<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u8>>,
                T::Error: ::std::fmt::Display,
            {
                self.redirects = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for redirects: {e}")
                    });
                self
            }
            pub fn url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.url = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for url: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Http> for super::Http {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Http,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    body: value.body?,
                    headers: value.headers?,
                    max_response_bytes: value.max_response_bytes?,
                    method: value.method?,
                    output: value.output?,
                    redirects: value.redirects?,
                    url: value.url?,
                })
            }
        }
        impl ::std::convert::From<super::Http> for Http {
            fn from(value: super::Http) -> Self {
                Self {
                    body: Ok(value.body),
                    headers: Ok(value.headers),
                    max_response_bytes: Ok(value.max_response_bytes),
                    method: Ok(value.method),
                    output: Ok(value.output),
                    redirects: Ok(value.redirects),
                    url: Ok(value.url),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Invitation {
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            email: ::std::result::Result<::std::string::String, ::std::string::String>,
            role: ::std::result::Result<::std::string::String, ::std::string::String>,
            until: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            sent_by: ::std::result::Result<::std::string::String, ::std::string::String>,
            sent_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            expires_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Invitation {
            fn default() -> Self {
                Self {
                    email: Err("no value supplied for email".to_string()),
                    expires_at: Err("no value supplied for expires_at".to_string()),
                    id: Err("no value supplied for id".to_string()),
                    role: Err("no value supplied for role".to_string()),
                    sent_at: Err("no value supplied for sent_at".to_string()),
                    sent_by: Err("no value supplied for sent_by".to_string()),
                    until: Ok(Default::default()),
                }
            }
        }
        impl Invitation {
            pub fn email<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.email = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for email: {e}")
                    });
                self
            }
            pub fn expires_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.expires_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for expires_at: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn role<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.role = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for role: {e}")
                    });
                self
            }
            pub fn sent_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.sent_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sent_at: {e}")
                    });
                self
            }
            pub fn sent_by<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.sent_by = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sent_by: {e}")
                    });
                self
            }
            pub fn until<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.until = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for until: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Invitation> for super::Invitation {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Invitation,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    email: value.email?,
                    expires_at: value.expires_at?,
                    id: value.id?,
                    role: value.role?,
                    sent_at: value.sent_at?,
                    sent_by: value.sent_by?,
                    until: value.until?,
                })
            }
        }
        impl ::std::convert::From<super::Invitation> for Invitation {
            fn from(value: super::Invitation) -> Self {
                Self {
                    email: Ok(value.email),
                    expires_at: Ok(value.expires_at),
                    id: Ok(value.id),
                    role: Ok(value.role),
                    sent_at: Ok(value.sent_at),
                    sent_by: Ok(value.sent_by),
                    until: Ok(value.until),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct InvitationList {
            invitations: ::std::result::Result<
                ::std::vec::Vec<super::Invitation>,
                ::std::string::String,
            >,
            next_cursor: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for InvitationList {
            fn default() -> Self {
                Self {
                    invitations: Err("no value supplied for invitations".to_string()),
                    next_cursor: Ok(Default::default()),
                }
            }
        }
        impl InvitationList {
            pub fn invitations<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Invitation>>,
                T::Error: ::std::fmt::Display,
            {
                self.invitations = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for invitations: {e}")
                    });
                self
            }
            pub fn next_cursor<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next_cursor = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next_cursor: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<InvitationList> for super::InvitationList {
            type Error = super::error::ConversionError;
            fn try_from(
                value: InvitationList,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    invitations: value.invitations?,
                    next_cursor: value.next_cursor?,
                })
            }
        }
        impl ::std::convert::From<super::InvitationList> for InvitationList {
            fn from(value: super::InvitationList) -> Self {
                Self {
                    invitations: Ok(value.invitations),
                    next_cursor: Ok(value.next_cursor),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct InvitationToken {
            token: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for InvitationToken {
            fn default() -> Self {
                Self {
                    token: Err("no value supplied for token".to_string()),
                }
            }
        }
        impl InvitationToken {
            pub fn token<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for token: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<InvitationToken> for super::InvitationToken {
            type Error = super::error::ConversionError;
            fn try_from(
                value: InvitationToken,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { token: value.token? })
            }
        }
        impl ::std::convert::From<super::InvitationToken> for InvitationToken {
            fn from(value: super::InvitationToken) -> Self {
                Self { token: Ok(value.token) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Job {
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            state: ::std::result::Result<super::JobState, ::std::string::String>,
            paused: ::std::result::Result<bool, ::std::string::String>,
            stopping: ::std::result::Result<bool, ::std::string::String>,
            tasks: ::std::result::Result<u64, ::std::string::String>,
            succeeded: ::std::result::Result<u64, ::std::string::String>,
            failed: ::std::result::Result<u64, ::std::string::String>,
            cancelled: ::std::result::Result<u64, ::std::string::String>,
            batches: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            submitted_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            ended_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            reason: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            processor: ::std::result::Result<
                ::std::option::Option<super::ProcessorKind>,
                ::std::string::String,
            >,
            queue: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            priority: ::std::result::Result<super::Priority, ::std::string::String>,
            tags: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            redrive_of: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Job {
            fn default() -> Self {
                Self {
                    batches: Ok(Default::default()),
                    cancelled: Err("no value supplied for cancelled".to_string()),
                    ended_at: Ok(Default::default()),
                    failed: Err("no value supplied for failed".to_string()),
                    id: Err("no value supplied for id".to_string()),
                    name: Ok(Default::default()),
                    paused: Err("no value supplied for paused".to_string()),
                    priority: Err("no value supplied for priority".to_string()),
                    processor: Ok(Default::default()),
                    queue: Ok(Default::default()),
                    reason: Ok(Default::default()),
                    redrive_of: Ok(Default::default()),
                    state: Err("no value supplied for state".to_string()),
                    stopping: Err("no value supplied for stopping".to_string()),
                    submitted_at: Err("no value supplied for submitted_at".to_string()),
                    succeeded: Err("no value supplied for succeeded".to_string()),
                    tags: Err("no value supplied for tags".to_string()),
                    tasks: Err("no value supplied for tasks".to_string()),
                }
            }
        }
        impl Job {
            pub fn batches<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.batches = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for batches: {e}")
                    });
                self
            }
            pub fn cancelled<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.cancelled = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for cancelled: {e}")
                    });
                self
            }
            pub fn ended_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.ended_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ended_at: {e}")
                    });
                self
            }
            pub fn failed<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.failed = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for failed: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn paused<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.paused = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for paused: {e}")
                    });
                self
            }
            pub fn priority<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Priority>,
                T::Error: ::std::fmt::Display,
            {
                self.priority = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for priority: {e}")
                    });
                self
            }
            pub fn processor<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::ProcessorKind>>,
                T::Error: ::std::fmt::Display,
            {
                self.processor = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for processor: {e}")
                    });
                self
            }
            pub fn queue<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.queue = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for queue: {e}")
                    });
                self
            }
            pub fn reason<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.reason = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for reason: {e}")
                    });
                self
            }
            pub fn redrive_of<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.redrive_of = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for redrive_of: {e}")
                    });
                self
            }
            pub fn state<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::JobState>,
                T::Error: ::std::fmt::Display,
            {
                self.state = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for state: {e}")
                    });
                self
            }
            pub fn stopping<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.stopping = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for stopping: {e}")
                    });
                self
            }
            pub fn submitted_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.submitted_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for submitted_at: {e}")
                    });
                self
            }
            pub fn succeeded<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.succeeded = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for succeeded: {e}")
                    });
                self
            }
            pub fn tags<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.tags = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tags: {e}")
                    });
                self
            }
            pub fn tasks<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.tasks = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tasks: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Job> for super::Job {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Job,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    batches: value.batches?,
                    cancelled: value.cancelled?,
                    ended_at: value.ended_at?,
                    failed: value.failed?,
                    id: value.id?,
                    name: value.name?,
                    paused: value.paused?,
                    priority: value.priority?,
                    processor: value.processor?,
                    queue: value.queue?,
                    reason: value.reason?,
                    redrive_of: value.redrive_of?,
                    state: value.state?,
                    stopping: value.stopping?,
                    submitted_at: value.submitted_at?,
                    succeeded: value.succeeded?,
                    tags: value.tags?,
                    tasks: value.tasks?,
                })
            }
        }
        impl ::std::convert::From<super::Job> for Job {
            fn from(value: super::Job) -> Self {
                Self {
                    batches: Ok(value.batches),
                    cancelled: Ok(value.cancelled),
                    ended_at: Ok(value.ended_at),
                    failed: Ok(value.failed),
                    id: Ok(value.id),
                    name: Ok(value.name),
                    paused: Ok(value.paused),
                    priority: Ok(value.priority),
                    processor: Ok(value.processor),
                    queue: Ok(value.queue),
                    reason: Ok(value.reason),
                    redrive_of: Ok(value.redrive_of),
                    state: Ok(value.state),
                    stopping: Ok(value.stopping),
                    submitted_at: Ok(value.submitted_at),
                    succeeded: Ok(value.succeeded),
                    tags: Ok(value.tags),
                    tasks: Ok(value.tasks),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct JobBatches {
            batches: ::std::result::Result<u64, ::std::string::String>,
            from: ::std::result::Result<u64, ::std::string::String>,
            states: ::std::result::Result<::std::string::String, ::std::string::String>,
            succeeded: ::std::result::Result<
                ::std::vec::Vec<u64>,
                ::std::string::String,
            >,
            failed: ::std::result::Result<::std::vec::Vec<u64>, ::std::string::String>,
            cancelled: ::std::result::Result<
                ::std::vec::Vec<u64>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for JobBatches {
            fn default() -> Self {
                Self {
                    batches: Err("no value supplied for batches".to_string()),
                    cancelled: Err("no value supplied for cancelled".to_string()),
                    failed: Err("no value supplied for failed".to_string()),
                    from: Err("no value supplied for from".to_string()),
                    states: Err("no value supplied for states".to_string()),
                    succeeded: Err("no value supplied for succeeded".to_string()),
                }
            }
        }
        impl JobBatches {
            pub fn batches<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.batches = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for batches: {e}")
                    });
                self
            }
            pub fn cancelled<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.cancelled = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for cancelled: {e}")
                    });
                self
            }
            pub fn failed<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.failed = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for failed: {e}")
                    });
                self
            }
            pub fn from<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.from = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for from: {e}")
                    });
                self
            }
            pub fn states<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.states = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for states: {e}")
                    });
                self
            }
            pub fn succeeded<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.succeeded = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for succeeded: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<JobBatches> for super::JobBatches {
            type Error = super::error::ConversionError;
            fn try_from(
                value: JobBatches,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    batches: value.batches?,
                    cancelled: value.cancelled?,
                    failed: value.failed?,
                    from: value.from?,
                    states: value.states?,
                    succeeded: value.succeeded?,
                })
            }
        }
        impl ::std::convert::From<super::JobBatches> for JobBatches {
            fn from(value: super::JobBatches) -> Self {
                Self {
                    batches: Ok(value.batches),
                    cancelled: Ok(value.cancelled),
                    failed: Ok(value.failed),
                    from: Ok(value.from),
                    states: Ok(value.states),
                    succeeded: Ok(value.succeeded),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct JobList {
            jobs: ::std::result::Result<
                ::std::vec::Vec<super::Job>,
                ::std::string::String,
            >,
            next_cursor: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for JobList {
            fn default() -> Self {
                Self {
                    jobs: Err("no value supplied for jobs".to_string()),
                    next_cursor: Ok(Default::default()),
                }
            }
        }
        impl JobList {
            pub fn jobs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Job>>,
                T::Error: ::std::fmt::Display,
            {
                self.jobs = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for jobs: {e}")
                    });
                self
            }
            pub fn next_cursor<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next_cursor = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next_cursor: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<JobList> for super::JobList {
            type Error = super::error::ConversionError;
            fn try_from(
                value: JobList,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    jobs: value.jobs?,
                    next_cursor: value.next_cursor?,
                })
            }
        }
        impl ::std::convert::From<super::JobList> for JobList {
            fn from(value: super::JobList) -> Self {
                Self {
                    jobs: Ok(value.jobs),
                    next_cursor: Ok(value.next_cursor),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct JobObject {
            key: ::std::result::Result<::std::string::String, ::std::string::String>,
            format: ::std::result::Result<
                ::std::option::Option<super::DatasetFormat>,
                ::std::string::String,
            >,
            compression: ::std::result::Result<
                ::std::option::Option<super::Compression>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for JobObject {
            fn default() -> Self {
                Self {
                    compression: Ok(Default::default()),
                    format: Ok(Default::default()),
                    key: Err("no value supplied for key".to_string()),
                }
            }
        }
        impl JobObject {
            pub fn compression<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Compression>>,
                T::Error: ::std::fmt::Display,
            {
                self.compression = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for compression: {e}")
                    });
                self
            }
            pub fn format<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::DatasetFormat>>,
                T::Error: ::std::fmt::Display,
            {
                self.format = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for format: {e}")
                    });
                self
            }
            pub fn key<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.key = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for key: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<JobObject> for super::JobObject {
            type Error = super::error::ConversionError;
            fn try_from(
                value: JobObject,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    compression: value.compression?,
                    format: value.format?,
                    key: value.key?,
                })
            }
        }
        impl ::std::convert::From<super::JobObject> for JobObject {
            fn from(value: super::JobObject) -> Self {
                Self {
                    compression: Ok(value.compression),
                    format: Ok(value.format),
                    key: Ok(value.key),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Joined {
            tenant: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for Joined {
            fn default() -> Self {
                Self {
                    tenant: Err("no value supplied for tenant".to_string()),
                }
            }
        }
        impl Joined {
            pub fn tenant<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.tenant = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tenant: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Joined> for super::Joined {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Joined,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { tenant: value.tenant? })
            }
        }
        impl ::std::convert::From<super::Joined> for Joined {
            fn from(value: super::Joined) -> Self {
                Self { tenant: Ok(value.tenant) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Jq {
            filter: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for Jq {
            fn default() -> Self {
                Self {
                    filter: Err("no value supplied for filter".to_string()),
                }
            }
        }
        impl Jq {
            pub fn filter<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.filter = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for filter: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Jq> for super::Jq {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Jq,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { filter: value.filter? })
            }
        }
        impl ::std::convert::From<super::Jq> for Jq {
            fn from(value: super::Jq) -> Self {
                Self { filter: Ok(value.filter) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Key {
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            limit: ::std::result::Result<
                ::std::option::Option<u32>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Key {
            fn default() -> Self {
                Self {
                    limit: Ok(Default::default()),
                    name: Err("no value supplied for name".to_string()),
                }
            }
        }
        impl Key {
            pub fn limit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u32>>,
                T::Error: ::std::fmt::Display,
            {
                self.limit = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for limit: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Key> for super::Key {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Key,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    limit: value.limit?,
                    name: value.name?,
                })
            }
        }
        impl ::std::convert::From<super::Key> for Key {
            fn from(value: super::Key) -> Self {
                Self {
                    limit: Ok(value.limit),
                    name: Ok(value.name),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Lease {
            token: ::std::result::Result<::std::string::String, ::std::string::String>,
            job: ::std::result::Result<::std::string::String, ::std::string::String>,
            batch: ::std::result::Result<u64, ::std::string::String>,
            until: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            attempt: ::std::result::Result<u32, ::std::string::String>,
            attempt_timeout_ms: ::std::result::Result<u32, ::std::string::String>,
            tasks: ::std::result::Result<
                ::std::vec::Vec<super::LeasedTask>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Lease {
            fn default() -> Self {
                Self {
                    attempt: Err("no value supplied for attempt".to_string()),
                    attempt_timeout_ms: Err(
                        "no value supplied for attempt_timeout_ms".to_string(),
                    ),
                    batch: Err("no value supplied for batch".to_string()),
                    job: Err("no value supplied for job".to_string()),
                    tasks: Err("no value supplied for tasks".to_string()),
                    token: Err("no value supplied for token".to_string()),
                    until: Err("no value supplied for until".to_string()),
                }
            }
        }
        impl Lease {
            pub fn attempt<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.attempt = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for attempt: {e}")
                    });
                self
            }
            pub fn attempt_timeout_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.attempt_timeout_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for attempt_timeout_ms: {e}"
                        )
                    });
                self
            }
            pub fn batch<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.batch = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for batch: {e}")
                    });
                self
            }
            pub fn job<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.job = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for job: {e}")
                    });
                self
            }
            pub fn tasks<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::LeasedTask>>,
                T::Error: ::std::fmt::Display,
            {
                self.tasks = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tasks: {e}")
                    });
                self
            }
            pub fn token<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for token: {e}")
                    });
                self
            }
            pub fn until<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.until = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for until: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Lease> for super::Lease {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Lease,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    attempt: value.attempt?,
                    attempt_timeout_ms: value.attempt_timeout_ms?,
                    batch: value.batch?,
                    job: value.job?,
                    tasks: value.tasks?,
                    token: value.token?,
                    until: value.until?,
                })
            }
        }
        impl ::std::convert::From<super::Lease> for Lease {
            fn from(value: super::Lease) -> Self {
                Self {
                    attempt: Ok(value.attempt),
                    attempt_timeout_ms: Ok(value.attempt_timeout_ms),
                    batch: Ok(value.batch),
                    job: Ok(value.job),
                    tasks: Ok(value.tasks),
                    token: Ok(value.token),
                    until: Ok(value.until),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Leased {
            leases: ::std::result::Result<
                ::std::vec::Vec<super::Lease>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Leased {
            fn default() -> Self {
                Self {
                    leases: Err("no value supplied for leases".to_string()),
                }
            }
        }
        impl Leased {
            pub fn leases<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Lease>>,
                T::Error: ::std::fmt::Display,
            {
                self.leases = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for leases: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Leased> for super::Leased {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Leased,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { leases: value.leases? })
            }
        }
        impl ::std::convert::From<super::Leased> for Leased {
            fn from(value: super::Leased) -> Self {
                Self { leases: Ok(value.leases) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct LeasedTask {
            task: ::std::result::Result<u64, ::std::string::String>,
            item: ::std::result::Result<crate::Json, ::std::string::String>,
        }
        impl ::std::default::Default for LeasedTask {
            fn default() -> Self {
                Self {
                    item: Err("no value supplied for item".to_string()),
                    task: Err("no value supplied for task".to_string()),
                }
            }
        }
        impl LeasedTask {
            pub fn item<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<crate::Json>,
                T::Error: ::std::fmt::Display,
            {
                self.item = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for item: {e}")
                    });
                self
            }
            pub fn task<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.task = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for task: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<LeasedTask> for super::LeasedTask {
            type Error = super::error::ConversionError;
            fn try_from(
                value: LeasedTask,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    item: value.item?,
                    task: value.task?,
                })
            }
        }
        impl ::std::convert::From<super::LeasedTask> for LeasedTask {
            fn from(value: super::LeasedTask) -> Self {
                Self {
                    item: Ok(value.item),
                    task: Ok(value.task),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct LinkToken {
            token: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for LinkToken {
            fn default() -> Self {
                Self {
                    token: Err("no value supplied for token".to_string()),
                }
            }
        }
        impl LinkToken {
            pub fn token<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for token: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<LinkToken> for super::LinkToken {
            type Error = super::error::ConversionError;
            fn try_from(
                value: LinkToken,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { token: value.token? })
            }
        }
        impl ::std::convert::From<super::LinkToken> for LinkToken {
            fn from(value: super::LinkToken) -> Self {
                Self { token: Ok(value.token) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct LogPosition {
            shard: ::std::result::Result<u16, ::std::string::String>,
            position: ::std::result::Result<u64, ::std::string::String>,
        }
        impl ::std::default::Default for LogPosition {
            fn default() -> Self {
                Self {
                    position: Err("no value supplied for position".to_string()),
                    shard: Err("no value supplied for shard".to_string()),
                }
            }
        }
        impl LogPosition {
            pub fn position<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.position = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for position: {e}")
                    });
                self
            }
            pub fn shard<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u16>,
                T::Error: ::std::fmt::Display,
            {
                self.shard = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for shard: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<LogPosition> for super::LogPosition {
            type Error = super::error::ConversionError;
            fn try_from(
                value: LogPosition,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    position: value.position?,
                    shard: value.shard?,
                })
            }
        }
        impl ::std::convert::From<super::LogPosition> for LogPosition {
            fn from(value: super::LogPosition) -> Self {
                Self {
                    position: Ok(value.position),
                    shard: Ok(value.shard),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Manifest {
            job: ::std::result::Result<::std::string::String, ::std::string::String>,
            tasks: ::std::result::Result<u64, ::std::string::String>,
            succeeded: ::std::result::Result<u64, ::std::string::String>,
            failed: ::std::result::Result<u64, ::std::string::String>,
            batches: ::std::result::Result<
                ::std::vec::Vec<::std::vec::Vec<super::ManifestPart>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Manifest {
            fn default() -> Self {
                Self {
                    batches: Err("no value supplied for batches".to_string()),
                    failed: Err("no value supplied for failed".to_string()),
                    job: Err("no value supplied for job".to_string()),
                    succeeded: Err("no value supplied for succeeded".to_string()),
                    tasks: Err("no value supplied for tasks".to_string()),
                }
            }
        }
        impl Manifest {
            pub fn batches<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::vec::Vec<::std::vec::Vec<super::ManifestPart>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.batches = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for batches: {e}")
                    });
                self
            }
            pub fn failed<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.failed = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for failed: {e}")
                    });
                self
            }
            pub fn job<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.job = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for job: {e}")
                    });
                self
            }
            pub fn succeeded<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.succeeded = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for succeeded: {e}")
                    });
                self
            }
            pub fn tasks<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.tasks = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tasks: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Manifest> for super::Manifest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Manifest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    batches: value.batches?,
                    failed: value.failed?,
                    job: value.job?,
                    succeeded: value.succeeded?,
                    tasks: value.tasks?,
                })
            }
        }
        impl ::std::convert::From<super::Manifest> for Manifest {
            fn from(value: super::Manifest) -> Self {
                Self {
                    batches: Ok(value.batches),
                    failed: Ok(value.failed),
                    job: Ok(value.job),
                    succeeded: Ok(value.succeeded),
                    tasks: Ok(value.tasks),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ManifestPart {
            tasks: ::std::result::Result<
                ::std::vec::Vec<::std::vec::Vec<u64>>,
                ::std::string::String,
            >,
            bytes: ::std::result::Result<u64, ::std::string::String>,
            sha256: ::std::result::Result<::std::string::String, ::std::string::String>,
            key: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ManifestPart {
            fn default() -> Self {
                Self {
                    bytes: Err("no value supplied for bytes".to_string()),
                    key: Ok(Default::default()),
                    sha256: Err("no value supplied for sha256".to_string()),
                    tasks: Err("no value supplied for tasks".to_string()),
                }
            }
        }
        impl ManifestPart {
            pub fn bytes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.bytes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for bytes: {e}")
                    });
                self
            }
            pub fn key<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.key = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for key: {e}")
                    });
                self
            }
            pub fn sha256<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.sha256 = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sha256: {e}")
                    });
                self
            }
            pub fn tasks<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::vec::Vec<u64>>>,
                T::Error: ::std::fmt::Display,
            {
                self.tasks = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tasks: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ManifestPart> for super::ManifestPart {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ManifestPart,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    bytes: value.bytes?,
                    key: value.key?,
                    sha256: value.sha256?,
                    tasks: value.tasks?,
                })
            }
        }
        impl ::std::convert::From<super::ManifestPart> for ManifestPart {
            fn from(value: super::ManifestPart) -> Self {
                Self {
                    bytes: Ok(value.bytes),
                    key: Ok(value.key),
                    sha256: Ok(value.sha256),
                    tasks: Ok(value.tasks),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Me {
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            email: ::std::result::Result<::std::string::String, ::std::string::String>,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            totp: ::std::result::Result<bool, ::std::string::String>,
        }
        impl ::std::default::Default for Me {
            fn default() -> Self {
                Self {
                    email: Err("no value supplied for email".to_string()),
                    id: Err("no value supplied for id".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    totp: Err("no value supplied for totp".to_string()),
                }
            }
        }
        impl Me {
            pub fn email<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.email = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for email: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn totp<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.totp = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for totp: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Me> for super::Me {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Me,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    email: value.email?,
                    id: value.id?,
                    name: value.name?,
                    totp: value.totp?,
                })
            }
        }
        impl ::std::convert::From<super::Me> for Me {
            fn from(value: super::Me) -> Self {
                Self {
                    email: Ok(value.email),
                    id: Ok(value.id),
                    name: Ok(value.name),
                    totp: Ok(value.totp),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Member {
            user: ::std::result::Result<::std::string::String, ::std::string::String>,
            email: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            role: ::std::result::Result<::std::string::String, ::std::string::String>,
            until: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Member {
            fn default() -> Self {
                Self {
                    email: Ok(Default::default()),
                    name: Ok(Default::default()),
                    role: Err("no value supplied for role".to_string()),
                    until: Ok(Default::default()),
                    user: Err("no value supplied for user".to_string()),
                }
            }
        }
        impl Member {
            pub fn email<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.email = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for email: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn role<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.role = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for role: {e}")
                    });
                self
            }
            pub fn until<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.until = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for until: {e}")
                    });
                self
            }
            pub fn user<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.user = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Member> for super::Member {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Member,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    email: value.email?,
                    name: value.name?,
                    role: value.role?,
                    until: value.until?,
                    user: value.user?,
                })
            }
        }
        impl ::std::convert::From<super::Member> for Member {
            fn from(value: super::Member) -> Self {
                Self {
                    email: Ok(value.email),
                    name: Ok(value.name),
                    role: Ok(value.role),
                    until: Ok(value.until),
                    user: Ok(value.user),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct MemberList {
            members: ::std::result::Result<
                ::std::vec::Vec<super::Member>,
                ::std::string::String,
            >,
            next_cursor: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for MemberList {
            fn default() -> Self {
                Self {
                    members: Err("no value supplied for members".to_string()),
                    next_cursor: Ok(Default::default()),
                }
            }
        }
        impl MemberList {
            pub fn members<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Member>>,
                T::Error: ::std::fmt::Display,
            {
                self.members = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for members: {e}")
                    });
                self
            }
            pub fn next_cursor<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next_cursor = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next_cursor: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<MemberList> for super::MemberList {
            type Error = super::error::ConversionError;
            fn try_from(
                value: MemberList,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    members: value.members?,
                    next_cursor: value.next_cursor?,
                })
            }
        }
        impl ::std::convert::From<super::MemberList> for MemberList {
            fn from(value: super::MemberList) -> Self {
                Self {
                    members: Ok(value.members),
                    next_cursor: Ok(value.next_cursor),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct NewApiKey {
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            role: ::std::result::Result<super::NewApiKeyRole, ::std::string::String>,
            scopes: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<super::NewApiKeyScopesItem>>,
                ::std::string::String,
            >,
            expires_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for NewApiKey {
            fn default() -> Self {
                Self {
                    expires_at: Ok(Default::default()),
                    name: Err("no value supplied for name".to_string()),
                    role: Err("no value supplied for role".to_string()),
                    scopes: Ok(Default::default()),
                }
            }
        }
        impl NewApiKey {
            pub fn expires_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.expires_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for expires_at: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn role<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::NewApiKeyRole>,
                T::Error: ::std::fmt::Display,
            {
                self.role = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for role: {e}")
                    });
                self
            }
            pub fn scopes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<super::NewApiKeyScopesItem>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.scopes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for scopes: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<NewApiKey> for super::NewApiKey {
            type Error = super::error::ConversionError;
            fn try_from(
                value: NewApiKey,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    expires_at: value.expires_at?,
                    name: value.name?,
                    role: value.role?,
                    scopes: value.scopes?,
                })
            }
        }
        impl ::std::convert::From<super::NewApiKey> for NewApiKey {
            fn from(value: super::NewApiKey) -> Self {
                Self {
                    expires_at: Ok(value.expires_at),
                    name: Ok(value.name),
                    role: Ok(value.role),
                    scopes: Ok(value.scopes),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct NewAuthorization {
            tenant: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for NewAuthorization {
            fn default() -> Self {
                Self {
                    tenant: Ok(Default::default()),
                }
            }
        }
        impl NewAuthorization {
            pub fn tenant<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.tenant = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tenant: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<NewAuthorization> for super::NewAuthorization {
            type Error = super::error::ConversionError;
            fn try_from(
                value: NewAuthorization,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { tenant: value.tenant? })
            }
        }
        impl ::std::convert::From<super::NewAuthorization> for NewAuthorization {
            fn from(value: super::NewAuthorization) -> Self {
                Self { tenant: Ok(value.tenant) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct NewInvitation {
            email: ::std::result::Result<::std::string::String, ::std::string::String>,
            role: ::std::result::Result<super::NewInvitationRole, ::std::string::String>,
            until: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for NewInvitation {
            fn default() -> Self {
                Self {
                    email: Err("no value supplied for email".to_string()),
                    role: Err("no value supplied for role".to_string()),
                    until: Ok(Default::default()),
                }
            }
        }
        impl NewInvitation {
            pub fn email<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.email = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for email: {e}")
                    });
                self
            }
            pub fn role<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::NewInvitationRole>,
                T::Error: ::std::fmt::Display,
            {
                self.role = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for role: {e}")
                    });
                self
            }
            pub fn until<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.until = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for until: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<NewInvitation> for super::NewInvitation {
            type Error = super::error::ConversionError;
            fn try_from(
                value: NewInvitation,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    email: value.email?,
                    role: value.role?,
                    until: value.until?,
                })
            }
        }
        impl ::std::convert::From<super::NewInvitation> for NewInvitation {
            fn from(value: super::NewInvitation) -> Self {
                Self {
                    email: Ok(value.email),
                    role: Ok(value.role),
                    until: Ok(value.until),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct NewRole {
            role: ::std::result::Result<super::NewRoleRole, ::std::string::String>,
            until: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for NewRole {
            fn default() -> Self {
                Self {
                    role: Err("no value supplied for role".to_string()),
                    until: Ok(Default::default()),
                }
            }
        }
        impl NewRole {
            pub fn role<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::NewRoleRole>,
                T::Error: ::std::fmt::Display,
            {
                self.role = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for role: {e}")
                    });
                self
            }
            pub fn until<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.until = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for until: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<NewRole> for super::NewRole {
            type Error = super::error::ConversionError;
            fn try_from(
                value: NewRole,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    role: value.role?,
                    until: value.until?,
                })
            }
        }
        impl ::std::convert::From<super::NewRole> for NewRole {
            fn from(value: super::NewRole) -> Self {
                Self {
                    role: Ok(value.role),
                    until: Ok(value.until),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct NewTenant {
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            region: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for NewTenant {
            fn default() -> Self {
                Self {
                    id: Err("no value supplied for id".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    region: Ok(Default::default()),
                }
            }
        }
        impl NewTenant {
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn region<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.region = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for region: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<NewTenant> for super::NewTenant {
            type Error = super::error::ConversionError;
            fn try_from(
                value: NewTenant,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    id: value.id?,
                    name: value.name?,
                    region: value.region?,
                })
            }
        }
        impl ::std::convert::From<super::NewTenant> for NewTenant {
            fn from(value: super::NewTenant) -> Self {
                Self {
                    id: Ok(value.id),
                    name: Ok(value.name),
                    region: Ok(value.region),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct NewUser {
            email: ::std::result::Result<::std::string::String, ::std::string::String>,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            password: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for NewUser {
            fn default() -> Self {
                Self {
                    email: Err("no value supplied for email".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    password: Err("no value supplied for password".to_string()),
                }
            }
        }
        impl NewUser {
            pub fn email<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.email = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for email: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn password<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.password = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for password: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<NewUser> for super::NewUser {
            type Error = super::error::ConversionError;
            fn try_from(
                value: NewUser,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    email: value.email?,
                    name: value.name?,
                    password: value.password?,
                })
            }
        }
        impl ::std::convert::From<super::NewUser> for NewUser {
            fn from(value: super::NewUser) -> Self {
                Self {
                    email: Ok(value.email),
                    name: Ok(value.name),
                    password: Ok(value.password),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct OutcomeError {
            class: ::std::result::Result<::std::string::String, ::std::string::String>,
            message: ::std::result::Result<::std::string::String, ::std::string::String>,
            retry_after_ms: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for OutcomeError {
            fn default() -> Self {
                Self {
                    class: Err("no value supplied for class".to_string()),
                    message: Err("no value supplied for message".to_string()),
                    retry_after_ms: Ok(Default::default()),
                }
            }
        }
        impl OutcomeError {
            pub fn class<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.class = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for class: {e}")
                    });
                self
            }
            pub fn message<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.message = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for message: {e}")
                    });
                self
            }
            pub fn retry_after_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.retry_after_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for retry_after_ms: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<OutcomeError> for super::OutcomeError {
            type Error = super::error::ConversionError;
            fn try_from(
                value: OutcomeError,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    class: value.class?,
                    message: value.message?,
                    retry_after_ms: value.retry_after_ms?,
                })
            }
        }
        impl ::std::convert::From<super::OutcomeError> for OutcomeError {
            fn from(value: super::OutcomeError) -> Self {
                Self {
                    class: Ok(value.class),
                    message: Ok(value.message),
                    retry_after_ms: Ok(value.retry_after_ms),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct PasswordChange {
            current: ::std::result::Result<::std::string::String, ::std::string::String>,
            new: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for PasswordChange {
            fn default() -> Self {
                Self {
                    current: Err("no value supplied for current".to_string()),
                    new: Err("no value supplied for new".to_string()),
                }
            }
        }
        impl PasswordChange {
            pub fn current<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.current = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for current: {e}")
                    });
                self
            }
            pub fn new<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.new = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for new: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<PasswordChange> for super::PasswordChange {
            type Error = super::error::ConversionError;
            fn try_from(
                value: PasswordChange,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    current: value.current?,
                    new: value.new?,
                })
            }
        }
        impl ::std::convert::From<super::PasswordChange> for PasswordChange {
            fn from(value: super::PasswordChange) -> Self {
                Self {
                    current: Ok(value.current),
                    new: Ok(value.new),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct PasswordReset {
            token: ::std::result::Result<::std::string::String, ::std::string::String>,
            password: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for PasswordReset {
            fn default() -> Self {
                Self {
                    password: Err("no value supplied for password".to_string()),
                    token: Err("no value supplied for token".to_string()),
                }
            }
        }
        impl PasswordReset {
            pub fn password<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.password = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for password: {e}")
                    });
                self
            }
            pub fn token<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for token: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<PasswordReset> for super::PasswordReset {
            type Error = super::error::ConversionError;
            fn try_from(
                value: PasswordReset,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    password: value.password?,
                    token: value.token?,
                })
            }
        }
        impl ::std::convert::From<super::PasswordReset> for PasswordReset {
            fn from(value: super::PasswordReset) -> Self {
                Self {
                    password: Ok(value.password),
                    token: Ok(value.token),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Processor {
            jq: ::std::result::Result<
                ::std::option::Option<super::Jq>,
                ::std::string::String,
            >,
            http: ::std::result::Result<
                ::std::option::Option<super::Http>,
                ::std::string::String,
            >,
            external: ::std::result::Result<
                ::std::option::Option<super::External>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Processor {
            fn default() -> Self {
                Self {
                    external: Ok(Default::default()),
                    http: Ok(Default::default()),
                    jq: Ok(Default::default()),
                }
            }
        }
        impl Processor {
            pub fn external<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::External>>,
                T::Error: ::std::fmt::Display,
            {
                self.external = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for external: {e}")
                    });
                self
            }
            pub fn http<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Http>>,
                T::Error: ::std::fmt::Display,
            {
                self.http = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for http: {e}")
                    });
                self
            }
            pub fn jq<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Jq>>,
                T::Error: ::std::fmt::Display,
            {
                self.jq = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for jq: {e}"));
                self
            }
        }
        impl ::std::convert::TryFrom<Processor> for super::Processor {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Processor,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    external: value.external?,
                    http: value.http?,
                    jq: value.jq?,
                })
            }
        }
        impl ::std::convert::From<super::Processor> for Processor {
            fn from(value: super::Processor) -> Self {
                Self {
                    external: Ok(value.external),
                    http: Ok(value.http),
                    jq: Ok(value.jq),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Progress {
            fraction: ::std::result::Result<
                ::std::option::Option<f64>,
                ::std::string::String,
            >,
            text: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Progress {
            fn default() -> Self {
                Self {
                    fraction: Ok(Default::default()),
                    text: Ok(Default::default()),
                }
            }
        }
        impl Progress {
            pub fn fraction<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<f64>>,
                T::Error: ::std::fmt::Display,
            {
                self.fraction = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for fraction: {e}")
                    });
                self
            }
            pub fn text<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.text = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for text: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Progress> for super::Progress {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Progress,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    fraction: value.fraction?,
                    text: value.text?,
                })
            }
        }
        impl ::std::convert::From<super::Progress> for Progress {
            fn from(value: super::Progress) -> Self {
                Self {
                    fraction: Ok(value.fraction),
                    text: Ok(value.text),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Projection {
            projection: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            shard: ::std::result::Result<u16, ::std::string::String>,
            position: ::std::result::Result<u64, ::std::string::String>,
            head: ::std::result::Result<u64, ::std::string::String>,
            lag_events: ::std::result::Result<u64, ::std::string::String>,
            lag_seconds: ::std::result::Result<f64, ::std::string::String>,
            heard_of_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Projection {
            fn default() -> Self {
                Self {
                    head: Err("no value supplied for head".to_string()),
                    heard_of_at: Ok(Default::default()),
                    lag_events: Err("no value supplied for lag_events".to_string()),
                    lag_seconds: Err("no value supplied for lag_seconds".to_string()),
                    position: Err("no value supplied for position".to_string()),
                    projection: Err("no value supplied for projection".to_string()),
                    shard: Err("no value supplied for shard".to_string()),
                }
            }
        }
        impl Projection {
            pub fn head<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.head = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for head: {e}")
                    });
                self
            }
            pub fn heard_of_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.heard_of_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for heard_of_at: {e}")
                    });
                self
            }
            pub fn lag_events<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.lag_events = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for lag_events: {e}")
                    });
                self
            }
            pub fn lag_seconds<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<f64>,
                T::Error: ::std::fmt::Display,
            {
                self.lag_seconds = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for lag_seconds: {e}")
                    });
                self
            }
            pub fn position<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.position = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for position: {e}")
                    });
                self
            }
            pub fn projection<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.projection = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for projection: {e}")
                    });
                self
            }
            pub fn shard<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u16>,
                T::Error: ::std::fmt::Display,
            {
                self.shard = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for shard: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Projection> for super::Projection {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Projection,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    head: value.head?,
                    heard_of_at: value.heard_of_at?,
                    lag_events: value.lag_events?,
                    lag_seconds: value.lag_seconds?,
                    position: value.position?,
                    projection: value.projection?,
                    shard: value.shard?,
                })
            }
        }
        impl ::std::convert::From<super::Projection> for Projection {
            fn from(value: super::Projection) -> Self {
                Self {
                    head: Ok(value.head),
                    heard_of_at: Ok(value.heard_of_at),
                    lag_events: Ok(value.lag_events),
                    lag_seconds: Ok(value.lag_seconds),
                    position: Ok(value.position),
                    projection: Ok(value.projection),
                    shard: Ok(value.shard),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ProjectionList {
            projections: ::std::result::Result<
                ::std::vec::Vec<super::Projection>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ProjectionList {
            fn default() -> Self {
                Self {
                    projections: Err("no value supplied for projections".to_string()),
                }
            }
        }
        impl ProjectionList {
            pub fn projections<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Projection>>,
                T::Error: ::std::fmt::Display,
            {
                self.projections = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for projections: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ProjectionList> for super::ProjectionList {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ProjectionList,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    projections: value.projections?,
                })
            }
        }
        impl ::std::convert::From<super::ProjectionList> for ProjectionList {
            fn from(value: super::ProjectionList) -> Self {
                Self {
                    projections: Ok(value.projections),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ProviderList {
            providers: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ProviderList {
            fn default() -> Self {
                Self {
                    providers: Err("no value supplied for providers".to_string()),
                }
            }
        }
        impl ProviderList {
            pub fn providers<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.providers = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for providers: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ProviderList> for super::ProviderList {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ProviderList,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    providers: value.providers?,
                })
            }
        }
        impl ::std::convert::From<super::ProviderList> for ProviderList {
            fn from(value: super::ProviderList) -> Self {
                Self {
                    providers: Ok(value.providers),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Queue {
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            paused: ::std::result::Result<bool, ::std::string::String>,
            draining: ::std::result::Result<bool, ::std::string::String>,
            max_concurrency: ::std::result::Result<
                ::std::option::Option<u32>,
                ::std::string::String,
            >,
            rate: ::std::result::Result<
                ::std::option::Option<super::Rate>,
                ::std::string::String,
            >,
            standing: ::std::result::Result<
                ::std::option::Option<super::Standing>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Queue {
            fn default() -> Self {
                Self {
                    draining: Err("no value supplied for draining".to_string()),
                    max_concurrency: Ok(Default::default()),
                    name: Err("no value supplied for name".to_string()),
                    paused: Err("no value supplied for paused".to_string()),
                    rate: Ok(Default::default()),
                    standing: Ok(Default::default()),
                }
            }
        }
        impl Queue {
            pub fn draining<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.draining = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for draining: {e}")
                    });
                self
            }
            pub fn max_concurrency<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u32>>,
                T::Error: ::std::fmt::Display,
            {
                self.max_concurrency = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for max_concurrency: {e}"
                        )
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn paused<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.paused = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for paused: {e}")
                    });
                self
            }
            pub fn rate<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Rate>>,
                T::Error: ::std::fmt::Display,
            {
                self.rate = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for rate: {e}")
                    });
                self
            }
            pub fn standing<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Standing>>,
                T::Error: ::std::fmt::Display,
            {
                self.standing = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for standing: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Queue> for super::Queue {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Queue,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    draining: value.draining?,
                    max_concurrency: value.max_concurrency?,
                    name: value.name?,
                    paused: value.paused?,
                    rate: value.rate?,
                    standing: value.standing?,
                })
            }
        }
        impl ::std::convert::From<super::Queue> for Queue {
            fn from(value: super::Queue) -> Self {
                Self {
                    draining: Ok(value.draining),
                    max_concurrency: Ok(value.max_concurrency),
                    name: Ok(value.name),
                    paused: Ok(value.paused),
                    rate: Ok(value.rate),
                    standing: Ok(value.standing),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Rate {
            per_second: ::std::result::Result<f64, ::std::string::String>,
            burst: ::std::result::Result<
                ::std::option::Option<u32>,
                ::std::string::String,
            >,
            key: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Rate {
            fn default() -> Self {
                Self {
                    burst: Ok(Default::default()),
                    key: Ok(Default::default()),
                    per_second: Err("no value supplied for per_second".to_string()),
                }
            }
        }
        impl Rate {
            pub fn burst<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u32>>,
                T::Error: ::std::fmt::Display,
            {
                self.burst = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for burst: {e}")
                    });
                self
            }
            pub fn key<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.key = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for key: {e}")
                    });
                self
            }
            pub fn per_second<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<f64>,
                T::Error: ::std::fmt::Display,
            {
                self.per_second = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for per_second: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Rate> for super::Rate {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Rate,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    burst: value.burst?,
                    key: value.key?,
                    per_second: value.per_second?,
                })
            }
        }
        impl ::std::convert::From<super::Rate> for Rate {
            fn from(value: super::Rate) -> Self {
                Self {
                    burst: Ok(value.burst),
                    key: Ok(value.key),
                    per_second: Ok(value.per_second),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct RatePatch {
            per_second: ::std::result::Result<
                ::std::option::Option<f64>,
                ::std::string::String,
            >,
            burst: ::std::result::Result<
                ::std::option::Option<u32>,
                ::std::string::String,
            >,
            key: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for RatePatch {
            fn default() -> Self {
                Self {
                    burst: Ok(Default::default()),
                    key: Ok(Default::default()),
                    per_second: Ok(Default::default()),
                }
            }
        }
        impl RatePatch {
            pub fn burst<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u32>>,
                T::Error: ::std::fmt::Display,
            {
                self.burst = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for burst: {e}")
                    });
                self
            }
            pub fn key<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.key = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for key: {e}")
                    });
                self
            }
            pub fn per_second<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<f64>>,
                T::Error: ::std::fmt::Display,
            {
                self.per_second = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for per_second: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<RatePatch> for super::RatePatch {
            type Error = super::error::ConversionError;
            fn try_from(
                value: RatePatch,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    burst: value.burst?,
                    key: value.key?,
                    per_second: value.per_second?,
                })
            }
        }
        impl ::std::convert::From<super::RatePatch> for RatePatch {
            fn from(value: super::RatePatch) -> Self {
                Self {
                    burst: Ok(value.burst),
                    key: Ok(value.key),
                    per_second: Ok(value.per_second),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Ready {
            status: ::std::result::Result<::std::string::String, ::std::string::String>,
            engines: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            projections: ::std::result::Result<
                ::std::vec::Vec<super::Projection>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Ready {
            fn default() -> Self {
                Self {
                    engines: Err("no value supplied for engines".to_string()),
                    projections: Err("no value supplied for projections".to_string()),
                    status: Err("no value supplied for status".to_string()),
                }
            }
        }
        impl Ready {
            pub fn engines<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.engines = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for engines: {e}")
                    });
                self
            }
            pub fn projections<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Projection>>,
                T::Error: ::std::fmt::Display,
            {
                self.projections = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for projections: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Ready> for super::Ready {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Ready,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    engines: value.engines?,
                    projections: value.projections?,
                    status: value.status?,
                })
            }
        }
        impl ::std::convert::From<super::Ready> for Ready {
            fn from(value: super::Ready) -> Self {
                Self {
                    engines: Ok(value.engines),
                    projections: Ok(value.projections),
                    status: Ok(value.status),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct RecoveryCodes {
            codes: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for RecoveryCodes {
            fn default() -> Self {
                Self {
                    codes: Err("no value supplied for codes".to_string()),
                }
            }
        }
        impl RecoveryCodes {
            pub fn codes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.codes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for codes: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<RecoveryCodes> for super::RecoveryCodes {
            type Error = super::error::ConversionError;
            fn try_from(
                value: RecoveryCodes,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { codes: value.codes? })
            }
        }
        impl ::std::convert::From<super::RecoveryCodes> for RecoveryCodes {
            fn from(value: super::RecoveryCodes) -> Self {
                Self { codes: Ok(value.codes) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Redrive {
            of: ::std::result::Result<::std::string::String, ::std::string::String>,
            failed: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            cancelled: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Redrive {
            fn default() -> Self {
                Self {
                    cancelled: Ok(Default::default()),
                    failed: Ok(Default::default()),
                    of: Err("no value supplied for of".to_string()),
                }
            }
        }
        impl Redrive {
            pub fn cancelled<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.cancelled = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for cancelled: {e}")
                    });
                self
            }
            pub fn failed<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.failed = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for failed: {e}")
                    });
                self
            }
            pub fn of<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.of = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for of: {e}"));
                self
            }
        }
        impl ::std::convert::TryFrom<Redrive> for super::Redrive {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Redrive,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    cancelled: value.cancelled?,
                    failed: value.failed?,
                    of: value.of?,
                })
            }
        }
        impl ::std::convert::From<super::Redrive> for Redrive {
            fn from(value: super::Redrive) -> Self {
                Self {
                    cancelled: Ok(value.cancelled),
                    failed: Ok(value.failed),
                    of: Ok(value.of),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct RedriveJob {
            failed: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            cancelled: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for RedriveJob {
            fn default() -> Self {
                Self {
                    cancelled: Ok(Default::default()),
                    failed: Ok(Default::default()),
                    name: Ok(Default::default()),
                }
            }
        }
        impl RedriveJob {
            pub fn cancelled<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.cancelled = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for cancelled: {e}")
                    });
                self
            }
            pub fn failed<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.failed = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for failed: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<RedriveJob> for super::RedriveJob {
            type Error = super::error::ConversionError;
            fn try_from(
                value: RedriveJob,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    cancelled: value.cancelled?,
                    failed: value.failed?,
                    name: value.name?,
                })
            }
        }
        impl ::std::convert::From<super::RedriveJob> for RedriveJob {
            fn from(value: super::RedriveJob) -> Self {
                Self {
                    cancelled: Ok(value.cancelled),
                    failed: Ok(value.failed),
                    name: Ok(value.name),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Refresh {
            refresh_token: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            tenant: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Refresh {
            fn default() -> Self {
                Self {
                    refresh_token: Err(
                        "no value supplied for refresh_token".to_string(),
                    ),
                    tenant: Ok(Default::default()),
                }
            }
        }
        impl Refresh {
            pub fn refresh_token<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.refresh_token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for refresh_token: {e}")
                    });
                self
            }
            pub fn tenant<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.tenant = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tenant: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Refresh> for super::Refresh {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Refresh,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    refresh_token: value.refresh_token?,
                    tenant: value.tenant?,
                })
            }
        }
        impl ::std::convert::From<super::Refresh> for Refresh {
            fn from(value: super::Refresh) -> Self {
                Self {
                    refresh_token: Ok(value.refresh_token),
                    tenant: Ok(value.tenant),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Retry {
            max_attempts: ::std::result::Result<
                ::std::option::Option<u32>,
                ::std::string::String,
            >,
            first_pause_ms: ::std::result::Result<
                ::std::option::Option<u32>,
                ::std::string::String,
            >,
            longest_pause_ms: ::std::result::Result<
                ::std::option::Option<u32>,
                ::std::string::String,
            >,
            jitter_percent: ::std::result::Result<
                ::std::option::Option<u8>,
                ::std::string::String,
            >,
            classes: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Retry {
            fn default() -> Self {
                Self {
                    classes: Ok(Default::default()),
                    first_pause_ms: Ok(Default::default()),
                    jitter_percent: Ok(Default::default()),
                    longest_pause_ms: Ok(Default::default()),
                    max_attempts: Ok(Default::default()),
                }
            }
        }
        impl Retry {
            pub fn classes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.classes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for classes: {e}")
                    });
                self
            }
            pub fn first_pause_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u32>>,
                T::Error: ::std::fmt::Display,
            {
                self.first_pause_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for first_pause_ms: {e}"
                        )
                    });
                self
            }
            pub fn jitter_percent<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u8>>,
                T::Error: ::std::fmt::Display,
            {
                self.jitter_percent = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for jitter_percent: {e}"
                        )
                    });
                self
            }
            pub fn longest_pause_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u32>>,
                T::Error: ::std::fmt::Display,
            {
                self.longest_pause_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for longest_pause_ms: {e}"
                        )
                    });
                self
            }
            pub fn max_attempts<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u32>>,
                T::Error: ::std::fmt::Display,
            {
                self.max_attempts = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for max_attempts: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Retry> for super::Retry {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Retry,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    classes: value.classes?,
                    first_pause_ms: value.first_pause_ms?,
                    jitter_percent: value.jitter_percent?,
                    longest_pause_ms: value.longest_pause_ms?,
                    max_attempts: value.max_attempts?,
                })
            }
        }
        impl ::std::convert::From<super::Retry> for Retry {
            fn from(value: super::Retry) -> Self {
                Self {
                    classes: Ok(value.classes),
                    first_pause_ms: Ok(value.first_pause_ms),
                    jitter_percent: Ok(value.jitter_percent),
                    longest_pause_ms: Ok(value.longest_pause_ms),
                    max_attempts: Ok(value.max_attempts),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct RevealedApiKey {
            key: ::std::result::Result<super::ApiKey, ::std::string::String>,
            secret: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for RevealedApiKey {
            fn default() -> Self {
                Self {
                    key: Err("no value supplied for key".to_string()),
                    secret: Err("no value supplied for secret".to_string()),
                }
            }
        }
        impl RevealedApiKey {
            pub fn key<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ApiKey>,
                T::Error: ::std::fmt::Display,
            {
                self.key = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for key: {e}")
                    });
                self
            }
            pub fn secret<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.secret = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for secret: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<RevealedApiKey> for super::RevealedApiKey {
            type Error = super::error::ConversionError;
            fn try_from(
                value: RevealedApiKey,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    key: value.key?,
                    secret: value.secret?,
                })
            }
        }
        impl ::std::convert::From<super::RevealedApiKey> for RevealedApiKey {
            fn from(value: super::RevealedApiKey) -> Self {
                Self {
                    key: Ok(value.key),
                    secret: Ok(value.secret),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Session {
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            current: ::std::result::Result<bool, ::std::string::String>,
            address: ::std::result::Result<::std::string::String, ::std::string::String>,
            agent: ::std::result::Result<::std::string::String, ::std::string::String>,
            started_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            used_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            expires_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Session {
            fn default() -> Self {
                Self {
                    address: Err("no value supplied for address".to_string()),
                    agent: Err("no value supplied for agent".to_string()),
                    current: Err("no value supplied for current".to_string()),
                    expires_at: Err("no value supplied for expires_at".to_string()),
                    id: Err("no value supplied for id".to_string()),
                    started_at: Err("no value supplied for started_at".to_string()),
                    used_at: Err("no value supplied for used_at".to_string()),
                }
            }
        }
        impl Session {
            pub fn address<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.address = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for address: {e}")
                    });
                self
            }
            pub fn agent<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.agent = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for agent: {e}")
                    });
                self
            }
            pub fn current<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.current = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for current: {e}")
                    });
                self
            }
            pub fn expires_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.expires_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for expires_at: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn started_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.started_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for started_at: {e}")
                    });
                self
            }
            pub fn used_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.used_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for used_at: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Session> for super::Session {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Session,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    address: value.address?,
                    agent: value.agent?,
                    current: value.current?,
                    expires_at: value.expires_at?,
                    id: value.id?,
                    started_at: value.started_at?,
                    used_at: value.used_at?,
                })
            }
        }
        impl ::std::convert::From<super::Session> for Session {
            fn from(value: super::Session) -> Self {
                Self {
                    address: Ok(value.address),
                    agent: Ok(value.agent),
                    current: Ok(value.current),
                    expires_at: Ok(value.expires_at),
                    id: Ok(value.id),
                    started_at: Ok(value.started_at),
                    used_at: Ok(value.used_at),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct SessionList {
            sessions: ::std::result::Result<
                ::std::vec::Vec<super::Session>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for SessionList {
            fn default() -> Self {
                Self {
                    sessions: Err("no value supplied for sessions".to_string()),
                }
            }
        }
        impl SessionList {
            pub fn sessions<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Session>>,
                T::Error: ::std::fmt::Display,
            {
                self.sessions = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sessions: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<SessionList> for super::SessionList {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SessionList,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { sessions: value.sessions? })
            }
        }
        impl ::std::convert::From<super::SessionList> for SessionList {
            fn from(value: super::SessionList) -> Self {
                Self {
                    sessions: Ok(value.sessions),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Standing {
            waiting: ::std::result::Result<u64, ::std::string::String>,
            in_flight: ::std::result::Result<u64, ::std::string::String>,
            oldest: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            workers: ::std::result::Result<u64, ::std::string::String>,
            why: ::std::result::Result<
                ::std::option::Option<super::Waiting>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Standing {
            fn default() -> Self {
                Self {
                    in_flight: Err("no value supplied for in_flight".to_string()),
                    oldest: Ok(Default::default()),
                    waiting: Err("no value supplied for waiting".to_string()),
                    why: Ok(Default::default()),
                    workers: Err("no value supplied for workers".to_string()),
                }
            }
        }
        impl Standing {
            pub fn in_flight<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.in_flight = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for in_flight: {e}")
                    });
                self
            }
            pub fn oldest<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.oldest = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for oldest: {e}")
                    });
                self
            }
            pub fn waiting<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.waiting = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for waiting: {e}")
                    });
                self
            }
            pub fn why<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Waiting>>,
                T::Error: ::std::fmt::Display,
            {
                self.why = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for why: {e}")
                    });
                self
            }
            pub fn workers<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.workers = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for workers: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Standing> for super::Standing {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Standing,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    in_flight: value.in_flight?,
                    oldest: value.oldest?,
                    waiting: value.waiting?,
                    why: value.why?,
                    workers: value.workers?,
                })
            }
        }
        impl ::std::convert::From<super::Standing> for Standing {
            fn from(value: super::Standing) -> Self {
                Self {
                    in_flight: Ok(value.in_flight),
                    oldest: Ok(value.oldest),
                    waiting: Ok(value.waiting),
                    why: Ok(value.why),
                    workers: Ok(value.workers),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct SubmitJob {
            name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            items: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<crate::Json>>,
                ::std::string::String,
            >,
            dataset: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            objects: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<super::JobObject>>,
                ::std::string::String,
            >,
            redrive: ::std::result::Result<
                ::std::option::Option<super::Redrive>,
                ::std::string::String,
            >,
            columns: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                ::std::string::String,
            >,
            processor: ::std::result::Result<super::Processor, ::std::string::String>,
            attempt_timeout_ms: ::std::result::Result<
                ::std::option::Option<u32>,
                ::std::string::String,
            >,
            task_timeout_ms: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            memory_mib: ::std::result::Result<
                ::std::option::Option<u32>,
                ::std::string::String,
            >,
            batch_size: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            priority: ::std::result::Result<
                ::std::option::Option<super::Priority>,
                ::std::string::String,
            >,
            start_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            delay_ms: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            deadline: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            deadline_ms: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            retry: ::std::result::Result<
                ::std::option::Option<super::Retry>,
                ::std::string::String,
            >,
            tolerated_failures: ::std::result::Result<
                ::std::option::Option<super::Tolerance>,
                ::std::string::String,
            >,
            tags: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                ::std::string::String,
            >,
            key: ::std::result::Result<
                ::std::option::Option<super::Key>,
                ::std::string::String,
            >,
            max_concurrency: ::std::result::Result<
                ::std::option::Option<u32>,
                ::std::string::String,
            >,
            rate: ::std::result::Result<
                ::std::option::Option<super::Rate>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for SubmitJob {
            fn default() -> Self {
                Self {
                    attempt_timeout_ms: Ok(Default::default()),
                    batch_size: Ok(Default::default()),
                    columns: Ok(Default::default()),
                    dataset: Ok(Default::default()),
                    deadline: Ok(Default::default()),
                    deadline_ms: Ok(Default::default()),
                    delay_ms: Ok(Default::default()),
                    items: Ok(Default::default()),
                    key: Ok(Default::default()),
                    max_concurrency: Ok(Default::default()),
                    memory_mib: Ok(Default::default()),
                    name: Ok(Default::default()),
                    objects: Ok(Default::default()),
                    priority: Ok(Default::default()),
                    processor: Err("no value supplied for processor".to_string()),
                    rate: Ok(Default::default()),
                    redrive: Ok(Default::default()),
                    retry: Ok(Default::default()),
                    start_at: Ok(Default::default()),
                    tags: Ok(Default::default()),
                    task_timeout_ms: Ok(Default::default()),
                    tolerated_failures: Ok(Default::default()),
                }
            }
        }
        impl SubmitJob {
            pub fn attempt_timeout_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u32>>,
                T::Error: ::std::fmt::Display,
            {
                self.attempt_timeout_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for attempt_timeout_ms: {e}"
                        )
                    });
                self
            }
            pub fn batch_size<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.batch_size = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for batch_size: {e}")
                    });
                self
            }
            pub fn columns<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.columns = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for columns: {e}")
                    });
                self
            }
            pub fn dataset<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.dataset = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for dataset: {e}")
                    });
                self
            }
            pub fn deadline<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.deadline = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for deadline: {e}")
                    });
                self
            }
            pub fn deadline_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.deadline_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for deadline_ms: {e}")
                    });
                self
            }
            pub fn delay_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.delay_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for delay_ms: {e}")
                    });
                self
            }
            pub fn items<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<crate::Json>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.items = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for items: {e}")
                    });
                self
            }
            pub fn key<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Key>>,
                T::Error: ::std::fmt::Display,
            {
                self.key = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for key: {e}")
                    });
                self
            }
            pub fn max_concurrency<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u32>>,
                T::Error: ::std::fmt::Display,
            {
                self.max_concurrency = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for max_concurrency: {e}"
                        )
                    });
                self
            }
            pub fn memory_mib<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u32>>,
                T::Error: ::std::fmt::Display,
            {
                self.memory_mib = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for memory_mib: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn objects<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<super::JobObject>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.objects = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for objects: {e}")
                    });
                self
            }
            pub fn priority<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Priority>>,
                T::Error: ::std::fmt::Display,
            {
                self.priority = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for priority: {e}")
                    });
                self
            }
            pub fn processor<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Processor>,
                T::Error: ::std::fmt::Display,
            {
                self.processor = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for processor: {e}")
                    });
                self
            }
            pub fn rate<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Rate>>,
                T::Error: ::std::fmt::Display,
            {
                self.rate = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for rate: {e}")
                    });
                self
            }
            pub fn redrive<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Redrive>>,
                T::Error: ::std::fmt::Display,
            {
                self.redrive = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for redrive: {e}")
                    });
                self
            }
            pub fn retry<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Retry>>,
                T::Error: ::std::fmt::Display,
            {
                self.retry = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for retry: {e}")
                    });
                self
            }
            pub fn start_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.start_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for start_at: {e}")
                    });
                self
            }
            pub fn tags<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.tags = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tags: {e}")
                    });
                self
            }
            pub fn task_timeout_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.task_timeout_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for task_timeout_ms: {e}"
                        )
                    });
                self
            }
            pub fn tolerated_failures<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Tolerance>>,
                T::Error: ::std::fmt::Display,
            {
                self.tolerated_failures = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for tolerated_failures: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<SubmitJob> for super::SubmitJob {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SubmitJob,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    attempt_timeout_ms: value.attempt_timeout_ms?,
                    batch_size: value.batch_size?,
                    columns: value.columns?,
                    dataset: value.dataset?,
                    deadline: value.deadline?,
                    deadline_ms: value.deadline_ms?,
                    delay_ms: value.delay_ms?,
                    items: value.items?,
                    key: value.key?,
                    max_concurrency: value.max_concurrency?,
                    memory_mib: value.memory_mib?,
                    name: value.name?,
                    objects: value.objects?,
                    priority: value.priority?,
                    processor: value.processor?,
                    rate: value.rate?,
                    redrive: value.redrive?,
                    retry: value.retry?,
                    start_at: value.start_at?,
                    tags: value.tags?,
                    task_timeout_ms: value.task_timeout_ms?,
                    tolerated_failures: value.tolerated_failures?,
                })
            }
        }
        impl ::std::convert::From<super::SubmitJob> for SubmitJob {
            fn from(value: super::SubmitJob) -> Self {
                Self {
                    attempt_timeout_ms: Ok(value.attempt_timeout_ms),
                    batch_size: Ok(value.batch_size),
                    columns: Ok(value.columns),
                    dataset: Ok(value.dataset),
                    deadline: Ok(value.deadline),
                    deadline_ms: Ok(value.deadline_ms),
                    delay_ms: Ok(value.delay_ms),
                    items: Ok(value.items),
                    key: Ok(value.key),
                    max_concurrency: Ok(value.max_concurrency),
                    memory_mib: Ok(value.memory_mib),
                    name: Ok(value.name),
                    objects: Ok(value.objects),
                    priority: Ok(value.priority),
                    processor: Ok(value.processor),
                    rate: Ok(value.rate),
                    redrive: Ok(value.redrive),
                    retry: Ok(value.retry),
                    start_at: Ok(value.start_at),
                    tags: Ok(value.tags),
                    task_timeout_ms: Ok(value.task_timeout_ms),
                    tolerated_failures: Ok(value.tolerated_failures),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct TakeTasks {
            worker: ::std::result::Result<::std::string::String, ::std::string::String>,
            tasks: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            lease_ms: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            wait_ms: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for TakeTasks {
            fn default() -> Self {
                Self {
                    lease_ms: Ok(Default::default()),
                    tasks: Ok(Default::default()),
                    wait_ms: Ok(Default::default()),
                    worker: Err("no value supplied for worker".to_string()),
                }
            }
        }
        impl TakeTasks {
            pub fn lease_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.lease_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for lease_ms: {e}")
                    });
                self
            }
            pub fn tasks<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.tasks = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tasks: {e}")
                    });
                self
            }
            pub fn wait_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.wait_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for wait_ms: {e}")
                    });
                self
            }
            pub fn worker<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.worker = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for worker: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<TakeTasks> for super::TakeTasks {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TakeTasks,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    lease_ms: value.lease_ms?,
                    tasks: value.tasks?,
                    wait_ms: value.wait_ms?,
                    worker: value.worker?,
                })
            }
        }
        impl ::std::convert::From<super::TakeTasks> for TakeTasks {
            fn from(value: super::TakeTasks) -> Self {
                Self {
                    lease_ms: Ok(value.lease_ms),
                    tasks: Ok(value.tasks),
                    wait_ms: Ok(value.wait_ms),
                    worker: Ok(value.worker),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct TaskError {
            class: ::std::result::Result<::std::string::String, ::std::string::String>,
            message: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for TaskError {
            fn default() -> Self {
                Self {
                    class: Err("no value supplied for class".to_string()),
                    message: Err("no value supplied for message".to_string()),
                }
            }
        }
        impl TaskError {
            pub fn class<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.class = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for class: {e}")
                    });
                self
            }
            pub fn message<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.message = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for message: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<TaskError> for super::TaskError {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TaskError,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    class: value.class?,
                    message: value.message?,
                })
            }
        }
        impl ::std::convert::From<super::TaskError> for TaskError {
            fn from(value: super::TaskError) -> Self {
                Self {
                    class: Ok(value.class),
                    message: Ok(value.message),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct TaskOutcome {
            task: ::std::result::Result<u64, ::std::string::String>,
            outputs: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<crate::Json>>,
                ::std::string::String,
            >,
            error: ::std::result::Result<
                ::std::option::Option<super::OutcomeError>,
                ::std::string::String,
            >,
            duration_ms: ::std::result::Result<
                ::std::option::Option<f64>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for TaskOutcome {
            fn default() -> Self {
                Self {
                    duration_ms: Ok(Default::default()),
                    error: Ok(Default::default()),
                    outputs: Ok(Default::default()),
                    task: Err("no value supplied for task".to_string()),
                }
            }
        }
        impl TaskOutcome {
            pub fn duration_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<f64>>,
                T::Error: ::std::fmt::Display,
            {
                self.duration_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for duration_ms: {e}")
                    });
                self
            }
            pub fn error<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::OutcomeError>>,
                T::Error: ::std::fmt::Display,
            {
                self.error = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for error: {e}")
                    });
                self
            }
            pub fn outputs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<crate::Json>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.outputs = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for outputs: {e}")
                    });
                self
            }
            pub fn task<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.task = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for task: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<TaskOutcome> for super::TaskOutcome {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TaskOutcome,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    duration_ms: value.duration_ms?,
                    error: value.error?,
                    outputs: value.outputs?,
                    task: value.task?,
                })
            }
        }
        impl ::std::convert::From<super::TaskOutcome> for TaskOutcome {
            fn from(value: super::TaskOutcome) -> Self {
                Self {
                    duration_ms: Ok(value.duration_ms),
                    error: Ok(value.error),
                    outputs: Ok(value.outputs),
                    task: Ok(value.task),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct TasksReport {
            worker: ::std::result::Result<::std::string::String, ::std::string::String>,
            outcomes: ::std::result::Result<
                ::std::vec::Vec<super::TaskOutcome>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for TasksReport {
            fn default() -> Self {
                Self {
                    outcomes: Err("no value supplied for outcomes".to_string()),
                    worker: Err("no value supplied for worker".to_string()),
                }
            }
        }
        impl TasksReport {
            pub fn outcomes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::TaskOutcome>>,
                T::Error: ::std::fmt::Display,
            {
                self.outcomes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for outcomes: {e}")
                    });
                self
            }
            pub fn worker<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.worker = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for worker: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<TasksReport> for super::TasksReport {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TasksReport,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    outcomes: value.outcomes?,
                    worker: value.worker?,
                })
            }
        }
        impl ::std::convert::From<super::TasksReport> for TasksReport {
            fn from(value: super::TasksReport) -> Self {
                Self {
                    outcomes: Ok(value.outcomes),
                    worker: Ok(value.worker),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Tenant {
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            region: ::std::result::Result<::std::string::String, ::std::string::String>,
            sensitive_fields: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Tenant {
            fn default() -> Self {
                Self {
                    created_at: Err("no value supplied for created_at".to_string()),
                    id: Err("no value supplied for id".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    region: Err("no value supplied for region".to_string()),
                    sensitive_fields: Err(
                        "no value supplied for sensitive_fields".to_string(),
                    ),
                }
            }
        }
        impl Tenant {
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn region<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.region = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for region: {e}")
                    });
                self
            }
            pub fn sensitive_fields<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.sensitive_fields = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for sensitive_fields: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Tenant> for super::Tenant {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Tenant,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    created_at: value.created_at?,
                    id: value.id?,
                    name: value.name?,
                    region: value.region?,
                    sensitive_fields: value.sensitive_fields?,
                })
            }
        }
        impl ::std::convert::From<super::Tenant> for Tenant {
            fn from(value: super::Tenant) -> Self {
                Self {
                    created_at: Ok(value.created_at),
                    id: Ok(value.id),
                    name: Ok(value.name),
                    region: Ok(value.region),
                    sensitive_fields: Ok(value.sensitive_fields),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct TenantList {
            tenants: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for TenantList {
            fn default() -> Self {
                Self {
                    tenants: Err("no value supplied for tenants".to_string()),
                }
            }
        }
        impl TenantList {
            pub fn tenants<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.tenants = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tenants: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<TenantList> for super::TenantList {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TenantList,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { tenants: value.tenants? })
            }
        }
        impl ::std::convert::From<super::TenantList> for TenantList {
            fn from(value: super::TenantList) -> Self {
                Self { tenants: Ok(value.tenants) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct TenantPatch {
            name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            sensitive_fields: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for TenantPatch {
            fn default() -> Self {
                Self {
                    name: Ok(Default::default()),
                    sensitive_fields: Ok(Default::default()),
                }
            }
        }
        impl TenantPatch {
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn sensitive_fields<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.sensitive_fields = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for sensitive_fields: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<TenantPatch> for super::TenantPatch {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TenantPatch,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    name: value.name?,
                    sensitive_fields: value.sensitive_fields?,
                })
            }
        }
        impl ::std::convert::From<super::TenantPatch> for TenantPatch {
            fn from(value: super::TenantPatch) -> Self {
                Self {
                    name: Ok(value.name),
                    sensitive_fields: Ok(value.sensitive_fields),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Tokens {
            access_token: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            expires_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            refresh_token: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            session: ::std::result::Result<::std::string::String, ::std::string::String>,
            user: ::std::result::Result<::std::string::String, ::std::string::String>,
            tenant: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            role: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            tenants: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Tokens {
            fn default() -> Self {
                Self {
                    access_token: Err("no value supplied for access_token".to_string()),
                    expires_at: Err("no value supplied for expires_at".to_string()),
                    refresh_token: Err(
                        "no value supplied for refresh_token".to_string(),
                    ),
                    role: Ok(Default::default()),
                    session: Err("no value supplied for session".to_string()),
                    tenant: Ok(Default::default()),
                    tenants: Err("no value supplied for tenants".to_string()),
                    user: Err("no value supplied for user".to_string()),
                }
            }
        }
        impl Tokens {
            pub fn access_token<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.access_token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for access_token: {e}")
                    });
                self
            }
            pub fn expires_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.expires_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for expires_at: {e}")
                    });
                self
            }
            pub fn refresh_token<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.refresh_token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for refresh_token: {e}")
                    });
                self
            }
            pub fn role<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.role = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for role: {e}")
                    });
                self
            }
            pub fn session<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.session = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for session: {e}")
                    });
                self
            }
            pub fn tenant<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.tenant = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tenant: {e}")
                    });
                self
            }
            pub fn tenants<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.tenants = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tenants: {e}")
                    });
                self
            }
            pub fn user<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.user = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Tokens> for super::Tokens {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Tokens,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    access_token: value.access_token?,
                    expires_at: value.expires_at?,
                    refresh_token: value.refresh_token?,
                    role: value.role?,
                    session: value.session?,
                    tenant: value.tenant?,
                    tenants: value.tenants?,
                    user: value.user?,
                })
            }
        }
        impl ::std::convert::From<super::Tokens> for Tokens {
            fn from(value: super::Tokens) -> Self {
                Self {
                    access_token: Ok(value.access_token),
                    expires_at: Ok(value.expires_at),
                    refresh_token: Ok(value.refresh_token),
                    role: Ok(value.role),
                    session: Ok(value.session),
                    tenant: Ok(value.tenant),
                    tenants: Ok(value.tenants),
                    user: Ok(value.user),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Tolerance {
            count: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            percent: ::std::result::Result<
                ::std::option::Option<u8>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Tolerance {
            fn default() -> Self {
                Self {
                    count: Ok(Default::default()),
                    percent: Ok(Default::default()),
                }
            }
        }
        impl Tolerance {
            pub fn count<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.count = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for count: {e}")
                    });
                self
            }
            pub fn percent<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u8>>,
                T::Error: ::std::fmt::Display,
            {
                self.percent = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for percent: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Tolerance> for super::Tolerance {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Tolerance,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    count: value.count?,
                    percent: value.percent?,
                })
            }
        }
        impl ::std::convert::From<super::Tolerance> for Tolerance {
            fn from(value: super::Tolerance) -> Self {
                Self {
                    count: Ok(value.count),
                    percent: Ok(value.percent),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct TotpSecret {
            secret: ::std::result::Result<::std::string::String, ::std::string::String>,
            uri: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for TotpSecret {
            fn default() -> Self {
                Self {
                    secret: Err("no value supplied for secret".to_string()),
                    uri: Err("no value supplied for uri".to_string()),
                }
            }
        }
        impl TotpSecret {
            pub fn secret<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.secret = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for secret: {e}")
                    });
                self
            }
            pub fn uri<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.uri = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for uri: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<TotpSecret> for super::TotpSecret {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TotpSecret,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    secret: value.secret?,
                    uri: value.uri?,
                })
            }
        }
        impl ::std::convert::From<super::TotpSecret> for TotpSecret {
            fn from(value: super::TotpSecret) -> Self {
                Self {
                    secret: Ok(value.secret),
                    uri: Ok(value.uri),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Usage {
            from: ::std::result::Result<
                ::chrono::naive::NaiveDate,
                ::std::string::String,
            >,
            until: ::std::result::Result<
                ::chrono::naive::NaiveDate,
                ::std::string::String,
            >,
            days: ::std::result::Result<
                ::std::vec::Vec<super::UsageDay>,
                ::std::string::String,
            >,
            total: ::std::result::Result<super::Used, ::std::string::String>,
        }
        impl ::std::default::Default for Usage {
            fn default() -> Self {
                Self {
                    days: Err("no value supplied for days".to_string()),
                    from: Err("no value supplied for from".to_string()),
                    total: Err("no value supplied for total".to_string()),
                    until: Err("no value supplied for until".to_string()),
                }
            }
        }
        impl Usage {
            pub fn days<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::UsageDay>>,
                T::Error: ::std::fmt::Display,
            {
                self.days = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for days: {e}")
                    });
                self
            }
            pub fn from<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::naive::NaiveDate>,
                T::Error: ::std::fmt::Display,
            {
                self.from = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for from: {e}")
                    });
                self
            }
            pub fn total<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Used>,
                T::Error: ::std::fmt::Display,
            {
                self.total = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for total: {e}")
                    });
                self
            }
            pub fn until<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::naive::NaiveDate>,
                T::Error: ::std::fmt::Display,
            {
                self.until = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for until: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Usage> for super::Usage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Usage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    days: value.days?,
                    from: value.from?,
                    total: value.total?,
                    until: value.until?,
                })
            }
        }
        impl ::std::convert::From<super::Usage> for Usage {
            fn from(value: super::Usage) -> Self {
                Self {
                    days: Ok(value.days),
                    from: Ok(value.from),
                    total: Ok(value.total),
                    until: Ok(value.until),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct UsageDay {
            day: ::std::result::Result<
                ::chrono::naive::NaiveDate,
                ::std::string::String,
            >,
            used: ::std::result::Result<super::Used, ::std::string::String>,
        }
        impl ::std::default::Default for UsageDay {
            fn default() -> Self {
                Self {
                    day: Err("no value supplied for day".to_string()),
                    used: Err("no value supplied for used".to_string()),
                }
            }
        }
        impl UsageDay {
            pub fn day<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::naive::NaiveDate>,
                T::Error: ::std::fmt::Display,
            {
                self.day = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for day: {e}")
                    });
                self
            }
            pub fn used<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Used>,
                T::Error: ::std::fmt::Display,
            {
                self.used = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for used: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<UsageDay> for super::UsageDay {
            type Error = super::error::ConversionError;
            fn try_from(
                value: UsageDay,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    day: value.day?,
                    used: value.used?,
                })
            }
        }
        impl ::std::convert::From<super::UsageDay> for UsageDay {
            fn from(value: super::UsageDay) -> Self {
                Self {
                    day: Ok(value.day),
                    used: Ok(value.used),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Used {
            jobs_submitted: ::std::result::Result<u64, ::std::string::String>,
            tasks_succeeded: ::std::result::Result<u64, ::std::string::String>,
            tasks_failed: ::std::result::Result<u64, ::std::string::String>,
            tasks_cancelled: ::std::result::Result<u64, ::std::string::String>,
            attempts: ::std::result::Result<u64, ::std::string::String>,
            run_time_us: ::std::result::Result<u64, ::std::string::String>,
            bytes_in: ::std::result::Result<u64, ::std::string::String>,
            bytes_out: ::std::result::Result<u64, ::std::string::String>,
        }
        impl ::std::default::Default for Used {
            fn default() -> Self {
                Self {
                    attempts: Err("no value supplied for attempts".to_string()),
                    bytes_in: Err("no value supplied for bytes_in".to_string()),
                    bytes_out: Err("no value supplied for bytes_out".to_string()),
                    jobs_submitted: Err(
                        "no value supplied for jobs_submitted".to_string(),
                    ),
                    run_time_us: Err("no value supplied for run_time_us".to_string()),
                    tasks_cancelled: Err(
                        "no value supplied for tasks_cancelled".to_string(),
                    ),
                    tasks_failed: Err("no value supplied for tasks_failed".to_string()),
                    tasks_succeeded: Err(
                        "no value supplied for tasks_succeeded".to_string(),
                    ),
                }
            }
        }
        impl Used {
            pub fn attempts<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.attempts = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for attempts: {e}")
                    });
                self
            }
            pub fn bytes_in<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.bytes_in = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for bytes_in: {e}")
                    });
                self
            }
            pub fn bytes_out<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.bytes_out = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for bytes_out: {e}")
                    });
                self
            }
            pub fn jobs_submitted<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.jobs_submitted = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for jobs_submitted: {e}"
                        )
                    });
                self
            }
            pub fn run_time_us<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.run_time_us = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for run_time_us: {e}")
                    });
                self
            }
            pub fn tasks_cancelled<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.tasks_cancelled = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for tasks_cancelled: {e}"
                        )
                    });
                self
            }
            pub fn tasks_failed<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.tasks_failed = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tasks_failed: {e}")
                    });
                self
            }
            pub fn tasks_succeeded<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.tasks_succeeded = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for tasks_succeeded: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Used> for super::Used {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Used,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    attempts: value.attempts?,
                    bytes_in: value.bytes_in?,
                    bytes_out: value.bytes_out?,
                    jobs_submitted: value.jobs_submitted?,
                    run_time_us: value.run_time_us?,
                    tasks_cancelled: value.tasks_cancelled?,
                    tasks_failed: value.tasks_failed?,
                    tasks_succeeded: value.tasks_succeeded?,
                })
            }
        }
        impl ::std::convert::From<super::Used> for Used {
            fn from(value: super::Used) -> Self {
                Self {
                    attempts: Ok(value.attempts),
                    bytes_in: Ok(value.bytes_in),
                    bytes_out: Ok(value.bytes_out),
                    jobs_submitted: Ok(value.jobs_submitted),
                    run_time_us: Ok(value.run_time_us),
                    tasks_cancelled: Ok(value.tasks_cancelled),
                    tasks_failed: Ok(value.tasks_failed),
                    tasks_succeeded: Ok(value.tasks_succeeded),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Waiting {
            reason: ::std::result::Result<::std::string::String, ::std::string::String>,
            in_use: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            limit: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            behind: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Waiting {
            fn default() -> Self {
                Self {
                    at: Ok(Default::default()),
                    behind: Ok(Default::default()),
                    in_use: Ok(Default::default()),
                    limit: Ok(Default::default()),
                    reason: Err("no value supplied for reason".to_string()),
                }
            }
        }
        impl Waiting {
            pub fn at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.at = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for at: {e}"));
                self
            }
            pub fn behind<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.behind = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for behind: {e}")
                    });
                self
            }
            pub fn in_use<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.in_use = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for in_use: {e}")
                    });
                self
            }
            pub fn limit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.limit = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for limit: {e}")
                    });
                self
            }
            pub fn reason<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.reason = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for reason: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Waiting> for super::Waiting {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Waiting,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    at: value.at?,
                    behind: value.behind?,
                    in_use: value.in_use?,
                    limit: value.limit?,
                    reason: value.reason?,
                })
            }
        }
        impl ::std::convert::From<super::Waiting> for Waiting {
            fn from(value: super::Waiting) -> Self {
                Self {
                    at: Ok(value.at),
                    behind: Ok(value.behind),
                    in_use: Ok(value.in_use),
                    limit: Ok(value.limit),
                    reason: Ok(value.reason),
                }
            }
        }
    }
    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(::std::borrow::Cow<'static, str>);
        impl ::std::error::Error for ConversionError {}
        impl ::std::fmt::Display for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::std::fmt::Debug for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
        impl From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }
        impl From<String> for ConversionError {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
    }
}
#[derive(Clone, Debug)]
/**Client for Thousandfold

Version: 0.1.0*/
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: crate::Retry,
}
impl Client {
    /// Create a new client.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new(baseurl: &str, inner: crate::Retry) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let client = {
            let dur = ::std::time::Duration::from_secs(15u64);
            reqwest::ClientBuilder::new().connect_timeout(dur).timeout(dur)
        };
        #[cfg(target_arch = "wasm32")]
        let client = reqwest::ClientBuilder::new();
        Self::new_with_client(baseurl, client.build().unwrap(), inner)
    }
    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(
        baseurl: &str,
        client: reqwest::Client,
        inner: crate::Retry,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}
impl ClientInfo<crate::Retry> for Client {
    fn api_version() -> &'static str {
        "0.1.0"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &crate::Retry {
        &self.inner
    }
}
const _: () = {
    #[allow(dead_code)]
    fn assert_client_hooks()
    where
        Client: ClientHooks<crate::Retry>,
    {}
};
impl Client {
    /**Get the keys that verify access tokens

A JSON Web Key Set (RFC 7517), for programs that verify tokens themselves. A key is here before it signs.

Sends a `GET` request to `/.well-known/jwks.json`

```ignore
let response = client.get_jwks()
    .send()
    .await;
```*/
    pub fn get_jwks(&self) -> builder::GetJwks<'_> {
        builder::GetJwks::new(self)
    }
    /**Is the process alive?

It answers as long as the process does, whatever the engines do.

Sends a `GET` request to `/healthz`

```ignore
let response = client.get_health()
    .send()
    .await;
```*/
    pub fn get_health(&self) -> builder::GetHealth<'_> {
        builder::GetHealth::new(self)
    }
    /**Read the metrics

Sends a `GET` request to `/metrics`

```ignore
let response = client.get_metrics()
    .send()
    .await;
```*/
    pub fn get_metrics(&self) -> builder::GetMetrics<'_> {
        builder::GetMetrics::new(self)
    }
    /**Can it do its work?

It can when every engine answers. Otherwise the problem lists those that do not.

Sends a `GET` request to `/readyz`

```ignore
let response = client.get_readiness()
    .send()
    .await;
```*/
    pub fn get_readiness(&self) -> builder::GetReadiness<'_> {
        builder::GetReadiness::new(self)
    }
    /**What fails most?

Attempts that failed in each step, with a line for each kind of failure: the ten that there are most of, those first.

Sends a `GET` request to `/v1/analytics/errors`

Arguments:
- `from`: From this time on, and from the beginning of its step. Without it, 24 hours before `until`.
- `processor`: Only what was done so.
- `queue`: Only what came from this queue.
- `step`: How the time is cut.
- `time_zone`: Whose days, weeks and months: a time zone.
- `until`: Before this time. Without it, until now.
- `if_none_match`: The `ETag` of the answer that you have.
```ignore
let response = client.chart_errors()
    .from(from)
    .processor(processor)
    .queue(queue)
    .step(step)
    .time_zone(time_zone)
    .until(until)
    .if_none_match(if_none_match)
    .send()
    .await;
```*/
    pub fn chart_errors(&self) -> builder::ChartErrors<'_> {
        builder::ChartErrors::new(self)
    }
    /**How much fails?

Attempts that `failed` for good and that were `retried` after a failure, in each step, and the `failure_rate`: their part of
all attempts but those that were lost with their worker. It is `null` where there were none.

Sends a `GET` request to `/v1/analytics/failures`

Arguments:
- `from`: From this time on, and from the beginning of its step. Without it, 24 hours before `until`.
- `processor`: Only what was done so.
- `queue`: Only what came from this queue.
- `step`: How the time is cut.
- `time_zone`: Whose days, weeks and months: a time zone.
- `until`: Before this time. Without it, until now.
- `if_none_match`: The `ETag` of the answer that you have.
```ignore
let response = client.chart_failures()
    .from(from)
    .processor(processor)
    .queue(queue)
    .step(step)
    .time_zone(time_zone)
    .until(until)
    .if_none_match(if_none_match)
    .send()
    .await;
```*/
    pub fn chart_failures(&self) -> builder::ChartFailures<'_> {
        builder::ChartFailures::new(self)
    }
    /**How long does it take?

Quantiles of how long attempts waited for a worker, `wait_p50` to `wait_p99`, and ran, `run_p50` to `run_p99`, in
milliseconds. They are `null` where there were none. Attempts that were lost with their worker are left out.

Sends a `GET` request to `/v1/analytics/latency`

Arguments:
- `from`: From this time on, and from the beginning of its step. Without it, 24 hours before `until`.
- `processor`: Only what was done so.
- `queue`: Only what came from this queue.
- `step`: How the time is cut.
- `time_zone`: Whose days, weeks and months: a time zone.
- `until`: Before this time. Without it, until now.
- `if_none_match`: The `ETag` of the answer that you have.
```ignore
let response = client.chart_latency()
    .from(from)
    .processor(processor)
    .queue(queue)
    .step(step)
    .time_zone(time_zone)
    .until(until)
    .if_none_match(if_none_match)
    .send()
    .await;
```*/
    pub fn chart_latency(&self) -> builder::ChartLatency<'_> {
        builder::ChartLatency::new(self)
    }
    /**How much is done?

Attempts that ended in each step, by how they ended: `succeeded`, `failed`, `retried` and `abandoned`. A task counts once
among those that succeeded or failed. Attempts are counted a second or so after they were reported, and an answer may be
five seconds old.

Sends a `GET` request to `/v1/analytics/throughput`

Arguments:
- `from`: From this time on, and from the beginning of its step. Without it, 24 hours before `until`.
- `processor`: Only what was done so.
- `queue`: Only what came from this queue.
- `step`: How the time is cut.
- `time_zone`: Whose days, weeks and months: a time zone.
- `until`: Before this time. Without it, until now.
- `if_none_match`: The `ETag` of the answer that you have.
```ignore
let response = client.chart_throughput()
    .from(from)
    .processor(processor)
    .queue(queue)
    .step(step)
    .time_zone(time_zone)
    .until(until)
    .if_none_match(if_none_match)
    .send()
    .await;
```*/
    pub fn chart_throughput(&self) -> builder::ChartThroughput<'_> {
        builder::ChartThroughput::new(self)
    }
    /**What was used?

In each step: `tasks` that ended, `attempts`, the `run_time` of all attempts in seconds, and the bytes of their items and result
lines, `bytes_in` and `bytes_out`.

Sends a `GET` request to `/v1/analytics/usage`

Arguments:
- `from`: From this time on, and from the beginning of its step. Without it, 24 hours before `until`.
- `processor`: Only what was done so.
- `queue`: Only what came from this queue.
- `step`: How the time is cut.
- `time_zone`: Whose days, weeks and months: a time zone.
- `until`: Before this time. Without it, until now.
- `if_none_match`: The `ETag` of the answer that you have.
```ignore
let response = client.chart_usage()
    .from(from)
    .processor(processor)
    .queue(queue)
    .step(step)
    .time_zone(time_zone)
    .until(until)
    .if_none_match(if_none_match)
    .send()
    .await;
```*/
    pub fn chart_usage(&self) -> builder::ChartUsage<'_> {
        builder::ChartUsage::new(self)
    }
    /**What is waited for?

How long attempts that ended in each step had waited in all, in seconds, with a line for each reason that there was.

Sends a `GET` request to `/v1/analytics/waiting`

Arguments:
- `from`: From this time on, and from the beginning of its step. Without it, 24 hours before `until`.
- `processor`: Only what was done so.
- `queue`: Only what came from this queue.
- `step`: How the time is cut.
- `time_zone`: Whose days, weeks and months: a time zone.
- `until`: Before this time. Without it, until now.
- `if_none_match`: The `ETag` of the answer that you have.
```ignore
let response = client.chart_waiting()
    .from(from)
    .processor(processor)
    .queue(queue)
    .step(step)
    .time_zone(time_zone)
    .until(until)
    .if_none_match(if_none_match)
    .send()
    .await;
```*/
    pub fn chart_waiting(&self) -> builder::ChartWaiting<'_> {
        builder::ChartWaiting::new(self)
    }
    /**Export a chart

What the chart itself has, as a table: its lines one after the other, each in order of time. An answer may be five seconds old.

Sends a `GET` request to `/v1/analytics/{chart}/export`

Arguments:
- `chart`: Which chart.
- `format`: What the table is written as.
- `from`: From this time on, and from the beginning of its step. Without it, 24 hours before `until`.
- `processor`: Only what was done so.
- `queue`: Only what came from this queue.
- `step`: How the time is cut.
- `time_zone`: Whose days, weeks and months: a time zone.
- `until`: Before this time. Without it, until now.
```ignore
let response = client.export_chart()
    .chart(chart)
    .format(format)
    .from(from)
    .processor(processor)
    .queue(queue)
    .step(step)
    .time_zone(time_zone)
    .until(until)
    .send()
    .await;
```*/
    pub fn export_chart(&self) -> builder::ExportChart<'_> {
        builder::ExportChart::new(self)
    }
    /**List API keys

Sends a `GET` request to `/v1/api-keys`

Arguments:
- `cursor`: The `next_cursor` of the page before.
- `limit`: How many keys a page has at most.
```ignore
let response = client.list_api_keys()
    .cursor(cursor)
    .limit(limit)
    .send()
    .await;
```*/
    pub fn list_api_keys(&self) -> builder::ListApiKeys<'_> {
        builder::ListApiKeys::new(self)
    }
    /**Make an API key

Sends a `POST` request to `/v1/api-keys`

Arguments:
- `idempotency_key`: A name of your choice for this request, such as a UUID: however often it comes with it, it is done once, and answered the same.
- `body`
```ignore
let response = client.create_api_key()
    .idempotency_key(idempotency_key)
    .body(body)
    .send()
    .await;
```*/
    pub fn create_api_key(&self) -> builder::CreateApiKey<'_> {
        builder::CreateApiKey::new(self)
    }
    /**Get an API key

Sends a `GET` request to `/v1/api-keys/{id}`

Arguments:
- `id`: The key's id.
```ignore
let response = client.get_api_key()
    .id(id)
    .send()
    .await;
```*/
    pub fn get_api_key(&self) -> builder::GetApiKey<'_> {
        builder::GetApiKey::new(self)
    }
    /**Take an API key back

It is refused from now on.

Sends a `DELETE` request to `/v1/api-keys/{id}`

Arguments:
- `id`: The key's id.
```ignore
let response = client.revoke_api_key()
    .id(id)
    .send()
    .await;
```*/
    pub fn revoke_api_key(&self) -> builder::RevokeApiKey<'_> {
        builder::RevokeApiKey::new(self)
    }
    /**List what was asked

Every command is in it, whatever became of it, and every read of results and histories; and everything that an auditor
read. A record is listed at most a second or so after the answer.

Sends a `GET` request to `/v1/audit`

Arguments:
- `actor`: Only what this user or API key asked.
- `cursor`: The `next_cursor` of the page before.
- `from`: Only from this time on.
- `limit`: How many records a page has at most.
- `operation`: Only this operation.
- `status_from`: Only answers of at least this status, such as 400 for what was refused.
- `until`: Only before this time.
- `consistency_token`: The `Consistency-Token` of a command's answer, or several with commas between: the query is answered once it sees what the command did. It waits for a few seconds at most.
```ignore
let response = client.list_audit_records()
    .actor(actor)
    .cursor(cursor)
    .from(from)
    .limit(limit)
    .operation(operation)
    .status_from(status_from)
    .until(until)
    .consistency_token(consistency_token)
    .send()
    .await;
```*/
    pub fn list_audit_records(&self) -> builder::ListAuditRecords<'_> {
        builder::ListAuditRecords::new(self)
    }
    /**Export what was asked

Sends a `GET` request to `/v1/audit/export`

Arguments:
- `actor`: Only what this user or API key asked.
- `from`: Only from this time on.
- `operation`: Only this operation.
- `status_from`: Only answers of at least this status.
- `until`: Only before this time.
- `consistency_token`: The `Consistency-Token` of a command's answer, or several with commas between: the query is answered once it sees what the command did. It waits for a few seconds at most.
```ignore
let response = client.export_audit_records()
    .actor(actor)
    .from(from)
    .operation(operation)
    .status_from(status_from)
    .until(until)
    .consistency_token(consistency_token)
    .send()
    .await;
```*/
    pub fn export_audit_records(&self) -> builder::ExportAuditRecords<'_> {
        builder::ExportAuditRecords::new(self)
    }
    /**Upload a dataset

The body is the dataset's bytes, of any size; they are stored while they come. With `Content-Encoding: gzip`
or `zstd` they come packed, and are stored unpacked: `bytes` and `sha256` are of what is stored. The dataset can
be named by jobs from when this answers, and never changes.

Sends a `POST` request to `/v1/datasets`

Arguments:
- `format`: How the bytes are cut into items. Without it, `Content-Type` says so: `application/x-ndjson`, `text/csv`
or `application/vnd.apache.parquet`.
- `name`: A name for people: up to 200 characters.
- `idempotency_key`: A name of your choice for this request, such as a UUID: however often it comes with it, it is done once, and answered the same.
- `content_encoding`: How the body is packed: `gzip` or `zstd`; without it, not at all.
- `body`: The dataset's bytes. With `format`, any `Content-Type` is taken.
```ignore
let response = client.upload_dataset()
    .format(format)
    .name(name)
    .idempotency_key(idempotency_key)
    .content_encoding(content_encoding)
    .body(body)
    .send()
    .await;
```*/
    pub fn upload_dataset(&self) -> builder::UploadDataset<'_> {
        builder::UploadDataset::new(self)
    }
    /**Get a dataset

Sends a `GET` request to `/v1/datasets/{id}`

Arguments:
- `id`: The dataset's id.
```ignore
let response = client.get_dataset()
    .id(id)
    .send()
    .await;
```*/
    pub fn get_dataset(&self) -> builder::GetDataset<'_> {
        builder::GetDataset::new(self)
    }
    /**Ask for another link to verify an address

Sends a `POST` request to `/v1/email-verifications`

```ignore
let response = client.ask_verification()
    .body(body)
    .send()
    .await;
```*/
    pub fn ask_verification(&self) -> builder::AskVerification<'_> {
        builder::AskVerification::new(self)
    }
    /**Verify an e-mail address

Sends a `POST` request to `/v1/email-verifications/confirm`

```ignore
let response = client.verify_email()
    .body(body)
    .send()
    .await;
```*/
    pub fn verify_email(&self) -> builder::VerifyEmail<'_> {
        builder::VerifyEmail::new(self)
    }
    /**List invitations that can be accepted

Sends a `GET` request to `/v1/invitations`

Arguments:
- `cursor`: The `next_cursor` of the page before.
- `limit`: How many invitations a page has at most.
```ignore
let response = client.list_invitations()
    .cursor(cursor)
    .limit(limit)
    .send()
    .await;
```*/
    pub fn list_invitations(&self) -> builder::ListInvitations<'_> {
        builder::ListInvitations::new(self)
    }
    /**Invite somebody to the tenant

They get a link by mail, which works for seven days.

Sends a `POST` request to `/v1/invitations`

Arguments:
- `idempotency_key`: A name of your choice for this request, such as a UUID: however often it comes with it, it is done once, and answered the same.
- `body`
```ignore
let response = client.invite()
    .idempotency_key(idempotency_key)
    .body(body)
    .send()
    .await;
```*/
    pub fn invite(&self) -> builder::Invite<'_> {
        builder::Invite::new(self)
    }
    /**Accept an invitation

Sends a `POST` request to `/v1/invitations/accept`

```ignore
let response = client.accept_invitation()
    .body(body)
    .send()
    .await;
```*/
    pub fn accept_invitation(&self) -> builder::AcceptInvitation<'_> {
        builder::AcceptInvitation::new(self)
    }
    /**Take an invitation back

Sends a `DELETE` request to `/v1/invitations/{id}`

Arguments:
- `id`: The invitation's id.
```ignore
let response = client.revoke_invitation()
    .id(id)
    .send()
    .await;
```*/
    pub fn revoke_invitation(&self) -> builder::RevokeInvitation<'_> {
        builder::RevokeInvitation::new(self)
    }
    /**List jobs

Only jobs of which all that is asked for is true are listed. A page may have fewer jobs than asked for, or none, and yet a
next one: where few jobs match, many have to be looked at. The order of jobs and what a cursor stands for do not change while
jobs come and go: from page to page, no job comes twice and none is left out that was there when the first page was read and
still matches.

Sends a `GET` request to `/v1/jobs`

Arguments:
- `at`: The jobs that there were at this moment, as they were then: an instant, or the position of an event, such as a
command answers with, as `shard:position`. They can be sorted by `submitted_at` alone.
- `cursor`: The `next_cursor` of the page before; without it, the list begins at its beginning.
- `limit`: How many jobs a page has at most.
- `order`: Which end of it comes first.
- `processor`: Only jobs to whose items this is done.
- `queue`: Only jobs whose items your own workers take from this queue.
- `sort`: What the list is sorted by. By anything but `submitted_at`, it is at most a few seconds behind.
- `state`: Only jobs in this state.
- `submitted_from`: Only jobs that were submitted at this instant or later.
- `submitted_until`: Only jobs that were submitted before this instant.
- `tag`: Only jobs with this tag; given several times, with all of these.
- `text`: Only jobs with this text in their names. Letters A to Z match in either case.
- `consistency_token`: The `Consistency-Token` of a command's answer, or several with commas between: the query is answered once it sees what the command did. It waits for a few seconds at most.
```ignore
let response = client.list_jobs()
    .at(at)
    .cursor(cursor)
    .limit(limit)
    .order(order)
    .processor(processor)
    .queue(queue)
    .sort(sort)
    .state(state)
    .submitted_from(submitted_from)
    .submitted_until(submitted_until)
    .tag(tag)
    .text(text)
    .consistency_token(consistency_token)
    .send()
    .await;
```*/
    pub fn list_jobs(&self) -> builder::ListJobs<'_> {
        builder::ListJobs::new(self)
    }
    /**Submit a job

The job processes each of `items`, each item of `dataset` or of `objects`, or tasks of an earlier job again. The
answer comes once the job is on disk; it runs by itself from then on.

A 429 says that as much of yours waits as may: nothing was done, and `Retry-After` says when to ask again.

When the answer is a 503, or none comes at all, the job may be on disk all the same: look for it in the
list of jobs before sending it again.

Sends a `POST` request to `/v1/jobs`

Arguments:
- `idempotency_key`: A name of your choice for this request, such as a UUID: however often it comes with it, it is done once, and answered the same.
- `prefer`: With `wait=` and a number of seconds, up to 60, the answer comes when the job has ended, and is the job; or,
when it has not ended by then, after so many seconds (RFC 7240).
- `body`
```ignore
let response = client.submit_job()
    .idempotency_key(idempotency_key)
    .prefer(prefer)
    .body(body)
    .send()
    .await;
```*/
    pub fn submit_job(&self) -> builder::SubmitJob<'_> {
        builder::SubmitJob::new(self)
    }
    /**Get a job

Sends a `GET` request to `/v1/jobs/{id}`

Arguments:
- `id`: The job's id.
- `at`: The job as it was at this moment: an instant, or the position of an event, such as a command answers with, as
`shard:position`. There is nothing to wait for then.
- `wait_ms`: For how many milliseconds the answer may wait for the job's end; without it, it comes at once.
- `consistency_token`: The `Consistency-Token` of a command's answer, or several with commas between: the query is answered once it sees what the command did. It waits for a few seconds at most.
```ignore
let response = client.get_job()
    .id(id)
    .at(at)
    .wait_ms(wait_ms)
    .consistency_token(consistency_token)
    .send()
    .await;
```*/
    pub fn get_job(&self) -> builder::GetJob<'_> {
        builder::GetJob::new(self)
    }
    /**Change how fast a job may go

What is left out stays as it is, and `null` removes a limit (RFC 7396).

Sends a `PATCH` request to `/v1/jobs/{id}`

Arguments:
- `id`: The job's id.
- `if_match`: The `ETag` of what you read: if anything has happened to the job since, nothing is done. Much does while it runs.
- `body`
```ignore
let response = client.change_job()
    .id(id)
    .if_match(if_match)
    .body(body)
    .send()
    .await;
```*/
    pub fn change_job(&self) -> builder::ChangeJob<'_> {
        builder::ChangeJob::new(self)
    }
    /**Get the batches of a job

A cell each, in the order of their items: a map of where the job's tasks are, which fits a screen when they are a million.

Sends a `GET` request to `/v1/jobs/{id}/batches`

Arguments:
- `id`: The job's id.
- `at`: The batches as they were at this moment: an instant, or the position of an event, such as a command answers with, as
`shard:position`.
- `from`: The first batch, from 0.
- `limit`: How many batches, at most.
- `consistency_token`: The `Consistency-Token` of a command's answer, or several with commas between: the query is answered once it sees what the command did. It waits for a few seconds at most.
```ignore
let response = client.get_job_batches()
    .id(id)
    .at(at)
    .from(from)
    .limit(limit)
    .consistency_token(consistency_token)
    .send()
    .await;
```*/
    pub fn get_job_batches(&self) -> builder::GetJobBatches<'_> {
        builder::GetJobBatches::new(self)
    }
    /**Why is a batch waiting?

Sends a `GET` request to `/v1/jobs/{id}/batches/{number}/waiting`

Arguments:
- `id`: The job's id.
- `number`: The batch's number in the job, from 0.
```ignore
let response = client.get_batch_waiting()
    .id(id)
    .number(number)
    .send()
    .await;
```*/
    pub fn get_batch_waiting(&self) -> builder::GetBatchWaiting<'_> {
        builder::GetBatchWaiting::new(self)
    }
    /**Cancel a job

What has not ended of it is cancelled; what runs is told to stop. Its state becomes `cancelled` once that is
done, and the results of what had ended can be read.

Sends a `POST` request to `/v1/jobs/{id}/cancel`

Arguments:
- `id`: The job's id.
- `body`
```ignore
let response = client.cancel_job()
    .id(id)
    .body(body)
    .send()
    .await;
```*/
    pub fn cancel_job(&self) -> builder::CancelJob<'_> {
        builder::CancelJob::new(self)
    }
    /**Read what has happened to a job

It is the job's own stream of events, or, with `batch`, that of one of its batches. To follow a stream,
ask again with the last `sequence` as `after`.

Sends a `GET` request to `/v1/jobs/{id}/events`

Arguments:
- `id`: The job's id.
- `after`: Only events whose `sequence` is higher.
- `batch`: The number of a batch, from 0, whose events to read in place of the job's.
- `limit`: How many events a page has at most.
```ignore
let response = client.list_events()
    .id(id)
    .after(after)
    .batch(batch)
    .limit(limit)
    .send()
    .await;
```*/
    pub fn list_events(&self) -> builder::ListEvents<'_> {
        builder::ListEvents::new(self)
    }
    /**Get the manifest of a job's results

It can be read once the job is over. That of a job that was cancelled or has failed is of the tasks that had ended.

Sends a `GET` request to `/v1/jobs/{id}/manifest`

Arguments:
- `id`: The job's id.
```ignore
let response = client.get_manifest()
    .id(id)
    .send()
    .await;
```*/
    pub fn get_manifest(&self) -> builder::GetManifest<'_> {
        builder::GetManifest::new(self)
    }
    /**Pause a job

No more of its tasks start; those that run end.

Sends a `POST` request to `/v1/jobs/{id}/pause`

Arguments:
- `id`: The job's id.
```ignore
let response = client.pause_job()
    .id(id)
    .send()
    .await;
```*/
    pub fn pause_job(&self) -> builder::PauseJob<'_> {
        builder::PauseJob::new(self)
    }
    /**Run tasks of a job again

They become a new job, with what the job asked for besides: its processor, limits and options, but not its
`start_at` and `deadline`. The job must be over.

Sends a `POST` request to `/v1/jobs/{id}/redrive`

Arguments:
- `id`: The job's id.
- `idempotency_key`: A name of your choice for this request, such as a UUID: however often it comes with it, it is done once, and answered the same.
- `prefer`: As for the submission of a job.
- `body`
```ignore
let response = client.redrive_job()
    .id(id)
    .idempotency_key(idempotency_key)
    .prefer(prefer)
    .body(body)
    .send()
    .await;
```*/
    pub fn redrive_job(&self) -> builder::RedriveJob<'_> {
        builder::RedriveJob::new(self)
    }
    /**Read a job's results

They can be read once the job is over. Of a job that was cancelled or has failed, they are those of the tasks that
had ended.

Sends a `GET` request to `/v1/jobs/{id}/results`

Arguments:
- `id`: The job's id.
```ignore
let response = client.get_results()
    .id(id)
    .send()
    .await;
```*/
    pub fn get_results(&self) -> builder::GetResults<'_> {
        builder::GetResults::new(self)
    }
    /**Resume a job

Sends a `POST` request to `/v1/jobs/{id}/resume`

Arguments:
- `id`: The job's id.
```ignore
let response = client.resume_job()
    .id(id)
    .send()
    .await;
```*/
    pub fn resume_job(&self) -> builder::ResumeJob<'_> {
        builder::ResumeJob::new(self)
    }
    /**List the attempts at a job's tasks

An attempt is listed at most a second or so after it was reported.

Sends a `GET` request to `/v1/jobs/{id}/tasks`

Arguments:
- `id`: The job's id.
- `cursor`: The `next_cursor` of the page before; without it, the list begins with task 0.
- `limit`: How many attempts a page has at most.
- `outcome`: Only attempts that ended like this.
- `consistency_token`: The `Consistency-Token` of a command's answer, or several with commas between: the query is answered once it sees what the command did. It waits for a few seconds at most.
```ignore
let response = client.list_tasks()
    .id(id)
    .cursor(cursor)
    .limit(limit)
    .outcome(outcome)
    .consistency_token(consistency_token)
    .send()
    .await;
```*/
    pub fn list_tasks(&self) -> builder::ListTasks<'_> {
        builder::ListTasks::new(self)
    }
    /**Export the attempts at a job's tasks

An attempt is there at most a second or so after it was reported.

Sends a `GET` request to `/v1/jobs/{id}/tasks/export`

Arguments:
- `id`: The job's id.
- `format`: What the table is written as.
```ignore
let response = client.export_tasks()
    .id(id)
    .format(format)
    .send()
    .await;
```*/
    pub fn export_tasks(&self) -> builder::ExportTasks<'_> {
        builder::ExportTasks::new(self)
    }
    /**Why is a job waiting?

Sends a `GET` request to `/v1/jobs/{id}/waiting`

Arguments:
- `id`: The job's id.
```ignore
let response = client.get_job_waiting()
    .id(id)
    .send()
    .await;
```*/
    pub fn get_job_waiting(&self) -> builder::GetJobWaiting<'_> {
        builder::GetJobWaiting::new(self)
    }
    /**Give a lease back

Its tasks are other workers' again at once, and the attempt does not count. Of a lease that is over, nothing is
left to give back.

Sends a `DELETE` request to `/v1/leases/{token}`

Arguments:
- `token`: The lease's token.
```ignore
let response = client.return_lease()
    .token(token)
    .send()
    .await;
```*/
    pub fn return_lease(&self) -> builder::ReturnLease<'_> {
        builder::ReturnLease::new(self)
    }
    /**Keep a lease

Sends a `POST` request to `/v1/leases/{token}/heartbeat`

Arguments:
- `token`: The lease's token.
- `body`
```ignore
let response = client.extend_lease()
    .token(token)
    .body(body)
    .send()
    .await;
```*/
    pub fn extend_lease(&self) -> builder::ExtendLease<'_> {
        builder::ExtendLease::new(self)
    }
    /**Report how tasks ended

All outcomes count, or none. Tasks of the lease that are not in the report stay the worker's. A report that
comes when the lease is over does not count, whatever it says: its tasks may be another worker's.

Sends a `POST` request to `/v1/leases/{token}/report`

Arguments:
- `token`: The lease's token.
- `body`
```ignore
let response = client.report_tasks()
    .token(token)
    .body(body)
    .send()
    .await;
```*/
    pub fn report_tasks(&self) -> builder::ReportTasks<'_> {
        builder::ReportTasks::new(self)
    }
    /**Watch jobs, lists and queues over a WebSocket

`docs/live.md` has its messages, and `docs/live.asyncapi.yaml` describes them for programs. Offer the protocol
`thousandfold.live`; a page, which cannot send headers here, offers its token too, as `thousandfold.bearer.<token>`.

Sends a `GET` request to `/v1/live`

```ignore
let response = client.open_live()
    .send()
    .await;
```*/
    pub fn open_live(&self) -> builder::OpenLive<'_> {
        builder::OpenLive::new(self)
    }
    /**Watch jobs, lists and queues as server-sent events

The same as over a WebSocket, for those who prefer it: `docs/live.md`. What is watched is named in the query, as often as
needed. Each event's `id` says what you have seen; a browser sends it as `Last-Event-ID` when it connects again.

Sends a `GET` request to `/v1/live/events`

Arguments:
- `job`: A job to watch.
- `limit`: How many jobs the list has at most.
- `list`: Whether to watch the list of jobs.
- `queue`: A queue to watch.
- `state`: Of the list, only jobs in this state.
- `last_event_id`: The `id` of the last event that you have: what was the same then is not sent again.
```ignore
let response = client.stream_live_events()
    .job(job)
    .limit(limit)
    .list(list)
    .queue(queue)
    .state(state)
    .last_event_id(last_event_id)
    .send()
    .await;
```*/
    pub fn stream_live_events(&self) -> builder::StreamLiveEvents<'_> {
        builder::StreamLiveEvents::new(self)
    }
    /**Get yourself

Sends a `GET` request to `/v1/me`

```ignore
let response = client.get_me()
    .send()
    .await;
```*/
    pub fn get_me(&self) -> builder::GetMe<'_> {
        builder::GetMe::new(self)
    }
    /**Change your password

Your other sessions end.

Sends a `POST` request to `/v1/me/password`

```ignore
let response = client.change_password()
    .body(body)
    .send()
    .await;
```*/
    pub fn change_password(&self) -> builder::ChangePassword<'_> {
        builder::ChangePassword::new(self)
    }
    /**Begin to set up one-time codes

They are asked for once `POST /v1/me/totp/confirm` has a first one (RFC 6238: SHA-1, six digits, 30 seconds).

Sends a `POST` request to `/v1/me/totp`

```ignore
let response = client.begin_totp()
    .send()
    .await;
```*/
    pub fn begin_totp(&self) -> builder::BeginTotp<'_> {
        builder::BeginTotp::new(self)
    }
    /**Have one-time codes asked for from now on

Sends a `POST` request to `/v1/me/totp/confirm`

```ignore
let response = client.confirm_totp()
    .body(body)
    .send()
    .await;
```*/
    pub fn confirm_totp(&self) -> builder::ConfirmTotp<'_> {
        builder::ConfirmTotp::new(self)
    }
    /**Have one-time codes asked for no more

Sends a `POST` request to `/v1/me/totp/disable`

```ignore
let response = client.disable_totp()
    .body(body)
    .send()
    .await;
```*/
    pub fn disable_totp(&self) -> builder::DisableTotp<'_> {
        builder::DisableTotp::new(self)
    }
    /**List who belongs to the tenant

Sends a `GET` request to `/v1/members`

Arguments:
- `cursor`: The `next_cursor` of the page before.
- `limit`: How many members a page has at most.
```ignore
let response = client.list_members()
    .cursor(cursor)
    .limit(limit)
    .send()
    .await;
```*/
    pub fn list_members(&self) -> builder::ListMembers<'_> {
        builder::ListMembers::new(self)
    }
    /**Let a member go

Their tokens for the tenant are refused from now on. Who is gone already stays gone.

Sends a `DELETE` request to `/v1/members/{user}`

Arguments:
- `user`: Whom.
```ignore
let response = client.remove_member()
    .user(user)
    .send()
    .await;
```*/
    pub fn remove_member(&self) -> builder::RemoveMember<'_> {
        builder::RemoveMember::new(self)
    }
    /**Make a member something else

What they were given as what they were is refused from now on.

Sends a `PATCH` request to `/v1/members/{user}`

Arguments:
- `user`: Whom.
- `if_match`: The `ETag` of what you read: if the tenant was changed since, nothing is done.
- `body`
```ignore
let response = client.change_member()
    .user(user)
    .if_match(if_match)
    .body(body)
    .send()
    .await;
```*/
    pub fn change_member(&self) -> builder::ChangeMember<'_> {
        builder::ChangeMember::new(self)
    }
    /**List the providers by which one can sign in

Sends a `GET` request to `/v1/oidc`

```ignore
let response = client.list_providers()
    .send()
    .await;
```*/
    pub fn list_providers(&self) -> builder::ListProviders<'_> {
        builder::ListProviders::new(self)
    }
    /**Begin to sign in by a provider

Sends a `POST` request to `/v1/oidc/{provider}/authorizations`

Arguments:
- `provider`: The provider's name.
- `body`
```ignore
let response = client.begin_oidc()
    .provider(provider)
    .body(body)
    .send()
    .await;
```*/
    pub fn begin_oidc(&self) -> builder::BeginOidc<'_> {
        builder::BeginOidc::new(self)
    }
    /**Finish to sign in by a provider

Who the provider vouched for before is who they were. Else, who has an account with the address that the provider says is
verified signs in to it; if nobody has, they are signed up. No one-time code is asked for: the provider vouches.

Sends a `POST` request to `/v1/oidc/{provider}/callback`

Arguments:
- `provider`: The provider's name.
- `body`
```ignore
let response = client.finish_oidc()
    .provider(provider)
    .body(body)
    .send()
    .await;
```*/
    pub fn finish_oidc(&self) -> builder::FinishOidc<'_> {
        builder::FinishOidc::new(self)
    }
    /**Ask for a link to set a new password

Sends a `POST` request to `/v1/password-resets`

```ignore
let response = client.ask_password_reset()
    .body(body)
    .send()
    .await;
```*/
    pub fn ask_password_reset(&self) -> builder::AskPasswordReset<'_> {
        builder::AskPasswordReset::new(self)
    }
    /**Set a new password

All sessions end. The address counts as verified: who has the link reads mail there.

Sends a `POST` request to `/v1/password-resets/confirm`

```ignore
let response = client.reset_password()
    .body(body)
    .send()
    .await;
```*/
    pub fn reset_password(&self) -> builder::ResetPassword<'_> {
        builder::ResetPassword::new(self)
    }
    /**How far are the read models behind?

Sends a `GET` request to `/v1/projections`

```ignore
let response = client.list_projections()
    .send()
    .await;
```*/
    pub fn list_projections(&self) -> builder::ListProjections<'_> {
        builder::ListProjections::new(self)
    }
    /**Get a queue

Sends a `GET` request to `/v1/queues/{name}`

Arguments:
- `name`: The queue's name.
- `at`: What had been set of the queue at this moment: an instant, or the position of an event, such as a command answers with,
as `shard:position`. How much waited in it then is not told.
```ignore
let response = client.get_queue()
    .name(name)
    .at(at)
    .send()
    .await;
```*/
    pub fn get_queue(&self) -> builder::GetQueue<'_> {
        builder::GetQueue::new(self)
    }
    /**Change a queue's limits

What is left out stays as it is, and `null` removes a limit (RFC 7396).

Sends a `PATCH` request to `/v1/queues/{name}`

Arguments:
- `name`: The queue's name.
- `if_match`: The `ETag` of what you read: if the queue was changed since, nothing is done.
- `body`
```ignore
let response = client.change_queue()
    .name(name)
    .if_match(if_match)
    .body(body)
    .send()
    .await;
```*/
    pub fn change_queue(&self) -> builder::ChangeQueue<'_> {
        builder::ChangeQueue::new(self)
    }
    /**Drain a queue

It takes no more jobs, and works off what it has.

Sends a `POST` request to `/v1/queues/{name}/drain`

Arguments:
- `name`: The queue's name.
```ignore
let response = client.drain_queue()
    .name(name)
    .send()
    .await;
```*/
    pub fn drain_queue(&self) -> builder::DrainQueue<'_> {
        builder::DrainQueue::new(self)
    }
    /**Lease tasks from a queue

They are the worker's until `until`: it reports how they ended before, or says with a heartbeat that it is still
at it. Tasks of a lease that is over are other workers' again. Each lease is of one batch; there is none where
no task could be had.

Sends a `POST` request to `/v1/queues/{name}/leases`

Arguments:
- `name`: The queue's name.
- `body`
```ignore
let response = client.lease_tasks()
    .name(name)
    .body(body)
    .send()
    .await;
```*/
    pub fn lease_tasks(&self) -> builder::LeaseTasks<'_> {
        builder::LeaseTasks::new(self)
    }
    /**Pause a queue

It hands out no more tasks; those that run end.

Sends a `POST` request to `/v1/queues/{name}/pause`

Arguments:
- `name`: The queue's name.
```ignore
let response = client.pause_queue()
    .name(name)
    .send()
    .await;
```*/
    pub fn pause_queue(&self) -> builder::PauseQueue<'_> {
        builder::PauseQueue::new(self)
    }
    /**Resume a queue

One that was paused hands out tasks again, and one that was drained takes jobs again.

Sends a `POST` request to `/v1/queues/{name}/resume`

Arguments:
- `name`: The queue's name.
```ignore
let response = client.resume_queue()
    .name(name)
    .send()
    .await;
```*/
    pub fn resume_queue(&self) -> builder::ResumeQueue<'_> {
        builder::ResumeQueue::new(self)
    }
    /**List your sessions

Sends a `GET` request to `/v1/sessions`

```ignore
let response = client.list_sessions()
    .send()
    .await;
```*/
    pub fn list_sessions(&self) -> builder::ListSessions<'_> {
        builder::ListSessions::new(self)
    }
    /**Sign in

Sends a `POST` request to `/v1/sessions`

```ignore
let response = client.sign_in()
    .body(body)
    .send()
    .await;
```*/
    pub fn sign_in(&self) -> builder::SignIn<'_> {
        builder::SignIn::new(self)
    }
    /**Sign out

The session of this request ends: its tokens are refused from now on.

Sends a `DELETE` request to `/v1/sessions/current`

```ignore
let response = client.sign_out()
    .send()
    .await;
```*/
    pub fn sign_out(&self) -> builder::SignOut<'_> {
        builder::SignOut::new(self)
    }
    /**Change a refresh token for the next tokens

A refresh token works once. If one is used again later, somebody has a copy of it: the session ends, and all of its tokens
with it. Of several requests with the same token at the same moment one gets the next tokens, and the others a 409.

Sends a `POST` request to `/v1/sessions/refresh`

```ignore
let response = client.refresh_session()
    .body(body)
    .send()
    .await;
```*/
    pub fn refresh_session(&self) -> builder::RefreshSession<'_> {
        builder::RefreshSession::new(self)
    }
    /**End one of your sessions

Its tokens are refused from now on.

Sends a `DELETE` request to `/v1/sessions/{id}`

Arguments:
- `id`: The session's id.
```ignore
let response = client.end_session()
    .id(id)
    .send()
    .await;
```*/
    pub fn end_session(&self) -> builder::EndSession<'_> {
        builder::EndSession::new(self)
    }
    /**Sign up

A link to verify the address is sent to it. If somebody has an account with the address already, the answer is the same,
and the mail says so.

Sends a `POST` request to `/v1/sign-up`

```ignore
let response = client.sign_up()
    .body(body)
    .send()
    .await;
```*/
    pub fn sign_up(&self) -> builder::SignUp<'_> {
        builder::SignUp::new(self)
    }
    /**Get the tenant that you act for

Sends a `GET` request to `/v1/tenant`

```ignore
let response = client.get_tenant()
    .send()
    .await;
```*/
    pub fn get_tenant(&self) -> builder::GetTenant<'_> {
        builder::GetTenant::new(self)
    }
    /**Change the tenant that you act for

What is left out stays as it is (RFC 7396).

Sends a `PATCH` request to `/v1/tenant`

Arguments:
- `if_match`: The `ETag` of what you read: if the tenant was changed since, nothing is done.
- `body`
```ignore
let response = client.change_tenant()
    .if_match(if_match)
    .body(body)
    .send()
    .await;
```*/
    pub fn change_tenant(&self) -> builder::ChangeTenant<'_> {
        builder::ChangeTenant::new(self)
    }
    /**List the tenants that you belong to

Sends a `GET` request to `/v1/tenants`

```ignore
let response = client.list_tenants()
    .send()
    .await;
```*/
    pub fn list_tenants(&self) -> builder::ListTenants<'_> {
        builder::ListTenants::new(self)
    }
    /**Make a tenant

You become its owner.

Sends a `POST` request to `/v1/tenants`

Arguments:
- `idempotency_key`: A name of your choice for this request, such as a UUID: however often it comes with it, it is done once, and answered the same.
- `body`
```ignore
let response = client.create_tenant()
    .idempotency_key(idempotency_key)
    .body(body)
    .send()
    .await;
```*/
    pub fn create_tenant(&self) -> builder::CreateTenant<'_> {
        builder::CreateTenant::new(self)
    }
    /**What was used, day by day?

The days are UTC's, and what happened is of the day on which it happened. These are exact numbers, moments after what they
count, and they add up to what `GET /v1/analytics/usage` draws.

Sends a `GET` request to `/v1/usage`

Arguments:
- `at`: What had been used at this moment, as it was known then: an instant, or the position of an event, such as a command
answers with, as `shard:position`. It is read from the log, of which no more than a million events may lie between
`from` and the moment.
- `from`: The first day. Without it, 30 days before `until`.
- `until`: The first day after those that are asked for, at most 400 after `from`. Without it, the day after today, or after that of
`at`.
- `consistency_token`: The `Consistency-Token` of a command's answer, or several with commas between: the query is answered once it sees what the command did. It waits for a few seconds at most.
```ignore
let response = client.get_usage()
    .at(at)
    .from(from)
    .until(until)
    .consistency_token(consistency_token)
    .send()
    .await;
```*/
    pub fn get_usage(&self) -> builder::GetUsage<'_> {
        builder::GetUsage::new(self)
    }
}
/// Types for composing operation parameters.
#[allow(clippy::all)]
pub mod builder {
    use super::types;
    #[allow(unused_imports)]
    use super::{
        encode_path, ByteStream, ClientInfo, ClientHooks, Error, OperationInfo,
        RequestBuilderExt, ResponseValue,
    };
    /**Builder for [`Client::get_jwks`]

[`Client::get_jwks`]: super::Client::get_jwks*/
    #[derive(Debug, Clone)]
    pub struct GetJwks<'a> {
        client: &'a super::Client,
    }
    impl<'a> GetJwks<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/.well-known/jwks.json`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<::serde_json::Value>, Error<()>> {
            let Self { client } = self;
            let url = format!("{}/.well-known/jwks.json", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_jwks",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_health`]

[`Client::get_health`]: super::Client::get_health*/
    #[derive(Debug, Clone)]
    pub struct GetHealth<'a> {
        client: &'a super::Client,
    }
    impl<'a> GetHealth<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/healthz`
        pub async fn send(self) -> Result<ResponseValue<types::Alive>, Error<()>> {
            let Self { client } = self;
            let url = format!("{}/healthz", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_health",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_metrics`]

[`Client::get_metrics`]: super::Client::get_metrics*/
    #[derive(Debug, Clone)]
    pub struct GetMetrics<'a> {
        client: &'a super::Client,
    }
    impl<'a> GetMetrics<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/metrics`
        pub async fn send(self) -> Result<ResponseValue<ByteStream>, Error<()>> {
            let Self { client } = self;
            let url = format!("{}/metrics", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client.client.get(url).headers(header_map).build()?;
            let info = OperationInfo {
                operation_id: "get_metrics",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_readiness`]

[`Client::get_readiness`]: super::Client::get_readiness*/
    #[derive(Debug, Clone)]
    pub struct GetReadiness<'a> {
        client: &'a super::Client,
    }
    impl<'a> GetReadiness<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/readyz`
        pub async fn send(self) -> Result<ResponseValue<types::Ready>, Error<()>> {
            let Self { client } = self;
            let url = format!("{}/readyz", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_readiness",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::chart_errors`]

[`Client::chart_errors`]: super::Client::chart_errors*/
    #[derive(Debug, Clone)]
    pub struct ChartErrors<'a> {
        client: &'a super::Client,
        from: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        processor: Result<Option<types::ProcessorKind>, String>,
        queue: Result<Option<::std::string::String>, String>,
        step: Result<Option<types::ChartStep>, String>,
        time_zone: Result<Option<::std::string::String>, String>,
        until: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        if_none_match: Result<Option<::std::string::String>, String>,
    }
    impl<'a> ChartErrors<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                from: Ok(None),
                processor: Ok(None),
                queue: Ok(None),
                step: Ok(None),
                time_zone: Ok(None),
                until: Ok(None),
                if_none_match: Ok(None),
            }
        }
        pub fn from<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.from = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for from failed"
                        .to_string()
                });
            self
        }
        pub fn processor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ProcessorKind>,
        {
            self.processor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `ProcessorKind` for processor failed".to_string()
                });
            self
        }
        pub fn queue<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.queue = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for queue failed"
                        .to_string()
                });
            self
        }
        pub fn step<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ChartStep>,
        {
            self.step = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `ChartStep` for step failed".to_string());
            self
        }
        pub fn time_zone<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.time_zone = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for time_zone failed"
                        .to_string()
                });
            self
        }
        pub fn until<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.until = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for until failed"
                        .to_string()
                });
            self
        }
        pub fn if_none_match<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.if_none_match = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for if_none_match failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/analytics/errors`
        pub async fn send(self) -> Result<ResponseValue<types::Chart>, Error<()>> {
            let Self {
                client,
                from,
                processor,
                queue,
                step,
                time_zone,
                until,
                if_none_match,
            } = self;
            let from = from.map_err(Error::InvalidRequest)?;
            let processor = processor.map_err(Error::InvalidRequest)?;
            let queue = queue.map_err(Error::InvalidRequest)?;
            let step = step.map_err(Error::InvalidRequest)?;
            let time_zone = time_zone.map_err(Error::InvalidRequest)?;
            let until = until.map_err(Error::InvalidRequest)?;
            let if_none_match = if_none_match.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/analytics/errors", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = if_none_match {
                header_map.append("If-None-Match", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("from", &from))
                .query(&progenitor_client::QueryParam::new("processor", &processor))
                .query(&progenitor_client::QueryParam::new("queue", &queue))
                .query(&progenitor_client::QueryParam::new("step", &step))
                .query(&progenitor_client::QueryParam::new("time_zone", &time_zone))
                .query(&progenitor_client::QueryParam::new("until", &until))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "chart_errors",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::chart_failures`]

[`Client::chart_failures`]: super::Client::chart_failures*/
    #[derive(Debug, Clone)]
    pub struct ChartFailures<'a> {
        client: &'a super::Client,
        from: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        processor: Result<Option<types::ProcessorKind>, String>,
        queue: Result<Option<::std::string::String>, String>,
        step: Result<Option<types::ChartStep>, String>,
        time_zone: Result<Option<::std::string::String>, String>,
        until: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        if_none_match: Result<Option<::std::string::String>, String>,
    }
    impl<'a> ChartFailures<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                from: Ok(None),
                processor: Ok(None),
                queue: Ok(None),
                step: Ok(None),
                time_zone: Ok(None),
                until: Ok(None),
                if_none_match: Ok(None),
            }
        }
        pub fn from<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.from = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for from failed"
                        .to_string()
                });
            self
        }
        pub fn processor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ProcessorKind>,
        {
            self.processor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `ProcessorKind` for processor failed".to_string()
                });
            self
        }
        pub fn queue<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.queue = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for queue failed"
                        .to_string()
                });
            self
        }
        pub fn step<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ChartStep>,
        {
            self.step = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `ChartStep` for step failed".to_string());
            self
        }
        pub fn time_zone<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.time_zone = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for time_zone failed"
                        .to_string()
                });
            self
        }
        pub fn until<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.until = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for until failed"
                        .to_string()
                });
            self
        }
        pub fn if_none_match<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.if_none_match = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for if_none_match failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/analytics/failures`
        pub async fn send(self) -> Result<ResponseValue<types::Chart>, Error<()>> {
            let Self {
                client,
                from,
                processor,
                queue,
                step,
                time_zone,
                until,
                if_none_match,
            } = self;
            let from = from.map_err(Error::InvalidRequest)?;
            let processor = processor.map_err(Error::InvalidRequest)?;
            let queue = queue.map_err(Error::InvalidRequest)?;
            let step = step.map_err(Error::InvalidRequest)?;
            let time_zone = time_zone.map_err(Error::InvalidRequest)?;
            let until = until.map_err(Error::InvalidRequest)?;
            let if_none_match = if_none_match.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/analytics/failures", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = if_none_match {
                header_map.append("If-None-Match", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("from", &from))
                .query(&progenitor_client::QueryParam::new("processor", &processor))
                .query(&progenitor_client::QueryParam::new("queue", &queue))
                .query(&progenitor_client::QueryParam::new("step", &step))
                .query(&progenitor_client::QueryParam::new("time_zone", &time_zone))
                .query(&progenitor_client::QueryParam::new("until", &until))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "chart_failures",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::chart_latency`]

[`Client::chart_latency`]: super::Client::chart_latency*/
    #[derive(Debug, Clone)]
    pub struct ChartLatency<'a> {
        client: &'a super::Client,
        from: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        processor: Result<Option<types::ProcessorKind>, String>,
        queue: Result<Option<::std::string::String>, String>,
        step: Result<Option<types::ChartStep>, String>,
        time_zone: Result<Option<::std::string::String>, String>,
        until: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        if_none_match: Result<Option<::std::string::String>, String>,
    }
    impl<'a> ChartLatency<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                from: Ok(None),
                processor: Ok(None),
                queue: Ok(None),
                step: Ok(None),
                time_zone: Ok(None),
                until: Ok(None),
                if_none_match: Ok(None),
            }
        }
        pub fn from<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.from = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for from failed"
                        .to_string()
                });
            self
        }
        pub fn processor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ProcessorKind>,
        {
            self.processor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `ProcessorKind` for processor failed".to_string()
                });
            self
        }
        pub fn queue<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.queue = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for queue failed"
                        .to_string()
                });
            self
        }
        pub fn step<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ChartStep>,
        {
            self.step = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `ChartStep` for step failed".to_string());
            self
        }
        pub fn time_zone<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.time_zone = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for time_zone failed"
                        .to_string()
                });
            self
        }
        pub fn until<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.until = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for until failed"
                        .to_string()
                });
            self
        }
        pub fn if_none_match<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.if_none_match = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for if_none_match failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/analytics/latency`
        pub async fn send(self) -> Result<ResponseValue<types::Chart>, Error<()>> {
            let Self {
                client,
                from,
                processor,
                queue,
                step,
                time_zone,
                until,
                if_none_match,
            } = self;
            let from = from.map_err(Error::InvalidRequest)?;
            let processor = processor.map_err(Error::InvalidRequest)?;
            let queue = queue.map_err(Error::InvalidRequest)?;
            let step = step.map_err(Error::InvalidRequest)?;
            let time_zone = time_zone.map_err(Error::InvalidRequest)?;
            let until = until.map_err(Error::InvalidRequest)?;
            let if_none_match = if_none_match.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/analytics/latency", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = if_none_match {
                header_map.append("If-None-Match", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("from", &from))
                .query(&progenitor_client::QueryParam::new("processor", &processor))
                .query(&progenitor_client::QueryParam::new("queue", &queue))
                .query(&progenitor_client::QueryParam::new("step", &step))
                .query(&progenitor_client::QueryParam::new("time_zone", &time_zone))
                .query(&progenitor_client::QueryParam::new("until", &until))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "chart_latency",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::chart_throughput`]

[`Client::chart_throughput`]: super::Client::chart_throughput*/
    #[derive(Debug, Clone)]
    pub struct ChartThroughput<'a> {
        client: &'a super::Client,
        from: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        processor: Result<Option<types::ProcessorKind>, String>,
        queue: Result<Option<::std::string::String>, String>,
        step: Result<Option<types::ChartStep>, String>,
        time_zone: Result<Option<::std::string::String>, String>,
        until: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        if_none_match: Result<Option<::std::string::String>, String>,
    }
    impl<'a> ChartThroughput<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                from: Ok(None),
                processor: Ok(None),
                queue: Ok(None),
                step: Ok(None),
                time_zone: Ok(None),
                until: Ok(None),
                if_none_match: Ok(None),
            }
        }
        pub fn from<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.from = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for from failed"
                        .to_string()
                });
            self
        }
        pub fn processor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ProcessorKind>,
        {
            self.processor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `ProcessorKind` for processor failed".to_string()
                });
            self
        }
        pub fn queue<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.queue = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for queue failed"
                        .to_string()
                });
            self
        }
        pub fn step<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ChartStep>,
        {
            self.step = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `ChartStep` for step failed".to_string());
            self
        }
        pub fn time_zone<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.time_zone = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for time_zone failed"
                        .to_string()
                });
            self
        }
        pub fn until<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.until = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for until failed"
                        .to_string()
                });
            self
        }
        pub fn if_none_match<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.if_none_match = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for if_none_match failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/analytics/throughput`
        pub async fn send(self) -> Result<ResponseValue<types::Chart>, Error<()>> {
            let Self {
                client,
                from,
                processor,
                queue,
                step,
                time_zone,
                until,
                if_none_match,
            } = self;
            let from = from.map_err(Error::InvalidRequest)?;
            let processor = processor.map_err(Error::InvalidRequest)?;
            let queue = queue.map_err(Error::InvalidRequest)?;
            let step = step.map_err(Error::InvalidRequest)?;
            let time_zone = time_zone.map_err(Error::InvalidRequest)?;
            let until = until.map_err(Error::InvalidRequest)?;
            let if_none_match = if_none_match.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/analytics/throughput", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = if_none_match {
                header_map.append("If-None-Match", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("from", &from))
                .query(&progenitor_client::QueryParam::new("processor", &processor))
                .query(&progenitor_client::QueryParam::new("queue", &queue))
                .query(&progenitor_client::QueryParam::new("step", &step))
                .query(&progenitor_client::QueryParam::new("time_zone", &time_zone))
                .query(&progenitor_client::QueryParam::new("until", &until))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "chart_throughput",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::chart_usage`]

[`Client::chart_usage`]: super::Client::chart_usage*/
    #[derive(Debug, Clone)]
    pub struct ChartUsage<'a> {
        client: &'a super::Client,
        from: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        processor: Result<Option<types::ProcessorKind>, String>,
        queue: Result<Option<::std::string::String>, String>,
        step: Result<Option<types::ChartStep>, String>,
        time_zone: Result<Option<::std::string::String>, String>,
        until: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        if_none_match: Result<Option<::std::string::String>, String>,
    }
    impl<'a> ChartUsage<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                from: Ok(None),
                processor: Ok(None),
                queue: Ok(None),
                step: Ok(None),
                time_zone: Ok(None),
                until: Ok(None),
                if_none_match: Ok(None),
            }
        }
        pub fn from<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.from = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for from failed"
                        .to_string()
                });
            self
        }
        pub fn processor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ProcessorKind>,
        {
            self.processor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `ProcessorKind` for processor failed".to_string()
                });
            self
        }
        pub fn queue<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.queue = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for queue failed"
                        .to_string()
                });
            self
        }
        pub fn step<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ChartStep>,
        {
            self.step = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `ChartStep` for step failed".to_string());
            self
        }
        pub fn time_zone<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.time_zone = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for time_zone failed"
                        .to_string()
                });
            self
        }
        pub fn until<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.until = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for until failed"
                        .to_string()
                });
            self
        }
        pub fn if_none_match<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.if_none_match = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for if_none_match failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/analytics/usage`
        pub async fn send(self) -> Result<ResponseValue<types::Chart>, Error<()>> {
            let Self {
                client,
                from,
                processor,
                queue,
                step,
                time_zone,
                until,
                if_none_match,
            } = self;
            let from = from.map_err(Error::InvalidRequest)?;
            let processor = processor.map_err(Error::InvalidRequest)?;
            let queue = queue.map_err(Error::InvalidRequest)?;
            let step = step.map_err(Error::InvalidRequest)?;
            let time_zone = time_zone.map_err(Error::InvalidRequest)?;
            let until = until.map_err(Error::InvalidRequest)?;
            let if_none_match = if_none_match.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/analytics/usage", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = if_none_match {
                header_map.append("If-None-Match", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("from", &from))
                .query(&progenitor_client::QueryParam::new("processor", &processor))
                .query(&progenitor_client::QueryParam::new("queue", &queue))
                .query(&progenitor_client::QueryParam::new("step", &step))
                .query(&progenitor_client::QueryParam::new("time_zone", &time_zone))
                .query(&progenitor_client::QueryParam::new("until", &until))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "chart_usage",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::chart_waiting`]

[`Client::chart_waiting`]: super::Client::chart_waiting*/
    #[derive(Debug, Clone)]
    pub struct ChartWaiting<'a> {
        client: &'a super::Client,
        from: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        processor: Result<Option<types::ProcessorKind>, String>,
        queue: Result<Option<::std::string::String>, String>,
        step: Result<Option<types::ChartStep>, String>,
        time_zone: Result<Option<::std::string::String>, String>,
        until: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        if_none_match: Result<Option<::std::string::String>, String>,
    }
    impl<'a> ChartWaiting<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                from: Ok(None),
                processor: Ok(None),
                queue: Ok(None),
                step: Ok(None),
                time_zone: Ok(None),
                until: Ok(None),
                if_none_match: Ok(None),
            }
        }
        pub fn from<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.from = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for from failed"
                        .to_string()
                });
            self
        }
        pub fn processor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ProcessorKind>,
        {
            self.processor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `ProcessorKind` for processor failed".to_string()
                });
            self
        }
        pub fn queue<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.queue = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for queue failed"
                        .to_string()
                });
            self
        }
        pub fn step<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ChartStep>,
        {
            self.step = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `ChartStep` for step failed".to_string());
            self
        }
        pub fn time_zone<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.time_zone = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for time_zone failed"
                        .to_string()
                });
            self
        }
        pub fn until<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.until = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for until failed"
                        .to_string()
                });
            self
        }
        pub fn if_none_match<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.if_none_match = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for if_none_match failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/analytics/waiting`
        pub async fn send(self) -> Result<ResponseValue<types::Chart>, Error<()>> {
            let Self {
                client,
                from,
                processor,
                queue,
                step,
                time_zone,
                until,
                if_none_match,
            } = self;
            let from = from.map_err(Error::InvalidRequest)?;
            let processor = processor.map_err(Error::InvalidRequest)?;
            let queue = queue.map_err(Error::InvalidRequest)?;
            let step = step.map_err(Error::InvalidRequest)?;
            let time_zone = time_zone.map_err(Error::InvalidRequest)?;
            let until = until.map_err(Error::InvalidRequest)?;
            let if_none_match = if_none_match.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/analytics/waiting", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = if_none_match {
                header_map.append("If-None-Match", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("from", &from))
                .query(&progenitor_client::QueryParam::new("processor", &processor))
                .query(&progenitor_client::QueryParam::new("queue", &queue))
                .query(&progenitor_client::QueryParam::new("step", &step))
                .query(&progenitor_client::QueryParam::new("time_zone", &time_zone))
                .query(&progenitor_client::QueryParam::new("until", &until))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "chart_waiting",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::export_chart`]

[`Client::export_chart`]: super::Client::export_chart*/
    #[derive(Debug, Clone)]
    pub struct ExportChart<'a> {
        client: &'a super::Client,
        chart: Result<types::ChartTopic, String>,
        format: Result<Option<types::TableFormat>, String>,
        from: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        processor: Result<Option<types::ProcessorKind>, String>,
        queue: Result<Option<::std::string::String>, String>,
        step: Result<Option<types::ChartStep>, String>,
        time_zone: Result<Option<::std::string::String>, String>,
        until: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
    }
    impl<'a> ExportChart<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                chart: Err("chart was not initialized".to_string()),
                format: Ok(None),
                from: Ok(None),
                processor: Ok(None),
                queue: Ok(None),
                step: Ok(None),
                time_zone: Ok(None),
                until: Ok(None),
            }
        }
        pub fn chart<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ChartTopic>,
        {
            self.chart = value
                .try_into()
                .map_err(|_| "conversion to `ChartTopic` for chart failed".to_string());
            self
        }
        pub fn format<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::TableFormat>,
        {
            self.format = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `TableFormat` for format failed".to_string()
                });
            self
        }
        pub fn from<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.from = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for from failed"
                        .to_string()
                });
            self
        }
        pub fn processor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ProcessorKind>,
        {
            self.processor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `ProcessorKind` for processor failed".to_string()
                });
            self
        }
        pub fn queue<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.queue = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for queue failed"
                        .to_string()
                });
            self
        }
        pub fn step<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ChartStep>,
        {
            self.step = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `ChartStep` for step failed".to_string());
            self
        }
        pub fn time_zone<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.time_zone = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for time_zone failed"
                        .to_string()
                });
            self
        }
        pub fn until<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.until = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for until failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/analytics/{chart}/export`
        pub async fn send(self) -> Result<ResponseValue<ByteStream>, Error<()>> {
            let Self {
                client,
                chart,
                format,
                from,
                processor,
                queue,
                step,
                time_zone,
                until,
            } = self;
            let chart = chart.map_err(Error::InvalidRequest)?;
            let format = format.map_err(Error::InvalidRequest)?;
            let from = from.map_err(Error::InvalidRequest)?;
            let processor = processor.map_err(Error::InvalidRequest)?;
            let queue = queue.map_err(Error::InvalidRequest)?;
            let step = step.map_err(Error::InvalidRequest)?;
            let time_zone = time_zone.map_err(Error::InvalidRequest)?;
            let until = until.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/analytics/{}/export", client.baseurl, encode_path(& chart
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .query(&progenitor_client::QueryParam::new("format", &format))
                .query(&progenitor_client::QueryParam::new("from", &from))
                .query(&progenitor_client::QueryParam::new("processor", &processor))
                .query(&progenitor_client::QueryParam::new("queue", &queue))
                .query(&progenitor_client::QueryParam::new("step", &step))
                .query(&progenitor_client::QueryParam::new("time_zone", &time_zone))
                .query(&progenitor_client::QueryParam::new("until", &until))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "export_chart",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_api_keys`]

[`Client::list_api_keys`]: super::Client::list_api_keys*/
    #[derive(Debug, Clone)]
    pub struct ListApiKeys<'a> {
        client: &'a super::Client,
        cursor: Result<Option<::std::string::String>, String>,
        limit: Result<Option<u64>, String>,
    }
    impl<'a> ListApiKeys<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                cursor: Ok(None),
                limit: Ok(None),
            }
        }
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for cursor failed"
                        .to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u64>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `u64` for limit failed".to_string());
            self
        }
        ///Sends a `GET` request to `/v1/api-keys`
        pub async fn send(self) -> Result<ResponseValue<types::ApiKeyList>, Error<()>> {
            let Self { client, cursor, limit } = self;
            let cursor = cursor.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/api-keys", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("cursor", &cursor))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_api_keys",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::create_api_key`]

[`Client::create_api_key`]: super::Client::create_api_key*/
    #[derive(Debug, Clone)]
    pub struct CreateApiKey<'a> {
        client: &'a super::Client,
        idempotency_key: Result<Option<::std::string::String>, String>,
        body: Result<types::builder::NewApiKey, String>,
    }
    impl<'a> CreateApiKey<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                idempotency_key: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn idempotency_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.idempotency_key = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for idempotency_key failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::NewApiKey>,
            <V as std::convert::TryInto<types::NewApiKey>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `NewApiKey` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::NewApiKey) -> types::builder::NewApiKey,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/api-keys`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::RevealedApiKey>, Error<()>> {
            let Self { client, idempotency_key, body } = self;
            let idempotency_key = idempotency_key.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::NewApiKey::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/api-keys", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = idempotency_key {
                header_map.append("Idempotency-Key", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "create_api_key",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_api_key`]

[`Client::get_api_key`]: super::Client::get_api_key*/
    #[derive(Debug, Clone)]
    pub struct GetApiKey<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
    }
    impl<'a> GetApiKey<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/api-keys/{id}`
        pub async fn send(self) -> Result<ResponseValue<types::ApiKey>, Error<()>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/api-keys/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_api_key",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::revoke_api_key`]

[`Client::revoke_api_key`]: super::Client::revoke_api_key*/
    #[derive(Debug, Clone)]
    pub struct RevokeApiKey<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
    }
    impl<'a> RevokeApiKey<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `DELETE` request to `/v1/api-keys/{id}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/api-keys/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client.client.delete(url).headers(header_map).build()?;
            let info = OperationInfo {
                operation_id: "revoke_api_key",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_audit_records`]

[`Client::list_audit_records`]: super::Client::list_audit_records*/
    #[derive(Debug, Clone)]
    pub struct ListAuditRecords<'a> {
        client: &'a super::Client,
        actor: Result<Option<::std::string::String>, String>,
        cursor: Result<Option<::std::string::String>, String>,
        from: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        limit: Result<Option<u64>, String>,
        operation: Result<Option<::std::string::String>, String>,
        status_from: Result<Option<u16>, String>,
        until: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        consistency_token: Result<Option<::std::string::String>, String>,
    }
    impl<'a> ListAuditRecords<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                actor: Ok(None),
                cursor: Ok(None),
                from: Ok(None),
                limit: Ok(None),
                operation: Ok(None),
                status_from: Ok(None),
                until: Ok(None),
                consistency_token: Ok(None),
            }
        }
        pub fn actor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.actor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for actor failed"
                        .to_string()
                });
            self
        }
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for cursor failed"
                        .to_string()
                });
            self
        }
        pub fn from<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.from = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for from failed"
                        .to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u64>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `u64` for limit failed".to_string());
            self
        }
        pub fn operation<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.operation = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for operation failed"
                        .to_string()
                });
            self
        }
        pub fn status_from<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u16>,
        {
            self.status_from = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `u16` for status_from failed".to_string());
            self
        }
        pub fn until<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.until = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for until failed"
                        .to_string()
                });
            self
        }
        pub fn consistency_token<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.consistency_token = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for consistency_token failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/audit`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::AuditRecordList>, Error<()>> {
            let Self {
                client,
                actor,
                cursor,
                from,
                limit,
                operation,
                status_from,
                until,
                consistency_token,
            } = self;
            let actor = actor.map_err(Error::InvalidRequest)?;
            let cursor = cursor.map_err(Error::InvalidRequest)?;
            let from = from.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let operation = operation.map_err(Error::InvalidRequest)?;
            let status_from = status_from.map_err(Error::InvalidRequest)?;
            let until = until.map_err(Error::InvalidRequest)?;
            let consistency_token = consistency_token.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/audit", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = consistency_token {
                header_map.append("Consistency-Token", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("actor", &actor))
                .query(&progenitor_client::QueryParam::new("cursor", &cursor))
                .query(&progenitor_client::QueryParam::new("from", &from))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .query(&progenitor_client::QueryParam::new("operation", &operation))
                .query(&progenitor_client::QueryParam::new("status_from", &status_from))
                .query(&progenitor_client::QueryParam::new("until", &until))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_audit_records",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::export_audit_records`]

[`Client::export_audit_records`]: super::Client::export_audit_records*/
    #[derive(Debug, Clone)]
    pub struct ExportAuditRecords<'a> {
        client: &'a super::Client,
        actor: Result<Option<::std::string::String>, String>,
        from: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        operation: Result<Option<::std::string::String>, String>,
        status_from: Result<Option<u16>, String>,
        until: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        consistency_token: Result<Option<::std::string::String>, String>,
    }
    impl<'a> ExportAuditRecords<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                actor: Ok(None),
                from: Ok(None),
                operation: Ok(None),
                status_from: Ok(None),
                until: Ok(None),
                consistency_token: Ok(None),
            }
        }
        pub fn actor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.actor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for actor failed"
                        .to_string()
                });
            self
        }
        pub fn from<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.from = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for from failed"
                        .to_string()
                });
            self
        }
        pub fn operation<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.operation = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for operation failed"
                        .to_string()
                });
            self
        }
        pub fn status_from<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u16>,
        {
            self.status_from = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `u16` for status_from failed".to_string());
            self
        }
        pub fn until<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.until = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for until failed"
                        .to_string()
                });
            self
        }
        pub fn consistency_token<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.consistency_token = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for consistency_token failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/audit/export`
        pub async fn send(self) -> Result<ResponseValue<ByteStream>, Error<()>> {
            let Self {
                client,
                actor,
                from,
                operation,
                status_from,
                until,
                consistency_token,
            } = self;
            let actor = actor.map_err(Error::InvalidRequest)?;
            let from = from.map_err(Error::InvalidRequest)?;
            let operation = operation.map_err(Error::InvalidRequest)?;
            let status_from = status_from.map_err(Error::InvalidRequest)?;
            let until = until.map_err(Error::InvalidRequest)?;
            let consistency_token = consistency_token.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/audit/export", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = consistency_token {
                header_map.append("Consistency-Token", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .query(&progenitor_client::QueryParam::new("actor", &actor))
                .query(&progenitor_client::QueryParam::new("from", &from))
                .query(&progenitor_client::QueryParam::new("operation", &operation))
                .query(&progenitor_client::QueryParam::new("status_from", &status_from))
                .query(&progenitor_client::QueryParam::new("until", &until))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "export_audit_records",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::upload_dataset`]

[`Client::upload_dataset`]: super::Client::upload_dataset*/
    #[derive(Debug)]
    pub struct UploadDataset<'a> {
        client: &'a super::Client,
        format: Result<Option<types::DatasetFormat>, String>,
        name: Result<Option<::std::string::String>, String>,
        idempotency_key: Result<Option<::std::string::String>, String>,
        content_encoding: Result<Option<::std::string::String>, String>,
        body: Result<reqwest::Body, String>,
    }
    impl<'a> UploadDataset<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                format: Ok(None),
                name: Ok(None),
                idempotency_key: Ok(None),
                content_encoding: Ok(None),
                body: Err("body was not initialized".to_string()),
            }
        }
        pub fn format<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::DatasetFormat>,
        {
            self.format = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `DatasetFormat` for format failed".to_string()
                });
            self
        }
        pub fn name<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.name = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for name failed"
                        .to_string()
                });
            self
        }
        pub fn idempotency_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.idempotency_key = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for idempotency_key failed"
                        .to_string()
                });
            self
        }
        pub fn content_encoding<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.content_encoding = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for content_encoding failed"
                        .to_string()
                });
            self
        }
        pub fn body<B>(mut self, value: B) -> Self
        where
            B: std::convert::TryInto<reqwest::Body>,
        {
            self.body = value
                .try_into()
                .map_err(|_| {
                    "conversion to `reqwest::Body` for body failed".to_string()
                });
            self
        }
        ///Sends a `POST` request to `/v1/datasets`
        pub async fn send(self) -> Result<ResponseValue<types::Dataset>, Error<()>> {
            let Self { client, format, name, idempotency_key, content_encoding, body } = self;
            let format = format.map_err(Error::InvalidRequest)?;
            let name = name.map_err(Error::InvalidRequest)?;
            let idempotency_key = idempotency_key.map_err(Error::InvalidRequest)?;
            let content_encoding = content_encoding.map_err(Error::InvalidRequest)?;
            let body = body.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/datasets", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(3usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = idempotency_key {
                header_map.append("Idempotency-Key", value.to_string().try_into()?);
            }
            if let Some(value) = content_encoding {
                header_map.append("content-encoding", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .header(
                    ::reqwest::header::CONTENT_TYPE,
                    ::reqwest::header::HeaderValue::from_static(
                        "application/octet-stream",
                    ),
                )
                .body(body)
                .query(&progenitor_client::QueryParam::new("format", &format))
                .query(&progenitor_client::QueryParam::new("name", &name))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "upload_dataset",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_dataset`]

[`Client::get_dataset`]: super::Client::get_dataset*/
    #[derive(Debug, Clone)]
    pub struct GetDataset<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
    }
    impl<'a> GetDataset<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/datasets/{id}`
        pub async fn send(self) -> Result<ResponseValue<types::Dataset>, Error<()>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/datasets/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_dataset",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::ask_verification`]

[`Client::ask_verification`]: super::Client::ask_verification*/
    #[derive(Debug, Clone)]
    pub struct AskVerification<'a> {
        client: &'a super::Client,
        body: Result<types::builder::Address, String>,
    }
    impl<'a> AskVerification<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Address>,
            <V as std::convert::TryInto<types::Address>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("conversion to `Address` for body failed: {}", s));
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::Address) -> types::builder::Address,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/email-verifications`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::Address::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/email-verifications", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "ask_verification",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                202u16 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::verify_email`]

[`Client::verify_email`]: super::Client::verify_email*/
    #[derive(Debug, Clone)]
    pub struct VerifyEmail<'a> {
        client: &'a super::Client,
        body: Result<types::builder::LinkToken, String>,
    }
    impl<'a> VerifyEmail<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::LinkToken>,
            <V as std::convert::TryInto<types::LinkToken>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `LinkToken` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::LinkToken) -> types::builder::LinkToken,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/email-verifications/confirm`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::LinkToken::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/email-verifications/confirm", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "verify_email",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_invitations`]

[`Client::list_invitations`]: super::Client::list_invitations*/
    #[derive(Debug, Clone)]
    pub struct ListInvitations<'a> {
        client: &'a super::Client,
        cursor: Result<Option<::std::string::String>, String>,
        limit: Result<Option<u64>, String>,
    }
    impl<'a> ListInvitations<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                cursor: Ok(None),
                limit: Ok(None),
            }
        }
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for cursor failed"
                        .to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u64>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `u64` for limit failed".to_string());
            self
        }
        ///Sends a `GET` request to `/v1/invitations`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::InvitationList>, Error<()>> {
            let Self { client, cursor, limit } = self;
            let cursor = cursor.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/invitations", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("cursor", &cursor))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_invitations",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::invite`]

[`Client::invite`]: super::Client::invite*/
    #[derive(Debug, Clone)]
    pub struct Invite<'a> {
        client: &'a super::Client,
        idempotency_key: Result<Option<::std::string::String>, String>,
        body: Result<types::builder::NewInvitation, String>,
    }
    impl<'a> Invite<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                idempotency_key: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn idempotency_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.idempotency_key = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for idempotency_key failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::NewInvitation>,
            <V as std::convert::TryInto<types::NewInvitation>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `NewInvitation` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::NewInvitation,
            ) -> types::builder::NewInvitation,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/invitations`
        pub async fn send(self) -> Result<ResponseValue<types::Invitation>, Error<()>> {
            let Self { client, idempotency_key, body } = self;
            let idempotency_key = idempotency_key.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::NewInvitation::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/invitations", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = idempotency_key {
                header_map.append("Idempotency-Key", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "invite",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::accept_invitation`]

[`Client::accept_invitation`]: super::Client::accept_invitation*/
    #[derive(Debug, Clone)]
    pub struct AcceptInvitation<'a> {
        client: &'a super::Client,
        body: Result<types::builder::InvitationToken, String>,
    }
    impl<'a> AcceptInvitation<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::InvitationToken>,
            <V as std::convert::TryInto<
                types::InvitationToken,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `InvitationToken` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::InvitationToken,
            ) -> types::builder::InvitationToken,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/invitations/accept`
        pub async fn send(self) -> Result<ResponseValue<types::Joined>, Error<()>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::InvitationToken::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/invitations/accept", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "accept_invitation",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::revoke_invitation`]

[`Client::revoke_invitation`]: super::Client::revoke_invitation*/
    #[derive(Debug, Clone)]
    pub struct RevokeInvitation<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
    }
    impl<'a> RevokeInvitation<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `DELETE` request to `/v1/invitations/{id}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/invitations/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client.client.delete(url).headers(header_map).build()?;
            let info = OperationInfo {
                operation_id: "revoke_invitation",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_jobs`]

[`Client::list_jobs`]: super::Client::list_jobs*/
    #[derive(Debug, Clone)]
    pub struct ListJobs<'a> {
        client: &'a super::Client,
        at: Result<Option<::std::string::String>, String>,
        cursor: Result<Option<::std::string::String>, String>,
        limit: Result<Option<u64>, String>,
        order: Result<Option<types::SortOrder>, String>,
        processor: Result<Option<types::ProcessorKind>, String>,
        queue: Result<Option<::std::string::String>, String>,
        sort: Result<Option<types::JobSort>, String>,
        state: Result<Option<types::JobState>, String>,
        submitted_from: Result<
            Option<::chrono::DateTime<::chrono::offset::Utc>>,
            String,
        >,
        submitted_until: Result<
            Option<::chrono::DateTime<::chrono::offset::Utc>>,
            String,
        >,
        tag: Result<Option<::std::vec::Vec<::std::string::String>>, String>,
        text: Result<Option<::std::string::String>, String>,
        consistency_token: Result<Option<::std::string::String>, String>,
    }
    impl<'a> ListJobs<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                at: Ok(None),
                cursor: Ok(None),
                limit: Ok(None),
                order: Ok(None),
                processor: Ok(None),
                queue: Ok(None),
                sort: Ok(None),
                state: Ok(None),
                submitted_from: Ok(None),
                submitted_until: Ok(None),
                tag: Ok(None),
                text: Ok(None),
                consistency_token: Ok(None),
            }
        }
        pub fn at<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.at = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for at failed"
                        .to_string()
                });
            self
        }
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for cursor failed"
                        .to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u64>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `u64` for limit failed".to_string());
            self
        }
        pub fn order<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::SortOrder>,
        {
            self.order = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `SortOrder` for order failed".to_string());
            self
        }
        pub fn processor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ProcessorKind>,
        {
            self.processor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `ProcessorKind` for processor failed".to_string()
                });
            self
        }
        pub fn queue<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.queue = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for queue failed"
                        .to_string()
                });
            self
        }
        pub fn sort<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::JobSort>,
        {
            self.sort = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `JobSort` for sort failed".to_string());
            self
        }
        pub fn state<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::JobState>,
        {
            self.state = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `JobState` for state failed".to_string());
            self
        }
        pub fn submitted_from<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.submitted_from = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for submitted_from failed"
                        .to_string()
                });
            self
        }
        pub fn submitted_until<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.submitted_until = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for submitted_until failed"
                        .to_string()
                });
            self
        }
        pub fn tag<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
        {
            self.tag = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < :: std :: string :: String >` for tag failed"
                        .to_string()
                });
            self
        }
        pub fn text<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.text = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for text failed"
                        .to_string()
                });
            self
        }
        pub fn consistency_token<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.consistency_token = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for consistency_token failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/jobs`
        pub async fn send(self) -> Result<ResponseValue<types::JobList>, Error<()>> {
            let Self {
                client,
                at,
                cursor,
                limit,
                order,
                processor,
                queue,
                sort,
                state,
                submitted_from,
                submitted_until,
                tag,
                text,
                consistency_token,
            } = self;
            let at = at.map_err(Error::InvalidRequest)?;
            let cursor = cursor.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let order = order.map_err(Error::InvalidRequest)?;
            let processor = processor.map_err(Error::InvalidRequest)?;
            let queue = queue.map_err(Error::InvalidRequest)?;
            let sort = sort.map_err(Error::InvalidRequest)?;
            let state = state.map_err(Error::InvalidRequest)?;
            let submitted_from = submitted_from.map_err(Error::InvalidRequest)?;
            let submitted_until = submitted_until.map_err(Error::InvalidRequest)?;
            let tag = tag.map_err(Error::InvalidRequest)?;
            let text = text.map_err(Error::InvalidRequest)?;
            let consistency_token = consistency_token.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/jobs", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = consistency_token {
                header_map.append("Consistency-Token", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("at", &at))
                .query(&progenitor_client::QueryParam::new("cursor", &cursor))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .query(&progenitor_client::QueryParam::new("order", &order))
                .query(&progenitor_client::QueryParam::new("processor", &processor))
                .query(&progenitor_client::QueryParam::new("queue", &queue))
                .query(&progenitor_client::QueryParam::new("sort", &sort))
                .query(&progenitor_client::QueryParam::new("state", &state))
                .query(
                    &progenitor_client::QueryParam::new(
                        "submitted_from",
                        &submitted_from,
                    ),
                )
                .query(
                    &progenitor_client::QueryParam::new(
                        "submitted_until",
                        &submitted_until,
                    ),
                )
                .query(&progenitor_client::QueryParam::new("tag", &tag))
                .query(&progenitor_client::QueryParam::new("text", &text))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_jobs",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::submit_job`]

[`Client::submit_job`]: super::Client::submit_job*/
    #[derive(Debug, Clone)]
    pub struct SubmitJob<'a> {
        client: &'a super::Client,
        idempotency_key: Result<Option<::std::string::String>, String>,
        prefer: Result<Option<::std::string::String>, String>,
        body: Result<types::builder::SubmitJob, String>,
    }
    impl<'a> SubmitJob<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                idempotency_key: Ok(None),
                prefer: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn idempotency_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.idempotency_key = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for idempotency_key failed"
                        .to_string()
                });
            self
        }
        pub fn prefer<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.prefer = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for prefer failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::SubmitJob>,
            <V as std::convert::TryInto<types::SubmitJob>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `SubmitJob` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::SubmitJob) -> types::builder::SubmitJob,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/jobs`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::SubmitJobResponse>, Error<()>> {
            let Self { client, idempotency_key, prefer, body } = self;
            let idempotency_key = idempotency_key.map_err(Error::InvalidRequest)?;
            let prefer = prefer.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::SubmitJob::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/jobs", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(3usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = idempotency_key {
                header_map.append("Idempotency-Key", value.to_string().try_into()?);
            }
            if let Some(value) = prefer {
                header_map.append("Prefer", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "submit_job",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                202u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_job`]

[`Client::get_job`]: super::Client::get_job*/
    #[derive(Debug, Clone)]
    pub struct GetJob<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
        at: Result<Option<::std::string::String>, String>,
        wait_ms: Result<Option<u64>, String>,
        consistency_token: Result<Option<::std::string::String>, String>,
    }
    impl<'a> GetJob<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                at: Ok(None),
                wait_ms: Ok(None),
                consistency_token: Ok(None),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }
        pub fn at<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.at = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for at failed"
                        .to_string()
                });
            self
        }
        pub fn wait_ms<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u64>,
        {
            self.wait_ms = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `u64` for wait_ms failed".to_string());
            self
        }
        pub fn consistency_token<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.consistency_token = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for consistency_token failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/jobs/{id}`
        pub async fn send(self) -> Result<ResponseValue<types::Job>, Error<()>> {
            let Self { client, id, at, wait_ms, consistency_token } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let at = at.map_err(Error::InvalidRequest)?;
            let wait_ms = wait_ms.map_err(Error::InvalidRequest)?;
            let consistency_token = consistency_token.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/jobs/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = consistency_token {
                header_map.append("Consistency-Token", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("at", &at))
                .query(&progenitor_client::QueryParam::new("wait_ms", &wait_ms))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_job",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::change_job`]

[`Client::change_job`]: super::Client::change_job*/
    #[derive(Debug, Clone)]
    pub struct ChangeJob<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
        if_match: Result<Option<::std::string::String>, String>,
        body: Result<crate::ThrottlePatch, String>,
    }
    impl<'a> ChangeJob<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                if_match: Ok(None),
                body: Err("body was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }
        pub fn if_match<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.if_match = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for if_match failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::ThrottlePatch>,
        {
            self.body = value
                .try_into()
                .map_err(|_| {
                    "conversion to `crate :: ThrottlePatch` for body failed".to_string()
                });
            self
        }
        ///Sends a `PATCH` request to `/v1/jobs/{id}`
        pub async fn send(self) -> Result<ResponseValue<types::Job>, Error<()>> {
            let Self { client, id, if_match, body } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let if_match = if_match.map_err(Error::InvalidRequest)?;
            let body = body.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/jobs/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = if_match {
                header_map.append("If-Match", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .patch(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "change_job",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_job_batches`]

[`Client::get_job_batches`]: super::Client::get_job_batches*/
    #[derive(Debug, Clone)]
    pub struct GetJobBatches<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
        at: Result<Option<::std::string::String>, String>,
        from: Result<Option<u32>, String>,
        limit: Result<Option<u64>, String>,
        consistency_token: Result<Option<::std::string::String>, String>,
    }
    impl<'a> GetJobBatches<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                at: Ok(None),
                from: Ok(None),
                limit: Ok(None),
                consistency_token: Ok(None),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }
        pub fn at<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.at = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for at failed"
                        .to_string()
                });
            self
        }
        pub fn from<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u32>,
        {
            self.from = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `u32` for from failed".to_string());
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u64>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `u64` for limit failed".to_string());
            self
        }
        pub fn consistency_token<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.consistency_token = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for consistency_token failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/jobs/{id}/batches`
        pub async fn send(self) -> Result<ResponseValue<types::JobBatches>, Error<()>> {
            let Self { client, id, at, from, limit, consistency_token } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let at = at.map_err(Error::InvalidRequest)?;
            let from = from.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let consistency_token = consistency_token.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/jobs/{}/batches", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = consistency_token {
                header_map.append("Consistency-Token", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("at", &at))
                .query(&progenitor_client::QueryParam::new("from", &from))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_job_batches",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_batch_waiting`]

[`Client::get_batch_waiting`]: super::Client::get_batch_waiting*/
    #[derive(Debug, Clone)]
    pub struct GetBatchWaiting<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
        number: Result<u64, String>,
    }
    impl<'a> GetBatchWaiting<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                number: Err("number was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }
        pub fn number<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u64>,
        {
            self.number = value
                .try_into()
                .map_err(|_| "conversion to `u64` for number failed".to_string());
            self
        }
        ///Sends a `GET` request to `/v1/jobs/{id}/batches/{number}/waiting`
        pub async fn send(self) -> Result<ResponseValue<types::Standing>, Error<()>> {
            let Self { client, id, number } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let number = number.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/jobs/{}/batches/{}/waiting", client.baseurl, encode_path(& id
                .to_string()), encode_path(& number.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_batch_waiting",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::cancel_job`]

[`Client::cancel_job`]: super::Client::cancel_job*/
    #[derive(Debug, Clone)]
    pub struct CancelJob<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
        body: Result<types::builder::CancelJob, String>,
    }
    impl<'a> CancelJob<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::CancelJob>,
            <V as std::convert::TryInto<types::CancelJob>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `CancelJob` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::CancelJob) -> types::builder::CancelJob,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/jobs/{id}/cancel`
        pub async fn send(self) -> Result<ResponseValue<types::Job>, Error<()>> {
            let Self { client, id, body } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::CancelJob::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/jobs/{}/cancel", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "cancel_job",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_events`]

[`Client::list_events`]: super::Client::list_events*/
    #[derive(Debug, Clone)]
    pub struct ListEvents<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
        after: Result<Option<u64>, String>,
        batch: Result<Option<u64>, String>,
        limit: Result<Option<u64>, String>,
    }
    impl<'a> ListEvents<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                after: Ok(None),
                batch: Ok(None),
                limit: Ok(None),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }
        pub fn after<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u64>,
        {
            self.after = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `u64` for after failed".to_string());
            self
        }
        pub fn batch<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u64>,
        {
            self.batch = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `u64` for batch failed".to_string());
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u64>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `u64` for limit failed".to_string());
            self
        }
        ///Sends a `GET` request to `/v1/jobs/{id}/events`
        pub async fn send(self) -> Result<ResponseValue<types::EventList>, Error<()>> {
            let Self { client, id, after, batch, limit } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let after = after.map_err(Error::InvalidRequest)?;
            let batch = batch.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/jobs/{}/events", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("after", &after))
                .query(&progenitor_client::QueryParam::new("batch", &batch))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_events",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_manifest`]

[`Client::get_manifest`]: super::Client::get_manifest*/
    #[derive(Debug, Clone)]
    pub struct GetManifest<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
    }
    impl<'a> GetManifest<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/jobs/{id}/manifest`
        pub async fn send(self) -> Result<ResponseValue<types::Manifest>, Error<()>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/jobs/{}/manifest", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_manifest",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::pause_job`]

[`Client::pause_job`]: super::Client::pause_job*/
    #[derive(Debug, Clone)]
    pub struct PauseJob<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
    }
    impl<'a> PauseJob<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `POST` request to `/v1/jobs/{id}/pause`
        pub async fn send(self) -> Result<ResponseValue<types::Job>, Error<()>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/jobs/{}/pause", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "pause_job",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::redrive_job`]

[`Client::redrive_job`]: super::Client::redrive_job*/
    #[derive(Debug, Clone)]
    pub struct RedriveJob<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
        idempotency_key: Result<Option<::std::string::String>, String>,
        prefer: Result<Option<::std::string::String>, String>,
        body: Result<types::builder::RedriveJob, String>,
    }
    impl<'a> RedriveJob<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                idempotency_key: Ok(None),
                prefer: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }
        pub fn idempotency_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.idempotency_key = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for idempotency_key failed"
                        .to_string()
                });
            self
        }
        pub fn prefer<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.prefer = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for prefer failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RedriveJob>,
            <V as std::convert::TryInto<types::RedriveJob>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `RedriveJob` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::RedriveJob,
            ) -> types::builder::RedriveJob,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/jobs/{id}/redrive`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::RedriveJobResponse>, Error<()>> {
            let Self { client, id, idempotency_key, prefer, body } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let idempotency_key = idempotency_key.map_err(Error::InvalidRequest)?;
            let prefer = prefer.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::RedriveJob::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/jobs/{}/redrive", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(3usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = idempotency_key {
                header_map.append("Idempotency-Key", value.to_string().try_into()?);
            }
            if let Some(value) = prefer {
                header_map.append("Prefer", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "redrive_job",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                202u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_results`]

[`Client::get_results`]: super::Client::get_results*/
    #[derive(Debug, Clone)]
    pub struct GetResults<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
    }
    impl<'a> GetResults<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/jobs/{id}/results`
        pub async fn send(self) -> Result<ResponseValue<ByteStream>, Error<()>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/jobs/{}/results", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client.client.get(url).headers(header_map).build()?;
            let info = OperationInfo {
                operation_id: "get_results",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::resume_job`]

[`Client::resume_job`]: super::Client::resume_job*/
    #[derive(Debug, Clone)]
    pub struct ResumeJob<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
    }
    impl<'a> ResumeJob<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `POST` request to `/v1/jobs/{id}/resume`
        pub async fn send(self) -> Result<ResponseValue<types::Job>, Error<()>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/jobs/{}/resume", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "resume_job",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_tasks`]

[`Client::list_tasks`]: super::Client::list_tasks*/
    #[derive(Debug, Clone)]
    pub struct ListTasks<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
        cursor: Result<Option<::std::string::String>, String>,
        limit: Result<Option<u64>, String>,
        outcome: Result<Option<types::Outcome>, String>,
        consistency_token: Result<Option<::std::string::String>, String>,
    }
    impl<'a> ListTasks<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                cursor: Ok(None),
                limit: Ok(None),
                outcome: Ok(None),
                consistency_token: Ok(None),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for cursor failed"
                        .to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u64>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `u64` for limit failed".to_string());
            self
        }
        pub fn outcome<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Outcome>,
        {
            self.outcome = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `Outcome` for outcome failed".to_string());
            self
        }
        pub fn consistency_token<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.consistency_token = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for consistency_token failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/jobs/{id}/tasks`
        pub async fn send(self) -> Result<ResponseValue<types::AttemptList>, Error<()>> {
            let Self { client, id, cursor, limit, outcome, consistency_token } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let cursor = cursor.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let outcome = outcome.map_err(Error::InvalidRequest)?;
            let consistency_token = consistency_token.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/jobs/{}/tasks", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = consistency_token {
                header_map.append("Consistency-Token", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("cursor", &cursor))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .query(&progenitor_client::QueryParam::new("outcome", &outcome))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_tasks",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::export_tasks`]

[`Client::export_tasks`]: super::Client::export_tasks*/
    #[derive(Debug, Clone)]
    pub struct ExportTasks<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
        format: Result<Option<types::TableFormat>, String>,
    }
    impl<'a> ExportTasks<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                format: Ok(None),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }
        pub fn format<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::TableFormat>,
        {
            self.format = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `TableFormat` for format failed".to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/jobs/{id}/tasks/export`
        pub async fn send(self) -> Result<ResponseValue<ByteStream>, Error<()>> {
            let Self { client, id, format } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let format = format.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/jobs/{}/tasks/export", client.baseurl, encode_path(& id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .query(&progenitor_client::QueryParam::new("format", &format))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "export_tasks",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_job_waiting`]

[`Client::get_job_waiting`]: super::Client::get_job_waiting*/
    #[derive(Debug, Clone)]
    pub struct GetJobWaiting<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
    }
    impl<'a> GetJobWaiting<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/jobs/{id}/waiting`
        pub async fn send(self) -> Result<ResponseValue<types::Standing>, Error<()>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/jobs/{}/waiting", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_job_waiting",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::return_lease`]

[`Client::return_lease`]: super::Client::return_lease*/
    #[derive(Debug, Clone)]
    pub struct ReturnLease<'a> {
        client: &'a super::Client,
        token: Result<::std::string::String, String>,
    }
    impl<'a> ReturnLease<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                token: Err("token was not initialized".to_string()),
            }
        }
        pub fn token<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.token = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for token failed"
                        .to_string()
                });
            self
        }
        ///Sends a `DELETE` request to `/v1/leases/{token}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let Self { client, token } = self;
            let token = token.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/leases/{}", client.baseurl, encode_path(& token.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client.client.delete(url).headers(header_map).build()?;
            let info = OperationInfo {
                operation_id: "return_lease",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::extend_lease`]

[`Client::extend_lease`]: super::Client::extend_lease*/
    #[derive(Debug, Clone)]
    pub struct ExtendLease<'a> {
        client: &'a super::Client,
        token: Result<::std::string::String, String>,
        body: Result<types::builder::Heartbeat, String>,
    }
    impl<'a> ExtendLease<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                token: Err("token was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn token<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.token = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for token failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Heartbeat>,
            <V as std::convert::TryInto<types::Heartbeat>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `Heartbeat` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::Heartbeat) -> types::builder::Heartbeat,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/leases/{token}/heartbeat`
        pub async fn send(self) -> Result<ResponseValue<types::Extended>, Error<()>> {
            let Self { client, token, body } = self;
            let token = token.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::Heartbeat::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/leases/{}/heartbeat", client.baseurl, encode_path(& token
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "extend_lease",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::report_tasks`]

[`Client::report_tasks`]: super::Client::report_tasks*/
    #[derive(Debug, Clone)]
    pub struct ReportTasks<'a> {
        client: &'a super::Client,
        token: Result<::std::string::String, String>,
        body: Result<types::builder::TasksReport, String>,
    }
    impl<'a> ReportTasks<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                token: Err("token was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn token<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.token = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for token failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::TasksReport>,
            <V as std::convert::TryInto<types::TasksReport>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `TasksReport` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::TasksReport,
            ) -> types::builder::TasksReport,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/leases/{token}/report`
        pub async fn send(self) -> Result<ResponseValue<types::Counted>, Error<()>> {
            let Self { client, token, body } = self;
            let token = token.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::TasksReport::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/leases/{}/report", client.baseurl, encode_path(& token
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "report_tasks",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::open_live`]

[`Client::open_live`]: super::Client::open_live*/
    #[derive(Debug, Clone)]
    pub struct OpenLive<'a> {
        client: &'a super::Client,
    }
    impl<'a> OpenLive<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/v1/live`
        pub async fn send(self) -> Result<ResponseValue<reqwest::Upgraded>, Error<()>> {
            let Self { client } = self;
            let url = format!("{}/v1/live", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client.client.get(url).headers(header_map).build()?;
            let info = OperationInfo {
                operation_id: "open_live",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                101u16 => ResponseValue::upgrade(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::stream_live_events`]

[`Client::stream_live_events`]: super::Client::stream_live_events*/
    #[derive(Debug, Clone)]
    pub struct StreamLiveEvents<'a> {
        client: &'a super::Client,
        job: Result<::std::vec::Vec<::std::string::String>, String>,
        limit: Result<Option<u64>, String>,
        list: Result<Option<bool>, String>,
        queue: Result<::std::vec::Vec<::std::string::String>, String>,
        state: Result<Option<types::JobState>, String>,
        last_event_id: Result<Option<::std::string::String>, String>,
    }
    impl<'a> StreamLiveEvents<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                job: Err("job was not initialized".to_string()),
                limit: Ok(None),
                list: Ok(None),
                queue: Err("queue was not initialized".to_string()),
                state: Ok(None),
                last_event_id: Ok(None),
            }
        }
        pub fn job<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
        {
            self.job = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < :: std :: string :: String >` for job failed"
                        .to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u64>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `u64` for limit failed".to_string());
            self
        }
        pub fn list<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<bool>,
        {
            self.list = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `bool` for list failed".to_string());
            self
        }
        pub fn queue<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
        {
            self.queue = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < :: std :: string :: String >` for queue failed"
                        .to_string()
                });
            self
        }
        pub fn state<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::JobState>,
        {
            self.state = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `JobState` for state failed".to_string());
            self
        }
        pub fn last_event_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.last_event_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for last_event_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/live/events`
        pub async fn send(self) -> Result<ResponseValue<ByteStream>, Error<()>> {
            let Self { client, job, limit, list, queue, state, last_event_id } = self;
            let job = job.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let list = list.map_err(Error::InvalidRequest)?;
            let queue = queue.map_err(Error::InvalidRequest)?;
            let state = state.map_err(Error::InvalidRequest)?;
            let last_event_id = last_event_id.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/live/events", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = last_event_id {
                header_map.append("Last-Event-ID", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .query(&progenitor_client::QueryParam::new("job", &job))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .query(&progenitor_client::QueryParam::new("list", &list))
                .query(&progenitor_client::QueryParam::new("queue", &queue))
                .query(&progenitor_client::QueryParam::new("state", &state))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "stream_live_events",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_me`]

[`Client::get_me`]: super::Client::get_me*/
    #[derive(Debug, Clone)]
    pub struct GetMe<'a> {
        client: &'a super::Client,
    }
    impl<'a> GetMe<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/v1/me`
        pub async fn send(self) -> Result<ResponseValue<types::Me>, Error<()>> {
            let Self { client } = self;
            let url = format!("{}/v1/me", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_me",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::change_password`]

[`Client::change_password`]: super::Client::change_password*/
    #[derive(Debug, Clone)]
    pub struct ChangePassword<'a> {
        client: &'a super::Client,
        body: Result<types::builder::PasswordChange, String>,
    }
    impl<'a> ChangePassword<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::PasswordChange>,
            <V as std::convert::TryInto<
                types::PasswordChange,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `PasswordChange` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::PasswordChange,
            ) -> types::builder::PasswordChange,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/me/password`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::PasswordChange::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/me/password", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "change_password",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::begin_totp`]

[`Client::begin_totp`]: super::Client::begin_totp*/
    #[derive(Debug, Clone)]
    pub struct BeginTotp<'a> {
        client: &'a super::Client,
    }
    impl<'a> BeginTotp<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `POST` request to `/v1/me/totp`
        pub async fn send(self) -> Result<ResponseValue<types::TotpSecret>, Error<()>> {
            let Self { client } = self;
            let url = format!("{}/v1/me/totp", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "begin_totp",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::confirm_totp`]

[`Client::confirm_totp`]: super::Client::confirm_totp*/
    #[derive(Debug, Clone)]
    pub struct ConfirmTotp<'a> {
        client: &'a super::Client,
        body: Result<types::builder::Code, String>,
    }
    impl<'a> ConfirmTotp<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Code>,
            <V as std::convert::TryInto<types::Code>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("conversion to `Code` for body failed: {}", s));
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::Code) -> types::builder::Code,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/me/totp/confirm`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::RecoveryCodes>, Error<()>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::Code::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/me/totp/confirm", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "confirm_totp",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::disable_totp`]

[`Client::disable_totp`]: super::Client::disable_totp*/
    #[derive(Debug, Clone)]
    pub struct DisableTotp<'a> {
        client: &'a super::Client,
        body: Result<types::builder::Code, String>,
    }
    impl<'a> DisableTotp<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Code>,
            <V as std::convert::TryInto<types::Code>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("conversion to `Code` for body failed: {}", s));
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::Code) -> types::builder::Code,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/me/totp/disable`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::Code::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/me/totp/disable", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "disable_totp",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_members`]

[`Client::list_members`]: super::Client::list_members*/
    #[derive(Debug, Clone)]
    pub struct ListMembers<'a> {
        client: &'a super::Client,
        cursor: Result<Option<::std::string::String>, String>,
        limit: Result<Option<u64>, String>,
    }
    impl<'a> ListMembers<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                cursor: Ok(None),
                limit: Ok(None),
            }
        }
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for cursor failed"
                        .to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u64>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `u64` for limit failed".to_string());
            self
        }
        ///Sends a `GET` request to `/v1/members`
        pub async fn send(self) -> Result<ResponseValue<types::MemberList>, Error<()>> {
            let Self { client, cursor, limit } = self;
            let cursor = cursor.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/members", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("cursor", &cursor))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_members",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::remove_member`]

[`Client::remove_member`]: super::Client::remove_member*/
    #[derive(Debug, Clone)]
    pub struct RemoveMember<'a> {
        client: &'a super::Client,
        user: Result<::std::string::String, String>,
    }
    impl<'a> RemoveMember<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                user: Err("user was not initialized".to_string()),
            }
        }
        pub fn user<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.user = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for user failed"
                        .to_string()
                });
            self
        }
        ///Sends a `DELETE` request to `/v1/members/{user}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let Self { client, user } = self;
            let user = user.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/members/{}", client.baseurl, encode_path(& user.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client.client.delete(url).headers(header_map).build()?;
            let info = OperationInfo {
                operation_id: "remove_member",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::change_member`]

[`Client::change_member`]: super::Client::change_member*/
    #[derive(Debug, Clone)]
    pub struct ChangeMember<'a> {
        client: &'a super::Client,
        user: Result<::std::string::String, String>,
        if_match: Result<Option<::std::string::String>, String>,
        body: Result<types::builder::NewRole, String>,
    }
    impl<'a> ChangeMember<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                user: Err("user was not initialized".to_string()),
                if_match: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn user<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.user = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for user failed"
                        .to_string()
                });
            self
        }
        pub fn if_match<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.if_match = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for if_match failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::NewRole>,
            <V as std::convert::TryInto<types::NewRole>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("conversion to `NewRole` for body failed: {}", s));
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::NewRole) -> types::builder::NewRole,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `PATCH` request to `/v1/members/{user}`
        pub async fn send(self) -> Result<ResponseValue<types::Member>, Error<()>> {
            let Self { client, user, if_match, body } = self;
            let user = user.map_err(Error::InvalidRequest)?;
            let if_match = if_match.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::NewRole::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/members/{}", client.baseurl, encode_path(& user.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = if_match {
                header_map.append("If-Match", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .patch(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "change_member",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_providers`]

[`Client::list_providers`]: super::Client::list_providers*/
    #[derive(Debug, Clone)]
    pub struct ListProviders<'a> {
        client: &'a super::Client,
    }
    impl<'a> ListProviders<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/v1/oidc`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::ProviderList>, Error<()>> {
            let Self { client } = self;
            let url = format!("{}/v1/oidc", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_providers",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::begin_oidc`]

[`Client::begin_oidc`]: super::Client::begin_oidc*/
    #[derive(Debug, Clone)]
    pub struct BeginOidc<'a> {
        client: &'a super::Client,
        provider: Result<::std::string::String, String>,
        body: Result<types::builder::NewAuthorization, String>,
    }
    impl<'a> BeginOidc<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                provider: Err("provider was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn provider<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.provider = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for provider failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::NewAuthorization>,
            <V as std::convert::TryInto<
                types::NewAuthorization,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `NewAuthorization` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::NewAuthorization,
            ) -> types::builder::NewAuthorization,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/oidc/{provider}/authorizations`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Authorization>, Error<()>> {
            let Self { client, provider, body } = self;
            let provider = provider.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::NewAuthorization::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/oidc/{}/authorizations", client.baseurl, encode_path(& provider
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "begin_oidc",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::finish_oidc`]

[`Client::finish_oidc`]: super::Client::finish_oidc*/
    #[derive(Debug, Clone)]
    pub struct FinishOidc<'a> {
        client: &'a super::Client,
        provider: Result<::std::string::String, String>,
        body: Result<types::builder::Callback, String>,
    }
    impl<'a> FinishOidc<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                provider: Err("provider was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn provider<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.provider = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for provider failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Callback>,
            <V as std::convert::TryInto<types::Callback>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("conversion to `Callback` for body failed: {}", s));
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::Callback) -> types::builder::Callback,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/oidc/{provider}/callback`
        pub async fn send(self) -> Result<ResponseValue<types::Tokens>, Error<()>> {
            let Self { client, provider, body } = self;
            let provider = provider.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::Callback::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/oidc/{}/callback", client.baseurl, encode_path(& provider
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "finish_oidc",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::ask_password_reset`]

[`Client::ask_password_reset`]: super::Client::ask_password_reset*/
    #[derive(Debug, Clone)]
    pub struct AskPasswordReset<'a> {
        client: &'a super::Client,
        body: Result<types::builder::Address, String>,
    }
    impl<'a> AskPasswordReset<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Address>,
            <V as std::convert::TryInto<types::Address>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("conversion to `Address` for body failed: {}", s));
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::Address) -> types::builder::Address,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/password-resets`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::Address::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/password-resets", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "ask_password_reset",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                202u16 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::reset_password`]

[`Client::reset_password`]: super::Client::reset_password*/
    #[derive(Debug, Clone)]
    pub struct ResetPassword<'a> {
        client: &'a super::Client,
        body: Result<types::builder::PasswordReset, String>,
    }
    impl<'a> ResetPassword<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::PasswordReset>,
            <V as std::convert::TryInto<types::PasswordReset>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `PasswordReset` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::PasswordReset,
            ) -> types::builder::PasswordReset,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/password-resets/confirm`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::PasswordReset::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/password-resets/confirm", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "reset_password",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_projections`]

[`Client::list_projections`]: super::Client::list_projections*/
    #[derive(Debug, Clone)]
    pub struct ListProjections<'a> {
        client: &'a super::Client,
    }
    impl<'a> ListProjections<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/v1/projections`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::ProjectionList>, Error<()>> {
            let Self { client } = self;
            let url = format!("{}/v1/projections", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_projections",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_queue`]

[`Client::get_queue`]: super::Client::get_queue*/
    #[derive(Debug, Clone)]
    pub struct GetQueue<'a> {
        client: &'a super::Client,
        name: Result<::std::string::String, String>,
        at: Result<Option<::std::string::String>, String>,
    }
    impl<'a> GetQueue<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                name: Err("name was not initialized".to_string()),
                at: Ok(None),
            }
        }
        pub fn name<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.name = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for name failed"
                        .to_string()
                });
            self
        }
        pub fn at<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.at = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for at failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/queues/{name}`
        pub async fn send(self) -> Result<ResponseValue<types::Queue>, Error<()>> {
            let Self { client, name, at } = self;
            let name = name.map_err(Error::InvalidRequest)?;
            let at = at.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/queues/{}", client.baseurl, encode_path(& name.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("at", &at))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_queue",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::change_queue`]

[`Client::change_queue`]: super::Client::change_queue*/
    #[derive(Debug, Clone)]
    pub struct ChangeQueue<'a> {
        client: &'a super::Client,
        name: Result<::std::string::String, String>,
        if_match: Result<Option<::std::string::String>, String>,
        body: Result<crate::ThrottlePatch, String>,
    }
    impl<'a> ChangeQueue<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                name: Err("name was not initialized".to_string()),
                if_match: Ok(None),
                body: Err("body was not initialized".to_string()),
            }
        }
        pub fn name<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.name = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for name failed"
                        .to_string()
                });
            self
        }
        pub fn if_match<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.if_match = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for if_match failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::ThrottlePatch>,
        {
            self.body = value
                .try_into()
                .map_err(|_| {
                    "conversion to `crate :: ThrottlePatch` for body failed".to_string()
                });
            self
        }
        ///Sends a `PATCH` request to `/v1/queues/{name}`
        pub async fn send(self) -> Result<ResponseValue<types::Queue>, Error<()>> {
            let Self { client, name, if_match, body } = self;
            let name = name.map_err(Error::InvalidRequest)?;
            let if_match = if_match.map_err(Error::InvalidRequest)?;
            let body = body.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/queues/{}", client.baseurl, encode_path(& name.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = if_match {
                header_map.append("If-Match", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .patch(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "change_queue",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::drain_queue`]

[`Client::drain_queue`]: super::Client::drain_queue*/
    #[derive(Debug, Clone)]
    pub struct DrainQueue<'a> {
        client: &'a super::Client,
        name: Result<::std::string::String, String>,
    }
    impl<'a> DrainQueue<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                name: Err("name was not initialized".to_string()),
            }
        }
        pub fn name<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.name = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for name failed"
                        .to_string()
                });
            self
        }
        ///Sends a `POST` request to `/v1/queues/{name}/drain`
        pub async fn send(self) -> Result<ResponseValue<types::Queue>, Error<()>> {
            let Self { client, name } = self;
            let name = name.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/queues/{}/drain", client.baseurl, encode_path(& name.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "drain_queue",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::lease_tasks`]

[`Client::lease_tasks`]: super::Client::lease_tasks*/
    #[derive(Debug, Clone)]
    pub struct LeaseTasks<'a> {
        client: &'a super::Client,
        name: Result<::std::string::String, String>,
        body: Result<types::builder::TakeTasks, String>,
    }
    impl<'a> LeaseTasks<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                name: Err("name was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn name<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.name = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for name failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::TakeTasks>,
            <V as std::convert::TryInto<types::TakeTasks>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `TakeTasks` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::TakeTasks) -> types::builder::TakeTasks,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/queues/{name}/leases`
        pub async fn send(self) -> Result<ResponseValue<types::Leased>, Error<()>> {
            let Self { client, name, body } = self;
            let name = name.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::TakeTasks::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/queues/{}/leases", client.baseurl, encode_path(& name
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "lease_tasks",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::pause_queue`]

[`Client::pause_queue`]: super::Client::pause_queue*/
    #[derive(Debug, Clone)]
    pub struct PauseQueue<'a> {
        client: &'a super::Client,
        name: Result<::std::string::String, String>,
    }
    impl<'a> PauseQueue<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                name: Err("name was not initialized".to_string()),
            }
        }
        pub fn name<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.name = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for name failed"
                        .to_string()
                });
            self
        }
        ///Sends a `POST` request to `/v1/queues/{name}/pause`
        pub async fn send(self) -> Result<ResponseValue<types::Queue>, Error<()>> {
            let Self { client, name } = self;
            let name = name.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/queues/{}/pause", client.baseurl, encode_path(& name.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "pause_queue",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::resume_queue`]

[`Client::resume_queue`]: super::Client::resume_queue*/
    #[derive(Debug, Clone)]
    pub struct ResumeQueue<'a> {
        client: &'a super::Client,
        name: Result<::std::string::String, String>,
    }
    impl<'a> ResumeQueue<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                name: Err("name was not initialized".to_string()),
            }
        }
        pub fn name<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.name = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for name failed"
                        .to_string()
                });
            self
        }
        ///Sends a `POST` request to `/v1/queues/{name}/resume`
        pub async fn send(self) -> Result<ResponseValue<types::Queue>, Error<()>> {
            let Self { client, name } = self;
            let name = name.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/queues/{}/resume", client.baseurl, encode_path(& name
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "resume_queue",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_sessions`]

[`Client::list_sessions`]: super::Client::list_sessions*/
    #[derive(Debug, Clone)]
    pub struct ListSessions<'a> {
        client: &'a super::Client,
    }
    impl<'a> ListSessions<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/v1/sessions`
        pub async fn send(self) -> Result<ResponseValue<types::SessionList>, Error<()>> {
            let Self { client } = self;
            let url = format!("{}/v1/sessions", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_sessions",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::sign_in`]

[`Client::sign_in`]: super::Client::sign_in*/
    #[derive(Debug, Clone)]
    pub struct SignIn<'a> {
        client: &'a super::Client,
        body: Result<types::builder::Credentials, String>,
    }
    impl<'a> SignIn<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Credentials>,
            <V as std::convert::TryInto<types::Credentials>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `Credentials` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::Credentials,
            ) -> types::builder::Credentials,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/sessions`
        pub async fn send(self) -> Result<ResponseValue<types::Tokens>, Error<()>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::Credentials::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/sessions", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "sign_in",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::sign_out`]

[`Client::sign_out`]: super::Client::sign_out*/
    #[derive(Debug, Clone)]
    pub struct SignOut<'a> {
        client: &'a super::Client,
    }
    impl<'a> SignOut<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `DELETE` request to `/v1/sessions/current`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let Self { client } = self;
            let url = format!("{}/v1/sessions/current", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client.client.delete(url).headers(header_map).build()?;
            let info = OperationInfo {
                operation_id: "sign_out",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::refresh_session`]

[`Client::refresh_session`]: super::Client::refresh_session*/
    #[derive(Debug, Clone)]
    pub struct RefreshSession<'a> {
        client: &'a super::Client,
        body: Result<types::builder::Refresh, String>,
    }
    impl<'a> RefreshSession<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Refresh>,
            <V as std::convert::TryInto<types::Refresh>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("conversion to `Refresh` for body failed: {}", s));
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::Refresh) -> types::builder::Refresh,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/sessions/refresh`
        pub async fn send(self) -> Result<ResponseValue<types::Tokens>, Error<()>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::Refresh::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/sessions/refresh", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "refresh_session",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::end_session`]

[`Client::end_session`]: super::Client::end_session*/
    #[derive(Debug, Clone)]
    pub struct EndSession<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
    }
    impl<'a> EndSession<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `DELETE` request to `/v1/sessions/{id}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/sessions/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client.client.delete(url).headers(header_map).build()?;
            let info = OperationInfo {
                operation_id: "end_session",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::sign_up`]

[`Client::sign_up`]: super::Client::sign_up*/
    #[derive(Debug, Clone)]
    pub struct SignUp<'a> {
        client: &'a super::Client,
        body: Result<types::builder::NewUser, String>,
    }
    impl<'a> SignUp<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::NewUser>,
            <V as std::convert::TryInto<types::NewUser>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("conversion to `NewUser` for body failed: {}", s));
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::NewUser) -> types::builder::NewUser,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/sign-up`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::NewUser::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/sign-up", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "sign_up",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                202u16 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_tenant`]

[`Client::get_tenant`]: super::Client::get_tenant*/
    #[derive(Debug, Clone)]
    pub struct GetTenant<'a> {
        client: &'a super::Client,
    }
    impl<'a> GetTenant<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/v1/tenant`
        pub async fn send(self) -> Result<ResponseValue<types::Tenant>, Error<()>> {
            let Self { client } = self;
            let url = format!("{}/v1/tenant", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_tenant",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::change_tenant`]

[`Client::change_tenant`]: super::Client::change_tenant*/
    #[derive(Debug, Clone)]
    pub struct ChangeTenant<'a> {
        client: &'a super::Client,
        if_match: Result<Option<::std::string::String>, String>,
        body: Result<types::builder::TenantPatch, String>,
    }
    impl<'a> ChangeTenant<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                if_match: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn if_match<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.if_match = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for if_match failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::TenantPatch>,
            <V as std::convert::TryInto<types::TenantPatch>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `TenantPatch` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::TenantPatch,
            ) -> types::builder::TenantPatch,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `PATCH` request to `/v1/tenant`
        pub async fn send(self) -> Result<ResponseValue<types::Tenant>, Error<()>> {
            let Self { client, if_match, body } = self;
            let if_match = if_match.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::TenantPatch::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/tenant", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = if_match {
                header_map.append("If-Match", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .patch(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "change_tenant",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_tenants`]

[`Client::list_tenants`]: super::Client::list_tenants*/
    #[derive(Debug, Clone)]
    pub struct ListTenants<'a> {
        client: &'a super::Client,
    }
    impl<'a> ListTenants<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/v1/tenants`
        pub async fn send(self) -> Result<ResponseValue<types::TenantList>, Error<()>> {
            let Self { client } = self;
            let url = format!("{}/v1/tenants", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_tenants",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::create_tenant`]

[`Client::create_tenant`]: super::Client::create_tenant*/
    #[derive(Debug, Clone)]
    pub struct CreateTenant<'a> {
        client: &'a super::Client,
        idempotency_key: Result<Option<::std::string::String>, String>,
        body: Result<types::builder::NewTenant, String>,
    }
    impl<'a> CreateTenant<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                idempotency_key: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn idempotency_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.idempotency_key = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for idempotency_key failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::NewTenant>,
            <V as std::convert::TryInto<types::NewTenant>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `NewTenant` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::NewTenant) -> types::builder::NewTenant,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/tenants`
        pub async fn send(self) -> Result<ResponseValue<types::Tenant>, Error<()>> {
            let Self { client, idempotency_key, body } = self;
            let idempotency_key = idempotency_key.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::NewTenant::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/tenants", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = idempotency_key {
                header_map.append("Idempotency-Key", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "create_tenant",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_usage`]

[`Client::get_usage`]: super::Client::get_usage*/
    #[derive(Debug, Clone)]
    pub struct GetUsage<'a> {
        client: &'a super::Client,
        at: Result<Option<::std::string::String>, String>,
        from: Result<Option<::chrono::naive::NaiveDate>, String>,
        until: Result<Option<::chrono::naive::NaiveDate>, String>,
        consistency_token: Result<Option<::std::string::String>, String>,
    }
    impl<'a> GetUsage<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                at: Ok(None),
                from: Ok(None),
                until: Ok(None),
                consistency_token: Ok(None),
            }
        }
        pub fn at<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.at = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for at failed"
                        .to_string()
                });
            self
        }
        pub fn from<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::naive::NaiveDate>,
        {
            self.from = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: naive :: NaiveDate` for from failed"
                        .to_string()
                });
            self
        }
        pub fn until<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::naive::NaiveDate>,
        {
            self.until = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: naive :: NaiveDate` for until failed"
                        .to_string()
                });
            self
        }
        pub fn consistency_token<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.consistency_token = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for consistency_token failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/v1/usage`
        pub async fn send(self) -> Result<ResponseValue<types::Usage>, Error<()>> {
            let Self { client, at, from, until, consistency_token } = self;
            let at = at.map_err(Error::InvalidRequest)?;
            let from = from.map_err(Error::InvalidRequest)?;
            let until = until.map_err(Error::InvalidRequest)?;
            let consistency_token = consistency_token.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/usage", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = consistency_token {
                header_map.append("Consistency-Token", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("at", &at))
                .query(&progenitor_client::QueryParam::new("from", &from))
                .query(&progenitor_client::QueryParam::new("until", &until))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_usage",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
}
/// The operations whose requests may carry an `Idempotency-Key`.
pub(crate) const KEYED: &[&str] = &[
    "create_api_key",
    "upload_dataset",
    "invite",
    "submit_job",
    "redrive_job",
    "create_tenant",
];
