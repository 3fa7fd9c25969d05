//! What is within a distance of a shape.

use std::f64::consts::{PI, TAU};

use super::arrangement::{Edge, Piece, cut_itself};
use super::predicates::{Crossing, crossing, sign};
use super::{EARTH_RADIUS, Lines, Point, Polygons, assembly};

/// The least tolerance, as a part of the radius.
const LEAST_TOLERANCE: f64 = 1e-6;

/// How far the boundary of a buffer is from its shape, and how well arcs are kept.
#[derive(Debug, Clone, Copy)]
pub struct Buffer {
    /// The distance, in radians.
    radius: f64,
    /// How much nearer an edge may come, in radians.
    tolerance: f64,
    /// The angle between two vertices of an arc.
    step: f64,
}

impl Buffer {
    /// A buffer of a radius in meters, whose boundary is nowhere nearer than that less a tolerance in meters; none
    /// where these are out of range.
    pub fn new(radius: f64, tolerance: f64) -> Option<Self> {
        let valid = radius > 0.0 && radius < EARTH_RADIUS * PI / 2.0 && tolerance >= LEAST_TOLERANCE * radius;
        let radius = radius / EARTH_RADIUS;
        // As large as the radius, or larger, it stays just below: a circle has three vertices, not two.
        let tolerance = (tolerance / EARTH_RADIUS).min((1.0 - 1e-13) * radius);
        let step = 2.0 * ((radius - tolerance).tan() / radius.tan()).acos();
        valid.then_some(Self { radius, tolerance, step })
    }

    /// The circle around a point.
    pub fn around_point(&self, point: Point) -> Vec<Point> {
        let start = point.ortho();
        let count = (TAU / self.step).ceil();
        (0..count as usize).map(|i| self.offset(point, turned(start, point, i as f64 * TAU / count))).collect()
    }

    /// What is near lines.
    pub fn around_lines(&self, lines: &Lines) -> Polygons {
        let path = |line: &Vec<Point>| {
            // There and back, with half a circle at both ends.
            let back = line.iter().rev().skip(1).take(line.len().saturating_sub(2));
            let round: Vec<Point> = line.iter().chain(back).copied().collect();
            // Beginning with the half circle around the first vertex.
            let mut path = self.path(&round);
            let around_first = self.arc(round[0], right_of(round[1], round[0]), PI).len();
            path.rotate_right(around_first + 1);
            path
        };
        outline(lines.0.iter().map(path))
    }

    /// What is in polygons, or near them.
    pub fn around_polygons(&self, polygons: &Polygons) -> Polygons {
        let rings = polygons.0.iter().flat_map(|polygon| {
            polygon.rings.iter().enumerate().map(|(i, ring)| {
                let mut vertices = ring.vertices.clone();
                if i > 0 {
                    vertices.reverse();
                }
                self.path(&vertices)
            })
        });
        outline(rings)
    }

    /// The path to the right of a closed chain of edges.
    fn path(&self, vertices: &[Point]) -> Vec<Point> {
        let count = vertices.len();
        let mut path = Vec::new();
        for i in 0..count {
            let [a, b, c] = [0, 1, 2].map(|step| vertices[(i + step) % count]);
            let (before, after) = (right_of(a, b), right_of(b, c));
            self.along(a, b, &mut path);
            if a == c || sign(a, b, c) >= 0 {
                path.append(&mut self.arc(b, before, if a == c { PI } else { before.angle(after) }));
            }
        }
        path
    }

    /// The path beside an edge.
    fn along(&self, a: Point, b: Point, path: &mut Vec<Point>) {
        // The line that stays at a distance bends away from the shortest way between its ends.
        let length = a.angle(b);
        let bend = self.radius.sin() * (1.0 - (length / 2.0).cos());
        let parts = (bend / self.tolerance).sqrt().ceil().max(1.0) as usize;
        let right = right_of(a, b);
        for i in 0..=parts {
            let at = a.interpolate(b, i as f64 / parts as f64);
            path.push(self.offset(at, right));
        }
    }

    /// The inner vertices of an arc around a point, counterclockwise.
    fn arc(&self, point: Point, start: Point, angle: f64) -> Vec<Point> {
        let inner = (1..).map(|i| f64::from(i) * self.step).take_while(|turn| *turn < angle - 1e-12);
        inner.map(|turn| self.offset(point, turned(start, point, turn))).collect()
    }

    fn offset(&self, point: Point, direction: Point) -> Point {
        (point * self.radius.cos() + direction * self.radius.sin()).normalize()
    }
}

/// The direction to the right of an edge.
fn right_of(a: Point, b: Point) -> Point {
    b.normal(a).normalize()
}

/// A direction from a point, turned counterclockwise.
fn turned(direction: Point, around: Point, angle: f64) -> Point {
    direction * angle.cos() + around.cross(direction) * angle.sin()
}

/// The boundary of what closed paths go around at least once.
fn outline(paths: impl Iterator<Item = Vec<Point>>) -> Polygons {
    let mut edges: Vec<Edge> = Vec::new();
    for mut path in paths {
        path.dedup();
        let next = path.iter().cycle().skip(1);
        edges.extend(path.iter().zip(next).map(|(a, b)| (*a, *b)).filter(|(a, b)| a != b));
    }
    // A place that no path goes around.
    let outside = -edges.iter().fold(Point::new(0.0, 0.0, 0.0), |sum, (a, _)| sum + *a).normalize();
    let mut pieces = cut_itself(&edges);
    pieces.retain(|Piece { edge: (a, b), .. }| {
        // Just to the right of the middle.
        let beside = ((*a + *b).normalize() + right_of(*a, *b) * 1e-12).normalize();
        winding(&edges, outside, beside) == 0
    });
    assembly::polygons(&pieces)
}

/// How often edges go counterclockwise around a point, seen from a place that they do not go around.
fn winding(edges: &[Edge], outside: Point, point: Point) -> i32 {
    let crossed = edges.iter().filter(|(a, b)| crossing(outside, point, *a, *b) == Crossing::Inside);
    crossed.map(|(a, _)| if sign(outside, point, *a) < 0 { 1 } else { -1 }).sum()
}
