//! S2 cells that cover a shape.

use super::edges::distance;
use super::predicates::{Crossing, crossing, sign};
use super::s2cell::{LEAF, S2Cell};
use super::{EARTH_RADIUS, Point, Polygons};

/// The most cells of a covering.
const MOST: usize = 65_536;

/// Shapes that are no farther from a cell, in radians, touch it: a rounding error.
const TOUCHING: f64 = 1e-14;

/// The cells of a level that have a part of some edges or polygons in them, or come as near to one as a radius in
/// meters; none where the level is out of range, the radius is negative, or there are too many.
pub fn covering(edges: &[(Point, Point)], inside: Option<&Polygons>, level: i64, radius: f64) -> Option<Vec<S2Cell>> {
    let level = u32::try_from(level).ok().filter(|level| *level <= LEAF && radius >= 0.0)?;
    let radius = radius / EARTH_RADIUS;
    // Level by level, so that too many are known to be before they are made.
    let mut border: Vec<(S2Cell, Vec<(Point, Point)>)> = S2Cell::faces().map(|face| (face, edges.to_vec())).collect();
    let mut whole: Vec<S2Cell> = Vec::new();
    loop {
        let mut next = Vec::new();
        for (cell, edges) in border {
            let corners = cell.corners();
            let near: Vec<_> = edges.into_iter().filter(|edge| is_near(&corners, *edge, radius)).collect();
            if !near.is_empty() {
                next.push((cell, near));
            } else if inside.is_some_and(|polygons| polygons.contains(cell.centre())) {
                // Without an edge the cell is inside as a whole, or outside.
                whole.push(cell);
            }
        }
        let within = |cell: &S2Cell| 4_usize.pow((level - cell.level()).min(9));
        if next.len() + whole.iter().map(within).sum::<usize>() > MOST {
            return None;
        }
        border = next;
        if border.first().is_none_or(|(cell, _)| cell.level() == level) {
            break;
        }
        let children = |(cell, edges): (S2Cell, Vec<_>)| cell.children().map(move |child| (child, edges.clone()));
        border = border.into_iter().flat_map(children).collect();
    }
    let mut cells: Vec<S2Cell> = border.into_iter().map(|(cell, _)| cell).collect();
    while let Some(cell) = whole.pop() {
        if cell.level() == level { cells.push(cell) } else { whole.extend(cell.children()) }
    }
    cells.sort_unstable();
    Some(cells)
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
