//! Asking other sites whether the pages that links lead to are there.
//!
//! Only what is certain is called dead: a page that is gone (404, 410), or a host that does not exist. What does not answer
//! in time, wants a password, or is in trouble today, is not.

mod cache;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use ureq::Agent;

pub use cache::Cache;

/// How many hosts are asked at a time; one host gets one request after the other.
const AT_A_TIME: usize = 6;
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// What became of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// There is a page, or at least a server that knows of one.
    Alive,
    /// There is none, and why.
    Dead(String),
    /// It cannot be told today.
    Unknown,
}

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Hosts of the web alone: a posting from a stranger cannot make this machine call on its own network.
    Web,
    /// This machine too, for tests.
    AndThisMachine,
}

/// Asks for each of these addresses; what the cache knows is not asked for again.
pub fn ask<'u>(urls: impl IntoIterator<Item = &'u str>, cache: &mut Cache, reach: Reach) -> BTreeMap<String, Answer> {
    // The part behind `#` is not sent, and hosts are asked one page at a time.
    let pages: BTreeSet<&str> = urls.into_iter().map(page_of).collect();
    let mut answers = BTreeMap::new();
    let mut hosts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for page in pages {
        match cache.answer(page) {
            Some(answer) => drop(answers.insert(page.to_owned(), answer)),
            None => hosts.entry(host_of(page)).or_default().push(page),
        }
    }
    let asked = ask_hosts(hosts.into_values().collect(), reach);
    for (page, answer) in &asked {
        cache.note(page, answer);
    }
    answers.extend(asked);
    answers
}

/// The address of a page, without the place on it.
pub fn page_of(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}

fn host_of(page: &str) -> String {
    url::Url::parse(page).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

/// The answers of some hosts, each with its pages.
fn ask_hosts(hosts: Vec<Vec<&str>>, reach: Reach) -> BTreeMap<String, Answer> {
    let waiting = Mutex::new(hosts);
    let answers = Mutex::new(BTreeMap::new());
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(PATIENCE))
        .user_agent(concat!("rolecall/", env!("CARGO_PKG_VERSION"), " (checks links)"));
    let agent = Agent::new_with_config(config.build());
    let work = || {
        // A thread that panicked has left nothing half done in either.
        while let Some(pages) = waiting.lock().unwrap_or_else(|e| e.into_inner()).pop() {
            for page in pages {
                let answer = ask_one(&agent, page, reach);
                answers.lock().unwrap_or_else(|e| e.into_inner()).insert(page.to_owned(), answer);
            }
        }
    };
    let workers = AT_A_TIME.min(waiting.lock().map_or(0, |hosts| hosts.len()));
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(work);
        }
    });
    answers.into_inner().unwrap_or_else(|e| e.into_inner())
}

fn ask_one(agent: &Agent, page: &str, reach: Reach) -> Answer {
    if reach == Reach::Web && is_own_network(page) {
        return Answer::Dead("only this machine or its network can open it".into());
    }
    // Many servers do not answer the short question well, so only a good answer to it counts.
    match agent.head(page).call() {
        Ok(response) if response.status().is_success() => return Answer::Alive,
        Err(error) if !matches!(error, ureq::Error::Protocol(_)) => return failure(&error),
        _ => {}
    }
    match agent.get(page).call() {
        Ok(response) => match response.status().as_u16() {
            404 => Answer::Dead("the page was not found (404)".into()),
            410 => Answer::Dead("the page is gone (410)".into()),
            500.. => Answer::Unknown,
            _ => Answer::Alive,
        },
        Err(error) => failure(&error),
    }
}

fn failure(error: &ureq::Error) -> Answer {
    match error {
        ureq::Error::HostNotFound => Answer::Dead("there is no such host".into()),
        ureq::Error::TooManyRedirects => Answer::Dead("it leads from one address to the next without end".into()),
        _ => Answer::Unknown,
    }
}

/// Whether an address names this machine or its own network.
fn is_own_network(page: &str) -> bool {
    let Ok(url) = url::Url::parse(page) else { return false };
    let ip: IpAddr = match url.host() {
        Some(url::Host::Domain(name)) => return name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(ip)) => ip.into(),
        Some(url::Host::Ipv6(ip)) => ip.to_canonical(),
        None => return false,
    };
    match ip {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unicast_link_local() || ip.is_unique_local() || ip.is_unspecified(),
    }
}
