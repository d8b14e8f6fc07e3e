//! The preview as the program shows it: what it prints, how it ends, and what it never writes.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use crate::client::Client;
use crate::desk::wait_for;
use crate::project::{Project, posting};

/// A running program, killed when it is dropped.
pub struct Program {
    child: Child,
    stdout: BufReader<ChildStdout>,
    stderr: ChildStderr,
    /// As it was printed.
    address: String,
}

impl Program {
    /// Starts it and waits until it says where it is.
    pub fn start(project: &Project, args: &[&str]) -> Self {
        let mut child = command(project, args).spawn().expect("the program starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("its output"));
        let stderr = child.stderr.take().expect("its errors");
        let mut line = String::new();
        stdout.read_line(&mut line).expect("a line");
        let address = line.split_whitespace().find(|word| word.starts_with("http://"));
        let address = address.unwrap_or_else(|| panic!("no address: {line}")).to_owned();
        Self { child, stdout, stderr, address }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    fn port(&self) -> u16 {
        let host = self.address.trim_start_matches("http://").split('/').next().unwrap_or_default();
        host.rsplit_once(':').and_then(|(_, port)| port.parse().ok()).expect("a port")
    }

    pub fn client(&self) -> Client {
        Client::to(SocketAddr::from(([127, 0, 0, 1], self.port())))
    }

    /// Presses Ctrl-C: what it said until its end, and how long that took.
    pub fn interrupt(&mut self) -> (String, Duration) {
        let pressed = Instant::now();
        let sent = Command::new("kill").args(["-INT", &self.id().to_string()]).status().expect("a signal");
        assert!(sent.success());
        self.child.wait().expect("it ends");
        let took = pressed.elapsed();
        let mut said = String::new();
        self.stdout.read_to_string(&mut said).expect("text");
        self.stderr.read_to_string(&mut said).expect("text");
        (said, took)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(project: &Project, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolecall"));
    command.current_dir(project.root()).env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1");
    command.args(["serve", "--today", "2026-11-22"]).args(args);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[test]
fn a_port_that_is_taken_ends_it_with_status_2() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let output = command(&Project::new(), &["--port", &port]).output().expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.starts_with(&format!("error: port {port} of 127.0.0.1 is taken by another program\n")), "{said}");
    assert!(said.contains("help: leave --port out"), "{said}");
}

#[test]
fn without_a_port_the_next_free_one_is_taken() {
    // Somebody else may have the first already.
    let _first = TcpListener::bind("127.0.0.1:4000");
    let project = Project::new();
    let mut programs = [Program::start(&project, &[]), Program::start(&project, &[])];
    let ports = programs.each_ref().map(Program::port);
    assert!(ports.iter().all(|port| (4001..=4100).contains(port)) && ports[0] != ports[1], "{ports:?}");
    for program in &mut programs {
        assert_eq!(program.client().get("/").status, 200);
        program.interrupt();
    }
}

#[test]
fn outside_a_project_and_with_a_wrong_host_it_ends_with_status_2() {
    let project = Project::new();
    fs::remove_dir_all(project.path("content")).expect("it was there");
    let output = command(&project, &[]).output().expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    let output = command(&Project::new(), &["--host", "192.0.2.1", "--port", "0"]).output().expect("it starts");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.starts_with("error: cannot listen on port 0 of 192.0.2.1: "), "{said}");
}

#[test]
fn the_address_is_printed_with_the_path_and_ctrl_c_ends_it_at_once() {
    let project = Project::new();
    project.write("content/site.yaml", "base_url: https://example.com/jobs-site/\n");
    let mut program = Program::start(&project, &["--port", "0"]);
    assert_eq!(program.address, format!("http://localhost:{}/jobs-site/", program.port()));
    let mut client = program.client();
    assert_eq!(client.get("/jobs-site/").status, 200);
    // A page that waits for news, and one whose connection is open.
    let mut parked = program.client();
    let told = client.get("/jobs-site/_rolecall/news?page=/jobs-site/&known=").text();
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    parked.say(&format!("/jobs-site/_rolecall/news?page=/jobs-site/&known={}", told["tag"].as_str().expect("a tag")));
    let (said, took) = program.interrupt();
    // Far less than a request waits for news, however busy the machine is.
    assert!(took < Duration::from_secs(10), "{took:?}");
    assert_eq!(said, "");
}

#[test]
fn errors_are_printed_once_and_nothing_is_written() {
    let project = Project::new();
    project.write("content/jobs/a.md", "---\ntitle: Alpha\nlevel: wizard\n---\n");
    let mut program = Program::start(&project, &["--port", "0"]);
    let mut client = program.client();
    assert_eq!(client.get("/").status, 500);
    project.write("content/jobs/a.md", &posting("Alpha", "Sales", "Mended."));
    let status = |client: &mut Client, path: &str, wanted: u16| {
        wait_for(|| {
            let heard = client.get(path);
            if heard.status == wanted { Ok(()) } else { Err(heard.text()) }
        });
    };
    status(&mut client, "/jobs/a/", 200);
    project.write("content/jobs/new.md", &posting("New", "Sales", "New."));
    status(&mut client, "/jobs/new/", 200);
    project.remove("content/jobs/new.md");
    status(&mut client, "/jobs/new/", 404);
    assert!(!project.path("public").exists());
    let (said, _) = program.interrupt();
    assert_eq!(said.matches("content/jobs/a.md:3:").count(), 1, "{said}");
    assert!(said.contains("All is well again."), "{said}");
    let names = fs::read_dir(project.root()).expect("a folder").flatten().map(|entry| entry.file_name());
    let mut names: Vec<_> = names.collect();
    names.sort();
    assert_eq!(names, ["content", "static"]);
}
