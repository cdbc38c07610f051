//! Failures that a test ordered for its own browser, or for commands to a room.
//!
//! Pure bookkeeping: which failures are left for whom. How they look over HTTP is `switch`'s.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde::Deserialize;

use crate::jaas::{RoomClaim, RoomName};

const MAX_BROWSERS: usize = 256;
const MAX_FAULTS: usize = 16;

/// What a test may order.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Order {
    target: Target,
    kind: Option<Kind>,
    retry_after: Option<u32>,
    times: Option<u32>,
    form: Option<RoomClaim>,
    room: Option<RoomName>,
}

/// What fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Target {
    /// `external_api.js`.
    Script,
    /// The app's addresses that answer with a token.
    Token,
    /// The join, with one form of the room claim.
    RoomClaim,
    /// Commands to one room, whoever sends them: a server bears no cookie.
    Commands,
}

/// How it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) enum Kind {
    #[serde(rename = "403")]
    Forbidden,
    #[serde(rename = "429")]
    TooManyRequests,
    #[serde(rename = "502")]
    BadGateway,
    #[serde(rename = "503")]
    Unavailable,
    #[serde(rename = "504")]
    GatewayTimeout,
    /// No answer at all.
    #[serde(rename = "hang")]
    Hang,
    /// A final no.
    #[serde(rename = "refuse")]
    Refuse,
}

/// One failure to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) kind: Kind,
    pub(super) retry_after: Option<u32>,
}

/// Why an order is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum OrderError {
    #[error("`script` and `token` need a `kind` other than `403`, and neither `form` nor `room`")]
    Kind,
    #[error("`room_claim` needs a `form`, no `kind` but `refuse`, and no `room`")]
    Form,
    #[error("`commands` need a `room`, a `kind` of `403`, `503` or `hang`, and no `form`")]
    Commands,
    #[error("`times` is at least 1, or null for always")]
    Times,
    #[error("there are {MAX_FAULTS} failures ordered already")]
    TooMany,
}

#[derive(Debug)]
struct Ordered {
    target: Target,
    form: Option<RoomClaim>,
    room: Option<RoomName>,
    fault: Fault,
    left: Option<u32>,
}

impl TryFrom<Order> for Ordered {
    type Error = OrderError;

    fn try_from(order: Order) -> Result<Self, OrderError> {
        let kind = match (order.target, order.kind, order.form, &order.room) {
            (Target::RoomClaim, None | Some(Kind::Refuse), Some(_), None) => Kind::Refuse,
            (Target::RoomClaim, ..) => return Err(OrderError::Form),
            (Target::Commands, Some(kind @ (Kind::Forbidden | Kind::Unavailable | Kind::Hang)), None, Some(_)) => kind,
            (Target::Commands, ..) => return Err(OrderError::Commands),
            (_, None | Some(Kind::Forbidden), ..) => return Err(OrderError::Kind),
            (_, Some(kind), None, None) => kind,
            _ => return Err(OrderError::Kind),
        };
        if order.times == Some(0) {
            return Err(OrderError::Times);
        }
        let fault = Fault { kind, retry_after: order.retry_after };
        Ok(Self { target: order.target, form: order.form, room: order.room, fault, left: order.times })
    }
}

/// What every browser still has to come, the oldest browser first.
#[derive(Debug, Default)]
pub(super) struct Faults(Mutex<VecDeque<(String, Vec<Ordered>)>>);

impl Faults {
    /// Adds a failure for one browser. Too many browsers push the oldest out.
    pub(super) fn add(&self, browser: &str, order: Order) -> Result<(), OrderError> {
        let ordered = Ordered::try_from(order)?;
        let mut browsers = self.lock();
        if let Some((_, faults)) = browsers.iter_mut().find(|(id, _)| id == browser) {
            if faults.len() >= MAX_FAULTS {
                return Err(OrderError::TooMany);
            }
            faults.push(ordered);
            return Ok(());
        }
        if browsers.len() >= MAX_BROWSERS {
            browsers.pop_front();
        }
        browsers.push_back((browser.to_owned(), vec![ordered]));
        Ok(())
    }

    /// Forgets what one browser has to come.
    pub(super) fn clear(&self, browser: &str) {
        self.lock().retain(|(id, _)| id != browser);
    }

    /// The failure of script or token that is next for this browser, counted down.
    pub(super) fn take(&self, browser: &str, target: Target) -> Option<Fault> {
        self.take_matching(|id| id == browser, |ordered| ordered.target == target)
    }

    /// The failure of commands to this room that is next, whoever ordered it, counted down.
    pub(super) fn take_command(&self, room: &RoomName) -> Option<Fault> {
        self.take_matching(|_| true, |ordered| ordered.room.as_ref() == Some(room))
    }

    /// Whether this browser's next join with that form is refused, counted down.
    pub(super) fn refuses(&self, browser: &str, form: RoomClaim) -> bool {
        self.take_matching(|id| id == browser, |ordered| ordered.form == Some(form)).is_some()
    }

