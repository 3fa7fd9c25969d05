//! The discrete Fourier transform of any length.
//!
//! Series are mostly whole days of hours or weeks of days, whose lengths have small prime factors: those are taken
//! apart factor by factor. A length with a large prime factor becomes a convolution, whose length is a power of two
//! (Bluestein's algorithm).

use std::f64::consts::TAU;

use rustc_hash::FxHashMap;

/// The largest prime factor that is taken apart directly.
const LARGEST_FACTOR: usize = 31;

/// A complex number.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Complex {
    /// The real part.
    pub re: f64,
    /// The imaginary part.
    pub im: f64,
}

impl Complex {
    /// The number of length 1 at an angle.
    fn at(angle: f64) -> Self {
        Self { re: angle.cos(), im: angle.sin() }
    }

    #[inline]
    fn times(self, other: Self) -> Self {
        Self { re: self.re * other.re - self.im * other.im, im: self.re * other.im + self.im * other.re }
    }

    #[inline]
    fn plus(self, other: Self) -> Self {
        Self { re: self.re + other.re, im: self.im + other.im }
    }

    #[inline]
    fn conjugate(self) -> Self {
        Self { re: self.re, im: -self.im }
    }

    /// The square of the length.
    #[inline]
    pub fn power(self) -> f64 {
        self.re * self.re + self.im * self.im
    }
}

/// What transforms of one length share.
#[derive(Debug)]
struct Plan {
    length: usize,
    method: Method,
}

#[derive(Debug)]
enum Method {
    /// By factors; the roots of unity in order.
    Factors { factors: Vec<usize>, roots: Vec<Complex> },
    /// By a convolution with a chirp, of which the transform is given.
    Chirp { chirp: Vec<Complex>, transformed: Vec<Complex>, inner: Box<Plan> },
}

/// Transforms, with a plan for each length that occurred.
#[derive(Debug, Default)]
pub struct Fourier {
    plans: FxHashMap<usize, Plan>,
    input: Vec<Complex>,
}

impl Fourier {
    /// Transforms values in place.
    pub fn transform(&mut self, values: &mut [Complex]) {
        if values.len() > 1 {
            let plan = self.plans.entry(values.len()).or_insert_with(|| Plan::new(values.len()));
            plan.transform(values, &mut self.input);
        }
    }

    /// Transforms values back, in place.
    pub fn transform_back(&mut self, values: &mut [Complex]) {
        values.iter_mut().for_each(|value| *value = value.conjugate());
        self.transform(values);
        let length = values.len() as f64;
        values.iter_mut().for_each(|value| *value = Complex { re: value.re / length, im: -value.im / length });
    }
}

impl Plan {
    fn new(length: usize) -> Self {
        let factors = factors(length);
        let method = match factors.iter().all(|factor| *factor <= LARGEST_FACTOR) {
            true => {
                let root = |i: usize| Complex::at(-TAU * i as f64 / length as f64);
                Method::Factors { factors, roots: (0..length).map(root).collect() }
            }
            false => Self::chirp(length),
        };
        Self { length, method }
    }

    fn chirp(length: usize) -> Method {
        // The square of a place is needed as an angle only, which comes round again.
        let angle = |i: usize| TAU / 2.0 * ((i * i) % (2 * length)) as f64 / length as f64;
        let chirp: Vec<Complex> = (0..length).map(|i| Complex::at(angle(i))).collect();
        let inner = Plan::new((2 * length - 1).next_power_of_two());
        let mut transformed = vec![Complex::default(); inner.length];
        for (i, value) in chirp.iter().enumerate() {
            transformed[i] = *value;
            transformed[(inner.length - i) % inner.length] = *value;
        }
        inner.transform(&mut transformed, &mut Vec::new());
        Method::Chirp { chirp, transformed, inner: Box::new(inner) }
    }

    fn transform(&self, values: &mut [Complex], input: &mut Vec<Complex>) {
        match &self.method {
            Method::Factors { factors, roots } => {
                input.clear();
                input.extend_from_slice(values);
                by_factors(input, 1, values, factors, roots);
            }
            Method::Chirp { chirp, transformed, inner } => {
                let mut padded = vec![Complex::default(); inner.length];
                for ((padded, value), chirp) in padded.iter_mut().zip(values.iter()).zip(chirp) {
                    *padded = value.times(chirp.conjugate());
                }
                inner.transform(&mut padded, input);
                for (value, chirp) in padded.iter_mut().zip(transformed) {
                    *value = value.times(*chirp).conjugate();
                }
                inner.transform(&mut padded, input);
                let length = inner.length as f64;
                for ((value, padded), chirp) in values.iter_mut().zip(&padded).zip(chirp) {
                    let unscaled = padded.conjugate().times(chirp.conjugate());
                    *value = Complex { re: unscaled.re / length, im: unscaled.im / length };
                }
            }
        }
    }
}

