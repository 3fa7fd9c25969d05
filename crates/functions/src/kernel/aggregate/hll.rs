//! HyperLogLog: how many different hashes there were, from one byte for each of 2^precision parts.
//!
//! The estimate is Otmar Ertl's (New cardinality estimation algorithms for HyperLogLog sketches, 2017), which has no
//! bias over the whole range.

/// Adds a hash to registers, whose number is a power of two.
#[inline]
pub fn add(registers: &mut [u8], hash: u64) {
    let precision = registers.len().trailing_zeros();
    let rest = (hash << precision) | (1 << (precision - 1));
    let rank = rest.leading_zeros() as u8 + 1;
    let register = &mut registers[(hash >> (64 - precision)) as usize];
    *register = rank.max(*register);
}

/// Adds other registers of the same number.
pub fn merge(registers: &mut [u8], others: &[u8]) {
    for (register, other) in registers.iter_mut().zip(others) {
        *register = (*register).max(*other);
    }
}

/// How many different hashes were added.
pub fn estimate(registers: &[u8]) -> f64 {
    let m = registers.len() as f64;
    let highest = 64 - registers.len().trailing_zeros() as usize;
    let mut counts = [0_u32; 66];
    for register in registers {
        counts[usize::from(*register)] += 1;
    }
    let mut z = m * tau(1.0 - f64::from(counts[highest + 1]) / m);
    for count in counts[1..=highest].iter().rev() {
        z = 0.5 * (z + f64::from(*count));
    }
    z += m * sigma(f64::from(counts[0]) / m);
    m * m / (2.0 * std::f64::consts::LN_2 * z)
}

fn sigma(mut x: f64) -> f64 {
    if x == 1.0 {
        return f64::INFINITY;
    }
    let (mut y, mut z) = (1.0, x);
    loop {
        x *= x;
        let before = z;
        z += x * y;
        y += y;
        if z == before {
            return z;
        }
    }
}

fn tau(mut x: f64) -> f64 {
    if x == 0.0 || x == 1.0 {
        return 0.0;
    }
    let (mut y, mut z) = (1.0, 1.0 - x);
    loop {
        x = x.sqrt();
        let before = z;
        y *= 0.5;
        z -= (1.0 - x).powi(2) * y;
        if z == before {
            return z / 3.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::hash::mix;
    use super::*;

    /// The standard error is 1.04 / sqrt(2^14) = 0.8 %.
    #[test]
    fn estimates_are_near() {
        for n in [0, 1, 100, 3_000, 50_000, 1_000_000_u64] {
            let mut registers = vec![0; 1 << 14];
            (0..n).for_each(|i| add(&mut registers, mix(i)));
            let error = (estimate(&registers) - n as f64).abs() / n.max(1) as f64;
            assert!(error < 0.025, "{n}: {error}");
        }
    }

    #[test]
    fn parts_merge() {
        let (mut one, mut two, mut both) = (vec![0; 1 << 12], vec![0; 1 << 12], vec![0; 1 << 12]);
        for i in 0..20_000 {
            add(if i % 2 == 0 { &mut one } else { &mut two }, mix(i));
            add(&mut both, mix(i));
        }
        merge(&mut one, &two);
        assert_eq!(one, both);
    }
}
