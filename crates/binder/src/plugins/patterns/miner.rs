//! Closed frequent patterns: those that no value can be added to without losing rows (N. Pasquier, Y. Bastide, R. Taouil,
//! L. Lakhal, *Discovering frequent closed itemsets for association rules*, 1999).

use indexmap::IndexMap;

use super::rows::{RARE, Rows, Weights};

/// Of each column the code that all rows of a pattern have, or none.
type Codes = Vec<Option<u32>>;

/// A pattern, and what its rows weigh.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pattern {
    /// The codes.
    pub codes: Codes,
    /// The weights.
    pub weights: Weights,
}

/// What is looked for.
pub(super) struct Search<'f> {
    /// Whether so much is frequent.
    pub is_frequent: &'f dyn Fn(Weights) -> bool,
    /// How many values a pattern may need to be told from others; what follows from them does not count.
    pub dimensions: usize,
    /// How many patterns are too many.
    pub most: usize,
    /// Called all the while, to stop at.
    pub pause: &'f dyn Fn(),
}

impl Rows {
    /// The patterns with a value at least, by their codes; none where there are too many.
    ///
    /// A closed pattern and one value more have one closure, whichever values told the pattern from others. Level by
    /// level, each pattern is therefore met first with the fewest values that it needs.
    pub fn closed_patterns(&self, search: &Search<'_>) -> Option<Vec<Pattern>> {
        let all: Vec<u32> = (0..self.len() as u32).collect();
        let root = self.closure(&all);
        let is_pattern = root.iter().any(Option::is_some) && (search.is_frequent)(self.total());
        let mut found = IndexMap::from([(root, self.total())]);
        let mut level = 0..1;
        for _ in 0..search.dimensions.min(self.width()) {
            for place in level.clone() {
                self.extend(place, search, &mut found)?;
            }
            level = level.end..found.len();
        }
        let mut found: Vec<Pattern> = found
            .into_iter()
            .skip(usize::from(!is_pattern))
            .map(|(codes, weights)| Pattern { codes, weights })
            .collect();
        found.sort_unstable_by(|a, b| a.codes.cmp(&b.codes));
        Some(found)
    }

    /// Adds the closures of a pattern that was found with one value more. `None` where there are too many.
    fn extend(&self, place: usize, search: &Search<'_>, found: &mut IndexMap<Codes, Weights>) -> Option<()> {
        let pattern = found[place..].keys().next()?.clone();
        let rows = self.rows_of(&pattern);
        for column in (0..self.width()).filter(|column| pattern[*column].is_none()) {
            let codes = self.codes(column);
            let mut with: Vec<Vec<u32>> = vec![Vec::new(); self.code_count(column)];
            let known = rows.iter().filter(|row| codes[**row as usize] != RARE);
            known.for_each(|row| with[codes[*row as usize] as usize].push(*row));
            for rows in with {
                (search.pause)();
                let weights = self.weigh(&rows);
                if !rows.is_empty() && (search.is_frequent)(weights) {
                    found.insert(self.closure(&rows), weights);
                }
                if found.len() > search.most {
                    return None;
                }
            }
        }
        Some(())
    }

    /// The rows of a pattern.
    fn rows_of(&self, pattern: &Codes) -> Vec<u32> {
        let mut rows: Vec<u32> = (0..self.len() as u32).collect();
        for (column, code) in pattern.iter().enumerate() {
            if let Some(code) = code {
                rows.retain(|row| self.codes(column)[*row as usize] == *code);
            }
        }
        rows
    }

    /// The values that all rows have.
    fn closure(&self, rows: &[u32]) -> Codes {
        let shared = |column: usize| {
            let codes = self.codes(column);
            let first = codes[*rows.first()? as usize];
            (first != RARE && rows.iter().all(|row| codes[*row as usize] == first)).then_some(first)
        };
        (0..self.width()).map(shared).collect()
    }
}

impl Pattern {
    /// Whether one of the two has all values of the other.
    pub fn is_comparable(&self, other: &Self) -> bool {
        let within =
            |part: &Self, whole: &Self| part.codes.iter().zip(&whole.codes).all(|(p, w)| p.is_none() || p == w);
        within(self, other) || within(other, self)
    }

    /// How many values it has.
    pub fn size(&self) -> usize {
        self.codes.iter().flatten().count()
    }
}

