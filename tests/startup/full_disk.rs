//! A disk that fills up under the running server: refused in words, nothing lost, and all is well
//! again when there is space.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc,
};

use serde_json::Value;

use crate::{
    program::{PROGRAM, free_port},
    serving::{API_KEY, AUTHORIZATION, ask},
};

/// Runs the program on a disk of two megabytes that nobody else sees, and fills and frees it when
/// it is told so.
const SCRIPT: &str = r#"
mount -t tmpfs -o size=2m none data || exit 1
"$PROGRAM" & server=$!
trap 'kill $server; wait $server' EXIT
while read -r order; do
  case $order in
    fill) cat /dev/zero >data/filler 2>/dev/null ;;
    free) rm data/filler ;;
  esac
  echo "done: $order" >&2
done
"#;

struct Server {
    child: Child,
    orders: Option<ChildStdin>,
    lines: mpsc::Receiver<String>,
    port: u16,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let port = free_port();
        let mut child = Command::new("unshare")
            .args(["-rm", "sh", "-c", SCRIPT])
            .current_dir(folder)
            .env("PROGRAM", PROGRAM)
            .env("LEPTOS_SITE_ADDR", format!("127.0.0.1:{port}"))
            .env("GREENROOM_API_KEYS", API_KEY)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = mpsc::channel();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || stderr.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let orders = child.stdin.take();
        let server = Self { child, orders, lines, port };
        server.hear("Greenroom is at");
        server
    }

    fn hear(&self, words: &str) {
        assert!(self.lines.iter().any(|line| line.contains(words)), "it ended without `{words}`");
    }

    fn order(&mut self, what: &str) {
        writeln!(self.orders.as_mut().unwrap(), "{what}").unwrap();
        self.hear(&format!("done: {what}"));
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> (u16, String) {
        let answer = ask(self.port, method, path, &[AUTHORIZATION], body);
        (answer.status, answer.body)
    }

    fn open_session(&self) -> (u16, Value) {
        let (status, body) = self.ask("POST", "/api/sessions", r#"{"title":"Weekly"}"#);
        (status, serde_json::from_str(&body).unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.orders.take());
        let _ = self.child.wait();
    }
}

#[test]
fn a_full_disk_is_refused_in_words_and_the_server_lives_on() {
    let able = Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]).output();
    if !able.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: this machine lets nobody make a small disk of their own (unshare -rm)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    let mut server = Server::start(folder.path());
    let (status, before) = server.open_session();
    assert_eq!(status, 201);
    server.order("fill");
    // Some pages may be left in what the database already has.
    let refused = (0..200).map(|_| server.open_session()).find(|(status, _)| *status != 201);
    let (status, body) = refused.expect("a full disk takes nothing for ever");
    assert_eq!((status, body["code"].as_str()), (500, Some("internal")));
    assert!(body["error"].as_str().unwrap().ends_with("Try again in a moment."), "{body}");
    let path = format!("/api/sessions/{}", before["id"].as_str().unwrap());
    assert_eq!(server.ask("GET", &path, "").0, 200);
    assert_eq!(server.ask("GET", "/", "").0, 200);
    server.order("free");
    assert_eq!(server.open_session().0, 201);
    assert_eq!(server.ask("GET", &path, "").0, 200);
}
