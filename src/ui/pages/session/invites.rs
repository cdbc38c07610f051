//! The links of a session: the one for all guests, and further invites.

#![expect(clippy::needless_pass_by_value, reason = "a component owns its props")]

use leptos::prelude::*;

use super::super::{
    copy_link::CopyLink,
    icon::Icon,
    icons, query,
    say::{moment, number, t, t_with},
    time::Moment,
};
use crate::{
    server_fns::views::{HostView, InviteView},
    wire::Role,
    zone::Zone,
};

/// The one link for all guests.
#[component]
pub(super) fn Guests(base: String, title: String, link: Option<String>) -> impl IntoView {
    view! {
        <section class="card stack" aria-labelledby="guests">
            <h2 id="guests">{t("guests-title")}</h2>
            {match link {
                Some(link) => view! {
                    <p>{t("guests-what")}</p>
                    <CopyLink label=t("guests-link") id="guest-link".to_owned() link title with_code=true />
                }
                .into_any(),
                None => view! { <p>{t("guests-none")}</p> }.into_any(),
            }}
            <form method="post" action=format!("{base}/guest-link")>
                <button class="button button--quiet" type="submit">{t("guests-renew")}</button>
            </form>
        </section>
    }
}

/// All invites, and the form for another one.
#[component]
pub(super) fn Invites(base: String, host: HostView) -> impl IntoView {
    let live = host.state.is_live();
    let zone = Zone::parse(&host.time_zone).unwrap_or_else(Zone::utc);
    let made = query("made");
    let rows = host.invites.into_iter().map(|invite| {
        let new = made.as_deref() == Some(&invite.id);
        view! { <Row base=base.clone() invite zone=zone.clone() live new title=host.title.clone() /> }
    });
    let revoke_all = format!("{base}/invites/revoke-all");
    view! {
        <section class="stack" id="invites" aria-labelledby="invites-title">
            <h2 id="invites-title">{t("invites-title")}</h2>
            {live.then(|| view! { <NewInvite base=base.clone() zone=host.time_zone.clone() /> })}
            <ul class="list">{rows.collect_view()}</ul>
            {live.then(|| view! {
                <details class="end">
                    <summary class="button button--quiet">{t("invites-revoke-all")}</summary>
                    <form class="card stack" method="post" action=revoke_all>
                        <p>{t("invites-revoke-all-what")}</p>
                        <p><button class="button button--danger" type="submit">{t("invites-revoke-all-now")}</button></p>
                    </form>
                </details>
            })}
        </section>
    }
}

#[component]
fn NewInvite(base: String, zone: String) -> impl IntoView {
    let problem = query("problem").filter(|field| ["label", "expiresAt", "maxUses"].contains(&field.as_str()));
    let wrong = |field: &str| (problem.as_deref() == Some(field)).then_some("true");
    let why = |field: &str| wrong(field).map(|_| "invite-problem");
    let typed = |field: &str| problem.as_ref().and_then(|_| query(field)).unwrap_or_default();
    let chosen = typed("kind");
    let kind = |value: &'static str, key: &'static str| {
        let checked = chosen == value || chosen.is_empty() && value == "one";
        view! {
            <label class="choice__option">
                <input type="radio" name="kind" value=value checked=checked />
                <span>{t(key)}</span>
            </label>
        }
    };
    view! {
        <details open=problem.is_some() id="new-invite">
            <summary>{t("invite-new")}</summary>
            <form class="card stack" method="post" action=format!("{base}/invites")>
                {problem.is_some().then(|| view! {
                    <p class="problem" id="invite-problem"><Icon icon=icons::INFO />{t("invite-problem")}</p>
                })}
                <fieldset class="choice choice--column">
                    <legend>{t("invite-kind")}</legend>
                    {kind("one", "invite-kind-one")}
                    {kind("many", "invite-kind-many")}
                    {kind("host", "invite-kind-host")}
                </fieldset>
                <div class="field">
                    <label for="invite-label">{t("invite-label")}</label>
                    <input id="invite-label" name="label" type="text" maxlength="80" autocomplete="off" value=typed("label") aria-invalid=wrong("label") aria-describedby=why("label") />
                </div>
                <div class="field">
                    <label for="invite-expires">{t_with("invite-expires", [("zone", zone.into())])}</label>
                    <input id="invite-expires" name="expires" type="datetime-local" value=typed("expires") aria-invalid=wrong("expiresAt") aria-describedby=why("expiresAt") />
                </div>
                <div class="field">
                    <label for="invite-uses">{t("invite-uses")}</label>
                    <input id="invite-uses" name="max_uses" type="number" min="1" max="1000" inputmode="numeric" value=typed("max_uses") aria-invalid=wrong("maxUses") aria-describedby=why("maxUses") />
                </div>
                <p><button class="button button--main" type="submit">{t("invite-make")}</button></p>
            </form>
        </details>
    }
}

#[component]
fn Row(base: String, invite: InviteView, zone: Zone, live: bool, new: bool, title: String) -> impl IntoView {
    let name = invite.label.clone().unwrap_or_else(|| {
        t(match (invite.shared, invite.role) {
            (true, _) => "invite-shared",
            (false, Role::Host) => "invite-host",
            (false, Role::Guest) => "invite-guest",
        })
    });
    let used = t_with("invite-used", [("count", invite.uses.into())]);
    let by = invite.used_by.iter().map(|(name, at)| {
        let (name, at) = (name.clone(), *at);
        view! { <li class="row small"><span>{name}</span><Moment at /></li> }
    });
    let by = by.collect_view();
    let revoke = format!("{base}/invites/{}/revoke", invite.id);
    let link_id = format!("link-{}", invite.id);
    view! {
        <li class="list__row list__row--tall" id=format!("invite-{}", invite.id)>
            <span class="list__name">{name}</span>
            {invite.over.then(|| view! { <span class="tag">{t("invite-over")}</span> })}
            <p class="list__wide small">{allows(&invite, &zone)}</p>
            <details class="list__wide" open=new>
                <summary>{used}</summary>
                {match invite.link {
                    Some(link) => {
                        view! { <CopyLink label=t("invite-link") id=link_id link title with_code=new /> }.into_any()
                    }
                    None => view! { <p class="small">{t("invite-no-link")}</p> }.into_any(),
                }}
                <ul class="list">{by}</ul>
                {(live && !invite.over).then(|| view! {
                    <form method="post" action=revoke>
                        <button class="button button--quiet" type="submit">{t("invite-revoke")}</button>
                    </form>
                })}
            </details>
        </li>
    }
}

/// In words, what the invite allows.
fn allows(invite: &InviteView, zone: &Zone) -> String {
    let who = t(match (invite.role, invite.personal) {
        (Role::Host, _) => "allows-host",
        (Role::Guest, true) => "allows-one",
        (Role::Guest, false) => "allows-many",
    });
    let uses =
        invite.max_uses.map(|most| t_with("allows-uses", [("count", most.into()), ("written", number(most).into())]));
    let until = invite.expires_at.map(|at| {
        t_with("allows-until", [("moment", moment(at, zone).into()), ("zone", zone.name().to_owned().into())])
    });
    [Some(who), uses, until].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
