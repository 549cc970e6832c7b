//! Subprotocols: which of a client's offers comes back.

/// The one offer to echo in `Sec-WebSocket-Protocol`, or none.
///
/// The gateway chooses nothing by itself. What `$connect` returns in that header goes to the client, and a browser closes
/// the connection unless it is exactly one of its own offers: not a list, nothing else, and not nothing where it has
/// offered something. So the answer to no choice is a refusal, or a client that gives up by itself.
///
/// `headers` are the values of the request's headers of that name, each a list by itself (RFC 6455, 11.3.4). Clients put
/// what they like best first, so the first one that is known wins. Names differ by letter case, too.
///
/// ```
/// use protocol::subprotocol::choose;
/// assert_eq!(choose(["chat.v3, chat.v2"], &["chat.v1", "chat.v2"]), Some("chat.v2"));
/// assert_eq!(choose(["soap"], &["chat.v1", "chat.v2"]), None);
/// assert_eq!(choose([], &["chat.v1"]), None);
/// ```
pub fn choose<'a, 'k>(headers: impl IntoIterator<Item = &'a str>, known: &[&'k str]) -> Option<&'k str> {
    let offers = headers.into_iter().flat_map(|header| header.split(','));
    offers
        .map(str::trim)
        .find_map(|offer| known.iter().copied().find(|known| *known == offer))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::choose;

    const KNOWN: [&str; 2] = ["chat.v2", "chat.v1"];

    #[test]
    fn the_clients_first_known_offer_comes_back_alone() {
        for (headers, chosen) in [
            (&["chat.v1"][..], Some("chat.v1")),
            (&["chat.v1, chat.v2"], Some("chat.v1")),
            (&["soap,\tchat.v2 ,chat.v1"], Some("chat.v2")),
            (&["soap", "chat.v2"], Some("chat.v2")),
            (&["chat.V1"], None),
            (&["chat.v1.1, xchat.v1"], None),
            (&["", " , ,"], None),
            (&[], None),
        ] {
            assert_eq!(choose(headers.iter().copied(), &KNOWN), chosen, "{headers:?}");
        }
    }

    proptest! {
        #[test]
        fn what_comes_back_was_offered_and_is_known(header in "[a-c.,v12 ]{0,24}") {
            let known = ["a", "b", "v1", "v2"];
            let offers: Vec<&str> = header.split(',').map(str::trim).collect();
            match choose([header.as_str()], &known) {
                Some(chosen) => prop_assert!(known.contains(&chosen) && offers.contains(&chosen)),
                None => prop_assert!(!offers.iter().any(|offer| known.contains(offer))),
            }
        }
    }
}
