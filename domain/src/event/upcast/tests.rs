use cqrs_es::DomainEvent;
use cqrs_es::persist::SemanticVersionEventUpcaster;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::*;
use crate::event::{DecodeError, versions};
use crate::raw_json::RawJson;

/// An event whose shape changed twice: 2.0 split and renamed `name`, 3.0 added `country`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
enum ContactEvent {
    Moved { given_name: String, family_name: String, country: String, address: RawJson },
    Lost { reason: Option<String> },
    Found { place: String },
}

versions!(ContactEvent {
    Moved: "3.0",
    Lost: "1.1" | "1.0",
    Found: "4.0",
} opaque: ["/Moved/address"] upcasters: [
    Upcaster::new("Moved", "1.0", "2.0", split_name),
    Upcaster::new("Moved", "2.0", "3.0", add_country),
    Upcaster::new("Found", "1.0", "2.0", |_| {}),
    Upcaster::new("Found", "3.0", "3.0", |_| {}),
]);

/// The same change, with the upcasters that cqrs-es brings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
enum PersonEvent {
    Moved { given_name: String, family_name: String, country: String, address: RawJson },
}

versions!(PersonEvent { Moved: "3.0" } upcasters: [
    framework("2.0", split_name),
    framework("3.0", add_country),
]);

fn split_name(event: &mut Map<String, Value>) {
    let name = event.remove("name").unwrap_or_default();
    let (given, family) = name.as_str().and_then(|name| name.split_once(' ')).unwrap_or_default();
    event.insert("given_name".to_owned(), json!(given));
    event.insert("family_name".to_owned(), json!(family));
}

fn add_country(event: &mut Map<String, Value>) {
    event.insert("country".to_owned(), json!("unknown"));
}

fn framework(to: &str, change: fn(&mut Map<String, Value>)) -> SemanticVersionEventUpcaster {
    let members = move |mut payload: Value| {
        change(payload["Moved"].as_object_mut().unwrap());
        payload
    };
    SemanticVersionEventUpcaster::new("Moved", to, Box::new(members))
}

fn stored(event_type: &str, event_version: &str, members: &str) -> RecordedEvent {
    let payload = format!("{{\"{event_type}\":{members}}}");
    crate::event::recorded_for_tests("contact", event_type, event_version, payload)
}

const ADDRESS: &str = r#"{"street":"Analytical  Way","door":12.500000000000000000001,"a":"opaque 0"}"#;

fn first() -> RecordedEvent {
    stored("Moved", "1.0", &format!(r#"{{"address":{ADDRESS},"name":"Ada Lovelace"}}"#))
}

fn second() -> RecordedEvent {
    let members = format!(r#"{{"address":{ADDRESS},"given_name":"Ada","family_name":"Lovelace"}}"#);
    stored("Moved", "2.0", &members)
}

fn moved() -> ContactEvent {
    ContactEvent::Moved {
        given_name: "Ada".to_owned(),
        family_name: "Lovelace".to_owned(),
        country: "unknown".to_owned(),
        address: RawJson::parse(ADDRESS.to_owned()).unwrap(),
    }
}

fn error(event: &RecordedEvent) -> DecodeError {
    event.decode::<ContactEvent>().unwrap_err()
}

#[test]
fn an_event_of_the_current_version_is_read_as_it_is() {
    let event = moved();
    let payload = serde_json::to_string(&event).unwrap();
    let stored =
        crate::event::recorded_for_tests("contact", &event.event_type(), &event.event_version(), payload);
    assert_eq!(stored.event_version, "3.0");
    assert_eq!(stored.decode::<ContactEvent>().unwrap(), event);
}

#[test]
fn an_event_of_any_earlier_version_becomes_one_of_the_current_version() {
    for event in [first(), second()] {
        assert_eq!(event.decode::<ContactEvent>().unwrap(), moved(), "{}", event.event_version);
    }
}

#[test]
fn the_upcasters_of_cqrs_es_lead_to_the_same_event() {
    for event in [first(), second()] {
        let upcast: PersonEvent = event.decode().unwrap();
        let PersonEvent::Moved { given_name, family_name, country, .. } = upcast;
        assert_eq!([given_name, family_name, country], ["Ada", "Lovelace", "unknown"]);
    }
}

#[test]
fn what_a_tenant_wrote_keeps_its_bytes_through_every_upcaster() {
    let ContactEvent::Moved { address, .. } = first().decode().unwrap() else {
        panic!("another event");
    };
    assert_eq!(address.as_str(), ADDRESS);
}

#[test]
fn an_earlier_version_that_still_fits_needs_no_upcaster() {
    let lost = stored("Lost", "1.0", "{}").decode::<ContactEvent>().unwrap();
    assert_eq!(lost, ContactEvent::Lost { reason: None });
    assert_eq!(lost.event_version(), "1.1");
}

#[test]
fn an_event_that_is_newer_asks_for_an_upgrade() {
    for version in ["3.1", "4.0"] {
        let error = error(&stored("Moved", version, "{}"));
        assert!(error.needs_upgrade());
        let text = error.to_string();
        assert!(text.contains("knows versions up to 3.0: upgrade the program"), "{text}");
    }
    let error = error(&stored("Merged", "1.0", "{}"));
    assert!(error.needs_upgrade(), "{error}");
}

#[test]
fn a_missing_upcaster_is_named() {
    for (version, from) in [("1.0", "2.0"), ("1.5", "1.5"), ("3.0", "3.0")] {
        let error = error(&stored("Found", version, "{}"));
        assert!(!error.needs_upgrade());
        let text = error.to_string();
        assert!(text.contains(&format!("there is no upcaster that leads on from {from}")), "{text}");
    }
}

#[test]
fn a_payload_that_is_not_what_its_version_says_is_refused() {
    for (version, members) in [("3.0", "{}"), ("1.0", "7"), ("1.0", "{}"), ("1.0", "{")] {
        let text = error(&stored("Moved", version, members)).to_string();
        assert!(text.contains("does not have the shape of 3.0"), "{text}");
    }
    let text = error(&stored("Moved", "new", "{}")).to_string();
    assert!(text.contains("Moved new, has no version such as 1.0"), "{text}");
}
