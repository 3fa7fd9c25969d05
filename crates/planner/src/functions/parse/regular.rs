//! The kind `regex`: the texts of the pattern are regular expressions.

use datafusion::common::{Result, plan_err};
use lurcher_binder::bound::ParsePart;
use lurcher_functions::kernel::regexes;
use lurcher_symbols::ScalarType;
use regex::{CaptureLocations, Regex};

use super::Matcher;

/// A pattern as one regular expression.
#[derive(Debug)]
pub struct RegularPattern {
    regex: Regex,
    /// The numbers of the columns' groups.
    groups: Vec<usize>,
}

impl RegularPattern {
    /// The expression that the parts make: a string is greedy, `*` is not, numbers are digits.
    pub fn new(parts: &[ParsePart], flags: &str) -> Result<Self> {
        if let Some(flag) = flags.chars().find(|flag| !"imsUx".contains(*flag)) {
            return plan_err!("parse: '{flag}' is no flag of regular expressions");
        }
        let mut pattern = String::from(r"\A");
        if !flags.is_empty() {
            pattern.extend(["(?", flags, ")"]);
        }
        let mut columns = 0;
        for part in parts {
            match part {
                ParsePart::Text(text) => pattern.extend(["(?:", text, ")"]),
                ParsePart::Skip => pattern.push_str(".*?"),
                ParsePart::Column(_, ty) => {
                    pattern.extend([&format!("(?P<column{columns}>"), column_pattern(*ty), ")"]);
                    columns += 1;
                }
            }
        }
        let regex = match regexes::parse(&pattern) {
            Ok(regex) => regex,
            Err(reason) => return plan_err!("parse: {reason}"),
        };
        let number = |column| regex.capture_names().position(|name| name == Some(&format!("column{column}")));
        let groups = (0..columns).filter_map(number).collect();
        Ok(Self { regex, groups })
    }

    pub fn matcher(&self) -> impl Matcher {
        RegularMatcher { pattern: self, locations: self.regex.capture_locations() }
    }
}

const fn column_pattern(ty: ScalarType) -> &'static str {
    match ty {
        ScalarType::Int | ScalarType::Long => r"-?\d+",
        ScalarType::Real | ScalarType::Decimal => r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?",
        ScalarType::Bool
        | ScalarType::String
        | ScalarType::DateTime
        | ScalarType::TimeSpan
        | ScalarType::Guid
        | ScalarType::Dynamic => ".*",
    }
}

struct RegularMatcher<'a> {
    pattern: &'a RegularPattern,
    locations: CaptureLocations,
}

impl Matcher for RegularMatcher<'_> {
    fn find(&mut self, text: &str, places: &mut Vec<(usize, usize)>) -> bool {
        if self.pattern.regex.captures_read(&mut self.locations, text).is_none() {
            return false;
        }
        places.extend(self.pattern.groups.iter().map(|group| self.locations.get(*group).unwrap_or((0, 0))));
        true
    }
}
