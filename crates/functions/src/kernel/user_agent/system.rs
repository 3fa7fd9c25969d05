//! Operating systems.

use super::{Found, OTHER, Version, after, has};

/// Windows by the number of its kernel.
const WINDOWS: &[(&str, &str, &str)] = &[
    ("10.0", "10", ""),
    ("6.3", "8", "1"),
    ("6.2", "8", ""),
    ("6.1", "7", ""),
    ("6.0", "Vista", ""),
    ("5.2", "XP", ""),
    ("5.1", "XP", ""),
    ("5.0", "2000", ""),
    ("4.0", "NT", ""),
];

/// Families by what stands before their version, in the order in which they count.
const MARKS: &[(&str, &str)] = &[
    ("Windows Phone OS ", "Windows Phone"),
    ("Windows Phone ", "Windows Phone"),
    ("SymbianOS/", "Symbian OS"),
    ("Symbian/", "Symbian^3"),
    ("Tizen ", "Tizen"),
    ("KAIOS/", "KaiOS"),
    ("CPU iPhone OS ", "iOS"),
    ("iPhone OS ", "iOS"),
    ("CPU OS ", "iOS"),
    ("Android ", "Android"),
    ("Mac OS X ", "Mac OS X"),
    ("Ubuntu/", "Ubuntu"),
    ("Fedora/", "Fedora"),
    ("Red Hat/", "Red Hat"),
    ("Debian-", "Debian"),
];

/// Families that give no version.
const NAMES: &[(&str, &str)] = &[
    ("Windows CE", "Windows CE"),
    ("Windows 98", "Windows"),
    ("Ubuntu", "Ubuntu"),
    ("Fedora", "Fedora"),
    ("Debian", "Debian"),
    ("FreeBSD", "FreeBSD"),
    ("OpenBSD", "OpenBSD"),
    ("NetBSD", "NetBSD"),
    ("SunOS", "Solaris"),
    ("Android", "Android"),
    ("Macintosh", "Mac OS X"),
    ("Windows", "Windows"),
    ("Linux", "Linux"),
];

/// The operating system of a user agent.
pub(super) fn find(agent: &str) -> Found<'_> {
    if let Some(rest) = after(agent, "Windows NT ") {
        let known = WINDOWS.iter().find(|(kernel, ..)| rest.starts_with(kernel));
        let version = known.map_or(Version::default(), |(_, major, minor)| Version::of_parts(major, minor));
        return ("Windows", version);
    }
    if let Some(rest) = after(agent, "CrOS ") {
        // The processor stands between the name and the version.
        let version = rest.split_once(' ').map_or(Version::default(), |(_, version)| Version::leading(version));
        return ("Chrome OS", version);
    }
    let marked = MARKS.iter().find_map(|(mark, family)| Some((*family, Version::leading(after(agent, mark)?))));
    let named = || NAMES.iter().find(|(mark, _)| has(agent, mark)).map(|(_, family)| (*family, Version::default()));
    marked.or_else(named).unwrap_or((OTHER, Version::default()))
}
