//! The page at a session's door: what is waited for, and that it opens by itself.

use leptos::prelude::*;

use super::{
    Page,
    icon::Icon,
    icons,
    say::{duration, t, t_with},
    script::{Behaviour, DOOR},
    time::Moment,
};
use crate::server_fns::views::{WaitingView, WaitsFor};

/// So often the page is loaded anew where there is no script, in seconds.
const LOOK_AGAIN: &str = "20";

#[component]
pub(super) fn Waiting(waiting: WaitingView, problem: bool) -> impl IntoView {
    let base = format!("/j/{}", waiting.secret);
    let lasts = waiting.ends_at.map(|end| duration(end - waiting.starts_at));
    let headline = t(match (waiting.waits_for, &waiting.knocked_as) {
        (WaitsFor::Opening(_), _) => "waiting-opening",
        (WaitsFor::Host, None) => "waiting-host",
        (WaitsFor::Host, Some(_)) => "waiting-host-knows",
        (WaitsFor::Answer, None) => "waiting-knock",
        (WaitsFor::Answer, Some(_)) => "waiting-answer",
    });
    let state = waiting.waits_for.state();
    // Not while somebody types their name.
    let looks_again = waiting.knocked_as.is_some() || matches!(waiting.waits_for, WaitsFor::Opening(_));
    view! {
        <Page title=waiting.title.clone()>
            <section
                class="card stack notice"
                data-door=format!("{base}/door")
                data-state=state
            >
                <Icon icon=icons::CLOCK large=true />
                <h1>{waiting.title.clone()}</h1>
                <p class="row small">
                    <Moment at=waiting.starts_at zone=waiting.time_zone.clone() />
                    {lasts.map(|lasts| view! { <span>{lasts}</span> })}
                </p>
                <p class="lead" role="status">{headline}</p>
                <Way base=base.clone() waiting=waiting.clone() problem />
                <p class="small">{t("waiting-by-itself")}</p>
                {looks_again.then(|| view! {
                    <noscript>
                        <meta http-equiv="refresh" content=LOOK_AGAIN />
                    </noscript>
                })}
            </section>
            <Behaviour script=DOOR />
        </Page>
    }
}

/// What there is to do meanwhile: read the countdown, or say who one is.
#[component]
fn Way(base: String, waiting: WaitingView, problem: bool) -> impl IntoView {
    match (waiting.waits_for, waiting.knocked_as) {
        (WaitsFor::Opening(opens_at), _) => {
            let seconds = (opens_at - waiting.now).max(0);
            view! {
                <p>
                    {t("waiting-opens-in")} " "
                    <span class="countdown" data-seconds=seconds>{duration(seconds.max(60))}</span>
                </p>
                <p><a class="button" href=format!("{base}/calendar.ics")>
                    <Icon icon=icons::CALENDAR />
                    {t("calendar-add")}
                </a></p>
            }
            .into_any()
        }
        (_, Some(name)) => view! {
            <p>{t_with("waiting-as", [("name", name.into())])}</p>
        }
        .into_any(),
        (_, None) => view! {
            <form class="stack" method="post" action=format!("{base}/knock")>
                <div class="field">
                    <label for="name">{t("name-label")}</label>
                    <input
                        id="name"
                        name="name"
                        type="text"
                        required
                        maxlength="80"
                        autocomplete="name"
                        value=waiting.remembered_name.unwrap_or_default()
                        aria-invalid=problem.then_some("true")
                        aria-describedby=problem.then_some("name-problem")
                    />
                    {problem.then(|| view! {
                        <p class="problem" id="name-problem"><Icon icon=icons::INFO />{t("name-problem")}</p>
                    })}
                </div>
                <button class="button button--main" type="submit">{t("waiting-say")}</button>
            </form>
        }
        .into_any(),
    }
}
