//! The directions from a point in which an edge may go.

use std::f64::consts::{FRAC_PI_2, PI, TAU};

use super::Point;

/// Directions from a point: those that pass some discs, and avoid others.
#[derive(Debug)]
pub struct Window {
    from: Point,
    x: Point,
    y: Point,
    /// The directions that are left: the first one, and how far they go counterclockwise; all where there is none yet.
    left: Option<(f64, f64)>,
    /// Discs that are avoided as soon as not all directions are left.
    waiting: Vec<(Disc, bool)>,
}

/// How a disc is seen: its direction, and half its width.
type Disc = (f64, f64);

impl Window {
    /// All directions from a point.
    pub fn new(from: Point) -> Self {
        let x = from.ortho();
        Self { from, x, y: from.cross(x), left: None, waiting: Vec::new() }
    }

    /// Whether an edge to a point goes in one of the directions.
    pub fn has(&self, to: Point) -> bool {
        let direction = self.direction(to);
        let avoided = |((centre, width), on_left): &(Disc, bool)| {
            let (right, left) = sides(*width, *on_left);
            turn(centre - right, direction) <= right + left
        };
        self.left.is_none_or(|(first, width)| turn(first, direction) <= width) && !self.waiting.iter().any(avoided)
    }

    /// Leaves only directions that pass a disc; `false` where there is none.
    pub fn target(&mut self, centre: Point, radius: f64) -> bool {
        let Some((direction, width)) = self.seen(centre, radius) else { return true };
        let disc = (direction - width, 2.0 * width);
        self.left = match self.left {
            None => Some(disc),
            Some(left) => common(left, disc),
        }
        .or(Some((0.0, -1.0)));
        for (disc, on_left) in std::mem::take(&mut self.waiting) {
            self.leave_out(disc, on_left);
        }
        self.is_open()
    }

    /// Leaves only directions that pass a disc on its right, or on its left; `false` where there is none.
    pub fn avoid(&mut self, centre: Point, radius: f64, on_left: bool) -> bool {
        let Some(disc) = self.seen(centre, radius) else {
            self.left = Some((0.0, -1.0));
            return false;
        };
        if self.left.is_none() {
            self.waiting.push((disc, on_left));
            return true;
        }
        self.leave_out(disc, on_left);
        self.is_open()
    }

    fn is_open(&self) -> bool {
        self.left.is_none_or(|(_, width)| width >= 0.0)
    }

    fn leave_out(&mut self, (centre, width): Disc, on_left: bool) {
        let Some((first, open)) = self.left.filter(|(_, open)| *open >= 0.0) else { return };
        let (right, left) = sides(width, on_left);
        let (start, end) = (turn(first, centre - right), turn(first, centre - right) + right + left);
        // What is beyond the disc, seen from the edge, is no direction to go on.
        self.left = Some(if end <= open {
            if on_left { (first, start) } else { (first + end, open - end) }
        } else if start <= open {
            // The end may come round to the beginning of what is left.
            let begin = (end - TAU).max(0.0);
            (first + begin, start - begin)
        } else if end - TAU >= 0.0 {
            (first + end - TAU, open - (end - TAU))
        } else {
            (first, open)
        });
    }

    /// How a disc is seen; none where the point is in it.
    fn seen(&self, centre: Point, radius: f64) -> Option<Disc> {
        let distance = self.from.angle(centre);
        (distance > radius).then(|| (self.direction(centre), (radius.sin() / distance.sin()).min(1.0).asin()))
    }

    fn direction(&self, to: Point) -> f64 {
        let to = to - self.from;
        to.dot(self.y).atan2(to.dot(self.x))
    }
}

/// How far a disc that is to be passed on one side reaches to the right and to the left: all that is behind it is left
/// out too.
fn sides(width: f64, on_left: bool) -> (f64, f64) {
    if on_left { (width, FRAC_PI_2) } else { (FRAC_PI_2, width) }
}

/// The counterclockwise angle from one direction to another, from 0.
fn turn(from: f64, to: f64) -> f64 {
    (to - from).rem_euclid(TAU)
}

/// What two ranges of directions have in common, each narrower than half a circle.
fn common(a: (f64, f64), b: (f64, f64)) -> Option<(f64, f64)> {
    let shift = (b.0 - a.0 + PI).rem_euclid(TAU) - PI;
    let (start, end) = (shift.max(0.0), (shift + b.1).min(a.1));
    (start <= end).then_some((a.0 + start, end - start))
}
