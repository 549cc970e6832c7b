//! SARIF 2.1.0, which code hosts and editors read.

use cfn::{Origin, Severity};
use check::catalogue;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::{Report, Row};

/// What a path of a URI does not hold as it is.
const NOT_IN_PATHS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

pub(crate) fn write(report: &Report) -> String {
    let mut codes: Vec<&str> = report.rows.iter().map(|row| row.finding.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|code| rule(code)).collect();
    let results: Vec<Value> = report.rows.iter().map(|row| result(row, &codes)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "gatewright",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: &str) -> Value {
    let page = catalogue::page(code);
    let title = page.map_or(code, |page| page.title());
    let text = page.map_or(code, |page| page.text);
    json!({
        "id": code,
        "shortDescription": {"text": title},
        "help": {"text": text, "markdown": text},
    })
}

fn result(row: &Row, codes: &[&str]) -> Value {
    let finding = &row.finding;
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    let places: Vec<Value> = finding
        .origins
        .iter()
        .map(|origin| location(origin, row))
        .collect();
    let locations = if places.is_empty() {
        vec![json!({"logicalLocations": logical(row)})]
    } else {
        places
    };
    json!({
        "ruleId": finding.code,
        "ruleIndex": codes.binary_search(&finding.code.as_str()).unwrap_or_default(),
        "level": level,
        "message": {"text": row.message()},
        "locations": locations,
    })
}

fn location(origin: &Origin, row: &Row) -> Value {
    let mut region = json!({"startLine": origin.line});
    if let Some(column) = origin.column {
        region["startColumn"] = column.into();
    }
    let uri = utf8_percent_encode(&origin.file, NOT_IN_PATHS).to_string();
    json!({
        "physicalLocation": {"artifactLocation": {"uri": uri}, "region": region},
        "logicalLocations": logical(row),
    })
}

fn logical(row: &Row) -> Value {
    let place = row.place().unwrap_or_else(|| row.templates.join(", "));
    json!([{"fullyQualifiedName": place}])
}
