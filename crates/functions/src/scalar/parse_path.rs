use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::dynamic::{write_string, write_text};
use lurcher_symbols::*;

use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "parse_path",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("path", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The parts of a file path as a property bag.",
        url: "https://learn.microsoft.com/kusto/query/parse-path-function",
        examples: &[
            Example { kql: "print parse_path(@'C:\\temp\\file.txt').Filename", result: "file.txt" },
            Example { kql: "print parse_path('/usr/lib/temp/file.txt').DirectoryPath", result: "/usr/lib/temp" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let path = call.text(0)?;
    dynamics(call.rows, |row, out| {
        write_path(path.get(row), out);
        true
    })
}

fn write_path(path: &str, out: &mut String) {
    let (scheme, rest) = path.split_once("://").unwrap_or(("", path));
    let separator = |c: char| c == '/' || c == '\\';
    // A drive, behind what marks a long path.
    let long = rest.strip_prefix(r"\\?\").unwrap_or(rest);
    let root = match long.as_bytes() {
        [letter, b':', ..] if letter.is_ascii_alphabetic() => &long[..2],
        _ => "",
    };
    let (directory, file) = match rest.rfind(separator) {
        Some(at) => (&rest[..at], &rest[at + 1..]),
        None => ("", &rest[if rest.starts_with(root) { root.len() } else { 0 }..]),
    };
    let (filename, stream) = file.split_once(':').unwrap_or((file, ""));
    let parts = [
        ("Scheme", scheme),
        ("RootPath", root),
        ("DirectoryPath", directory),
        ("DirectoryName", directory.rsplit(separator).next().filter(|name| *name != root).unwrap_or("")),
        ("Filename", filename),
        ("Extension", filename.rsplit_once('.').map_or("", |(_, extension)| extension)),
        ("AlternateDataStreamName", stream),
    ];
    for (i, (name, value)) in parts.into_iter().enumerate() {
        out.push(if i == 0 { '{' } else { ',' });
        write_string(out, name);
        out.push(':');
        write_text(out, value);
    }
    out.push('}');
}
