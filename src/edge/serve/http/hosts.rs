//! Under which names the server may be asked, so that no web page gets at a preview by DNS rebinding.
//!
//! A page of `evil.example` can have its name point to 127.0.0.1 after it was loaded; the browser then takes our pages
//! for those of `evil.example` and lets its scripts read them. But the browser names that host in each request.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The names of this server.
#[derive(Debug, Clone)]
pub(super) struct Hosts {
    /// As the user wrote it.
    name: String,
    address: IpAddr,
}

impl Hosts {
    /// The names of a server that was bound to `name`, which turned out to be `address`.
    pub(super) fn new(name: &str, address: IpAddr) -> Self {
        Self { name: bare(name).into(), address }
    }

    /// Whether a request may name this host, with or without a port.
    pub(super) fn admits(&self, host: &str) -> bool {
        let Some(host) = without_port(host) else { return false };
        if let Some(ip) = literal(host) {
            let is_loopback = ip.to_canonical().is_loopback();
            // An IP literal is not looked up, so it cannot be rebound.
            return is_loopback || ip == self.address || self.address.is_unspecified();
        }
        let host = bare(host).to_ascii_lowercase();
        // RFC 6761: names under `localhost` are this machine.
        host == "localhost" || host.ends_with(".localhost") || host == self.name.to_ascii_lowercase()
    }
}

/// A name without the dot that may end it.
fn bare(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}

/// `[::1]:4000` and `localhost:4000` without their ports.
fn without_port(host: &str) -> Option<&str> {
    let end = if host.starts_with('[') { host.find(']')? + 1 } else { host.find(':').unwrap_or(host.len()) };
    let (host, port) = host.split_at(end);
    let is_port = port.is_empty() || port.strip_prefix(':')?.bytes().all(|b| b.is_ascii_digit());
    (is_port && !host.is_empty()).then_some(host)
}

fn literal(host: &str) -> Option<IpAddr> {
    if let Some(inner) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        return inner.parse::<Ipv6Addr>().ok().map(IpAddr::V6);
    }
    host.parse::<Ipv4Addr>().ok().map(IpAddr::V4)
}

#[cfg(test)]
mod tests {
    use super::Hosts;

    const LOOPBACK: [&str; 9] = [
        "localhost",
        "LocalHost:4000",
        "localhost.",
        "jobs.localhost:4000",
        "127.0.0.1",
        "127.0.0.1:4000",
        "127.3.2.1",
        "[::1]",
        "[::1]:4000",
    ];
    const FOREIGN: [&str; 14] = [
        "",
        ":4000",
        "evil.example",
        "evil.example:4000",
        "localhost.evil.example",
        "notlocalhost",
        "127.0.0.1.evil.example",
        "[::1].evil.example",
        "[::1",
        "localhost:4000:1",
        "localhost:x",
        "evil@localhost",
        "0x7f.1",
        "::1",
    ];

    #[test]
    fn this_machine_is_always_meant() {
        for bound in ["127.0.0.1", "0.0.0.0", "192.168.1.5"] {
            let hosts = Hosts::new(bound, bound.parse().unwrap());
            for host in LOOPBACK {
                assert!(hosts.admits(host), "{host} at {bound}");
            }
        }
    }

    #[test]
    fn other_names_are_not_answered_wherever_it_is_bound() {
        for bound in ["127.0.0.1", "0.0.0.0", "::", "192.168.1.5"] {
            let hosts = Hosts::new(bound, bound.parse().unwrap());
            for host in FOREIGN {
                assert!(!hosts.admits(host), "{host} at {bound}");
            }
        }
    }

    #[test]
    fn addresses_are_answered_where_they_lead_here() {
        let everywhere = Hosts::new("0.0.0.0", "0.0.0.0".parse().unwrap());
        assert!(everywhere.admits("192.168.1.5:4000") && everywhere.admits("[fe80::1]:4000"));
        let one = Hosts::new("192.168.1.5", "192.168.1.5".parse().unwrap());
        assert!(one.admits("192.168.1.5:4000") && !one.admits("192.168.1.6:4000"));
        assert!(!Hosts::new("127.0.0.1", "127.0.0.1".parse().unwrap()).admits("192.168.1.5"));
    }

    #[test]
    fn the_name_it_was_bound_to_is_answered() {
        let hosts = Hosts::new("Careers.test", "127.0.0.1".parse().unwrap());
        assert!(hosts.admits("careers.test:4000") && hosts.admits("CAREERS.TEST."));
        assert!(!hosts.admits("x.careers.test"));
    }
}
