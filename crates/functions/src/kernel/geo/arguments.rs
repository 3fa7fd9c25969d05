//! The arguments of a call as places and shapes.

use std::cell::RefCell;
use std::rc::Rc;

use arrow::datatypes::{Float64Type, Int64Type};
use datafusion::common::Result;

use super::buffer::Buffer;
use super::{EARTH_RADIUS, Point, Shape};
use crate::kernel::elements::elements;
use crate::kernel::operand::Operand;
use crate::kernel::{Call, Text};

/// Two arguments that are a longitude and a latitude.
#[derive(Debug)]
pub struct Places<'a> {
    longitude: Operand<'a, Float64Type>,
    latitude: Operand<'a, Float64Type>,
}

impl<'a> Places<'a> {
    /// Arguments `i` and `i + 1`.
    pub fn of(call: &Call<'a>, i: usize) -> Result<Self> {
        Ok(Self { longitude: Operand::reals(call, i)?, latitude: Operand::reals(call, i + 1)? })
    }

    /// The longitude and the latitude of a row in degrees, whether they are in range or not.
    pub fn degrees(&self, row: usize) -> Option<(f64, f64)> {
        Some((self.longitude.get(row)?, self.latitude.get(row)?))
    }

    /// The place of a row; none where there is no such place.
    pub fn get(&self, row: usize) -> Option<Point> {
        let (longitude, latitude) = self.degrees(row)?;
        Point::from_degrees(longitude, latitude)
    }
}

/// An argument that is a shape.
#[derive(Debug)]
pub enum Shapes<'a, T> {
    /// The same in every row.
    Constant(Option<Rc<T>>),
    /// One a row, and the last one that was read: joins give one shape to row after row.
    Column(Text<'a>, RefCell<(&'a str, Option<Rc<T>>)>),
}

impl<'a, T: Shape + 'static> Shapes<'a, T> {
    /// Argument `i`.
    pub fn of(call: &Call<'a>, i: usize) -> Result<Self> {
        Ok(match call.text(i)? {
            Text::Constant(text) => Self::Constant(match text {
                Some(text) => crate::kernel::prepared(text, || Ok(T::parse(text).map(Rc::new)))?.as_ref().clone(),
                None => None,
            }),
            column => Self::Column(column, RefCell::new(("", None))),
        })
    }

    /// The shape of a row; none where it is no shape, or not a valid one.
    pub fn get(&self, row: usize) -> Option<Rc<T>> {
        match self {
            Self::Constant(shape) => shape.clone(),
            Self::Column(column, last) => {
                let text = column.option(row)?;
                let mut last = last.borrow_mut();
                if last.0 != text {
                    *last = (text, T::parse(text).map(Rc::new));
                }
                last.1.clone()
            }
        }
    }
}

/// An optional argument that is a whole number with a default.
#[derive(Debug)]
pub struct Whole<'a> {
    argument: Option<Operand<'a, Int64Type>>,
    default: i64,
}

impl<'a> Whole<'a> {
    /// Argument `i`.
    pub fn of(call: &Call<'a>, i: usize, default: i64) -> Result<Self> {
        Ok(Self { argument: Operand::optional_longs(call, i)?, default })
    }

    /// The number of a row; none where a null is given.
    pub fn get(&self, row: usize) -> Option<i64> {
        self.argument.as_ref().map_or(Some(self.default), |argument| argument.get(row))
    }
}

/// The optional arguments of densifying, after the shape.
#[derive(Debug)]
pub struct Tolerance<'a> {
    meters: Option<Operand<'a, Float64Type>>,
    wrap: Option<Operand<'a, Int64Type>>,
}

impl<'a> Tolerance<'a> {
    /// Arguments 1 and 2.
    pub fn of(call: &Call<'a>) -> Result<Self> {
        Ok(Self { meters: Operand::optional_reals(call, 1)?, wrap: Operand::optional_longs(call, 2)? })
    }

    /// The meters of a row, and whether edges may cross the antimeridian; none where the meters are out of range.
    pub fn get(&self, row: usize) -> Option<(f64, bool)> {
        let meters = self.meters.as_ref().map_or(Some(10.0), |meters| meters.get(row))?;
        let wrap = self.wrap.as_ref().map_or(Some(0), |wrap| wrap.get(row))?;
        (0.1..=10_000.0).contains(&meters).then_some((meters, wrap != 0))
    }
}

/// An array of shapes.
#[derive(Debug)]
pub struct Group<T>(pub Vec<T>);

impl<T: Shape> Shape for Group<T> {
    fn parse(canonical: &str) -> Option<Self> {
        let mut shapes = Vec::new();
        if !elements(Some(canonical), &mut shapes) || shapes.is_empty() {
            return None;
        }
        shapes.into_iter().map(T::parse).collect::<Option<_>>().map(Self)
    }
}

/// The arguments that say how far a buffer goes, after the shape.
#[derive(Debug)]
pub struct Extent<'a> {
    radius: Operand<'a, Float64Type>,
    tolerance: Option<Operand<'a, Float64Type>>,
}

impl<'a> Extent<'a> {
    /// Arguments `i` and, optionally, `i + 1`.
    pub fn of(call: &Call<'a>, i: usize) -> Result<Self> {
        Ok(Self { radius: Operand::reals(call, i)?, tolerance: Operand::optional_reals(call, i + 1)? })
    }

    /// The buffer of a row; none where its numbers are out of range.
    pub fn get(&self, row: usize) -> Option<Buffer> {
        let tolerance = self.tolerance.as_ref().map_or(Some(10.0), |tolerance| tolerance.get(row))?;
        Buffer::new(self.radius.get(row)?, tolerance)
    }
}

/// The optional argument that says how near vertices may be, after the shape.
#[derive(Debug)]
pub struct Nearness<'a>(Option<Operand<'a, Float64Type>>);

impl<'a> Nearness<'a> {
    /// Argument 1.
    pub fn of(call: &Call<'a>) -> Result<Self> {
        Operand::optional_reals(call, 1).map(Self)
    }

    /// The distance of a row in radians; none where it is negative, or more than 70 degrees.
    pub fn get(&self, row: usize) -> Option<f64> {
        let meters = self.0.as_ref().map_or(Some(10.0), |meters| meters.get(row))?;
        Some(meters / EARTH_RADIUS).filter(|radians| (0.0..=70_f64.to_radians()).contains(radians))
    }
}
