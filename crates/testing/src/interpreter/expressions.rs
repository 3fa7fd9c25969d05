//! Expressions over a row.

use std::cmp::Ordering;

use lurcher_symbols::values::datetime;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{Column, ScalarType, Value};

use super::values::{identity, is_nan, missing, order};
use super::{Row, Unknown};
use crate::query::{Call, Expr};

/// The ticks of a day.
const DAY: i64 = 864_000_000_000;

/// The value of an expression.
pub fn eval(expr: &Expr, columns: &[Column], row: &Row) -> Result<Value, Unknown> {
    match expr {
        Expr::Literal(value) => Ok(value.clone()),
        Expr::Column(name, _) => {
            let place = columns.iter().position(|c| *c.name == **name).ok_or(Unknown("no such column"))?;
            Ok(row[place].clone())
        }
        Expr::Call(call) if call.name == "pack_all" => pack_all(columns, row),
        Expr::Call(call) => {
            let args: Vec<Value> = call.args.iter().map(|arg| eval(arg, columns, row)).collect::<Result<_, _>>()?;
            apply(call, &args)
        }
    }
}

/// Whether a predicate is true.
pub fn is_true(expr: &Expr, columns: &[Column], row: &Row) -> Result<bool, Unknown> {
    Ok(eval(expr, columns, row)? == Value::Bool(true))
}

fn apply(call: &Call, args: &[Value]) -> Result<Value, Unknown> {
    let null = || Ok(missing(call.ty));
    match (call.name.as_str(), args) {
        ("==" | "!=" | "<" | "<=" | ">" | ">=", [a, b]) => compare(&call.name, a, b),
        ("and", [a, b]) => Ok(both(a, b, false)),
        ("or", [a, b]) => Ok(both(a, b, true)),
        ("not", [a]) => Ok(a.as_bool().map_or(Value::Null(ScalarType::Bool), |b| Value::Bool(!b))),
        ("isnull", [a]) => Ok(Value::Bool(a.is_null())),
        ("isnotnull", [a]) => Ok(Value::Bool(!a.is_null())),
        ("isempty", [a]) => Ok(Value::Bool(is_empty(a) || is_empty_text(a))),
        ("isnotempty", [a]) => Ok(Value::Bool(!is_empty(a) && !is_empty_text(a))),
        ("in", [a, list @ ..]) => Ok(Value::Bool(is_in(a, list))),
        ("!in", [a, list @ ..]) => Ok(Value::Bool(!is_in(a, list))),
        ("iff", [condition, yes, no]) => Ok(if condition.as_bool() == Some(true) { yes } else { no }.clone()),
        ("case", [first, yes, second, other, no]) => {
            let is = |condition: &Value| condition.as_bool() == Some(true);
            Ok(if is(first) {
                yes
            } else if is(second) {
                other
            } else {
                no
            }
            .clone())
        }
        ("coalesce", [a, b]) => Ok(if is_empty(a) { b } else { a }.clone()),
        ("min_of" | "max_of", [a, b]) if a.is_null() || b.is_null() => Ok(if a.is_null() { b } else { a }.clone()),
        ("min_of" | "max_of", [a, b]) if is_nan(a) || is_nan(b) => Ok(Value::Real(f64::NAN)),
        ("min_of", [a, b]) => Ok(if order(a, b)? == Ordering::Greater { b } else { a }.clone()),
        ("max_of", [a, b]) => Ok(if order(a, b)? == Ordering::Less { b } else { a }.clone()),
        ("array_length", [Value::Dynamic(json)]) => Ok(match Dynamic::from_canonical(json) {
            Dynamic::Array(items) => Value::Long(items.len() as i64),
            _ => Value::Null(ScalarType::Long),
        }),
        ("pack_array", values) => {
            let items = values.iter().map(Dynamic::from_value).collect();
            Ok(Value::Dynamic(Dynamic::Array(items).canonical().into()))
        }
        ("bag_pack", pairs) => bag_pack(pairs),
        ("array_concat", arrays) => Ok(array_concat(arrays)),
        ("bag_merge", bags) => Ok(bag_merge(bags)),
        ("tostring", [a]) => tostring(a),
        (_, values) if values.iter().any(Value::is_null) => match call.name.as_str() {
            "+" | "-" | "*" | "/" | "%" | "bin" | "startofday" | "toreal" | "tolong" | "array_length" => null(),
            _ => Err(Unknown("a null argument")),
        },
        ("+" | "-" | "*" | "/" | "%", [Value::Long(a), Value::Long(b)]) => Ok(longs(&call.name, *a, *b)),
        ("+", [Value::Real(a), Value::Real(b)]) => Ok(Value::Real(a + b)),
        ("-", [Value::Real(a), Value::Real(b)]) => Ok(Value::Real(a - b)),
        ("*", [Value::Real(a), Value::Real(b)]) => Ok(Value::Real(a * b)),
        ("+", [Value::DateTime(a), Value::TimeSpan(b)]) => {
            let moved = a.checked_add(*b).and_then(datetime::checked);
            Ok(moved.map_or(Value::Null(ScalarType::DateTime), Value::DateTime))
        }
        ("-", [Value::DateTime(a), Value::DateTime(b)]) => Ok(Value::TimeSpan(a - b)),
        ("bin", [Value::Long(_), Value::Long(0)]) => null(),
        ("bin", [Value::Long(a), Value::Long(size)]) => {
            let floor = a.checked_div_euclid(*size).and_then(|count| count.checked_mul(*size));
            floor.map(Value::Long).ok_or(Unknown("a bin below all longs"))
        }
        // There are no bins of a timespan that does not go forwards.
        ("bin", [Value::DateTime(_), Value::TimeSpan(..=0)]) => null(),
        ("bin", [Value::DateTime(a), Value::TimeSpan(size)]) => Ok(Value::DateTime(a - a.rem_euclid(*size))),
        ("startofday", [Value::DateTime(a)]) => Ok(Value::DateTime(a - a % DAY)),
        ("toreal", [Value::Int(a)]) => Ok(Value::Real(f64::from(*a))),
        ("tolong", [Value::Int(a)]) => Ok(Value::Long(i64::from(*a))),
        (name, [Value::String(text), rest @ ..]) => texts(name, text, rest),
        _ => Err(Unknown("a function that the interpreter lacks")),
    }
}

