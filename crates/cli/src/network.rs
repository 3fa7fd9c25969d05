//! Files from the network, for `--allow-network`.

use std::time::Duration;

use lurcher_engine::Fetch;
use ureq::Agent;
use ureq::http::{Uri, header::LOCATION};

/// How long a file may take.
const TIMEOUT: Duration = Duration::from_secs(120);

/// How large a file may be, in bytes.
const LARGEST: u64 = 1 << 30;

/// How often a server may send us on.
const MOST_REDIRECTS: usize = 5;

/// Gets files over HTTP.
#[derive(Debug)]
pub(crate) struct Network {
    agent: Agent,
    hosts: Hosts,
}

/// Whom queries may ask.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Hosts(Vec<String>);

impl Network {
    /// Asks only hosts of these names: `*` for all, `*.example` for all below a domain.
    pub(crate) fn of(hosts: &[String]) -> Self {
        // We follow redirects ourselves, because each leads to a place that must be allowed.
        let config = Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("lurcher/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { agent: config.new_agent(), hosts: Hosts(hosts.iter().map(|host| host.to_ascii_lowercase()).collect()) }
    }
}

impl Hosts {
    fn allow(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let allows = |allowed: &String| match allowed.strip_prefix('*') {
            Some(domain) => domain.is_empty() || domain.starts_with('.') && host.ends_with(domain),
            None => *allowed == host,
        };
        self.0.iter().any(allows)
    }

    /// Whether a file may come from there.
    fn check(&self, uri: &Uri) -> Result<(), String> {
        let host = uri.host().unwrap_or_default();
        match uri.scheme_str() {
            Some("http" | "https") if self.allow(host) => Ok(()),
            Some("http" | "https") => {
                Err(format!("the host '{host}' is not allowed; --allow-network={host} allows it"))
            }
            other => Err(format!("'{}' is not read over the network", other.unwrap_or_default())),
        }
    }
}

impl Fetch for Network {
    fn fetch(&self, url: &str) -> Result<Vec<u8>, String> {
        let mut uri: Uri = url.parse().map_err(|_| "is no valid URL".to_owned())?;
        for _ in 0..=MOST_REDIRECTS {
            self.hosts.check(&uri)?;
            // The error's own words may hold the whole URL, whose query may be a signature.
            let mut response = self.agent.get(&uri).call().map_err(|e| format!("cannot be fetched: {}", words(&e)))?;
            if !response.status().is_redirection() {
                let body = response.body_mut().with_config().limit(LARGEST).read_to_vec();
                return body.map_err(|e| format!("cannot be fetched: {}", words(&e)));
            }
            let target = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
            let target = target.ok_or_else(|| "cannot be fetched: a redirect leads nowhere".to_owned())?;
            uri = redirected(&uri, target)?;
        }
        Err(format!("cannot be fetched: more than {MOST_REDIRECTS} redirects"))
    }
}

/// Where a redirect leads. What was asked over HTTPS is not sent on in the clear.
fn redirected(from: &Uri, target: &str) -> Result<Uri, String> {
    let unreadable = || "cannot be fetched: a redirect leads to no valid URL".to_owned();
    let base = url::Url::parse(&from.to_string()).map_err(|_| unreadable())?;
    let target = base.join(target).map_err(|_| unreadable())?;
    if !matches!(target.scheme(), "http" | "https") {
        return Err(format!("a redirect leads to '{}', which is not read over the network", target.scheme()));
    }
    if base.scheme() == "https" && target.scheme() != "https" {
        return Err(format!("cannot be fetched: a redirect leads from https to {}", target.scheme()));
    }
    target.as_str().parse().map_err(|_| unreadable())
}

fn words(error: &ureq::Error) -> String {
    match error {
        ureq::Error::BadUri(_) => "is no valid URL".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(hosts: &[&str], url: &str) -> bool {
        let hosts = Hosts(hosts.iter().map(|host| (*host).to_owned()).collect());
        hosts.check(&url.parse().unwrap()).is_ok()
    }

    #[test]
    fn hosts_are_whole_names() {
        assert!(allows(&["*"], "https://a.example/x"));
        assert!(allows(&["a.example"], "http://A.example:8080/x"));
        assert!(allows(&["b.example", "*.a.example"], "https://x.a.example/"));
        for host in
            ["https://b.a.example.evil/", "https://aa.example/", "https://a.example@evil/", "https://evil/?a.example"]
        {
            assert!(!allows(&["a.example", "*.a.example"], host), "{host}");
        }
        assert!(!allows(&["*"], "ftp://a.example/"));
    }

    #[test]
    fn redirects_stay_encrypted() {
        let from: Uri = "https://a.example/b/c?d".parse().unwrap();
        assert_eq!(redirected(&from, "../e").unwrap(), "https://a.example/e");
        assert_eq!(redirected(&from, "//b.example/").unwrap(), "https://b.example/");
        assert!(redirected(&from, "http://a.example/").is_err_and(|e| e.contains("from https to http")));
        assert!(redirected(&from, "file:///etc/passwd").is_err());
    }
}
