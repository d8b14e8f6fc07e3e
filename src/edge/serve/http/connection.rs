//! What is said over one connection: request, answer, the next request.

use std::io::Read;
use std::net::{Shutdown, SocketAddr};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{io, thread};

use tiny_http::Method;

use super::Limits;
use super::guests::{Doing, Guest, Guests};
use super::handler::{Answer, Handler};
use super::head::{Head, Missing};
use super::hosts::Hosts;
use super::parking::{Car, Parked, Parking};
use super::reply::Reply;
use super::request::{Request, Wants};
use super::send::send;

/// How long, and how many bytes, a client may go on sending what nobody reads before its connection is closed.
const FAREWELL: (Duration, usize) = (Duration::from_secs(2), 4 << 20);

/// What all connections share.
pub(super) struct Service {
    handler: Arc<dyn Handler>,
    hosts: Hosts,
    address: String,
    pub(super) limits: Limits,
    pub(super) guests: Arc<Guests>,
    pub(super) parking: Parking,
}

/// A connection and what was received over it but not yet read.
#[derive(Debug)]
pub(super) struct Connection {
    guest: Guest,
    unread: Vec<u8>,
}

/// What comes next on a connection.
#[derive(Debug)]
pub(super) enum Next {
    /// To wait for a request.
    Listen,
    /// To ask the handler.
    Ask(Request),
    /// To answer.
    Say(Request, Reply),
}

impl Service {
    pub(super) fn new(handler: Arc<dyn Handler>, hosts: Hosts, address: SocketAddr, limits: Limits) -> Self {
        let guests = Arc::new(Guests::new(limits.connections, limits.stall_time));
        let address = super::reachable(address).to_string();
        Self { handler, hosts, address, limits, guests, parking: Parking::default() }
    }

    /// Talks to a client in a thread of its own.
    ///
    /// # Errors
    /// When the system gives no thread; the connection is closed then.
    pub(super) fn spawn(self: &Arc<Self>, connection: Connection, next: Next) -> io::Result<()> {
        let service = Arc::clone(self);
        let thread = thread::Builder::new().name("preview connection".into());
        thread.spawn(move || service.talk(connection, next)).map(drop)
    }

    /// Goes on with a conversation until it ends, or until its request is parked.
    fn talk(&self, mut connection: Connection, mut next: Next) {
        loop {
            let (request, reply) = match next {
                Next::Listen => match self.listen(&mut connection) {
                    Some(request) => {
                        next = Next::Ask(request);
                        continue;
                    }
                    None => return,
                },
                Next::Ask(request) => {
                    let news = self.parking.news();
                    match self.answer(&request) {
                        Answer::Reply(reply) => (request, reply),
                        Answer::Park => {
                            connection.guest.is(Doing::Parked);
                            let most = self.limits.parked.min(self.guests.most() / 2);
                            let car = Car::new(connection, request);
                            match self.parking.park(car, news, most) {
                                Parked::Stays => return,
                                Parked::Leaves(car, then) => (connection, next) = car.drive(then),
                            }
                            connection.guest.is(Doing::Answering);
                            continue;
                        }
                    }
                }
                Next::Say(request, reply) => (request, reply),
            };
            if send(connection.guest.stream(), &request.wants, reply).is_err() {
                return;
            }
            if request.is_last {
                return connection.part();
            }
            next = Next::Listen;
        }
    }

    /// The next request, or `None` when the conversation has ended.
    fn listen(&self, connection: &mut Connection) -> Option<Request> {
        connection.guest.is(Doing::Listening);
        let stream = connection.guest.stream();
        let (reply, head_only) = match Head::receive(stream, &mut connection.unread, &self.limits) {
            Err(Missing::Nothing) => return None,
            Err(Missing::Refused(reply)) => (reply, false),
            Ok(head) => match Request::new(&head, &self.hosts, &self.address) {
                Ok(request) => {
                    connection.guest.is(Doing::Answering);
                    return Some(request);
                }
                Err(reply) => (reply, head.method == Method::Head),
            },
        };
        connection.guest.is(Doing::Answering);
        // After a refusal it is not sure where the next request would begin.
        if send(stream, &Wants { head_only, ..Wants::default() }, *reply).is_ok() {
            connection.part();
        }
        None
    }

    /// What the handler says; its panic is status 500.
    fn answer(&self, request: &Request) -> Answer {
        // The handler may be left in a bad state by its panic, but so would any server's be; locks tell it themselves.
        let answer = catch_unwind(AssertUnwindSafe(|| self.handler.answer(&request.ask)));
        answer.unwrap_or_else(|_| Reply::text(500, "the preview failed at this page: its terminal says why\n").into())
    }
}

impl Connection {
    pub(super) fn new(guest: Guest) -> Self {
        Self { guest, unread: Vec::new() }
    }

    /// Whether the client has hung up. Only asked of connections that have no thread.
    pub(super) fn is_gone(&self) -> bool {
        let stream = self.guest.stream();
        if stream.set_nonblocking(true).is_err() {
            return true;
        }
        let seen = stream.peek(&mut [0]);
        let is_gone = match seen {
            Ok(count) => count == 0,
            Err(e) => e.kind() != io::ErrorKind::WouldBlock,
        };
        is_gone || stream.set_nonblocking(false).is_err()
    }

    /// Closes the connection so that the client gets the answer: with bytes unread, the system would reset the
    /// connection, and the client lose what it has not yet taken (RFC 9112, section 9.6).
    fn part(&self) {
        let (time, bytes) = FAREWELL;
        self.guest.is(Doing::Listening);
        let mut stream = self.guest.stream();
        let until = Instant::now() + time;
        let mut left = bytes;
        let mut ignored = [0; 8192];
        if stream.shutdown(Shutdown::Write).is_err() {
            return;
        }
        while left > 0 {
            let time = until.saturating_duration_since(Instant::now());
            if time.is_zero() || stream.set_read_timeout(Some(time)).is_err() {
                return;
            }
            match stream.read(&mut ignored) {
                Ok(0) | Err(_) => return,
                Ok(count) => left = left.saturating_sub(count),
            }
        }
    }
}
