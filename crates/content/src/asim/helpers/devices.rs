//! A device's name in its parts: host, domain, and what kind of domain.

use super::{Definition, rows_and_field};

/// Whose fields are set; nobody's are `ExtractedHostname`, `Domain`, `DomainType` and `FQDN`.
const ROLES: [&str; 4] = ["", "Src", "Dst", "Dvc"];

/// The function that is called so behind `_ASIM_`.
pub(super) fn function(word: &str) -> Option<Definition> {
    let role = word.strip_prefix("Resolve")?.strip_suffix("FQDN")?;
    let body = match role {
        "" => parts(),
        _ if ROLES.contains(&role) => format!(
            "T\n| invoke _ASIM_ResolveFQDN(field)\n\
             | project-rename {role}Hostname = ExtractedHostname, {role}Domain = Domain, {role}FQDN = FQDN, {role}DomainType = DomainType"
        ),
        _ => return None,
    };
    Some((rows_and_field(), body))
}

/// How the functions are called behind `_ASIM_`.
pub(super) fn words() -> impl Iterator<Item = String> {
    ROLES.iter().map(|role| format!("Resolve{role}FQDN"))
}

fn parts() -> String {
    "T\n\
     | extend ExtractedHostname = column_ifexists(field, '')\n\
     | extend SplitHostname = split(ExtractedHostname, '.')\n\
     | extend Domain = strcat_array(array_slice(SplitHostname, 1, -1), '.'), \
     FQDN = iff(array_length(SplitHostname) > 1, ExtractedHostname, ''), \
     DomainType = iff(array_length(SplitHostname) > 1, 'FQDN', '')\n\
     | extend ExtractedHostname = tostring(SplitHostname[0])\n\
     | project-away SplitHostname"
        .to_owned()
}
