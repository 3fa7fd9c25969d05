//! The comment at the head of a file, which tells under which alias the query is to be saved as a function. Content of
//! the years before YAML tells it in prose: `select as Function … by specifying function name and alias as CiscoISEEvent`.

use std::sync::Arc;

/// What stands between the word "alias" and the name, the surest first. What comes behind it is prose as well as not.
const WAYS: [&str; 9] = ["must be set to", "should be set to", " of ", " to ", " name:", ":", " as ", ", as ", "(e.g."];

/// The words that show how the function is called: `then use function alias from any other queries (e.g. SQLEvent | take
/// 10)`.
const USED: &str = "alias from any other quer";

/// The comments before the query, line by line.
pub(super) fn comments(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().map(str::trim).take_while(|line| line.is_empty() || line.starts_with("//"));
    lines.map(|line| line.trim_start_matches('/').trim())
}

/// The alias that the comments before the query name.
pub(super) fn alias(text: &str) -> Option<Arc<str>> {
    let lines = || comments(text);
    let told = lines().filter(|line| !contains(line, USED)).find_map(told);
    told.or_else(|| lines().filter(|line| contains(line, USED)).find_map(used))
}

/// The name that a line gives to the alias.
fn told(line: &str) -> Option<Arc<str>> {
    if let Some(after) = behind(line, "name the function ").filter(|after| after.starts_with(['"', '\''])) {
        return name(after);
    }
    let after = behind(line, "alias")?;
    WAYS.iter().find_map(|way| name(behind(after, way)?))
}

/// The name in an example of a call. That of a custom table is one of the raw data that the function reads.
fn used(line: &str) -> Option<Arc<str>> {
    name(behind(line, "(e.g.")?).filter(|name| !name.ends_with("_CL"))
}

/// The name that a text begins with, behind blanks, dashes and quotes; a dash in it is an underscore, as no name of a
/// function has one. A word of prose is no name: those have a capital letter, a digit or an underscore in them.
fn name(text: &str) -> Option<Arc<str>> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '"' | '\'' | '`' | '“' | '‘'));
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(text.len());
    let name = text[..end].trim_end_matches('-').replace('-', "_");
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let stands_out = name.contains(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    (begins && stands_out).then(|| name.into())
}

fn contains(line: &str, words: &str) -> bool {
    behind(line, words).is_some()
}

/// What stands behind the first occurrence of `words`, in any case.
fn behind<'a>(line: &'a str, words: &str) -> Option<&'a str> {
    let at = line.to_ascii_lowercase().find(words)?;
    line.get(at + words.len()..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alias_is_told_in_prose() {
        for (line, name) in [
            (
                "// click on Save and select as Function by specifying function name and alias as AkamaiSIEMEvent.",
                "AkamaiSIEMEvent",
            ),
            ("//    It is recommended to name the Function Alias, as CiscoUCS", "CiscoUCS"),
            ("// For the workbooks the Function Alias must be set to - SymantecVIP", "SymantecVIP"),
            ("// Set the function alias to incident_lookup so that it can be used.", "incident_lookup"),
            (
                "// Alias name: PAN-9-NormalizedParser (please change hypens(-) to underscores(_))",
                "PAN_9_NormalizedParser",
            ),
            (
                "// specifying function name and alias. For Teams queries it should be given the alias of TeamsData.",
                "TeamsData",
            ),
            ("// by specifying function name and alias (e.g. squid_parser).", "squid_parser"),
            ("// by specifying function name and alias as \"Epic\" or a variant.", "Epic"),
            ("// You can then use function alias from any other queries (e.g. SQLEvent | take 10).", "SQLEvent"),
            ("// If you name the function \"IsWorkingTime\", you can check it with:", "IsWorkingTime"),
        ] {
            assert_eq!(alias(&format!("// Title\n\n{line}\nT | take 1\n")).as_deref(), Some(name), "{line}");
        }
    }

    #[test]
    fn prose_without_a_name_tells_none() {
        for text in [
            "// use the function alias for other queries\nT",
            "// by specifying function name and alias.\nT",
            "// You can then use function alias from any other queries (e.g. Raw_CL | take 10).\nT",
            "T\n// the alias as Late\n",
            "// the user's alias is looked up\nT",
        ] {
            assert_eq!(alias(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_told_counts_more_than_an_example() {
        let text = "// use function alias from any other queries (e.g. Other | take 1)\n// name and alias as Own.\nT";
        assert_eq!(alias(text).as_deref(), Some("Own"));
    }
}
