//! The techniques, from the table in `data/`.

use std::sync::LazyLock;

use super::is_tactic;

/// A technique or sub-technique.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Technique {
    /// `T1078` or `T1078.001`.
    pub id: &'static str,
    /// The name.
    pub name: &'static str,
    /// Whether it is still a part of ATT&CK.
    pub standing: Standing,
    tactics: &'static str,
}

/// Whether a technique is still a part of ATT&CK.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is.
    Current,
    /// Another technique has taken its place.
    Replaced(&'static str),
    /// It is not, and nothing has taken its place.
    Withdrawn,
}

impl Technique {
    /// The tactics that it serves, in Sentinel's spelling.
    pub fn tactics(&self) -> impl Iterator<Item = &'static str> {
        self.tactics.split(',')
    }

    /// Whether it serves one of these tactics.
    pub fn serves(&self, tactics: &[&str]) -> bool {
        self.tactics().any(|of| tactics.iter().any(|declared| is_tactic(of, declared)))
    }
}

/// All techniques by id.
static TECHNIQUES: LazyLock<Vec<Technique>> = LazyLock::new(|| {
    let lines = include_str!("../../data/attack_techniques.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(read).collect()
});

fn read(line: &'static str) -> Option<Technique> {
    let mut cells = line.split('\t');
    let (id, tactics, name) = (cells.next()?, cells.next()?, cells.next()?);
    let standing = match cells.next() {
        None => Standing::Current,
        Some("-") => Standing::Withdrawn,
        Some(successor) => Standing::Replaced(successor),
    };
    Some(Technique { id, name, standing, tactics })
}

/// The technique of that id.
pub fn technique(id: &str) -> Option<&'static Technique> {
    let at = TECHNIQUES.binary_search_by_key(&id, |t| t.id).ok()?;
    TECHNIQUES.get(at)
}

/// The technique that whoever wrote `id` most likely meant: digits that changed places are likelier than a wrong one,
/// and a technique of the declared tactics is likelier than another.
pub fn nearest_technique(id: &str, tactics: &[&str]) -> Option<&'static Technique> {
    let id = id.trim().to_ascii_uppercase();
    let id = id.split_once('.').map_or(id.clone(), |(parent, sub)| format!("{parent}.{sub:0>3}"));
    let letters = sorted(&id);
    let candidates = TECHNIQUES.iter().filter(|t| t.standing == Standing::Current).map(|t| {
        let distance = strsim::damerau_levenshtein(&id, t.id);
        ((distance, sorted(t.id) != letters, !t.serves(tactics), t.id), t)
    });
    let ((distance, ..), nearest) = candidates.min_by_key(|(key, _)| *key)?;
    (distance <= 2).then_some(nearest)
}

fn sorted(id: &str) -> Vec<u8> {
    let mut letters = id.as_bytes().to_vec();
    letters.sort_unstable();
    letters
}

#[cfg(test)]
mod tests {
    use super::super::TACTICS;
    use super::*;

    #[test]
    fn the_table_is_sorted_and_refers_to_itself() {
        assert!(TECHNIQUES.windows(2).all(|pair| pair[0].id < pair[1].id));
        for t in TECHNIQUES.iter() {
            assert!(t.tactics().all(|tactic| TACTICS.contains(&tactic)), "{t:?}");
            if let Standing::Replaced(successor) = t.standing {
                assert_eq!(technique(successor).map(|t| t.standing), Some(Standing::Current), "{t:?}");
            }
            if let Some((parent, _)) = t.id.split_once('.') {
                assert!(technique(parent).is_some(), "{t:?}");
            }
        }
    }

    #[test]
    fn techniques_of_both_matrices() {
        let tactics = |id: &str| technique(id).map(|t| t.tactics().collect::<Vec<_>>());
        assert_eq!(tactics("T1095"), Some(vec!["CommandAndControl"]));
        assert_eq!(tactics("T1078"), tactics("T1078.004"));
        assert_eq!(tactics("T0855"), Some(vec!["ImpairProcessControl"]));
        assert_eq!(tactics("T1905"), None);
        assert_eq!(technique("T1002").map(|t| t.standing), Some(Standing::Replaced("T1560")));
    }

    #[test]
    fn the_nearest_technique() {
        let nearest = |id: &str, tactics: &[&str]| nearest_technique(id, tactics).map(|t| t.id);
        assert_eq!(nearest("T1905", &["CommandAndControl", "InitialAccess"]), Some("T1095"));
        assert_eq!(nearest("T1905", &[]), Some("T1095"));
        assert_eq!(nearest("t1078", &[]), Some("T1078"));
        assert_eq!(nearest("T1078.04", &[]), Some("T1078.004"));
        assert_eq!(nearest("Spearphishing", &[]), None);
        assert!(technique("T1105").is_some_and(|t| t.serves(&["CommandAndControl"]) && !t.serves(&["PreAttack"])));
        assert!(technique("T1595").is_some_and(|t| t.serves(&["PreAttack"])));
    }
}
