//! Tests of KQL that people can read, [semantic cases](cases) in Markdown; a [search](hunt) for wrong answers that
//! nobody has thought of yet; and [fuzzing](fuzz).

pub mod binding;
pub mod campaigns;
pub mod cases;
pub mod fuzz;
pub mod generate;
pub mod hunt;
pub mod interpreter;
pub mod oracles;
mod panics;
pub mod proofs;
pub mod query;
