//! The address and port that a server listens on.

use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use super::connection::Service;
use super::handler::Handler;
use super::hosts::Hosts;
use super::{Limits, Server};

/// How many ports after the first are tried.
const TRIES: u16 = 100;

/// Which port to listen on. Port 0 is any that is free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// This one and no other.
    Exactly(u16),
    /// This one, or the next free one of the hundred that follow.
    From(u16),
}

/// A port that is ours, at which nobody answers yet: who connects, waits.
#[derive(Debug)]
pub struct Bound {
    listener: TcpListener,
    address: SocketAddr,
    hosts: Hosts,
}

/// Takes a port of `host`, a name or an IP address; 127.0.0.1 if there is none.
///
/// # Errors
/// When the port is taken (`AddrInUse`) or not allowed, and when the host is not one of this machine.
pub fn bind(host: Option<&str>, port: Port) -> io::Result<Bound> {
    let host = host.unwrap_or("127.0.0.1");
    let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let (first, last) = match port {
        Port::Exactly(port) | Port::From(port @ 0) => (port, port),
        Port::From(port) => (port, port.saturating_add(TRIES)),
    };
    let mut port = first;
    loop {
        match TcpListener::bind((host, port)) {
            Ok(listener) => {
                let address = listener.local_addr()?;
                let hosts = Hosts::new(host, address.ip());
                return Ok(Bound { listener, address, hosts });
            }
            // Windows says `PermissionDenied` of ports that it keeps for itself; so does Unix of those below 1024.
            Err(e) if port < last && matches!(e.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied) => {
                port += 1
            }
            Err(e) => return Err(e),
        }
    }
}

impl Bound {
    /// The address with the port that was found.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Lets a handler answer.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn serve(self, handler: Arc<dyn Handler>) -> io::Result<Server> {
        self.serve_within(handler, Limits::default())
    }

    /// The same with other limits.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn serve_within(self, handler: Arc<dyn Handler>, limits: Limits) -> io::Result<Server> {
        let service = Service::new(handler, self.hosts, self.address, limits);
        Server::start(self.listener, self.address, service)
    }
}
