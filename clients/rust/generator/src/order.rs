//! Puts the fields of types in the order in which the description has them, so that a value that is read and printed
//! looks as the service wrote it. The generator sorts them by name.

use std::collections::HashMap;

use openapiv3::{OpenAPI, ReferenceOr, Schema, SchemaKind, Type};
use syn::visit_mut::{self, VisitMut};
use syn::{File, ItemStruct};

/// Restores the order.
pub(crate) fn restore(file: &mut File, document: &OpenAPI) {
    let schemas = document.components.iter().flat_map(|components| &components.schemas);
    let names = schemas.filter_map(|(name, schema)| Some((name.clone(), properties(schema)?))).collect();
    Order { names }.visit_file_mut(file);
}

fn properties(schema: &ReferenceOr<Schema>) -> Option<Vec<String>> {
    match &schema.as_item()?.schema_kind {
        SchemaKind::Type(Type::Object(object)) => Some(object.properties.keys().cloned().collect()),
        _ => None,
    }
}

/// The names of properties, by the schema's name.
struct Order {
    names: HashMap<String, Vec<String>>,
}

impl VisitMut for Order {
    fn visit_item_struct_mut(&mut self, item: &mut ItemStruct) {
        if let (Some(names), syn::Fields::Named(fields)) =
            (self.names.get(&item.ident.to_string()), &mut item.fields)
        {
            let mut sorted: Vec<_> = std::mem::take(&mut fields.named).into_iter().collect();
            sorted.sort_by_key(|field| place(names, field));
            fields.named = sorted.into_iter().collect();
        }
        visit_mut::visit_item_struct_mut(self, item);
    }
}

/// The field's place. What is a word of Rust has an underscore behind it.
fn place(names: &[String], field: &syn::Field) -> Option<usize> {
    let name = field.ident.as_ref()?.to_string();
    names.iter().position(|known| known == name.trim_end_matches('_'))
}
