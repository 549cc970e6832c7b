//! Whether the machine that runs a function has what its binary needs.

use crate::{Architecture, Elf, Glibc, Machine, Need};

/// Why Lambda cannot run a binary.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unfit {
    /// The function starts on the other processor: it would end with `Runtime.InvalidEntrypoint`.
    #[error("it is built for {found}, and the function runs on {expected}")]
    Machine {
        /// What it is built for.
        found: Machine,
        /// What runs it.
        expected: Architecture,
    },
    /// It is built for a processor that Lambda does not have.
    #[error("it is built for {0}; Lambda has arm64 and x86_64")]
    NoSuchMachine(Machine),
    /// Amazon Linux does not have the program that is to load it, such as that of musl.
    #[error("{loader} is to load it, which Amazon Linux does not have")]
    Loader {
        /// The program.
        loader: String,
    },
    /// It needs a newer glibc.
    #[error(
        "Amazon Linux 2023 has glibc {}, and it needs {}",
        Glibc::AMAZON_LINUX_2023,
        list(needs)
    )]
    Glibc {
        /// What it needs that Amazon Linux 2023 does not have.
        needs: Vec<Need>,
    },
}

/// Says what keeps Amazon Linux 2023 from running a binary: everything at once, and nothing where it runs.
///
/// Without an expected architecture any of Lambda's two will do.
///
/// ```
/// use assets::{Architecture, Elf, Machine, Need, Unfit, fits};
///
/// let binary = Elf {
///     machine: Machine::Lambda(Architecture::Arm64),
///     loader: Some("/lib/ld-linux-aarch64.so.1".to_owned()),
///     needs: vec![Need { version: "GLIBC_2.39".to_owned(), symbols: vec!["pidfd_spawnp".to_owned()] }],
/// };
/// let unfit = fits(&binary, Some(Architecture::Arm64));
/// assert_eq!(
///     unfit[0].to_string(),
///     "Amazon Linux 2023 has glibc 2.34, and it needs GLIBC_2.39 (pidfd_spawnp)",
/// );
/// ```
pub fn fits(binary: &Elf, expected: Option<Architecture>) -> Vec<Unfit> {
    let mut unfit = Vec::new();
    let found = binary.machine;
    match (found, expected) {
        (Machine::Lambda(found), Some(expected)) if found == expected => {}
        (Machine::Lambda(_), None) => {}
        (_, Some(expected)) => unfit.push(Unfit::Machine { found, expected }),
        (Machine::Other(_), None) => unfit.push(Unfit::NoSuchMachine(found)),
    }
    if let (Machine::Lambda(architecture), Some(loader)) = (found, &binary.loader)
        && loader != architecture.loader()
    {
        unfit.push(Unfit::Loader {
            loader: loader.clone(),
        });
    }
    let missing = |need: &&Need| !Glibc::AMAZON_LINUX_2023.has(&need.version);
    let needs: Vec<Need> = binary.needs.iter().filter(missing).cloned().collect();
    if !needs.is_empty() {
        unfit.push(Unfit::Glibc { needs });
    }
    unfit
}

/// Symbols of a version that a message names.
const NAMED: usize = 5;

fn list(needs: &[Need]) -> String {
    let one = |need: &Need| {
        let named: Vec<&str> = need.symbols.iter().take(NAMED).map(String::as_str).collect();
        let more = if need.symbols.len() > NAMED { ", …" } else { "" };
        match named.join(", ") {
            none if none.is_empty() => need.version.clone(),
            named => format!("{} ({named}{more})", need.version),
        }
    };
    needs.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn binary(machine: Machine, loader: Option<&str>, versions: &[&str]) -> Elf {
        let need = |version: &&str| Need {
            version: (*version).to_owned(),
            symbols: Vec::new(),
        };
        Elf {
            machine,
            loader: loader.map(str::to_owned),
            needs: versions.iter().map(need).collect(),
        }
    }

    const ARM: Machine = Machine::Lambda(Architecture::Arm64);

    #[test]
    fn what_amazon_linux_has_fits() {
        let loader = Architecture::Arm64.loader();
        let dynamic = binary(ARM, Some(loader), &["GLIBC_2.17", "GLIBC_2.34", "GCC_4.2.0"]);
        for expected in [Some(Architecture::Arm64), None] {
            assert_eq!(fits(&dynamic, expected), []);
            assert_eq!(fits(&binary(ARM, None, &[]), expected), []);
        }
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let bad = binary(
            ARM,
            Some("/lib/ld-musl-aarch64.so.1"),
            &["GLIBC_2.39", "GLIBC_ABI_DT_RELR"],
        );
        let said: Vec<String> = fits(&bad, Some(Architecture::X86_64))
            .iter()
            .map(Unfit::to_string)
            .collect();
        assert_eq!(
            said,
            [
                "it is built for arm64, and the function runs on x86_64",
                "/lib/ld-musl-aarch64.so.1 is to load it, which Amazon Linux does not have",
                "Amazon Linux 2023 has glibc 2.34, and it needs GLIBC_2.39, GLIBC_ABI_DT_RELR",
            ]
        );
    }

    #[test]
    fn a_processor_that_lambda_does_not_have_fits_nowhere() {
        let riscv = binary(Machine::Other(243), None, &[]);
        assert_eq!(fits(&riscv, None), [Unfit::NoSuchMachine(riscv.machine)]);
        let said = fits(&riscv, Some(Architecture::Arm64))[0].to_string();
        assert!(said.contains("ELF machine 243"), "{said}");
    }

    #[test]
    fn a_long_list_of_symbols_is_cut() {
        let symbols = (0..9).map(|number| format!("s{number}")).collect();
        let need = Need {
            version: "GLIBC_2.39".to_owned(),
            symbols,
        };
        assert_eq!(list(&[need]), "GLIBC_2.39 (s0, s1, s2, s3, s4, …)");
    }
}
