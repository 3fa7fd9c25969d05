//! Whether shapes have a place in common.

use super::predicates::{Crossing, crossing};
use super::{Point, pairs};

/// Whether an edge of the one meets an edge of the other, at an end or between.
pub fn intersects(a: impl Iterator<Item = (Point, Point)>, b: impl Iterator<Item = (Point, Point)>) -> bool {
    let mut edges: Vec<(Point, Point)> = a.collect();
    let first = edges.len();
    edges.extend(b);
    let mut found = false;
    pairs(&edges, |i, j| {
        if i < first && j >= first {
            let ((a, b), (c, d)) = (edges[i], edges[j]);
            found = crossing(a, b, c, d) != Crossing::None;
        }
        !found
    });
    found
}
