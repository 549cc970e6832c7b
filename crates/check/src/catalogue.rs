//! The catalogue: one page per code, in the binary and in `docs/checks`.

use crate::{page, rules};

/// A page of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// The code that it explains.
    pub code: &'static str,
    /// The text: Markdown with fixed headings.
    pub text: &'static str,
}

impl Page {
    /// What the code stands for: the page's own heading.
    pub fn title(&self) -> &'static str {
        let heading = self.text.lines().next().unwrap_or_default();
        heading.split_once(": ").map_or(heading, |(_, title)| title)
    }
}

/// The headings of every page, in order.
pub const HEADINGS: [&str; 4] = ["## What happens on AWS", "## Wrong", "## Right", "## Source"];

macro_rules! pages {
    ($($code:literal)+) => { &[$( Page { code: $code, text: page!($code) } ),+] };
}

/// The codes that no rule of this crate finds: the language's, the constructs', the local runtime's.
const OTHERS: &[Page] = pages! {
    "GW001" "GW002" "GW003" "GW004" "GW005" "GW006" "GW007" "GW008" "GW009" "GW010" "GW011" "GW012" "GW013" "GW014" "GW015" "GW016"
    "GW090" "GW091"
    "GW101" "GW102" "GW103" "GW104" "GW105" "GW106" "GW107" "GW108" "GW109" "GW110" "GW111" "GW112" "GW113"
    "GW114" "GW115" "GW116" "GW117" "GW118" "GW119" "GW120" "GW121" "GW122" "GW123" "GW124" "GW125"
    "GW130" "GW131" "GW132" "GW133" "GW134" "GW135" "GW136" "GW137" "GW138" "GW139"
    "GW140" "GW141" "GW142" "GW143" "GW144" "GW145" "GW150" "GW151" "GW152" "GW153" "GW154" "GW155" "GW156"
    "GW170" "GW171" "GW172" "GW173" "GW174"
    "GW175" "GW176" "GW177"
    "GW501" "GW502" "GW503" "GW510" "GW520" "GW521" "GW522" "GW523"
    "GW601" "GW602"
    "GW700"
};

/// Every page, sorted by code.
pub fn pages() -> Vec<Page> {
    let rules = rules::all().map(|rule| Page {
        code: rule.code,
        text: rule.page,
    });
    let mut pages: Vec<Page> = OTHERS.iter().copied().chain(rules).collect();
    pages.sort_by_key(|page| page.code);
    pages
}

/// The page of a code; letter case does not matter.
///
/// ```
/// let page = check::catalogue::page("gw008").unwrap();
/// assert!(page.text.starts_with("# GW008: "));
/// assert!(check::catalogue::page("GW000").is_none());
/// ```
pub fn page(code: &str) -> Option<Page> {
    pages()
        .into_iter()
        .find(|page| page.code.eq_ignore_ascii_case(code))
}
