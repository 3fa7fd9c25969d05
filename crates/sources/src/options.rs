//! What whoever reads a source can say about it.

pub use crate::time::Zone;

/// What an input does not say of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The zone of times that name none.
    pub zone: Option<Zone>,
    /// The year of the first record, where times have no year. Otherwise the year is told by when the file was last
    /// changed, which dates its last record.
    pub year: Option<i32>,
    /// Which tables a format fills where there are several ways (`windows-event` …): its page says which it knows. Of
    /// choices that exclude each other the last counts.
    pub choices: Vec<String>,
}

impl Options {
    /// These, and where they say nothing, others: their choices count too, unless these choose otherwise.
    pub fn or(&self, others: &Options) -> Self {
        let choices = others.choices.iter().chain(&self.choices).cloned().collect();
        Self { zone: self.zone.or(others.zone), year: self.year.or(others.year), choices }
    }

    /// The zone of times that name none: UTC unless told.
    pub fn zone(&self) -> Zone {
        self.zone.unwrap_or_default()
    }

    /// Whether a choice was made.
    pub fn chosen(&self, choice: &str) -> bool {
        self.choices.iter().any(|c| c == choice)
    }

    /// The last choice of those that exclude each other.
    pub(crate) fn chosen_of(&self, alternatives: &[&str]) -> Option<&str> {
        self.choices.iter().rev().map(String::as_str).find(|choice| alternatives.contains(choice))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_counts_before_what_others_say() {
        let choices = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let berlin = "Europe/Berlin".parse().ok();
        let own = Options { zone: Some(Zone::Utc), year: None, choices: choices(&["windows-event"]) };
        let others = Options { zone: berlin, year: Some(2025), choices: choices(&["meraki-cl", "forwarded"]) };
        let both = own.or(&others);
        assert_eq!((both.zone, both.year), (Some(Zone::Utc), Some(2025)));
        assert!(both.chosen("meraki-cl"));
        assert_eq!(both.chosen_of(&["forwarded", "windows-event"]), Some("windows-event"));
        assert_eq!(both.chosen_of(&["okta-cl"]), None);
        assert_eq!((Options::default().or(&others).zone, Options::default().zone()), (berlin, Zone::Utc));
    }
}
