//! Every promise of `docs/security.md` names a test, and the test is there.

use std::fs;
use std::path::Path;

#[test]
fn every_promise_is_held_by_a_test() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let text = fs::read_to_string(project.join("docs/security.md")).expect("the document");
    let rows =
        text.lines().skip_while(|line| !line.starts_with("| promise")).skip(1).filter(|line| line.starts_with("| "));
    let mut promises = 0;
    for row in rows {
        let tests = row.trim_end_matches([' ', '|']).rsplit('|').next().unwrap_or_default();
        let named: Vec<&str> = tests.split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "no test holds: {row}");
        for test in named {
            let (file, name) = test.rsplit_once("::").unwrap_or_else(|| panic!("{test} is no FILE::TEST"));
            let source =
                fs::read_to_string(project.join("crates").join(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
            assert!(source.contains(&format!("fn {name}()")), "there is no test {test}");
        }
        promises += 1;
    }
    assert!(promises >= 20, "{promises} promises were found");
}
