//! Closed frequent patterns, by prefix-preserving extension: each is found once, and none but they are looked at
//! (T. Uno, M. Kiyomi, H. Arimura, LCM ver. 2, 2004).

use std::collections::HashMap;

use lurcher_symbols::Value;

/// Rows by the codes of their values, and what each row weighs in each set of rows.
pub(super) struct Rows {
    /// The codes of each column.
    columns: Vec<Vec<u32>>,
    /// The value of each code, of each column, and what its rows weigh.
    values: Vec<Vec<(Value, [f64; 2])>>,
    weights: Vec<[f64; 2]>,
}

/// A pattern: of each column the code that all its rows have, or none; and what its rows weigh.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pattern {
    /// The codes.
    pub codes: Vec<Option<u32>>,
    /// The weights.
    pub weights: [f64; 2],
}

/// What is looked for.
pub(super) struct Search<'f> {
    /// Whether so much is frequent.
    pub is_frequent: &'f dyn Fn([f64; 2]) -> bool,
    /// How many values a pattern may need to be told from others; what follows from them does not count.
    pub dimensions: usize,
    /// How many patterns are too many.
    pub most: usize,
}

impl Rows {
    /// The rows, of `width` columns.
    pub fn new(width: usize, rows: impl IntoIterator<Item = (Vec<Value>, [f64; 2])>) -> Self {
        let mut columns = vec![Vec::new(); width];
        let mut values: Vec<Vec<(Value, [f64; 2])>> = vec![Vec::new(); width];
        let mut codes: Vec<HashMap<String, u32>> = vec![HashMap::new(); width];
        let mut weights = Vec::new();
        for (row, weight) in rows {
            for (place, value) in row.into_iter().take(width).enumerate() {
                let next = values[place].len() as u32;
                let code = *codes[place].entry(format!("{value:?}")).or_insert(next);
                if code == next {
                    values[place].push((value, [0.0; 2]));
                }
                let own = &mut values[place][code as usize].1;
                *own = [own[0] + weight[0], own[1] + weight[1]];
                columns[place].push(code);
            }
            weights.push(weight);
        }
        Self { columns, values, weights }
    }

    /// The value of a code.
    pub fn value(&self, column: usize, code: u32) -> &Value {
        &self.values[column][code as usize].0
    }

    /// What all rows weigh.
    pub fn total(&self) -> [f64; 2] {
        sum(self.weights.iter())
    }

    /// What the rows with one value of a column weigh.
    pub fn weight_of(&self, column: usize, code: u32) -> [f64; 2] {
        self.values[column][code as usize].1
    }

    /// The patterns with a value at least; none where there are too many.
    pub fn closed_patterns(&self, search: &Search<'_>) -> Option<Vec<Pattern>> {
        let all: Vec<u32> = (0..self.weights.len() as u32).collect();
        let mut found = Vec::new();
        let root = self.closure(&all);
        self.extend(&all, root, (0, 0), 0, search, &mut found).then_some(found)
    }

    /// Adds a pattern and those that come of it by a value behind `from`. False where there are too many.
    fn extend(
        &self,
        rows: &[u32],
        pattern: Pattern,
        from: (usize, u32),
        depth: usize,
        search: &Search<'_>,
        found: &mut Vec<Pattern>,
    ) -> bool {
        if depth < search.dimensions {
            for column in (from.0..self.columns.len()).filter(|column| pattern.codes[*column].is_none()) {
                let mut with: HashMap<u32, Vec<u32>> = HashMap::new();
                rows.iter().for_each(|row| with.entry(self.columns[column][*row as usize]).or_default().push(*row));
                let mut with: Vec<_> = with.into_iter().filter(|(code, _)| (column, *code) >= from).collect();
                with.sort_unstable_by_key(|(code, _)| *code);
                for (code, rows) in with {
                    if !(search.is_frequent)(self.weight(&rows)) {
                        continue;
                    }
                    let closed = self.closure(&rows);
                    // A pattern with an earlier value is found from that value.
                    if closed.codes[..column] != pattern.codes[..column] {
                        continue;
                    }
                    if !self.extend(&rows, closed, (column, code + 1), depth + 1, search, found) {
                        return false;
                    }
                }
            }
        }
        if pattern.codes.iter().any(Option::is_some) && (search.is_frequent)(pattern.weights) {
            found.push(pattern);
        }
        found.len() <= search.most
    }

    /// The values that all rows have.
    fn closure(&self, rows: &[u32]) -> Pattern {
        let shared = |column: &Vec<u32>| {
            let first = column[*rows.first()? as usize];
            rows.iter().all(|row| column[*row as usize] == first).then_some(first)
        };
        Pattern { codes: self.columns.iter().map(shared).collect(), weights: self.weight(rows) }
    }

    fn weight(&self, rows: &[u32]) -> [f64; 2] {
        sum(rows.iter().map(|row| &self.weights[*row as usize]))
    }
}

fn sum<'w>(weights: impl Iterator<Item = &'w [f64; 2]>) -> [f64; 2] {
    weights.fold([0.0; 2], |sum, weight| [sum[0] + weight[0], sum[1] + weight[1]])
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
pub(super) fn peaks(patterns: Vec<Pattern>, score: impl Fn(&Pattern) -> f64) -> Vec<Pattern> {
    let mut scored: Vec<(f64, Pattern)> = patterns.into_iter().map(|pattern| (score(&pattern), pattern)).collect();
    scored.sort_by(|(a, p), (b, q)| b.total_cmp(a).then_with(|| p.size().cmp(&q.size())));
    let is_peak = |place: &usize| !scored[..*place].iter().any(|(_, better)| better.is_comparable(&scored[*place].1));
    (0..scored.len()).filter(is_peak).map(|place| scored[place].1.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(texts: &[&str]) -> Rows {
        let row = |text: &&str| (text.split(' ').map(|word| Value::String(word.into())).collect(), [1.0, 0.0]);
        Rows::new(texts[0].split(' ').count(), texts.iter().map(row).collect::<Vec<_>>())
    }

    fn patterns(rows: &Rows, least: f64, dimensions: usize) -> Vec<String> {
        let search = Search { is_frequent: &|weights| weights[0] >= least, dimensions, most: 100 };
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
        let rows = rows(&["a x", "a x", "b x", "b y"]);
        assert_eq!(patterns(&rows, 2.0, 5), ["* x 3", "a x 2", "b * 2"]);
        assert_eq!(patterns(&rows, 1.0, 1), ["* x 3", "a x 2", "b * 2", "b y 1"]);
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
        let found = patterns(&rows(&texts), 3.0, 4);
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
