//! Where the percentiles of the normal distribution lie, as the engine's outlier scores have them.

use std::f64::consts::{PI, SQRT_2};

/// The engine's own figures where they are known: it is 1.5 by a 25th and 75th percentile's fence at exactly 2.7, and
/// an answer of the engine says where it has the 90th percentile.
const KNOWN: [(f64, f64); 2] = [(75.0, 0.675), (90.0, 1.296_820_82)];

/// How far from the mean a percentile between 0 and 100 lies, in standard deviations.
pub fn deviate(percent: f64) -> f64 {
    if percent < 50.0 {
        return -deviate(100.0 - percent);
    }
    match KNOWN.iter().find(|(known, _)| *known == percent) {
        Some((_, deviate)) => *deviate,
        None => quantile(percent / 100.0),
    }
}

/// The inverse of the distribution function for shares between 0.5 and 1, by Newton's method.
fn quantile(share: f64) -> f64 {
    let mut x = 0.0_f64;
    for _ in 0..60 {
        let distribution = 0.5 * libm::erfc(-x / SQRT_2);
        let density = (-x * x / 2.0).exp() / (2.0 * PI).sqrt();
        let step = (share - distribution) / density;
        if !step.is_finite() || step.abs() < 1e-14 {
            break;
        }
        x += step.clamp(-1.0, 1.0);
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles() {
        assert_eq!(deviate(25.0), -0.675);
        assert_eq!(deviate(10.0), -1.296_820_82);
        assert!((deviate(97.5) - 1.959_963_984_540_054).abs() < 1e-12);
        assert!((deviate(2.0) + 2.053_748_910_631_823).abs() < 1e-12);
        assert!(deviate(50.0).abs() < 1e-15);
    }
}
