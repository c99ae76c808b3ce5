//! Which filters compile, and what is said about the others.

use workers::jq::{CompileError, CompileErrorKind, MAX_FILTER_BYTES, compile};

fn error(source: &str) -> CompileError {
    compile(source).expect_err(source)
}

fn place(error: &CompileError) -> (usize, usize, usize) {
    (error.offset, error.line, error.column)
}

#[test]
fn good_filters_compile() {
    for source in [
        ".",
        "{carrier, route: \"\\(.origin)-\\(.dest)\"}",
        "def f: if . > 0 then . - 1 | f else . end; f",
        "[.[] | select(.a and (.b | not))] | sort_by(.c) | map(.d? // empty)",
        ". as [$a, {b: $c}] | reduce range($a) as $i ($c; . + $i)",
        "label $out | foreach .[] as $x (0; . + $x; if . > 9 then ., break $out else . end)",
        "# a comment ((((\n. # and another \\\n (((\n | .a",
        "now | todate | @base64 | test(\"a+\"; \"ix\")",
    ] {
        assert!(compile(source).is_ok(), "{source}: {:?}", compile(source));
    }
}

#[test]
fn a_lex_error_has_its_place() {
    let error = error(".a |\n  é & .b");
    assert_eq!(error.kind, CompileErrorKind::Syntax);
    assert_eq!(place(&error), (7, 2, 3));
    assert_eq!(error.message, "expected token, found `é`");
    assert_eq!(error.to_string(), "expected token, found `é` at line 2, column 3");
}

#[test]
fn an_unclosed_bracket_is_found_at_the_end() {
    let error = error("[.a, (.b");
    assert_eq!(error.message, "expected closing parenthesis, found the end of the filter");
    assert_eq!(place(&error), (8, 1, 9));
}

#[test]
fn a_parse_error_has_its_place() {
    let error = error("if .a\nthen 1\nesle 2 end");
    assert_eq!(error.kind, CompileErrorKind::Syntax);
    assert_eq!(place(&error), (13, 3, 1));
    assert_eq!(error.message, "expected else or end, found `esle`");
    assert_eq!(place(&self::error("")), (0, 1, 1));
}

#[test]
fn an_undefined_name_has_its_place() {
    let filter = error(".a | foo(1; 2)");
    assert_eq!(filter.kind, CompileErrorKind::Undefined);
    assert_eq!(filter.message, "undefined filter `foo/2`");
    assert_eq!(place(&filter), (5, 1, 6));
    assert_eq!(error("1 + $x").message, "undefined variable `$x`");
    assert_eq!(error("break $x").message, "undefined label `$x`");
    assert_eq!(error("m::f").message, "undefined module `m`");
}

#[test]
fn of_several_problems_the_first_is_told() {
    assert_eq!(error("def f: foo; bar | f").message, "undefined filter `foo/0`");
    assert_eq!(error("bar | (def f: foo; f)").message, "undefined filter `bar/0`");
}

#[test]
fn nothing_outside_of_the_item_can_be_reached() {
    for source in [
        "env",
        "env.PATH",
        "$ENV",
        "$ENV.PATH",
        "input",
        "[inputs]",
        "input_filename",
        "input_line_number",
        "debug",
        "debug(\"x\")",
        "stderr",
        "halt",
        "halt(1)",
        "halt_error",
        "halt_error(1)",
        "localtime",
        "strflocaltime(\"%c\")",
        "get_search_list",
        "$__prog_args",
        "debug_empty",
        "stderr_empty",
    ] {
        assert_eq!(error(source).kind, CompileErrorKind::Undefined, "{source}");
    }
    for source in [
        "import \"a\" as a; a::f",
        "include \"a\"; f",
        "import \"a\" as $a; $a",
        "import \"/etc/passwd\" as $a; 1",
    ] {
        assert_eq!(error(source).kind, CompileErrorKind::Syntax, "{source}");
    }
}

