//! Texts with other texts in them.

use lurcher_symbols::values::dynamic::Dynamic;

use crate::driver::Pool;
use crate::naive::{Fails, Row, naive};

const TEXTS: Pool = Pool::Also(&["abcabc", "aaa", "This is it", "éaé", "", "cat"]);
const LOOKUPS: Pool = Pool::Also(&["a", "aa", "is", "é", "", "abc"]);
const LISTS: Pool =
    Pool::Only(&["[\"a\",\"b\"]", "[\"is\",\"This\"]", "[\"\",\"x\"]", "[1,\"a\"]", "[\"ab\",\"bc\"]", "[\"é\",null]"]);

naive! {
    replace_string => [TEXTS, LOOKUPS];
    replace_strings => [TEXTS, LISTS];
    translate => [LOOKUPS, Pool::Also(&["x", "xy", "", "😀"]), TEXTS];
}

fn replace_string(row: &Row<'_>) -> String {
    match row.text(1) {
        "" => row.text(0).to_owned(),
        lookup => row.text(0).replace(lookup, row.text(2)),
    }
}

/// What is still looked at, and what is not any more.
enum Piece {
    Open(String),
    Done(String),
}

/// One lookup after the other, in what the earlier ones left. What is no text finds nothing; a rewrite that is none
/// leaves the lookup as it is.
fn replace_strings(row: &Row<'_>) -> Result<String, Fails> {
    let (lookups, rewrites) = (row.array(1).unwrap_or_default(), row.array(2).unwrap_or_default());
    if lookups.len() != rewrites.len() {
        return Err(Fails);
    }
    let mut pieces = vec![Piece::Open(row.text(0).to_owned())];
    for (lookup, rewrite) in lookups.iter().zip(&rewrites) {
        let Dynamic::String(lookup) = lookup else { continue };
        if lookup.is_empty() {
            continue;
        }
        let rewrite = match rewrite {
            Dynamic::String(rewrite) => rewrite,
            _ => lookup,
        };
        let mut next = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Open(text) => {
                    for (i, part) in text.split(lookup.as_str()).enumerate() {
                        if i > 0 {
                            next.push(Piece::Done(rewrite.clone()));
                        }
                        next.push(Piece::Open(part.to_owned()));
                    }
                }
                done => next.push(done),
            }
        }
        pieces = next;
    }
    Ok(pieces
        .into_iter()
        .map(|piece| match piece {
            Piece::Open(text) | Piece::Done(text) => text,
        })
        .collect())
}

/// The last replacement stands for all that have none; without one the characters go.
fn translate(row: &Row<'_>) -> String {
    let from: Vec<char> = row.text(0).chars().collect();
    let to: Vec<char> = row.text(1).chars().collect();
    let change = |c: char| match from.iter().position(|f| *f == c) {
        Some(place) => to.get(place).or(to.last()).copied(),
        None => Some(c),
    };
    row.text(2).chars().filter_map(change).collect()
}
