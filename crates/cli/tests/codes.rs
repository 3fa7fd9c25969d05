//! Every code has a page, and the example on it gives the code.

mod support;

use serde_json::Value;
use support::{Folder, lurcher};

/// All pages, as `lurcher explain --format json` lists them.
fn pages() -> Vec<Value> {
    let listed = lurcher(&["explain", "--format", "json"]);
    serde_json::from_str(&listed.stdout).expect("a list of pages")
}

fn text<'a>(page: &'a Value, key: &str) -> &'a str {
    page[key].as_str().unwrap_or_else(|| panic!("{key} of {page}"))
}

#[test]
fn every_page_says_something() {
    let pages = pages();
    assert!(pages.len() > 80, "{}", pages.len());
    for page in &pages {
        assert!(text(page, "title").ends_with('.'), "{page}");
        assert!(text(page, "remedy").ends_with('.'), "{page}");
    }
}

#[test]
fn every_example_gives_its_code() {
    let mut wrong = Vec::new();
    for page in pages() {
        let (code, example) = (text(&page, "code"), &page["example"]);
        let files = example["files"].as_object().or(example["check"].as_object());
        let files = files.into_iter().flatten().map(|(name, text)| (name.as_str(), text.as_str().expect("a text")));
        let folder = Folder::with(&files.map(|(name, text)| (name, text.as_bytes())).collect::<Vec<_>>());
        let place = folder.path().display().to_string();
        let run = match example["kql"].as_str() {
            Some(kql) => lurcher(&["query", "--error-format", "short", "--workspace", &place, kql]),
            None => {
                let Some(name) = example["check"].as_object().and_then(|file| file.keys().next()) else {
                    assert!(example["text"].is_string(), "{page}");
                    continue;
                };
                lurcher(&["check", "--error-format", "short", &folder.file(name).display().to_string()])
            }
        };
        // A function's failure has the code in its message.
        let told = run.stdout + &run.stderr;
        if !told.contains(&format!("[{code}]")) && !told.contains(&format!("{code}: ")) {
            wrong.push(format!("{code}: {told}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_code_is_explained_whatever_its_case() {
    let page = lurcher(&["explain", "ks142"]);
    assert!(page.stdout.starts_with("KS142: "), "{page:?}");
    assert!(page.stdout.contains("What to do") && page.stdout.contains("Example"), "{page:?}");
}

/// Kusto's engine has one code for what its library tells apart.
#[test]
fn a_code_of_the_engine_leads_to_ours() {
    let pages = lurcher(&["explain", "SEM0100"]);
    assert!(pages.stdout.contains("KS142: ") && pages.stdout.contains("KS204: "), "{pages:?}");
}

#[test]
fn an_unknown_code_has_neighbours() {
    lurcher(&["explain", "KS143"]).fails_with(&["there is no code 'KS143'", "KS142"]);
}
