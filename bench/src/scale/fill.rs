//! Filling a database: a thread makes the rows, and this one hands them over.

use std::{mem, path::Path, thread, time::Instant};

use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::{
    database::Filling,
    history::{self, Head},
    rows::{BY_HOST, BY_SESSION, Row, Table},
    world::{Host, World},
};
use crate::{Outcome, closed::count, report::Figure};

/// So many rows are handed over together.
const BATCH: usize = 2000;

/// Rows for a table.
type Batch = (&'static Table, Vec<Row>);

/// Fills the database of a server that has been started on it once, and runs no more.
pub async fn fill(world: World, file: &Path, address: &str) -> Outcome<(World, Vec<Figure>)> {
    let started = Instant::now();
    let mut filling = Filling::open(file, address).await?;
    let indexes = filling.drop_indexes().await?;
    let head = filling.head().await?;
    let (sender, receiver) = channel(8);
    let maker = thread::spawn(move || make(world, head, &sender));
    filling.run("BEGIN".to_owned()).await?;
    pour(&mut filling, receiver).await?;
    let (world, head) = maker.join().map_err(|_| "the thread that makes the rows died")?;
    filling.set_head(&head).await?;
    filling.run("COMMIT".to_owned()).await?;
    let rows = started.elapsed().as_secs_f64();
    for index in indexes {
        filling.run(index).await?;
    }
    filling.settle().await?;
    let size = count(u64::try_from(filling.size().await?)? / 1000) / 1000.0;
    filling.close().await?;
    let figures = vec![
        Figure::new("sessions", count(world.sessions), ""),
        Figure::new("events", count(u64::try_from(head.seq)?), ""),
        Figure::new("its size", size, "MB"),
        Figure::new("rows", rows, "s"),
        Figure::new("indexes", started.elapsed().as_secs_f64() - rows, "s"),
    ];
    Ok((world, figures))
}

async fn pour(filling: &mut Filling, mut batches: Receiver<Batch>) -> Outcome<()> {
    while let Some((table, rows)) = batches.recv().await {
        filling.add(table, &rows).await?;
    }
    Ok(())
}

/// Makes all rows, table by table. Ends early where nobody takes them any more.
fn make(world: World, mut head: Head, sender: &Sender<Batch>) -> (World, Head) {
    for (table, row) in &BY_HOST {
        let hosts = (0..world.hosts()).map(Host::Usual).chain([Host::Busy]);
        hand_over(table, hosts.map(|host| vec![row(&world, host)]), sender);
    }
    for (table, rows) in &BY_SESSION {
        hand_over(table, (0..world.sessions).map(|session| rows(&world, session)), sender);
    }
    hand_over(&history::TABLE, (0..world.sessions).map(|session| head.chain(&world, session)), sender);
    (world, head)
}

fn hand_over(table: &'static Table, groups: impl Iterator<Item = Vec<Row>>, sender: &Sender<Batch>) {
    let mut batch = Vec::with_capacity(BATCH);
    for rows in groups {
        batch.extend(rows);
        if batch.len() >= BATCH && sender.blocking_send((table, mem::take(&mut batch))).is_err() {
            return;
        }
    }
    // Nobody takes it where the filling failed: that is told there.
    let _ = sender.blocking_send((table, batch));
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use greenroom::{
        record::Verifier,
        storage::{Database, InviteStore, RecordStore, SessionStore, SessionsPage, When, connect, connect_postgres},
    };

    use super::*;
    use crate::{
        place::{Kind, Place},
        server::Folder,
    };

    async fn open(file: &Path, address: &str) -> Database {
        if address.is_empty() {
            return connect(file).await.unwrap();
        }
        connect_postgres(&address.parse().unwrap(), Duration::from_secs(5)).await.unwrap()
    }

    #[tokio::test]
    async fn the_server_reads_what_was_filled_in_as_its_own_and_its_chain_is_proved() {
        for kind in Kind::ALL {
            let (folder, place) = (Folder::new().unwrap(), Place::start(kind));
            let (file, address) = (folder.path().join("greenroom.db"), place.database());
            drop(open(&file, &address).await);
            let (world, _) = fill(World::new(300, 2_000_000_000), &file, &address).await.unwrap();

            let store = open(&file, &address).await;
            let (seq, head) = store.chain_head().await.unwrap();
            let mut verifier = Verifier::new(Some((seq, head.clone())));
            for event in store.events_after(0, 5000).await.unwrap() {
                verifier.next(&event).unwrap();
            }
            let proved = verifier.end(seq).unwrap();
            assert_eq!((proved.events, proved.head), (3000, head), "{kind:?}");

            let session = world.open().next().unwrap();
            let secret = world.secret(&world.guest_invite_id(session));
            let (_, found) = store.invite_by_hash(&secret.hash()).await.unwrap().unwrap();
            assert_eq!(found.id, world.session_id(session));
            assert_eq!(found.title, world.title(session));
            let email = &*Host::Busy.email();
            let page =
                SessionsPage { email, when: When::Past, search: None, after: None, limit: 100, now: 2_000_000_000 };
            assert!(!store.sessions_of(&page).await.unwrap().is_empty(), "{kind:?}");
        }
    }
}
