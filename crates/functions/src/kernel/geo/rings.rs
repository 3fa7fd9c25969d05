//! A ring of edges: a polygon's shell or one of its holes.

use super::predicates::{Crossing, crosses, crossing, ordered, sign};
use super::{Point, area, pairs};

/// Where the sphere's points are counted from, a place where no one puts a vertex.
const ORIGIN: Point = Point::new(-0.009_999_466_435_025_02, 0.002_592_454_260_932_412, 0.999_946_643_502_502);

/// A closed chain of edges that do not cross. It encloses the smaller part of the sphere, counterclockwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Ring {
    /// The vertices, the first one not again at the end.
    pub vertices: Vec<Point>,
    encloses_origin: bool,
    /// A cap that holds the ring: its centre, and the cosine of its radius.
    cap: (Point, f64),
}

impl Ring {
    /// The ring through vertices in either direction; none where they are no ring.
    pub fn new(vertices: Vec<Point>) -> Option<Self> {
        if !is_valid(&vertices) {
            return None;
        }
        Some(Self::oriented(vertices).0)
    }

    /// The ring through vertices that are known to make one, and whether they are counterclockwise around the smaller
    /// part of the sphere.
    pub fn oriented(vertices: Vec<Point>) -> (Self, bool) {
        let mut ring = Self::unchecked(vertices);
        let smaller = ring.curvature() >= -1e-13;
        if !smaller {
            ring.vertices.reverse();
            ring = Self::unchecked(ring.vertices);
        }
        (ring, smaller)
    }

    /// The area inside, in steradians.
    pub fn area(&self) -> f64 {
        area::ring_area(self)
    }

    /// The ring around what is to the left of its edges.
    fn unchecked(vertices: Vec<Point>) -> Self {
        let centre = vertices.iter().fold(Point::new(0.0, 0.0, 0.0), |sum, p| sum + *p).normalize();
        let radius = vertices.iter().map(|p| p.dot(centre)).fold(1.0, f64::min);
        let mut ring = Self { vertices, encloses_origin: false, cap: (centre, radius - 1e-14) };
        // The vertex model says of three vertices whether the middle one is inside; counted from the origin it must
        // come out the same.
        let [a, b, c] = [ring.vertices[0], ring.vertices[1], ring.vertices[2 % ring.vertices.len()]];
        let inside = a != c && ordered(b.ortho(), a, c, b);
        ring.encloses_origin = inside != ring.crossed_odd(b);
        ring
    }

    /// The edges.
    pub fn edges(&self) -> impl Iterator<Item = (Point, Point)> {
        let next = self.vertices.iter().cycle().skip(1);
        self.vertices.iter().zip(next).map(|(a, b)| (*a, *b))
    }

    /// Whether a point is inside. Of rings that share their edges, one has the point.
    pub fn contains(&self, point: Point) -> bool {
        let (centre, radius) = self.cap;
        // A cap of less than half a sphere holds what is inside of a ring in it.
        if radius > 0.1 && point.dot(centre) < radius {
            return false;
        }
        self.encloses_origin != self.crossed_odd(point)
    }

    /// Whether a ring that does not cross this one is inside.
    pub fn encloses(&self, other: &Self) -> bool {
        // A vertex that both have says nothing.
        let own = other.vertices.iter().find(|vertex| !self.vertices.contains(vertex));
        own.is_some_and(|vertex| self.contains(*vertex))
    }

    /// Whether the edges cross the way to a point an odd number of times.
    fn crossed_odd(&self, point: Point) -> bool {
        let mut odd = false;
        let Some(last) = self.vertices.last() else { return false };
        let (mut from, mut side) = (*last, sign(ORIGIN, point, *last));
        for to in &self.vertices {
            let next = sign(ORIGIN, point, *to);
            if side != next || side == 0 {
                odd ^= crosses(ORIGIN, point, from, *to);
            }
            (from, side) = (*to, next);
        }
        odd
    }

    /// The sum of the angles by which the edges turn left: positive where less than half the sphere is inside.
    fn curvature(&self) -> f64 {
        let count = self.vertices.len();
        let turn = |i: usize| {
            let [a, b, c] = [0, 1, 2].map(|step| self.vertices[(i + step) % count]);
            a.normal(b).angle(b.normal(c)) * f64::from(sign(a, b, c))
        };
        (0..count).map(turn).sum()
    }
}

/// Whether vertices are distinct, at least three, and their edges neither cross nor go half around the sphere.
fn is_valid(vertices: &[Point]) -> bool {
    let count = vertices.len();
    if count < 3 {
        return false;
    }
    let mut sorted: Vec<[f64; 3]> = vertices.iter().map(|p| p.array()).collect();
    sorted.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    if sorted.windows(2).any(|two| two[0] == two[1]) {
        return false;
    }
    let edges: Vec<(Point, Point)> = (0..count).map(|i| (vertices[i], vertices[(i + 1) % count])).collect();
    if edges.iter().any(|(a, b)| *a == -*b) {
        return false;
    }
    let mut valid = true;
    pairs(&edges, |i, j| {
        let ((a, b), (c, d)) = (edges[i], edges[j]);
        valid &= crossing(a, b, c, d) != Crossing::Inside;
        valid
    });
    valid
}
