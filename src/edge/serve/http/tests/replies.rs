//! What replies look like on the wire.

use std::fs::File;

use super::super::{Answer, Ask, Body, Limits, Reply, content_type};
use super::client::Client;
use super::serve;

fn media(ask: &Ask) -> Answer {
    let digits: Vec<u8> = (0..100_000_u32).map(|n| b'0' + (n % 10) as u8).collect();
    let reply = match ask.path.as_str() {
        "/page" => Reply::new(200, content_type("x.html"), "<p>page</p>"),
        "/tagged" => Reply::text(200, "tagged").with_etag("v1").with_cache_control("no-cache"),
        "/video" => Reply::new(200, content_type("x.mp4"), digits).with_etag("v1"),
        "/file" => Reply::new(200, content_type("x.bin"), Body::file(File::open("Cargo.toml").unwrap()).unwrap()),
        "/short" => Reply::new(200, content_type("x.bin"), Body::File(File::open("Cargo.toml").unwrap(), 1 << 40)),
        "/move" => Reply::redirect("//evil.example/\u{fc} \r\nSet-Cookie: a"),
        _ => Reply::text(404, "no such page"),
    };
    reply.into()
}

#[test]
fn a_page_is_never_stale_nor_sniffed_nor_chunked() {
    let server = serve(media, Limits::default());
    let reply = Client::to(server.address()).get_with("/page", "TE: chunked\r\n");
    assert_eq!((reply.status, reply.body.as_slice()), (200, &b"<p>page</p>"[..]));
    assert_eq!(reply.field("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(reply.field("content-length"), Some("11"));
    assert_eq!(reply.field("cache-control"), Some("no-store"));
    assert_eq!(reply.field("x-content-type-options"), Some("nosniff"));
    let reply = Client::to(server.address()).get("/nothing");
    assert_eq!((reply.status, reply.field("cache-control")), (404, Some("no-store")));
}

#[test]
fn head_has_the_same_headers_and_no_body() {
    let server = serve(media, Limits::default());
    let mut client = Client::to(server.address());
    for path in ["/page", "/video", "/file", "/nothing"] {
        let whole = client.get(path);
        client.say(format!("HEAD {path} HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-1\r\n\r\n"));
        let head = client.hear_head();
        let without_date = |fields: Vec<(String, String)>| -> Vec<_> {
            fields.into_iter().filter(|(name, _)| name != "date").collect()
        };
        assert_eq!((whole.status, without_date(whole.fields)), (head.status, without_date(head.fields)), "{path}");
    }
    // A body would be read as the beginning of this answer.
    assert_eq!(client.get("/page").status, 200);
    let refused = Client::to(server.address()).say("HEAD /.. HTTP/1.1\r\nHost: localhost\r\n\r\n").hear_head();
    assert_eq!(refused.status, 400);
}

#[test]
fn what_the_browser_has_is_not_sent_again() {
    let server = serve(media, Limits::default());
    let mut client = Client::to(server.address());
    let first = client.get("/tagged");
    assert_eq!((first.field("etag"), first.field("cache-control")), (Some("\"v1\""), Some("no-cache")));
    for tags in ["\"v1\"", "W/\"v1\"", "\"v0\", \"v1\"", "*"] {
        let reply = client.get_with("/tagged", &format!("If-None-Match: {tags}\r\n"));
        assert_eq!((reply.status, reply.body.len(), reply.field("etag")), (304, 0, Some("\"v1\"")), "{tags}");
    }
    assert_eq!(client.get_with("/tagged", "If-None-Match: \"v2\"\r\n").status, 200);
    assert_eq!(client.get_with("/page", "If-None-Match: *\r\n").status, 200);
}

#[test]
fn media_players_get_the_part_they_ask_for() {
    let server = serve(media, Limits::default());
    let mut client = Client::to(server.address());
    assert_eq!(client.get("/video").field("accept-ranges"), Some("bytes"));
    for (range, body, content_range) in [
        ("bytes=3-6", "3456", "bytes 3-6/100000"),
        ("bytes=99998-", "89", "bytes 99998-99999/100000"),
        ("bytes=-3", "789", "bytes 99997-99999/100000"),
    ] {
        let reply = client.get_with("/video", &format!("Range: {range}\r\n"));
        assert_eq!((reply.status, reply.field("content-range")), (206, Some(content_range)));
        assert_eq!(String::from_utf8(reply.body).unwrap(), body);
    }
    let beyond = client.get_with("/video", "Range: bytes=100000-\r\n");
    assert_eq!((beyond.status, beyond.field("content-range")), (416, Some("bytes */100000")));
    assert_eq!(beyond.body.len(), 0);
    for lines in ["Range: bytes=0-1,4-5\r\n", "Range: x\r\n", "Range: bytes=0-1\r\nIf-Range: \"v0\"\r\n"] {
        let reply = client.get_with("/video", lines);
        assert_eq!((reply.status, reply.body.len()), (200, 100_000), "{lines}");
    }
    assert_eq!(client.get_with("/video", "Range: bytes=0-1\r\nIf-Range: \"v1\"\r\n").status, 206);
    let whole = std::fs::read("Cargo.toml").unwrap();
    assert_eq!(client.get("/file").body, whole);
    assert_eq!(client.get_with("/file", "Range: bytes=2-5\r\n").body, whole[2..6]);
}

#[test]
fn a_file_that_turns_out_shorter_cuts_the_connection() {
    let server = serve(media, Limits::default());
    let mut client = Client::to(server.address());
    client.say("GET /short HTTP/1.1\r\nHost: localhost\r\n\r\n");
    let mut length = 0;
    while !client.is_closed() {
        length += 1;
        assert!(length < 1 << 20, "it should end");
    }
    assert!(length > 0);
    assert_eq!(Client::to(server.address()).get("/page").status, 200);
}

#[test]
fn a_redirect_stays_here_and_is_one_line() {
    let server = serve(media, Limits::default());
    let reply = Client::to(server.address()).get("/move");
    assert_eq!((reply.status, reply.field("location")), (302, Some("/evil.example/%C3%BC%20%0D%0ASet-Cookie:%20a")));
    assert_eq!(reply.field("set-cookie"), None);
}
