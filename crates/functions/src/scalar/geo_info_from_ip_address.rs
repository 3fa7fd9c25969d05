use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;
use rustc_hash::FxHashMap;

use crate::kernel::{Call, dynamics, geo_database};
use crate::{Kernel, ScalarFunction};

/// The binder adds the path of the database as a second argument; without a database there is no call.
pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "geo_info_from_ip_address",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Ip,
        signatures: &[Signature {
            parameters: &[Parameter::new("ip", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Where an IPv4 or IPv6 address is: country, state, city, latitude and longitude, from the MaxMind database that `geo_database` in lurcher.toml names; null without one.",
        url: "https://learn.microsoft.com/kusto/query/geo-info-from-ip-address-function",
        examples: &[Example { kql: "print geo_info_from_ip_address('20.53.203.50')", result: "null" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let database = geo_database::open(call.constant_text(1)?)?;
    let address = call.text(0)?;
    // Addresses come again and again.
    let mut known: FxHashMap<&str, Option<String>> = FxHashMap::default();
    dynamics(call.rows, |row, out| {
        let address = address.get(row);
        let place = known.entry(address).or_insert_with(|| {
            let mut bag = String::new();
            geo_database::write_place(&database, address, &mut bag).then_some(bag)
        });
        if let Some(bag) = place {
            out.push_str(bag);
        }
        place.is_some()
    })
}
