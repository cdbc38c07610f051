//! The events as a table; on a narrow screen each row is a list of its own.
//!
//! A table that is laid out otherwise is none to some screen readers, unless its parts say what they are.

use leptos::prelude::*;

use super::{
    super::{
        say::{t, t_with},
        time::Moment,
    },
    kind_words,
};
use crate::server_fns::views::{OperatorsPart, RecordRow};

#[component]
pub(super) fn Table(
    /// The page's address.
    base: String,
    rows: Vec<RecordRow>,
    caption: String,
    /// Whether it is the whole record, of all sessions.
    whole: bool,
) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p>{t("record-none")}</p> }.into_any();
    }
    let own = ["record-number", "record-time", "record-happened", "record-who", "record-details"];
    let more = ["record-session", "record-address"].into_iter().filter(|_| whole);
    let heads = own.into_iter().chain(more).map(|key| view! { <th scope="col" role="columnheader">{t(key)}</th> });
    let heads = heads.collect_view();
    let rows = rows.into_iter().map(|row| view! { <Row base=base.clone() row /> }).collect_view();
    view! {
        <table class="record" role="table">
            <caption class="unseen">{caption}</caption>
            <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Row(base: String, row: RecordRow) -> impl IntoView {
    let happened = kind_words(row.kind);
    let times = (row.times > 1).then(|| t_with("record-times", [("count", row.times.into())]));
    let hash = row.operators.as_ref().map(|operators| operators.short_hash.clone());
    view! {
        <tr role="row" data-testid="event" data-kind=row.kind>
            <th scope="row" role="rowheader" data-label=t("record-number")>
                {row.seq}
                {hash.map(|hash| view! { <code class="small">{hash}</code> })}
            </th>
            <td role="cell" data-label=t("record-time")><Moment at=row.at /></td>
            <td role="cell" data-label=t("record-happened")>{happened}</td>
            <td role="cell" data-label=t("record-who")><Who row=row.clone() /></td>
            <td role="cell" data-label=t("record-details")>
                {row.detail.map(|detail| view! { <code>{detail}</code> " " })}
                {times.map(|times| view! { <span class="tag">{times}</span> })}
                {row.operators.clone().map(|operators| view! { <More subject=row.subject operators /> })}
            </td>
            {row.operators.map(|operators| view! {
                <td role="cell" data-label=t("record-session")>
                    {operators.session_id.map(|id| view! { <Session base id /> })}
                </td>
                <td role="cell" class="record__address" data-label=t("record-address")>{operators.address}</td>
            })}
        </tr>
    }
}

#[component]
fn Who(row: RecordRow) -> impl IntoView {
    let RecordRow { actor, by, person, name, erased, .. } = row;
    let role = t(&format!("record-actor-{actor}"));
    if erased {
        return view! { <em>{t("record-erased")}</em> <span class="small">{role}</span> }.into_any();
    }
    let other = by.filter(|by| person.as_ref() != Some(by));
    let by = match other {
        Some(by) => t_with("record-by", [("who", by.into()), ("role", role.into())]),
        None => role,
    };
    let (first, second) = match (name, person) {
        (Some(name), person) => (Some(name), person),
        (None, person) => (person, None),
    };
    view! {
        {first}
        {second.map(|person| view! { <span class="small">{person}</span> })}
        <span class="small">{by}</span>
    }
    .into_any()
}

#[component]
fn Session(base: String, id: String) -> impl IntoView {
    view! {
        <a href=format!("/s/{id}")>{t("record-session-page")}</a>
        <a href=format!("{base}?session={id}")>{t("record-session-events")}</a>
    }
}

/// What hardly anybody needs, and who does needs exactly.
#[component]
fn More(subject: Option<String>, operators: OperatorsPart) -> impl IntoView {
    let OperatorsPart { hash, session_id, api_key, request_id, user_agent, .. } = operators;
    let all = [
        ("record-subject", subject),
        ("record-session-id", session_id),
        ("record-api-key", api_key),
        ("record-request", request_id),
        ("record-program", user_agent),
        ("record-hash", Some(hash)),
    ];
    let all = all.into_iter().filter_map(|(key, text)| text.map(|text| (t(key), text)));
    view! {
        <details>
            <summary>{t("record-more")}</summary>
            <dl>{all.map(|(word, text)| view! { <dt>{word}</dt><dd>{text}</dd> }).collect_view()}</dl>
        </details>
    }
}
