//! The demo's rows: two days at Harebell Foods, a company of sixty people with a head office and a branch.
//!
//! [`background`] makes what happens on any day, within bounds that no hunt minds. [`planted`] adds what the hunts are
//! for, and says next to each plant what must be found of it. So the expected hits come from the plan, and from no run
//! of any query.

mod background;
mod branch;
mod company;
mod connectors;
mod head_office;
mod hits;
mod planted;
mod random;
mod session;
mod summary;
mod time;

use random::Random;
use session::Session;

/// The files of the demo, by path in its folder, before compression.
pub fn files() -> Vec<(String, String)> {
    let plan = planted::plan();
    let mut sessions = background::sessions(&mut Random::new(20_260_115));
    sessions.extend(plan.sessions);
    sessions.sort_by_key(|s| s.time);
    check_bounds(&sessions);

    let mut files = head_office::files(&sessions);
    files.push(branch::file(&sessions));
    files.extend(summary::files(&sessions));
    files.extend(connectors::files());
    files.push(("expected_hits.json".into(), plan.hits.to_json()));
    files
}

/// The three ways in which the original hunt counts treat sessions at the very edge of a summary differently. The demo
/// has none there, so that all find the same.
fn check_bounds(sessions: &[Session]) {
    assert!(sessions.iter().all(|s| (time::START..time::NOW).contains(&s.time)), "a session outside of the demo");
    assert!(sessions.iter().all(|s| s.time % time::WINDOW != 0), "a session at the edge of a summary");
}
