//! Headers that anybody can write pass no limit, and use up nobody else's.

use super::{Call, FEW, FROM_ADDRESS, until_refused};
use crate::support::TestApp;

/// The proxy that is trusted in these tests.
const PROXY: &str = "127.0.0.1";
/// Whom a client says to be: another one at each request.
const CLAIM: &str = "{}";

type Headers = &'static [(&'static str, &'static str)];

/// Each comes from one client, who writes what is here; `{}` is an address, another one each time.
const FROM_OUTSIDE: &[(&str, Headers)] = &[
    ("no header", &[]),
    ("X-Forwarded-For", &[("x-forwarded-for", "{}")]),
    ("X-Forwarded-For with the proxy's own address", &[("x-forwarded-for", "{}, 127.0.0.1")]),
    ("X-Forwarded-For in two lines", &[("x-forwarded-for", "203.0.113.1"), ("x-forwarded-for", "{}")]),
    ("X-Forwarded-For of the proxy alone", &[("x-forwarded-for", "127.0.0.1")]),
    ("Forwarded", &[("forwarded", "for={}")]),
    ("Forwarded with all that it may hold", &[("forwarded", "for={};proto=https;by=127.0.0.1, for=127.0.0.1")]),
    ("X-Real-IP", &[("x-real-ip", "{}")]),
    ("what other proxies write", &[("cf-connecting-ip", "{}"), ("true-client-ip", "{}"), ("x-client-ip", "{}")]),
    ("all at once", &[("x-forwarded-for", "{}"), ("forwarded", "for={}"), ("x-real-ip", "{}"), ("via", "1.1 {}")]),
];

/// The same through the trusted proxy, which appends the client's address.
const THROUGH_THE_PROXY: &[(&str, Headers)] = &[
    ("nothing forged", &[("x-forwarded-for", "198.51.100.1")]),
    ("a forged part on the left", &[("x-forwarded-for", "{}, 198.51.100.1")]),
    ("many forged parts", &[("x-forwarded-for", "{}, {}, 127.0.0.1, {},198.51.100.1")]),
    ("a forged line before", &[("x-forwarded-for", "{}"), ("x-forwarded-for", "198.51.100.1")]),
    ("a Forwarded of the client's", &[("forwarded", "for={}"), ("x-forwarded-for", "198.51.100.1")]),
    ("an X-Real-IP of the client's", &[("x-real-ip", "{}"), ("x-forwarded-for", "198.51.100.1")]),
    ("the proxy's address on the left", &[("x-forwarded-for", "127.0.0.1, {}, 198.51.100.1")]),
    ("garbage on the left", &[("x-forwarded-for", "{}\u{9}unknown; for=[::, 198.51.100.1")]),
    ("commas", &[("x-forwarded-for", ",,,{},,198.51.100.1")]),
    ("another port each time", &[("x-forwarded-for", "198.51.100.1:4{n}")]),
    ("IPv4 written as IPv6", &[("x-forwarded-for", "{}, ::ffff:198.51.100.1")]),
    ("IPv4 written as IPv6, with a port", &[("x-forwarded-for", "{}, [::ffff:198.51.100.1]:4{n}")]),
    ("an address of one's own IPv6 network", &[("x-forwarded-for", "2001:db8:1:2::{n}")]),
    ("the same, with a port", &[("x-forwarded-for", "{}, [2001:db8:1:2::{n}]:443")]),
    ("nothing that can be read", &[("x-forwarded-for", "{}, unknown")]),
    ("an empty header", &[("x-forwarded-for", "")]),
    ("a Forwarded alone", &[("forwarded", "for={}")]),
    ("an X-Real-IP alone", &[("x-real-ip", "{}")]),
];

fn call(secret: &str, peer: &str, headers: Headers, number: usize) -> Call {
    let number = (number + 10).to_string();
    let claim = format!("203.0.113.{number}");
    let start = Call::token(secret).from(peer);
    headers
        .iter()
        .fold(start, |call, (name, value)| call.with(name, value.replace(CLAIM, &claim).replace("{n}", &number)))
}

#[tokio::test]
async fn no_header_passes_the_limit_of_an_address_or_uses_up_anothers() {
    let outside = FROM_OUTSIDE.iter().map(|row| ("192.0.2.1", row));
    let through = THROUGH_THE_PROXY.iter().map(|row| (PROXY, row));
    let app = TestApp::jaas_within(FEW).await;
    let session = app.open_session().await;
    for (peer, (name, headers)) in outside.chain(through) {
        // A minute later everybody's count is whole again.
        app.world.pass(60);
        let let_in = until_refused(&app, |number| call(&session.guest, peer, headers, number)).await;
        assert_eq!(let_in, FROM_ADDRESS, "{name}, from {peer}");
        call(&session.guest, peer, headers, 99).send(&app).await.refused(429, "rate_limited");
        // Whoever it was said to be has lost nothing.
        for victim in ["203.0.113.10", "203.0.113.15", "198.51.100.2", "2001:db8:1:3::1"] {
            let honest = Call::token(&session.guest).from(PROXY).with("x-forwarded-for", victim);
            assert_eq!(honest.status(&app).await, 200, "{victim} pays for {name}, from {peer}");
        }
    }
}

#[tokio::test]
async fn behind_the_trusted_proxy_each_client_has_a_count_of_its_own() {
    let app = TestApp::jaas_within(FEW).await;
    let session = app.open_session().await;
    for client in ["198.51.100.1", "198.51.100.2", "2001:db8:1:2::1", "2001:db8:1:3::1"] {
        let call = Call::token(&session.guest).from(PROXY).with("x-forwarded-for", client);
        assert_eq!(until_refused(&app, |_| call.clone()).await, FROM_ADDRESS, "{client}");
    }
    // A proxy that is not trusted is one client, whoever it says to speak for.
    let stranger = |number: usize| {
        Call::token(&session.guest).from("10.0.0.9").with("x-forwarded-for", format!("198.51.100.{number}"))
    };
    assert_eq!(until_refused(&app, stranger).await, FROM_ADDRESS);
}

#[tokio::test]
async fn no_header_passes_any_other_limit_either() {
    type Make = fn(&str) -> Call;
    let rows: [(&str, Make); 4] = [
        ("knocking", |secret| Call::form(format!("/j/{secret}/knock"), "name=")),
        ("a one-time link", |_| Call::form("/sign-in/link/AAAAAAAAAAAAAAAAAAAAAA", "")),
        ("an API key", |_| Call::backend("not-a-key-of-thirty-two-characters")),
        ("being in", |secret| {
            let door = serde_json::json!({ "by": "invite", "secret": secret });
            Call::json("/api/pages/joined", &serde_json::json!({ "door": door, "room_claim": "name" }))
        }),
    ];
    let app = TestApp::jaas_within(FEW).await;
    let session = app.open_session().await;
    for (name, make) in rows {
        // A minute later everybody's count is whole again.
        app.world.pass(60);
        for (peer, left) in [("192.0.2.1", ""), (PROXY, ", 198.51.100.1")] {
            let forged = |number: usize| {
                let claim = format!("203.0.113.{number}");
                let call = make(&session.guest).from(peer).with("forwarded", format!("for={claim}"));
                call.with("x-real-ip", claim.clone()).with("x-forwarded-for", claim + left)
            };
            assert_eq!(until_refused(&app, forged).await, FROM_ADDRESS, "{name} from {peer}");
        }
    }
}
