//! What filters make of items, without a pool.

use workers::jq::{ErrorClass, ItemError, Variables, compile};

const OUTPUT_LIMIT: usize = 1 << 20;

fn run(filter: &str, item: &str) -> Result<String, ItemError> {
    run_bytes(filter, item.as_bytes())
}

fn run_bytes(filter: &str, item: &[u8]) -> Result<String, ItemError> {
    compile(filter).expect(filter).run(item, &Variables::default(), OUTPUT_LIMIT)
}

fn class(result: Result<String, ItemError>) -> ErrorClass {
    result.expect_err("the item must fail").class
}

const VARIABLES: &str = r#"{"job":{"id":"job_1","name":"n","tags":["a"]},"tenant":"acme"}"#;

fn run_with(filter: &str, item: &str) -> Result<String, ItemError> {
    let variables = Variables::parse(VARIABLES).expect("variables");
    compile(filter).expect(filter).run(item.as_bytes(), &variables, OUTPUT_LIMIT)
}

#[test]
fn variables_have_their_values() {
    assert_eq!(run_with("[$item, $job.id, $tenant]", "[1]").as_deref(), Ok(r#"[[1],"job_1","acme"]"#));
    assert_eq!(run_with("{$tenant, t: $job.tags}", "0").as_deref(), Ok(r#"{"tenant":"acme","t":["a"]}"#));
    assert_eq!(run("[$job, $tenant]", "0").as_deref(), Ok("[null,null]"));
}

#[test]
fn the_item_stays_as_it_came_in() {
    assert_eq!(run("[(.a = 2 | .a), $item.a, .a]", r#"{"a":1}"#).as_deref(), Ok("[2,1,1]"));
    assert_eq!(run("def f($item): $item; [f(7), $item]", "1").as_deref(), Ok("[7,1]"));
}

#[test]
fn variables_must_be_an_object() {
    assert_eq!(Variables::parse("[]").expect_err("an array").class, ErrorClass::InvalidJson);
    assert!(Variables::parse("{").is_err());
}

fn filter_error(filter: &str) -> String {
    let error = run(filter, "null").expect_err(filter);
    assert_eq!(error.class, ErrorClass::FilterError, "{filter}");
    error.message
}

#[test]
fn outputs_are_joined_by_commas() {
    assert_eq!(run(".[]", "[1, \"a\", null, {\"b\": [true]}]").as_deref(), Ok("1,\"a\",null,{\"b\":[true]}"));
    assert_eq!(run("empty", "1").as_deref(), Ok(""));
    assert_eq!(run("\"\"", "1").as_deref(), Ok("\"\""));
}

#[test]
fn numbers_keep_their_digits() {
    let digits = "[12345678901234567890123,0.1000000000000000055511151231257827,1e1000,-1.50]";
    assert_eq!(run(".", digits).as_deref(), Ok(digits));
    assert_eq!(run(". + 1", "12345678901234567890123").as_deref(), Ok("12345678901234567890124"));
    assert_eq!(run("1 / 3, 1e300 * 10", "0").as_deref(), Ok("0.3333333333333333,1e301"));
}

#[test]
fn keys_keep_their_order_and_the_last_duplicate_wins() {
    assert_eq!(run(".", "{\"z\":1,\"a\":2,\"z\":3}").as_deref(), Ok("{\"z\":3,\"a\":2}"));
}

#[test]
fn text_is_escaped() {
    let text = "\"\\\"\\\\\\n\\u0000é\u{1f6eb}\"";
    assert_eq!(run(".", text).as_deref(), Ok("\"\\\"\\\\\\n\\u0000é\u{1f6eb}\""));
}

#[test]
fn outputs_are_always_json() {
    assert_eq!(
        run("nan, infinite, -infinite", "0").as_deref(),
        Ok("null,1.7976931348623157e308,-1.7976931348623157e308")
    );
    assert_eq!(run("01.5, 007", "0").as_deref(), Ok("1.5,7"));
    assert_eq!(run("fromjson", "\"[+1.5, 01.5] # comment\"").as_deref(), Ok("[1.5,1.5]"));
    // Half of a character.
    assert_eq!(run("@base64d", "\"w6nD\"").as_deref(), Ok("\"é\u{fffd}\""));
    assert_eq!(filter_error("\"a\" | tobytes"), "an output holds a byte string, which JSON cannot express");
    assert_eq!(filter_error("{(0): 1}"), "an output has an object with the key 0, which is not a string");
}

#[test]
fn runtime_errors_are_told() {
    assert_eq!(filter_error("error(\"x\")"), "x");
    assert_eq!(filter_error("error({a: 1})"), "{\"a\":1}");
    assert_eq!(filter_error("error"), "null");
    assert_eq!(filter_error("1, error(\"late\")"), "late");
    assert_eq!(filter_error("1 | .a"), "cannot index 1 with \"a\"");
    assert_eq!(filter_error("{} + 1"), "cannot calculate {} + 1");
    assert_eq!(filter_error("\"(\" as $re | \"a\" | test($re)").split(':').next(), Some("invalid regex"));
}

#[test]
fn a_long_message_is_cut() {
    let message = filter_error("error(\"é\" * 100000)");
    assert_eq!(message, "é".repeat(512) + "…");
    assert!(filter_error("[range(100000)] | error").len() < 1100);
    assert!(filter_error("[range(100000)] | .a").len() < 1100);
}

#[test]
fn an_item_is_exactly_one_json_value() {
    for item in [
        "",
        " \n",
        "{",
        "{} {}",
        "1,",
        "nul",
        "NaN",
        "Infinity",
        "+1",
        "01",
        "1.",
        "'a'",
        "# c\n1",
        "b\"a\"",
        "{1:2}",
        "{\"a\":}",
        "[1,]",
        "\"\n\"",
        "\"\\x41\"",
        "\"\\ud800\"",
        "\u{feff}1",
    ] {
        assert_eq!(class(run(".", item)), ErrorClass::InvalidJson, "{item}");
    }
    assert_eq!(run(".", " \t\r\n[ 1 ]\n").as_deref(), Ok("[1]"));
}

#[test]
fn an_item_is_utf8() {
    for item in [&b"\"\xff\""[..], b"\xc3", b"\"\xed\xa0\x80\""] {
        assert_eq!(class(run_bytes(".", item)), ErrorClass::InvalidUtf8);
    }
}

#[test]
fn deep_items_are_refused() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let item = |depth: usize| format!("{}1{}", open.repeat(depth), close.repeat(depth));
        assert_eq!(class(run(".", &item(10_001))), ErrorClass::InvalidJson);
        assert_eq!(class(run(".", &item(1_000_000))), ErrorClass::InvalidJson);
    }
    assert_eq!(class(run(".", &"[".repeat(1_000_000))), ErrorClass::InvalidJson);
    assert_eq!(run("length", &format!("\"{}\"", "[\\\"".repeat(20_000))).as_deref(), Ok("40000"));
}

#[test]
fn endless_and_large_outputs_are_cut_off() {
    for filter in
        ["repeat(1)", "repeat(\"\")", "[range(1000000)]", "\"x\" * 2000000", "{a: (\"x\" * 2000000)}"]
    {
        assert_eq!(class(run(filter, "1")), ErrorClass::OutputTooLarge, "{filter}");
    }
    let half = OUTPUT_LIMIT / 2 - 3;
    assert!(run(&format!("(\"x\" * {half}), (\"x\" * {half})"), "1").is_ok());
}
