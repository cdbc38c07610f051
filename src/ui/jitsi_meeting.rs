//! The component: props in, a meeting out. It knows nothing of sessions and of our server functions.

use leptos::{html, prelude::*};

use crate::{
    ui::{
        jitsi::{Driver, Hooks, MeetingHandle, Slot},
        meeting::{
            Command, Devices, Event, Go, Handler, Live, MeetingConfig, MeetingEnd, MeetingEvent, MeetingOptions,
            Participant, Phase, TokenRequest, TokenSource, Words,
        },
    },
    wire::{MeetingPlace, RoomClaim, SessionType},
};

/// A meeting on Jitsi as a Service, or on any Jitsi.
///
/// It fills its parent. It starts loading the script and asks for a token at once, mounts the
/// iframe when both are there, shows in a bar what goes wrong and what is being done about it, and
/// leaves nothing behind when it is unmounted or the page is left.
///
/// ```rust,no_run
/// use greenroom::{
///     ui::{
///         JitsiMeeting,
///         meeting::{Live, MeetingEnd, TokenFailure, TokenRequest, TokenSource},
///     },
///     wire::{MeetingPlace, MeetingToken, RoomClaim},
/// };
/// use leptos::prelude::*;
///
/// /// Any async function that gets a token from your own backend.
/// async fn my_token(request: TokenRequest) -> Result<MeetingToken, TokenFailure> {
///     Ok(MeetingToken {
///         token: Some(format!("the JWT for {}", request.room_name)),
///         expires_at: None,
///         expires_in: Some(3600),
///         room_claim: RoomClaim::Name,
///         report_join: false,
///     })
/// }
///
/// #[component]
/// fn Consultation() -> impl IntoView {
///     let tenant = "vpaas-magic-cookie-0123456789abcdef0123456789abcdef";
///     let place = MeetingPlace {
///         domain: "8x8.vc".to_owned(),
///         script_url: format!("https://8x8.vc/{tenant}/external_api.js"),
///         room_name: format!("{tenant}/q7c2x5kd3mzt4ynb6whe2vra"),
///     };
///     view! {
///         <JitsiMeeting
///             place=Live::still(place)
///             token_source=TokenSource::new(my_token)
///             display_name="Ada"
///             on_meeting_end=|end: MeetingEnd| {
///                 leptos::logging::log!("It lasted {} seconds.", end.seconds);
///             }
///         />
///     }
/// }
/// ```
#[component]
pub fn JitsiMeeting(
    /// Where the meeting is. A change mounts it anew.
    #[prop(into)]
    place: Live<MeetingPlace>,
    /// How to get a token.
    token_source: TokenSource,
    /// How far to go; all the way unless it is said.
    #[prop(optional, into)]
    go: Live<Go>,
    /// The participant's name. Before the mount a change asks for a new token, after it a command
    /// is sent.
    #[prop(optional, into)]
    display_name: Live<String>,
    /// The meeting's title. A change is a command.
    #[prop(optional, into)]
    subject: Live<Option<String>>,
    /// Told to the token source.
    #[prop(optional, into)]
    email: Option<String>,
    /// Told to the token source.
    #[prop(optional, into)]
    user_id: Option<String>,
    /// Told to the token source.
    #[prop(optional, into)]
    avatar: Option<String>,
    /// Told to the token source, which must know better; here it only decides who changes the
    /// title for everybody.
    #[prop(optional)]
    moderator: bool,
    /// Video or audio.
    #[prop(optional)]
    session_type: SessionType,
    /// The configuration, read when the meeting is mounted.
    #[prop(optional, into)]
    config: Live<MeetingConfig>,
    /// The devices to start with, read when the meeting is mounted.
    #[prop(optional, into)]
    devices: Live<Devices>,
    /// Jitsi's code of a language.
    #[prop(optional, into)]
    lang: Option<String>,
    /// The words of the bar; English unless it is said.
    #[prop(optional, into)]
    words: Words,
    /// A pinned release of Jitsi.
    #[prop(optional, into)]
    release: Option<String>,
    /// The meeting is over.
    #[prop(optional, into)]
    on_meeting_end: Option<Handler<MeetingEnd>>,
    /// The participant is in.
    #[prop(optional, into)]
    on_joined: Option<Handler<Participant>>,
    /// Somebody else came.
    #[prop(optional, into)]
    on_participant_joined: Option<Handler<Participant>>,
    /// Somebody else left.
    #[prop(optional, into)]
    on_participant_left: Option<Handler<Participant>>,
    /// Every event, those of the callbacks above too.
    #[prop(optional, into)]
    on_event: Option<Handler<MeetingEvent>>,
    /// The meeting takes commands.
    #[prop(optional, into)]
    on_ready: Option<Handler<MeetingHandle>>,
    /// The meeting is at another point of its way.
    #[prop(optional, into)]
    on_phase: Option<Handler<Phase>>,
    /// This form of the room claim got the participant in, and the token source asked to hear it.
    #[prop(optional, into)]
    on_room_claim_accepted: Option<Handler<RoomClaim>>,
) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    let driver = Slot::<Driver>::new();
    let watched = Watched { place: place.clone(), go, name: display_name.clone(), subject: subject.clone() };
    let request = {
        let (place, display_name) = (place.clone(), display_name.clone());
        move |room_claim| TokenRequest {
            room_name: place.get_untracked().room_name,
            display_name: display_name.get_untracked(),
            email: email.clone(),
            user_id: user_id.clone(),
            avatar: avatar.clone(),
            moderator,
            room_claim,
        }
    };
    let options = {
        let (place, display_name) = (place.clone(), display_name.clone());
        move |jwt| MeetingOptions {
            room_name: place.get_untracked().room_name,
            jwt,
            display_name: display_name.get_untracked(),
            email: None,
            session_type,
            config: MeetingConfig { local_subject: subject.get_untracked(), ..config.get_untracked() },
            devices: devices.get_untracked(),
            lang: lang.clone(),
            release: release.clone(),
        }
    };
    let heard = move |event: MeetingEvent| {
        match &event {
            MeetingEvent::Joined { participant, .. } => tell(on_joined.as_ref(), participant.clone()),
            MeetingEvent::ParticipantJoined(participant) => tell(on_participant_joined.as_ref(), participant.clone()),
            MeetingEvent::ParticipantLeft(participant) => tell(on_participant_left.as_ref(), participant.clone()),
            _ => {}
        }
        tell(on_event.as_ref(), event);
    };
    let hooks = move || Hooks {
        words: words.clone(),
        place: Box::new({
            let place = place.clone();
            move || place.get_untracked()
        }),
        ask: {
            let (source, request) = (token_source.clone(), request.clone());
            Box::new(move |form| Box::pin(source.ask(request(form))))
        },
        options: {
            let options = options.clone();
            Box::new(move |jwt| options(jwt).to_value())
        },
        name: Box::new({
            let name = display_name.clone();
            move || name.get_untracked()
        }),
        phase: Box::new(telling(on_phase.clone())),
        event: Box::new(heard.clone()),
        mounted: Box::new(telling(on_ready.clone())),
        report: Box::new(telling(on_room_claim_accepted.clone())),
        ended: Box::new(telling(on_meeting_end.clone())),
    };

    Effect::new(move |_| {
        if let Some(root) = root.get() {
            driver.set(Driver::start(&root, hooks()));
        }
    });
    Effect::new(move |before: Option<Seen>| {
        let now = watched.look();
        driver.with(|driver| follow(driver, before.as_ref(), &now, moderator));
        now
    });
    on_cleanup(move || {
        driver.with(|driver| driver.send(Event::Dispose));
        driver.take();
    });

    // The bar's place is over the iframe, so nothing moves when it comes. What it shows is set by
    // the driver.
    view! {
        <div class="meeting" data-phase="idle" node_ref=root>
            <div class="meeting__frame"></div>
            <div class="meeting__bar" hidden>
                <p class="meeting__text" role="status"></p>
                // Counted every second: read out once, with the sentence, it would be noise.
                <p class="meeting__countdown" aria-live="off" hidden></p>
                // Their words come with the driver, in the language of the page.
                <button class="button meeting__retry" type="button" hidden></button>
                <button class="button meeting__tab" type="button" hidden></button>
            </div>
        </div>
    }
}

