//! IP functions.

use lurcher_symbols::FunctionKind::Scalar;
use lurcher_symbols::ScalarType::{Bool, Long};

use super::*;

#[track_caller]
fn is(name: &str, arguments: &[Value], expected: Value) {
    check(Scalar, name, arguments, &expected);
}

#[test]
fn networks_of_version_4() {
    for (a, b, prefix) in [
        ("192.168.1.1", "192.168.1.0", Some(31)),
        ("192.168.1.1/24", "192.168.1.255", Some(31)),
        ("192.168.1.1", "192.168.1.255", Some(24)),
        ("192.168.1.1/30", "192.168.1.255/24", None),
    ] {
        let mut arguments = vec![text(a), text(b)];
        arguments.extend(prefix.map(long));
        is("ipv4_compare", &arguments, long(0));
        is("ipv4_is_match", &arguments, bool(true));
        is("ipv6_compare", &arguments, long(0));
    }
    is("ipv4_compare", &[text("10.0.0.1"), text("10.0.0.2")], long(-1));
    is("ipv4_compare", &[text("10.0.0.1"), text("host")], null(Long));
    is("ipv4_is_in_range", &[text("192.168.1.1"), text("192.168.1.255/24")], bool(true));
    is("ipv4_is_in_range", &[text(""), text("192.168.1.255/24")], null(Bool));
    for (ip, expected) in [("10.1.2.3", true), ("192.168.5.5", true), ("123.1.11.21", false), ("1.1.1.1", false)] {
        let ranges = json(r#"["192.168.1.1/16","127.0.0.1/8","10.0.0.1/8"]"#);
        is("ipv4_is_in_any_range", &[text(ip), ranges], bool(expected));
        is("ipv4_is_in_any_range", &[text(ip), text("192.168.1.1/16"), text("10.0.0.1/8")], bool(expected));
    }
    is("ipv4_is_private", &[text("192.168.1.1/24")], bool(true));
    is("ipv4_is_private", &[text("172.32.0.1")], bool(false));
    is("ipv4_is_private", &[text("")], null(Bool));
    is("parse_ipv4", &[text("255.255.255.255/31")], long(4_294_967_294));
    is("parse_ipv4_mask", &[text("127.0.0.1"), long(24)], long(2_130_706_432));
    is("format_ipv4", &[text("192.168.1.1/24"), long(32)], text("192.168.1.0"));
    is("format_ipv4", &[long(3_232_236_031), long(24)], text("192.168.1.0"));
    is("format_ipv4_mask", &[text("192.168.1.1/24"), long(32)], text("192.168.1.0/24"));
    is("format_ipv4_mask", &[text("192.168.1.1/24"), long(-1)], text(""));
    is("ipv4_netmask_suffix", &[text("127.0.0.1/16")], long(16));
    let networks = json(r#"["1.1.128.0/21","1.1.136.0/22","1.1.140.0/24"]"#);
    is("ipv4_range_to_cidr_list", &[text("1.1.128.0"), text("1.1.140.255")], networks);
    is("ipv4_range_to_cidr_list", &[text("0.0.0.0"), text("255.255.255.255")], json(r#"["0.0.0.0/0"]"#));
}

#[test]
fn networks_of_version_6() {
    for (a, b) in [
        ("fe80::85d:e82c:9446:7994", "fe80::85d:e82c:9446:7994"),
        ("fe80::85d:e82c:9446:7994/120", "fe80::85d:e82c:9446:7998"),
        ("192.168.1.1", "::ffff:c0a8:0101"),
        ("192.168.1.1/24", "::ffff:c0a8:01ff"),
        ("::192.168.1.1/30", "192.168.1.255/24"),
    ] {
        is("ipv6_compare", &[text(a), text(b)], long(0));
        is("ipv6_is_match", &[text(a), text(b)], bool(true));
    }
    let ip = "a5e:f127:8a9d:146d:e102:b5d3:c755:abcd";
    is("ipv6_is_in_range", &[text(ip), text("a5e:f127:8a9d:146d:e102:b5d3:c755:0000/112")], bool(true));
    is("ipv6_is_in_range", &[text(ip), text("0:0:0:0:0:ffff:c0a8:ac/60")], bool(false));
    is("parse_ipv6", &[text("192.168.255.255/24")], text("0000:0000:0000:0000:0000:ffff:c0a8:ff00"));
    for (ip, prefix, expected) in [
        ("192.168.255.255", 120, "0000:0000:0000:0000:0000:ffff:c0a8:ff00"),
        ("192.168.255.255/24", 124, "0000:0000:0000:0000:0000:ffff:c0a8:ff00"),
        ("fe80::85d:e82c:9446:7994/120", 124, "fe80:0000:0000:0000:085d:e82c:9446:7900"),
        ("::192.168.255.255", 128, "0000:0000:0000:0000:0000:0000:c0a8:ffff"),
        ("::192.168.255.255/24", 128, "0000:0000:0000:0000:0000:0000:c0a8:ff00"),
    ] {
        is("parse_ipv6_mask", &[text(ip), long(prefix)], text(expected));
    }
}

#[test]
fn addresses_in_text() {
    let line = || text("05:04:54 127.0.0.1 GET /favicon.ico 404");
    let joined = || text("05:04:54127.0.0.1 GET /favicon.ico 404");
    is("has_ipv4", &[line(), text("127.0.0.1")], bool(true));
    is("has_ipv4", &[joined(), text("127.0.0.1")], bool(false));
    is("has_ipv4_prefix", &[line(), text("127.0.")], bool(true));
    is("has_ipv4_prefix", &[line(), text("127.0")], bool(false));
    is("has_ipv4_prefix", &[text("05:04:54 127.0.0.256 GET"), text("127.0.")], bool(false));
    is("has_any_ipv4", &[line(), text("192.168.1.1"), text("127.0.0.1")], bool(true));
    is("has_any_ipv4", &[line(), json(r#"["127.0.0.1","127.0.0.2"]"#)], bool(true));
    is("has_any_ipv4_prefix", &[line(), json(r#"["127.0.","192.168."]"#)], bool(true));
    is("has_any_ipv4_prefix", &[joined(), text("127.0."), text("192.")], bool(false));
}
