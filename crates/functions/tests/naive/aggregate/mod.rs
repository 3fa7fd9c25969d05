//! Aggregates.

use crate::naive::NaiveAggregate;

mod best;
mod bits;
mod collect;
mod counts;
mod extremes;
mod moments;
mod percentiles;
mod sketches;
mod sums;

pub const ALL: &[&[NaiveAggregate]] = &[
    best::AGGREGATES,
    bits::AGGREGATES,
    collect::AGGREGATES,
    counts::AGGREGATES,
    extremes::AGGREGATES,
    moments::AGGREGATES,
    percentiles::AGGREGATES,
    sums::AGGREGATES,
];
