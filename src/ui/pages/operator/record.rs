//! The whole record, for operators.

use leptos::prelude::*;

use super::{
    super::{
        record::{Files, Filter, Pages, Table},
        say::t,
        whole_query,
    },
    OperatorPage, Part, Refused,
};
use crate::server_fns::views::{self, RecordView};

#[component]
pub(in crate::ui::pages) fn RecordPage() -> impl IntoView {
    let query = whole_query().unwrap_or_default();
    view! {
        <Suspense>
            {Suspend::new({
                let query = query.clone();
                async move {
                    match views::whole_record(&query).await {
                        Ok(record) => view! { <Record record /> }.into_any(),
                        Err(error) => view! { <Refused error /> }.into_any(),
                    }
                }
            })}
        </Suspense>
    }
}

#[component]
fn Record(record: RecordView) -> impl IntoView {
    let base = Part::Record.address();
    view! {
        <OperatorPage part=Part::Record>
            <p>{t("record-what")}</p>
            <Filter base record=record.clone() whole=true />
            <Table base rows=record.rows whole=true caption=t("record-caption") />
            <Pages base older=record.older newest=record.newest.clone() before=record.typed.before />
            <Files base query=record.newest />
        </OperatorPage>
    }
}
