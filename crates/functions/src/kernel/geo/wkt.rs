//! Well-known text: <https://en.wikipedia.org/wiki/Well-known_text_representation_of_geometry>.

use super::shape::{write_coordinates, write_list, write_shape};

/// How deep collections may be nested.
const DEEPEST: usize = 64;

type Place = (f64, f64);

/// Writes the shape that a text describes as GeoJSON; `false`, and nothing of use in `out`, where the text describes
/// none.
pub fn write_geojson(text: &str, out: &mut String) -> bool {
    let mut reader = Reader { rest: text };
    let done = reader.shape(0, out);
    // A semicolon before the shape names a reference system, which Kusto does not know.
    done.is_some() && reader.peek().is_none()
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn shape(&mut self, depth: usize, out: &mut String) -> Option<()> {
        let kind = self.word()?.to_ascii_uppercase();
        match kind.as_str() {
            "POINT" => {
                let place = self.bracketed(Self::place)?;
                write_shape("Point", out, |out| write_coordinates(place, out));
            }
            "LINESTRING" => {
                let line = self.line()?;
                write_shape("LineString", out, |out| write_line(&line, out));
            }
            "POLYGON" => {
                let rings = self.list(Self::line)?;
                write_shape("Polygon", out, |out| write_list(&rings, out, |ring, out| write_line(ring, out)));
            }
            "MULTIPOINT" => {
                let places = self.list(Self::bracketed_place)?;
                write_shape("MultiPoint", out, |out| write_line(&places, out));
            }
            "MULTILINESTRING" => {
                let lines = self.list(Self::line)?;
                write_shape("MultiLineString", out, |out| write_list(&lines, out, |line, out| write_line(line, out)));
            }
            "MULTIPOLYGON" => {
                let polygons = self.list(|reader| reader.list(Self::line))?;
                write_shape("MultiPolygon", out, |out| {
                    write_list(&polygons, out, |rings, out| write_list(rings, out, |ring, out| write_line(ring, out)));
                });
            }
            "GEOMETRYCOLLECTION" if depth < DEEPEST => {
                out.push_str("{\"type\":\"GeometryCollection\",\"geometries\":[");
                let mut first = true;
                self.list(|reader| {
                    if !std::mem::take(&mut first) {
                        out.push(',');
                    }
                    reader.shape(depth + 1, out)
                })?;
                out.push_str("]}");
            }
            _ => return None,
        }
        Some(())
    }

    fn line(&mut self) -> Option<Vec<Place>> {
        self.list(Self::place)
    }

    fn bracketed_place(&mut self) -> Option<Place> {
        if self.peek()? == '(' { self.bracketed(Self::place) } else { self.place() }
    }

    fn place(&mut self) -> Option<Place> {
        Some((self.number()?, self.number()?))
    }

    fn list<T>(&mut self, mut element: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.bracketed(|reader| {
            let mut elements = vec![element(reader)?];
            while reader.eat(',') {
                elements.push(element(reader)?);
            }
            Some(elements)
        })
    }

    fn bracketed<T>(&mut self, inner: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let value = if self.eat('(') { inner(self)? } else { return None };
        self.eat(')').then_some(value)
    }

    fn word(&mut self) -> Option<String> {
        self.take(|c| c.is_ascii_alphabetic()).map(str::to_owned)
    }

    fn number(&mut self) -> Option<f64> {
        let text = self.take(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E'))?;
        text.parse().ok()
    }

    fn take(&mut self, part: impl Fn(char) -> bool) -> Option<&str> {
        self.peek()?;
        let end = self.rest.find(|c| !part(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!taken.is_empty()).then_some(taken)
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.rest = &self.rest[wanted.len_utf8()..];
        }
        found
    }

    /// The next character that is no white space.
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }
}

fn write_line(places: &[Place], out: &mut String) {
    write_list(places, out, |place, out| write_coordinates(*place, out));
}
