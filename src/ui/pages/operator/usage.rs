//! Usage by day: a chart for each kind, and one table of all their numbers.

use leptos::prelude::*;

use super::{
    super::say::{date, number, t},
    chart::{Bar, Chart},
};
use crate::{server_fns::views::DayView, zone::Zone};

#[component]
pub(super) fn Usage(days: Vec<DayView>) -> impl IntoView {
    let bars = |parts: fn(&DayView) -> Vec<u64>| {
        days.iter().map(|day| Bar { begins: day.begins, parts: parts(day) }).collect::<Vec<_>>()
    };
    let sessions = bars(|day| vec![day.sessions]);
    let tokens = bars(|day| vec![day.guests, day.hosts, day.backends]);
    let refusals = bars(|day| vec![day.refusals]);
    let kinds = ["operator-status-guests", "operator-status-hosts", "operator-status-backends"].map(t).to_vec();
    view! {
        <section class="stack" aria-labelledby="usage">
            <h2 id="usage">{t("operator-status-usage")}</h2>
            <p class="small">{t("operator-status-usage-what")}</p>
            <div class="charts">
                <Chart id="chart-sessions" title=t("operator-status-sessions") legend=Vec::new() bars=sessions />
                <Chart id="chart-tokens" title=t("operator-status-tokens") legend=kinds bars=tokens />
                <Chart id="chart-refusals" title=t("operator-status-refused") legend=Vec::new() bars=refusals />
            </div>
            <details>
                <summary>{t("operator-status-table")}</summary>
                <Table days />
            </details>
        </section>
    }
}

/// The same numbers, today first. It scrolls by itself where it is wider than the page.
#[component]
fn Table(days: Vec<DayView>) -> impl IntoView {
    let heads = [
        "operator-status-sessions",
        "operator-status-tokens-guests",
        "operator-status-tokens-hosts",
        "operator-status-tokens-backends",
        "operator-status-refused",
    ];
    let heads = heads.map(|key| view! { <th scope="col">{t(key)}</th> });
    let rows = days.into_iter().rev().map(|day| {
        let numbers = [day.sessions, day.guests, day.hosts, day.backends, day.refusals];
        let cells = numbers.map(|count| view! { <td>{number(count)}</td> }).collect_view();
        view! { <tr><th scope="row">{date(day.begins, &Zone::utc())}</th>{cells}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <div class="wide" tabindex="0" role="region" aria-label=t("operator-status-table")>
            <table class="figures" data-testid="usage">
                <thead><tr><th scope="col">{t("operator-status-day")}</th>{heads.collect_view()}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
