//! Compiles a filter, or says where it is wrong.

use std::any::Any;
use std::thread;

use jaq_core::load::{self, Arena, File, Loader};

use super::filter::Filter;
use super::problem::{CompileError, CompileErrorKind};
use super::program::VARIABLES;
use super::{builtins, guard};

/// The longest filter that is accepted, in bytes.
pub const MAX_FILTER_BYTES: usize = 64 * 1024;

/// The stack that parsing and compiling get. The deepest filter that [`guard`] lets through needs
/// less than half of it in a debug build. Only what is used is ever backed by memory.
pub(super) const COMPILE_STACK_BYTES: usize = 64 * 1024 * 1024;

/// Compiles a filter, which may use `$item`, `$job` and `$tenant`.
///
/// It takes about a millisecond, on a thread of its own with a stack that suffices for the
/// deepest filter that is accepted, so it is safe in a process that must not crash.
///
/// # Errors
///
/// Gives the first problem in the filter.
pub fn compile(source: &str) -> Result<Filter, CompileError> {
    let internal = |message| CompileError::at(source, CompileErrorKind::Internal, 0, message);
    thread::scope(|scope| {
        let builder = thread::Builder::new().name("jq-compile".into()).stack_size(COMPILE_STACK_BYTES);
        let compiler = builder
            .spawn_scoped(scope, || compile_here(source))
            .map_err(|error| internal(format!("the filter cannot be compiled now: {error}")))?;
        let failed =
            |panic: Box<dyn Any + Send>| internal(format!("the compiler failed: {}", panic_message(&*panic)));
        compiler.join().map_err(failed)?
    })
}

/// Compiles a filter on this thread, whose stack must have [`COMPILE_STACK_BYTES`].
pub(super) fn compile_here(source: &str) -> Result<Filter, CompileError> {
    check_limits(source)?;
    let arena = Arena::default();
    let file = File { code: source, path: () };
    let modules = Loader::new(builtins::definitions())
        .load(&arena, file)
        .map_err(|errors| CompileError::of_syntax(source, errors))?;
    // An import of data passes the loader; without its value the filter would panic when it runs.
    load::import(&modules, |_| Err("files cannot be imported".into()))
        .map_err(|errors| CompileError::of_syntax(source, errors))?;
    jaq_core::Compiler::default()
        .with_funs(builtins::natives())
        .with_global_vars(VARIABLES)
        .compile(modules)
        .map(|compiled| Filter::new(compiled, source))
        .map_err(|errors| CompileError::of_names(source, errors))
}

fn check_limits(source: &str) -> Result<(), CompileError> {
    let refuse = |at, message| Err(CompileError::at(source, CompileErrorKind::Limit, at, message));
    if source.len() > MAX_FILTER_BYTES {
        return refuse(MAX_FILTER_BYTES, format!("the filter is longer than {MAX_FILTER_BYTES} bytes"));
    }
    match guard::too_deep_at(source) {
        None => Ok(()),
        Some(at) => refuse(at, "the filter nests too deeply, or chains too many operators".into()),
    }
}

/// The text of a panic.
pub(super) fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("it panicked")
}
