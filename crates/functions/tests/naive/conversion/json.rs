//! JSON. <https://learn.microsoft.com/kusto/query/parse-json-function>

use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{ScalarType, Value};

use crate::driver::Pool;
use crate::naive::{Row, naive};
use crate::spelling::spell_dynamic;

const JSON: Pool = Pool::Also(&[
    "{\"a\":1}",
    "[1, 2 ,3]",
    " { \"b\" : [ true , null ] } ",
    "null",
    "\"x\"",
    "1.50",
    "1e3",
    "-0",
    "{a:1}",
    "[1,]",
    "",
    "not json",
    "{\"a\":1,\"a\":2}",
    "\"2021-11-18T00:03:35\"",
    "9223372036854775808",
    "\"\\u00e9\\ud83d\\ude00\"",
    "{\"a\":{\"b\":[{}]}}",
    "[]",
    "01",
    "true",
    "\"\\u0001d\"",
]);
const DOCUMENTS: Pool = Pool::Only(&[
    "{\"a\":1}",
    "{\"a\":{\"b\":\"x\"}}",
    "{\"a\":[{\"b\":[1,2]},3]}",
    "[1,\"two\",null]",
    "{\"a\":null,\"x\":1.50}",
    "no json",
    "",
    "{\"a\":\"é\\n\"}",
    "{\"a\":true}",
]);

naive! {
    parse_json => [JSON];
    todynamic => [JSON];
    extract_json => [Pool::Only(&["$.a", "$['a']", "$.a.b", "$.a[0]", "$.a[0].b", "$.x", "$[1]", "$"]), DOCUMENTS];
    estimate_data_size;
}

/// A text that is no JSON is a string; an empty one is null.
fn parse(text: &str) -> Dynamic {
    match text.trim() {
        "" | "null" => Dynamic::Null,
        _ => Dynamic::parse_json(text).unwrap_or_else(|| Dynamic::String(text.to_owned())),
    }
}

/// A dynamic stays; of a string in it the text is read.
fn parse_json(row: &Row<'_>) -> Dynamic {
    match row.dynamic(0) {
        Dynamic::String(text) => parse(&text),
        other => other,
    }
}

fn todynamic(row: &Row<'_>) -> Dynamic {
    parse(row.text(0))
}

/// The text of what stands at a path; nothing where there is nothing.
fn extract_json(row: &Row<'_>) -> String {
    let Some(mut value) = Dynamic::parse_json(row.text(1)) else { return String::new() };
    for step in row.text(0).trim_start_matches('$').split(['.', '[', ']', '\'']).filter(|step| !step.is_empty()) {
        let inner = match step.parse() {
            Ok(place) => value.at(place),
            Err(_) => value.get(step),
        };
        value = inner.cloned().unwrap_or(Dynamic::Null);
    }
    spell_dynamic(&value)
}

/// Numbers and times by the size of their type, texts by their bytes.
fn estimate_data_size(row: &Row<'_>) -> i64 {
    let size = |(value, ty): (&Value, &ScalarType)| match (ty, value) {
        (ScalarType::Bool, _) => 1,
        (ScalarType::Int, _) => 4,
        (ScalarType::Decimal | ScalarType::Guid, _) => 16,
        (_, Value::String(text) | Value::Dynamic(text)) => text.len() as i64,
        (ScalarType::String | ScalarType::Dynamic, _) => 0,
        _ => 8,
    };
    row.values.iter().zip(row.types).map(size).sum()
}
