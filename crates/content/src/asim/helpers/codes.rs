//! Names of numeric codes: `_ASIM_Lookup…` gives one, `_ASIM_Resolve…` sets the fields of a schema for all rows.

use lurcher_symbols::ScalarType;

use super::{Definition, required, rows_and_field};

/// The names of codes in the spelling of ASIM: list, code, name. Most are IANA's; IIS and Entra ID have their own. A
/// code that stands twice has two names: a lookup takes the first, and a resolving function gives a row for each, as
/// Sentinel's own do.
const CODES: &str = include_str!("../../../data/asim_codes.csv");

/// A list of codes, and what its functions take and set.
struct List {
    name: &'static str,
    /// The parameter of the lookup function.
    parameter: &'static str,
    ty: ScalarType,
    /// The fields for the code and its name that the resolving function sets, where there is one.
    fields: Option<(&'static str, &'static str)>,
    /// Codes without a name that are for private use.
    private: Option<(u32, u32)>,
}

const LISTS: [List; 6] = [
    List {
        name: "NetworkProtocol",
        parameter: "NetworkProtocol",
        ty: ScalarType::Int,
        fields: Some(("NetworkProtocolNumber", "NetworkProtocol")),
        private: None,
    },
    List {
        name: "ICMPType",
        parameter: "NetworkIcmpCode",
        ty: ScalarType::Int,
        fields: Some(("NetworkIcmpCode", "NetworkIcmpType")),
        private: None,
    },
    List {
        name: "DnsQueryType",
        parameter: "QueryType",
        ty: ScalarType::Int,
        fields: Some(("DnsQueryType", "DnsQueryTypeName")),
        private: Some((65_280, 65_534)),
    },
    List {
        name: "DnsResponseCode",
        parameter: "ResponseCode",
        ty: ScalarType::Int,
        fields: Some(("DnsResponseCode", "DnsResponseCodeName")),
        private: Some((3_841, 4_095)),
    },
    List { name: "HTTPStatusCode", parameter: "StatusCode", ty: ScalarType::String, fields: None, private: None },
    List { name: "AADcodes", parameter: "ResultType", ty: ScalarType::String, fields: None, private: None },
];

/// The function that is called so behind `_ASIM_`.
pub(super) fn function(word: &str) -> Option<Definition> {
    let list = |name: &str| LISTS.iter().find(|list| list.name == name);
    match (word.strip_prefix("Lookup"), word.strip_prefix("Resolve")) {
        (Some(name), _) => list(name).map(List::lookup),
        (_, Some(name)) => list(name).and_then(List::resolve),
        _ => None,
    }
}

/// How the functions are called behind `_ASIM_`.
pub(super) fn words() -> impl Iterator<Item = String> {
    let verbs = |list: &List| ["Lookup", "Resolve"].into_iter().take(1 + usize::from(list.fields.is_some()));
    LISTS.iter().flat_map(move |list| verbs(list).map(|verb| format!("{verb}{}", list.name)))
}

impl List {
    fn codes(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let rows = CODES.lines().skip(1).filter_map(|line| line.split_once(','));
        rows.filter(|(list, _)| *list == self.name).filter_map(|(_, row)| row.split_once(','))
    }

    fn lookup(&self) -> Definition {
        let mut names: Vec<(&str, &str)> = self.codes().collect();
        names.dedup_by_key(|(code, _)| *code);
        let names: Vec<String> = names.iter().map(|(code, name)| format!("\"{code}\":\"{name}\"")).collect();
        let body = format!(
            "let names = dynamic({{{names}}});\nlet name = tostring(names[tostring({code})]);\n{choice}",
            names = names.join(","),
            code = self.parameter,
            choice = self.choice("name", self.parameter),
        );
        (vec![required(self.parameter, self.ty)], body)
    }

    fn resolve(&self) -> Option<Definition> {
        let (code, name) = self.fields?;
        let rows: Vec<String> = self.codes().map(|(code, name)| format!("{code}, '{name}'")).collect();
        let body = format!(
            "let names = datatable({code}:int, {name}:string)[{rows}];\n\
             T\n\
             | extend {code} = toint(column_ifexists(field, 0))\n\
             | lookup names on {code}\n\
             | extend {name} = {choice}",
            rows = rows.join(", "),
            choice = self.choice(name, code),
        );
        Some((rows_and_field(), body))
    }

    /// `name`, or what is said of a `code` without one.
    fn choice(&self, name: &str, code: &str) -> String {
        let private = self
            .private
            .map(|(first, last)| format!("{code} between ({first} .. {last}), 'Reserved for Private Use', "));
        format!("case({name} != '', {name}, {}'Unassigned')", private.unwrap_or_default())
    }
}
