//! `serialize`, with window functions.

use lurcher_symbols::Column;
use lurcher_symbols::ScalarType::{self, Long, Real};

use crate::generate::{Generator, Operator};
use crate::query::{Expr, Step};

pub(super) static OPERATOR: Operator = Operator { weight: 6, is_plain: true, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let ty = [Long, ScalarType::String, Real][generator.rng.usize(0..3)];
    let value = generator.leaf(ty, columns);
    let call = match generator.rng.u32(0..5) {
        0 | 1 => Expr::call("row_number", Vec::new(), Long),
        2 => Expr::call("prev", vec![value], ty),
        3 => Expr::call("next", vec![value], ty),
        _ => Expr::call("row_cumsum", vec![generator.leaf(Long, columns)], Long),
    };
    let reads = |call: &Expr| matches!(call, Expr::Call(c) if c.args.iter().any(Expr::is_constant));
    let name = generator.free_name(call.ty(), columns);
    Some(Step::Serialize(vec![(name, call.clone())])).filter(|_| !reads(&call))
}
