//! Requests of services that take forms.

use crate::websocket::Source;

/// The header that such a request needs.
pub(super) const CONTENT_TYPE: Source = crate::source!("'application/x-www-form-urlencoded'");

/// A pair whose value the request has.
pub(super) fn pair(name: &str, source: &Source) -> String {
    format!("&{name}=$util.urlEncode({})", source.expression())
}

/// Text attributes of a message; `path` is what comes before their number.
pub(super) fn attributes(path: &str, attributes: &[(String, Source)]) -> String {
    let numbered = attributes.iter().enumerate();
    let each = numbered.map(|(place, (name, source))| {
        let attribute = format!("{path}.{}", place + 1);
        let value = pair(&format!("{attribute}.Value.StringValue"), source);
        format!(
            "&{attribute}.Name={}{value}&{attribute}.Value.DataType=String",
            encoded(name)
        )
    });
    each.collect()
}

/// Text that is known now. Names of attributes are letters, digits and `._-`: the rest is for everything else.
fn encoded(text: &str) -> String {
    let bytes = text.bytes().map(|byte| match byte {
        b'.' | b'-' | b'_' => char::from(byte).to_string(),
        byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    bytes.collect()
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn names_are_encoded() {
        assert_eq!(encoded("a.b-c_1 &é"), "a.b-c_1%20%26%C3%A9");
    }
}
