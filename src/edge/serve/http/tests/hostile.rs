//! Clients that do everything wrong, and handlers too.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier};
use std::time::Duration;

use super::super::{Ask, Limits, Reply};
use super::client::Client;
use super::{echo, is_answered, serve};

#[test]
fn paths_that_lead_out_are_refused() {
    let server = serve(echo, Limits::default());
    for path in ["/../x", "/%2e%2e/x", "/a%2f..%2fx", "/a\\b", "/%5c", "/%00", "/%ff", "/%zz", "/%", "x", "*"] {
        assert_eq!(Client::to(server.address()).get(path).status, 400, "{path}");
    }
}

#[test]
fn nonsense_is_answered_with_its_reason() {
    let server = serve(echo, Limits::default());
    let long_line = format!("GET /{} HTTP/1.1\r\n", "x".repeat(1 << 20));
    let long_field = format!("GET / HTTP/1.1\r\nHost: localhost\r\nCookie: {}\r\n", "x".repeat(1 << 20));
    let many_fields = format!("GET / HTTP/1.1\r\n{}", "a: b\r\n".repeat(100_000));
    for (request, status) in [
        (long_line.as_bytes(), 414),
        (long_field.as_bytes(), 431),
        (many_fields.as_bytes(), 431),
        (b"\x16\x03\x01\x02\x00\x01\x00", 400),
        (b"\x00\xff\xfe", 400),
        (b"hello\r\n\r\n", 400),
        (b"GET / HTTP/1.1 x\r\n\r\n", 400),
        (b"GET / HTTP/2.0\r\n\r\n", 505),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n folded\r\n\r\n", 400),
        (b"G\xffT / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    ] {
        let start = String::from_utf8_lossy(&request[..request.len().min(40)]).into_owned();
        assert_eq!(Client::to(server.address()).say(request).hear().status, status, "{start}");
    }
    // What is only unusual is answered.
    for request in [
        &b"GET /x HTTP/1.1\r\nHost: localhost\r\nReferer: \xfcber\xff\r\n\r\n"[..],
        b"\r\n\r\nGET /x HTTP/1.1\nhOsT:localhost\n\n",
        b"GET /x HTTP/1.1\r\nHost: localhost\r\nExpect: something\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
    ] {
        assert_eq!(Client::to(server.address()).say(request).hear().body, b"/x None");
    }
    assert!(is_answered(server.address()));
}

#[test]
fn random_bytes_never_end_it() {
    let server = serve(
        echo,
        Limits { idle_time: Duration::from_millis(20), head_time: Duration::from_millis(20), ..Limits::default() },
    );
    let mut state = 7_u32;
    for length in 0..300 {
        let bytes: Vec<u8> = (0..length)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect();
        Client::to(server.address()).say([b"GET /".as_slice(), &bytes].concat());
        Client::to(server.address()).say(&bytes);
    }
    assert!(is_answered(server.address()));
}

#[test]
fn who_does_not_come_to_an_end_is_told_and_who_says_nothing_is_left() {
    let short = Duration::from_millis(50);
    let server = serve(echo, Limits { head_time: short, idle_time: short, ..Limits::default() });
    let mut half = Client::to(server.address());
    assert_eq!(half.say("GET / HTTP/1.1\r\nHost:").hear().status, 408);
    assert!(half.is_closed());
    assert!(Client::to(server.address()).is_closed());
    let mut used = Client::to(server.address());
    assert_eq!(used.get("/").status, 200);
    assert!(used.is_closed());
}

#[test]
fn who_stops_reading_is_left_and_holds_nobody_up() {
    let gone = Arc::new(AtomicBool::new(false));
    let own = Arc::clone(&gone);
    let handler = move |ask: &Ask| match ask.path.as_str() {
        "/big" => Reply::new(200, "video/mp4", vec![0; 64 << 20]).into(),
        _ => {
            own.store(true, Ordering::SeqCst);
            echo(ask)
        }
    };
    let server = serve(handler, Limits { stall_time: Duration::from_millis(200), ..Limits::default() });
    let mut stuck: Vec<Client> = (0..8).map(|_| Client::to(server.address())).collect();
    for client in &mut stuck {
        client.say("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    assert!(is_answered(server.address()));
    assert!(gone.load(Ordering::SeqCst));
    let begun = std::time::Instant::now();
    while server.service.guests.len() > 1 {
        assert!(begun.elapsed() < Duration::from_secs(10), "the stuck ones are still there");
        std::thread::yield_now();
    }
    drop(stuck);
}

#[test]
fn requests_are_answered_side_by_side() {
    // Each of the four waits for the three others.
    let together = Barrier::new(4);
    let server = serve(
        move |ask: &Ask| {
            together.wait();
            echo(ask)
        },
        Limits::default(),
    );
    let mut clients: Vec<Client> = (0..4).map(|_| Client::to(server.address())).collect();
    for client in &mut clients {
        client.say("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    for client in &mut clients {
        assert_eq!(client.hear().body, b"/x None");
    }
}

#[test]
fn a_panic_is_one_bad_answer() {
    let server =
        serve(|ask: &Ask| if ask.path == "/panic" { panic!("on purpose") } else { echo(ask) }, Limits::default());
    let mut client = Client::to(server.address());
    for _ in 0..5 {
        assert_eq!(client.get("/panic").status, 500);
        assert_eq!(client.get("/x").body, b"/x None");
    }
}

#[test]
fn thousands_of_idle_connections_make_room_for_one_that_asks() {
    let server = serve(echo, Limits::default());
    // Half of the usual limit on file descriptors is ours.
    let idle: Vec<Client> = (0..400).map(|_| Client::to(server.address())).collect();
    assert!(is_answered(server.address()));
    assert!(server.service.guests.len() <= Limits::default().connections);
    drop(idle);
}

#[test]
fn a_handler_that_hangs_does_not_keep_idle_connections_from_making_room() {
    let (start, wait) = std::sync::mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let handler = move |ask: &Ask| {
        if ask.path == "/hang" {
            let _ = wait.lock().unwrap().recv();
        }
        echo(ask)
    };
    let limits = Limits { connections: 4, stall_time: Duration::from_millis(100), ..Limits::default() };
    let server = serve(handler, limits);
    let mut hanging: Vec<Client> = (0..2).map(|_| Client::to(server.address())).collect();
    for client in &mut hanging {
        client.say("GET /hang HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    let idle: Vec<Client> = (0..20).map(|_| Client::to(server.address())).collect();
    assert!(is_answered(server.address()));
    drop((idle, start));
}