#[test]
fn a_long_filter_is_refused() {
    let longest = format!(".{}", " ".repeat(MAX_FILTER_BYTES - 1));
    assert!(compile(&longest).is_ok());
    let error = error(&(longest + " "));
    assert_eq!(error.kind, CompileErrorKind::Limit);
}

/// Ways to nest: what is repeated before, the innermost, what is repeated after.
const NESTINGS: [(&str, &str, &str); 24] = [
    ("(", "1", ")"),
    ("[", "1", "]"),
    ("{a:", "1", "}"),
    ("{(", "\"a\"", "):1}"),
    ("\"\\(", "1", ")\""),
    ("-", "1", ""),
    ("1|", "1", ""),
    ("1,", "1", ""),
    ("1+", "1", ""),
    ("1-", "1", ""),
    ("1//", "1", ""),
    ("1=", "1", ""),
    ("1 and ", "1", ""),
    ("1 as $x|", "1", ""),
    (". as [", "$x", "]|1"),
    ("if ", "1", " then 1 end"),
    ("if 1 then ", "1", " end"),
    ("if 1 then 1 else ", "1", " end"),
    ("try ", "1", ""),
    ("try 1 catch ", "1", ""),
    ("label $x|", "1", ""),
    ("def f:", "1", ";f"),
    ("reduce 1 as $x(1;", "1", ")"),
    (".[", "1", "]"),
];

#[test]
fn hostile_nesting_is_refused_without_recursion() {
    for (before, innermost, after) in NESTINGS {
        for closed in [true, false] {
            let count = MAX_FILTER_BYTES / (before.len() + after.len()) - 1;
            let after = if closed { after.repeat(count) } else { String::new() };
            let error = error(&format!("{}{innermost}{after}", before.repeat(count)));
            assert_eq!(error.kind, CompileErrorKind::Limit, "{before}");
        }
    }
}

#[test]
fn the_deepest_nesting_that_is_accepted_fits_the_stack() {
    for (before, innermost, after) in NESTINGS {
        let nested = |count| format!("{}{innermost}{}", before.repeat(count), after.repeat(count));
        let counts: Vec<usize> = (1..MAX_FILTER_BYTES / (before.len() + after.len())).collect();
        let accepted = counts.partition_point(|count| !is_too_deep(&nested(*count)));
        assert!(accepted >= 100 && accepted < counts.len(), "{before} {accepted}");
    }
}

fn is_too_deep(source: &str) -> bool {
    matches!(compile(source), Err(error) if error.kind == CompileErrorKind::Limit)
}

#[test]
fn strings_and_comments_do_not_hide_nesting() {
    let deep = "(".repeat(20_000);
    for hidden in [
        format!("\")\" | {deep}"),
        format!("\"\\\\\" | {deep}"),
        format!("\"\\\"\" | {deep}"),
        format!("\"\\(\")\")\" | {deep}"),
        format!("\"\\u12\" | {deep}"),
        format!("\"\\x\" | {deep}"),
        format!("# )\n {deep}"),
        format!("# \\\\\n {deep}"),
        format!("\"\\(& \" | {deep}"),
        format!("\"\\(] \" | {deep}"),
        format!("\"\\((]] \" | {deep}"),
        "(\")\"+".repeat(10_000),
        "(\"\\(1)\"+".repeat(8_000),
        "(#)\n".repeat(15_000),
    ] {
        assert_eq!(error(&hidden).kind, CompileErrorKind::Limit, "{}", &hidden[..20]);
    }
}

#[test]
fn brackets_in_strings_and_comments_do_not_count() {
    let text = "(".repeat(20_000);
    assert!(compile(&format!("\"{text}\" # {text}\n | \"[[\\(1)\" # \\\n{text}")).is_ok());
    let fields: Vec<String> = (0..1_000).map(|i| format!("f{i}: (.a{i} | tonumber? // 0)")).collect();
    assert!(compile(&format!("{{{}}}", fields.join(", "))).is_ok());
}
