//! Lets clients in, and goes on when the system is out of file descriptors or threads.

use std::io::{self, ErrorKind};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use super::connection::{Connection, Next, Service};

/// File descriptors that are left free for the files that a handler opens.
const SPARE: usize = 6;

/// Accepts connections until the service closes.
pub(super) fn accept(listener: &TcpListener, service: &Arc<Service>) {
    while service.guests.wait_for_room() {
        match listener.accept() {
            Ok((stream, _)) => {
                if welcome(listener, service, stream).is_err() {
                    service.guests.shrink();
                }
            }
            // The client left before we came to it.
            Err(e) if matches!(e.kind(), ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset) => {}
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            // Out of file descriptors or memory, for which there is no portable name.
            Err(_) => service.guests.shrink(),
        }
    }
}

/// Starts a conversation. The error says that the system's resources run out; the client may be served all the same.
fn welcome(listener: &TcpListener, service: &Arc<Service>, stream: TcpStream) -> io::Result<()> {
    // A reply is written in few big pieces: none should wait for the client to confirm the one before.
    let _ = stream.set_nodelay(true);
    let _ = stream.set_write_timeout(Some(service.limits.stall_time));
    let spare = spare(listener);
    let Some(guest) = service.guests.admit(stream) else { return Ok(()) };
    service.spawn(Connection::new(guest), Next::Listen)?;
    spare
}

/// Whether the system would give some more file descriptors.
fn spare(listener: &TcpListener) -> io::Result<()> {
    let copies: io::Result<Vec<TcpListener>> = (0..SPARE).map(|_| listener.try_clone()).collect();
    copies.map(drop)
}
