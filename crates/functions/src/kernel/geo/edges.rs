//! Edges: the shortest ways between two points.

use super::Point;

/// The place of an edge that is nearest to a point.
pub fn nearest(point: Point, (a, b): (Point, Point)) -> Point {
    if point == a || point == b {
        return point;
    }
    // The nearest place of the whole great circle, where that is between the ends.
    let normal = a.normal(b);
    let foot = point - normal * (point.dot(normal) / normal.dot(normal));
    if normal.cross(a).dot(foot) > 0.0 && foot.cross(b).dot(normal) > 0.0 {
        return foot.normalize();
    }
    let (to_a, to_b) = (point - a, point - b);
    if to_a.dot(to_a) <= to_b.dot(to_b) { a } else { b }
}

/// The distance of a point from an edge, in radians.
pub fn distance(point: Point, edge: (Point, Point)) -> f64 {
    point.angle(nearest(point, edge))
}

/// The distance of a point from a pair of edges' nearest place, and that place; none where there are no edges.
pub fn nearest_of(point: Point, edges: impl IntoIterator<Item = (Point, Point)>) -> Option<(f64, Point)> {
    let places = edges.into_iter().map(|edge| nearest(point, edge));
    places.map(|place| (point.angle(place), place)).min_by(|a, b| a.0.total_cmp(&b.0))
}
