//! The hash that names a zip file.

use std::{
    fmt::Write as _,
    io::{self, Read, Seek},
};

use sha2::{Digest as _, Sha256};

use crate::write::buffer;

/// The SHA-256 of what a reader holds from its beginning, in hexadecimal digits, and how many bytes that are.
pub fn hash(from: &mut (impl Read + Seek)) -> io::Result<(String, u64)> {
    from.rewind()?;
    let (mut sha256, mut size, mut buffer) = (Sha256::new(), 0, buffer());
    loop {
        match from.read(&mut buffer)? {
            0 => break,
            read => {
                sha256.update(&buffer[..read]);
                size += read as u64;
            }
        }
    }
    let mut digits = String::with_capacity(64);
    for byte in sha256.finalize() {
        // Writing to a text does not fail.
        let _ = write!(digits, "{byte:02x}");
    }
    Ok((digits, size))
}
