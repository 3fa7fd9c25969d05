//! Points of the unit sphere.

use std::f64::consts::PI;
use std::ops::{Add, Mul, Neg, Sub};

/// The radius in meters of the sphere that Kusto measures on.
pub const EARTH_RADIUS: f64 = 6_371_010.0;

/// A vector; as a place on Earth one of length 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Point {
    /// Towards longitude 0 on the equator.
    pub x: f64,
    /// Towards longitude 90 on the equator.
    pub y: f64,
    /// Towards the north pole.
    pub z: f64,
}

impl Point {
    /// A vector.
    pub const fn new(x: f64, y: f64, z: f64) -> Self {
        Self { x, y, z }
    }

    /// The place at a longitude and a latitude in degrees; none where they are out of range.
    pub fn from_degrees(longitude: f64, latitude: f64) -> Option<Self> {
        let valid = (-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude);
        valid.then(|| Self::from_radians(longitude * (PI / 180.0), latitude * (PI / 180.0)))
    }

    /// The place at a longitude and a latitude in radians.
    pub fn from_radians(longitude: f64, latitude: f64) -> Self {
        let parallel = latitude.cos();
        Self::new(longitude.cos() * parallel, longitude.sin() * parallel, latitude.sin())
    }

    /// The longitude and the latitude in degrees.
    pub fn to_degrees(self) -> (f64, f64) {
        let latitude = self.z.atan2((self.x * self.x + self.y * self.y).sqrt());
        (self.y.atan2(self.x) * (180.0 / PI), latitude * (180.0 / PI))
    }

    /// The scalar product.
    pub fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    /// The vector product.
    pub fn cross(self, other: Self) -> Self {
        Self::new(
            self.y * other.z - self.z * other.y,
            self.z * other.x - self.x * other.z,
            self.x * other.y - self.y * other.x,
        )
    }

    /// A vector in the direction of the vector product that is exact to the last digits for points close to each other
    /// or opposite, too.
    pub fn normal(self, other: Self) -> Self {
        let product = (other + self).cross(other - self);
        if product == Self::new(0.0, 0.0, 0.0) { self.ortho() } else { product }
    }

    /// The length.
    pub fn norm(self) -> f64 {
        self.dot(self).sqrt()
    }

    /// The vector of length 1 in the same direction.
    pub fn normalize(self) -> Self {
        let norm = self.norm();
        if norm == 0.0 { self } else { self * (1.0 / norm) }
    }

    /// The angle between two vectors in radians.
    pub fn angle(self, other: Self) -> f64 {
        self.cross(other).norm().atan2(self.dot(other))
    }

    /// A fixed direction that is orthogonal to the vector.
    pub fn ortho(self) -> Self {
        let (x, y, z) = (self.x.abs(), self.y.abs(), self.z.abs());
        let mut other = Self::new(0.012, 0.0053, 0.00457);
        // The axis before the one that the vector is nearest to.
        if x > y && x > z {
            other.z = 1.0;
        } else if x <= y && y > z {
            other.x = 1.0;
        } else {
            other.y = 1.0;
        }
        self.cross(other).normalize()
    }

    /// The point at a fraction of the way to another one, along the shortest path.
    pub fn interpolate(self, other: Self, fraction: f64) -> Self {
        if fraction == 0.0 {
            return self;
        }
        if fraction == 1.0 {
            return other;
        }
        self.towards(other, fraction * self.angle(other))
    }

    /// The point at an angle from here, in the direction of another one.
    pub fn towards(self, other: Self, angle: f64) -> Self {
        let tangent = self.normal(other).cross(self).normalize();
        (self * angle.cos() + tangent * angle.sin()).normalize()
    }

    /// The components in their order.
    pub fn array(self) -> [f64; 3] {
        [self.x, self.y, self.z]
    }
}

impl Add for Point {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y, self.z + other.z)
    }
}

impl Sub for Point {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y, self.z - other.z)
    }
}

impl Mul<f64> for Point {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        Self::new(self.x * factor, self.y * factor, self.z * factor)
    }
}

impl Neg for Point {
    type Output = Self;

    fn neg(self) -> Self {
        Self::new(-self.x, -self.y, -self.z)
    }
}
