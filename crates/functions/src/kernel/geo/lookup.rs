//! Many shapes, to be searched for those near a place.

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;

use super::arguments::Places;
use super::{EARTH_RADIUS, Lines, Point, Polygons, Shape, edges};
use crate::kernel::elements::{elements, write_array};
use crate::kernel::operand::Operand;
use crate::kernel::term_set::texts_of;
use crate::kernel::{Call, dynamics, prepared};

/// A shape that a place can be near to.
pub trait Near: Shape {
    /// Whether a place is within a radius in meters, or inside where there is none.
    fn is_near(&self, place: Point, radius: Option<f64>) -> bool;
}

impl Near for Lines {
    fn is_near(&self, place: Point, radius: Option<f64>) -> bool {
        let nearest = edges::nearest_of(place, self.edges());
        nearest.zip(radius).is_some_and(|((distance, _), radius)| distance * EARTH_RADIUS <= radius)
    }
}

impl Near for Polygons {
    fn is_near(&self, place: Point, radius: Option<f64>) -> bool {
        let nearest = || edges::nearest_of(place, self.edges());
        self.contains(place)
            || radius.is_some_and(|radius| nearest().is_some_and(|(distance, _)| distance * EARTH_RADIUS <= radius))
    }
}

/// Shapes, each with its text as a canonical JSON string.
#[derive(Debug)]
struct Table<T>(Vec<(String, T)>);

impl<T: Shape> Table<T> {
    /// The shapes of a canonical array of arrays that hold a text each; texts that are no shape are left out.
    fn read(rows: &str) -> Self {
        let mut parts = Vec::new();
        elements(Some(rows), &mut parts);
        let shape = |row: &str| {
            let mut fields = Vec::new();
            elements(Some(row), &mut fields);
            let text = texts_of(Some(row)).into_iter().next()?;
            Some(((*fields.first()?).to_owned(), T::parse(&text)?))
        };
        Self(parts.into_iter().filter_map(shape).collect())
    }
}

/// The texts of the shapes in a table (the first argument) that a place (the second and third ones) is near to, by a
/// radius in meters (the fourth one). Null where there is none: a row with a null stays when it is expanded, one with
/// an empty array does not.
pub fn look_up<T: Near + 'static>(call: &Call<'_>) -> Result<ColumnarValue> {
    let table = prepared(call.constant_text(0)?, || Ok(Table::<T>::read(call.constant_text(0)?)))?;
    let (places, radius) = (Places::of(call, 1)?, Operand::optional_reals(call, 3)?);
    dynamics(call.rows, |row, out| {
        let Some(place) = places.get(row) else { return false };
        let radius = radius.as_ref().and_then(|radius| radius.get(row));
        let near = table.0.iter().filter(|(_, shape)| shape.is_near(place, radius));
        write_array(near.map(|(text, _)| text.as_str()), out);
        out != "[]"
    })
}
