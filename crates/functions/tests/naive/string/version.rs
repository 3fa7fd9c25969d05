//! Versions. <https://learn.microsoft.com/kusto/query/parse-version-function>

use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::{ScalarType, Value};

use crate::driver::Pool;
use crate::naive::{Row, naive};

const VERSIONS: Pool = Pool::Only(&[
    "0.0.0.5",
    "0.2",
    "0.1.2.3",
    "1.2.3.4",
    "99999999.99999999.99999999.99999999",
    "0",
    "00.01",
    "a.b",
    "",
    "0.0.0.0.1",
    "0..1",
    "0.-1",
    "0.123456789",
    "0.12345678",
]);

naive! {
    parse_version => [VERSIONS];
}

/// Eight digits for each of four parts.
fn parse_version(row: &Row<'_>) -> Value {
    let parts: Vec<&str> = row.text(0).split('.').collect();
    let is_part = |part: &&str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if parts.len() > 4 || !parts.iter().all(is_part) {
        return Value::Null(ScalarType::Decimal);
    }
    let number: String = (0..4).map(|i| format!("{:0>8}", parts.get(i).unwrap_or(&"0"))).collect();
    Decimal::parse(&number).map_or(Value::Null(ScalarType::Decimal), Value::Decimal)
}
