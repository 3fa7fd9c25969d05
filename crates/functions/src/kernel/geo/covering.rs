//! S2 cells that cover a shape.

use super::edges::distance;
use super::predicates::{Crossing, crossing, sign};
use super::s2cell::{LEAF, S2Cell};
use super::{EARTH_RADIUS, Point, Polygons};

/// The most cells of a covering.
const MOST: usize = 65_536;

/// Shapes that are no farther from a cell, in radians, touch it: a rounding error.
const TOUCHING: f64 = 1e-14;

/// The cells of a level that have a part of some edges or polygons in them, or come as near to one as a radius in meters; none where the level is out of range, the radius is
/// negative, or there are too many.
pub fn covering(edges: &[(Point, Point)], inside: Option<&Polygons>, level: i64, radius: f64) -> Option<Vec<S2Cell>> {
    let level = u32::try_from(level).ok().filter(|level| *level <= LEAF && radius >= 0.0)?;
    let mut search = Search { inside, level, radius: radius / EARTH_RADIUS, cells: Vec::new() };
    S2Cell::faces().all(|face| search.visit(face, edges)).then_some(search.cells)
}

struct Search<'a> {
    inside: Option<&'a Polygons>,
    level: u32,
    radius: f64,
    cells: Vec<S2Cell>,
}

impl Search<'_> {
    /// Adds the cells within a cell that only these edges come near; `false` where there are too many.
    fn visit(&mut self, cell: S2Cell, edges: &[(Point, Point)]) -> bool {
        let corners = cell.corners();
        let near: Vec<(Point, Point)> =
            edges.iter().copied().filter(|edge| is_near(&corners, *edge, self.radius)).collect();
        // Without an edge the cell is inside as a whole, or outside.
        if near.is_empty() && !self.inside.is_some_and(|polygons| polygons.contains(cell.centre())) {
            return true;
        }
        if cell.level() == self.level {
            self.cells.push(cell);
            return self.cells.len() <= MOST;
        }
        if near.is_empty() && 4_usize.pow((self.level - cell.level()).min(9)) > MOST {
            return false;
        }
        cell.children().all(|child| self.visit(child, &near))
    }
}

fn is_near(corners: &[Point; 4], edge: (Point, Point), radius: f64) -> bool {
    let sides = [0, 1, 2, 3].map(|i| (corners[i], corners[(i + 1) % 4]));
    let (a, b) = edge;
    let has = |p: Point| sides.iter().all(|(from, to)| sign(*from, *to, p) >= 0);
    if has(a) || has(b) || sides.iter().any(|(c, d)| crossing(a, b, *c, *d) != Crossing::None) {
        return true;
    }
    // Apart from each other, they are nearest at an end of one of them.
    let ends = [a, b].into_iter().flat_map(|p| sides.iter().map(move |side| distance(p, *side)));
    ends.chain(corners.iter().map(|corner| distance(*corner, edge))).any(|apart| apart <= radius + TOUCHING)
}
