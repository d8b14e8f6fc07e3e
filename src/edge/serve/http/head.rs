//! The first lines of a request, read within limits on bytes and time.

use std::io::{ErrorKind, Read};
use std::net::TcpStream;
use std::time::Instant;

use tiny_http::{Header, Method};

use super::Limits;
use super::reply::Reply;

/// The request line and the header fields of a request.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) method: Method,
    /// As it was written: browsers write ASCII, others any bytes.
    pub(super) target: Vec<u8>,
    /// Whether the client speaks HTTP/1.0.
    pub(super) is_old: bool,
    headers: Vec<Header>,
}

/// Why there is no request.
#[derive(Debug)]
pub(super) enum Missing {
    /// The client left, or was silent for too long.
    Nothing,
    /// What came is no request that we read; the client is told why.
    Refused(Box<Reply>),
}

impl Head {
    /// Waits for the next request. `unread` keeps what the client sent beyond it, for the time after.
    pub(super) fn receive(stream: &TcpStream, unread: &mut Vec<u8>, limits: &Limits) -> Result<Self, Missing> {
        let opened = Instant::now();
        let mut begun = None;
        let mut searched = 0;
        loop {
            if begun.is_none() {
                // RFC 9112, section 2.2: empty lines before a request are overlooked.
                let empty = unread.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
                unread.drain(..empty);
            }
            if let Some(end) = end(unread, searched) {
                let head: Vec<u8> = unread.drain(..end).collect();
                return if end > limits.head { Err(too_long(&head)) } else { Self::parse(&head) };
            }
            if unread.len() > limits.head {
                return Err(too_long(unread));
            }
            // So that a browser that speaks TLS to us need not wait for its answer.
            if unread.first().is_some_and(|b| !b.is_ascii_alphabetic()) {
                return Err(refused(400, "this is not a request of HTTP/1\n"));
            }
            searched = unread.len().saturating_sub(2);

            let now = Instant::now();
            let (deadline, late) = if unread.is_empty() {
                (opened + limits.idle_time, Missing::Nothing)
            } else {
                let late = refused(408, "the request did not come to its end in time\n");
                (*begun.get_or_insert(now) + limits.head_time, late)
            };
            let left = deadline.saturating_duration_since(now);
            if left.is_zero() {
                return Err(late);
            }
            stream.set_read_timeout(Some(left)).map_err(|_| Missing::Nothing)?;
            let mut bytes = [0; 4096];
            match (&mut &*stream).read(&mut bytes) {
                Ok(0) => return Err(Missing::Nothing),
                Ok(count) => unread.extend_from_slice(&bytes[..count]),
                Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => return Err(late),
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(_) => return Err(Missing::Nothing),
            }
        }
    }

    /// Reads the lines of a request.
    fn parse(head: &[u8]) -> Result<Self, Missing> {
        let mut lines = head.split(|b| *b == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        let mut words = lines.next().unwrap_or_default().split(|b| *b == b' ');
        let (Some(method), Some(target), Some(version), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(malformed("its first line is not `GET /path HTTP/1.1`"));
        };
        let method = std::str::from_utf8(method).ok().and_then(|method| method.parse().ok());
        let method = method.ok_or_else(|| malformed("its method is not ASCII"))?;
        let is_old = match version {
            b"HTTP/1.1" => false,
            b"HTTP/1.0" => true,
            _ => return Err(refused(505, "only HTTP/1.1 and HTTP/1.0 are spoken here\n")),
        };
        let mut headers = Vec::new();
        for line in lines.filter(|line| !line.is_empty()) {
            match std::str::from_utf8(line) {
                Ok(line) if line.is_ascii() => {
                    let header = line.parse().map_err(|()| malformed("a header field is not `Name: value`"))?;
                    headers.push(header);
                }
                // All fields that matter here are ASCII; a cookie or referrer that is not is no reason to refuse.
                _ => {}
            }
        }
        Ok(Self { method, target: target.to_vec(), is_old, headers })
    }

    /// The value of a header field, the first if there are several.
    pub(super) fn field(&self, name: &'static str) -> Option<&str> {
        self.fields(name).next()
    }

    /// The values of all header fields of this name.
    pub(super) fn fields(&self, name: &'static str) -> impl Iterator<Item = &str> {
        self.headers.iter().filter(move |header| header.field.equiv(name)).map(|header| header.value.as_str())
    }
}

/// Where the empty line after the header fields ends. There is none before `searched`.
fn end(bytes: &[u8], searched: usize) -> Option<usize> {
    let rest = &bytes[searched..];
    let mut ends = rest.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at);
    ends.find_map(|at| match &rest[at + 1..] {
        [b'\n', ..] => Some(searched + at + 2),
        [b'\r', b'\n', ..] => Some(searched + at + 3),
        _ => None,
    })
}

fn malformed(why: &str) -> Missing {
    refused(400, format!("this request cannot be read: {why}\n"))
}

fn too_long(head: &[u8]) -> Missing {
    if head.contains(&b'\n') {
        refused(431, "the header fields of this request are too long: remove cookies of this host\n")
    } else {
        refused(414, "the address of this request is too long\n")
    }
}

fn refused(status: u16, why: impl Into<String>) -> Missing {
    Missing::Refused(Reply::text(status, why).into())
}

#[cfg(test)]
mod tests {
    use super::end;

    #[test]
    fn the_end_is_found_wherever_the_search_goes_on() {
        for text in ["GET / HTTP/1.1\r\nA: b\r\n\r\nrest", "GET / HTTP/1.0\n\nrest", "GET / HTTP/1.0\r\n\nrest"] {
            let right = text.len() - "rest".len();
            let mut searched = 0;
            for length in 0..right {
                assert_eq!(end(&text.as_bytes()[..length], searched), None, "{text:?} {length}");
                searched = length.saturating_sub(2);
            }
            assert_eq!(end(&text.as_bytes()[..right], searched), Some(right), "{text:?}");
            assert_eq!(end(text.as_bytes(), 0), Some(right), "{text:?}");
        }
    }
}
