//! What bounds a template and its evaluation, so that neither takes the stack, the memory or the time of its host.

/// The longest template, in bytes: 300 KB, API Gateway's own limit (reference 6.3).
pub const TEMPLATE_BYTES: usize = 300 * 1024;

/// The most rounds of one `#foreach`: API Gateway's own limit (reference 6.3). What the service does beyond it is not documented; here
/// it is an error.
pub const ROUNDS: usize = 1000;

/// How deep directives, brackets and strings of a template may nest.
pub const NESTING: usize = 64;

/// How many errors of one template are reported.
pub const ERRORS: usize = 100;

/// How many pieces a rendering may evaluate, list elements included.
pub const STEPS: usize = 1_000_000;

/// How much text a rendering may make, intermediate results included, in bytes.
pub const TEXT_BYTES: usize = 16 * 1024 * 1024;

/// How deep a value may nest when it is printed or compared.
pub const VALUE_NESTING: usize = 128;
