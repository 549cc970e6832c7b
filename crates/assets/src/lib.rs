//! What goes to Lambda beside a template: reproducible zip files, and what a binary needs of the machine that runs it.
//!
//! [`pack`](mod@pack) makes a zip file of a file, a folder or a function's binary: the same input yields the same bytes,
//! and so the same [key](Packed::key), on every machine. [`elf`] reads what a binary needs, and says whether Amazon
//! Linux 2023 has it. The builds that yield the binaries are the command line's.
//!
//! ```
//! # let folder = tempfile::tempdir().unwrap();
//! # let (code, zips) = (folder.path().join("code"), folder.path().join("zips"));
//! # std::fs::create_dir_all(&code).unwrap();
//! # std::fs::create_dir_all(&zips).unwrap();
//! std::fs::write(code.join("index.mjs"), "export const handler = async () => ({ statusCode: 200 });\n")?;
//! let first = assets::pack(&code, &zips)?;
//! let again = assets::pack(&code, &zips)?;
//! assert_eq!(first, again);
//! assert_eq!(first.key(), format!("assets/{}.zip", first.sha256));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | room | holds |
//! |---|---|
//! | [`mod@pack`] | zip files, their hash and key |
//! | `write`, [`mod@hash`] | the bytes of a zip file; their hash |
//! | [`given`] | zip files that somebody else made |
//! | `entries` | the files of a folder, in order, with what is kept of each |
//! | [`error`] | why something cannot be packed |
//! | [`elf`] | what a binary needs: machine, loader, versions of glibc |
//! | [`fit`] | whether Lambda's machine has that |
//! | [`architecture`], [`glibc`] | the two machines; versions of the C library |

pub mod architecture;
pub mod elf;
mod entries;
pub mod error;
pub mod fit;
pub mod given;
pub mod glibc;
pub mod hash;
pub mod pack;
mod write;

pub use architecture::Architecture;
pub use elf::{Elf, ElfError, Machine, Need};
pub use error::{PackError, Problem, Unpackable};
pub use fit::{Unfit, fits};
pub use given::{Extracted, extract, is_zip};
pub use glibc::Glibc;
pub use hash::hash;
pub use pack::{PREFIX, Packed, UNPACKED_LIMIT, pack, pack_binary};
