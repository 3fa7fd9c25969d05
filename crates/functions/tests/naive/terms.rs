//! Terms of texts. <https://learn.microsoft.com/kusto/query/datatypes-string-operators>

/// Whether a text has a term: the text occurs where neither of its ends goes on, a term being made of letters and
/// digits.
pub fn has(text: &str, term: &str, by_case: bool) -> bool {
    occurs(text, term, by_case, true, true)
}

/// Whether a text occurs; `before` and `behind` say on which side a term must not go on.
pub fn occurs(text: &str, part: &str, by_case: bool, before: bool, behind: bool) -> bool {
    let letters = |text: &str| -> Vec<char> { text.chars().map(|c| if by_case { c } else { fold(c) }).collect() };
    let (text, part) = (letters(text), letters(part));
    let goes_on = |inside: Option<&char>, outside: Option<&char>| {
        let of_term = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
        of_term(inside) && of_term(outside)
    };
    (0..=text.len()).any(|at| {
        text[at..].starts_with(&part)
            && !(before && goes_on(part.first(), at.checked_sub(1).and_then(|at| text.get(at))))
            && !(behind && goes_on(part.last(), text.get(at + part.len())))
    })
}

/// A letter in the case that comparisons use: its upper case where that is one letter, and no letter beyond ASCII
/// becomes one of ASCII.
pub fn fold(c: char) -> char {
    let upper: Vec<char> = c.to_uppercase().collect();
    match upper.as_slice() {
        [upper] if c.is_ascii() || !upper.is_ascii() => *upper,
        _ => c,
    }
}
