//! What `tdigest()` gives: how often which values came, as the array `[[7],[VALUES],[WEIGHTS]]` with the values in
//! ascending order.
//!
//! Up to [`EXACT`] different values are kept as they are. More are joined with their neighbours, a joined one weighing
//! the less the nearer it is to either end (Dunning, Ertl: Computing extremely accurate quantiles using t-digests, 2019).

use std::fmt::Write;

use lurcher_symbols::ScalarType;
use lurcher_symbols::values::dynamic::Dynamic;

use super::quantiles::{nearest_rank, real_key, real_of};
use crate::kernel::Cell;
use crate::kernel::elements::elements;

/// What stands in front of the values. Nobody reads it.
const FORMAT: u32 = 7;

/// How many different values are kept apart.
const EXACT: usize = 4096;

/// How closely more values are kept: of a million about five times as many are left, and always less than [`EXACT`].
const COMPRESSION: f64 = 512.0;

/// Values with their weights.
#[derive(Debug, Clone)]
pub struct Digest {
    /// Long, real, datetime or timespan; none where there is no value.
    ty: Option<ScalarType>,
    /// Ascending, by keys that sort as the values do: reals by [`real_key`], the others themselves.
    weighted: Vec<(i64, u64)>,
}

impl Digest {
    /// Of values of a type, as keys in ascending order.
    pub fn new(ty: ScalarType, weighted: Vec<(i64, u64)>) -> Self {
        let mut digest = Self { ty: (!weighted.is_empty()).then_some(ty), weighted };
        digest.compress();
        digest
    }

