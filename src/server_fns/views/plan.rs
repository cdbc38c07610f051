//! The form of a session: a new one, a copy, or a change.

use crate::{
    server_fns::context::{refuse, service, visitor},
    service::Session,
    wire::ApiError,
    zone::Zone,
};

pub use crate::{service::PlanForm, wire::Feature};

/// The form of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanView {
    /// What is filled in.
    pub form: PlanForm,
    /// The field that was not taken, as the API names it, and what to write there.
    pub problem: Option<(&'static str, String)>,
    /// The zones to choose from.
    pub zones: Vec<String>,
    /// The session that is changed, by its id.
    pub session_id: Option<String>,
}

/// What `/sessions/new` shows. `typed` is what was typed before, as a query; `of` the session that is
/// copied.
///
/// # Errors
///
/// Nobody is signed in, anywhere but in the sandbox; not the host of the session that is copied.
pub async fn new_plan(typed: Option<&str>, of: Option<&str>) -> Result<PlanView, ApiError> {
    let (service, visitor) = (service()?, visitor()?);
    if !service.is_sandbox() {
        service.signed_in(&visitor).await.map_err(refuse)?;
    }
    let form = match (typed, of) {
        (Some(typed), _) => PlanForm::read(typed),
        (None, Some(id)) => {
            let host = service.host(id, &visitor).await.map_err(refuse)?;
            let co_hosts = service.co_hosts(&host).await.map_err(refuse)?;
            // A copy is another time.
            PlanForm { starts: String::new(), sequence: 0, ..PlanForm::of(&host.session, &co_hosts) }
        }
        (None, None) => PlanForm::default(),
    };
    view(form, typed.is_some(), None)
}

/// What `/s/{id}/edit` shows.
///
/// # Errors
///
/// No such session, not its owner, or over.
pub async fn change_plan(session_id: &str, typed: Option<&str>) -> Result<PlanView, ApiError> {
    let (service, visitor) = (service()?, visitor()?);
    let host = service.owner(session_id, &visitor).await.map_err(refuse)?;
    let co_hosts = service.co_hosts(&host).await.map_err(refuse)?;
    let form = typed.map_or_else(|| PlanForm::of(&host.session, &co_hosts), PlanForm::read);
    view(form, typed.is_some(), Some(host.session))
}

fn view(form: PlanForm, typed: bool, session: Option<Session>) -> Result<PlanView, ApiError> {
    let (service, visitor) = (service()?, visitor()?);
    let problem = if typed { service.problem(&form, session.as_ref()) } else { None };
    if problem.is_some() {
        super::super::context::answer_with(http::StatusCode::UNPROCESSABLE_ENTITY);
    }
    let problem = problem.map(|breach| (breach.field(), breach.advice(visitor.language)));
    let session_id = session.map(|session| session.id);
    Ok(PlanView { form, problem, zones: Zone::names(), session_id })
}
