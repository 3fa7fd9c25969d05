//! Quantiles of one group: exact up to many values, then from a sample of known error.
//!
//! Values lie in levels; one in level *l* stands for 2^*l* values. A level that is full is sorted and every second
//! value goes one level up (Karnin, Lang, Liberty: Optimal quantile approximation in streams, 2016, with levels of one
//! size). A weight is a sum of powers of two, so that weighted values go straight to their levels.

/// How many values a level holds. A rank is off by at most one part in this for each level above the first: 0.02 % at
/// 100 million values, where the engine allows 1 %.
const LEVEL: usize = 1 << 16;

/// Values as whole numbers that sort as the values do.
#[derive(Debug, Default, Clone)]
pub struct Quantiles {
    /// Values that stand for themselves.
    single: Vec<i64>,
    /// Levels 1, 2 ….
    upper: Vec<Vec<i64>>,
    /// Which of two neighbours goes up next, so that no side is favoured.
    odd: bool,
}

impl Quantiles {
    /// Adds a value.
    #[inline]
    pub fn add(&mut self, value: i64) {
        self.single.push(value);
        if self.single.len() == LEVEL {
            self.promote();
        }
    }

    /// Adds a value if that needs no more memory; whether it did.
    #[inline]
    pub fn add_in_place(&mut self, value: i64) -> bool {
        let n = self.single.len();
        let fits = n < self.single.capacity() && n + 1 < LEVEL;
        if fits {
            self.single.push(value);
        }
        fits
    }

    /// Adds a value `weight` times.
    pub fn add_weighted(&mut self, value: i64, weight: u64) {
        for level in (0..u64::BITS).filter(|level| weight >> level & 1 == 1) {
            self.level(level as usize).push(value);
        }
        self.promote();
    }

    /// Adds all that a saved state has.
    pub fn merge(&mut self, state: &[u8]) {
        let Some((levels, mut rest)) = state.split_first() else { return };
        if *levels == 0 {
            rest.as_chunks::<8>().0.iter().for_each(|value| self.add(i64::from_le_bytes(*value)));
            return;
        }
        for level in 0..usize::from(*levels) {
            let Some((count, values)) = rest.split_first_chunk::<4>() else { return };
            let Some((values, after)) = values.split_at_checked(u32::from_le_bytes(*count) as usize * 8) else {
                return;
            };
            self.level(level).extend(values.as_chunks::<8>().0.iter().map(|value| i64::from_le_bytes(*value)));
            rest = after;
        }
        self.promote();
    }

    /// Appends a state for [`Self::merge`]: the number of levels and the values, each level's with their number in
    /// front; no numbers where there is only the first level.
    pub fn save(&self, out: &mut Vec<u8>) {
        let values =
            |level: &Vec<i64>, out: &mut Vec<u8>| level.iter().for_each(|v| out.extend_from_slice(&v.to_le_bytes()));
        if self.upper.is_empty() {
            out.push(0);
            return values(&self.single, out);
        }
        out.push(self.upper.len() as u8 + 1);
        for level in std::iter::once(&self.single).chain(&self.upper) {
            out.extend_from_slice(&(level.len() as u32).to_le_bytes());
            values(level, out);
        }
    }

    /// The values at `percents` (0 to 100), by nearest rank: the least value that so many per cent of all are not
    /// greater than. None where there are no values.
    pub fn at(&mut self, percents: &[f64]) -> Vec<Option<i64>> {
        if self.upper.is_empty() {
            return self.at_ranks(percents);
        }
        let mut total = 0;
        let reached = |(value, weight): (i64, u64)| {
            total += u128::from(weight);
            (value, total)
        };
        let weighted: Vec<(i64, u128)> = self.weighted().into_iter().map(reached).collect();
        let find = |percent: &f64| {
            let rank = nearest_rank(*percent, total);
            weighted.get(weighted.partition_point(|(_, reached)| *reached < rank)).map(|(value, _)| *value)
        };
        percents.iter().map(find).collect()
    }

    /// The different values in ascending order, with how many each of them stands for.
    pub fn weighted(&self) -> Vec<(i64, u64)> {
        let mut weighted: Vec<(i64, u64)> = self.single.iter().map(|v| (*v, 1)).collect();
        for (level, values) in self.upper.iter().enumerate() {
            weighted.extend(values.iter().map(|v| (*v, 2_u64.saturating_mul(1 << level.min(62)))));
        }
        weighted.sort_unstable_by_key(|(value, _)| *value);
        weighted.dedup_by(|later, first| {
            let same = later.0 == first.0;
            if same {
                first.1 = first.1.saturating_add(later.1);
            }
            same
        });
        weighted
    }

    /// Bytes on the heap.
    pub fn heap(&self) -> usize {
        let upper: usize = self.upper.iter().map(|level| size_of::<Vec<i64>>() + level.capacity() * 8).sum();
        self.single.capacity() * 8 + upper
    }