/// The prime factors, pairs of twos as fours.
fn factors(mut length: usize) -> Vec<usize> {
    let mut factors = Vec::new();
    for factor in [4, 2] {
        while length.is_multiple_of(factor) {
            factors.push(factor);
            length /= factor;
        }
    }
    let mut factor = 3;
    while length > 1 {
        if factor * factor > length {
            factor = length;
        }
        while length.is_multiple_of(factor) {
            factors.push(factor);
            length /= factor;
        }
        factor += 2;
    }
    factors
}

/// Transforms every `stride`th value of the input into the output, one level for each factor.
fn by_factors(input: &[Complex], stride: usize, output: &mut [Complex], factors: &[usize], roots: &[Complex]) {
    let Some((factor, rest)) = factors.split_first() else {
        output[0] = input[0];
        return;
    };
    let part = output.len() / factor;
    for (i, output) in output.chunks_exact_mut(part).enumerate() {
        by_factors(&input[i * stride..], stride * factor, output, rest, roots);
    }
    let mut column = [Complex::default(); LARGEST_FACTOR];
    for k in 0..part {
        for (i, value) in column[..*factor].iter_mut().enumerate() {
            // The first and the first row are not turned at all.
            *value = match i * k {
                0 => output[i * part + k],
                turn => output[i * part + k].times(roots[turn * stride]),
            };
        }
        combine(&column[..*factor], k, part, output, roots);
    }
}

/// The small transform of one column.
fn combine(column: &[Complex], k: usize, part: usize, output: &mut [Complex], roots: &[Complex]) {
    match *column {
        [a, b] => {
            output[k] = a.plus(b);
            output[k + part] = Complex { re: a.re - b.re, im: a.im - b.im };
        }
        [a, b, c, d] => {
            let (even, odd) = (a.plus(c), b.plus(d));
            let (minus, turned) =
                (Complex { re: a.re - c.re, im: a.im - c.im }, Complex { re: b.im - d.im, im: d.re - b.re });
            output[k] = even.plus(odd);
            output[k + part] = minus.plus(turned);
            output[k + 2 * part] = Complex { re: even.re - odd.re, im: even.im - odd.im };
            output[k + 3 * part] = Complex { re: minus.re - turned.re, im: minus.im - turned.im };
        }
        _ => {
            let step = roots.len() / column.len();
            for q in 0..column.len() {
                let turned = column.iter().enumerate().map(|(i, value)| value.times(roots[i * q * step % roots.len()]));
                output[k + q * part] = turned.fold(Complex::default(), Complex::plus);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slowly(values: &[Complex]) -> Vec<Complex> {
        let length = values.len();
        let at = |k: usize| {
            let turned = values.iter().enumerate();
            turned
                .map(|(i, value)| value.times(Complex::at(-TAU * (i * k % length) as f64 / length as f64)))
                .fold(Complex::default(), Complex::plus)
        };
        (0..length).map(at).collect()
    }

    #[test]
    fn all_lengths() {
        let mut fourier = Fourier::default();
        for length in (1..80).chain([97, 120, 336, 1009]) {
            let value = |i: usize| Complex { re: ((i * 37) % 11) as f64 - 3.0, im: ((i * 13) % 7) as f64 };
            let values: Vec<Complex> = (0..length).map(value).collect();
            let mut transformed = values.clone();
            fourier.transform(&mut transformed);
            for (a, b) in transformed.iter().zip(slowly(&values)) {
                assert!((a.re - b.re).abs() + (a.im - b.im).abs() < 1e-8 * length as f64, "{length}: {a:?} {b:?}");
            }
            fourier.transform_back(&mut transformed);
            for (a, b) in transformed.iter().zip(&values) {
                assert!((a.re - b.re).abs() + (a.im - b.im).abs() < 1e-9, "{length}: {a:?} {b:?}");
            }
        }
    }
}
