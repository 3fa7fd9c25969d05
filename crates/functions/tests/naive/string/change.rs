//! Texts with other letters, and turned round.

use crate::naive::{Row, naive};

naive! {
    tolower;
    toupper;
    reverse;
}

/// The letters that one letter alone stands for: `ß` stays, as in all of .NET.
fn tolower(row: &Row<'_>) -> String {
    let lower = |c: char| {
        let mut all = c.to_lowercase();
        if all.len() == 1 { all.next().unwrap_or(c) } else { c }
    };
    row.spelled(0).chars().map(lower).collect()
}

fn toupper(row: &Row<'_>) -> String {
    let upper = |c: char| {
        let mut all = c.to_uppercase();
        if all.len() == 1 { all.next().unwrap_or(c) } else { c }
    };
    row.spelled(0).chars().map(upper).collect()
}

fn reverse(row: &Row<'_>) -> String {
    row.spelled(0).chars().rev().collect()
}
