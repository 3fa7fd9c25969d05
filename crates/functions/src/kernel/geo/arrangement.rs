//! Two sets of edges, cut where they meet, so that what is left meets only at its ends.

use rustc_hash::FxHashSet;

use super::edges::nearest;
use super::predicates::{Crossing, crossing, sign};
use super::{Point, pairs};

/// Points that are as near as this, in radians, are one: a rounding error.
const SAME: f64 = 4e-15;

/// An edge.
pub type Edge = (Point, Point);

/// A point by which sets know it.
pub type Key = [u64; 3];

/// The key of a point.
pub fn key(point: Point) -> Key {
    // Adding zero makes a positive one of a negative one.
    point.array().map(|coordinate| (coordinate + 0.0).to_bits())
}

/// A piece of an edge.
#[derive(Debug, Clone, Copy)]
pub struct Piece {
    /// The piece.
    pub edge: Edge,
    /// The place of the whole edge among all that there are.
    pub of: usize,
}

/// The pieces of both sets of edges, in their order, cut where one of the first meets one of the second.
pub fn cut(first: &[Edge], second: &[Edge]) -> (Vec<Piece>, Vec<Piece>) {
    let edges: Vec<Edge> = first.iter().chain(second).copied().collect();
    cut_where(&edges, |i, j| i < first.len() && j >= first.len()).into_iter().partition(|piece| piece.of < first.len())
}

/// The pieces of edges, in their order, cut where they meet each other.
pub fn cut_itself(edges: &[Edge]) -> Vec<Piece> {
    cut_where(edges, |_, _| true)
}

/// The pieces of edges, in their order, cut where they meet those that they are to be cut by.
fn cut_where(edges: &[Edge], wanted: impl Fn(usize, usize) -> bool) -> Vec<Piece> {
    let mut cuts: Vec<Vec<Point>> = vec![Vec::new(); edges.len()];
    pairs(edges, |i, j| {
        if wanted(i, j) {
            for (edge, place) in meetings(edges[i], edges[j]) {
                cuts[if edge == 0 { i } else { j }].push(place);
            }
        }
        true
    });
    let mut pieces = Vec::with_capacity(edges.len());
    for (of, ((a, b), mut places)) in edges.iter().copied().zip(cuts).enumerate() {
        places.retain(|place| *place != a && *place != b);
        places.sort_by(|p, q| a.angle(*p).total_cmp(&a.angle(*q)));
        places.dedup();
        let ends: Vec<Point> = [a].into_iter().chain(places).chain([b]).collect();
        pieces.extend(ends.windows(2).map(|ends| Piece { edge: (ends[0], ends[1]), of }));
    }
    pieces
}

/// Where two edges have to be cut: 0 or 1 for the edge, and the place.
fn meetings((a, b): Edge, (c, d): Edge) -> Vec<(usize, Point)> {
    let mut found = Vec::new();
    // An end that lies on the other edge is the place where they meet.
    let mut lies_on = |which: usize, end: Point, edge: Edge| {
        let on = end.angle(nearest(end, edge)) <= SAME;
        if on {
            found.push((which, end));
        }
        on
    };
    let touches = [lies_on(0, c, (a, b)), lies_on(0, d, (a, b)), lies_on(1, a, (c, d)), lies_on(1, b, (c, d))];
    if !touches.contains(&true) && crossing(a, b, c, d) == Crossing::Inside {
        let place = intersection((a, b), (c, d));
        found.extend([(0, place), (1, place)]);
    }
    found
}

/// Where two edges that cross do so.
fn intersection((a, b): Edge, (c, d): Edge) -> Point {
    let place = a.normal(b).normalize().normal(c.normal(d).normalize()).normalize();
    // Great circles meet twice.
    if sign(a, b, d) * sign(a, b, c) <= 0 && place.dot(a + b + c + d) < 0.0 { -place } else { place }
}

/// Edges to look up.
#[derive(Debug, Default)]
pub struct EdgeSet(FxHashSet<[Key; 2]>);

impl EdgeSet {
    /// The pieces of a list.
    pub fn of(pieces: &[Piece]) -> Self {
        Self(pieces.iter().map(|Piece { edge: (a, b), .. }| [key(*a), key(*b)]).collect())
    }

    /// Whether the edge is one of them.
    pub fn has(&self, (a, b): Edge) -> bool {
        self.0.contains(&[key(a), key(b)])
    }

    /// Whether the edge, or the one back, is one of them.
    pub fn has_either_way(&self, (a, b): Edge) -> bool {
        self.has((a, b)) || self.has((b, a))
    }

    /// Adds an edge; `false` where it, or the one back, is one of them.
    pub fn insert(&mut self, edge: Edge) -> bool {
        !self.has_either_way(edge) && self.0.insert([key(edge.0), key(edge.1)])
    }
}
