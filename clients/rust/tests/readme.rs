//! The README's example is the one that runs.

#[test]
fn the_example_is_the_tour() {
    let (readme, tour) = (include_str!("../README.md"), include_str!("../examples/tour.rs"));
    let code = tour.split_once("\n\n").map_or(tour, |(_, code)| code);
    assert!(readme.contains(code), "README.md does not have the code of examples/tour.rs");
}
