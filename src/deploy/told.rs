//! What stacks tell: their outputs, by stack and name.

use std::collections::BTreeMap;

/// The outputs of stacks.
pub(crate) type Told = BTreeMap<String, BTreeMap<String, String>>;

/// One line per output, the values in one column.
pub(crate) fn table(told: &Told) -> String {
    let names = told
        .iter()
        .flat_map(|(stack, outputs)| outputs.keys().map(move |name| format!("{stack}.{name}")));
    let width = names.map(|name| name.chars().count()).max().unwrap_or_default();
    let line = |stack: &String, (name, value): (&String, &String)| {
        let name = format!("{stack}.{name}");
        format!("{name:width$}  {value}\n")
    };
    let lines = told
        .iter()
        .flat_map(|(stack, outputs)| outputs.iter().map(move |output| line(stack, output)));
    lines.collect::<Vec<_>>().concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_one_column() {
        let outputs = |pairs: &[(&str, &str)]| {
            let pairs = pairs.iter();
            pairs
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect()
        };
        let told = Told::from([
            ("a".to_owned(), outputs(&[("Url", "wss://x")])),
            ("chat-dev".to_owned(), outputs(&[("Table", "t")])),
        ]);
        assert_eq!(table(&told), "a.Url           wss://x\nchat-dev.Table  t\n");
    }
}
