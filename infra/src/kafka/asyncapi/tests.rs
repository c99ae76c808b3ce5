use std::collections::BTreeSet;

use domain::samples;

use super::*;

fn names(of: &[headers::HeaderDoc], required: bool) -> BTreeSet<String> {
    let chosen = of.iter().filter(|header| header.required || !required);
    chosen.map(|header| header.name.to_owned()).collect()
}

#[test]
fn the_document_is_what_the_code_does() {
    let committed = include_str!("../../../../docs/asyncapi.yaml");
    assert!(committed == asyncapi_document(), "docs/asyncapi.yaml has drifted: run `make asyncapi`");
}

#[test]
fn every_header_that_is_written_is_documented() {
    // Given an event of which everything is known, and one of which only the necessary is.
    let mut event = messages::recorded(&samples::all()[0]);
    event.metadata.causation = Some(uuid::Uuid::nil());
    let full: BTreeSet<_> = messages::texts(&crate::kafka::cloudevent::headers(&event))
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    event.metadata.causation = None;
    event.metadata.traceparent = None;
    let least: BTreeSet<_> = messages::texts(&crate::kafka::cloudevent::headers(&event))
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    // Then the document names the headers of the first, and requires no more than those of the second.
    let undocumented: Vec<_> = full.difference(&names(headers::EVENT, false)).cloned().collect();
    assert_eq!(undocumented, [""; 0]);
    assert_eq!(least, names(headers::EVENT, true));
    // The relay adds its generation itself.
    let unwritten: Vec<_> = names(headers::EVENT, false).difference(&full).cloned().collect();
    assert!(unwritten.is_empty() || unwritten == ["ce_generation"], "{unwritten:?}");
}

#[test]
fn every_event_type_is_a_message_with_an_example() {
    let document = serde_json::to_value(document()).unwrap();
    for event in domain::schema::event_types() {
        let message = &document["components"]["messages"][event.versions.event_type];
        assert!(message["payload"]["properties"][event.versions.event_type].is_object(), "{message:#}");
        assert!(!message["examples"].as_array().unwrap().is_empty(), "{message:#}");
        assert!(document["channels"]["events"]["messages"][event.versions.event_type].is_object());
    }
}

#[test]
fn what_is_referred_to_is_there() {
    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(members) => {
                found.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
                members.values().for_each(|member| references(member, found));
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let document = serde_json::to_value(document()).unwrap();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert!(found.contains("#/components/schemas/Part"), "{found:?}");
    for reference in found {
        assert!(document.pointer(&reference[1..]).is_some(), "{reference} leads nowhere");
    }
}
