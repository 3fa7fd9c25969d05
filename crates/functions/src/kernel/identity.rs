//! Equality behind a trait object.

use std::any::Any;

/// What DataFusion may take for one thing: values of one type that are equal. A printed name does not say that much.
pub trait Identity: Any {
    /// Whether `other` is a value of this type and equal.
    fn is_same(&self, other: &dyn Any) -> bool;
}

impl<T: PartialEq + 'static> Identity for T {
    fn is_same(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>().is_some_and(|other| self == other)
    }
}
