//! Status: the configuration as `doctor` sees it, the server, usage by day, what was refused.

use leptos::prelude::*;

use super::{
    super::{
        icon::Icon,
        icons, query,
        say::{number, t, t_with},
        style::StatusStyle,
        time::Moment,
    },
    OperatorPage, Part, Refused,
    refusals::Refusals,
    usage::Usage,
};
use crate::server_fns::views::{self, CheckRow, MarkView, ServerView, StatusView};

#[component]
pub(in crate::ui::pages) fn StatusPage() -> impl IntoView {
    let anew = query("checks").is_some();
    view! {
        <Suspense>
            {Suspend::new(async move {
                match views::status(anew).await {
                    Ok(status) => view! { <Status status /> }.into_any(),
                    Err(error) => view! { <Refused error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Status(status: StatusView) -> impl IntoView {
    view! {
        <OperatorPage part=Part::Status>
            <StatusStyle />
            <Checks checks=status.checks at=status.checked_at />
            <Server server=status.server />
            <Usage days=status.days />
            <Refusals rows=status.refusals />
        </OperatorPage>
    }
}

#[component]
fn Checks(checks: Vec<CheckRow>, at: i64) -> impl IntoView {
    let counts = MarkView::ALL.map(|mark| {
        let count = checks.iter().filter(|check| check.mark == mark).count();
        (mark, count)
    });
    let counted = counts.into_iter().filter(|(_, count)| *count > 0).map(|(mark, count)| {
        view! { <li><Mark mark /> " " {number(u64::try_from(count).unwrap_or_default())}</li> }
    });
    let counted = counted.collect_view();
    let worst = match counts {
        [(_, fail), ..] if fail > 0 => t_with("operator-status-fails", [("count", fail.into())]),
        [_, (_, warn), ..] if warn > 0 => t_with("operator-status-warns", [("count", warn.into())]),
        _ => t("operator-status-well"),
    };
    // What wants to be mended comes first; within that the order is doctor's own.
    let ordered = MarkView::ALL.into_iter().flat_map(|mark| checks.iter().filter(move |check| check.mark == mark));
    let rows = ordered.map(|check| view! { <Row check=check.clone() /> }).collect_view();
    view! {
        <section class="stack" aria-labelledby="checks">
            <h2 id="checks">{t("operator-status-checks")}</h2>
            <p data-testid="summary"><strong>{worst}</strong></p>
            <ul class="chart__legend row">{counted}</ul>
            <div class="row">
                <p class="small">{t("operator-status-checked")} " " <Moment at /></p>
                <form method="get" action=Part::Status.address()>
                    <button class="button" name="checks" value="now">{t("operator-status-anew")}</button>
                </form>
            </div>
            <p class="small">{t("operator-status-checks-what")}</p>
            <ul class="list">{rows}</ul>
        </section>
    }
}

#[component]
fn Row(check: CheckRow) -> impl IntoView {
    let read_on = matches!(check.mark, MarkView::Warn | MarkView::Fail).then_some(check.link);
    view! {
        <li class="list__row" data-testid="check">
            <Mark mark=check.mark />
            <span class="list__name"><code>{check.name}</code></span>
            <p class="list__wide small broken">
                <span lang="en">{check.advice}</span>
                {read_on.map(|link| view! { " " {t("operator-status-see")} " " <code>{link}</code> })}
            </p>
        </li>
    }
}

/// How a check came out, as an icon and a word.
#[component]
fn Mark(mark: MarkView) -> impl IntoView {
    let (icon, word) = match mark {
        MarkView::Ok => (icons::WELL, "operator-status-ok"),
        MarkView::Warn => (icons::WARNING, "operator-status-warn"),
        MarkView::Fail => (icons::FAILURE, "operator-status-fail"),
        MarkView::Skipped => (icons::SKIPPED, "operator-status-skipped"),
    };
    view! { <span class="mark" data-mark=mark.as_str()><Icon icon />{t(word)}</span> }
}

#[component]
fn Server(server: ServerView) -> impl IntoView {
    let waiting = number(server.waiting);
    let waiting =
        if server.more_wait { t_with("operator-status-or-more", [("count", waiting.into())]) } else { waiting };
    let head = server.hash.map(|hash| view! { {number(server.head)} " " <code>{hash}"…"</code> });
    view! {
        <section class="stack" aria-labelledby="server">
            <h2 id="server">{t("operator-status-server")}</h2>
            <dl class="facts">
                <div><dt>{t("operator-status-version")}</dt><dd>{server.version}</dd></div>
                <div><dt>{t("operator-status-since")}</dt><dd><Moment at=server.started_at /></dd></div>
                <div><dt>{t("operator-status-database")}</dt><dd>{server.database}</dd></div>
                {server.kid.map(|kid| view! {
                    <div><dt>{t("operator-status-kid")}</dt><dd><code class="broken">{kid}</code></dd></div>
                })}
                <div>
                    <dt>{t("operator-status-head")}</dt>
                    <dd>{head.map_or_else(|| t("operator-status-empty").into_any(), IntoAny::into_any)}</dd>
                </div>
                <div><dt>{t("operator-status-waiting")}</dt><dd>{waiting}</dd></div>
                {server.purged_at.map(|at| view! {
                    <div><dt>{t("operator-status-purged")}</dt><dd><Moment at /></dd></div>
                })}
            </dl>
        </section>
    }
}
