//! What a request asks for, or why it is refused.

use std::time::Instant;

use tiny_http::Method;

use super::handler::Ask;
use super::head::Head;
use super::hosts::Hosts;
use super::reply::Reply;
use super::target::Target;

/// A request that will be answered.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) ask: Ask,
    pub(super) wants: Wants,
    /// Whether the client may send another request on the same connection.
    pub(super) is_last: bool,
    pub(super) arrived: Instant,
}

/// In which form the answer is wanted.
#[derive(Debug, Default)]
pub(super) struct Wants {
    /// The headers without the body.
    pub(super) head_only: bool,
    pub(super) if_none_match: Option<String>,
    pub(super) range: Option<String>,
    pub(super) if_range: Option<String>,
}

impl Request {
    /// Understands a request, or says why it is not answered.
    pub(super) fn new(head: &Head, hosts: &Hosts, address: &str) -> Result<Self, Box<Reply>> {
        let target = Target::read(&head.target);
        let named = target.as_ref().ok().and_then(|target| target.host.as_deref());
        check_host(head, named, hosts, address)?;
        if !matches!(head.method, Method::Get | Method::Head) {
            let reply = Reply::text(405, "only GET and HEAD are answered here\n");
            return Err(reply.with("Allow", "GET, HEAD").into());
        }
        let target =
            target.map_err(|why| Reply::text(400, format!("the path of this request is not answered: {why}\n")))?;
        let own = |name| head.field(name).map(str::to_owned);
        let wants = Wants {
            head_only: head.method == Method::Head,
            if_none_match: own("If-None-Match"),
            // Only GET has ranges.
            range: own("Range").filter(|_| head.method == Method::Get),
            if_range: own("If-Range"),
        };
        let ask = Ask { path: target.path, query: target.query };
        Ok(Self { ask, wants, is_last: is_last(head), arrived: Instant::now() })
    }
}

/// Whether the request came for us: neither its `Host` nor its target names a foreign host.
///
/// A request of HTTP/1.0 may come without `Host`: it is not from a browser, and the check is about browsers only.
/// HTTP/1.1 asks for exactly one (RFC 9112, section 3.2).
fn check_host(head: &Head, named: Option<&str>, hosts: &Hosts, address: &str) -> Result<(), Box<Reply>> {
    let mut fields = head.fields("Host");
    let host = match (fields.next(), fields.next()) {
        (Some(host), None) => Some(host),
        (None, _) if head.is_old => None,
        _ => return Err(Reply::text(400, "a request names its host in one header field `Host`\n").into()),
    };
    match [host, named].into_iter().flatten().find(|host| !hosts.admits(host)) {
        None => Ok(()),
        Some(foreign) => {
            let foreign: String = foreign.chars().take(100).collect();
            let why = "because a foreign page could read it under that name";
            let way = format!("open http://{address}/ instead, or start the preview with `{foreign}` as its host");
            let text = format!("this preview does not answer to the host `{foreign}`, {why}\n{way}\n");
            Err(Reply::text(421, text).into())
        }
    }
}

/// Whether nothing can follow this request on its connection. tiny_http's replies cannot tell a client of HTTP/1.0 that
/// the connection stays; and bodies are not read, so behind a body nothing can be found.
fn is_last(head: &Head) -> bool {
    let closes =
        head.fields("Connection").any(|value| value.split(',').any(|word| word.trim().eq_ignore_ascii_case("close")));
    let has_body =
        head.field("Transfer-Encoding").is_some() || head.fields("Content-Length").any(|length| length != "0");
    head.is_old || closes || has_body
}
