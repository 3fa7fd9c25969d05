//! The helper functions that every workspace has for writing parsers, `_ASIM_ResolveNetworkProtocol` and its like.
//! <https://learn.microsoft.com/azure/sentinel/normalization-functions>

mod codes;
mod devices;
mod fill;
mod identities;
mod users;
mod watchlists;

use std::sync::Arc;

use lurcher_symbols::{ScalarType, StoredFunction, StoredParameter, StoredParameterType};

/// The kinds of functions: each gives the one that is called so behind `_ASIM_`.
const KINDS: [fn(&str) -> Option<Definition>; 6] =
    [codes::function, devices::function, fill::function, identities::function, users::function, watchlists::function];

/// The helper function of that exact name.
pub fn helper(name: &str) -> Option<StoredFunction> {
    let word = name.strip_prefix("_ASIM_")?;
    let (parameters, body) = KINDS.iter().find_map(|function| function(word))?;
    let file = format!("<built-in {name}>").into();
    Some(StoredFunction { name: name.into(), parameters, body: body.into(), file, origin: None, lacks: None })
}

/// The names of all helper functions.
pub fn helper_names() -> impl Iterator<Item = Arc<str>> {
    let fixed = [&watchlists::WORDS[..], &users::WORDS, &identities::WORDS, &[fill::WORD]].concat();
    let words = codes::words().chain(devices::words()).chain(fixed.into_iter().map(str::to_owned));
    words.map(|word| format!("_ASIM_{word}").into())
}

/// The parameters and the body of a function.
type Definition = (Vec<StoredParameter>, String);

/// A parameter that must be given.
fn required(name: &str, ty: ScalarType) -> StoredParameter {
    StoredParameter { name: name.into(), ty: StoredParameterType::Scalar(ty), default: None }
}

/// What a resolving function takes: the rows, and the name of the column to look at.
fn rows_and_field() -> Vec<StoredParameter> {
    let rows = StoredParameter { name: "T".into(), ty: StoredParameterType::Table(Vec::new()), default: None };
    vec![rows, required("field", ScalarType::String)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_function() {
        let names: Vec<_> = helper_names().collect();
        for name in &names {
            assert_eq!(helper(name).map(|f| f.name).as_ref(), Some(name));
        }
        for name in [
            "_ASIM_LookupICMPType",
            "_ASIM_ResolveDnsQueryType",
            "_ASIM_ResolveDvcFQDN",
            "_ASIM_GetWatchlistRaw",
            "_ASIM_FillNull",
        ] {
            assert!(names.iter().any(|n| &**n == name), "{name}");
        }
        for other in [
            "_ASIM_",
            "_ASIM_Lookup",
            "_ASIM_ResolveFqdn",
            "_ASIM_LookupNothing",
            "_ASIM_ResolveAADcodes",
            "ASIM_LookupICMPType",
        ] {
            assert_eq!(helper(other), None, "{other}");
        }
    }
}