/// The patterns that score higher than all those that say more or less of the same, the best first.
pub(super) fn peaks(patterns: Vec<Pattern>, score: impl Fn(&Pattern) -> f64, pause: &dyn Fn()) -> Vec<Pattern> {
    let mut scored: Vec<(f64, Pattern)> = patterns.into_iter().map(|pattern| (score(&pattern), pattern)).collect();
    scored.sort_by(|(a, p), (b, q)| b.total_cmp(a).then_with(|| p.size().cmp(&q.size())));
    let is_peak = |place: &usize| {
        pause();
        !scored[..*place].iter().any(|(_, better)| better.is_comparable(&scored[*place].1))
    };
    (0..scored.len()).filter(is_peak).map(|place| scored[place].1.clone()).collect()
}

#[cfg(test)]
mod tests {
    use lurcher_symbols::{ScalarType, Value};

    use super::*;

    fn rows(texts: &[&str]) -> Rows {
        let mut rows = Rows::new(texts[0].split(' ').map(|_| ScalarType::String));
        for text in texts {
            rows.add(text.split(' ').map(|word| Value::String(word.into())).collect(), [1.0, 0.0]);
        }
        rows
    }

    fn patterns(mut rows: Rows, least: f64, dimensions: usize) -> Vec<String> {
        let search = Search { is_frequent: &|weights| weights[0] >= least, dimensions, most: 200, pause: &|| () };
        rows.keep_frequent(search.is_frequent);
        let text = |pattern: Pattern| {
            let value = |(column, code): (usize, &Option<u32>)| match code {
                Some(code) => rows.value(column, *code).as_str().unwrap_or_default().to_owned(),
                None => "*".to_owned(),
            };
            let values: Vec<String> = pattern.codes.iter().enumerate().map(value).collect();
            format!("{} {}", values.join(" "), pattern.weights[0])
        };
        let mut found: Vec<String> = rows.closed_patterns(&search).expect("few").into_iter().map(text).collect();
        found.sort();
        found
    }

    #[test]
    fn a_value_that_follows_from_others_is_part_of_the_pattern() {
        let texts = ["a x", "a x", "b x", "b y"];
        assert_eq!(patterns(rows(&texts), 2.0, 5), ["* x 3", "a x 2", "b * 2"]);
        assert_eq!(patterns(rows(&texts), 1.0, 1), ["* x 3", "a x 2", "b * 2", "b y 1"]);
    }

    /// The pattern of the last row needs one value, wherever it stands and however many follow from it.
    #[test]
    fn the_order_of_the_columns_does_not_matter() {
        let row = |own: usize| (0..7).map(|i| if i == own { "0" } else { "1" }).collect::<Vec<_>>();
        for last in [false, true] {
            let rows_with = |own: usize, sign| {
                let mut words = row(own);
                words.truncate(6);
                words.insert(if last { 6 } else { 0 }, sign);
                words.join(" ")
            };
            let texts: Vec<String> = (0..6).map(|own| rows_with(own, "n")).chain([rows_with(6, "y")]).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let found = patterns(rows(&texts), 1.0, 5);
            assert_eq!(found.iter().filter(|text| text.contains('y')).count(), 1, "{found:?}");
        }
    }

    #[test]
    fn rows_that_differ_in_rare_values_are_one() {
        let mut rows = rows(&["a 1 x", "a 2 x", "a 3 y", "b 4 y"]);
        rows.keep_frequent(|weights| weights[0] >= 2.0);
        assert_eq!((rows.len(), rows.total()), (3, [4.0, 0.0]));
    }

    /// Every closed pattern is found, and once.
    #[test]
    fn as_many_as_by_trying_all() {
        let mut random = 7_u32;
        let mut word = || {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ["a", "b", "c"][(random >> 24) as usize % 3]
        };
        let texts: Vec<String> = (0..40).map(|_| [word(), word(), word(), word()].join(" ")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let found = patterns(rows(&texts), 3.0, 4);
        let mut expected = Vec::new();
        for choice in 1..256_usize {
            let asked: Vec<&str> = (0..4).map(|i| ["*", "a", "b", "c"][choice >> (2 * i) & 3]).collect();
            let fits = |text: &&&str| text.split(' ').zip(&asked).all(|(word, asked)| *asked == "*" || word == *asked);
            let own: Vec<&&str> = texts.iter().filter(fits).collect();
            let column = |i: usize| own.iter().map(move |text| text.split(' ').nth(i));
            let closed = (0..4).all(|i| asked[i] != "*" || column(i).any(|word| Some(word) != column(i).next()));
            if own.len() >= 3 && closed {
                expected.push(format!("{} {}", asked.join(" "), own.len()));
            }
        }
        expected.sort();
        assert_eq!(found, expected);
    }
}
