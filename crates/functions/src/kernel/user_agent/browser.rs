//! Browsers, bots and tools.

use super::{Found, OTHER, Version, after, has};

/// Families by what stands before their version, in the order in which they count: an Edge calls itself Chrome and
/// Safari too.
const MARKS: &[(&str, &str)] = &[
    ("Googlebot/", "Googlebot"),
    ("bingbot/", "bingbot"),
    ("YandexBot/", "YandexBot"),
    ("Baiduspider/", "Baiduspider"),
    ("DuckDuckBot/", "DuckDuckBot"),
    ("AhrefsBot/", "AhrefsBot"),
    ("facebookexternalhit/", "FacebookBot"),
    ("AdobeAIR/", "AdobeAIR"),
    ("EdgiOS/", "Edge Mobile"),
    ("EdgA/", "Edge Mobile"),
    ("Edge/", "Edge"),
    ("Edg/", "Edge"),
    ("Opera Mini/", "Opera Mini"),
    ("OPiOS/", "Opera Mini"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("YaBrowser/", "Yandex Browser"),
    ("Vivaldi/", "Vivaldi"),
    ("Brave/", "Brave"),
    ("UCBrowser/", "UC Browser"),
    ("MiuiBrowser/", "MiuiBrowser"),
    ("Whale/", "Whale"),
    ("DuckDuckGo/", "DuckDuckGo Mobile"),
    ("CriOS/", "Chrome Mobile iOS"),
    ("FxiOS/", "Firefox iOS"),
    ("Focus/", "Firefox Focus"),
    ("Thunderbird/", "Thunderbird"),
    ("SeaMonkey/", "SeaMonkey"),
    ("PaleMoon/", "Pale Moon"),
    ("Waterfox/", "Waterfox"),
    ("HeadlessChrome/", "HeadlessChrome"),
    ("PhantomJS/", "PhantomJS"),
    ("Electron/", "Electron"),
    ("Slack_SSB/", "Slack Desktop Client"),
    ("IEMobile/", "IE Mobile"),
    ("Chromium/", "Chromium"),
    ("Silk/", "Amazon Silk"),
];

/// Programs that are no browsers. Their names stand at the beginning.
const TOOLS: &[(&str, &str)] = &[
    ("curl/", "curl"),
    ("Wget/", "Wget"),
    ("python-requests/", "Python Requests"),
    ("Python-urllib/", "Python-urllib"),
    ("Python/", "Python"),
    ("Go-http-client/", "Go-http-client"),
    ("okhttp/", "okhttp"),
    ("Java/", "Java"),
    ("Apache-HttpClient/", "Apache-HttpClient"),
    ("PostmanRuntime/", "PostmanRuntime"),
    ("axios/", "axios"),
    ("node-fetch/", "node-fetch"),
    ("libwww-perl/", "libwww-perl"),
    ("Ruby/", "Ruby"),
];

/// The browser of a user agent.
pub(super) fn find(agent: &str) -> Found<'_> {
    let tool = TOOLS.iter().find_map(|(mark, family)| Some((*family, Version::leading(agent.strip_prefix(mark)?))));
    if let Some(found) = tool {
        return found;
    }
    let marked = MARKS.iter().find_map(|(mark, family)| Some((*family, Version::leading(after(agent, mark)?))));
    marked.or_else(|| opera(agent)).or_else(|| engines(agent)).unwrap_or((OTHER, Version::default()))
}

fn opera(agent: &str) -> Option<Found<'_>> {
    if let Some(rest) = after(agent, "OPR/") {
        return Some((if has(agent, "Mobile") { "Opera Mobile" } else { "Opera" }, Version::leading(rest)));
    }
    let rest = agent.strip_prefix("Opera/")?;
    // Old versions say 9.80 for compatibility and the truth behind it.
    Some(("Opera", Version::leading(after(agent, "Version/").unwrap_or(rest))))
}

/// The browsers whose marks others borrow.
fn engines(agent: &str) -> Option<Found<'_>> {
    let mobile = has(agent, "Mobile");
    if let Some(rest) = after(agent, "Firefox/") {
        let family = if mobile || has(agent, "Tablet") { "Firefox Mobile" } else { "Firefox" };
        return Some((family, Version::leading(rest)));
    }
    if let Some(rest) = after(agent, "Chrome/") {
        let family = match mobile {
            true if has(agent, "; wv)") => "Chrome Mobile WebView",
            true => "Chrome Mobile",
            false => "Chrome",
        };
        return Some((family, Version::leading(rest)));
    }
    if let Some(rest) = after(agent, "MSIE ") {
        return Some(("IE", Version::leading(rest)));
    }
    if has(agent, "Trident/") {
        return Some(("IE", Version::leading(after(agent, "rv:")?)));
    }
    if let Some(rest) = after(agent, "Series60/").filter(|_| has(agent, "AppleWebKit/")) {
        return Some(("Nokia OSS Browser", Version::leading(rest)));
    }
    if let Some(rest) = after(agent, "Android ") {
        return Some(("Android", Version::leading(rest)));
    }
    let version = after(agent, "Version/").map(Version::leading);
    match has(agent, "Safari/") {
        true => Some((if mobile { "Mobile Safari" } else { "Safari" }, version.unwrap_or_default())),
        // An app that shows pages by the system's engine.
        false if mobile && has(agent, "AppleWebKit/") => {
            Some(("Mobile Safari UI/WKWebView", version.unwrap_or_default()))
        }
        false => None,
    }
}
