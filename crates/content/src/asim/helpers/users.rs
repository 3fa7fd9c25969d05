//! What kind of name a user's name is, and what kind of user has it.

use lurcher_symbols::ScalarType;

use super::{Definition, required};

/// How the functions are called behind `_ASIM_`. Sentinel keeps `GetUserType` under its old name.
pub(super) const WORDS: [&str; 3] = ["GetUsernameType", "GetWindowsUserType", "GetUserType"];

/// What an account of a domain is, by the last part of its SID: the first that fits.
const OF_DOMAIN: [(&str, &str); 3] = [("-500", "Admin"), ("-501", "Guest"), ("-502", "Service")];

/// What the well-known SIDs are.
/// <https://learn.microsoft.com/windows-server/identity/ad-ds/manage/understand-security-identifiers>
const WELL_KNOWN: [(&str, &str); 6] = [
    ("S-1-5-113", "Other"),
    ("S-1-5-7", "Anonymous"),
    ("S-1-5-17", "Service"),
    ("S-1-5-18", "System"),
    ("S-1-5-19", "Service"),
    ("S-1-5-20", "Service"),
];

/// The function that is called so behind `_ASIM_`.
pub(super) fn function(word: &str) -> Option<Definition> {
    let text = |name| required(name, ScalarType::String);
    Some(match word {
        "GetUsernameType" => (vec![text("username")], username_type().to_owned()),
        "GetWindowsUserType" | "GetUserType" => (vec![text("username"), text("sid")], windows_user_type()),
        _ => return None,
    })
}

fn username_type() -> &'static str {
    "case(username contains '@', 'UPN', \
     username contains '\\\\', 'Windows', \
     username has 'CN=' or username has 'OU=' or username has 'DC=', 'DN', \
     username == '', '', \
     'Simple')"
}

fn windows_user_type() -> String {
    let of_domain: String = OF_DOMAIN.iter().map(|(end, ty)| format!("sid endswith '{end}', '{ty}', ")).collect();
    let well_known: String = WELL_KNOWN.iter().map(|(own, ty)| format!("sid == '{own}', '{ty}', ")).collect();
    format!(
        "case(sid startswith 'S-1-5-80', 'Service', \
         sid startswith 'S-1-5-21', \
         case({of_domain}username contains 'admin', 'Admin', username endswith '$', 'Machine', 'Regular'), \
         username endswith '$', 'Machine', \
         {well_known}username == '', '', \
         'Other')"
    )
}
