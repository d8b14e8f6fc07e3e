//! A reply on the wire: the part and the form that the client wants, through tiny_http.

use std::io::{self, BufWriter, Cursor, Read, Seek, SeekFrom, Write};
use std::net::TcpStream;

use tiny_http::{HTTPVersion, Header, Response, StatusCode};

use super::range::Range;
use super::reply::{Body, Reply};
use super::request::Wants;

/// Bytes that are written at once.
const BLOCK: usize = 16 << 10;

/// Sends a reply.
///
/// # Errors
/// When the client does not take it, or a file turns out shorter than it was said to be; the connection cannot be used
/// any more then.
pub(super) fn send(stream: &TcpStream, wants: &Wants, reply: Reply) -> io::Result<()> {
    let size = reply.body.length();
    let (status, part) = chosen(wants, &reply, size);
    let (start, length) = match part {
        Range::Whole => (0, size),
        Range::Part { start, length } => (start, length),
        Range::Beyond => (0, 0),
    };

    let mut headers = vec![
        header("Content-Type", reply.content_type)?,
        header("Cache-Control", reply.cache_control)?,
        header("X-Content-Type-Options", "nosniff")?,
    ];
    if reply.status == 200 {
        headers.push(header("Accept-Ranges", "bytes")?);
    }
    match part {
        Range::Whole => {}
        Range::Part { .. } => {
            headers.push(header("Content-Range", &format!("bytes {start}-{}/{size}", start + length - 1))?);
        }
        Range::Beyond => headers.push(header("Content-Range", &format!("bytes */{size}"))?),
    }
    for (name, value) in [("ETag", &reply.etag), ("Location", &reply.location)] {
        if let Some(value) = value {
            headers.push(header(name, value)?);
        }
    }
    for (name, value) in &reply.others {
        headers.push(header(name, value)?);
    }

    let source: Box<dyn Read> = match reply.body {
        Body::Bytes(bytes) => {
            let mut cursor = Cursor::new(bytes);
            cursor.set_position(start);
            Box::new(cursor)
        }
        Body::File(mut file, _) => {
            file.seek(SeekFrom::Start(start))?;
            Box::new(file)
        }
    };
    let mut source = source.take(length);
    let announced = usize::try_from(length).map_err(io::Error::other)?;
    // Of what is announced nothing is sent with these.
    let is_empty = wants.head_only || matches!(status, 204 | 304);
    let mut out = BufWriter::with_capacity(BLOCK, stream);
    // The request's headers are not passed on, for `TE: chunked` in them would win over the threshold.
    Response::new(StatusCode(status), headers, &mut source, Some(announced), None)
        .with_chunked_threshold(usize::MAX)
        .raw_print(&mut out, HTTPVersion(1, 1), &[], wants.head_only, None)?;
    if !is_empty && source.limit() > 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    out.flush()
}

/// The status and the part of the body that answer the conditions of the request (RFC 9110, section 13.2.2).
fn chosen(wants: &Wants, reply: &Reply, size: u64) -> (u16, Range) {
    if reply.status != 200 {
        return (reply.status, Range::Whole);
    }
    if let (Some(tag), Some(known)) = (&reply.etag, &wants.if_none_match)
        && (known.trim() == "*" || known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag))
    {
        return (304, Range::Whole);
    }
    // A part is only good for a client that has the rest of the same bytes. Dates are not compared.
    let is_same = wants.if_range.as_ref().is_none_or(|tag| Some(tag) == reply.etag.as_ref());
    let part = wants.range.as_ref().filter(|_| is_same).map_or(Range::Whole, |range| Range::of(range, size));
    match part {
        Range::Whole => (200, part),
        Range::Part { .. } => (206, part),
        Range::Beyond => (416, part),
    }
}

/// A header field of ours; all are visible ASCII.
fn header(name: &str, value: &str) -> io::Result<Header> {
    let is_one_line = value.bytes().all(|b| matches!(b, b' '..=b'~'));
    let header = Header::from_bytes(name, value).ok().filter(|_| is_one_line);
    header.ok_or_else(|| io::Error::other(format!("`{value}` cannot be the value of the header `{name}`")))
}
