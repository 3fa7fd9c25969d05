//! URLs, user agents, XML, command lines, paths, codes.

use super::ground::compute;
use super::{Target, texts};

/// See the module.
pub(super) const TARGET: Target = Target {
    name: "web",
    about: "a text as URL, user agent, XML, path, command line, CSV record, base64, compressed text, punycode",
    batch: 256,
    words: &[
        "http://", "https://", "user:pw@", "[::1]", ":8080", "/a/../b", "?a=1&b=2", "#frag", "%41", "%C3%A9", "%zz", "+", "xn--", "xn--bcher-kva", "Mozilla/5.0", "(Windows NT 10.0; Win64; x64)",
        "AppleWebKit/537.36", "(KHTML, like Gecko)", "Chrome/120.0.0.0", "Safari/537.36", "Edg/120", "iPhone", "Android 14", "bot", "<a>", "</a>", "<a b='c'/>", "<![CDATA[", "]]>", "<!--",
        "-->", "<?xml version='1.0'?>", "<!DOCTYPE a [<!ENTITY x 'y'>]>", "&x;", "&lt;", "&#x41;", "xmlns:n='u'", "C:\\dir\\", "\\\\server\\share", "file.tar.gz", "\"a b\"", "\\\"", "^", "=",
        "==", "H4sIAAAAAAAA", "eJwDAAAAAAE=",
    ],
    seeds: || {
        texts(&[
            "https://user:pw@host.example:8080/a/b.html?x=1&y=%C3%A9&x=2#frag", "ftp://[::1]/", "file:///C:/x/y.txt", "//a?b",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1",
            "<Event xmlns='http://x'><System a=\"1\"><Id>4688</Id></System><D>a</D><D>b</D><![CDATA[x]]></Event>", "<a>&lt;&#x41;&amp;</a>",
            "C:\\Windows\\System32\\cmd.exe:stream", "/usr/bin/env.tar.gz", "\\\\srv\\share\\x", "cmd.exe /c \"echo \\\"a b\\\"\" ^& 'x'", "a,\"b,\"\"c\",,d\r\ne", "xn--bcher-kva.example",
            "aGVsbG8gd29ybGQ=", "H4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA==", "eJzLSM3JyQcABiwCFQ==", "1.2.3.4", "a=1;b=\"2;3\";c", "bücher.example",
        ])
    },
    run: |inputs| compute(EXPRESSIONS, inputs),
};

const EXPRESSIONS: &[&str] = &[
    "parse_url(s)", "parse_urlquery(s)", "url_decode(s)", "url_encode(s)", "url_encode_component(s)", "parse_user_agent(s, dynamic(['browser', 'os', 'device']))",
    "parse_user_agent(s, 'browser')", "parse_xml(s)", "parse_path(s)", "parse_command_line(s, 'windows')", "parse_csv(s)", "parse_version(s)", "base64_decode_tostring(s)",
    "base64_decode_toarray(s)", "base64_decode_toguid(s)", "base64_encode_tostring(s)", "base64_encode_fromarray(d)", "gzip_decompress_from_base64_string(s)",
    "gzip_compress_to_base64_string(s)", "zlib_decompress_from_base64_string(s)", "zlib_compress_to_base64_string(s)", "punycode_from_string(s)", "punycode_to_string(s)",
    "punycode_domain_from_string(s)", "punycode_domain_to_string(s)", "unicode_codepoints_from_string(s)", "unicode_codepoints_to_string(d)", "to_utf8(s)", "make_string(d)", "make_string(n)",
    "isutf8(s)", "isascii(s)", "hash_md5(s)", "hash_sha1(s)", "hash_sha256(s)", "hash_xxhash64(s, 100)", "hash(s, 7)", "toguid(s)", "tohex(n, i)", "format_bytes(r, 2)",
    "split(s, substring(s, 1, 1))", "split(s, ',', i)", "substring(s, i, i)", "substring(s, n % 10, 3)", "reverse(s)", "strcat(s, s)", "strrep(s, n % 5, '-')", "replace_string(s, substring(s, 0, 1), s)",
    "replace_strings(s, d, dynamic(['x', 'y']))", "translate(s, 'abc', s)", "trim(@'\\W+', s)", "indexof(s, substring(s, 2, 2), 1, -1, 2)", "countof(s, substring(s, 1, 1))", "strlen(s)",
    "string_size(s)", "tolower(s)", "toupper(s)", "strcmp(s, toupper(s))", "s has substring(s, 1, 4)", "s contains substring(s, 1, 4)", "s hasprefix substring(s, 0, 3)", "s hassuffix substring(s, 3, 9)",
    "has_any_index(s, dynamic(['a', 'é']))", "s =~ toupper(s)", "s startswith toupper(substring(s, 0, 3))", "s endswith substring(s, 1)",
];
