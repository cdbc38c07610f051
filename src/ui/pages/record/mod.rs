//! The parts of the record's pages: what is asked for, the events, the next page, the files.

#![expect(clippy::needless_pass_by_value, reason = "a component owns its props")]

mod filter;
mod table;

use leptos::prelude::*;

use self::{filter::Filter, table::Table};
use super::say::t;
use crate::server_fns::views::RecordView;

/// What happened, in words.
fn kind_words(kind: &str) -> String {
    t(&format!("record-kind-{}", kind.replace('_', "-")))
}

/// The events with all that belongs to them.
#[component]
pub(super) fn Shown(
    /// The page's address.
    #[prop(into)]
    base: String,
    record: RecordView,
    /// What the table holds.
    caption: String,
    /// Whether it is the whole record, of all sessions.
    #[prop(optional)]
    whole: bool,
) -> impl IntoView {
    let understood = record.problem.is_none();
    view! {
        <Filter base=base.clone() record=record.clone() whole />
        {understood.then(|| view! {
            <Table base=base.clone() rows=record.rows whole caption />
            <Pages base=base.clone() older=record.older newest=record.newest.clone() before=record.typed.before />
            <Files base query=record.newest />
        })}
    }
}

/// The ways to the other pages of the list.
#[component]
fn Pages(
    base: String,
    /// The query of the next page, if there is one.
    older: Option<String>,
    /// The query of the first page.
    newest: String,
    /// Where this page begins; empty on the first one.
    before: String,
) -> impl IntoView {
    let newest = (!before.is_empty()).then(|| address(&base, &newest));
    let older = older.map(|query| address(&base, &query));
    let any = newest.is_some() || older.is_some();
    any.then(|| {
        view! {
            <nav class="row" aria-label=t("record-pages")>
                {newest.map(|href| view! { <a class="button" href=href>{t("record-newest")}</a> })}
                {older.map(|href| view! { <a class="button" href=href rel="next">{t("record-older")}</a> })}
            </nav>
        }
    })
}

/// The same events as files.
#[component]
fn Files(
    base: String,
    /// What is asked for.
    query: String,
) -> impl IntoView {
    let file = |ending: &str| address(&format!("{base}.{ending}"), &query);
    view! {
        <section class="stack" aria-labelledby="files">
            <h2 id="files">{t("record-files")}</h2>
            <p class="row">
                <a class="button" href=file("csv") download>{t("record-csv")}</a>
                <a class="button" href=file("jsonl") download>{t("record-json-lines")}</a>
            </p>
            <p class="small">{t("record-files-what")}</p>
        </section>
    }
}

fn address(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}
