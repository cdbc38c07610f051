//! What pages follow at a session's door: server-sent events (WHATWG HTML, 9.2), and the same to ask
//! for where those do not come through.
//!
//! An event only says what the door is like now. Each line of events begins with one, so a page that
//! comes back after a cut, or to another process, knows all that it missed.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    Extension, Json, Router,
    extract::{Path, State},
    response::{
        IntoResponse,
        sse::{Event, KeepAlive, Sse},
    },
    routing::get,
};
use futures::{Stream, stream};
use serde::Serialize;

use super::{Failure, Shared, stopping::Stopping};
use crate::service::{Bell, DoorState, Line, Refusal, Visitor};

/// The door is looked at this often, in case it changed in another process. A look also says that the
/// page is still there.
const LOOK_EVERY: Duration = Duration::from_secs(15);
/// So soon a page comes back after a cut.
const COME_BACK: Duration = Duration::from_secs(2);

/// The door as a guest finds it.
#[derive(Serialize)]
struct DoorBody {
    state: &'static str,
    /// In how many seconds it opens, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<i64>,
}

/// Who waits, as their host's page hears it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WaitingBody {
    /// How many.
    waiting: usize,
    /// How many guests were let in and not removed.
    guests: u32,
    /// Who they will be in the session: others are other ids.
    user_ids: Vec<String>,
}

/// What a line of events goes on with.
struct Follower {
    shared: Shared,
    visitor: Arc<Visitor>,
    /// The secret of a guest's link, or the id of a host's session.
    place: String,
    bell: Option<Bell>,
    wait: Duration,
    stopping: Stopping,
    /// Given back when the line ends.
    _line: Line,
}

/// The doors' addresses.
pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/j/{secret}/door", get(follow_as_guest))
        .route("/j/{secret}/door/state", get(look_as_guest))
        .route("/s/{id}/door", get(follow_as_host))
}

async fn look_as_guest(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Arc<Visitor>>,
    Path(secret): Path<String>,
) -> Result<impl IntoResponse, Failure> {
    shared.service.count_look(&secret, &visitor).await?;
    let watched = shared.service.watch_door(&secret, &visitor).await?;
    Ok(Json(body(watched.door, shared.service.now())))
}

async fn follow_as_guest(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Arc<Visitor>>,
    Path(secret): Path<String>,
) -> Result<impl IntoResponse, Failure> {
    let line = shared.service.line_as_guest(&secret, &visitor).await?;
    // Who may not look gets the refusal, not a line of events.
    shared.service.watch_door(&secret, &visitor).await?;
    Ok(events(stream::unfold(Some(Follower::new(shared, visitor, secret, line)), |follower| async {
        let mut follower = follower?;
        if !follower.waited().await {
            return None;
        }
        match follower.shared.service.watch_door(&follower.place, &follower.visitor).await {
            Ok(watched) => {
                let body = body(watched.door, follower.shared.service.now());
                let opens = body.seconds.and_then(|seconds| u64::try_from(seconds).ok()).map(Duration::from_secs);
                follower.wait = opens.map_or(LOOK_EVERY, |opens| opens.clamp(Duration::from_secs(1), LOOK_EVERY));
                follower.bell = Some(watched.bell);
                Some((Ok(event(&body)), Some(follower)))
            }
            Err(refusal) => refused(&refusal).map(|event| (Ok(event), None)),
        }
    })))
}

async fn follow_as_host(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Arc<Visitor>>,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, Failure> {
    let line = shared.service.line_as_host(&id, &visitor).await?;
    shared.service.host(&id, &visitor).await?;
    Ok(events(stream::unfold(Some(Follower::new(shared, visitor, id, line)), |follower| async {
        let mut follower = follower?;
        if !follower.waited().await {
            return None;
        }
        match follower.waiting().await {
            Ok(body) => {
                follower.wait = LOOK_EVERY;
                Some((Ok(event(&body)), Some(follower)))
            }
            Err(refusal) => refused(&refusal).map(|event| (Ok(event), None)),
        }
    })))
}

impl Follower {
    fn new(shared: Shared, visitor: Arc<Visitor>, place: String, line: Line) -> Self {
        let stopping = shared.stopping.clone();
        // The first event comes at once.
        Self { shared, visitor, place, bell: None, wait: Duration::ZERO, stopping, _line: line }
    }

    /// Waits until there may be something to say. False when the server stops.
    async fn waited(&mut self) -> bool {
        let Self { bell, wait, stopping, .. } = self;
        let rung = async {
            match bell {
                Some(bell) => bell.rung().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            () = stopping.told() => false,
            () = rung => true,
            () = tokio::time::sleep(*wait) => true,
        }
    }

    async fn waiting(&mut self) -> Result<WaitingBody, Refusal> {
        let service = &self.shared.service;
        let host = service.host(&self.place, &self.visitor).await?;
        // First the bell: what changes after the look is heard.
        self.bell = Some(service.bell(&host));
        let waiting = service.waiting(&host).await?;
        let guests = host.session.guests;
        Ok(WaitingBody {
            waiting: waiting.len(),
            guests,
            user_ids: waiting.into_iter().map(|one| one.user_id).collect(),
        })
    }
}

fn events(stream: impl Stream<Item = Result<Event, Infallible>> + Send + 'static) -> impl IntoResponse {
    // nginx keeps answers back unless it is told not to.
    ([("x-accel-buffering", "no")], Sse::new(stream).keep_alive(KeepAlive::new().interval(LOOK_EVERY)))
}

fn event(body: &impl Serialize) -> Event {
    // Plain data of ours is always JSON.
    Event::default().retry(COME_BACK).json_data(body).unwrap_or_default()
}

/// A refusal ends the line, and the page is loaded anew to say why; a fault of ours only cuts it.
fn refused(refusal: &Refusal) -> Option<Event> {
    (!refusal.is_ours()).then(|| event(&DoorBody { state: "refused", seconds: None }))
}

fn body(door: DoorState, now: i64) -> DoorBody {
    let seconds = match door {
        DoorState::NotYet { opens_at } => Some((opens_at - now).max(0)),
        _ => None,
    };
    DoorBody { state: door.as_str(), seconds }
}
