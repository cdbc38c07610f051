//! The whole record, for operators.

use leptos::prelude::*;

use super::{
    super::{record::Shown, say::t, whole_query},
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
    view! {
        <OperatorPage part=Part::Record>
            <p>{t("record-what")}</p>
            <Shown base=Part::Record.address() record whole=true caption=t("record-caption") />
        </OperatorPage>
    }
}
