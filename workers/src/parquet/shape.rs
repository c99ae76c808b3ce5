//! What a row is made of: the schema as a tree whose leaves are columns.

use parquet::basic::{ConvertedType, LogicalType, Repetition};
use parquet::schema::types::{Type, TypePtr};

/// A part of a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// The definition level from which on it is not null.
    pub(super) present: i16,
    /// The columns within it.
    pub(super) leaves: std::ops::Range<usize>,
    /// What it is.
    pub(super) shape: Shape,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A value of the column.
    Value,
    /// An object.
    Struct(Vec<(String, Node)>),
    /// A list, whose elements go on at the repetition level.
    List(Box<Node>, i16),
    /// An object whose keys are values.
    Map(Box<Node>, Box<Node>, i16),
}

/// The tree of the columns that are asked for: a struct.
pub(super) fn of(schema: &Type, columns: Option<&[String]>) -> Result<Node, String> {
    let mut builder = Builder { leaves: 0 };
    let wanted =
        |field: &&TypePtr| columns.is_none_or(|columns| columns.iter().any(|column| column == field.name()));
    let fields = schema.get_fields().iter().filter(wanted);
    let fields: Vec<_> =
        fields.map(|field| builder.member(field, Levels::default())).collect::<Result<_, _>>()?;
    Ok(Node { present: 0, leaves: 0..builder.leaves, shape: Shape::Struct(fields) })
}

/// The levels of what a part is within.
#[derive(Debug, Clone, Copy, Default)]
struct Levels {
    def: i16,
    rep: i16,
}

impl Levels {
    fn element(self) -> Self {
        Self { def: self.def + 1, rep: self.rep + 1 }
    }
}

struct Builder {
    leaves: usize,
}

impl Builder {
    fn member(&mut self, field: &TypePtr, levels: Levels) -> Result<(String, Node), String> {
        Ok((field.name().to_owned(), self.node(field, levels)?))
    }

    fn node(&mut self, field: &TypePtr, levels: Levels) -> Result<Node, String> {
        match field.get_basic_info().repetition() {
            Repetition::REQUIRED => self.one(field, levels),
            Repetition::OPTIONAL => self.one(field, Levels { def: levels.def + 1, ..levels }),
            // Repeated without being in a list: a list that cannot be null.
            Repetition::REPEATED => {
                let first = self.leaves;
                let element = self.one(field, levels.element())?;
                Ok(self.list(first, levels, element))
            }
        }
    }

    fn list(&self, first: usize, levels: Levels, element: Node) -> Node {
        let shape = Shape::List(Box::new(element), levels.rep + 1);
        Node { present: levels.def, leaves: first..self.leaves, shape }
    }

    /// What a field is when it is there.
    fn one(&mut self, field: &TypePtr, levels: Levels) -> Result<Node, String> {
        let first = self.leaves;
        if field.is_primitive() {
            self.leaves += 1;
            return Ok(Node { present: levels.def, leaves: first..self.leaves, shape: Shape::Value });
        }
        if field.get_fields().is_empty() {
            return Err(format!("the column {} is a group of nothing", field.name()));
        }
        match (annotation(field), repeated_child(field)) {
            (Some(Annotation::List), Some(middle)) => {
                let element = if is_element(middle, field) {
                    self.one(middle, levels.element())?
                } else {
                    self.node(&middle.get_fields()[0], levels.element())?
                };
                Ok(self.list(first, levels, element))
            }
            (Some(Annotation::Map), Some(middle)) if !middle.is_primitive() => {
                self.map(first, middle, levels)
            }
            _ => {
                let fields = field.get_fields().iter();
                let fields = fields.map(|field| self.member(field, levels)).collect::<Result<_, _>>()?;
                let shape = Shape::Struct(fields);
                Ok(Node { present: levels.def, leaves: first..self.leaves, shape })
            }
        }
    }

    fn map(&mut self, first: usize, middle: &TypePtr, levels: Levels) -> Result<Node, String> {
        match middle.get_fields() {
            // A set: keys without values.
            [key] => {
                let element = self.node(key, levels.element())?;
                Ok(self.list(first, levels, element))
            }
            [key, value] => {
                let key = self.node(key, levels.element())?;
                let value = self.node(value, levels.element())?;
                let shape = Shape::Map(Box::new(key), Box::new(value), levels.rep + 1);
                Ok(Node { present: levels.def, leaves: first..self.leaves, shape })
            }
            fields => {
                Err(format!("a map's entry has {} fields, where it has a key and a value", fields.len()))
            }
        }
    }
}

enum Annotation {
    List,
    Map,
}

fn annotation(field: &Type) -> Option<Annotation> {
    let info = field.get_basic_info();
    match (info.logical_type_ref(), info.converted_type()) {
        (Some(LogicalType::List), _) | (None, ConvertedType::LIST) => Some(Annotation::List),
        (Some(LogicalType::Map), _) | (None, ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE) => {
            Some(Annotation::Map)
        }
        _ => None,
    }
}

fn repeated_child(field: &Type) -> Option<&TypePtr> {
    match field.get_fields() {
        [child] if child.get_basic_info().repetition() == Repetition::REPEATED => Some(child),
        _ => None,
    }
}

/// Whether what is repeated is the element itself: the rules of the format for lists of old writers.
fn is_element(middle: &Type, list: &Type) -> bool {
    if middle.is_primitive() {
        return true;
    }
    let old_name = middle.name() == "array" || middle.name() == format!("{}_tuple", list.name());
    middle.get_fields().len() != 1 || (old_name && repeated_child(middle).is_none())
}