    fn at_ranks(&mut self, percents: &[f64]) -> Vec<Option<i64>> {
        let n = self.single.len();
        if n == 0 {
            return vec![None; percents.len()];
        }
        let mut places: Vec<(usize, usize)> =
            percents.iter().enumerate().map(|(i, p)| (nearest_rank(*p, n as u128) as usize - 1, i)).collect();
        places.sort_unstable();
        let mut found = vec![None; percents.len()];
        // What is right of one place holds the next.
        let mut from = 0;
        for (place, i) in places {
            let (_, value, _) = self.single[from..].select_nth_unstable(place - from);
            found[i] = Some(*value);
            from = place;
        }
        found
    }

    fn level(&mut self, level: usize) -> &mut Vec<i64> {
        if level == 0 {
            return &mut self.single;
        }
        if self.upper.len() < level {
            self.upper.resize_with(level, Vec::new);
        }
        &mut self.upper[level - 1]
    }

    /// Halves the levels that are full.
    fn promote(&mut self) {
        let mut level = 0;
        while level <= self.upper.len() {
            let mut values = match self.level(level) {
                values if values.len() >= LEVEL => std::mem::take(values),
                _ => {
                    level += 1;
                    continue;
                }
            };
            values.sort_unstable();
            // One without a neighbour stays.
            let alone = if values.len() % 2 == 1 { values.pop() } else { None };
            let first = usize::from(self.odd);
            self.odd = !self.odd;
            self.level(level + 1).extend(values.iter().skip(first).step_by(2));
            values.clear();
            values.extend(alone);
            *self.level(level) = values;
            level += 1;
        }
    }
}

/// A real as a whole number that sorts as reals do, NaN last.
pub(super) fn real_key(value: f64) -> i64 {
    let bits = if value.is_nan() { f64::NAN.abs() } else { value }.to_bits() as i64;
    if bits < 0 { bits ^ i64::MAX } else { bits }
}

/// The real of [`real_key`].
pub(super) fn real_of(key: i64) -> f64 {
    f64::from_bits(if key < 0 { key ^ i64::MAX } else { key } as u64)
}

/// The rank, from 1, of a percentile among `n` values.
pub(super) fn nearest_rank(percent: f64, n: u128) -> u128 {
    let exact = percent.clamp(0.0, 100.0) * n as f64 / 100.0;
    // 99.9 % of 1000 is 999, whatever the last bit says.
    let whole = exact.round();
    let rank = if (exact - whole).abs() < 1e-9 * whole { whole } else { exact.ceil() };
    (rank as u128).clamp(1, n.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: impl IntoIterator<Item = i64>) -> Quantiles {
        let mut quantiles = Quantiles::default();
        values.into_iter().for_each(|value| quantiles.add(value));
        quantiles
    }

    /// `datatable(g:long, v:long)[1,1, 1,2, 1,3, 2,10, 2,20] | summarize percentile(v, 25), percentile(v, 50) by g`
    /// gives 1, 2 and 10, 10.
    #[test]
    fn nearest_rank_takes_no_value_between() {
        assert_eq!(of([1, 3, 2]).at(&[25.0, 50.0]), [Some(1), Some(2)]);
        assert_eq!(of([20, 10]).at(&[50.0, 25.0, 0.0, 100.0]), [Some(10), Some(10), Some(10), Some(20)]);
        assert_eq!(of([]).at(&[50.0]), [None]);
        assert_eq!(of(1..=1000).at(&[99.9, 0.1]), [Some(999), Some(1)]);
    }

    /// <https://learn.microsoft.com/kusto/query/percentilesw-aggregation-function>
    #[test]
    fn weights_count_a_value_often() {
        let mut quantiles = Quantiles::default();
        for (weight, value) in [(8, 10), (6, 20), (3, 30), (1, 40)] {
            quantiles.add_weighted(value, weight);
        }
        assert_eq!(quantiles.at(&[50.0, 75.0, 99.9]), [Some(20), Some(20), Some(40)]);
    }

    #[test]
    fn many_values_stay_near_and_small() {
        let n = 3_000_000;
        let mut quantiles = of((0..n).map(|i| i * 7_368_787 % n));
        assert!(quantiles.heap() < 8 << 20, "{} bytes", quantiles.heap());
        for (percent, value) in [1.0, 50.0, 95.0, 99.0].into_iter().zip(quantiles.at(&[1.0, 50.0, 95.0, 99.0])) {
            let off = (value.unwrap_or(-1) as f64 - percent * n as f64 / 100.0).abs() / n as f64;
            assert!(off < 0.0005, "{percent}: off by {off}");
        }
    }

    #[test]
    fn states_merge() {
        let mut state = Vec::new();
        let mut whole = of(0..10);
        of(10..20).save(&mut state);
        whole.merge(&state);
        assert_eq!(whole.at(&[100.0, 50.0]), [Some(19), Some(9)]);
        state.clear();
        of(0..200_000).save(&mut state);
        let mut merged = of(200_000..400_000);
        merged.merge(&state);
        let median = merged.at(&[50.0])[0].unwrap_or(-1);
        assert!((median - 200_000).abs() < 200, "{median}");
    }
}
