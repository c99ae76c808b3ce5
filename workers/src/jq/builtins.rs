//! The functions that a tenant's filter may call.
//!
//! Left out is what would reach outside of the item: the process's environment (`env`), the
//! machine's time zone (`localtime`, `strflocaltime`), the log (`debug`, `stderr`), ending the
//! process (`halt`, `halt_error`). `input` and `inputs`, `$ENV`, modules and files are not part of
//! the engine's standard library to begin with. A filter that uses one of them does not compile.

use std::sync::LazyLock;

use jaq_core::load::parse::Def;
use jaq_core::native::Fun;

use super::filter::Data;

/// The native functions that are left out.
const FORBIDDEN_NATIVE: [&str; 6] =
    ["env", "localtime", "strflocaltime", "debug_empty", "stderr_empty", "halt"];

/// The definitions that are left out, because they need a forbidden function.
const FORBIDDEN_DEFINITIONS: [&str; 4] = ["debug", "stderr", "halt", "halt_error"];

static DEFINITIONS: LazyLock<Vec<Def<&'static str>>> = LazyLock::new(|| {
    let all = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
    all.filter(|def| !FORBIDDEN_DEFINITIONS.contains(&def.name)).collect()
});

/// The definitions that are written in jq.
pub(super) fn definitions() -> Vec<Def<&'static str>> {
    DEFINITIONS.clone()
}

/// The functions that are written in Rust.
pub(super) fn natives() -> impl Iterator<Item = Fun<Data>> {
    let all = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs());
    all.filter(|(name, ..)| !FORBIDDEN_NATIVE.contains(name))
}
