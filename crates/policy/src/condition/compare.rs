//! How two values compare.

use std::{cmp::Ordering, net::IpAddr};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{Comparison, Kind};
use crate::{Request, Text, arn};

/// Whether what the request has fits this value; a negated operator asks the same and takes the contrary.
pub(super) fn fits(comparison: Comparison, value: &Text, found: &str, request: &Request) -> bool {
    fits_or_none(comparison, value, found, request).unwrap_or(false)
}

/// `None` where the value or what was found cannot be read: it fits nothing.
fn fits_or_none(comparison: Comparison, value: &Text, found: &str, request: &Request) -> Option<bool> {
    use Comparison as C;
    let text = || value.value(request);
    Some(match comparison {
        C::StringEquals | C::StringNotEquals | C::BinaryEquals => text()? == found,
        C::StringEqualsIgnoreCase | C::StringNotEqualsIgnoreCase => text()?.eq_ignore_ascii_case(found),
        C::StringLike | C::StringNotLike => value.pattern(request)?.matches(found),
        C::ArnEquals | C::ArnNotEquals | C::ArnLike | C::ArnNotLike => {
            arn::matches(value.pattern(request)?.as_ref(), found)
        }
        C::Bool | C::Null => truth(&text()?)? == truth(found)?,
        C::IpAddress | C::NotIpAddress => Network::read(&text()?)?.has(found.parse().ok()?),
        C::NumericEquals | C::NumericNotEquals => order(number, found, &text()?)?.is_eq(),
        C::NumericLessThan => order(number, found, &text()?)?.is_lt(),
        C::NumericLessThanEquals => order(number, found, &text()?)?.is_le(),
        C::NumericGreaterThan => order(number, found, &text()?)?.is_gt(),
        C::NumericGreaterThanEquals => order(number, found, &text()?)?.is_ge(),
        C::DateEquals | C::DateNotEquals => order(moment, found, &text()?)?.is_eq(),
        C::DateLessThan => order(moment, found, &text()?)?.is_lt(),
        C::DateLessThanEquals => order(moment, found, &text()?)?.is_le(),
        C::DateGreaterThan => order(moment, found, &text()?)?.is_gt(),
        C::DateGreaterThanEquals => order(moment, found, &text()?)?.is_ge(),
    })
}

impl Comparison {
    /// What the operator compares, and whether this can be read as one.
    pub(crate) fn check(self, value: &str) -> Result<(), &'static str> {
        let (kind, readable) = match self.kind() {
            Kind::Truth => ("truth value: `true` or `false`", truth(value).is_some()),
            Kind::Address => ("address or network", Network::read(value).is_some()),
            Kind::Number => ("number", number(value).is_some()),
            Kind::Date => ("date: ISO 8601, or seconds since 1970", moment(value).is_some()),
            Kind::Text => return Ok(()),
        };
        if readable { Ok(()) } else { Err(kind) }
    }
}

fn order<T: PartialOrd>(read: impl Fn(&str) -> Option<T>, found: &str, value: &str) -> Option<Ordering> {
    read(found)?.partial_cmp(&read(value)?)
}

fn truth(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

pub(super) fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// ISO 8601 with a zone, a day in UTC, or seconds since 1970.
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    if let Ok(seconds) = text.parse() {
        return Timestamp::from_second(seconds).ok();
    }
    let day = || text.parse::<Date>().ok()?.to_zoned(TimeZone::UTC).ok();
    text.parse().ok().or_else(|| day().map(|day| day.timestamp()))
}

/// A network such as `203.0.113.0/24`; an address alone is a network of one.
pub(super) struct Network {
    address: IpAddr,
    bits: u32,
}

impl Network {
    pub(super) fn read(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse().ok()?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(width);
        (bits <= width).then_some(Self { address, bits })
    }

    fn has(&self, found: IpAddr) -> bool {
        let same =
            |one: u128, two: u128, width: u32| (one ^ two).checked_shr(width - self.bits).unwrap_or(0) == 0;
        match (self.address, found) {
            (IpAddr::V4(one), IpAddr::V4(two)) => same(u32::from(one).into(), u32::from(two).into(), 32),
            (IpAddr::V6(one), IpAddr::V6(two)) => same(one.into(), two.into(), 128),
            _ => false,
        }
    }

    /// Its first address, and the one behind its last, if there is one.
    pub(super) fn edges(self) -> impl Iterator<Item = IpAddr> {
        let (address, width) = match self.address {
            IpAddr::V4(address) => (u128::from(u32::from(address)), 32),
            IpAddr::V6(address) => (address.into(), 128),
        };
        let others = width - self.bits;
        let first = |address: u128| {
            address
                .checked_shr(others)
                .and_then(|kept| kept.checked_shl(others))
                .unwrap_or(0)
        };
        let behind = 1_u128
            .checked_shl(others)
            .and_then(|size| first(address).checked_add(size));
        let of_width = move |address: u128| -> Option<IpAddr> {
            if width == 32 {
                Some(IpAddr::V4(u32::try_from(address).ok()?.into()))
            } else {
                Some(IpAddr::V6(address.into()))
            }
        };
        [Some(first(address)), behind]
            .into_iter()
            .flatten()
            .filter_map(of_width)
    }
}
