//! API keys: those that were made here, a form for another one, and a new key, shown once.

use leptos::prelude::*;

use super::{
    super::{
        copy_link::CopyLink,
        icon::Icon,
        icons, query,
        say::{t, t_with},
        time::Moment,
    },
    OperatorPage, Part, Refused,
};
use crate::server_fns::views::{self, ApiKeyRow, ApiKeysView, KeyStateView, MadeKeyView, NotMadeView};

/// For how many days a key is made where nobody says anything else.
const USUAL_DAYS: &str = "365";

#[component]
pub(in crate::ui::pages) fn ApiKeysPage() -> impl IntoView {
    let before = query("before");
    view! {
        <Suspense>
            {Suspend::new({
                let before = before.clone();
                async move {
                    match views::api_keys(before.as_deref()).await {
                        Ok(page) => view! { <ApiKeys page /> }.into_any(),
                        Err(error) => view! { <Refused error /> }.into_any(),
                    }
                }
            })}
        </Suspense>
    }
}

#[component]
fn ApiKeys(page: ApiKeysView) -> impl IntoView {
    let none = page.keys.is_empty();
    let next = page.next.map(|before| format!("{}?before={before}", Part::ApiKeys.address()));
    let rows = page.keys.into_iter().map(|key| view! { <Row key /> }).collect_view();
    view! {
        <OperatorPage part=Part::ApiKeys>
            {page.made.map(|made| view! { <Made made /> })}
            <p>{t("operator-keys-what")}</p>
            <NewKey scopes=page.scopes not_made=page.not_made />
            <section class="stack" aria-labelledby="keys">
                <h2 id="keys">{t("operator-keys-list")}</h2>
                {if none {
                    view! { <p>{t("operator-keys-none")}</p> }.into_any()
                } else {
                    view! { <ul class="list">{rows}</ul> }.into_any()
                }}
                {next.map(|next| view! { <p><a class="button" href=next>{t("operator-keys-more")}</a></p> })}
            </section>
        </OperatorPage>
    }
}

/// The new key, the one time that it is shown.
#[component]
fn Made(made: MadeKeyView) -> impl IntoView {
    let title = t_with("operator-keys-made", [("name", made.name.into())]);
    view! {
        <section class="card stack" role="status" aria-labelledby="made">
            <h2 id="made">{title.clone()}</h2>
            <p>{t("operator-keys-made-what")}</p>
            <CopyLink
                label=t("operator-keys-key")
                id="api-key".to_owned()
                link=made.key
                title
                unshared=true
            />
            <p><a class="button" href=Part::ApiKeys.address()>{t("operator-keys-done")}</a></p>
        </section>
    }
}

#[component]
fn NewKey(scopes: Vec<&'static str>, not_made: Option<NotMadeView>) -> impl IntoView {
    let wrong = not_made.as_ref().map(|not_made| not_made.field);
    let advice = not_made.as_ref().map(|not_made| match not_made.field {
        "scopes" => t("operator-keys-no-scope"),
        _ => not_made.advice.clone(),
    });
    let fresh = || NotMadeView { days: USUAL_DAYS.to_owned(), ..NotMadeView::default() };
    let open = not_made.is_some();
    let typed = not_made.unwrap_or_else(fresh);
    let marked = |field: &str| (wrong == Some(field)).then_some("true");
    let why = |field: &str| marked(field).map(|_| "key-problem");
    let problem = |field: &str| {
        let advice = advice.clone().filter(|_| wrong == Some(field));
        advice.map(|advice| view! { <p class="problem" id="key-problem"><Icon icon=icons::INFO />{advice}</p> })
    };
    let boxes = scopes.into_iter().map(|scope| {
        let checked = typed.scopes.iter().any(|ticked| ticked == scope);
        view! {
            <label class="choice__option">
                <input type="checkbox" name="scope" value=scope checked=checked aria-describedby=why("scopes") />
                <span>{t(meaning(scope))} " " <code>{scope}</code></span>
            </label>
        }
    });
    let boxes = boxes.collect_view();
    view! {
        <details open=open id="new-key">
            <summary>{t("operator-keys-new")}</summary>
            <form class="card stack" method="post" action=Part::ApiKeys.address()>
                <div class="field">
                    <label for="key-name">{t("operator-keys-name")}</label>
                    <input id="key-name" name="name" type="text" maxlength="80" required autocomplete="off" value=typed.name.clone() aria-invalid=marked("name") aria-describedby=why("name") />
                    {problem("name")}
                </div>
                <fieldset class="choice choice--column">
                    <legend>{t("operator-keys-scopes")}</legend>
                    {boxes}
                    {problem("scopes")}
                </fieldset>
                <div class="field">
                    <label for="key-days">{t("operator-keys-days")}</label>
                    <input id="key-days" name="days" type="number" min="1" max="3650" inputmode="numeric" value=typed.days.clone() aria-invalid=marked("expiresInDays") aria-describedby=why("expiresInDays") />
                    {problem("expiresInDays")}
                </div>
                <p><button class="button button--main" type="submit">{t("operator-keys-make")}</button></p>
            </form>
        </details>
    }
}

/// What a scope allows, in words.
fn meaning(scope: &str) -> &'static str {
    match scope {
        "tokens:mint" => "operator-keys-tokens-mint",
        "sessions:read" => "operator-keys-sessions-read",
        "sessions:write" => "operator-keys-sessions-write",
        _ => "operator-keys-audit-read",
    }
}

#[component]
fn Row(key: ApiKeyRow) -> impl IntoView {
    let state = match key.state {
        KeyStateView::InForce => "operator-keys-in-force",
        KeyStateView::Expired => "operator-keys-expired",
        KeyStateView::Revoked => "operator-keys-revoked",
    };
    let label = t_with("operator-keys-revoke-one", [("name", key.name.clone().into())]);
    let revoke = format!("{}/{}/revoke", Part::ApiKeys.address(), key.id);
    view! {
        <li class="list__row list__row--tall" data-testid="api-key">
            <span class="list__name">{key.name.clone()}</span>
            <span class="tag">{t(state)}</span>
            <p class="list__wide row small">
                <code>{key.prefix.clone()} "…"</code>
                <span>{key.scopes.join(", ")}</span>
            </p>
            <Times key=key.clone() />
            {(key.revoked_at.is_none()).then(|| view! {
                <details class="list__wide end">
                    <summary class="button button--quiet" aria-label=label>{t("operator-keys-revoke")}</summary>
                    <form class="card stack" method="post" action=revoke>
                        <p>{t("operator-keys-revoke-what")}</p>
                        <p><button class="button button--danger" type="submit">{t("operator-keys-revoke-now")}</button></p>
                    </form>
                </details>
            })}
        </li>
    }
}

#[component]
fn Times(key: ApiKeyRow) -> impl IntoView {
    let at = |key, at| view! { <span>{t(key)} " " <Moment at /></span> }.into_any();
    let said = |key| view! { <span>{t(key)}</span> }.into_any();
    view! {
        <p class="list__wide row small">
            {at("operator-keys-made-at", key.made_at)}
            {match (key.revoked_at, key.ends_at) {
                (Some(revoked), _) => at("operator-keys-revoked-at", revoked),
                (None, Some(ends)) => at("operator-keys-ends", ends),
                (None, None) => said("operator-keys-never"),
            }}
            {match key.used_at {
                Some(used) => at("operator-keys-used", used),
                None => said("operator-keys-unused"),
            }}
        </p>
    }
}
