//! Gives a syntax tree its meaning: names, types, coercions, result names, `let`, functions, constants.
//!
//! [`bind`] returns a bound tree *and* diagnostics. It knows neither Arrow nor kernels: constants are folded through a
//! [`lurcher_symbols::ConstantEvaluator`], and what must be run first through a [`StageRunner`].

pub mod bound;
mod stages;

pub use stages::{NoStages, StageAnswer, StageRunner};
