//! Places along lines.

use super::Point;
use super::edges::nearest;

/// The length of a line, in radians.
pub fn length(line: &[Point]) -> f64 {
    line.windows(2).map(|edge| edge[0].angle(edge[1])).sum()
}

/// The point at a fraction of a line's length.
pub fn at_fraction(line: &[Point], fraction: f64) -> Option<Point> {
    let (first, last) = (line.first()?, line.last()?);
    let mut left = fraction * length(line);
    if fraction <= 0.0 {
        return Some(*first);
    }
    for edge in line.windows(2) {
        let length = edge[0].angle(edge[1]);
        if left < length {
            return Some(edge[0].towards(edge[1], left));
        }
        left -= length;
    }
    Some(*last)
}

/// At which fraction of a line's length its nearest place to a point is.
pub fn fraction_of(line: &[Point], point: Point) -> Option<f64> {
    let (mut before, mut best) = (0.0, None::<(f64, f64)>);
    for edge in line.windows(2) {
        let place = nearest(point, (edge[0], edge[1]));
        let distance = point.angle(place);
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, before + edge[0].angle(place)));
        }
        before += edge[0].angle(edge[1]);
    }
    best.map(|(_, to)| (to / before).min(1.0))
}
