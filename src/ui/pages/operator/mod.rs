//! The pages of those who run the deployment: the frame that they share, and who is kept out.

mod api_keys;
mod chart;
mod record;
mod refusals;
mod scale;
mod status;
mod usage;

use leptos::prelude::*;

pub(super) use self::{api_keys::ApiKeysPage, record::RecordPage, status::StatusPage};
use super::{Page, refusal::Refusal, say::t};
use crate::wire::{ApiError, ErrorCode};

/// One of these pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// How the deployment does.
    Status,
    /// The API keys.
    ApiKeys,
    /// The record.
    Record,
}

impl Part {
    /// Every page, in the order of their links.
    const ALL: [Self; 3] = [Self::Status, Self::Record, Self::ApiKeys];

    const fn address(self) -> &'static str {
        match self {
            Self::Status => "/operator",
            Self::ApiKeys => "/operator/api-keys",
            Self::Record => "/operator/record",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Status => "operator-status-title",
            Self::ApiKeys => "operator-keys-title",
            Self::Record => "record-title",
        }
    }
}

/// The first of these pages, for who comes from elsewhere.
pub(super) const START: &str = Part::ALL[0].address();

/// A page of these: its headline, and links to the others.
#[component]
fn OperatorPage(
    /// Which.
    part: Part,
    /// The page's own part.
    children: Children,
) -> impl IntoView {
    let links = Part::ALL.map(|one| {
        let current = (one == part).then_some("page");
        view! { <a class="button" href=one.address() aria-current=current>{t(one.title())}</a> }
    });
    view! {
        <Page title=t(part.title())>
            <nav class="row parts" aria-label=t("operator-navigation")>{links.into_iter().collect_view()}</nav>
            <h1>{t(part.title())}</h1>
            {children()}
        </Page>
    }
}

/// The page in place of one of these, for who may not see it or finds it failing.
#[component]
fn Refused(error: ApiError) -> impl IntoView {
    let title = (error.code == ErrorCode::Forbidden).then_some("operator-refused");
    view! { <Refusal error title /> }
}
