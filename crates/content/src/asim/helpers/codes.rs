//! Names of numeric codes: `_ASIM_Lookup…` gives one, `_ASIM_Resolve…` sets the fields of a schema for all rows.

use lurcher_symbols::ScalarType;

use super::{Definition, required, rows_and_field};

/// The names that IANA gives to codes, in the spelling of ASIM: list, code, name. A code that stands twice has two
/// names: a lookup takes the first, and a resolving function gives a row for each, as Sentinel's own do.
const CODES: &str = include_str!("../../../data/asim_codes.csv");

/// A list of codes, and what its functions set.
struct List {
    name: &'static str,
    /// The parameter of the lookup function.
    parameter: &'static str,
    code_field: &'static str,
    name_field: &'static str,
    /// Codes without a name that are for private use.
    private: Option<(u32, u32)>,
}

const LISTS: [List; 4] = [
    List {
        name: "NetworkProtocol",
        parameter: "NetworkProtocol",
        code_field: "NetworkProtocolNumber",
        name_field: "NetworkProtocol",
        private: None,
    },
    List {
        name: "ICMPType",
        parameter: "NetworkIcmpCode",
        code_field: "NetworkIcmpCode",
        name_field: "NetworkIcmpType",
        private: None,
    },
    List {
        name: "DnsQueryType",
        parameter: "QueryType",
        code_field: "DnsQueryType",
        name_field: "DnsQueryTypeName",
        private: Some((65_280, 65_534)),
    },
    List {
        name: "DnsResponseCode",
        parameter: "ResponseCode",
        code_field: "DnsResponseCode",
        name_field: "DnsResponseCodeName",
        private: Some((3_841, 4_095)),
    },
];

/// The function that is called so behind `_ASIM_`.
pub(super) fn function(word: &str) -> Option<Definition> {
    let list = |name: &str| LISTS.iter().find(|list| list.name == name);
    match (word.strip_prefix("Lookup"), word.strip_prefix("Resolve")) {
        (Some(name), _) => list(name).map(List::lookup),
        (_, Some(name)) => list(name).map(List::resolve),
        _ => None,
    }
}

/// How the functions are called behind `_ASIM_`.
pub(super) fn words() -> impl Iterator<Item = String> {
    LISTS.iter().flat_map(|list| ["Lookup", "Resolve"].map(|verb| format!("{verb}{}", list.name)))
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
        (vec![required(self.parameter, ScalarType::Int)], body)
    }

    fn resolve(&self) -> Definition {
        let Self { code_field: code, name_field: name, .. } = self;
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
        (rows_and_field(), body)
    }

    /// `name`, or what is said of a `code` without one.
    fn choice(&self, name: &str, code: &str) -> String {
        let private = self
            .private
            .map(|(first, last)| format!("{code} between ({first} .. {last}), 'Reserved for Private Use', "));
        format!("case({name} != '', {name}, {}'Unassigned')", private.unwrap_or_default())
    }
}
