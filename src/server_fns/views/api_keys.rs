//! What the page of API keys is rendered from. Server only.

use leptos::prelude::use_context;

use crate::{
    server_fns::context::{answer_with, refuse, service, visitor},
    service::{ApiKeyAnswer, ApiKeyForm, ApiKeyRecord, ApiKeyState, PolicyBreach, Scope},
    wire::ApiError,
};

/// The page of API keys.
#[derive(Clone, Debug)]
pub struct ApiKeysView {
    /// The keys, newest first.
    pub keys: Vec<ApiKeyRow>,
    /// The key of the next page, if there is one.
    pub next: Option<String>,
    /// Every scope there is, as it is written.
    pub scopes: Vec<&'static str>,
    /// The key that this request made.
    pub made: Option<MadeKeyView>,
    /// What this request asked for in vain.
    pub not_made: Option<NotMadeView>,
}

/// A key that was just made.
#[derive(Clone)]
pub struct MadeKeyView {
    /// What it is for.
    pub name: String,
    /// The key: shown this once.
    pub key: String,
}

/// A key that was not made.
#[derive(Clone, Debug, Default)]
pub struct NotMadeView {
    /// The name that was typed.
    pub name: String,
    /// The scopes that were ticked.
    pub scopes: Vec<String>,
    /// The days that were typed.
    pub days: String,
    /// The field that is wrong.
    pub field: &'static str,
    /// What is wrong with it, and what to write there.
    pub advice: String,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKeyRow {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// How the key begins.
    pub prefix: String,
    /// What it may do.
    pub scopes: Vec<&'static str>,
    /// Whether it holds.
    pub state: KeyStateView,
    /// When it was made, in seconds since 1970.
    pub made_at: i64,
    /// When it ends or ended, if anything says so.
    pub ends_at: Option<i64>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<i64>,
    /// When it was last used, if it was.
    pub used_at: Option<i64>,
}

/// Whether a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyStateView {
    /// It does.
    InForce,
    /// Its time is over.
    Expired,
    /// It was revoked.
    Revoked,
}

impl std::fmt::Debug for MadeKeyView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MadeKeyView").field("name", &self.name).finish_non_exhaustive()
    }
}

/// What `/operator/api-keys` shows.
///
/// # Errors
///
/// The visitor is no operator.
pub async fn api_keys(before: Option<&str>) -> Result<ApiKeysView, ApiError> {
    let (service, visitor) = (service()?, visitor()?);
    let operator = service.operator(&visitor).await.map_err(refuse)?;
    let page = service.api_keys(&operator, before).await.map_err(refuse)?;
    let parts = use_context::<http::request::Parts>();
    let (made, not_made) = match parts.and_then(|parts| parts.extensions.get::<ApiKeyAnswer>().cloned()) {
        Some(ApiKeyAnswer::Made(made)) => {
            let key = made.key.as_str().to_owned();
            (Some(MadeKeyView { name: made.record.name.clone(), key }), None)
        }
        Some(ApiKeyAnswer::NotMade { typed, breach }) => {
            answer_with(http::StatusCode::UNPROCESSABLE_ENTITY);
            let advice = breach.advice(visitor.language);
            (None, Some(not_made(typed, &breach, advice)))
        }
        None => (None, None),
    };
    Ok(ApiKeysView {
        keys: page.keys.into_iter().map(ApiKeyRow::from).collect(),
        next: page.next,
        scopes: Scope::ALL.map(Scope::as_str).to_vec(),
        made,
        not_made,
    })
}

fn not_made(typed: ApiKeyForm, breach: &PolicyBreach, advice: String) -> NotMadeView {
    let ApiKeyForm { name, scopes, days } = typed;
    NotMadeView { name, scopes, days, field: breach.field(), advice }
}

impl From<(ApiKeyRecord, ApiKeyState)> for ApiKeyRow {
    fn from((key, state): (ApiKeyRecord, ApiKeyState)) -> Self {
        Self {
            id: key.id,
            name: key.name,
            prefix: key.prefix,
            scopes: key.scopes.into_iter().map(Scope::as_str).collect(),
            state: match state {
                ApiKeyState::InForce => KeyStateView::InForce,
                ApiKeyState::Expired => KeyStateView::Expired,
                ApiKeyState::Revoked => KeyStateView::Revoked,
            },
            made_at: key.created_at,
            ends_at: key.expires_at,
            revoked_at: key.revoked_at,
            used_at: key.last_used_at,
        }
    }
}
