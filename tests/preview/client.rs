//! A browser's side of the conversation, over one connection.

use std::io::{BufRead, BufReader, ErrorKind, Read, Result, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// So long an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A connection to the preview.
pub struct Client {
    address: SocketAddr,
    reader: BufReader<TcpStream>,
}

/// An answer.
pub struct Heard {
    pub status: u16,
    fields: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Heard {
    pub fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Client {
    pub fn to(address: SocketAddr) -> Self {
        Self { address, reader: connected(address) }
    }

    /// The answer to a GET. A connection that the server has closed meanwhile is opened again, as browsers do.
    pub fn get(&mut self, path: &str) -> Heard {
        self.say(path);
        match self.try_hear() {
            Ok(heard) => heard,
            Err(error) if matches!(error.kind(), ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset) => {
                self.reader = connected(self.address);
                self.say(path);
                self.hear()
            }
            Err(error) => panic!("GET {path}: {error}"),
        }
    }

    /// Sends a GET.
    pub fn say(&mut self, path: &str) {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        // A closed connection shows when its answer is read.
        let _ = self.reader.get_mut().write_all(request.as_bytes());
    }

    /// The answer to what was sent.
    pub fn hear(&mut self) -> Heard {
        self.try_hear().expect("an answer")
    }

    /// Whether something has come that nobody has read yet.
    pub fn has_heard(&mut self) -> bool {
        let stream = self.reader.get_mut();
        stream.set_nonblocking(true).expect("a socket");
        let peeked = stream.peek(&mut [0]);
        stream.set_nonblocking(false).expect("a socket");
        !matches!(peeked, Err(error) if error.kind() == ErrorKind::WouldBlock)
    }

    fn try_hear(&mut self) -> Result<Heard> {
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|s| s.parse().ok()).ok_or(ErrorKind::UnexpectedEof)?;
        let mut fields = Vec::new();
        while let Some((name, value)) = self.line()?.split_once(": ") {
            fields.push((name.to_ascii_lowercase(), value.to_owned()));
        }
        let mut heard = Heard { status, fields, body: Vec::new() };
        heard.body.resize(heard.field("content-length").parse().unwrap_or(0), 0);
        self.reader.read_exact(&mut heard.body)?;
        Ok(heard)
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.reader.read_line(&mut line)?;
        Ok(line.trim_end().to_owned())
    }
}

fn connected(address: SocketAddr) -> BufReader<TcpStream> {
    let stream = TcpStream::connect_timeout(&address, PATIENCE).expect("the preview answers");
    stream.set_read_timeout(Some(PATIENCE)).expect("a socket");
    stream.set_nodelay(true).expect("a socket");
    BufReader::new(stream)
}
