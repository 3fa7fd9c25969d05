//! The kind `regex`: the texts of the pattern are regular expressions.

use datafusion::common::Result;
use lurcher_binder::bound::ParsePart;
use lurcher_functions::kernel::regexes;
use regex::{CaptureLocations, Regex};

use super::{Matcher, shapes};

/// A pattern as one regular expression.
#[derive(Debug)]
pub struct RegularPattern {
    regex: Regex,
    /// The numbers of the columns' groups.
    groups: Vec<usize>,
}

impl RegularPattern {
    /// The expression that the parts make: a string is greedy, `*` is not, any other column has the shape of its type.
    /// It may stand anywhere in a text.
    pub fn new(parts: &[ParsePart], flags: &str) -> Result<Self> {
        let mut pattern = String::new();
        if !flags.is_empty() {
            pattern.extend(["(?", flags, ")"]);
        }
        let mut columns = 0;
        for part in parts {
            match part {
                ParsePart::Text(text) => pattern.extend(["(?:", text, ")"]),
                ParsePart::Skip => pattern.push_str(".*?"),
                ParsePart::Column(_, ty) => {
                    pattern.extend([&format!("(?P<column{columns}>"), shapes::regular(*ty), ")"]);
                    columns += 1;
                }
            }
        }
        let regex = match regexes::parse(&pattern) {
            Ok(regex) => regex,
            Err(reason) => return lurcher_functions::refuse!("parse: {reason}"),
        };
        let number = |column| regex.capture_names().position(|name| name == Some(&format!("column{column}")));
        let groups = (0..columns).filter_map(number).collect();
        Ok(Self { regex, groups })
    }

    pub fn matcher(&self) -> impl Matcher {
        RegularMatcher { pattern: self, locations: self.regex.capture_locations() }
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
