//! One server, killed again and again while clients write.

use std::time::{Duration, Instant};

use crate::{
    chance::{Chance, kills},
    journal::{holds, is_shown},
    place::Place,
    writers::written_until,
};

/// So soon a server works again whose database is back.
const COMES_BACK_WITHIN: Duration = Duration::from_secs(30);

async fn is_killed(place: &Place, chance: &mut Chance) {
    let (mut journal, begun, kills) = (Vec::new(), Instant::now(), kills());
    let mut last = Vec::new();
    for number in 1..=kills {
        let mut server = place.start();
        let port = server.port();
        is_shown(port, &last);
        // Every tenth time the database is killed first, under the server.
        if let Some(cluster) = place.cluster.as_ref().filter(|_| number % 10 == 0) {
            let before = written_until(&[port], chance, |heard| {
                cluster.kill();
                cluster.start();
                heard.drain();
                assert!(heard.more(1, COMES_BACK_WITHIN), "the server does not work again by itself");
            });
            is_shown(port, &before);
            journal.extend(before);
        }
        last = written_until(&[port], chance, |_| server.kill());
        journal.extend_from_slice(&last);
    }
    let server = place.start();
    is_shown(server.port(), &last);
    server.stop();
    eprintln!("{kills} kills took {:?}", begun.elapsed());
    holds(place, &journal).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite_nothing_acknowledged_is_lost() {
    is_killed(&Place::on_sqlite(), &mut Chance::new(1)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgresql_nothing_acknowledged_is_lost_though_it_is_killed_too() {
    is_killed(&Place::on_postgres(), &mut Chance::new(2)).await;
}
