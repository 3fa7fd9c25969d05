//! `lurcher functions`: what is built in.

use std::collections::BTreeMap;
use std::io::{self, Write};

use clap::Args;
use lurcher_functions::{aggregates, operators, scalars, windows};
use lurcher_symbols::{Category, FunctionSymbol, Parameter, ParameterType, ResultType, ScalarType};

use crate::failure::Failure;

/// The built-in functions, or the page of one of them.
#[derive(Debug, Args)]
pub(crate) struct Functions {
    /// A function, an operator (has_any) or a part of a name
    name: Option<String>,
}

impl Functions {
    pub(crate) fn execute(&self) -> Result<(), Failure> {
        let all = symbols();
        let mut out = io::stdout().lock();
        let Some(name) = &self.name else {
            write_list(&mut out, &all)?;
            return Ok(());
        };
        if let Some(symbol) = all.iter().find(|s| s.name == name || s.aliases.contains(&name.as_str())) {
            write_page(&mut out, symbol)?;
            return Ok(());
        }
        let similar: Vec<_> = all.into_iter().filter(|s| s.name.contains(name.as_str())).collect();
        if similar.is_empty() {
            return Err(Failure::Message(format!(
                "no built-in function is called '{name}'; `lurcher functions` lists all"
            )));
        }
        write_list(&mut out, &similar)?;
        Ok(())
    }
}

/// All symbols, sorted by name.
fn symbols() -> Vec<&'static FunctionSymbol> {
    let scalars = scalars().iter().chain(operators()).map(|f| &f.symbol);
    let others = aggregates().iter().map(|f| &f.symbol).chain(windows().iter().map(|f| &f.symbol));
    let mut all: Vec<_> = scalars.chain(others).collect();
    all.sort_by_key(|s| s.name);
    all
}

fn write_list(out: &mut impl Write, symbols: &[&'static FunctionSymbol]) -> io::Result<()> {
    let mut chapters: BTreeMap<Category, Vec<&FunctionSymbol>> = BTreeMap::new();
    for symbol in symbols {
        chapters.entry(symbol.category).or_default().push(symbol);
    }
    let width = symbols.iter().map(|s| s.name.len()).max().unwrap_or(0);
    for (i, (category, symbols)) in chapters.into_iter().enumerate() {
        writeln!(out, "{}{category:?}", if i == 0 { "" } else { "\n" })?;
        for symbol in symbols {
            writeln!(out, "  {:width$}  {}", symbol.name, symbol.summary)?;
        }
    }
    Ok(())
}

fn write_page(out: &mut impl Write, symbol: &FunctionSymbol) -> io::Result<()> {
    writeln!(out, "{}: {}", symbol.name, symbol.summary)?;
    if !symbol.aliases.is_empty() {
        writeln!(out, "Also: {}", symbol.aliases.join(", "))?;
    }
    writeln!(out, "\nSyntax")?;
    for signature in symbol.signatures {
        let parameters: Vec<String> = signature.parameters.iter().map(parameter).collect();
        writeln!(out, "  {}({}) -> {}", symbol.name, parameters.join(", "), result(&signature.result))?;
    }
    if !symbol.examples.is_empty() {
        writeln!(out, "\nExamples")?;
        for example in symbol.examples {
            writeln!(out, "  {}\n    => {}", example.kql.trim().replace('\n', "\n  "), example.result)?;
        }
    }
    writeln!(out, "\n{}", symbol.url)
}

fn parameter(parameter: &Parameter) -> String {
    let text = format!("{}: {}", parameter.name, parameter_type(parameter.ty));
    match (parameter.min, parameter.max) {
        (_, 2..) => format!("{text}, …"),
        (0, _) => format!("[{text}]"),
        _ => text,
    }
}

fn parameter_type(ty: ParameterType) -> String {
    let words = match ty {
        ParameterType::Exact(ty) => ty.name(),
        ParameterType::OneOf(types) => return names(types),
        ParameterType::Scalar => "any",
        ParameterType::Integer => "int or long",
        ParameterType::RealOrDecimal => "real or decimal",
        ParameterType::StringOrDynamic => "string or dynamic",
        ParameterType::DynamicArray => "dynamic array",
        ParameterType::DynamicBag => "dynamic bag",
        ParameterType::Number => "number",
        ParameterType::NumberOrBool => "number or bool",
        ParameterType::Summable => "number, datetime or timespan",
        ParameterType::Orderable => "number, datetime, timespan, string or bool",
        ParameterType::NotDynamic => "any but dynamic",
        ParameterType::NotBool => "any but bool",
        ParameterType::NotRealOrBool => "any but real and bool",
        ParameterType::SameAsFirst => "as the first",
        ParameterType::CommonScalar | ParameterType::CommonScalarOrDynamic => "any, of one type",
        ParameterType::CommonNumber => "number",
        ParameterType::CommonSummable => "number, datetime or timespan, of one type",
        ParameterType::CommonOrderable => "number, datetime, timespan, string or bool, of one type",
        ParameterType::Type => "typeof(…)",
    };
    words.to_owned()
}

fn result(ty: &ResultType) -> String {
    match ty {
        ResultType::Exact(ty) => ty.name().to_owned(),
        ResultType::Argument(n) | ResultType::ArgumentPromoted(n) => format!("the type of argument {}", n + 1),
        ResultType::Common | ResultType::CommonNonDynamic => "the common type".to_owned(),
        ResultType::Widest => "the widest number".to_owned(),
        ResultType::TypeArgument(n) => format!("the type that argument {} names", n + 1),
        ResultType::Custom(_) => "depends on the arguments".to_owned(),
        ResultType::Columns(_) => "a column for each value".to_owned(),
    }
}

fn names(types: &[ScalarType]) -> String {
    types.iter().map(|t| t.name()).collect::<Vec<_>>().join(" or ")
}
