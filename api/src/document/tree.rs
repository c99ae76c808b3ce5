//! JSON whose members stay in their order, so that the document reads as the code does.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A value of JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Node {
    /// Members, in their order.
    Object(IndexMap<String, Node>),
    /// Elements.
    Array(Vec<Node>),
    /// Text, a number, true, false or null.
    Other(Value),
}

impl Node {
    /// A member, if this is an object that has it.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.get(name),
            _ => None,
        }
    }

    /// A member to change, if this is an object that has it.
    pub(super) fn get_mut(&mut self, name: &str) -> Option<&mut Self> {
        match self {
            Self::Object(members) => members.get_mut(name),
            _ => None,
        }
    }

    /// A member to change; it is made, as an object, where there is none.
    pub(super) fn object(&mut self, name: &str) -> Option<&mut Self> {
        match self {
            Self::Object(members) => {
                Some(members.entry(name.to_owned()).or_insert_with(|| Self::Object(IndexMap::new())))
            }
            _ => None,
        }
    }

    /// Gives an object a member.
    pub(super) fn set(&mut self, name: &str, value: impl Into<Self>) {
        if let Self::Object(members) = self {
            members.insert(name.to_owned(), value.into());
        }
    }

    /// Adds an element to an array that is a member; it is made where there is none.
    pub(super) fn push(&mut self, name: &str, value: impl Into<Self>) {
        if let Self::Object(members) = self
            && let Self::Array(elements) =
                members.entry(name.to_owned()).or_insert_with(|| Self::Array(vec![]))
        {
            elements.push(value.into());
        }
    }

    /// The text, if it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Other(value) => value.as_str(),
            _ => None,
        }
    }

    /// All members of an object.
    pub(super) fn members(&self) -> impl Iterator<Item = (&String, &Self)> {
        let members = match self {
            Self::Object(members) => Some(members),
            _ => None,
        };
        members.into_iter().flatten()
    }

    /// All members of an object, to change.
    pub(super) fn members_mut(&mut self) -> impl Iterator<Item = (&String, &mut Self)> {
        let members = match self {
            Self::Object(members) => Some(members),
            _ => None,
        };
        members.into_iter().flatten()
    }
}

impl From<Value> for Node {
    fn from(value: Value) -> Self {
        match value {
            Value::Object(members) => {
                Self::Object(members.into_iter().map(|(name, value)| (name, value.into())).collect())
            }
            Value::Array(elements) => Self::Array(elements.into_iter().map(Self::from).collect()),
            value => Self::Other(value),
        }
    }
}