/// `pack_all(true)`: a bag of the columns that are neither null nor empty.
fn pack_all(columns: &[Column], row: &Row) -> Result<Value, Unknown> {
    if columns.iter().any(|c| c.ty == ScalarType::Dynamic) {
        return Err(Unknown("whether a dynamic is missing"));
    }
    let present = columns.iter().zip(row).filter(|(_, value)| !is_empty(value));
    let entries = present.map(|(c, value)| (c.name.to_string(), Dynamic::from_value(value))).collect();
    Ok(Value::Dynamic(Dynamic::Bag(entries).canonical().into()))
}

fn bag_pack(pairs: &[Value]) -> Result<Value, Unknown> {
    let entry = |pair: &[Value]| match pair {
        [Value::String(key), value] => Some((key.to_string(), Dynamic::from_value(value))),
        _ => None,
    };
    let entries = pairs.chunks(2).map(entry).collect::<Option<_>>().ok_or(Unknown("a key that is no text"))?;
    Ok(Value::Dynamic(Dynamic::Bag(entries).canonical().into()))
}

/// The elements of what is an array; null where nothing is one.
fn array_concat(values: &[Value]) -> Value {
    let items = |value: &Value| match dynamic(value) {
        Some(Dynamic::Array(items)) => Some(items),
        _ => None,
    };
    let arrays: Vec<Vec<Dynamic>> = values.iter().filter_map(items).collect();
    if arrays.is_empty() {
        return Value::Null(ScalarType::Dynamic);
    }
    Value::Dynamic(Dynamic::Array(arrays.concat()).canonical().into())
}

/// The entries of what is a bag, of one key the first; null where nothing is one.
fn bag_merge(values: &[Value]) -> Value {
    let entries = |value: &Value| match dynamic(value) {
        Some(Dynamic::Bag(entries)) => Some(entries),
        _ => None,
    };
    let bags: Vec<Vec<(String, Dynamic)>> = values.iter().filter_map(entries).collect();
    if bags.is_empty() {
        return Value::Null(ScalarType::Dynamic);
    }
    let mut merged: Vec<(String, Dynamic)> = Vec::new();
    for (key, value) in bags.into_iter().flatten() {
        if merged.iter().all(|(known, _)| *known != key) {
            merged.push((key, value));
        }
    }
    Value::Dynamic(Dynamic::Bag(merged).canonical().into())
}

fn dynamic(value: &Value) -> Option<Dynamic> {
    match value {
        Value::Dynamic(json) => Some(Dynamic::from_canonical(json)),
        _ => None,
    }
}

