//! Values that are written as text in paths, queries and JSON, with their documentation.

use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;
use std::time::Duration;

use domain::permission::{Action, Role};
use domain::{ApiKeyId, DatasetId, InvitationId, JobId, QueueName, SessionId, TenantId, UserId};
use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::{ParseError, ParseFromJSON, ParseFromParameter, ParseResult, ToJSON, Type};
use serde::de::value::Error as ValueError;
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use strum::VariantArray;

use crate::problem::{Kind, Problem};

/// The longest name of a job or dataset, and the longest of other short texts.
const MAX_NAME_CHARS: usize = 200;

/// A type whose values can be read from text.
pub(crate) trait Described:
    FromStr<Err: Display> + Serialize + DeserializeOwned + Send + Sync
{
    /// What it is called.
    const NAME: &'static str;

    /// What it looks like.
    fn schema() -> MetaSchemaRef;

    /// Puts the schema in the document, if it is not inline.
    fn register(_registry: &mut Registry) {}
}

/// A value that is read from text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Text<T>(pub(crate) T);

impl<T: Described> Type for Text<T> {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        T::NAME.into()
    }

    fn schema_ref() -> MetaSchemaRef {
        T::schema()
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(self.as_raw_value().into_iter())
    }
}

impl<T: Described> ParseFromParameter for Text<T> {
    fn parse_from_parameter(text: &str) -> ParseResult<Self> {
        text.parse().map(Self).map_err(ParseError::custom)
    }

    /// A path's segment that is not UTF-8 comes as none at all; it gets the answer that any other gets.
    fn parse_from_parameters<I: IntoIterator<Item = A>, A: AsRef<str>>(texts: I) -> ParseResult<Self> {
        let text = texts.into_iter().next();
        Self::parse_from_parameter(text.as_ref().map_or("", A::as_ref))
    }
}

impl<T: Described> ParseFromJSON for Text<T> {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        serde_json::from_value(value.unwrap_or_default()).map_err(ParseError::custom)
    }
}

impl<T: Described> ToJSON for Text<T> {
    fn to_json(&self) -> Option<Value> {
        serde_json::to_value(&self.0).ok()
    }
}

fn id(pattern: &str, description: &'static str) -> MetaSchemaRef {
    MetaSchemaRef::Inline(Box::new(MetaSchema {
        pattern: Some(pattern.to_owned()),
        description: Some(description),
        ..MetaSchema::new("string")
    }))
}

impl Described for JobId {
    const NAME: &'static str = "job id";

    fn schema() -> MetaSchemaRef {
        id("^job_[0-9a-f]{32}$", "The id of a job: a UUIDv7, so that newer jobs have higher ids.")
    }
}

impl Described for DatasetId {
    const NAME: &'static str = "dataset id";

    fn schema() -> MetaSchemaRef {
        id("^dataset_[0-9a-f]{32}$", "The id of a dataset: a UUIDv7.")
    }
}

impl Described for UserId {
    const NAME: &'static str = "user id";

    fn schema() -> MetaSchemaRef {
        id("^user_[0-9a-f]{32}$", "The id of a user: a UUIDv7.")
    }
}

impl Described for SessionId {
    const NAME: &'static str = "session id";

    fn schema() -> MetaSchemaRef {
        id("^session_[0-9a-f]{32}$", "The id of a session: a UUIDv7.")
    }
}

impl Described for InvitationId {
    const NAME: &'static str = "invitation id";

    fn schema() -> MetaSchemaRef {
        id("^invitation_[0-9a-f]{32}$", "The id of an invitation: a UUIDv7.")
    }
}

impl Described for ApiKeyId {
    const NAME: &'static str = "API key id";

    fn schema() -> MetaSchemaRef {
        id("^key_[0-9a-f]{32}$", "The id of an API key: a UUIDv7.")
    }
}

impl Described for TenantId {
    const NAME: &'static str = "tenant id";

    fn schema() -> MetaSchemaRef {
        id(
            "^[a-z0-9][a-z0-9-]{0,39}$",
            "The id of a tenant: 1 to 40 of a-z, 0-9 and -, not beginning with -.",
        )
    }
}

/// The schema of one of several names.
fn names<T: VariantArray + Display>(description: &'static str) -> MetaSchemaRef {
    MetaSchemaRef::Inline(Box::new(MetaSchema {
        enum_items: T::VARIANTS.iter().map(|name| name.to_string().into()).collect(),
        description: Some(description),
        ..MetaSchema::new("string")
    }))
}

