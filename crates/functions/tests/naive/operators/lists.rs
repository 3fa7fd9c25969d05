//! Values in lists, and lists in texts.

use lurcher_symbols::ScalarType;
use lurcher_symbols::values::dynamic::Dynamic;

use crate::driver::Pool;
use crate::naive::{Row, naive};
use crate::spelling::spell_dynamic;
use crate::terms::{fold, has};

const TEXTS: Pool = Pool::Also(&["North America", "hello-world", "abc", "ABC", "é", "", "a b c", "1", "k"]);
const LISTS: Pool = Pool::Only(&[
    "[\"america\",\"hello\"]",
    "[\"abc\",\"É\"]",
    "[]",
    "[\"\"]",
    "[1,\"k\"]",
    "[\"a\",\"b\"]",
    "[null]",
    "[\"World\"]",
]);
const NUMBERS: Pool = Pool::Only(&["[1,2,3]", "[\"abc\",\"ABC\",\"\"]", "[1.5,0]", "[]", "[null]", "[-1,100]"]);

naive! {
    "in" = is_in => [Pool::Also(&["abc", "1", "2", "0", "1.5", "true"]), NUMBERS] if is_exact;
    "in~" = is_in_caseless => [TEXTS, LISTS] if is_text;
    has_any => [TEXTS, LISTS];
    has_all => [TEXTS, LISTS];
}

/// The binder makes the elements values of the left side's type; times and guids stand in a list with tags that JSON
/// has not.
fn is_exact(types: &[ScalarType]) -> bool {
    matches!(types[0], ScalarType::String | ScalarType::Long)
}

fn is_text(types: &[ScalarType]) -> bool {
    types[0] == ScalarType::String
}

/// Never null.
fn is_in(row: &Row<'_>) -> bool {
    let value = row.dynamic(0);
    let equal = |element: &Dynamic| match (&value, element) {
        (Dynamic::String(text), element) => *text == spell_dynamic(element),
        (Dynamic::Null, _) | (_, Dynamic::Null) => false,
        (Dynamic::Long(a), Dynamic::Real(b)) => *a as f64 == *b,
        (a, b) => a == b,
    };
    row.array(1).unwrap_or_default().iter().any(equal)
}

fn is_in_caseless(row: &Row<'_>) -> bool {
    let folded = |text: &str| text.chars().map(fold).collect::<String>();
    let text = folded(row.text(0));
    row.array(1).unwrap_or_default().iter().any(|element| folded(&spell_dynamic(element)) == text)
}

fn terms(row: &Row<'_>) -> Vec<String> {
    row.array(1).unwrap_or_default().iter().map(spell_dynamic).collect()
}

fn has_any(row: &Row<'_>) -> bool {
    terms(row).iter().any(|term| has(&row.spelled(0), term, false))
}

fn has_all(row: &Row<'_>) -> bool {
    terms(row).iter().all(|term| has(&row.spelled(0), term, false))
}
