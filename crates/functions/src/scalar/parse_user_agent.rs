use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;
use rustc_hash::FxHashMap;

use crate::kernel::term_set::texts_of;
use crate::kernel::user_agent::{Parts, write};
use crate::kernel::{Call, Scalars, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "parse_user_agent",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("user_agent", ParameterType::Exact(ScalarType::String)),
                Parameter::optional("look_for", ParameterType::StringOrDynamic),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "What a user agent says of the `browser`, the `os` and the `device`, by rules of our own for the usual ones; the family of all others is Other.",
        url: "https://learn.microsoft.com/kusto/query/parse-user-agent-function",
        examples: &[
            Example {
                kql: "print parse_user_agent('Mozilla/5.0 (Windows; U; en-US) AppleWebKit/531.9 (KHTML, like Gecko) AdobeAIR/2.5.1', 'browser')",
                result: r#"{"Browser":{"Family":"AdobeAIR","MajorVersion":"2","MinorVersion":"5","Patch":"1"}}"#,
            },
            Example {
                kql: "print parse_user_agent('Mozilla/5.0 (SymbianOS/9.2; U; Series60/3.1 NokiaN81-3/10.0.032 Profile/MIDP-2.0 Configuration/CLDC-1.1 ) AppleWebKit/413 (KHTML, like Gecko) Safari/4', dynamic(['browser', 'os', 'device']))",
                result: r#"{"Browser":{"Family":"Nokia OSS Browser","MajorVersion":"3","MinorVersion":"1","Patch":""},"OperatingSystem":{"Family":"Symbian OS","MajorVersion":"9","MinorVersion":"2","Patch":"","PatchMinor":""},"Device":{"Family":"Nokia N81","Brand":"Nokia","Model":"N81-3"}}"#,
            },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let agent = call.text(0)?;
    let wanted = if call.has(1) { Some(Scalars::of(call, 1)?) } else { None };
    let constant = match &wanted {
        None => Some(Parts { browser: true, system: true, device: true }),
        Some(wanted) => call.constant(1).map(|_| parts(wanted, 0)),
    };
    // Agents come again and again.
    let mut known: FxHashMap<(&str, Parts), String> = FxHashMap::default();
    dynamics(call.rows, |row, out| {
        let parts = constant.unwrap_or_else(|| wanted.map_or_else(Parts::default, |wanted| parts(&wanted, row)));
        if parts == Parts::default() {
            return false;
        }
        let agent = agent.get(row);
        out.push_str(known.entry((agent, parts)).or_insert_with(|| {
            let mut bag = String::new();
            write(agent, parts, &mut bag);
            bag
        }));
        true
    })
}

fn parts(wanted: &Scalars<'_>, row: usize) -> Parts {
    let mut parts = Parts::default();
    match wanted {
        Scalars::Dynamic(text) => texts_of(text.option(row)).iter().for_each(|name| parts.add(name)),
        other => {
            let mut name = String::new();
            other.write_text(row, &mut name);
            parts.add(&name);
        }
    }
    parts
}
