//! Shapes, read from GeoJSON and written as GeoJSON: <https://www.rfc-editor.org/rfc/rfc7946>.

use std::fmt::Write;

use lurcher_symbols::values::dynamic::{Dynamic, write_real};
use rustc_hash::FxHashSet;

use super::Point;
use super::rings::Ring;

/// A shape of one kind, as a function wants it.
pub trait Shape: Sized {
    /// The shape that a dynamic's canonical text describes; none where it is no such shape, or not a valid one.
    fn parse(canonical: &str) -> Option<Self>;
}

/// A line, or several.
#[derive(Debug, Clone, PartialEq)]
pub struct Lines(pub Vec<Vec<Point>>);

/// A polygon, or several.
#[derive(Debug, Clone, PartialEq)]
pub struct Polygons(pub Vec<Polygon>);

/// Lines in degrees, as they are on a map.
#[derive(Debug, Clone, PartialEq)]
pub struct FlatLines(pub Vec<Vec<(f64, f64)>>);

/// Polygons in degrees, as they are on a map: of each the shell, counterclockwise on the sphere, then the holes,
/// clockwise; the first place not again at the end.
#[derive(Debug, Clone, PartialEq)]
pub struct FlatPolygons(pub Vec<Vec<Vec<(f64, f64)>>>);

/// What lies within an odd number of rings: a shell and holes in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Polygon {
    /// The shell, then the holes.
    pub rings: Vec<Ring>,
}

impl Shape for Lines {
    fn parse(canonical: &str) -> Option<Self> {
        parts(canonical, "LineString", "MultiLineString", |coordinates| line(&flat(coordinates)?)).map(Self)
    }
}

impl Shape for FlatLines {
    fn parse(canonical: &str) -> Option<Self> {
        let lines = parts(canonical, "LineString", "MultiLineString", |coordinates| {
            let flat = flat(coordinates)?;
            line(&flat).map(|_| flat)
        });
        lines.map(Self)
    }
}

impl Shape for Polygons {
    fn parse(canonical: &str) -> Option<Self> {
        let polygons = parts(canonical, "Polygon", "MultiPolygon", |rings| {
            let rings: Vec<Ring> = rings.iter().map(|part| ring(&flat(array(part)?)?)).collect::<Option<_>>()?;
            (!rings.is_empty()).then_some(Polygon { rings })
        });
        polygons.map(Self)
    }
}

impl Shape for FlatPolygons {
    fn parse(canonical: &str) -> Option<Self> {
        let polygons = parts(canonical, "Polygon", "MultiPolygon", |rings| {
            let flat = |(i, part)| {
                let mut flat = flat(array(part)?)?;
                let ring = ring(&flat)?;
                flat.pop();
                let counterclockwise = ring.vertices.first() == point(*flat.first()?).as_ref();
                if counterclockwise != (i == 0) {
                    flat.reverse();
                }
                Some(flat)
            };
            let rings: Vec<_> = rings.iter().enumerate().map(flat).collect::<Option<_>>()?;
            (!rings.is_empty()).then_some(rings)
        });
        polygons.map(Self)
    }
}

impl Lines {
    /// The line, where it is not several.
    pub fn single(&self) -> Option<&[Point]> {
        match &self.0[..] {
            [line] => Some(line),
            _ => None,
        }
    }

    /// The edges of what all lines cover together: several lines count an edge once that they have in common.
    pub fn united_edges(&self) -> Vec<(Point, Point)> {
        let mut edges: Vec<(Point, Point)> = self.edges().collect();
        if self.0.len() > 1 {
            let mut known = FxHashSet::default();
            edges.retain(|(a, b)| {
                let (a, b) = if a < b { (a, b) } else { (b, a) };
                known.insert([a, b].map(|p| p.array().map(f64::to_bits)))
            });
        }
        edges
    }

    /// The edges of all lines.
    pub fn edges(&self) -> impl Iterator<Item = (Point, Point)> {
        self.0.iter().flat_map(|line| line.windows(2).map(|edge| (edge[0], edge[1])))
    }
}

impl Polygons {
    /// The edges of all rings.
    pub fn edges(&self) -> impl Iterator<Item = (Point, Point)> {
        self.0.iter().flat_map(|polygon| &polygon.rings).flat_map(Ring::edges)
    }

    /// The vertices of the rings: those of holes run clockwise.
    pub fn vertices(&self) -> Vec<Vec<Vec<Point>>> {
        let turned = |(i, ring): (usize, &Ring)| {
            let mut vertices = ring.vertices.clone();
            if i > 0 {
                vertices.reverse();
            }
            vertices
        };
        self.0.iter().map(|polygon| polygon.rings.iter().enumerate().map(turned).collect()).collect()
    }

    /// The edges with the inside to their left: those of holes run clockwise.
    pub fn boundary(&self) -> Vec<(Point, Point)> {
        let mut edges = Vec::new();
        for polygon in &self.0 {
            for (i, ring) in polygon.rings.iter().enumerate() {
                if i == 0 {
                    edges.extend(ring.edges());
                } else {
                    let mut hole: Vec<(Point, Point)> = ring.edges().map(|(a, b)| (b, a)).collect();
                    // The last edge stays the last one, as it does where a ring is turned round.
                    hole.reverse();
                    hole.rotate_left(1);
                    edges.append(&mut hole);
                }
            }
        }
        edges
    }

    /// Whether a polygon of others is inside, of which no edge crosses one of these.
    pub fn has_part_of(&self, others: &Self) -> bool {
        others.0.iter().filter_map(|other| other.rings.first()).any(|shell| self.contains(shell.vertices[0]))
    }

