//! Clients that write without pause, and note what was acknowledged.

use std::{
    io,
    sync::{
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::{self, Receiver, Sender},
    },
    time::{Duration, Instant},
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use testing::ask;

use crate::{chance::Chance, place::API_KEY};

/// Clients of each server at one time.
const WRITERS: usize = 3;
/// So long the first writes may take: the database of a server may still be coming back.
const BEGINS_WITHIN: Duration = Duration::from_mins(1);
/// No answer takes longer, whatever becomes of the database.
const ANSWERED_WITHIN: Duration = Duration::from_secs(18);

/// A write that the server has said was done.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Written {
    Session { id: String },
    Grant { session: String, id: String },
    Revoked { session: String, invite: String },
}

/// Asks as a backend does.
pub(crate) fn backend(port: u16, method: &str, path: &str, body: &Value) -> io::Result<(u16, Value)> {
    let key = format!("Authorization: Bearer {API_KEY}");
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let begun = Instant::now();
    let answer = ask(port, method, path, &[&key, "Content-Type: application/json"], &body)?;
    assert!(begun.elapsed() < ANSWERED_WITHIN, "{method} {path}: {:?}: {}", begun.elapsed(), answer.head);
    Ok((answer.status, serde_json::from_str(&answer.body).unwrap_or_default()))
}

/// What was acknowledged so far.
pub(crate) struct Heard<'a> {
    receiver: Receiver<Written>,
    journal: Vec<Written>,
    /// How often each client has ended, well or not, what it did in one session.
    ends: &'a [AtomicU64],
}

impl Heard<'_> {
    /// Waits until each client has had an answer to what it asked when this began, while the database is away.
    pub(crate) fn each_is_answered(&self) {
        let ends = || self.ends.iter().map(|ends| ends.load(Ordering::Relaxed));
        let (before, begun): (Vec<_>, _) = (ends().collect(), Instant::now());
        while ends().zip(&before).any(|(now, before)| now == *before) {
            assert!(begun.elapsed() < ANSWERED_WITHIN * 2, "a client has no answer");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Takes down what is there.
    pub(crate) fn drain(&mut self) {
        self.journal.extend(self.receiver.try_iter());
    }

    /// Waits until so many more were acknowledged; says whether they were.
    pub(crate) fn more(&mut self, count: u64, within: Duration) -> bool {
        let begun = Instant::now();
        for _ in 0..count {
            match self.receiver.recv_timeout(within.saturating_sub(begun.elapsed())) {
                Ok(written) => self.journal.push(written),
                Err(_) => return false,
            }
        }
        true
    }
}

/// Lets clients write at these servers until some writes were acknowledged and a moment more, then does that. Gives all
/// that was acknowledged, to the last one that a client heard.
pub(crate) fn written_until(ports: &[u16], chance: &mut Chance, deed: impl FnOnce(&mut Heard<'_>)) -> Vec<Written> {
    let (enough, moment) = (1 + chance.below(20), Duration::from_micros(chance.below(4000)));
    let (sender, receiver) = mpsc::channel();
    let stop = AtomicBool::new(false);
    let clients: Vec<u16> = ports.iter().flat_map(|port| [*port; WRITERS]).collect();
    let ends: Vec<AtomicU64> = clients.iter().map(|_| AtomicU64::new(0)).collect();
    let mut heard = Heard { receiver, journal: Vec::new(), ends: &ends };
    std::thread::scope(|scope| {
        for (port, ends) in clients.into_iter().zip(&ends) {
            let (sender, stop) = (sender.clone(), &stop);
            scope.spawn(move || write(port, stop, ends, &sender));
        }
        // They end when it is over, also where it is over because something fails here.
        let _over = Over(&stop);
        assert!(heard.more(enough, BEGINS_WITHIN), "nothing is acknowledged");
        // Nothing is waited for: this is the moment that was drawn.
        std::thread::sleep(moment);
        deed(&mut heard);
    });
    heard.drain();
    heard.journal
}

/// Tells the clients to stop.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Writes until it is told to stop or the server is gone. A refusal because the database is gone is no end.
fn write(port: u16, stop: &AtomicBool, ends: &AtomicU64, acknowledged: &Sender<Written>) {
    while !stop.load(Ordering::Relaxed) {
        if let Err(Ended::Gone) = one_session(port, stop, acknowledged) {
            return;
        }
        ends.fetch_add(1, Ordering::Relaxed);
    }
}

/// Why a writer does not go on with a session.
enum Ended {
    Gone,
    Refused,
}

impl From<io::Error> for Ended {
    fn from(_: io::Error) -> Self {
        Self::Gone
    }
}

/// Opens a session, asks for tokens, makes invites and revokes them.
fn one_session(port: u16, stop: &AtomicBool, acknowledged: &Sender<Written>) -> Result<(), Ended> {
    // Who counts what was acknowledged has enough of it when it is gone.
    let note = |written| _ = acknowledged.send(written);
    let opened = done(backend(port, "POST", "/api/sessions", &json!({ "title": "Weekly" }))?, 201)?;
    let text = |value: &Value, name: &str| value[name].as_str().unwrap().to_owned();
    let (session, room) = (text(&opened, "id"), text(&opened, "roomName"));
    note(Written::Session { id: session.clone() });
    for number in 0..4 {
        if stop.load(Ordering::Relaxed) {
            return Ok(());
        }
        let wish = json!({ "userId": format!("u{number}"), "userName": "Ada", "roomName": room, "isModerator": false });
        let given = done(backend(port, "POST", "/api/jitsi/jwt", &wish)?, 200)?;
        note(Written::Grant { session: session.clone(), id: jti(given["token"].as_str().unwrap()) });
        let invites = format!("/api/sessions/{session}/invites");
        let made = done(backend(port, "POST", &invites, &json!({ "role": "guest" }))?, 201)?;
        let invite = text(&made, "id");
        done(backend(port, "DELETE", &format!("{invites}/{invite}"), &Value::Null)?, 204)?;
        note(Written::Revoked { session: session.clone(), invite });
    }
    Ok(())
}

/// The answer of a write that was done. Nothing else is ever said but that the database is gone.
fn done((status, body): (u16, Value), expected: u16) -> Result<Value, Ended> {
    match status {
        503 => Err(Ended::Refused),
        status => {
            assert_eq!(status, expected, "{body}");
            Ok(body)
        }
    }
}

fn jti(token: &str) -> String {
    let payload = BASE64_URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
    serde_json::from_slice::<Value>(&payload).unwrap()["jti"].as_str().unwrap().to_owned()
}
