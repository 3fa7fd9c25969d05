//! Patterns of `parse`, `parse-where` and `parse-kv`.

use super::ground::with_ground;
use super::{Target, texts};

/// See the module.
pub(super) const TARGET: Target = Target {
    name: "parse_patterns",
    about: "a pattern of `parse`, `parse kind=regex`, `parse-where` and of `parse-kv`, and texts that nearly match",
    batch: 1,
    words: &[
        "*", "a:long", "b", ":real", ":datetime", ":timespan", ":string", ":dynamic", ":int", ":bool", ":guid", ":decimal", "'x='", "', '", "'\\\\d+'", "'.*'",
        "kind=regex flags=Ui", "kind=relaxed", "kind=simple", "with (pair_delimiter=',', kv_delimiter='=', quote='\"', escape='\\\\')", "greedy=true",
        "as (a:string, b:long)", "' '", "@'[^ ]+'", "'('", "')'", "", "\n", "'é'",
    ],
    seeds: || {
        texts(&[
            "* 'x=' a:long ', y=' b:real *",
            "kind=regex flags=Ui 'x=' a:long '.*?y=' b:string '$'",
            "kind=relaxed * 'x=' a:long ', ' b:datetime",
            "as (x:long, y:string) with (pair_delimiter=',', kv_delimiter='=', quote='\"')",
            "as (x:long) with (pair_delimiter=' ', kv_delimiter=':', escape='\\\\', greedy=true)",
            "a:string 'é' b:timespan * '🙂' c:guid",
        ])
    },
    run: |inputs| {
        for text in inputs.iter().filter_map(|input| std::str::from_utf8(input).ok()) {
            with_ground(|ground| {
                ground.put(&[b"x=1, y=2.5 z", b"x=, y=", b"", text.as_bytes(), "x=9223372036854775808, y=é🙂".as_bytes()]);
                let query = match text.trim_start().starts_with("as") {
                    true => format!("Inputs | parse-kv s {text}"),
                    false => match text.strip_prefix("kind=") {
                        Some(_) => format!("Inputs | parse {}", text.replacen(' ', " s with ", 1)),
                        None => format!("Inputs | parse-where s with {text}"),
                    },
                };
                ground.ask(&query);
            });
        }
    },
};
