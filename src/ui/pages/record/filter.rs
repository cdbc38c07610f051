//! The form that says which events to show.

use leptos::prelude::*;

use super::{
    super::{
        icon::Icon,
        icons,
        say::t,
        script::{Behaviour, PLAN},
    },
    kind_words,
};
use crate::server_fns::views::RecordView;

/// What was not understood: the field, and what to write there.
type Problem = StoredValue<Option<(&'static str, String)>>;

/// The fields that stand in the form: what is wrong with another one is said above them.
const FIELDS: [&str; 6] = ["kind", "session", "person", "from", "until", "timeZone"];

#[component]
pub(super) fn Filter(
    /// The page's address.
    base: String,
    record: RecordView,
    /// Whether it is the whole record, of all sessions.
    whole: bool,
) -> impl IntoView {
    let RecordView { typed, problem, kinds, zones, newest, .. } = record;
    let elsewhere = problem.clone().filter(|(field, _)| !FIELDS.contains(field)).map(|(_, advice)| advice);
    let open = problem.is_some() || !newest.is_empty();
    let problem = StoredValue::new(problem);
    let chosen = typed.kind.clone();
    let options = kinds.into_iter().map(|kind| {
        let selected = kind == chosen;
        view! { <option value=kind selected=selected>{kind_words(kind)}</option> }
    });
    let options = options.collect_view();
    view! {
        <details open=open>
            <summary>{t("record-filter")}</summary>
            <form class="card stack filtered" method="get" action=base.clone() role="search" aria-label=t("record-filter")>
                {elsewhere.map(|advice| view! { <p class="problem"><Icon icon=icons::INFO />{advice}</p> })}
                <div class="filter">
                    <Field id="kind" label="record-kind" problem>
                        <select id="kind" name="kind" aria-describedby=why("kind") aria-invalid=invalid(problem, "kind")>
                            <option value="">{t("record-any-kind")}</option>
                            {options}
                        </select>
                    </Field>
                    {whole.then(|| view! {
                        <Field id="session" label="record-session-id" problem>
                            <input id="session" name="session" type="text" maxlength="64" autocomplete="off" value=typed.session.clone() aria-describedby=why("session") aria-invalid=invalid(problem, "session") />
                        </Field>
                        <Field id="person" label="record-person" problem>
                            <input id="person" name="person" type="text" maxlength="254" autocomplete="off" value=typed.person.clone() aria-describedby=why("person") aria-invalid=invalid(problem, "person") />
                        </Field>
                    })}
                    <Field id="from" label="record-from" problem>
                        <input id="from" name="from" type="datetime-local" value=typed.from aria-describedby=why("from") aria-invalid=invalid(problem, "from") />
                    </Field>
                    <Field id="until" label="record-until" problem>
                        <input id="until" name="until" type="datetime-local" value=typed.until aria-describedby=why("until") aria-invalid=invalid(problem, "until") />
                    </Field>
                    <Field id="timeZone" label="record-zone" problem>
                        <Zones zones chosen=typed.time_zone problem />
                    </Field>
                </div>
                <p class="row">
                    <button class="button button--main" type="submit"><Icon icon=icons::SEARCH />{t("record-show")}</button>
                    <a class="button button--quiet" href=base.clone()>{t("record-all")}</a>
                </p>
                <Behaviour script=PLAN />
            </form>
        </details>
    }
}

/// The id of what says what is wrong with a field.
fn why(id: &str) -> String {
    format!("{id}-problem")
}

fn invalid(problem: Problem, id: &str) -> Option<&'static str> {
    problem.with_value(|problem| problem.as_ref().is_some_and(|(field, _)| *field == id)).then_some("true")
}

/// The zone of the times that are typed: the reader's own, once the page's script ran.
#[component]
fn Zones(zones: Vec<String>, chosen: String, problem: Problem) -> impl IntoView {
    let guess = chosen.is_empty();
    let chosen = if guess { "UTC".to_owned() } else { chosen };
    let options = zones.into_iter().map(|zone| {
        let selected = zone == chosen;
        view! { <option value=zone.clone() selected=selected>{zone.replace('_', " ")}</option> }
    });
    view! {
        <select id="timeZone" name="timeZone" data-guess=guess.then_some("") aria-describedby=why("timeZone") aria-invalid=invalid(problem, "timeZone")>
            {options.collect_view()}
        </select>
    }
}

/// A field with its label and what is wrong with it.
#[component]
fn Field(
    /// The field, as the service and its page name it.
    id: &'static str,
    label: &'static str,
    problem: Problem,
    children: Children,
) -> impl IntoView {
    let advice = problem.with_value(|problem| problem.clone().filter(|(field, _)| *field == id));
    let fine = advice.is_none();
    view! {
        <div class="field">
            <label for=id>{t(label)}</label>
            {children()}
            <p class="problem" id=why(id) hidden=fine>
                <Icon icon=icons::INFO />
                {advice.map(|(_, advice)| advice)}
            </p>
        </div>
    }
}
