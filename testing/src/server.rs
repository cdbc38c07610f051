//! The real program as a process of its own, and HTTP spoken to it.
//!
//! It is ended by its number when the value goes, also where a test panics.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, ChildStderr, Command, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::Duration,
};

/// A start takes a tenth of a second; on a busy machine more.
const STARTS_WITHIN: Duration = Duration::from_mins(1);
/// No answer takes as long.
const ANSWERS_WITHIN: Duration = Duration::from_mins(1);

/// A running server.
pub struct Server {
    child: Child,
    said: Receiver<String>,
    port: u16,
}

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The status line and the headers.
    pub head: String,
    /// The body.
    pub body: String,
}

impl Server {
    /// Starts the program in that folder, with these variables and no others, on a port that nobody uses. Its log is
    /// added to `log` in the folder. [`Server::ready`] waits for it.
    ///
    /// # Panics
    ///
    /// The program is not there.
    pub fn spawn(program: &str, folder: &Path, variables: &[(&str, &str)]) -> Self {
        let port = free_port();
        let log = File::options().append(true).create(true).open(folder.join("log")).expect("the log is opened");
        let mut child = Command::new(program)
            .current_dir(folder)
            .env_clear()
            .envs(variables.iter().copied())
            .env("LEPTOS_SITE_ADDR", format!("127.0.0.1:{port}"))
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let said = lines(child.stderr.take().expect("it has a standard error"));
        Self { child, said, port }
    }

    /// Waits until it serves.
    ///
    /// # Panics
    ///
    /// It ends instead, or takes too long.
    #[must_use]
    pub fn ready(self) -> Self {
        let mut all = String::new();
        loop {
            match self.said.recv_timeout(STARTS_WITHIN) {
                Ok(line) if line.contains("Greenroom is at") => return self,
                Ok(line) => all = all + &line + "\n",
                Err(RecvTimeoutError::Disconnected) => panic!("it ended: {all}"),
                Err(RecvTimeoutError::Timeout) => panic!("it does not start: {all}"),
            }
        }
    }

    /// Kills it without a warning (SIGKILL), and waits until it is gone.
    ///
    /// # Panics
    ///
    /// It cannot be killed.
    pub fn kill(&mut self) {
        self.child.kill().expect("it is killed");
        self.child.wait().expect("it is gone");
    }

    /// Stops it as an operator does, and waits until it has done all that it does then.
    ///
    /// # Panics
    ///
    /// It does not end well.
    pub fn stop(mut self) {
        let pid = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &pid]).status().expect("it is told");
        assert!(told.success());
        let status = self.child.wait().expect("it ends");
        assert!(status.success(), "{status}");
    }

    /// Where it listens.
    pub const fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be gone already, by `kill` or by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks the server at that port of this machine. Each header is a line without its end.
///
/// # Errors
///
/// There is no answer, or half of one.
pub fn ask(port: u16, method: &str, path: &str, headers: &[&str], body: &str) -> io::Result<Answer> {
    let mut stream = send(port, method, path, headers, body)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let cut = || io::Error::from(io::ErrorKind::UnexpectedEof);
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(cut)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(cut)?;
    let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    if length.is_some_and(|length: usize| length != body.len()) {
        return Err(cut());
    }
    Ok(Answer { status, head: head.to_owned(), body: body.to_owned() })
}

/// Opens what the server goes on sending, such as the events of a door: its lines, from the status line on.
///
/// # Errors
///
/// The server does not answer.
pub fn follow(port: u16, path: &str) -> io::Result<impl Iterator<Item = io::Result<String>> + use<>> {
    Ok(BufReader::new(send(port, "GET", path, &[], "")?).lines())
}

fn send(port: u16, method: &str, path: &str, headers: &[&str], body: &str) -> io::Result<TcpStream> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(ANSWERS_WITHIN))?;
    let first = format!("{method} {path} HTTP/1.1");
    let (host, length) = (format!("Host: 127.0.0.1:{port}"), format!("Content-Length: {}", body.len()));
    let lines = [&[&*first, &host, "Connection: close", &length], headers].concat();
    let request = format!("{}\r\n\r\n{body}", lines.join("\r\n"));
    stream.write_all(request.as_bytes())?;
    Ok(stream)
}

fn lines(stderr: ChildStderr) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    // It reads on when nobody listens any more, so that the server never waits for us.
    std::thread::spawn(move || {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    receiver
}

/// A port that nobody uses now.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a port is free").port()
}
