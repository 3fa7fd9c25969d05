//! IP addresses and networks.

use super::ground::compute;
use super::{Target, texts};

/// See the module.
pub(super) const TARGET: Target = Target {
    name: "addresses",
    about: "a text as IPv4 or IPv6 address, network, range or mask",
    batch: 256,
    words: &["1", "255", "256", "0", "010", "0x7f", ".", ":", "::", "/", "/32", "/33", "/128", "ffff", "::ffff:1.2.3.4", "fe80::1%eth0", "10.0.0.0/8", "192.168.1.1", "-", ",", " ", "[", "]", "\"1.2.3.4/24\""],
    seeds: || texts(&["192.168.1.255/24", "::ffff:10.0.0.1", "2001:db8::/32", "fe80::1%eth0", "1.2.3", "0.0.0.0/0", "[\"10.0.0.0/8\",\"::/0\"]", "from 10.1.2.3 to 8.8.8.8", "1.1.1.1-1.1.1.9", "16909060"]),
    run: |inputs| compute(EXPRESSIONS, inputs),
};

const EXPRESSIONS: &[&str] = &[
    "parse_ipv4(s)", "parse_ipv4_mask(s, i)", "parse_ipv6(s)", "parse_ipv6_mask(s, i)", "format_ipv4(n, i)", "format_ipv4(s, 24)", "format_ipv4_mask(s, i)", "ipv4_compare(s, '10.0.0.1', i)", "ipv4_is_in_range(s, s)",
    "ipv4_is_in_range('10.1.2.3', s)", "ipv4_is_in_any_range(s, dynamic(['10.0.0.0/8']))", "ipv4_is_in_any_range(s, d)", "ipv4_is_match(s, '10.0.0.1', 8)", "ipv4_is_private(s)", "ipv4_netmask_suffix(s)",
    "ipv4_range_to_cidr_list(s, '255.255.255.255')", "ipv4_range_to_cidr_list('1.2.3.4', s)", "ipv6_compare(s, '::1', i)", "ipv6_is_in_range(s, s)", "ipv6_is_in_any_range(s, d)", "ipv6_is_match(s, '::1')",
    "has_ipv4(s, '10.1.2.3')", "has_ipv4_prefix(s, '10.1.')", "has_any_ipv4(s, dynamic(['8.8.8.8']))", "has_any_ipv4(s, s)", "has_any_ipv4_prefix(s, dynamic(['8.8.']))",
];