impl Described for Role {
    const NAME: &'static str = "role";

    fn schema() -> MetaSchemaRef {
        names::<Self>("What somebody is in a tenant.")
    }
}

impl Described for Action {
    const NAME: &'static str = "action";

    fn schema() -> MetaSchemaRef {
        names::<Self>("What can be done, as permissions tell it apart.")
    }
}

impl Described for QueueName {
    const NAME: &'static str = "queue name";

    fn schema() -> MetaSchemaRef {
        id(
            "^[a-z0-9][a-z0-9._-]{0,63}$",
            "The name of a queue: 1 to 64 of a-z, 0-9, ., _ and -, beginning with a letter or digit.",
        )
    }
}

/// A name for people.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Name(pub(crate) String);

impl FromStr for Name {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        check_name(text).map(|()| Self(text.to_owned()))
    }
}

impl Described for Name {
    const NAME: &'static str = "name";

    fn schema() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema {
            max_length: Some(MAX_NAME_CHARS),
            pattern: Some("^[^\\x00-\\x1f\\x7f-\\x9f]*$".to_owned()),
            ..MetaSchema::new("string")
        }))
    }
}

/// How long an answer may be waited for: 0 to `MAX` milliseconds.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct WaitMs<const MAX: u32>(u32);

impl<const MAX: u32> WaitMs<MAX> {
    /// As a duration.
    pub(crate) fn get(self) -> Duration {
        Duration::from_millis(self.0.into())
    }
}

impl<const MAX: u32> FromStr for WaitMs<MAX> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = text.parse().ok().filter(|wait| *wait <= MAX);
        parsed.map(Self).ok_or_else(|| format!("{:?} is not a whole number from 0 to {MAX}", cut(text)))
    }
}

impl<const MAX: u32> Described for WaitMs<MAX> {
    const NAME: &'static str = "milliseconds to wait";

    fn schema() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema {
            minimum: Some(0.0),
            maximum: Some(f64::from(MAX)),
            ..MetaSchema::new("integer")
        }))
    }
}

/// How many things a page may hold: 1 to `MAX`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct PageSize<const MAX: u16>(u16);

impl<const MAX: u16> PageSize<MAX> {
    /// As a number.
    pub(crate) fn get(self) -> usize {
        usize::from(self.0)
    }
}

impl<const MAX: u16> Default for PageSize<MAX> {
    fn default() -> Self {
        Self(50)
    }
}

impl<const MAX: u16> FromStr for PageSize<MAX> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.parse()
            .ok()
            .filter(|size| (1..=MAX).contains(size))
            .map(Self)
            .ok_or_else(|| format!("{:?} is not a whole number from 1 to {MAX}", cut(text)))
    }
}

impl<const MAX: u16> Described for PageSize<MAX> {
    const NAME: &'static str = "page size";

    fn schema() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema {
            minimum: Some(1.0),
            maximum: Some(f64::from(MAX)),
            ..MetaSchema::new("integer")
        }))
    }
}

/// One of the names of an enum; the error lists them.
pub(crate) fn choice<T: DeserializeOwned>(text: &str) -> Result<T, ValueError> {
    T::deserialize(cut(text).into_deserializer())
}

/// The beginning of what a client sent: an error repeats no more of it.
pub(crate) fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(80)]
}

/// Checks a name for people.
///
/// # Errors
/// It is too long for a list, or cannot be shown.
pub(crate) fn check_name(name: &str) -> Result<(), String> {
    check_words("a name", name)
}

/// Checks a short text for people.
///
/// # Errors
/// It is too long for a list, or cannot be shown.
pub(crate) fn check_words(what: &str, text: &str) -> Result<(), String> {
    if text.chars().count() <= MAX_NAME_CHARS && !text.chars().any(char::is_control) {
        return Ok(());
    }
    Err(format!("{what} has up to {MAX_NAME_CHARS} characters, none of them a control character"))
}

/// A problem with a parameter that its type alone does not show.
pub(crate) fn malformed(parameter: &str, detail: impl Display) -> Problem {
    wrong(Kind::MalformedParameter, parameter, detail)
}

/// A problem with a parameter.
pub(crate) fn wrong(kind: Kind, parameter: &str, detail: impl Display) -> Problem {
    Problem::new(kind, format!("{parameter}: {detail}"))
        .with(|details| details.parameter = Some(parameter.to_owned()))
}