    /// Whether a point is inside.
    pub fn contains(&self, point: Point) -> bool {
        self.0.iter().any(|polygon| polygon.contains(point))
    }
}

impl Polygon {
    /// Whether a point is inside.
    pub fn contains(&self, point: Point) -> bool {
        self.rings.iter().filter(|ring| ring.contains(point)).count() % 2 == 1
    }
}

fn kind(shape: &Dynamic) -> Option<&str> {
    match shape.get("type")? {
        Dynamic::String(kind) => Some(kind),
        _ => None,
    }
}

fn array(value: &Dynamic) -> Option<&[Dynamic]> {
    match value {
        Dynamic::Array(elements) => Some(elements),
        _ => None,
    }
}

/// The parts of a shape that is of the first kind, which has one part, or of the second, which has several.
fn parts<T>(canonical: &str, one: &str, several: &str, part: impl Fn(&[Dynamic]) -> Option<T>) -> Option<Vec<T>> {
    let shape = Dynamic::from_canonical(canonical);
    let coordinates = array(shape.get("coordinates")?)?;
    match kind(&shape)? {
        kind if kind == one => Some(vec![part(coordinates)?]),
        kind if kind == several => {
            let parts: Vec<T> =
                coordinates.iter().map(|coordinates| part(array(coordinates)?)).collect::<Option<_>>()?;
            (!parts.is_empty()).then_some(parts)
        }
        _ => None,
    }
}

/// The places of a list, longitude and latitude in degrees.
fn flat(coordinates: &[Dynamic]) -> Option<Vec<(f64, f64)>> {
    let number = |value: &Dynamic| match value {
        Dynamic::Long(number) => Some(*number as f64),
        Dynamic::Real(number) => Some(*number),
        Dynamic::Decimal(number) => Some(number.to_real()),
        _ => None,
    };
    let place = |value: &Dynamic| match array(value)? {
        [longitude, latitude, ..] => Some((number(longitude)?, number(latitude)?)),
        _ => None,
    };
    coordinates.iter().map(place).collect()
}

fn point((longitude, latitude): (f64, f64)) -> Option<Point> {
    Point::from_degrees(longitude, latitude)
}

fn line(flat: &[(f64, f64)]) -> Option<Vec<Point>> {
    let mut vertices: Vec<Point> = flat.iter().copied().map(point).collect::<Option<_>>()?;
    vertices.dedup();
    let valid = vertices.len() > 1 && vertices.windows(2).all(|edge| edge[0] != -edge[1]);
    valid.then_some(vertices)
}

fn ring(flat: &[(f64, f64)]) -> Option<Ring> {
    let mut vertices: Vec<Point> = flat.iter().copied().map(point).collect::<Option<_>>()?;
    let last = vertices.pop()?;
    if vertices.first() == Some(&last) { Ring::new(vertices) } else { None }
}

/// Writes a place in degrees.
pub fn write_coordinates((longitude, latitude): (f64, f64), out: &mut String) {
    out.push('[');
    write_real(out, longitude);
    out.push(',');
    write_real(out, latitude);
    out.push(']');
}

/// Writes a list, each element by a function.
pub fn write_list<T>(elements: impl IntoIterator<Item = T>, out: &mut String, mut write: impl FnMut(T, &mut String)) {
    out.push('[');
    for (i, element) in elements.into_iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        write(element, out);
    }
    out.push(']');
}

/// Writes a shape whose coordinates a function writes.
pub fn write_shape(kind: &str, out: &mut String, coordinates: impl FnOnce(&mut String)) {
    out.push_str("{\"type\":\"");
    out.push_str(kind);
    out.push_str("\",\"coordinates\":");
    coordinates(out);
    out.push('}');
}

/// Writes a point in degrees.
pub fn write_point(place: (f64, f64), out: &mut String) {
    write_shape("Point", out, |out| write_coordinates(place, out));
}

/// Writes a line, or a multiline where there is not one.
pub fn write_lines(lines: &[Vec<Point>], out: &mut String) {
    match lines {
        [line] => write_shape("LineString", out, |out| write_places(line, out)),
        lines => write_shape("MultiLineString", out, |out| write_list(lines, out, write_places)),
    }
}

/// Writes a polygon, or a multipolygon where there is not one: of each the rings, whose first place is written again at
/// the end.
pub fn write_polygons(polygons: &[Vec<Vec<Point>>], out: &mut String) {
    let polygon = |rings: &Vec<Vec<Point>>, out: &mut String| {
        write_list(rings, out, |ring, out| write_places(ring.iter().chain(ring.first()), out));
    };
    match polygons {
        [rings] => write_shape("Polygon", out, |out| polygon(rings, out)),
        polygons => write_shape("MultiPolygon", out, |out| write_list(polygons, out, polygon)),
    }
}

fn write_places<'a>(places: impl IntoIterator<Item = &'a Point>, out: &mut String) {
    write_list(places, out, |place, out| write_coordinates(place.to_degrees(), out));
}

/// Writes a polygon of one ring in degrees, whose first place is written again at the end.
pub fn write_ring(places: &[(f64, f64)], out: &mut String) {
    let closed = places.iter().chain(places.first());
    write_shape("Polygon", out, |out| {
        write_list([closed], out, |ring, out| write_list(ring, out, |place, out| write_coordinates(*place, out)))
    });
}

/// Writes a text that needs no escapes, in quotes.
pub fn write_text(text: impl std::fmt::Display, out: &mut String) {
    let _ = write!(out, "\"{text}\"");
}
