//! A client that does as it is told, right or wrong. It waits ten seconds at most for anything.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

pub struct Client {
    reader: BufReader<TcpStream>,
}

pub struct Heard {
    pub status: u16,
    pub fields: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Heard {
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Client {
    pub fn to(address: SocketAddr) -> Self {
        let stream = TcpStream::connect_timeout(&address, Duration::from_secs(10)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream.set_write_timeout(Some(Duration::from_secs(10))).unwrap();
        Self { reader: BufReader::new(stream) }
    }

    /// Sends something; what the server does not take is its decision.
    pub fn say(&mut self, text: impl AsRef<[u8]>) -> &mut Self {
        let _ = self.reader.get_mut().write_all(text.as_ref());
        self
    }

    pub fn get(&mut self, path: &str) -> Heard {
        self.get_with(path, "")
    }

    /// GET with further header lines.
    pub fn get_with(&mut self, path: &str, lines: &str) -> Heard {
        self.say(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n")).hear()
    }

    pub fn hear(&mut self) -> Heard {
        self.try_hear(true).unwrap()
    }

    /// The answer to a HEAD request.
    pub fn hear_head(&mut self) -> Heard {
        self.try_hear(false).unwrap()
    }

    /// An answer, whose length is always told.
    pub fn try_hear(&mut self, with_body: bool) -> std::io::Result<Heard> {
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|s| s.parse().ok()).ok_or(std::io::ErrorKind::UnexpectedEof)?;
        let mut fields = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(": ") else { break };
            fields.push((name.to_ascii_lowercase(), value.to_owned()));
        }
        let mut heard = Heard { status, fields, body: Vec::new() };
        assert_eq!(heard.field("transfer-encoding"), None);
        let length: usize = heard.field("content-length").unwrap().parse().unwrap();
        if with_body && status != 304 {
            heard.body.resize(length, 0);
            self.reader.read_exact(&mut heard.body)?;
        }
        Ok(heard)
    }

    fn line(&mut self) -> std::io::Result<String> {
        let mut line = String::new();
        self.reader.read_line(&mut line)?;
        Ok(line.trim_end().to_owned())
    }

    /// Whether the server closes the connection without another word.
    pub fn is_closed(&mut self) -> bool {
        match self.reader.read(&mut [0]) {
            Ok(count) => count == 0,
            Err(e) => e.kind() == std::io::ErrorKind::ConnectionReset,
        }
    }
}
