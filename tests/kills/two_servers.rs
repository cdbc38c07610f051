//! Two servers on one PostgreSQL database, each a process of its own.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use testing::{Answer, Cluster, Disk, Server, ask, follow};

use crate::{
    chance::{Chance, kills},
    journal::{holds, is_shown},
    place::Place,
    writers::{backend, written_until},
};

/// So soon a server works again whose database is back, and an event is at the other one.
const SOON: Duration = Duration::from_secs(30);

type Deed = fn(&Cluster);

fn two(place: &Place) -> [Server; 2] {
    [place.spawn(), place.spawn()].map(Server::ready)
}

fn opened(port: u16, body: &Value) -> Value {
    let (status, body) = backend(port, "POST", "/api/sessions", body).unwrap();
    assert_eq!(status, 201, "{body}");
    body
}

fn ready(port: u16) -> Answer {
    ask(port, "GET", "/readyz", &[], "").unwrap()
}

fn is_soon(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < SOON, "{what}: not within {SOON:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn says_that_it_is_away(port: u16) {
    let (status, body) = backend(port, "POST", "/api/sessions", &json!({ "title": "Weekly" })).unwrap();
    assert_eq!((status, body["code"].as_str()), (503, Some("not_ready")), "{body}");
    assert_eq!(ready(port).status, 503);
    assert_eq!(ask(port, "GET", "/healthz", &[], "").unwrap().status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_that_start_at_once_on_an_empty_database_both_serve() {
    let cluster = Arc::new(Cluster::start_new(Disk::Hasty));
    for _ in 0..5 {
        let place = Place::on(Arc::clone(&cluster));
        let [one, other] = two(&place);
        let session = opened(one.port(), &json!({ "title": "Weekly" }));
        let path = format!("/api/sessions/{}", session["id"].as_str().unwrap());
        assert_eq!(backend(other.port(), "GET", &path, &Value::Null).unwrap().0, 200);
        // What both wrote at their start is in one record.
        one.stop();
        other.stop();
        holds(&place, &[]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whichever_is_killed_nothing_acknowledged_by_either_is_lost() {
    let place = Place::on_postgres();
    let mut chance = Chance::new(3);
    let mut servers = two(&place);
    let mut journal = Vec::new();
    for _ in 0..kills().div_ceil(5) {
        let ports = [servers[0].port(), servers[1].port()];
        let killed = usize::from(chance.below(2) == 0);
        let written = written_until(&ports, &mut chance, |heard| {
            servers[killed].kill();
            heard.drain();
            assert!(heard.more(5, SOON), "the other one does not go on");
        });
        is_shown(ports[1 - killed], &written);
        servers[killed] = place.start();
        is_shown(servers[killed].port(), &written);
        journal.extend(written);
    }
    servers.into_iter().for_each(Server::stop);
    holds(&place, &journal).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_database_is_away_answers_come_in_time_and_then_all_goes_on() {
    let place = Place::on_postgres();
    let cluster = place.cluster.clone().unwrap();
    let servers = two(&place);
    let ports = servers.each_ref().map(Server::port);
    let mut chance = Chance::new(4);
    let mut journal = Vec::new();
    for (name, goes, comes) in [
        ("stopped", Cluster::stop as Deed, Cluster::start as Deed),
        // It accepts connections, and never answers: as behind a network that swallows everything.
        ("frozen", Cluster::freeze, Cluster::thaw),
    ] {
        let written = written_until(&ports, &mut chance, |heard| {
            goes(&cluster);
            // What was on its way when it went is answered, and what comes later, too.
            heard.each_is_answered();
            for port in ports {
                says_that_it_is_away(port);
            }
            comes(&cluster);
            heard.drain();
            assert!(heard.more(20, SOON), "{name}: it does not go on");
        });
        for port in ports {
            is_soon(name, || ready(port).status == 200);
            is_shown(port, &written);
        }
        journal.extend(written);
    }
    servers.into_iter().for_each(Server::stop);
    holds(&place, &journal).await;
}

#[test]
fn a_guest_at_one_server_hears_that_the_host_came_in_at_the_other() {
    let place = Place::on(Arc::new(Cluster::start_new(Disk::Hasty)));
    let cluster = place.cluster.clone().unwrap();
    let [one, other] = two(&place);
    // Afterwards they have found the database again, and each other.
    for away in [false, true] {
        if away {
            cluster.stop();
            cluster.start();
            is_soon("ready", || [&one, &other].iter().all(|server| ready(server.port()).status == 200));
        }
        let session = opened(one.port(), &json!({ "title": "Weekly", "waitsForHost": true }));
        let secret = |name: &str| session[name].as_str().unwrap().rsplit_once("/j/").unwrap().1.to_owned();
        let id = session["id"].as_str().unwrap();
        let mut events = follow(one.port(), &format!("/j/{}/door", secret("guestLink"))).unwrap().map(Result::unwrap);
        assert!(events.any(|line| line.contains("waiting_for_host")), "the line ended");
        let begun = Instant::now();
        let joined = json!({
            "door": { "by": "host", "sessionId": id }, "room_claim": "qualified", "participant_id": "0a1b2c3d",
        });
        let headers = [
            "Content-Type: application/json",
            "Sec-Fetch-Site: same-origin",
            &format!("Cookie: greenroom_host_{id}={}", secret("hostLink")),
        ];
        let said = ask(other.port(), "POST", "/api/pages/joined", &headers, &joined.to_string()).unwrap();
        assert_eq!(said.status, 200, "{}", said.body);
        assert!(events.any(|line| line.contains("\"open\"")), "the line ended");
        // A third of the time after which a door is looked at anew in any case.
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    }
}
