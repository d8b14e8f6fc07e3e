//! Requests that wait for news.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::super::{Answer, Ask, Limits, Reply, Server};
use super::client::Client;
use super::serve;

/// A handler that parks until `version` is no longer 0, and counts how often it was asked.
struct Site {
    version: AtomicU64,
    asked: AtomicUsize,
}

fn site(limits: Limits) -> (Arc<Site>, Server) {
    let site = Arc::new(Site { version: AtomicU64::new(0), asked: AtomicUsize::new(0) });
    let own = Arc::clone(&site);
    let handler = move |ask: &Ask| {
        if ask.path == "/page" {
            return Reply::text(200, "page").into();
        }
        own.asked.fetch_add(1, Ordering::SeqCst);
        match own.version.load(Ordering::SeqCst) {
            0 => Answer::Park,
            version => Reply::text(200, version.to_string()).into(),
        }
    };
    (site, serve(handler, limits))
}

/// Waits until something is so.
fn until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(10), "waited in vain: {what}");
        std::thread::yield_now();
    }
}

fn park(server: &Server, count: usize) -> Vec<Client> {
    let clients = (0..count).map(|_| {
        let mut client = Client::to(server.address());
        client.say("GET /news HTTP/1.1\r\nHost: localhost\r\n\r\n");
        client
    });
    clients.collect()
}

#[test]
fn news_reaches_all_who_wait_and_their_connections_go_on() {
    let (site, server) = site(Limits::default());
    let mut clients = park(&server, 20);
    until("all are parked", || site.asked.load(Ordering::SeqCst) == 20 && server.service.parking.len() == 20);
    // Nothing new for them: they go on waiting.
    server.wake();
    until("all were asked", || site.asked.load(Ordering::SeqCst) == 40 && server.service.parking.len() == 20);
    site.version.store(7, Ordering::SeqCst);
    server.wake();
    for client in &mut clients {
        assert_eq!(client.hear().body, b"7");
        assert_eq!(client.get("/page").body, b"page");
    }
}

#[test]
fn no_news_falls_between_the_answer_and_the_parking() {
    let (site, server) = site(Limits::default());
    for round in 1..200 {
        let mut client = park(&server, 1);
        site.version.store(round, Ordering::SeqCst);
        server.wake();
        assert_eq!(client[0].hear().body, round.to_string().into_bytes());
        site.version.store(0, Ordering::SeqCst);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn who_waits_costs_no_thread() {
    let named = || {
        let tasks = std::fs::read_dir("/proc/self/task").unwrap().flatten();
        tasks.filter(|task| std::fs::read_to_string(task.path().join("comm")).is_ok_and(|n| n.trim() == "parked-here"))
    };
    let asked = Arc::new(AtomicUsize::new(0));
    let (own, name) = (Arc::clone(&asked), "parked-here");
    let handler = move |_: &Ask| {
        // Marks the thread of this connection, for the tests run side by side.
        std::fs::write("/proc/thread-self/comm", name).unwrap();
        own.fetch_add(1, Ordering::SeqCst);
        Answer::Park
    };
    let server = serve(handler, Limits::default());
    let clients = park(&server, 30);
    until("all are parked", || asked.load(Ordering::SeqCst) == 30 && server.service.parking.len() == 30);
    until("their threads have ended", || named().count() == 0);
    drop(clients);
}

#[test]
fn one_too_many_sends_the_oldest_away() {
    let (_, server) = site(Limits { parked: 3, ..Limits::default() });
    let mut first = park(&server, 1);
    until("it is parked", || server.service.parking.len() == 1);
    let _others = park(&server, 3);
    let reply = first[0].hear();
    assert_eq!((reply.status, reply.field("retry-after")), (503, Some("10")));
    until("the others wait", || server.service.parking.len() == 3);
}

#[test]
fn without_news_it_ends_before_a_proxy_cuts_it() {
    let (_, server) = site(Limits { park_time: Duration::from_millis(50), ..Limits::default() });
    let mut client = park(&server, 1);
    let reply = client[0].hear();
    assert_eq!((reply.status, reply.body.len()), (204, 0));
    assert_eq!(client[0].get("/page").body, b"page");
}

#[test]
fn who_has_left_is_forgotten() {
    let (_, server) = site(Limits::default());
    let clients = park(&server, 10);
    until("they are parked", || server.service.parking.len() == 10);
    drop(clients);
    until("they are forgotten", || server.service.parking.len() == 0 && server.service.guests.len() == 0);
}
