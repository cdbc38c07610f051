//! The smallest client of HTTP/1.1 that can be trusted with this: one connection, kept alive.
//!
//! It shares its cores with the server that it measures, so it costs as little as it can.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::Outcome;

/// A request as it goes over the wire.
#[derive(Clone, Debug)]
pub struct Request(Vec<u8>);

impl Request {
    /// Gets a path, as a browser asks for a page.
    pub fn get(path: &str) -> Self {
        let text = format!("GET {path} HTTP/1.1\r\nHost: bench\r\nAccept: text/html\r\nAccept-Encoding: br\r\n\r\n");
        Self(text.into_bytes())
    }

    /// Posts JSON with an API key.
    pub fn post(path: &str, key: &str, body: &str) -> Self {
        let length = body.len();
        let text = format!(
            "POST {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {key}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        Self(text.into_bytes())
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Whether it says when to come again.
    pub has_retry_after: bool,
    /// The body.
    pub body: Vec<u8>,
}

/// One connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    /// Connects to `127.0.0.1:port`.
    pub async fn open(address: &str) -> Outcome<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(16 * 1024) })
    }

    /// Sends a request and reads its answer.
    pub async fn send(&mut self, request: &Request) -> Outcome<Answer> {
        self.stream.write_all(&request.0).await?;
        self.buffer.clear();
        let head = loop {
            if let Some(end) = self.buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                break end + 4;
            }
            self.read().await?;
        };
        let text = String::from_utf8_lossy(&self.buffer[..head]).to_ascii_lowercase();
        let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or("no status")?;
        let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        let has_retry_after = field("retry-after:").is_some();
        let body = match field("content-length:") {
            Some(length) => self.counted(head, length.parse()?).await?,
            None => self.chunked(head).await?,
        };
        Ok(Answer { status, has_retry_after, body })
    }

    async fn read(&mut self) -> Outcome<()> {
        let read = self.stream.read_buf(&mut self.buffer).await?;
        if read == 0 { Err("the server hung up".into()) } else { Ok(()) }
    }

    async fn counted(&mut self, head: usize, length: usize) -> Outcome<Vec<u8>> {
        while self.buffer.len() < head + length {
            self.read().await?;
        }
        Ok(self.buffer[head..head + length].to_vec())
    }

    /// A compressed page comes in pieces; how they are cut does not matter here, only their end.
    async fn chunked(&mut self, head: usize) -> Outcome<Vec<u8>> {
        while !self.buffer[head..].ends_with(b"0\r\n\r\n") {
            self.read().await?;
        }
        Ok(self.buffer[head..].to_vec())
    }
}
