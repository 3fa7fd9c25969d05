//! Geohashes: <https://en.wikipedia.org/wiki/Geohash>.

/// The longest that Kusto knows.
const LONGEST: usize = 18;

const DIGITS: &[u8; 32] = b"0123456789bcdefghjkmnpqrstuvwxyz";

/// A geohash: a column and a row of the grid of all geohashes of its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Geohash {
    column: u64,
    row: u64,
    length: usize,
}

impl Geohash {
    /// The geohash of so many characters around a place in degrees.
    pub fn of(longitude: f64, latitude: f64, length: i64) -> Option<Self> {
        let valid = (-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude);
        let length = usize::try_from(length).ok().filter(|length| valid && (1..=LONGEST).contains(length))?;
        let (columns, rows) = bits(length);
        Some(Self { column: cell(longitude, 180.0, columns), row: cell(latitude, 90.0, rows), length })
    }

    /// The geohash of a text, in letters of either case.
    pub fn parse(text: &str) -> Option<Self> {
        if !(1..=LONGEST).contains(&text.len()) {
            return None;
        }
        let (mut column, mut row, mut even) = (0, 0, true);
        for byte in text.bytes() {
            let digit = DIGITS.iter().position(|digit| *digit == byte.to_ascii_lowercase())?;
            for bit in (0..5).rev() {
                let axis = if even { &mut column } else { &mut row };
                *axis = *axis << 1 | (digit as u64 >> bit & 1);
                even = !even;
            }
        }
        Some(Self { column, row, length: text.len() })
    }

    /// Writes the text.
    pub fn write(&self, out: &mut String) {
        let (mut columns, mut rows) = bits(self.length);
        let mut even = true;
        for _ in 0..self.length {
            let mut digit = 0;
            for _ in 0..5 {
                let (axis, left) = if even { (self.column, &mut columns) } else { (self.row, &mut rows) };
                *left -= 1;
                digit = digit << 1 | (axis >> *left & 1) as usize;
                even = !even;
            }
            out.push(char::from(DIGITS[digit]));
        }
    }

    /// West, south, east and north in degrees.
    pub fn bounds(&self) -> [f64; 4] {
        let (columns, rows) = bits(self.length);
        let (width, height) = (360.0 / (1_u64 << columns) as f64, 180.0 / (1_u64 << rows) as f64);
        let (west, south) = (self.column as f64 * width - 180.0, self.row as f64 * height - 90.0);
        [west, south, west + width, south + height]
    }

    /// The longitude and the latitude of the centre in degrees.
    pub fn centre(&self) -> (f64, f64) {
        let [west, south, east, north] = self.bounds();
        ((west + east) / 2.0, (south + north) / 2.0)
    }

    /// The geohashes around it; there are none beyond the poles.
    pub fn neighbors(&self) -> impl Iterator<Item = Self> {
        /// In Kusto's order: how far to the east and to the north.
        const AROUND: [(i64, i64); 8] = [(-1, 0), (-1, -1), (0, -1), (1, -1), (1, 1), (1, 0), (0, 1), (-1, 1)];
        let (columns, rows) = bits(self.length);
        let hash = *self;
        AROUND.into_iter().filter_map(move |(east, north)| {
            let column = hash.column.wrapping_add_signed(east) & ((1 << columns) - 1);
            let row = hash.row.checked_add_signed(north).filter(|row| *row < 1 << rows)?;
            Some(Self { column, row, length: hash.length })
        })
    }
}

/// How many bits of a geohash say the column, and how many the row.
fn bits(length: usize) -> (u32, u32) {
    let all = 5 * length as u32;
    (all.div_ceil(2), all / 2)
}

/// The cell, of 2 to the power of `bits`, of a value from `-limit` to `limit`.
fn cell(value: f64, limit: f64, bits: u32) -> u64 {
    let (mut from, mut to, mut cell) = (-limit, limit, 0);
    for _ in 0..bits {
        let middle = (from + to) / 2.0;
        let upper = value >= middle;
        cell = cell << 1 | u64::from(upper);
        if upper { from = middle } else { to = middle }
    }
    cell
}