    fn take_matching(&self, is_whose: impl Fn(&str) -> bool, is_meant: impl Fn(&Ordered) -> bool) -> Option<Fault> {
        let mut browsers = self.lock();
        let mut theirs = browsers.iter_mut().filter(|(id, _)| is_whose(id)).map(|(_, faults)| faults);
        let (faults, at) = theirs.find_map(|faults| {
            let at = faults.iter().position(&is_meant)?;
            Some((faults, at))
        })?;
        let ordered = &mut faults[at];
        let fault = ordered.fault;
        if let Some(left) = &mut ordered.left {
            *left -= 1;
            if *left == 0 {
                faults.remove(at);
            }
        }
        Some(fault)
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(String, Vec<Ordered>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn order(value: Value) -> Order {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn a_failure_comes_as_often_as_ordered_and_to_its_browser_alone() {
        let faults = Faults::default();
        faults.add("a", order(json!({ "target": "token", "kind": "429", "retryAfter": 2, "times": 2 }))).unwrap();
        let expected = Fault { kind: Kind::TooManyRequests, retry_after: Some(2) };
        assert_eq!(faults.take("b", Target::Token), None);
        assert_eq!(faults.take("a", Target::Script), None);
        assert_eq!(faults.take("a", Target::Token), Some(expected));
        assert_eq!(faults.take("a", Target::Token), Some(expected));
        assert_eq!(faults.take("a", Target::Token), None);
    }

    #[test]
    fn a_failure_without_times_lasts_until_it_is_cleared() {
        let faults = Faults::default();
        faults.add("a", order(json!({ "target": "room_claim", "form": "qualified" }))).unwrap();
        for _ in 0..5 {
            assert!(faults.refuses("a", RoomClaim::Qualified));
        }
        assert!(!faults.refuses("a", RoomClaim::Name));
        faults.clear("a");
        assert!(!faults.refuses("a", RoomClaim::Qualified));
    }

    #[test]
    fn failing_commands_are_those_to_the_room_until_whoever_ordered_them_clears_them() {
        let faults = Faults::default();
        let [weekly, daily] = ["weekly", "daily"].map(|name| RoomName::try_from(name.to_owned()).unwrap());
        faults.add("a", order(json!({ "target": "script", "kind": "503" }))).unwrap();
        faults.add("b", order(json!({ "target": "commands", "kind": "403", "room": "weekly", "times": 1 }))).unwrap();
        faults.add("b", order(json!({ "target": "commands", "kind": "hang", "room": "daily" }))).unwrap();
        assert_eq!(faults.take_command(&weekly).map(|fault| fault.kind), Some(Kind::Forbidden));
        assert_eq!(faults.take_command(&weekly), None);
        faults.clear("a");
        for _ in 0..5 {
            assert_eq!(faults.take_command(&daily).map(|fault| fault.kind), Some(Kind::Hang));
        }
        faults.clear("b");
        assert_eq!(faults.take_command(&daily), None);
    }

    #[test]
    fn an_order_that_makes_no_sense_is_refused() {
        let table = [
            (json!({ "target": "script" }), OrderError::Kind),
            (json!({ "target": "script", "kind": "429", "form": "name" }), OrderError::Kind),
            (json!({ "target": "room_claim" }), OrderError::Form),
            (json!({ "target": "room_claim", "kind": "429", "form": "name" }), OrderError::Form),
            (json!({ "target": "token", "kind": "hang", "times": 0 }), OrderError::Times),
            (json!({ "target": "token", "kind": "403" }), OrderError::Kind),
            (json!({ "target": "script", "kind": "503", "room": "weekly" }), OrderError::Kind),
            (json!({ "target": "room_claim", "form": "name", "room": "weekly" }), OrderError::Form),
            (json!({ "target": "commands", "kind": "503" }), OrderError::Commands),
            (json!({ "target": "commands", "room": "weekly" }), OrderError::Commands),
            (json!({ "target": "commands", "kind": "429", "room": "weekly" }), OrderError::Commands),
            (json!({ "target": "commands", "kind": "503", "room": "weekly", "form": "name" }), OrderError::Commands),
        ];
        for (value, expected) in table {
            assert_eq!(Faults::default().add("a", order(value.clone())), Err(expected), "{value}");
        }
    }

    #[test]
    fn memory_is_bounded() {
        let faults = Faults::default();
        let one = || order(json!({ "target": "script", "kind": "503" }));
        for browser in 0..=MAX_BROWSERS {
            faults.add(&browser.to_string(), one()).unwrap();
        }
        assert_eq!(faults.take("0", Target::Script), None);
        for _ in 1..MAX_FAULTS {
            faults.add("1", one()).unwrap();
        }
        assert_eq!(faults.add("1", one()), Err(OrderError::TooMany));
    }
}
