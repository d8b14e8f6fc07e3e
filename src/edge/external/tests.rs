use super::*;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A server that answers by the path, and counts what it is asked.
struct Server {
    port: u16,
    asked: Arc<AtomicUsize>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        thread::spawn(move || listener.incoming().flatten().for_each(|stream| answer(stream, &count)));
        Self { port, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

fn answer(mut stream: TcpStream, asked: &AtomicUsize) {
    let mut request = Vec::new();
    let mut buffer = [0; 1024];
    while !request.windows(4).any(|window| window == b"\r\n\r\n") {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return,
            Ok(read) => request.extend(&buffer[..read]),
        }
    }
    asked.fetch_add(1, Ordering::SeqCst);
    let request = String::from_utf8_lossy(&request).into_owned();
    let mut words = request.split_whitespace();
    let (method, path) = (words.next().unwrap(), words.next().unwrap());
    let status = match (method, path) {
        (_, "/lost") => "404 Not Found",
        (_, "/gone") => "410 Gone",
        (_, "/secret") => "403 Forbidden",
        (_, "/ill") => "503 Service Unavailable",
        (_, "/old") => "301 Moved Permanently\r\nLocation: /lost",
        (_, "/round") => "302 Found\r\nLocation: /round",
        ("HEAD", "/no-head") => "404 Not Found",
        ("HEAD", "/nothing") => return,
        (_, "/nothing") => return,
        _ => "200 OK",
    };
    // A reader that hung up already has what it wanted.
    drop(write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
}

fn nowhere(now: u64) -> Cache {
    Cache::at(None, now)
}

fn asked(server: &Server, path: &str) -> Answer {
    let url = server.url(path);
    ask([&*url], &mut nowhere(0), Reach::AndThisMachine).remove(page_of(&url)).unwrap()
}

#[test]
fn only_what_is_certain_is_dead() {
    let server = Server::start();
    for path in ["/", "/#place", "/secret", "/no-head", "/%C3%BC?a=b"] {
        assert_eq!(asked(&server, path), Answer::Alive, "{path}");
    }
    for path in ["/lost", "/gone", "/old", "/round"] {
        assert!(matches!(asked(&server, path), Answer::Dead(_)), "{path}");
    }
    for path in ["/ill", "/nothing"] {
        assert_eq!(asked(&server, path), Answer::Unknown, "{path}");
    }
    // Nobody listens there any more.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let silent = Server { port, asked: Arc::default() };
    assert_eq!(asked(&silent, "/"), Answer::Unknown);
}

#[test]
fn answers_are_kept_for_a_while() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rolecall/links.json");
    let (good, lost) = (server.url("/#a"), server.url("/lost"));
    let check = |now: u64| {
        let mut cache = Cache::at(Some(file.clone()), now);
        let before = server.asked();
        let answers = ask([&*good, &*lost], &mut cache, Reach::AndThisMachine);
        cache.keep();
        assert!(matches!(answers[&lost], Answer::Dead(_)) && answers[page_of(&good)] == Answer::Alive);
        server.asked() - before
    };
    const HOUR: u64 = 60 * 60;
    let start = 1_000_000;
    assert!(check(start) >= 2);
    assert_eq!(check(start + HOUR - 1), 0);
    // The dead page is asked for again, by both questions; the good one is not.
    assert_eq!(check(start + HOUR), 2);
    assert_eq!(check(start + 24 * 7 * HOUR), 3);
    // A broken file is no cache.
    std::fs::write(&file, "{").unwrap();
    assert_eq!(check(start + 24 * 7 * HOUR), 3);
}

#[test]
fn many_pages_are_asked_for_once_each() {
    let servers = [Server::start(), Server::start(), Server::start()];
    let urls: Vec<String> = servers
        .iter()
        .flat_map(|server| (0..20).map(|number| server.url(&format!("/{}#{number}", number % 10))))
        .collect();
    let answers = ask(urls.iter().map(String::as_str), &mut nowhere(0), Reach::AndThisMachine);
    assert_eq!(answers.len(), 30);
    assert!(servers.iter().all(|server| server.asked() == 10));
}

#[test]
fn this_machine_and_its_network_are_left_alone() {
    let server = Server::start();
    for host in [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "[::ffff:127.0.0.1]",
        "x.localhost",
    ] {
        let url = format!("http://{host}:{}/", server.port);
        assert!(matches!(ask([&*url], &mut nowhere(0), Reach::Web).remove(&url), Some(Answer::Dead(_))), "{host}");
    }
    assert_eq!(server.asked(), 0);
    assert!(!is_own_network("https://example.com/") && !is_own_network("https://93.184.216.34/"));
}
