use super::*;
use crate::kernel::key_values::{Pairs, Rules};
use crate::kernel::{dynamics, write_bag_of_texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "parse-kv",
        &[Signature {
            parameters: &[
                Parameter::new("text", Exact(ScalarType::String)),
                Parameter::new("pair_delimiter", Exact(ScalarType::String)).constant(),
                Parameter::new("kv_delimiter", Exact(ScalarType::String)).constant(),
                Parameter::new("quote", Exact(ScalarType::String)).constant(),
                Parameter::new("escape", Exact(ScalarType::String)).constant(),
                Parameter::new("regex", Exact(ScalarType::String)).constant().regex(),
                Parameter::new("greedy", Exact(Bool)).constant(),
                Parameter::repeated("key", Exact(ScalarType::String), 1, 1_000).constant(),
            ],
            result: ResultType::Exact(Dynamic),
        }],
        "The key-value pairs of a text with these keys as a bag of strings; of a key that stands twice the first value counts.",
        "https://learn.microsoft.com/kusto/query/parse-kv-operator",
        &[Example {
            kql: "print s = 'ThreadId:458745723, Machine:Node001' | parse-kv s as (Machine:string) with (pair_delimiter=',', kv_delimiter=':') | project Machine",
            result: "Node001",
        }],
    ),
    kernel: Kernel::Vectorized(|call| {
        let keys = (7..call.len()).map(|i| call.constant_text(i)).collect::<Result<Vec<&str>, _>>()?;
        let rules = Rules {
            pair_delimiter: call.constant_text(1)?,
            kv_delimiter: call.constant_text(2)?,
            quote: call.constant_text(3)?,
            escape: call.constant_text(4)?,
            regex: call.constant_text(5)?,
            greedy: call.constant(6) == Some(Value::Bool(true)),
            keys: &keys,
        };
        let text = call.text(0)?;
        let mut pairs = Pairs::new(&rules)?;
        dynamics(call.rows, |row, out| {
            write_bag_of_texts(pairs.of(text.get(row)), out);
            true
        })
    }),
};
