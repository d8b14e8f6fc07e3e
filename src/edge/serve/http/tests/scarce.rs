//! A server whose system gives few file descriptors, in a process of its own.

#![cfg(unix)]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use super::super::{Answer, Ask, Body, Limits, Reply};
use super::client::Client;
use super::serve;

struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The server of the test below. It ends when its standard input does.
#[test]
#[ignore = "the process that another test starts"]
#[allow(clippy::print_stdout)]
fn child() {
    let server = serve(
        |ask: &Ask| -> Answer {
            if ask.path == "/panic" {
                panic!("on purpose");
            }
            match std::fs::File::open("/dev/null").and_then(|_| std::fs::File::open("Cargo.toml")).and_then(Body::file)
            {
                Ok(body) => Reply::new(200, "text/plain", body).into(),
                Err(e) => Reply::text(500, e.to_string()).into(),
            }
        },
        Limits::default(),
    );
    println!("listening on {}", server.address());
    let _ = std::io::stdin().read_line(&mut String::new());
}

#[test]
fn out_of_file_descriptors_it_goes_on() {
    let name = format!("{}::child", module_path!().split_once("::").unwrap().1);
    let mut process = Process(
        Command::new("sh")
            .args(["-c", "ulimit -n 64; exec \"$0\" \"$@\""])
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", &name, "--ignored", "--nocapture"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let lines = BufReader::new(process.0.stdout.take().unwrap()).lines().map_while(Result::ok);
    let found = lines.filter_map(|line| line.split_once("listening on ").map(|(_, address)| address.to_owned())).next();
    let address = found.unwrap().parse().unwrap();
    let whole = std::fs::read("Cargo.toml").unwrap();
    let mut idle = Vec::new();
    for round in 0..4 {
        // Some are whole requests, some are halves, most say nothing.
        for n in 0..60 {
            let mut client = Client::to(address);
            match n % 5 {
                0 => drop(client.say("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n")),
                1 => drop(client.say("GET /x HTTP/1.1\r\n")),
                _ => {}
            }
            idle.push(client);
        }
        for _ in 0..5 {
            let reply = Client::to(address).get("/x");
            assert_eq!((reply.status, reply.body.as_slice()), (200, whole.as_slice()), "round {round}");
        }
    }
    drop(idle);
    assert_eq!(Client::to(address).get("/x").body, whole);
}
