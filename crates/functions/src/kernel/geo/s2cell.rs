//! Cells of the S2 hierarchy: <http://s2geometry.io/devguide/s2cell_hierarchy>. Each of a cube's six faces is a square
//! that is divided into four, thirty times; a cell's number is its place along a Hilbert curve through all faces.

use super::Point;

/// The level of the smallest cells.
pub const LEAF: u32 = 30;

/// How many leaf cells lie along a face.
const SIZE: i64 = 1 << LEAF;

/// Of the four directions that the curve may run in: `1`, columns and rows are swapped; `2`, both run backwards.
const SWAP: usize = 1;
const INVERT: usize = 2;

/// The quarter that the curve visits at each of its four places, for each direction: twice the column plus the row.
const QUARTER_AT: [[usize; 4]; 4] = [[0, 1, 3, 2], [0, 2, 3, 1], [3, 2, 0, 1], [3, 1, 0, 2]];

/// How the direction changes within the quarter at each place.
const TURN_AT: [usize; 4] = [SWAP, 0, 0, INVERT | SWAP];

/// A cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct S2Cell(u64);

impl S2Cell {
    /// The cell of a level around a point; none where there is no such level.
    pub fn of(point: Point, level: i64) -> Option<Self> {
        let level = u32::try_from(level).ok().filter(|level| *level <= LEAF)?;
        let (face, u, v) = face_of(point);
        Some(Self::at(face, place(u), place(v)).parent(level))
    }

    /// The six faces.
    pub fn faces() -> impl Iterator<Item = Self> {
        (0..6).map(|face| Self((face << 61) | (1 << 60)))
    }

    /// The cell that a token names.
    pub fn parse(token: &str) -> Option<Self> {
        if !(1..=16).contains(&token.len()) || !token.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let id = u64::from_str_radix(token, 16).ok()? << (4 * (16 - token.len()));
        // The lowest bit that is set says the level: every second one may.
        let valid = id >> 61 < 6 && (id & id.wrapping_neg()) & 0x1555_5555_5555_5555 != 0;
        valid.then_some(Self(id))
    }

    /// The token: hexadecimal digits without the zeros at the end.
    pub fn token(&self) -> String {
        format!("{:016x}", self.0).trim_end_matches('0').to_owned()
    }

    /// The level: 0 for a face, 30 for a leaf.
    pub fn level(&self) -> u32 {
        LEAF - self.0.trailing_zeros() / 2
    }

    /// The four cells that it is made of; none for a leaf.
    pub fn children(&self) -> impl Iterator<Item = Self> + use<> {
        let cell = *self;
        let bit = (cell.0 & cell.0.wrapping_neg()) >> 2;
        (0..4).filter(move |_| bit > 0).map(move |i| Self(cell.0 - 4 * bit + (2 * i + 1) * bit))
    }

    /// The centre.
    pub fn centre(&self) -> Point {
        let (face, [column, row], size) = self.square();
        let middle = |from: i64| stretch((2 * from + size) as f64 / (2 * SIZE) as f64);
        on_face(face, middle(column), middle(row)).normalize()
    }

    /// The corners, counterclockwise.
    pub fn corners(&self) -> [Point; 4] {
        let (face, [column, row], size) = self.square();
        [(0, 0), (1, 0), (1, 1), (0, 1)].map(|(right, up)| {
            let edge = |from: i64| stretch(from as f64 / SIZE as f64);
            on_face(face, edge(column + right * size), edge(row + up * size)).normalize()
        })
    }

    /// The cells of the same level around it, those of other faces too.
    pub fn neighbors(&self) -> Vec<Self> {
        /// In Kusto's order: columns and rows away.
        const AROUND: [(i64, i64); 8] = [(1, 1), (1, 0), (-1, 0), (0, -1), (-1, 1), (1, -1), (0, 1), (-1, -1)];
        let (face, [column, row], size) = self.square();
        let level = self.level();
        let mut cells = Vec::with_capacity(8);
        for (right, up) in AROUND {
            let (column, row) = (column + right * size, row + up * size);
            let inside = (0..SIZE).contains(&column) && (0..SIZE).contains(&row);
            let cell = if inside { Self::at(face, column, row) } else { Self::beyond(face, column, row) };
            let cell = cell.parent(level);
            // At a corner of the cube three cells meet instead of four.
            if cell != *self && !cells.contains(&cell) {
                cells.push(cell);
            }
        }
        cells
    }

