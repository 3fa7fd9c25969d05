//! The parameters of a function in the comment at the head of its file: line by line a type, a name and a default, as the
//! portal's form asks for them, or `name:type=default`.

use lurcher_diagnostics::Source;
use lurcher_symbols::{ScalarType, StoredParameter, StoredParameterType};

use super::head::comments;
use crate::functions::parameters::{ParameterText, parse_list};

/// The word behind which they stand.
const PARAMETERS: &str = "parameters";

/// The parameters that the comments before a query list; none where they are told in prose.
pub(super) fn parameters(text: &str) -> Vec<StoredParameter> {
    let behind = |line: &'_ str| {
        let at = line.to_ascii_lowercase().find(PARAMETERS)? + PARAMETERS.len();
        Some(line.len() - line.get(at..)?.split_once(':')?.1.len())
    };
    let mut lines = comments(text);
    let Some(first) = lines.find_map(|line| behind(line).map(|at| line[at..].trim())) else { return Vec::new() };
    let first = (!first.is_empty()).then_some(first);
    let listed = first.into_iter().chain(lines).map_while(|line| filled_in(line).or_else(|| declared(line)));
    let mut parameters: Vec<StoredParameter> = Vec::new();
    for parameter in listed.flatten() {
        if parameters.iter().all(|known| known.name != parameter.name) {
            parameters.push(parameter);
        }
    }
    parameters
}

/// `string  name  ""`, each in quotes or not.
fn filled_in(line: &str) -> Option<Vec<StoredParameter>> {
    let (ty, rest) = field(line)?;
    let ty = ScalarType::ALL.into_iter().find(|known| known.name() == ty)?;
    let are_quoted = line.starts_with('"');
    let (name, rest) = field(rest)?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let default = match rest {
        "" => None,
        // The quotes are those of a literal where nothing else is in quotes.
        text if !are_quoted => Some(Some(text).filter(|text| !text.contains(char::is_whitespace))?.to_owned()),
        text => {
            let (text, behind) = field(text)?;
            let is_literal = ty != ScalarType::String || text.starts_with(['"', '\'']);
            behind.is_empty().then(|| if is_literal { text.to_owned() } else { format!("'{text}'") })
        }
    };
    let ty = StoredParameterType::Scalar(ty);
    is_name.then(|| vec![StoredParameter { name: name.into(), ty, default: default.map(Into::into) }])
}

/// The first word of a text, or what it has in quotes first, and what follows.
fn field(text: &str) -> Option<(&str, &str)> {
    let (field, rest) = match text.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"')?,
        None => text.split_once(char::is_whitespace).unwrap_or((text, "")),
    };
    Some((field, rest.trim()))
}

/// `name:type, name:type=default`
fn declared(line: &str) -> Option<Vec<StoredParameter>> {
    let source = Source::new("", line.trim_matches(['(', ')']));
    parse_list(&ParameterText::of(&source)).ok().filter(|parameters| !parameters.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let shown = |p: StoredParameter| {
            let StoredParameterType::Scalar(ty) = p.ty else { panic!("a scalar") };
            format!("{}:{ty}{}", p.name, p.default.map_or(String::new(), |default| format!("={default}")))
        };
        parameters(text).into_iter().map(shown).collect()
    }

    #[test]
    fn the_fields_of_the_portal_s_form() {
        let text = "// Click \"Save as function\", in Parameters write in the fields: \"datetime\" \"date_time\" \"datetime(null)\"\n//\nT";
        assert_eq!(shown(text), ["date_time:datetime=datetime(null)"]);
        let text = "// What it does.\n// in Parameters write in the fields:\n// \"timespan\" \"frequency\" \"14d\"\n// \"string\" \"who\" \"me\"\n// \"long\" \"n\"\n//\n// let x = 1\nT";
        assert_eq!(shown(text), ["frequency:timespan=14d", "who:string='me'", "n:long"]);
        let text = "// Parameters:\n//  string   source        \"\"\n//  int      source_port   int(null)\n// Then call it.\nT";
        assert_eq!(shown(text), ["source:string=\"\"", "source_port:int=int(null)"]);
    }

    #[test]
    fn a_list_as_kql_has_it() {
        assert_eq!(shown("// Parameters: a:long, b:string='x'\nT"), ["a:long", "b:string='x'"]);
        assert_eq!(shown("// Function parameters:\n// a:long=1\n// b:datetime\nT"), ["a:long=1", "b:datetime"]);
    }

    #[test]
    fn prose_lists_none() {
        for text in [
            "// \"Parameters\" are not needed.\n// long way to go\nT",
            "// Parameters:\n//    range : the timespan over which to return results.\nT",
            "// further parameters are not parsed\nT",
            "T\n// Parameters: a:long",
        ] {
            assert_eq!(shown(text), [""; 0], "{text}");
        }
    }
}
