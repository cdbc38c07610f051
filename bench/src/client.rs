//! The smallest client of HTTP/1.1 that can be trusted with this: one connection, kept alive.
//!
//! It shares its cores with the server that it measures, so it costs as little as it can.

use std::time::Instant;

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

    /// Gets a path with an API key.
    pub fn get_as_backend(path: &str, key: &str) -> Self {
        Self(format!("GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {key}\r\n\r\n").into_bytes())
    }

    /// Gets a path with cookies, as a program reads it: not compressed.
    pub fn get_with(path: &str, cookies: &str) -> Self {
        Self(
            format!("GET {path} HTTP/1.1\r\nHost: bench\r\nAccept: text/html\r\nCookie: {cookies}\r\n\r\n")
                .into_bytes(),
        )
    }

    /// Gets a page with cookies, as a browser does.
    pub fn page(path: &str, cookies: &str) -> Self {
        let text = format!(
            "GET {path} HTTP/1.1\r\nHost: bench\r\nAccept: text/html\r\nAccept-Encoding: br\r\n\
             Cookie: {cookies}\r\n\r\n"
        );
        Self(text.into_bytes())
    }

    /// Posts with cookies, as a page of ours does.
    pub fn post_with(path: &str, cookies: &str, kind: &str, body: &str) -> Self {
        let length = body.len();
        let text = format!(
            "POST {path} HTTP/1.1\r\nHost: bench\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookies}\r\n\
             Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}"
        );
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
    /// In how many seconds to come again, where it says so.
    pub retry_after: Option<u64>,
    /// When the first of it came.
    pub first_byte: Instant,
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
        self.read().await?;
        let first_byte = Instant::now();
        let body_at = self.find(0, b"\r\n\r\n").await? + 4;
        let head = String::from_utf8_lossy(&self.buffer[..body_at]).to_ascii_lowercase();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or("no status")?;
        let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        let retry_after = field("retry-after:").map(str::to_owned);
        let body = match field("content-length:") {
            Some(length) => self.bytes(body_at, length.parse()?).await?.to_vec(),
            None if field("transfer-encoding:") == Some("chunked") => self.chunks(body_at).await?,
            None => Vec::new(),
        };
        let retry_after = retry_after.and_then(|seconds| seconds.parse().ok());
        Ok(Answer { status, retry_after, first_byte, body })
    }

    /// Sends a request whose answer is a line of server-sent events, and reads its head.
    pub async fn follow(mut self, request: &Request) -> Outcome<Events> {
        self.stream.write_all(&request.0).await?;
        self.buffer.clear();
        let body_at = self.find(0, b"\r\n\r\n").await? + 4;
        if !self.buffer.starts_with(b"HTTP/1.1 200 ") {
            let head = String::from_utf8_lossy(&self.buffer);
            return Err(format!("no line of events: {}", head.lines().next().unwrap_or_default()).into());
        }
        Ok(Events { connection: self, at: body_at })
    }

    async fn read(&mut self) -> Outcome<()> {
        let read = self.stream.read_buf(&mut self.buffer).await?;
        if read == 0 { Err("the server hung up".into()) } else { Ok(()) }
    }

    /// Where `mark` is, at or after `from`.
    async fn find(&mut self, from: usize, mark: &[u8]) -> Outcome<usize> {
        loop {
            let rest = self.buffer.get(from..).unwrap_or_default();
            if let Some(at) = rest.windows(mark.len()).position(|window| window == mark) {
                return Ok(from + at);
            }
            self.read().await?;
        }
    }

    async fn bytes(&mut self, from: usize, length: usize) -> Outcome<&[u8]> {
        while self.buffer.len() < from + length {
            self.read().await?;
        }
        Ok(&self.buffer[from..from + length])
    }

    /// RFC 9112, 7.1: a length in hex, a line's end, so many bytes, a line's end; the last has none.
    async fn chunks(&mut self, mut at: usize) -> Outcome<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line_end = self.find(at, b"\r\n").await?;
            let length = usize::from_str_radix(std::str::from_utf8(&self.buffer[at..line_end])?.trim(), 16)?;
            at = line_end + 2;
            body.extend_from_slice(self.bytes(at, length).await?);
            at += length + 2;
            self.bytes(at - 2, 2).await?;
            if length == 0 {
                return Ok(body);
            }
        }
    }
}

/// A line of server-sent events.
pub struct Events {
    connection: Connection,
    at: usize,
}

impl Events {
    /// The data of the next event. Lines between, of comments and of chunks, are passed over.
    pub async fn next(&mut self) -> Outcome<String> {
        loop {
            let end = self.connection.find(self.at, b"\n").await?;
            let line = String::from_utf8_lossy(&self.connection.buffer[self.at..end]).trim_end().to_owned();
            self.at = end + 1;
            if let Some(data) = line.strip_prefix("data:") {
                return Ok(data.trim_start().to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    /// What the client makes of `answers`, each sent byte by byte to one and the same connection.
    async fn read(answers: &'static [&'static str]) -> Vec<Answer> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            for answer in answers {
                let mut request = [0; 4096];
                assert!(stream.read(&mut request).await.unwrap() > 0);
                for byte in answer.as_bytes() {
                    stream.write_all(&[*byte]).await.unwrap();
                }
            }
        });
        let mut connection = Connection::open(&address).await.unwrap();
        let mut all = Vec::new();
        for _ in answers {
            all.push(connection.send(&Request::get("/")).await.unwrap());
        }
        all
    }

    #[tokio::test]
    async fn answers_of_every_kind_are_read_from_one_connection() {
        let all = read(&[
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\na0\r\n\r\nb\r\n3\r\ncde\r\n0\r\n\r\n",
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 204 No Content\r\n\r\n",
        ])
        .await;
        let found: Vec<_> = all.iter().map(|answer| (answer.status, answer.retry_after, &*answer.body)).collect();
        let expected: [(u16, Option<u64>, &[u8]); 4] =
            [(200, None, b"hello"), (200, None, b"a0\r\n\r\nbcde"), (503, Some(1), b""), (204, None, b"")];
        assert_eq!(found, expected);
    }
}
