//! Text functions.

use lurcher_symbols::FunctionKind::Scalar;
use lurcher_symbols::ScalarType::{Decimal, Dynamic, Guid, Long};

use super::*;

#[track_caller]
fn is(name: &str, arguments: &[Value], expected: Value) {
    check(Scalar, name, arguments, &expected);
}

#[test]
fn parts() {
    for (source, start, length, expected) in [
        ("hello", 1, Some(3), "ell"),
        ("hello", -2, Some(2), "lo"),
        ("hello", 2, Some(100), "llo"),
        ("hello", -100, Some(3), ""),
        ("hello", 2, Some(0), ""),
        ("abc", 5, Some(3), ""),
        ("abc", -1, Some(2), "c"),
        ("x", -2, Some(5), ""),
        ("xy", -1, Some(0), ""),
        ("short", -4, Some(2), "ho"),
        ("abcdef", 3, None, "def"),
        ("xy", -2, None, "xy"),
        ("😀😀", 0, Some(1), "😀"),
        ("café", 3, None, "é"),
    ] {
        let mut arguments = vec![text(source), long(start)];
        arguments.extend(length.map(Value::Int));
        is("substring", &arguments, text(expected));
    }
}

#[test]
fn places() {
    for (source, needle, rest, expected) in [
        ("abcdefg", "cde", &[][..], Some(2)),
        ("abcdefg", "cde", &[1, 4], Some(2)),
        ("abcdefg", "cde", &[1, 2], Some(2)),
        ("abcdefg", "cde", &[3, 4], Some(-1)),
        ("abcdefg", "cde", &[-5], Some(2)),
        ("abcdefg", "cde", &[2, -1], Some(2)),
        ("abcdefgabcdefg", "cde", &[1, 10, 2], Some(9)),
        ("abcdefgabcdefg", "cde", &[1, -1, 3], Some(-1)),
        ("café", "é", &[], Some(3)),
        ("''", "'", &[2], Some(-1)),
        ("aaa", "a", &[2], Some(2)),
        ("abc", "", &[], None),
        ("abc", "a", &[0, -2], None),
    ] {
        let mut arguments = vec![text(source), text(needle)];
        arguments.extend(rest.iter().map(|i| long(*i)));
        is("indexof", &arguments, expected.map_or(null(Long), long));
    }
    is("indexof", &[long(1_234_567), long(5), long(1), long(4)], long(4));
    is("indexof_regex", &[text("ababaa"), text("a.a"), long(0), long(-1), long(2)], long(-1));
    is("indexof_regex", &[text("abcabc"), text("a|ab"), long(-1)], null(Long));
}

#[test]
fn trimming_removes_one_match() {
    for (regex, source, both, start) in [
        ("x", "xxabcxx", "xabcx", "xabcxx"),
        ("x", "xxx", "x", "xx"),
        ("y", "yyy", "y", "yy"),
        (r"\s", "  pad  ", " pad ", " pad  "),
        (r"\s+", "    Hello, world!    ", "Hello, world!", "Hello, world!    "),
        (r"[\sx]", "trim\tme\t", "trim\tme", "trim\tme\t"),
        ("--", "--https://bing.com--", "https://bing.com", "https://bing.com--"),
        (" ", "", "", ""),
    ] {
        is("trim", &[text(regex), text(source)], text(both));
        is("trim_start", &[text(regex), text(source)], text(start));
    }
    is("trim_end", &[text(" "), text("trailing   ")], text("trailing  "));
    is("trim_end", &[text(r"\s+"), text("  both  ")], text("  both"));
}

