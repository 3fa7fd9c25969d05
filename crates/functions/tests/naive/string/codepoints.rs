//! Code points.

use lurcher_symbols::values::dynamic::Dynamic;

use crate::driver::Pool;
use crate::naive::{Row, naive};

const POINTS: Pool =
    Pool::Also(&["75", "233", "128512", "55296", "0", "[75,117]", "[]", "[1114112]", "[1.0]", "[\"a\"]", "65", "-1"]);

naive! {
    unicode_codepoints_from_string;
    unicode_codepoints_to_string => [POINTS];
}

fn unicode_codepoints_from_string(row: &Row<'_>) -> Vec<Dynamic> {
    row.spelled(0).chars().map(|c| Dynamic::Long(i64::from(u32::from(c)))).collect()
}

fn unicode_codepoints_to_string(row: &Row<'_>) -> String {
    let mut points = Vec::new();
    for i in 0..row.len() {
        match row.dynamic(i) {
            Dynamic::Array(elements) => points.extend(elements),
            other => points.push(other),
        }
    }
    let letter = |point: Dynamic| match point {
        Dynamic::Long(point) => u32::try_from(point).ok().and_then(char::from_u32),
        _ => None,
    };
    points.into_iter().filter_map(letter).collect()
}
