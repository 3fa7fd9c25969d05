//! Files from the network, for `--allow-network`.

use std::time::Duration;

use lurcher_engine::Fetch;
use ureq::Agent;

/// How long a file may take.
const TIMEOUT: Duration = Duration::from_secs(120);

/// How large a file may be, in bytes.
const LARGEST: u64 = 1 << 30;

/// Gets files over HTTP.
#[derive(Debug)]
pub(crate) struct Network {
    agent: Agent,
}

impl Default for Network {
    fn default() -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .user_agent(concat!("lurcher/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { agent: config.new_agent() }
    }
}

impl Fetch for Network {
    fn fetch(&self, url: &str) -> Result<Vec<u8>, String> {
        let mut response = self.agent.get(url).call().map_err(|e| format!("cannot be fetched: {e}"))?;
        let body = response.body_mut().with_config().limit(LARGEST).read_to_vec();
        body.map_err(|e| format!("cannot be fetched: {e}"))
    }
}
