//! Packs a program as a function's code: `pack PROGRAM FOLDER`. `benches/compare.py` times it.

#![expect(clippy::print_stdout, reason = "the key is what it is asked for")]

use std::{env, path::PathBuf};

fn main() -> Result<(), assets::PackError> {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let program = arguments.next().unwrap_or_default();
    let folder = arguments.next().unwrap_or_else(|| ".".into());
    let packed = assets::pack_binary(&program, &folder)?;
    println!("{} {} bytes", packed.key(), packed.size);
    Ok(())
}