    fn parent(self, level: u32) -> Self {
        let bit = 1_u64 << (2 * (LEAF - level));
        Self(self.0 & bit.wrapping_neg() | bit)
    }

    /// The leaf of a face.
    fn at(face: usize, column: i64, row: i64) -> Self {
        let (mut id, mut direction) = (face as u64, face & SWAP);
        for bit in (0..LEAF).rev() {
            let quarter = (((column >> bit & 1) << 1) | (row >> bit & 1)) as usize;
            let at = QUARTER_AT[direction].iter().position(|q| *q == quarter).unwrap_or(0);
            id = id << 2 | at as u64;
            direction ^= TURN_AT[at];
        }
        Self(id << 1 | 1)
    }

    /// The leaf at a place just outside of a face.
    fn beyond(face: usize, column: i64, row: i64) -> Self {
        let limit = 1.0 + f64::EPSILON;
        let linear = |at: i64| {
            let at = at.clamp(-1, SIZE);
            ((2 * (at - SIZE / 2) + 1) as f64 / SIZE as f64).clamp(-limit, limit)
        };
        let (face, u, v) = face_of(on_face(face, linear(column), linear(row)));
        let leaf = |at: f64| leaf_of(0.5 * (at + 1.0));
        Self::at(face, leaf(u), leaf(v))
    }

    /// The face, the first column and row, and the size in leaves.
    fn square(&self) -> (usize, [i64; 2], i64) {
        let face = (self.0 >> 61) as usize;
        let (mut column, mut row, mut direction) = (0, 0, face & SWAP);
        for step in 0..self.level() {
            let at = (self.0 >> (59 - 2 * step) & 3) as usize;
            let quarter = QUARTER_AT[direction][at] as i64;
            column = column << 1 | quarter >> 1;
            row = row << 1 | quarter & 1;
            direction ^= TURN_AT[at];
        }
        let left = LEAF - self.level();
        (face, [column << left, row << left], 1 << left)
    }
}

/// The face that a point is seen through, and where: -1 to 1 along both axes.
fn face_of(p: Point) -> (usize, f64, f64) {
    let (x, y, z) = (p.x.abs(), p.y.abs(), p.z.abs());
    let axis = if x > y {
        if x > z { 0 } else { 2 }
    } else if y > z {
        1
    } else {
        2
    };
    match (axis, p.array()[axis] < 0.0) {
        (0, false) => (0, p.y / p.x, p.z / p.x),
        (1, false) => (1, -p.x / p.y, p.z / p.y),
        (_, false) => (2, -p.x / p.z, -p.y / p.z),
        (0, true) => (3, p.z / p.x, p.y / p.x),
        (1, true) => (4, p.z / p.y, -p.x / p.y),
        (_, true) => (5, -p.y / p.z, -p.x / p.z),
    }
}

/// The opposite: a vector that is seen at a place of a face.
fn on_face(face: usize, u: f64, v: f64) -> Point {
    match face {
        0 => Point::new(1.0, u, v),
        1 => Point::new(-u, 1.0, v),
        2 => Point::new(-u, -v, 1.0),
        3 => Point::new(-1.0, -v, -u),
        4 => Point::new(v, -1.0, -u),
        _ => Point::new(v, u, -1.0),
    }
}

/// From 0 to 1 along a face to where it is seen: S2's quadratic projection, which makes cells more alike in size.
fn stretch(s: f64) -> f64 {
    if s >= 0.5 { (1.0 / 3.0) * (4.0 * s * s - 1.0) } else { (1.0 / 3.0) * (1.0 - 4.0 * (1.0 - s) * (1.0 - s)) }
}

/// The leaf column or row of a place of a face.
fn place(u: f64) -> i64 {
    leaf_of(if u >= 0.0 { 0.5 * (1.0 + 3.0 * u).sqrt() } else { 1.0 - 0.5 * (1.0 - 3.0 * u).sqrt() })
}

fn leaf_of(s: f64) -> i64 {
    ((SIZE as f64 * s).floor() as i64).clamp(0, SIZE - 1)
}
