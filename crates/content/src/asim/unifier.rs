//! The functions that unite all sources of a schema.

use std::sync::Arc;

use lurcher_symbols::{StoredFunction, StoredParameter};

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
    parameters.push(super::parameter("pack", lurcher_symbols::ScalarType::Bool, "false"));
    let empty = Name::source(Style::Filtering, schema.name, "Empty").to_string();
    let (first, rest): (Vec<_>, Vec<_>) = sources.iter().partition(|s| *s.name == *empty);
    let calls: Vec<_> = first.into_iter().chain(rest).map(|source| call(source, &parameters)).collect();
    super::function(name, parameters, format!("union isfuzzy=true\n    {}", calls.join(",\n    ")))
}

fn call(source: &Source, given: &[StoredParameter]) -> String {
    let takes = |p: &&StoredParameter| source.parameters.iter().any(|own| own.name == p.name);
    let arguments: Vec<_> = given.iter().filter(takes).map(|p| format!("{0}={0}", p.name)).collect();
    if source.parameters.is_empty() {
        source.name.to_string()
    } else {
        format!("{}({})", source.name, arguments.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use lurcher_symbols::ScalarType;

    use super::*;
    use crate::asim::parameter;

    #[test]
    fn sources_get_the_parameters_that_they_declare() {
        let source = |name: &str, parameters: &[&str]| Source {
            name: name.into(),
            parameters: parameters.iter().map(|p| parameter(p, ScalarType::Dynamic, "dynamic([])")).collect(),
        };
        let sources = [
            source("_Im_NetworkSession_A", &["endtime", "starttime", "disabled"]),
            source("_Im_NetworkSession_Empty", &[]),
            source("_Im_NetworkSession_OnlyDisabled", &["disabled"]),
        ];
        let schema = Schema::find("NetworkSession").unwrap();
        let function = unifier("imNetworkSession", Style::Filtering, schema, &sources);
        assert_eq!(&*function.name, "imNetworkSession");
        assert_eq!(
            &*function.body,
            "union isfuzzy=true\n    _Im_NetworkSession_Empty,\n    _Im_NetworkSession_A(starttime=starttime, endtime=endtime),\n    _Im_NetworkSession_OnlyDisabled()"
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
