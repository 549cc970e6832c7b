//! The URL of a WebSocket API, with the parameters of the handshake.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands in a query as it is: RFC 3986 calls these unreserved.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Why an address is none.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no address of a WebSocket API: it must begin with ws:// or wss://")]
pub(crate) struct AddressError(String);

/// Appends parameters to an address, percent-encoded.
pub(crate) fn with_parameters(url: &str, parameters: &[(String, String)]) -> Result<String, AddressError> {
    if !["ws://", "wss://"].iter().any(|scheme| url.starts_with(scheme)) {
        return Err(AddressError(url.to_owned()));
    }
    // A fragment is for the reader of a page; it must not swallow the parameters.
    let (url, _) = url.split_once('#').unwrap_or((url, ""));
    let mut address = url.to_owned();
    for (name, value) in parameters {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.extend(utf8_percent_encode(name, ESCAPED));
        address.push('=');
        address.extend(utf8_percent_encode(value, ESCAPED));
    }
    Ok(address)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn parameters_are_encoded_and_join_those_that_are_there() {
        let parameters = [pair("username", "Ada & Söhne"), pair("token", "a+b=c#d")];
        assert_eq!(
            with_parameters("ws://127.0.0.1:3001/dev", &parameters).unwrap(),
            "ws://127.0.0.1:3001/dev?username=Ada%20%26%20S%C3%B6hne&token=a%2Bb%3Dc%23d"
        );
        assert_eq!(
            with_parameters("wss://h/dev?a=1#top", &[pair("b", "2")]).unwrap(),
            "wss://h/dev?a=1&b=2"
        );
    }

    #[test]
    fn other_schemes_are_refused() {
        assert!(with_parameters("http://127.0.0.1:3001/dev", &[]).is_err());
        assert!(with_parameters("127.0.0.1:3001", &[]).is_err());
    }

    proptest! {
        #[test]
        fn a_value_comes_back_as_it_was(name in "[a-zA-Z]{1,8}", value in any::<String>()) {
            let address = with_parameters("ws://h/dev", &[(name, value.clone())]).unwrap();
            let (_, query) = address.split_once('?').unwrap();
            prop_assert!(query.is_ascii() && !query.contains(['&', '+', '#', ' ']));
            let (_, encoded) = query.split_once('=').unwrap();
            prop_assert_eq!(percent_encoding::percent_decode_str(encoded).decode_utf8().unwrap(), value);
        }
    }
}
