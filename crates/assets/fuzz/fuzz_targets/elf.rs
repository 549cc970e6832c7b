//! No file may make the reader of programs panic, hang or take memory without bound.
//!
//! `cargo +nightly fuzz run elf` in this folder; any small program is a good first seed.

#![no_main]

use assets::{Elf, fits};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(program) = Elf::parse(data) {
        let _ = (program.glibc(), fits(&program, None));
    }
});