fn compare(sign: &str, a: &Value, b: &Value) -> Result<Value, Unknown> {
    let is_order = !matches!(sign, "==" | "!=");
    match (a.is_null(), b.is_null()) {
        (false, false) => {}
        (true, true) => return Ok(Value::Null(ScalarType::Bool)),
        _ if is_order => return Ok(Value::Null(ScalarType::Bool)),
        _ => return Ok(Value::Bool(sign == "!=")),
    }
    if is_nan(a) || is_nan(b) {
        return Ok(Value::Bool(sign == "!="));
    }
    let order = order(a, b)?;
    Ok(Value::Bool(match sign {
        "==" => order.is_eq(),
        "!=" => order.is_ne(),
        "<" => order.is_lt(),
        "<=" => order.is_le(),
        ">" => order.is_gt(),
        _ => order.is_ge(),
    }))
}

/// `or` where `decisive` is true, `and` where it is false: the decisive value decides, whatever the other is.
fn both(a: &Value, b: &Value, decisive: bool) -> Value {
    match (a.as_bool(), b.as_bool()) {
        (Some(a), _) if a == decisive => Value::Bool(decisive),
        (_, Some(b)) if b == decisive => Value::Bool(decisive),
        (Some(_), Some(_)) => Value::Bool(!decisive),
        _ => Value::Null(ScalarType::Bool),
    }
}

/// Whether it equals one of them; a NaN equals nothing.
fn is_in(value: &Value, list: &[Value]) -> bool {
    !is_nan(value) && list.iter().any(|item| identity(value) == identity(item))
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_str() == Some("")
}

/// Whether it is the empty string inside a dynamic.
fn is_empty_text(value: &Value) -> bool {
    matches!(value, Value::Dynamic(json) if &**json == "\"\"")
}

fn longs(sign: &str, a: i64, b: i64) -> Value {
    match sign {
        "+" => Value::Long(a.wrapping_add(b)),
        "-" => Value::Long(a.wrapping_sub(b)),
        "*" => Value::Long(a.wrapping_mul(b)),
        _ if b == 0 => Value::Null(ScalarType::Long),
        "/" => Value::Long(a.wrapping_div(b)),
        _ => Value::Long(a.wrapping_rem_euclid(b)),
    }
}

fn tostring(value: &Value) -> Result<Value, Unknown> {
    let text = match value {
        Value::Null(_) => String::new(),
        Value::Bool(b) => if *b { "True" } else { "False" }.to_owned(),
        Value::Int(i) => i.to_string(),
        Value::Long(i) => i.to_string(),
        Value::String(text) => text.to_string(),
        _ => return Err(Unknown("a text that the interpreter cannot write")),
    };
    Ok(Value::String(text.into()))
}

fn texts(name: &str, text: &str, rest: &[Value]) -> Result<Value, Unknown> {
    match (name, rest) {
        ("strlen", []) => Ok(Value::Long(text.chars().count() as i64)),
        ("tolower", []) if text.is_ascii() => Ok(Value::String(text.to_ascii_lowercase().into())),
        ("toupper", []) if text.is_ascii() => Ok(Value::String(text.to_ascii_uppercase().into())),
        ("strcat", [Value::String(other)]) => Ok(Value::String(format!("{text}{other}").into())),
        ("substring", [Value::Long(start), Value::Long(length)]) => {
            let part: String = text.chars().skip(*start as usize).take(*length as usize).collect();
            Ok(Value::String(part.into()))
        }
        (sign, [Value::String(term)]) => search(sign, text, term),
        _ => Err(Unknown("a function of texts that the interpreter lacks")),
    }
}

fn search(sign: &str, text: &str, term: &str) -> Result<Value, Unknown> {
    if !text.is_ascii() || !term.is_ascii() {
        return Err(Unknown("a search beyond ASCII"));
    }
    let (sign, text, term) = match sign.strip_suffix("_cs") {
        Some(sign) => (sign, text.to_owned(), term.to_owned()),
        None => (sign, text.to_ascii_lowercase(), term.to_ascii_lowercase()),
    };
    let found = match sign {
        "contains" => text.contains(&term),
        "startswith" => text.starts_with(&term),
        "endswith" => text.ends_with(&term),
        "=~" => text == term,
        "has" => has(&text, &term),
        "!has" => !has(&text, &term),
        _ => return Err(Unknown("a search that the interpreter lacks")),
    };
    Ok(Value::Bool(found))
}

/// Whether the term occurs with no letter or digit beside a letter or digit at its ends. An empty one occurs
/// everywhere.
fn has(text: &str, term: &str) -> bool {
    if term.is_empty() {
        return true;
    }
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(term).any(|(start, _)| {
        let (before, after) = (text[..start].chars().next_back(), text[start + term.len()..].chars().next());
        let (first, last) = (is_word(term.chars().next()), is_word(term.chars().next_back()));
        !(first && is_word(before) || last && is_word(after))
    })
}
