//! The generated part of the client is what the service's description gives.

#[test]
fn the_generated_part_is_what_the_description_gives() {
    let made = thousandfold_client_generator::made_from(include_str!("../../../docs/openapi.json")).unwrap();
    let same = made == include_str!("../src/generated.rs");
    assert!(same, "src/generated.rs is not what docs/openapi.json gives: run `clients/generate rust`");
}
