//! A guest's browser at a door.

use std::time::Instant;

use serde_json::Value;

use crate::{
    Outcome,
    client::{Connection, Events, Request},
    server::Server,
};

/// A browser, at one of the servers.
#[derive(Clone, Debug)]
pub struct Guest {
    /// Its number, by which it is told from the others.
    pub number: usize,
    /// Which server it speaks with, by its place among them.
    pub server: usize,
    /// Where that one listens.
    pub address: String,
    /// The secret of the link that it came by.
    pub secret: String,
}

/// One that waits, with its line of events.
pub struct Line {
    /// Who.
    pub guest: Guest,
    events: Events,
}

impl Guest {
    fn cookies(&self) -> String {
        format!("greenroom_device={:032x}; greenroom_name=Guest{}", self.number, self.number)
    }

    /// What it asks for when the door is open.
    pub fn token_request(&self) -> Request {
        Server::guest_token_request(&self.secret, &self.cookies())
    }

    /// Knocks, as the form on the page does.
    pub async fn knock(&self) -> Outcome<()> {
        let (path, name) = (format!("/j/{}/knock", self.secret), format!("name=Guest{}", self.number));
        let knock = Request::post_with(&path, &self.cookies(), "application/x-www-form-urlencoded", &name);
        let status = Connection::open(&self.address).await?.send(&knock).await?.status;
        if status == 303 { Ok(()) } else { Err(format!("status {status} for a knock").into()) }
    }

    /// Follows the door, and hears that it is shut.
    pub async fn wait(self) -> Outcome<Line> {
        let request = Request::get_with(&format!("/j/{}/door", self.secret), &self.cookies());
        let mut events = Connection::open(&self.address).await?.follow(&request).await?;
        let state = state(&events.next().await?)?;
        if state == "waiting_for_host" {
            Ok(Line { guest: self, events })
        } else {
            Err(format!("the door is {state}").into())
        }
    }
}

impl Line {
    /// Waits until the door is open, and leaves the line as the page does. Says who it was, and when.
    pub async fn opened(mut self) -> Outcome<(Guest, Instant)> {
        loop {
            let event = self.events.next().await?;
            let heard = Instant::now();
            match &*state(&event)? {
                "open" => return Ok((self.guest, heard)),
                "waiting_for_host" => {}
                other => return Err(format!("the door is {other}").into()),
            }
        }
    }
}

fn state(event: &str) -> Outcome<String> {
    let event: Value = serde_json::from_str(event)?;
    Ok(event["state"].as_str().ok_or("an event without a state")?.to_owned())
}
