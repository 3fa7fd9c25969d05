//! `series_fft()` and `series_ifft()`.

use arrow::array::ArrayRef;
use datafusion::common::Result;

use super::fourier::{Complex, Fourier};
use super::{Reals, write_reals};
use crate::kernel::{Call, DynamicBuilder};

/// The real and the imaginary parts of the transform; null where a part is no array of numbers, or the two differ in
/// length.
pub fn fft(call: &Call<'_>) -> Result<Vec<ArrayRef>> {
    transform(call, Fourier::transform)
}

/// As [`fft`], back again.
pub fn ifft(call: &Call<'_>) -> Result<Vec<ArrayRef>> {
    transform(call, Fourier::transform_back)
}

fn transform(call: &Call<'_>, f: fn(&mut Fourier, &mut [Complex])) -> Result<Vec<ArrayRef>> {
    let series = call.text(0)?;
    let imaginary = call.optional_text(1)?;
    let (mut reals, mut others) = (Reals::default(), Reals::default());
    let mut fourier = Fourier::default();
    let (mut re, mut im) = (DynamicBuilder::new(call.rows), DynamicBuilder::new(call.rows));
    for row in 0..call.rows {
        let real = reals.complete(series.option(row)).unwrap_or_default();
        let mut values: Vec<Complex> = real.iter().map(|re| Complex { re: *re, im: 0.0 }).collect();
        let mut known = !values.is_empty();
        if let Some(imaginary) = &imaginary {
            let imaginary = others.complete(imaginary.option(row)).unwrap_or_default();
            known &= imaginary.len() == values.len();
            values.iter_mut().zip(imaginary).for_each(|(value, im)| value.im = *im);
        }
        if known {
            f(&mut fourier, &mut values);
        }
        for (column, part) in [(&mut re, (|c: &Complex| c.re) as fn(&Complex) -> f64), (&mut im, |c| c.im)] {
            column.append(|out| {
                write_reals(values.iter().map(part), out);
                known
            })?;
        }
    }
    Ok(vec![re.finish(), im.finish()])
}
