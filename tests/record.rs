//! docs/RECORD.md: its table is that of the code, and its verifier in Python agrees with ours.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use greenroom::record::{ActorKind, Event, EventKind, GENESIS, Hash, NewEvent, Personal};
use serde_json::json;

fn document() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/RECORD.md")
}

fn table() -> String {
    let mut table = String::from("| kind | what happened |\n| --- | --- |\n");
    for kind in EventKind::ALL {
        writeln!(table, "| `{}` | {} |", kind.as_str(), kind.meaning()).unwrap();
    }
    table
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a switch of this test, no setting of the program")]
fn the_documents_table_of_kinds_is_that_of_the_code() {
    let mut text = fs::read_to_string(document()).unwrap();
    if std::env::var_os("UPDATE").is_some() {
        let (before, rest) = text.split_once("<!-- kinds -->\n").unwrap();
        let (_, after) = rest.split_once("<!-- /kinds -->").unwrap();
        text = format!("{before}<!-- kinds -->\n{}<!-- /kinds -->{after}", table());
        fs::write(document(), &text).unwrap();
    }
    assert!(text.contains(&table()), "docs/RECORD.md differs from src/record/kind.rs: run this with UPDATE=1");
}

/// Events with everything that JSON writes in a special way, one purged, one erased for one person's sake.
fn chain() -> Vec<Event> {
    let rows = [
        ("Grâce \"Hopper\" \\ \u{1F600}\u{2028}\u{7f}", EventKind::Joined, None),
        ("a\tb\u{1}\u{8}\u{c}\n\r/<>&", EventKind::Knocked, None),
        ("gone", EventKind::LetIn, None),
        ("", EventKind::PersonalDataPurged, Some("1002")),
        ("", EventKind::PersonalDataErased, Some("1")),
    ];
    let mut head = Hash(GENESIS.to_owned());
    let sealed = (1..).zip(rows).map(|(seq, (name, kind, detail))| {
        let new = NewEvent {
            id: format!("e{seq}"),
            at: 1000 + seq,
            kind,
            actor: ActorKind::Guest,
            api_key: (seq == 2).then(|| "k1".to_owned()),
            session_id: Some("s1".to_owned()),
            request_id: None,
            subject: Some("ü".to_owned()),
            detail: detail.map(str::to_owned),
            times: 1,
            salt: format!("salt{seq}"),
            personal: Personal { name: Some(name.to_owned()), address: Some("::1".to_owned()), ..Personal::default() },
        };
        let event = Event::sealed(new, seq, &head);
        head = event.hash.clone();
        event
    });
    let mut events: Vec<Event> = sealed.collect();
    events[0].personal = None;
    (events[2].personal, events[2].erased_by) = (None, Some("e5".to_owned()));
    events
}

/// One event as it is exported.
fn line(event: &Event) -> String {
    let (salt, who) = event.personal.clone().map_or_else(Default::default, |(salt, who)| (Some(salt), who));
    json!({
        "seq": event.seq, "id": event.id, "at": event.at, "kind": event.kind.as_str(),
        "actor": event.actor.as_str(), "apiKey": event.api_key, "sessionId": event.session_id,
        "requestId": event.request_id, "subject": event.subject, "detail": event.detail, "times": event.times,
        "personalHash": event.personal_hash.0, "hash": event.hash.0, "salt": salt, "by": who.by,
        "person": who.person, "name": who.name, "address": who.address, "userAgent": who.user_agent,
        "erasedBy": event.erased_by,
    })
    .to_string()
}

/// Something that nobody may do.
type Deed = fn(&mut Vec<Event>);

#[test]
fn the_documents_verifier_finds_a_chain_whole_and_whatever_is_done_to_it() {
    if Command::new("python3").arg("--version").output().is_err() {
        eprintln!("there is no python3 here: the document's verifier was not tried");
        return;
    }
    let text = fs::read_to_string(document()).unwrap();
    let (_, rest) = text.split_once("```python\n").unwrap();
    let (program, _) = rest.split_once("```").unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("verify.py"), program).unwrap();
    let verify = |events: &[Event]| {
        let lines: Vec<String> = events.iter().map(line).collect();
        fs::write(folder.path().join("events.jsonl"), lines.join("\n") + "\n").unwrap();
        let output =
            Command::new("python3").args(["verify.py", "events.jsonl"]).current_dir(folder.path()).output().unwrap();
        let said = if output.status.success() { output.stdout } else { output.stderr };
        (output.status.success(), String::from_utf8(said).unwrap().trim().to_owned())
    };
    let whole = chain();
    assert_eq!(verify(&whole), (true, format!("holds, 2 erased, ends at 5:{}", whole[4].hash.0)));
    let rows: [(&str, Deed); 6] = [
        ("event 2 was changed", |all| all[1].times = 2),
        ("event 2 was changed", |all| all[1].personal.as_mut().unwrap().1.name = None),
        ("event 2 is missing", |all| _ = all.remove(1)),
        ("event 2 is missing", |all| all.swap(1, 2)),
        ("event 2 names nobody", |all| all[1].personal = None),
        ("event 3 names nobody", |all| all[2].erased_by = Some("e1".to_owned())),
    ];
    for (fault, deed) in rows {
        let mut events = chain();
        deed(&mut events);
        let (ok, said) = verify(&events);
        assert!(!ok && said.starts_with(fault), "{fault}: {said}");
    }
}
