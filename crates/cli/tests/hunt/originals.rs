//! The original files of Azure-Sentinel.

use std::path::PathBuf;

use crate::lurcher::project;

/// The folder of the originals. Where it is missing a test is skipped, by its name; in CI it fails.
pub(crate) fn originals(test: &str) -> Option<PathBuf> {
    let folder = project().join("../shared/sentinel");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", folder.display());
    eprintln!("skipped: {test} needs the original Sentinel files in {}", folder.display());
    None
}

/// The solution's files.
pub(crate) const HUNT: &str =
    "Network Session Essentials/Hunting Queries/DetectPortMisuseByStaticThresholdHunting.yaml";
pub(crate) const CUSTOM_PARSER: &str = "Network Session Essentials/Parsers/NetworkSessionEssentialsCustomParser.yaml";
pub(crate) const SUMMARY_RULE: &str = "Network Session Essentials/Summary rules/NetworkSummary_Protocol.yaml";
pub(crate) const WATCHLIST: &str = "Network Session Essentials/Watchlists/NetworkSession_Monitor_Configuration.json";
pub(crate) const PALO_ALTO: &str = "Parsers/ASimNetworkSession/vimNetworkSessionPaloAltoCEF.yaml";
