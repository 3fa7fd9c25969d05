use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::dynamic::write_text;
use lurcher_symbols::*;
use std::iter::Peekable;
use std::str::Chars;

use crate::kernel::spelled::Spelled;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "parse_command_line",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("command", ParameterType::Scalar),
                Parameter::new("parser", ParameterType::Exact(ScalarType::String)),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The arguments of a command line as Windows splits it; null where it is empty.",
        url: "https://learn.microsoft.com/kusto/query/parse-command-line",
        examples: &[Example {
            kql: "print parse_command_line(\"echo \\\"hello world!\\\"\", \"windows\")",
            result: "[\"echo\",\"hello world!\"]",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let command = Spelled::of(call, 0)?;
    let parser = call.text(1)?;
    let check = |parser: &str| match parser.eq_ignore_ascii_case("windows") {
        true => Ok(()),
        false => refuse!("parse_command_line(): the only parser is 'windows', not '{parser}'"),
    };
    call.check_constant(1, check)?;
    (0..call.rows).try_for_each(|row| check(parser.get(row)))?;
    let mut buffer = String::new();
    dynamics(call.rows, |row, out| {
        let command = command.get(row, &mut buffer);
        if command.is_empty() {
            return false;
        }
        out.push('[');
        for (i, argument) in arguments(command).iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            write_text(out, argument);
        }
        out.push(']');
        true
    })
}

/// The arguments as `CommandLineToArgvW` finds them: quotes group, backslashes before a quote escape it.
fn arguments(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut chars = line.chars().peekable();
    // The program's name knows no escapes; before white space it is empty.
    let mut argument = String::new();
    let mut quoted = false;
    while let Some(c) = chars.next_if(|c| quoted || !matches!(c, ' ' | '\t')) {
        match c {
            '"' => quoted = !quoted,
            other => argument.push(other),
        }
    }
    found.push(argument);
    loop {
        while chars.next_if(|c| matches!(c, ' ' | '\t')).is_some() {}
        if chars.peek().is_none() {
            return found;
        }
        found.push(next_argument(&mut chars));
    }
}

fn next_argument(chars: &mut Peekable<Chars<'_>>) -> String {
    let mut argument = String::new();
    let mut quoted = false;
    while let Some(c) = chars.next_if(|c| quoted || !matches!(c, ' ' | '\t')) {
        match c {
            '\\' => {
                let mut count = 1;
                while chars.next_if_eq(&'\\').is_some() {
                    count += 1;
                }
                let before_quote = chars.peek() == Some(&'"');
                let written = if before_quote { count / 2 } else { count };
                argument.extend(std::iter::repeat_n('\\', written));
                if before_quote && count % 2 == 1 {
                    chars.next();
                    argument.push('"');
                }
            }
            // Two quotes inside of quotes are one.
            '"' if quoted && chars.next_if_eq(&'"').is_some() => argument.push('"'),
            '"' => quoted = !quoted,
            other => argument.push(other),
        }
    }
    argument
}
