//! Sketches: what they look like is ours, what the functions that read them answer is not. For as few values as here
//! they are exact.

use lurcher_functions::{BuiltIns, KernelEvaluator, aggregates};
use lurcher_symbols::{ConstantEvaluator, FunctionKind, FunctionLibrary, ScalarType, Value};

use crate::driver::{Batch, Pool, Random, aggregates::whole, value};

/// What an aggregate makes of some values.
fn sketch(name: &str, values: &[Value], ty: ScalarType) -> Value {
    let aggregate = aggregates().iter().find(|aggregate| aggregate.symbol.name == name).expect("an aggregate");
    let batch = Batch {
        arguments: vec![values.to_vec()],
        columns: vec![true],
        types: vec![ty],
        result: ScalarType::Dynamic,
        rows: values.len(),
    };
    whole(aggregate, &batch).expect("a sketch")
}

fn call(name: &str, arguments: &[Value], result: ScalarType) -> Value {
    let function = BuiltIns.find(FunctionKind::Scalar, name).expect("a function");
    KernelEvaluator.evaluate(function, arguments, result).expect("a value")
}

fn distinct(values: &[Value]) -> i64 {
    let mut seen: Vec<&Value> = Vec::new();
    for value in values.iter().filter(|value| !value.is_null()) {
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen.len() as i64
}

#[test]
fn merged_counts_are_those_of_all_values() {
    let mut random = Random::new(3, "hll");
    for ty in [ScalarType::Long, ScalarType::String, ScalarType::DateTime, ScalarType::Guid, ScalarType::Dynamic] {
        let mut values = || (0..30).map(|_| value(&mut random, ty, Pool::Any)).collect::<Vec<_>>();
        let (first, second) = (values(), values());
        let sketches = [sketch("hll", &first, ty), sketch("hll", &second, ty)];
        let counted = |sketch: &Value| call("dcount_hll", std::slice::from_ref(sketch), ScalarType::Long);
        assert_eq!(counted(&sketches[0]), Value::Long(distinct(&first)), "{first:?}");
        let merged = call("hll_merge", &sketches, ScalarType::Dynamic);
        assert_eq!(counted(&merged), Value::Long(distinct(&[first, second].concat())), "{ty}");
        let valid = |value: Value| call("hll_isvalid", &[value], ScalarType::Bool);
        assert_eq!(valid(merged), Value::Bool(true));
        assert_eq!(valid(Value::Dynamic("[1,2]".into())), Value::Bool(false));
    }
}

#[test]
fn percentiles_of_digests_are_between_their_neighbours() {
    let mut random = Random::new(3, "tdigest");
    for _ in 0..20 {
        let mut values: Vec<i64> = (0..40).map(|_| random.below(1000) as i64).collect();
        let digest = sketch("tdigest", &values.iter().map(|v| Value::Long(*v)).collect::<Vec<_>>(), ScalarType::Long);
        values.sort_unstable();
        for percent in [0_usize, 10, 50, 90, 100] {
            let asked = [digest.clone(), Value::Real(percent as f64)];
            let Value::Dynamic(found) = call("percentile_tdigest", &asked, ScalarType::Dynamic) else {
                panic!("no percentile {percent} of {values:?}")
            };
            let found: f64 = found.parse().expect("a number");
            let place = percent * (values.len() - 1) / 100;
            let (low, high) = (values[place.saturating_sub(1)], values[(place + 2).min(values.len() - 1)]);
            assert!((low as f64..=high as f64).contains(&found), "{found} at {percent} of {values:?}");
        }
    }
}
