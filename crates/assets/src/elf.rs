//! What a binary needs of the machine that runs it: the ELF headers and version tables, and none of the code.

use std::{collections::HashMap, fmt, fs::File, io, path::Path};

use object::{
    Endianness,
    elf::{self, FileHeader64},
    read::{
        ReadCache, ReadRef,
        elf::{FileHeader as _, ProgramHeader as _, SectionTable, Sym as _},
    },
};

use crate::{Architecture, Glibc};

/// What a binary needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elf {
    /// The processor.
    pub machine: Machine,
    /// The program that loads it; none where it is linked statically.
    pub loader: Option<String>,
    /// The versions of libraries without which the loader refuses it, in the order of the file.
    pub needs: Vec<Need>,
}

/// The processor that a binary is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Machine {
    /// One of Lambda's.
    Lambda(Architecture),
    /// Another one, by its number in ELF.
    Other(u16),
}

/// A version of a library that a binary needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The version's name, such as `GLIBC_2.34`.
    pub version: String,
    /// The symbols that need it; none where the file does not tell.
    pub symbols: Vec<String>,
}

/// Why a file is no binary that can be examined.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ElfError {
    /// The file cannot be read.
    #[error("cannot be read")]
    Unreadable(#[from] io::Error),
    /// A script, which an interpreter runs that its first line names.
    #[error("is a script")]
    Script,
    /// Not an ELF file, such as a program of macOS or Windows.
    #[error("is no program for Linux")]
    NotElf,
    /// A library, an object file, or a program of 32 bits or with the most significant byte first.
    #[error("is no 64-bit program for a little-endian Linux")]
    OtherKind,
    /// It names more versions than any program needs.
    #[error("is a damaged program: it names more than {MAX_NEEDS} versions of libraries")]
    TooMany,
    /// Its tables contradict themselves.
    #[error("is a damaged program: {0}")]
    Malformed(#[from] object::Error),
}

/// Versions that a file may name. Binaries have some twenty; the rest is made to keep us busy.
const MAX_NEEDS: usize = 1_000;

/// Symbols of a version that are kept: more than anybody reads.
const MAX_SYMBOLS: usize = 50;

/// How every script begins.
const SCRIPT: &[u8] = b"#!";

/// How every ELF file begins.
const MAGIC: &[u8] = b"\x7fELF";

type Header = FileHeader64<Endianness>;

impl Elf {
    /// Reads what the program in a file needs.
    pub fn read(path: &Path) -> Result<Self, ElfError> {
        let file = File::open(path)?;
        if !file.metadata()?.is_file() {
            return Err(ElfError::NotElf);
        }
        Self::of(&ReadCache::new(file))
    }

    /// Reads what a program needs.
    pub fn parse(data: &[u8]) -> Result<Self, ElfError> {
        Self::of(data)
    }

    /// The newest version of glibc that it needs; none where it needs none.
    pub fn glibc(&self) -> Option<Glibc> {
        self.needs
            .iter()
            .filter_map(|need| Glibc::parse(&need.version))
            .max()
    }

    fn of<'data>(data: impl ReadRef<'data>) -> Result<Self, ElfError> {
        if data.read_bytes_at(0, SCRIPT.len() as u64) == Ok(SCRIPT) {
            return Err(ElfError::Script);
        }
        if data.read_bytes_at(0, MAGIC.len() as u64) != Ok(MAGIC) {
            return Err(ElfError::NotElf);
        }
        let header = Header::parse(data).map_err(|_| ElfError::OtherKind)?;
        let endian = header.endian()?;
        if endian != Endianness::Little || ![elf::ET_EXEC, elf::ET_DYN].contains(&header.e_type(endian)) {
            return Err(ElfError::OtherKind);
        }
        let mut loader = None;
        for segment in header.program_headers(endian, data)? {
            let named = segment.interpreter(endian, data)?;
            loader = loader.or(named.map(text));
        }
        let sections = header.sections(endian, data)?;
        Ok(Self {
            machine: Machine::of(header.e_machine(endian)),
            loader,
            needs: needs(endian, data, &sections)?,
        })
    }
}

impl Machine {
    fn of(machine: elf::Machine) -> Self {
        match machine {
            elf::EM_AARCH64 => Self::Lambda(Architecture::Arm64),
            elf::EM_X86_64 => Self::Lambda(Architecture::X86_64),
            elf::Machine(other) => Self::Other(other),
        }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lambda(architecture) => architecture.fmt(f),
            Self::Other(number) => write!(f, "another processor (ELF machine {number})"),
        }
    }
}

/// The versions in `.gnu.version_r`, but for those that are only asked for weakly: the loader lets them be missing.
fn needs<'data, R: ReadRef<'data>>(
    endian: Endianness,
    data: R,
    sections: &SectionTable<'data, Header, R>,
) -> Result<Vec<Need>, ElfError> {
    let Some((mut libraries, strings)) = sections.gnu_verneed(endian, data)? else {
        return Ok(Vec::new());
    };
    let strings = sections.strings(endian, data, strings)?;
    let mut needs = Needs::default();
    while let Some((_, mut versions)) = libraries.next()? {
        while let Some(version) = versions.next()? {
            let name = text(version.name(endian, strings)?);
            let is_weak = version.vna_flags.get(endian).contains(elf::VER_FLG_WEAK);
            needs.add(name, version.vna_other(endian).index().0, is_weak)?;
        }
    }
    needs.name_symbols(endian, data, sections)?;
    Ok(needs.found)
}

#[derive(Default)]
struct Needs {
    found: Vec<Need>,
    /// Where in the list the version stands that symbols know by this index.
    places: HashMap<u16, usize>,
    seen: usize,
}

impl Needs {
    fn add(&mut self, version: String, index: u16, is_weak: bool) -> Result<(), ElfError> {
        self.seen += 1;
        if self.seen > MAX_NEEDS {
            return Err(ElfError::TooMany);
        }
        if !is_weak {
            self.places.insert(index, self.found.len());
            let symbols = Vec::new();
            self.found.push(Need { version, symbols });
        }
        Ok(())
    }

    /// Each dynamic symbol has the index of its version in the table `.gnu.version`.
    fn name_symbols<'data, R: ReadRef<'data>>(
        &mut self,
        endian: Endianness,
        data: R,
        sections: &SectionTable<'data, Header, R>,
    ) -> Result<(), ElfError> {
        let Some((versions, table)) = sections.gnu_versym(endian, data)? else {
            return Ok(());
        };
        let table = sections.symbol_table_by_index(endian, data, table)?;
        for (symbol, version) in table.iter().zip(versions) {
            let index = version.0.get(endian).index().0;
            let Some(need) = self
                .places
                .get(&index)
                .and_then(|place| self.found.get_mut(*place))
            else {
                continue;
            };
            if need.symbols.len() < MAX_SYMBOLS {
                need.symbols.push(text(symbol.name(endian, table.strings())?));
            }
        }
        Ok(())
    }
}

/// Names are ASCII where nobody tampered with them.
fn text(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}

#[cfg(test)]
pub(crate) mod tests;
