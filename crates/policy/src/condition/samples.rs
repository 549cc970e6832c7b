//! Values of a request that numbers, dates and networks tell apart.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use jiff::{Timestamp, ToSpan};

use super::{
    Kind,
    compare::{Network, moment, number},
};

/// For each way in which a text can fit or not fit these values, taken for numbers, dates or networks, a text that
/// does: each value, what lies between two of them and beyond, and what is of another kind.
pub(crate) fn samples(kind: Kind, values: &[String]) -> Vec<String> {
    let values = values.iter().map(String::as_str);
    let mut samples = match kind {
        Kind::Number => numbers(values),
        Kind::Date => moments(values),
        Kind::Address => addresses(values),
        Kind::Text | Kind::Truth => values.map(str::to_owned).collect(),
    };
    samples.push("other".to_owned());
    samples
}

fn numbers<'v>(values: impl Iterator<Item = &'v str>) -> Vec<String> {
    let mut numbers: Vec<f64> = values.filter_map(number).collect();
    numbers.sort_by(f64::total_cmp);
    let mut samples = vec![f64::MIN, f64::MAX];
    for (index, &value) in numbers.iter().enumerate() {
        let next = numbers[index..].iter().copied().find(|next| *next > value);
        let between = [value + 1.0, value.next_up()];
        let fits = |between: &f64| *between > value && next.is_none_or(|next| *between < next);
        samples.push(value);
        samples.extend(
            between
                .into_iter()
                .find(fits)
                .filter(|between| between.is_finite()),
        );
    }
    samples.iter().map(ToString::to_string).collect()
}

fn moments<'v>(values: impl Iterator<Item = &'v str>) -> Vec<String> {
    let mut moments: Vec<Timestamp> = values.filter_map(moment).collect();
    moments.sort_unstable();
    moments.dedup();
    let mut samples = vec![Timestamp::MIN, Timestamp::MAX];
    for (index, &value) in moments.iter().enumerate() {
        let next = moments.get(index + 1);
        let later = [24.hours(), 1.second(), 1.nanosecond()].map(|span| value.checked_add(span).ok());
        samples.push(value);
        let fits = |later: &Timestamp| *later > value && next.is_none_or(|next| later < next);
        samples.extend(later.into_iter().flatten().find(fits));
    }
    samples.iter().map(ToString::to_string).collect()
}

/// The first address of each network, and the one behind its last: between two of these nothing changes.
fn addresses<'v>(values: impl Iterator<Item = &'v str>) -> Vec<String> {
    let mut samples = vec![
        IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED),
    ];
    samples.extend(values.filter_map(Network::read).flat_map(Network::edges));
    samples.iter().map(ToString::to_string).collect()
}
