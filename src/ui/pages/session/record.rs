//! A session's part of the record, for its hosts.

use leptos::prelude::*;

use super::super::{
    Page, param,
    record::Shown,
    refusal::Refusal,
    say::{t, t_with},
    whole_query,
};
use crate::server_fns::views::{self, RecordView};

#[component]
pub(in crate::ui::pages) fn SessionRecordPage() -> impl IntoView {
    let (id, query) = (param("id"), whole_query().unwrap_or_default());
    view! {
        <Suspense>
            {Suspend::new({
                let (id, query) = (id.clone(), query.clone());
                async move {
                    match views::session_record(&id, &query).await {
                        Ok(record) => view! { <Record id record /> }.into_any(),
                        Err(error) => view! { <Refusal error /> }.into_any(),
                    }
                }
            })}
        </Suspense>
    }
}

#[component]
fn Record(id: String, record: RecordView) -> impl IntoView {
    let (session, base) = (format!("/s/{id}"), format!("/s/{id}/record"));
    let title = record.title.clone().unwrap_or_default();
    let caption = t_with("record-session-caption", [("title", title.clone().into())]);
    view! {
        <Page title=format!("{} · {title}", t("record-of-session"))>
            <p><a class="button button--quiet" href=session>{t("record-back")}</a></p>
            <h1>{t("record-of-session")}</h1>
            <p>{t("record-session-what")}</p>
            <Shown base record caption />
        </Page>
    }
}
