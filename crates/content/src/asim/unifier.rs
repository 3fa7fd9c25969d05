//! The functions that unite all sources of a schema.

use std::sync::Arc;

use lurcher_symbols::{ScalarType, StoredFunction, StoredParameter, StoredParameterType};

use super::{Name, Schema, Style, Unifier};

/// A source that a unifying function calls.
#[derive(Debug, Clone)]
pub struct Source {
    /// The name to call it by.
    pub name: Arc<str>,
    /// The parameters that it declares.
    pub parameters: Vec<StoredParameter>,
}

/// The functions that a workspace may define to add sources of its own to the unifying function.
/// <https://learn.microsoft.com/azure/sentinel/normalization-manage-parsers>
pub fn custom_slots(style: Style, unifier: &Unifier) -> [String; 2] {
    ["Solutions", "Custom"].map(|slot| format!("{}_{}{slot}", style.word(), unifier.name))
}

/// The unifying function of a schema over `sources`, to be called `name`. Each source gets those of the parameters that
/// it declares; what else it has (`disabled`) keeps its default.
pub fn unifier(name: &str, style: Style, schema: &Schema, sources: &[Source]) -> StoredFunction {
    let mut parameters = schema.parameters(style);
    parameters.push(super::parameter("pack", ScalarType::Bool, "false"));
    let empty = Name::source(Style::Filtering, schema.name, "Empty").to_string();
    let (first, rest): (Vec<_>, Vec<_>) = sources.iter().partition(|s| *s.name == *empty);
    let calls: Vec<_> = first.into_iter().chain(rest).map(|source| call(source, &parameters)).collect();
    let is_taken = |p: &&StoredParameter| sources.iter().any(|source| takes(source, p));
    let lists: String = parameters.iter().filter(|p| is_list(p)).filter(is_taken).map(list).collect();
    super::function(name, parameters, format!("{lists}union isfuzzy=true\n    {}", calls.join(",\n    ")))
}

fn takes(source: &Source, parameter: &StoredParameter) -> bool {
    source.parameters.iter().any(|own| own.name == parameter.name)
}

fn is_list(parameter: &StoredParameter) -> bool {
    parameter.ty == StoredParameterType::Scalar(ScalarType::Dynamic)
}

/// One text stands for a list of it: sources unite lists with each other, and a text is none.
fn list(parameter: &StoredParameter) -> String {
    format!("let list_{0} = iff(gettype({0}) == 'string', pack_array({0}), {0});\n", parameter.name)
}

fn call(source: &Source, given: &[StoredParameter]) -> String {
    let argument = |p: &StoredParameter| format!("{0}={1}{0}", p.name, if is_list(p) { "list_" } else { "" });
    let arguments: Vec<_> = given.iter().filter(|p| takes(source, p)).map(argument).collect();
    if source.parameters.is_empty() {
        source.name.to_string()
    } else {
        format!("{}({})", source.name, arguments.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asim::parameter;

    #[test]
    fn sources_get_the_parameters_that_they_declare() {
        let source = |name: &str, parameters: &[&str]| Source {
            name: name.into(),
            parameters: parameters.iter().map(|p| parameter(p, ScalarType::Dynamic, "dynamic([])")).collect(),
        };
        let sources = [
            source("_Im_NetworkSession_A", &["endtime", "starttime", "dvcaction", "disabled"]),
            source("_Im_NetworkSession_Empty", &[]),
            source("_Im_NetworkSession_OnlyDisabled", &["disabled"]),
        ];
        let schema = Schema::find("NetworkSession").unwrap();
        let function = unifier("imNetworkSession", Style::Filtering, schema, &sources);
        assert_eq!(&*function.name, "imNetworkSession");
        assert_eq!(
            &*function.body,
            "let list_dvcaction = iff(gettype(dvcaction) == 'string', pack_array(dvcaction), dvcaction);\nunion isfuzzy=true\n    _Im_NetworkSession_Empty,\n    _Im_NetworkSession_A(starttime=starttime, endtime=endtime, dvcaction=list_dvcaction),\n    _Im_NetworkSession_OnlyDisabled()"
        );
        let signature: Vec<_> =
            function.parameters.iter().map(|p| format!("{}={}", p.name, p.default.as_deref().unwrap())).collect();
        assert_eq!(
            signature.join(" "),
            "starttime=datetime(null) endtime=datetime(null) srcipaddr_has_any_prefix=dynamic([]) dstipaddr_has_any_prefix=dynamic([]) \
             ipaddr_has_any_prefix=dynamic([]) dstportnumber=int(null) hostname_has_any=dynamic([]) dvcaction=dynamic([]) eventresult='*' pack=false"
        );
        assert_eq!(unifier("_ASim_NetworkSession", Style::Plain, schema, &sources).parameters.len(), 1);
    }
}
