//! The server over real sockets, as browsers and worse clients meet it.

mod client;
mod hostile;
mod parked;
mod replies;
mod scarce;

use std::net::SocketAddr;
use std::sync::Arc;

use super::{Answer, Ask, Limits, Port, Reply, Server, bind};
use client::Client;

/// A server of 127.0.0.1 with this handler.
fn serve(handler: impl Fn(&Ask) -> Answer + Send + Sync + 'static, limits: Limits) -> Server {
    bind(None, Port::From(0)).unwrap().serve_within(Arc::new(handler), limits).unwrap()
}

/// Says the path and the query that were asked for.
fn echo(ask: &Ask) -> Answer {
    Reply::text(200, format!("{} {:?}", ask.path, ask.query)).into()
}

fn is_answered(address: SocketAddr) -> bool {
    Client::to(address).get("/x").body == b"/x None"
}

#[test]
fn it_is_for_this_machine_and_takes_the_next_free_port() {
    let first = bind(None, Port::From(0)).unwrap();
    assert!(first.address().ip().is_loopback() && first.address().is_ipv4());
    let taken = first.address().port();
    let error = bind(None, Port::Exactly(taken)).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
    let next = bind(None, Port::From(taken)).unwrap();
    assert!(next.address().port() > taken && next.address().port() <= taken + 100);
    let server = next.serve(Arc::new(echo)).unwrap();
    assert!(is_answered(server.address()));
}

#[test]
fn other_hosts_can_be_bound_by_name_and_by_address() {
    for host in ["localhost", "::1", "[::1]", "0.0.0.0", "::"] {
        let server = bind(Some(host), Port::From(0)).unwrap().serve(Arc::new(echo)).unwrap();
        assert!(is_answered(super::reachable(server.address())), "{host}");
    }
    assert!(bind(Some("no such host"), Port::From(0)).is_err());
}

#[test]
fn foreign_hosts_are_told_what_to_do() {
    let server = serve(echo, Limits::default());
    let own = server.address();
    for request in [
        "GET /x HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        "GET /x HTTP/1.0\r\nHost: evil.example:80\r\n\r\n",
        "GET http://evil.example/x HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET http://localhost/x HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    ] {
        let reply = Client::to(own).say(request).hear();
        assert_eq!(reply.status, 421, "{request}");
        let text = String::from_utf8(reply.body).unwrap();
        assert!(text.contains("evil.example") && text.contains(&format!("http://{own}/")), "{text}");
    }
    for request in ["GET /x HTTP/1.1\r\n\r\n", "GET /x HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"] {
        assert_eq!(Client::to(own).say(request).hear().status, 400, "{request}");
    }
    for request in [
        "GET /x HTTP/1.1\r\nHost: localhost:9\r\n\r\n",
        "GET /x HTTP/1.0\r\n\r\n",
        "GET http://localhost/x HTTP/1.1\r\nHost: jobs.localhost\r\n\r\n",
    ] {
        assert_eq!(Client::to(own).say(request).hear().status, 200, "{request}");
    }
}

#[test]
fn one_connection_carries_many_requests_also_when_they_come_at_once() {
    let server = serve(echo, Limits::default());
    let mut client = Client::to(server.address());
    assert_eq!(client.get("/a").body, b"/a None");
    assert_eq!(client.get("/b%20c?d=%20").body, b"/b c Some(\"d=%20\")");
    let one = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    client.say(&(one("/1") + "\r\n" + &one("/2") + &one("/3")));
    for path in ["/1", "/2", "/3"] {
        assert_eq!(client.hear().body, format!("{path} None").into_bytes());
    }
    client.say("GET /4 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert_eq!(client.hear().body, b"/4 None");
    assert!(client.is_closed());
}

#[test]
fn only_reading_is_answered_and_bodies_are_left_alone() {
    let server = serve(echo, Limits::default());
    for method in ["POST", "PUT", "OPTIONS", "BREW"] {
        // Far more than is sent, or than there is memory for.
        let head = format!("{method} /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999\r\n\r\nabc");
        let mut client = Client::to(server.address());
        let reply = client.say(&head).hear();
        assert_eq!((reply.status, reply.field("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    // What is in a body is never taken for a request.
    let mut client = Client::to(server.address());
    client.say("GET /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 46\r\n\r\n");
    client.say("GET /evil HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert_eq!(client.hear().body, b"/x None");
    assert!(client.is_closed());
    assert!(is_answered(server.address()));
}

#[test]
fn when_it_is_stopped_all_ends_and_the_port_is_free() {
    let server = serve(|_: &Ask| Answer::Park, Limits::default());
    let address = server.address();
    let mut idle = Client::to(address);
    let mut parked = Client::to(address);
    parked.say("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    server.stop();
    assert!(idle.is_closed() && parked.is_closed());
    let again = bind(None, Port::Exactly(address.port())).unwrap();
    server.stop();
    drop(server);
    let server = again.serve(Arc::new(echo)).unwrap();
    assert!(is_answered(server.address()));
}
