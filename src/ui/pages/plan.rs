//! The form of a session: a new one, a copy of another, or a change.

use leptos::prelude::*;

use super::{
    Page,
    home::KindChoice,
    icon::Icon,
    icons, param, query,
    refusal::Refusal,
    say::t,
    script::{Behaviour, PLAN},
    whole_query,
};
use crate::{
    server_fns::views::{self, PlanForm, PlanView},
    wire::{Feature, SessionType},
};

/// The features that most sessions think about.
const USUAL: [Feature; 5] =
    [Feature::Recording, Feature::Livestreaming, Feature::Transcription, Feature::Moderation, Feature::FileUpload];

#[component]
pub(super) fn NewPlanPage() -> impl IntoView {
    let of = query("of");
    let typed = whole_query().filter(|_| of.is_none());
    view! {
        <Suspense>
            {Suspend::new(async move {
                match views::new_plan(typed.as_deref(), of.as_deref()).await {
                    Ok(plan) => view! { <Plan plan title="plan-new" action="/sessions".to_owned() save="plan-make" /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
pub(super) fn ChangePlanPage() -> impl IntoView {
    let (id, typed) = (param("id"), whole_query());
    view! {
        <Suspense>
            {Suspend::new(async move {
                match views::change_plan(&id, typed.as_deref()).await {
                    Ok(plan) => {
                        let action = format!("/s/{id}/edit");
                        view! { <Plan plan title="plan-change" action save="plan-save" /> }.into_any()
                    }
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Plan(plan: PlanView, title: &'static str, action: String, save: &'static str) -> impl IntoView {
    let PlanView { form, problem, zones, session_id } = plan;
    let (co_hosts, when) = (form.co_hosts.clone(), form.clone());
    let back = session_id.map_or_else(|| "/sessions".to_owned(), |id| format!("/s/{id}"));
    let audio = form.session_type == SessionType::Audio;
    let problem = StoredValue::new(problem);
    let ticks = |shown: &dyn Fn(&Feature) -> bool| {
        let features = Feature::ALL.into_iter().filter(shown).map(|feature| {
            let name = feature.as_str();
            view! { <Tick name="features" value=name checked=form.features.contains(&feature) words=feature_words(name) /> }
        });
        features.collect_view()
    };
    let (usual, further) = (ticks(&|one| USUAL.contains(one)), ticks(&|one| !USUAL.contains(one)));
    view! {
        <Page title=t(title)>
            <h1>{t(title)}</h1>
            <form class="card stack" method="post" action=action>
                <input type="hidden" name="sequence" value=form.sequence />
                <Field id="title" name="title" field="title" label="plan-title" problem>
                    <input id="title" name="title" type="text" required maxlength="120" autocomplete="off" value=form.title.clone() aria-describedby="title-problem" aria-invalid=invalid(problem, "title") />
                </Field>
                <KindChoice audio />
                <When form=when zones problem />
                <Field id="capacity" name="capacity" field="capacity" label="plan-capacity" problem>
                    <input id="capacity" name="capacity" type="number" min="1" max="499" inputmode="numeric" value=form.capacity.clone() aria-describedby="capacity-problem" aria-invalid=invalid(problem, "capacity") />
                </Field>
                <fieldset class="choice choice--column">
                    <legend>{t("plan-door")}</legend>
                    <Tick name="waits_for_host" value="on" checked=form.waits_for_host words=t("plan-waits") />
                    <Tick name="admits_each" value="on" checked=form.admits_each words=t("plan-admits") />
                </fieldset>
                <fieldset class="choice choice--column">
                    <legend>{t("plan-features")}</legend>
                    {usual}
                    <details>
                        <summary>{t("plan-features-more")}</summary>
                        <div class="choice choice--column">{further}</div>
                    </details>
                </fieldset>
                <Field id="co_hosts" name="co_hosts" field="coHosts" label="plan-co-hosts" problem>
                    <textarea id="co_hosts" name="co_hosts" rows="2" aria-describedby="co_hosts-problem" aria-invalid=invalid(problem, "coHosts")>
                        {co_hosts}
                    </textarea>
                </Field>
                <p class="row">
                    <button class="button button--main" type="submit">{t(save)}</button>
                    <a class="button" href=back>{t("plan-back")}</a>
                </p>
            </form>
            <Behaviour script=PLAN />
        </Page>
    }
}

/// What was not taken: the field, and what to write there.
type Problem = StoredValue<Option<(&'static str, String)>>;

#[component]
fn When(form: PlanForm, zones: Vec<String>, problem: Problem) -> impl IntoView {
    let guess = form.time_zone.is_empty();
    let chosen = if guess { "UTC".to_owned() } else { form.time_zone };
    let options = zones.into_iter().map(|zone| {
        let selected = zone == chosen;
        view! { <option value=zone.clone() selected=selected>{zone.replace('_', " ")}</option> }
    });
    let options = options.collect_view();
    view! {
        <div class="pair">
            <Field id="starts" name="starts" field="startsAt" label="plan-starts" problem>
                <input id="starts" name="starts" type="datetime-local" value=form.starts data-guess=guess.then_some("") aria-describedby="starts-problem" aria-invalid=invalid(problem, "startsAt") />
            </Field>
            <Field id="minutes" name="minutes" field="durationSeconds" label="plan-minutes" problem>
                <input id="minutes" name="minutes" type="number" min="5" max="1440" inputmode="numeric" value=form.minutes aria-describedby="minutes-problem" aria-invalid=invalid(problem, "durationSeconds") />
            </Field>
        </div>
        <Field id="time_zone" name="time_zone" field="timeZone" label="plan-zone" problem>
            <select id="time_zone" name="time_zone" data-guess=guess.then_some("") aria-describedby="time_zone-problem">
                {options}
            </select>
        </Field>
    }
}

/// A field with its label and what is wrong with it.
#[component]
fn Field(
    id: &'static str,
    name: &'static str,
    /// The field as the service names it.
    field: &'static str,
    label: &'static str,
    problem: Problem,
    children: Children,
) -> impl IntoView {
    let advice =
        problem.with_value(|problem| problem.as_ref().filter(|(of, _)| *of == field).map(|(_, advice)| advice.clone()));
    let fine = advice.is_none();
    view! {
        <div class="field">
            <label for=id>{t(label)}</label>
            {children()}
            <p class="problem" id=format!("{name}-problem") hidden=fine>
                <Icon icon=icons::INFO />
                {advice}
            </p>
        </div>
    }
}

fn invalid(problem: Problem, field: &str) -> Option<&'static str> {
    problem.with_value(|problem| problem.as_ref().is_some_and(|(of, _)| *of == field)).then_some("true")
}

#[component]
fn Tick(name: &'static str, value: &'static str, checked: bool, words: String) -> impl IntoView {
    view! {
        <label class="choice__option">
            <input type="checkbox" name=name value=value checked=checked />
            <span>{words}</span>
        </label>
    }
}

/// A feature in words.
fn feature_words(name: &str) -> String {
    t(&format!("feature-{name}"))
}