#[test]
fn splitting() {
    for (source, delimiter, expected) in [
        ("aa_bb", "_", r#"["aa","bb"]"#),
        ("", "_", r#"[""]"#),
        ("a__b", "_", r#"["a","","b"]"#),
        ("aabbcc", "bb", r#"["aa","cc"]"#),
        ("\\", "\\", r#"["",""]"#),
        ("line1\r\nline2", "\n", r#"["line1\r","line2"]"#),
    ] {
        is("split", &[text(source), text(delimiter)], json(expected));
    }
    is("split", &[text("aaa_bbb_ccc"), text("_"), long(1)], json(r#"["bbb"]"#));
    is("split", &[text("=leading"), text("="), long(0)], json(r#"[""]"#));
    is("split", &[text("noequals"), text("="), long(1)], null(Dynamic));
}

#[test]
fn extraction() {
    is("extract", &[text("key:.?(\\w+)"), long(1), text("key:val")], text("al"));
    is("extract", &[text(r"(\d+)-(\d+)"), long(2), text("2020-12-31T10:20:30")], text("12"));
    is("extract", &[text(r"(\d+)-(\d+)"), long(2), text("no match here")], text(""));
    is("extract", &[text(r"(\d+)"), long(7), text("1")], text(""));
    is("extract_all", &[text(r"([a-z])(\d)?"), text("aXb2")], json(r#"[["a",""],["b","2"]]"#));
    is("extract_all", &[text(r"<(/?[a-z]+)"), text("<tag>text</tag>")], json(r#"["tag","/tag"]"#));
    is("extract_all", &[text(r"([;,|-])"), text("single")], null(Dynamic));
    let guid = text("82b8be2d-dfa7-4bd1-8f63-24ad26d31449");
    let named = text(r"(?P<first>\w)(?P<middle>\w+)(?P<last>\w)");
    let expected = json(r#"[["8","d"],["d","7"],["4","1"],["8","3"],["2","9"]]"#);
    is("extract_all", &[named.clone(), json(r#"["first","last"]"#), guid.clone()], expected.clone());
    is("extract_all", &[named, json("[1,3]"), guid], expected);
}

#[test]
fn replacement() {
    is("replace_regex", &[text("one two three"), text(r"(\w)(\w)"), text(r"\2\1")], text("noe wto htere"));
    is("replace", &[text(r"\s+"), text("-"), text("   ")], text("-"));
    is("replace_string", &[text("O'Brien's"), text("'"), text("''")], text("O''Brien''s"));
    is("replace_string", &[text("abc"), text(""), text("_")], text("abc"));
    let message = text("A magic trick can turn a cat into a dog");
    let into = [json(r#"["cat","dog"]"#), json(r#"["dog","pigeon"]"#)];
    is(
        "replace_strings",
        &[message, into[0].clone(), into[1].clone()],
        text("A magic trick can turn a dog into a pigeon"),
    );
    is("translate", &[text("krasp"), text("otsku"), text("spark")], text("kusto"));
    is("translate", &[text("abc"), text("x"), text("abc")], text("xxx"));
    is("translate", &[text("abc"), text(""), text("ab")], text(""));
}

#[test]
fn counting() {
    is("countof", &[text("aaaa"), text("aa")], long(3));
    is("countof", &[text("ababa"), text("aba"), text("regex")], long(1));
    is("countof", &[text("hello world"), text("l+"), text("regex")], long(2));
    is("countof", &[text("back\\slash"), text("\\")], long(1));
    is("strlen", &[text("👨‍👩‍👧")], long(5));
    is("string_size", &[text("👨‍👩‍👧")], long(18));
    is("has_any_index", &[text("this is an example"), json(r#"["not","example"]"#)], long(1));
    is("has_any_index", &[text("Example number 2"), json("[1,2,3]")], long(1));
    is("has_any_index", &[text("this is an example"), json("[]")], long(-1));
}

#[test]
fn joining() {
    is("strcat", &[text("a"), text("-"), long(1), text("-"), bool(true)], text("a-1-True"));
    is("strcat", &[text("a"), null(Long), text("z")], text("az"));
    is("strcat_delim", &[text("|"), text("a"), text("a"), text("end")], text("a|a|end"));
    is("strcat_delim", &[text("-"), long(1), text("2"), text("A"), span("1s")], text("1-2-A-00:00:01"));
    is("strrep", &[long(123), long(3), text(".")], text("123.123.123"));
    is("strrep", &[text("ab"), long(0)], text(""));
    is("reverse", &[date("2017-10-15 12:00")], text("Z0000000.00:00:21T51-01-7102"));
    is("reverse", &[text("𝓗ello")], text("olle𝓗"));
    is("tolower", &[text("ＡＢＣ Сyrillic")], text("ａｂｃ сyrillic"));
    is("toupper", &[text("naïveté")], text("NAÏVETÉ"));
    is("strcmp", &[text("abcde"), text("abc")], long(1));
    is("strcmp", &[text(" spaced "), text("y")], long(-1));
}

#[test]
fn encodings() {
    is("url_encode", &[text("https://www.bing.com/hello world")], text("https%3a%2f%2fwww.bing.com%2fhello+world"));
    is("url_encode_component", &[text("hello world/")], text("hello%20world%2f"));
    is("url_decode", &[text("https%3a%2f%2fwww.bing.com%2fhello+world")], text("https://www.bing.com/hello world"));
    is("base64_decode_tostring", &[text("S3VzdG8=")], text("Kusto"));
    is("base64_decode_tostring", &[text("U3RyaW5n0KHR0tGA0L7Rh9C60LA=")], text(""));
    is("base64_decode_tostring", &[text("not base 64!")], text(""));
    is("base64_decode_toarray", &[text("S3VzdG8=")], json("[75,117,115,116,111]"));
    is("base64_encode_fromarray", &[json("[75,117,115,116,111]")], text("S3VzdG8="));
    is("base64_decode_toguid", &[text("S3VzdG8=")], null(Guid));
    let gzip = "H4sIAAAAAAAA/wEUAOv/MTIzNDU2Nzg5MHF3ZXJ0eXVpb3A6m7f2FAAAAA==";
    is("gzip_compress_to_base64_string", &[text("1234567890qwertyuiop")], text(gzip));
    is("gzip_decompress_from_base64_string", &[text(gzip)], text("1234567890qwertyuiop"));
    let zlib = "eAEBFADr/zEyMzQ1Njc4OTBxd2VydHl1aW9wOAkGdw==";
    is("zlib_compress_to_base64_string", &[text("1234567890qwertyuiop")], text(zlib));
    is("zlib_decompress_from_base64_string", &[text("eJwLSS0uUSguKcrMS1cwNDIGACxqBQ4=")], text("Test string 123"));
    is("zlib_decompress_from_base64_string", &[text("x0x0x0")], text(""));
    is("unicode_codepoints_to_string", &[json("[75,117]"), long(115)], text("Kus"));
    let letters = json("[1511,1493,1505,1496,1493,32,45]");
    is("unicode_codepoints_from_string", &[text("קוסטו -")], letters);
}

#[test]
fn parsing() {
    is("parse_urlquery", &[text("k1=v1&k2=v2")], json(r#"{"Query Parameters":{"k1":"v1","k2":"v2"}}"#));
    let csv = "aa,\"b,b,b\",cc,\"Escaping quotes: \"\"Title\"\"\",\"line1\nline2\"";
    is("parse_csv", &[text(csv)], json(r#"["aa","b,b,b","cc","Escaping quotes: \"Title\"","line1\nline2"]"#));
    is("parse_csv", &[text("record1,a,b,c\nrecord2,x,y,z")], json(r#"["record1","a","b","c"]"#));
    is("parse_command_line", &[text("echo \"hello world!\""), text("windows")], json(r#"["echo","hello world!"]"#));
    is("parse_version", &[text("0.0.3")], number("300000000"));
    is("parse_version", &[text("1.2.3.4.5")], null(Decimal));
}

#[test]
fn paths() {
    for (path, scheme, root, directory, name, file, extension, stream) in [
        (r"C:\temp\file.txt", "", "C:", r"C:\temp", "temp", "file.txt", "txt", ""),
        (r"temp\file.txt", "", "", "temp", "temp", "file.txt", "txt", ""),
        ("file://C:/temp/file.txt:some.exe", "file", "C:", "C:/temp", "temp", "file.txt", "txt", "some.exe"),
        (r"\\shared\users\temp\file.txt.gz", "", "", r"\\shared\users\temp", "temp", "file.txt.gz", "gz", ""),
        ("/usr/lib/temp/file.txt", "", "", "/usr/lib/temp", "temp", "file.txt", "txt", ""),
    ] {
        let expected = format!(
            r#"{{"Scheme":"{scheme}","RootPath":"{root}","DirectoryPath":{directory:?},"DirectoryName":"{name}","Filename":"{file}","Extension":"{extension}","AlternateDataStreamName":"{stream}"}}"#
        );
        is("parse_path", &[text(path)], json(&expected));
    }
}
