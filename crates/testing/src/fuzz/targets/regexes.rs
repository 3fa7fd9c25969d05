//! Regular expressions: a pattern, and behind the first line break a text.

use lurcher_symbols::{FunctionKind, ScalarType, Value};

use super::ground::fold;
use super::{Target, texts};

/// See the module.
pub(super) const TARGET: Target = Target {
    name: "regexes",
    about: "a regular expression and, behind a line break, a text: every function that takes one",
    batch: 64,
    words: &[
        "(", ")", "(?:", "(?P<a>", "(?i)", "(?s-m:", "[", "]", "[^", "[[:alpha:]]", "\\d", "\\w", "\\b", "\\B", "\\pL", "\\p{Greek}", "\\x{10FFFF}", "\\Q", "\\E", "\\1",
        "\\C", "\\z", "\\A", "^", "$", ".", "*", "+", "?", "{2}", "{0,1000}", "{1000}", "{,5}", "|", "\\\\", "\\0", "$0", "&&", "--", "~~", "a", "é", "\n",
    ],
    seeds: || {
        texts(&[
            "(a+)+$\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
            "^(?P<user>[^@]+)@([a-z0-9.]+)$\nann@contoso.com",
            "\\b(\\d{1,3}\\.){3}\\d{1,3}\\b\nfrom 10.0.0.1 to 8.8.8.8",
            "(?i)powershell.*-enc\\s+([A-Za-z0-9+/=]{20,})\nPowerShell -enc SQBFAFgAIAAoAE4AZQB3",
            "[^\\x00-\\x7F]|\\p{Cyrillic}\nпривет",
            "((((a?){50}){50}){50}){50}\naaaa",
            "(x{0,1000}){0,1000}\nx",
        ])
    },
    run: |inputs| inputs.iter().filter_map(|input| std::str::from_utf8(input).ok()).for_each(all),
};

fn all(input: &str) {
    let (pattern, text) = input.split_once('\n').unwrap_or((input, input));
    let string = |text: &str| Value::String(text.into());
    let (pattern, text, one) = (string(pattern), string(text), Value::Long(1));
    let scalar = |name, arguments: &[Value], result| fold(FunctionKind::Scalar, name, arguments, result);
    fold(FunctionKind::Operator, "matches regex", &[text.clone(), pattern.clone()], ScalarType::Bool);
    scalar("extract", &[pattern.clone(), one, text.clone()], ScalarType::String);
    scalar("extract_all", &[pattern.clone(), text.clone()], ScalarType::Dynamic);
    scalar("replace_regex", &[text.clone(), pattern.clone(), string("<\\1\\2>")], ScalarType::String);
    scalar("countof", &[text.clone(), pattern.clone(), string("regex")], ScalarType::Long);
    scalar("indexof_regex", &[text.clone(), pattern.clone()], ScalarType::Long);
    scalar("trim", &[pattern.clone(), text.clone()], ScalarType::String);
    scalar("trim_start", &[pattern.clone(), text.clone()], ScalarType::String);
    scalar("trim_end", &[pattern, text], ScalarType::String);
}