    /// The digest of a dynamic's canonical text; none where it is something else.
    pub fn parse(text: &str) -> Option<Self> {
        let (mut parts, mut values, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        elements(Some(text), &mut parts);
        let [format, first, second] = parts.as_slice() else { return None };
        let arrays = elements(Some(format), &mut weights)
            && elements(Some(first), &mut values)
            && elements(Some(second), &mut weights);
        if !arrays || values.len() != weights.len() {
            return None;
        }
        let cells: Vec<Cell<'_>> = values.into_iter().map(|value| Cell::of(Some(value))).collect();
        let types = cells.iter().map(type_of).collect::<Option<Vec<ScalarType>>>()?;
        // A real that is whole may have been written as a long by whoever stored it.
        let ty = types.iter().copied().reduce(|a, b| a.common(b).unwrap_or(ScalarType::Dynamic));
        if ty == Some(ScalarType::Dynamic) {
            return None;
        }
        let weigh = |(cell, weight): (&Cell<'_>, &str)| Some((key_of(cell, ty?)?, weight.parse().ok()?));
        let mut weighted = cells.iter().zip(weights).map(weigh).collect::<Option<Vec<(i64, u64)>>>()?;
        weighted.sort_unstable();
        Some(Self { ty, weighted })
    }

    /// Adds another one; `false` where the values are of other types.
    pub fn take_in(&mut self, mut other: Self) -> bool {
        let ty = match (self.ty, other.ty) {
            (Some(a), Some(b)) => match a.common(b) {
                Some(common) => common,
                None => return false,
            },
            (Some(known), None) | (None, Some(known)) => known,
            (None, None) => return true,
        };
        self.promote(ty);
        other.promote(ty);
        self.weighted.append(&mut other.weighted);
        self.weighted.sort_unstable_by_key(|(key, _)| *key);
        self.weighted.dedup_by(|later, first| {
            let same = later.0 == first.0;
            if same {
                first.1 = first.1.saturating_add(later.1);
            }
            same
        });
        self.compress();
        true
    }

    /// Appends the canonical text.
    pub fn write(&self, out: &mut String) {
        let _ = write!(out, "[[{FORMAT}],[");
        for (i, (key, _)) in self.weighted.iter().enumerate() {
            out.push_str(if i > 0 { "," } else { "" });
            self.value(*key).write_canonical(out);
        }
        out.push_str("],[");
        for (i, (_, weight)) in self.weighted.iter().enumerate() {
            let _ = write!(out, "{}{weight}", if i > 0 { "," } else { "" });
        }
        out.push_str("]]");
    }

    /// The value at a percentage, by nearest rank; none where there are no values.
    pub fn at(&self, percent: f64) -> Option<Dynamic> {
        let rank = nearest_rank(percent, self.total());
        let mut reached = 0;
        let at = self.weighted.iter().find(|(_, weight)| {
            reached += u128::from(*weight);
            reached >= rank
        });
        at.map(|(key, _)| self.value(*key))
    }

    /// How many values are not greater than this one; none where it is of another type.
    pub fn rank(&self, value: &Cell<'_>) -> Option<f64> {
        let ty = self.ty?;
        let key = match (ty, type_of(value)?) {
            // Between two whole numbers a real is as great as the lesser one.
            (ScalarType::Long, ScalarType::Real) => key_of(&floor(value), ty)?,
            _ => key_of(value, ty)?,
        };
        let below = self.weighted.iter().take_while(|(known, _)| *known <= key);
        Some(below.map(|(_, weight)| u128::from(*weight)).sum::<u128>() as f64)
    }

    /// How many values there are.
    pub fn total(&self) -> u128 {
        self.weighted.iter().map(|(_, weight)| u128::from(*weight)).sum()
    }

    /// Bytes on the heap.
    pub fn heap(&self) -> usize {
        self.weighted.capacity() * size_of::<(i64, u64)>()
    }

    fn value(&self, key: i64) -> Dynamic {
        match self.ty {
            Some(ScalarType::Real) => Dynamic::Real(real_of(key)),
            Some(ScalarType::DateTime) => Dynamic::DateTime(key),
            Some(ScalarType::TimeSpan) => Dynamic::TimeSpan(key),
            _ => Dynamic::Long(key),
        }
    }

    fn promote(&mut self, ty: ScalarType) {
        if self.ty == Some(ScalarType::Long) && ty == ScalarType::Real {
            self.weighted.iter_mut().for_each(|(key, _)| *key = real_key(*key as f64));
        }
        self.ty = Some(ty);
    }

    /// Joins neighbours where there are too many values.
    fn compress(&mut self) {
        if self.weighted.len() <= EXACT {
            return;
        }
        let total = self.total() as f64;
        let mut joined: Vec<(i64, u64)> = Vec::with_capacity(EXACT);
        let mut before = 0.0;
        let mut group: Vec<(i64, u64)> = Vec::new();
        let mut weight = 0.0;
        for entry in &self.weighted {
            let more = weight + entry.1 as f64;
            let middle = (before + more / 2.0) / total;
            if !group.is_empty() && more > (4.0 * total * middle * (1.0 - middle) / COMPRESSION).max(1.0) {
                joined.push(self.join(&group));
                before += weight;
                weight = 0.0;
                group.clear();
            }
            weight += entry.1 as f64;
            group.push(*entry);
        }
        joined.push(self.join(&group));
        self.weighted = joined;
    }

    /// The mean of neighbours, as heavy as all of them.
    fn join(&self, group: &[(i64, u64)]) -> (i64, u64) {
        let weight = group.iter().fold(0_u64, |sum, (_, weight)| sum.saturating_add(*weight));
        let key = match self.ty {
            Some(ScalarType::Real) => {
                let sum: f64 = group.iter().map(|(key, w)| real_of(*key) * (*w as f64 / weight as f64)).sum();
                real_key(sum)
            }
            _ => {
                let sum: i128 = group.iter().map(|(key, w)| i128::from(*key) * i128::from(*w)).sum();
                sum.checked_div(i128::from(weight)).and_then(|mean| i64::try_from(mean).ok()).unwrap_or_default()
            }
        };
        (key, weight)
    }
}

fn type_of(cell: &Cell<'_>) -> Option<ScalarType> {
    Some(match cell {
        Cell::Long(_) => ScalarType::Long,
        Cell::Real(_) => ScalarType::Real,
        Cell::DateTime(_) => ScalarType::DateTime,
        Cell::TimeSpan(_) => ScalarType::TimeSpan,
        _ => return None,
    })
}

fn key_of(cell: &Cell<'_>, ty: ScalarType) -> Option<i64> {
    match (cell, ty) {
        (Cell::Long(i), ScalarType::Long) => Some(*i),
        (Cell::Long(i), ScalarType::Real) => Some(real_key(*i as f64)),
        (Cell::Real(r), ScalarType::Real) => Some(real_key(*r)),
        (Cell::DateTime(t), ScalarType::DateTime) | (Cell::TimeSpan(t), ScalarType::TimeSpan) => Some(*t),
        _ => None,
    }
}

fn floor<'a>(cell: &Cell<'a>) -> Cell<'a> {
    match cell {
        Cell::Real(r) => Cell::Long(r.floor() as i64),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(digest: &Digest) -> String {
        let mut out = String::new();
        digest.write(&mut out);
        out
    }

    #[test]
    fn texts_read_back() {
        let digest = Digest::new(ScalarType::Long, vec![(1, 2), (5, 1)]);
        assert_eq!(text(&digest), "[[7],[1,5],[2,1]]");
        assert_eq!(Digest::parse("[[7],[5,1],[1,2]]").map(|d| text(&d)), Some(text(&digest)));
        for other in ["[]", "[[7],[1],[]]", "[[7],[\"a\"],[1]]", "{}", "1", "[[7],[1],[-1]]"] {
            assert!(Digest::parse(other).is_none(), "{other}");
        }
    }

    #[test]
    fn ranks_and_percentiles_are_inverse() {
        let digest = Digest::new(ScalarType::Long, (1..=1000).map(|i| (i, 1)).collect());
        assert_eq!(digest.rank(&Cell::Long(685)), Some(685.0));
        assert_eq!(digest.rank(&Cell::Real(685.5)), Some(685.0));
        assert_eq!(digest.at(68.5), Some(Dynamic::Long(685)));
        assert_eq!(digest.rank(&Cell::Text("a".into())), None);
    }

    #[test]
    fn many_values_stay_near() {
        let n = 1_000_000;
        let digest = Digest::new(ScalarType::Real, (0..n).map(|i| (real_key(i as f64), 1)).collect());
        assert!(digest.weighted.len() < EXACT, "{}", digest.weighted.len());
        for percent in [1.0, 50.0, 95.0, 99.9] {
            let Some(Dynamic::Real(value)) = digest.at(percent) else { panic!("no value") };
            let off = (value - percent * n as f64 / 100.0).abs() / n as f64;
            assert!(off < 0.002, "{percent}: off by {off}");
        }
    }
}
