//! Which edges may meet.

use super::Point;

/// Calls `f` with the places of each two edges that are near each other, until it says `false`.
pub fn pairs(edges: &[(Point, Point)], mut f: impl FnMut(usize, usize) -> bool) {
    let boxes: Vec<Box3> = edges.iter().map(|(a, b)| Box3::of(*a, *b)).collect();
    let mut order: Vec<usize> = (0..edges.len()).collect();
    order.sort_by(|i, j| boxes[*i].low[0].total_cmp(&boxes[*j].low[0]));
    let mut active: Vec<usize> = Vec::new();
    for i in order {
        active.retain(|j| boxes[*j].high[0] >= boxes[i].low[0]);
        for j in &active {
            if boxes[i].meets(&boxes[*j]) && !f(i.min(*j), i.max(*j)) {
                return;
            }
        }
        active.push(i);
    }
}

/// A box around an edge.
#[derive(Debug, Clone, Copy)]
struct Box3 {
    low: [f64; 3],
    high: [f64; 3],
}

impl Box3 {
    fn of(a: Point, b: Point) -> Self {
        // An edge bends away from its chord by as much as half of it is less than a whole circle's.
        let half = ((a + b).norm() / 2.0).min(1.0);
        let margin = 1.0 - half + 1e-14;
        let (a, b) = (a.array(), b.array());
        Self { low: [0, 1, 2].map(|i| a[i].min(b[i]) - margin), high: [0, 1, 2].map(|i| a[i].max(b[i]) + margin) }
    }

    fn meets(&self, other: &Self) -> bool {
        (0..3).all(|i| self.low[i] <= other.high[i] && other.low[i] <= self.high[i])
    }
}
