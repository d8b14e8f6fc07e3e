//! The HTTP front of the preview: takes requests from browsers and asks a [`Handler`] what to answer.
//!
//! | room | what it answers |
//! |---|---|
//! | `bound` | which address and port are ours |
//! | `accept` | who comes in, and what happens when the system has no more file descriptors |
//! | `guests` | who is connected, and who has to go when there are too many |
//! | `connection` | what is said over one connection: request, answer, the next request |
//! | `head` | the first lines of a request, read within limits |
//! | `request` | what a request asks for, or why it is refused (`hosts`, `target`) |
//! | `parking` | which requests wait for news, until when, and what wakes them |
//! | `send` | a [`Reply`] on the wire: caching, ranges (`range`), headers |
//! | `media` | the media type of a file |
//!
//! tiny_http reads the header fields and writes the replies; it is not the server. Its server cannot be guarded from
//! outside: one `Content-Length: 99999999999999` ends the whole program, a header without end fills the memory, each
//! connection costs a thread, also the parked ones, and when file descriptors run out its accept thread ends, sometimes
//! in silence. So connections are accepted and their first lines read here, with limits on number, bytes and time: each
//! open connection has a thread and there are few of them; only parked requests have none.

mod accept;
mod bound;
mod connection;
mod guests;
mod handler;
mod head;
mod hosts;
mod media;
mod parking;
mod range;
mod reply;
mod request;
mod send;
mod target;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use connection::Service;

pub use bound::{Bound, Port, bind};
pub use handler::{Answer, Ask, Handler};
pub use media::content_type;
pub use reply::{Body, Reply};

/// How long [`Server::stop`] tries to get the accept thread's attention.
const STOPPING: Duration = Duration::from_secs(5);

/// What clients may take, in number, bytes and time.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections that are open at the same time. When they are used up, the one that has been silent for longest
    /// makes room for the next. Fewer when the system does not give as many file descriptors.
    pub connections: usize,
    /// Requests that wait for news at the same time, at most half of the connections. One more, and the oldest is
    /// answered with status 503.
    pub parked: usize,
    /// Bytes of a request's first lines.
    pub head: usize,
    /// From the first byte of a request to the end of its first lines.
    pub head_time: Duration,
    /// Silence before a request, after which the connection is closed.
    pub idle_time: Duration,
    /// How long a client may take nothing of its answer.
    pub stall_time: Duration,
    /// How long a request waits for news until it is answered with status 204. Proxies cut connections that are
    /// silent for 30 seconds or more.
    pub park_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 128,
            parked: 64,
            // All local servers share the cookies of `localhost`, and Node.js refuses more than 16 KiB.
            head: 32 << 10,
            head_time: Duration::from_secs(10),
            idle_time: Duration::from_secs(30),
            stall_time: Duration::from_secs(10),
            park_time: Duration::from_secs(25),
        }
    }
}

/// A running server. It ends when it is stopped or dropped.
pub struct Server {
    address: SocketAddr,
    service: Arc<Service>,
    /// Disconnected when the accept thread has ended and the port is free; `None` when that has been waited for.
    accepting: Mutex<Option<mpsc::Receiver<()>>>,
}

impl Server {
    /// Answers what comes to `listener`.
    fn start(listener: TcpListener, address: SocketAddr, service: Service) -> std::io::Result<Self> {
        let service = Arc::new(service);
        let (ended, accepting) = mpsc::channel();
        parking::keep(&service)?;
        let server = Self { address, service: Arc::clone(&service), accepting: Mutex::new(Some(accepting)) };
        thread::Builder::new().name("preview port".into()).spawn(move || {
            accept::accept(&listener, &service);
            drop(listener);
            drop(ended);
        })?;
        Ok(server)
    }

    /// The address that is listened on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// There is news: the handler is asked again about every parked request. Returns at once.
    pub fn wake(&self) {
        self.service.parking.wake();
    }

    /// Closes all connections and gives the port back. A handler that is at work is not waited for.
    pub fn stop(&self) {
        self.service.guests.close();
        self.service.parking.close();
        let Some(ended) = self.accepting.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
        // Nothing in std wakes a thread out of `accept` but a connection. The first may fail for want of a file
        // descriptor, which those that were just closed give back.
        let begun = Instant::now();
        let step = Duration::from_millis(50);
        while begun.elapsed() < STOPPING {
            let knock = TcpStream::connect_timeout(&reachable(self.address), step);
            let answer = ended.recv_timeout(step);
            drop(knock);
            if answer == Err(mpsc::RecvTimeoutError::Disconnected) {
                return;
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}

/// The address under which this machine reaches what listens on `address`.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    let mut reachable = address;
    reachable.set_ip(ip);
    reachable
}