/// The props that the component follows.
struct Watched {
    place: Live<MeetingPlace>,
    go: Live<Go>,
    name: Live<String>,
    subject: Live<Option<String>>,
}

/// What they said when they were last looked at.
#[derive(PartialEq)]
struct Seen {
    place: MeetingPlace,
    go: Go,
    name: String,
    subject: Option<String>,
}

impl Watched {
    fn look(&self) -> Seen {
        Seen { place: self.place.get(), go: self.go.get(), name: self.name.get(), subject: self.subject.get() }
    }
}

/// Tells the driver what is new. The name before the step: a step must not mount with the token of
/// an older name.
fn follow(driver: &Driver, before: Option<&Seen>, now: &Seen, moderator: bool) {
    if let Some(before) = before {
        if before.name != now.name {
            driver.send(Event::NameChanged);
        }
        if before.place != now.place {
            driver.send(Event::PlaceChanged);
        }
        if before.subject != now.subject {
            let title = now.subject.clone().unwrap_or_default();
            let command = if moderator { Command::Subject(title) } else { Command::LocalSubject(title) };
            driver.handle().execute(&command);
        }
    }
    if before.is_none_or(|before| before.go != now.go) {
        driver.send(Event::Go(now.go));
    }
}

fn tell<T>(handler: Option<&Handler<T>>, what: T) {
    if let Some(handler) = handler {
        handler.tell(what);
    }
}

fn telling<T>(handler: Option<Handler<T>>) -> impl Fn(T) {
    move |what| tell(handler.as_ref(), what)
}
