//! What whoever reads a source can say about it.

pub use crate::time::Zone;

/// What an input does not say of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The zone of times that name none. UTC unless told.
    pub zone: Zone,
    /// The year of the first record, where times have no year. Otherwise the year is told by when the file was last
    /// changed, which dates its last record.
    pub year: Option<i32>,
    /// Which tables a format fills where there are several ways (`windows-event` …): its page says which it knows.
    pub choices: Vec<String>,
}

impl Options {
    /// These, and where they say nothing, others.
    pub fn or(&self, others: &Options) -> Self {
        let (own, of_others) = (self.clone(), others.clone());
        Self {
            zone: if own.zone == Zone::default() { of_others.zone } else { own.zone },
            year: own.year.or(of_others.year),
            choices: if own.choices.is_empty() { of_others.choices } else { own.choices },
        }
    }

    /// Whether a choice was made.
    pub fn chosen(&self, choice: &str) -> bool {
        self.choices.iter().any(|c| c == choice)
    }
}
