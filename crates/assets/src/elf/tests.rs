use proptest::prelude::*;

use super::*;

/// A version that a made-up program asks for: library, name, whether only weakly, and the symbol that asks.
pub(crate) type Asked = (&'static str, &'static str, bool, &'static str);

/// A program with these headers and version tables, and no code.
pub(crate) fn program(machine: u16, loader: Option<&str>, asked: &[Asked]) -> Vec<u8> {
    let mut strings = vec![0];
    let mut string = |text: &str| {
        let at = u32::try_from(strings.len()).unwrap();
        strings.extend(text.bytes().chain([0]));
        at
    };
    // The first symbol is none.
    let (mut symbols, mut indices, mut needs) = (vec![0; 24], vec![0, 0], Vec::new());
    for (number, (library, version, is_weak, symbol)) in asked.iter().enumerate() {
        let index = u16::try_from(number).unwrap() + 2;
        symbols.extend(string(symbol).to_le_bytes());
        symbols.extend([0; 20]);
        indices.extend(index.to_le_bytes());
        // A library with one version: `Verneed`, then `Vernaux`.
        needs.extend([1_u16, 1].map(u16::to_le_bytes).concat());
        let next = if number + 1 == asked.len() { 0 } else { 32 };
        needs.extend([string(library), 16, next].map(u32::to_le_bytes).concat());
        needs.extend([0; 4]);
        needs.extend(
            [if *is_weak { 2 } else { 0 }, index]
                .map(u16::to_le_bytes)
                .concat(),
        );
        needs.extend([string(version), 0].map(u32::to_le_bytes).concat());
    }
    let loader: Vec<u8> = loader.map_or_else(Vec::new, |loader| loader.bytes().chain([0]).collect());
    let segments = u16::from(!loader.is_empty());
    let count = u32::try_from(asked.len()).unwrap();
    // Type, link, info, bytes: strings, symbols, their versions, what is needed.
    let sections = [
        (3_u32, 0_u32, 0_u32, strings),
        (11, 1, 1, symbols),
        (0x6fff_ffff, 2, 0, indices),
        (0x6fff_fffe, 1, count, needs),
    ];
    let mut data = b"\x7fELF\x02\x01\x01".to_vec();
    data.resize(16, 0);
    data.extend([3, machine, 1, 0].map(u16::to_le_bytes).concat());
    data.extend([0_u64, 64].map(u64::to_le_bytes).concat());
    let table_at = data.len();
    data.extend([0; 12]);
    data.extend([64, 56, segments, 64, 5, 1].map(u16::to_le_bytes).concat());
    if segments == 1 {
        let (at, size) = (64 + 56_u64, loader.len() as u64);
        data.extend([3_u32, 4].map(u32::to_le_bytes).concat());
        data.extend([at, at, at, size, size, 1].map(u64::to_le_bytes).concat());
        data.extend(loader);
    }
    let mut table = vec![0; 64];
    for (kind, link, info, bytes) in sections {
        data.resize(data.len().next_multiple_of(8), 0);
        let entry = if kind == 11 { 24_u64 } else { 0 };
        table.extend([0, kind].map(u32::to_le_bytes).concat());
        table.extend(
            [0, 0, data.len() as u64, bytes.len() as u64]
                .map(u64::to_le_bytes)
                .concat(),
        );
        table.extend([link, info].map(u32::to_le_bytes).concat());
        table.extend([8, entry].map(u64::to_le_bytes).concat());
        data.extend(bytes);
    }
    data.resize(data.len().next_multiple_of(8), 0);
    let at = (data.len() as u64).to_le_bytes();
    data[table_at..table_at + 8].copy_from_slice(&at);
    data.extend(table);
    data
}

const ARM64: u16 = 183;

fn for_newer_linux() -> Vec<u8> {
    program(
        ARM64,
        Some("/lib/ld-linux-aarch64.so.1"),
        &[
            ("libc.so.6", "GLIBC_2.17", false, "malloc"),
            ("libc.so.6", "GLIBC_2.39", false, "pidfd_spawnp"),
            ("libc.so.6", "GLIBC_2.41", true, "sched_setattr"),
            ("libgcc_s.so.1", "GCC_3.0", false, "_Unwind_Resume"),
        ],
    )
}

#[test]
fn machine_loader_and_versions_are_read() {
    let elf = Elf::parse(&for_newer_linux()).unwrap();
    assert_eq!(elf.machine, Machine::Lambda(Architecture::Arm64));
    assert_eq!(elf.loader.as_deref(), Some("/lib/ld-linux-aarch64.so.1"));
    assert_eq!(elf.glibc(), Some(Glibc(2, 39, 0)));
    let needs: Vec<(&str, &str)> = elf
        .needs
        .iter()
        .map(|need| (need.version.as_str(), need.symbols[0].as_str()))
        .collect();
    assert_eq!(
        needs,
        [
            ("GLIBC_2.17", "malloc"),
            ("GLIBC_2.39", "pidfd_spawnp"),
            ("GCC_3.0", "_Unwind_Resume")
        ]
    );
}

#[test]
fn a_static_program_needs_nothing() {
    let elf = Elf::parse(&program(62, None, &[])).unwrap();
    assert_eq!(elf.machine, Machine::Lambda(Architecture::X86_64));
    assert_eq!((elf.loader, elf.needs), (None, Vec::new()));
}

/// A real one, made by the linker of this machine.
#[test]
#[cfg(target_os = "linux")]
fn this_test_is_a_program_for_this_machine() {
    let elf = Elf::read(&std::env::current_exe().unwrap()).unwrap();
    let here = match std::env::consts::ARCH {
        "aarch64" => Machine::Lambda(Architecture::Arm64),
        _ => Machine::Lambda(Architecture::X86_64),
    };
    assert_eq!(elf.machine, here);
    if cfg!(target_env = "gnu") {
        assert!(
            elf.glibc().is_some_and(|version| version >= Glibc(2, 17, 0)),
            "{:?}",
            elf.needs
        );
        assert!(elf.needs.iter().any(|need| !need.symbols.is_empty()));
    }
}

#[test]
fn other_files_are_told_apart() {
    assert!(matches!(Elf::parse(b""), Err(ElfError::NotElf)));
    assert!(matches!(
        Elf::parse(b"#!/bin/sh\nexec node index.js\n"),
        Err(ElfError::Script)
    ));
    // Mach-O, as on macOS.
    assert!(matches!(Elf::parse(b"\xcf\xfa\xed\xfe"), Err(ElfError::NotElf)));
    assert!(matches!(Elf::read(Path::new("/")), Err(ElfError::NotElf)));
    let program = for_newer_linux();
    for (at, byte) in [(4, 1), (5, 2), (16, 1)] {
        let mut other = program.clone();
        other[at] = byte;
        let error = Elf::parse(&other).unwrap_err();
        assert!(matches!(error, ElfError::OtherKind), "{at}: {error}");
    }
}

#[test]
fn a_file_that_only_keeps_us_busy_is_given_up() {
    let asked: Vec<Asked> = vec![("libc.so.6", "GLIBC_2.2", true, "x"); MAX_NEEDS + 1];
    let error = Elf::parse(&program(62, None, &asked)).unwrap_err();
    assert!(matches!(error, ElfError::TooMany), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_bytes_make_it_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = Elf::parse(&bytes);
        bytes.splice(..0, b"\x7fELF\x02\x01\x01".iter().copied());
        let _ = Elf::parse(&bytes);
    }

    #[test]
    fn no_damage_makes_it_panic(
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        length in any::<prop::sample::Index>(),
        is_cut: bool,
    ) {
        let mut data = for_newer_linux();
        for (at, byte) in damage {
            let at = at.index(data.len());
            data[at] = byte;
        }
        if is_cut {
            data.truncate(length.index(data.len()));
        }
        if let Ok(elf) = Elf::parse(&data) {
            let _ = (elf.glibc(), crate::fits(&elf, None));
        }
    }
}
