//! The account of who is signed in: where else they are signed in, and how to end that.

use leptos::prelude::*;

use super::{
    Page,
    browser_name::browser_and_system,
    operator,
    refusal::Refusal,
    say::{t, t_with},
    time::Moment,
};
use crate::server_fns::views::sign_in::{self as views, AccountView, SignInRow};

#[component]
pub(super) fn AccountPage() -> impl IntoView {
    view! {
        <Suspense>
            {Suspend::new(async move {
                match views::account().await {
                    Ok(Some(account)) => view! { <Account account /> }.into_any(),
                    Ok(None) => {
                        leptos_axum::redirect("/sign-in?to=%2Faccount");
                        ().into_any()
                    }
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Account(account: AccountView) -> impl IntoView {
    let rows = account.sign_ins.into_iter().map(|row| view! { <Row row /> }).collect_view();
    view! {
        <Page title=t("account-title")>
            <div class="head">
                <h1>{t("account-title")}</h1>
                <p class="row small">
                    {account.name.map(|name| view! { <span>{name}</span> })}
                    <span data-testid="email">{account.email}</span>
                </p>
            </div>
            <section class="stack" aria-labelledby="where">
                <h2 id="where">{t("account-where")}</h2>
                <p class="small">{t("account-ends")}</p>
                <ul class="list">{rows}</ul>
            </section>
            {account.operator.then(|| view! {
                <p><a class="button" href=operator::START>{t("account-operator")}</a></p>
            })}
            <div class="row">
                <form method="post" action="/sign-out">
                    <button class="button button--main" type="submit">{t("account-sign-out")}</button>
                </form>
                <form method="post" action="/account/sign-out-everywhere">
                    <button class="button button--danger" type="submit">{t("account-everywhere")}</button>
                </form>
            </div>
        </Page>
    }
}

#[component]
fn Row(row: SignInRow) -> impl IntoView {
    let name = program(row.user_agent.as_deref());
    let label = t_with("account-revoke-one", [("browser", name.clone().into())]);
    view! {
        <li class="list__row" data-testid="sign-in">
            <span class="list__name">{name}</span>
            {row.is_this.then(|| view! { <span class="tag">{t("account-this")}</span> })}
            <form method="post" action=format!("/account/sign-ins/{}/revoke", row.id)>
                <button class="button button--quiet" type="submit" aria-label=label>{t("account-revoke")}</button>
            </form>
            <p class="list__wide row small">
                {row.address.map(|address| view! {
                    <span>{t_with("account-from", [("address", address.into())])}</span>
                })}
                <span>{t("account-since")} " " <Moment at=row.since /></span>
                <span>{t("account-last-seen")} " " <Moment at=row.last_seen /></span>
            </p>
        </li>
    }
}

/// The browser, and what it runs on.
fn program(user_agent: Option<&str>) -> String {
    match browser_and_system(user_agent.unwrap_or_default()) {
        (Some(browser), Some(system)) => {
            t_with("account-browser-on", [("browser", browser.into()), ("system", system.into())])
        }
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => t("account-browser-unknown"),
    }
}
