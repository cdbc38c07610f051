//! The component: props in, a meeting out. It knows nothing of sessions and of our server functions.

use leptos::{html, prelude::*};

use crate::{
    ui::{
        jitsi::{Driver, Hooks, MeetingHandle, Slot},
        meeting::{
            Command, Devices, Event, Go, MeetingConfig, MeetingEnd, MeetingEvent, MeetingOptions, Participant, Phase,
            TokenRequest, TokenSource, View, countdown, sentence, status,
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
///         meeting::{MeetingEnd, TokenFailure, TokenRequest, TokenSource},
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
///             place
///             token_source=TokenSource::new(my_token)
///             display_name="Ada"
///             on_meeting_end=Callback::new(|end: MeetingEnd| {
///                 leptos::logging::log!("It lasted {} seconds.", end.seconds);
///             })
///         />
///     }
/// }
/// ```
#[component]
pub fn JitsiMeeting(
    /// Where the meeting is. A change mounts it anew.
    #[prop(into)]
    place: Signal<MeetingPlace>,
    /// How to get a token.
    token_source: TokenSource,
    /// How far to go; all the way unless it is said.
    #[prop(optional, into)]
    go: Signal<Go>,
    /// The participant's name. Before the mount a change asks for a new token, after it a command
    /// is sent.
    #[prop(optional, into)]
    display_name: Signal<String>,
    /// The meeting's title. A change is a command.
    #[prop(optional, into)]
    subject: Signal<Option<String>>,
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
    config: Signal<MeetingConfig>,
    /// The devices to start with, read when the meeting is mounted.
    #[prop(optional, into)]
    devices: Signal<Devices>,
    /// Jitsi's code of a language.
    #[prop(optional, into)]
    lang: Option<String>,
    /// A pinned release of Jitsi.
    #[prop(optional, into)]
    release: Option<String>,
    /// The meeting is over.
    #[prop(optional, into)]
    on_meeting_end: Option<Callback<MeetingEnd>>,
    /// The participant is in.
    #[prop(optional, into)]
    on_joined: Option<Callback<Participant>>,
    /// Somebody else came.
    #[prop(optional, into)]
    on_participant_joined: Option<Callback<Participant>>,
    /// Somebody else left.
    #[prop(optional, into)]
    on_participant_left: Option<Callback<Participant>>,
    /// Every event, those of the callbacks above too.
    #[prop(optional, into)]
    on_event: Option<Callback<MeetingEvent>>,
    /// The meeting takes commands.
    #[prop(optional, into)]
    on_ready: Option<Callback<MeetingHandle>>,
    /// The meeting is at another point of its way.
    #[prop(optional, into)]
    on_phase: Option<Callback<Phase>>,
    /// This form of the room claim got the participant in, and the token source asked to hear it.
    #[prop(optional, into)]
    on_room_claim_accepted: Option<Callback<RoomClaim>>,
) -> impl IntoView {
    let frame = NodeRef::<html::Div>::new();
    let shown = RwSignal::new(View::default());
    let seconds = RwSignal::new(None::<u32>);
    let driver = Slot::<Driver>::new();
    let request = move |room_claim| TokenRequest {
        room_name: place.get_untracked().room_name,
        display_name: display_name.get_untracked(),
        email: email.clone(),
        user_id: user_id.clone(),
        avatar: avatar.clone(),
        moderator,
        room_claim,
    };
    let options = move |jwt| MeetingOptions {
        room_name: place.get_untracked().room_name,
        jwt,
        display_name: display_name.get_untracked(),
        email: None,
        session_type,
        config: MeetingConfig { local_subject: subject.get_untracked(), ..config.get_untracked() },
        devices: devices.get_untracked(),
        lang: lang.clone(),
        release: release.clone(),
    };
    let heard = move |event: MeetingEvent| {
        match &event {
            MeetingEvent::Joined { participant, .. } => tell(on_joined, participant),
            MeetingEvent::ParticipantJoined(participant) => tell(on_participant_joined, participant),
            MeetingEvent::ParticipantLeft(participant) => tell(on_participant_left, participant),
            _ => {}
        }
        tell(on_event, &event);
    };
    let show = move |view: View, left| {
        let before = shown.with_untracked(|shown| shown.phase);
        if before != view.phase {
            tell(on_phase, &view.phase);
        }
        shown.set(view);
        seconds.set(left);
    };
    let hooks = move || Hooks {
        place: Box::new(move || place.get_untracked()),
        ask: {
            let (source, request) = (token_source.clone(), request.clone());
            Box::new(move |form| Box::pin(source.ask(request(form))))
        },
        options: {
            let options = options.clone();
            Box::new(move |jwt| options(jwt).to_json())
        },
        name: Box::new(move || display_name.get_untracked()),
        show: Box::new(show),
        event: Box::new(heard),
        mounted: Box::new(move |handle| tell(on_ready, &handle)),
        report: Box::new(move |form| tell(on_room_claim_accepted, &form)),
        ended: Box::new(move |end| tell(on_meeting_end, &end)),
    };

    Effect::new(move |_| {
        let Some(frame) = frame.get() else { return };
        driver.set(Driver::start(frame.into(), hooks()));
    });
    let send = move |event| driver.with(|driver| driver.send(event));
    let command = move |command: Command| driver.with(|driver| driver.handle().execute(&command));
    // The name before the step: a step must not mount with the token of an older name.
    on_change(move || display_name.get(), move |_| send(Event::NameChanged));
    Effect::new(move |_| send(Event::Go(go.get())));
    on_change(move || place.get(), move |_| send(Event::PlaceChanged));
    on_change(
        move || subject.get(),
        move |subject| {
            let title = subject.unwrap_or_default();
            command(if moderator { Command::Subject(title) } else { Command::LocalSubject(title) });
        },
    );
    on_cleanup(move || {
        send(Event::Dispose);
        driver.take();
    });

    view! {
        <div class="meeting" data-phase=move || phase_name(shown.read().phase)>
            <div class="meeting__frame" node_ref=frame></div>
            <Bar shown seconds retry=Callback::new(move |()| send(Event::Retry)) />
        </div>
    }
}

/// What is going on and what is wrong. Its place is over the iframe, so nothing moves.
#[component]
fn Bar(shown: RwSignal<View>, seconds: RwSignal<Option<u32>>, retry: Callback<()>) -> impl IntoView {
    let quiet = move || {
        let shown = shown.read();
        shown.notice.is_none() && status(shown.phase).is_empty()
    };
    let text = move || {
        let shown = shown.read();
        match &shown.notice {
            Some(notice) => sentence(&notice.cause).to_owned(),
            None => status(shown.phase).to_owned(),
        }
    };
    let no_retry = move || !shown.read().notice.as_ref().is_some_and(|notice| notice.can_retry);
    view! {
        <div class="meeting__bar" hidden=quiet data-trouble=move || shown.read().notice.is_some()>
            <p class="meeting__text" role=move || if shown.read().phase == Phase::Failed { "alert" } else { "status" }>
                {text}
            </p>
            // Counted every second: read out once, with the sentence, it would be noise.
            <p class="meeting__countdown" aria-live="off" hidden=move || seconds.read().is_none()>
                {move || seconds.get().map(countdown)}
            </p>
            <button class="button meeting__retry" type="button" hidden=no_retry on:click=move |_| retry.run(())>
                "Try again"
            </button>
        </div>
    }
}

fn tell<T: Clone + 'static>(callback: Option<Callback<T>>, value: &T) {
    if let Some(callback) = callback {
        callback.run(value.clone());
    }
}

/// Runs `react` when what `watch` says changes, not for what it says first.
fn on_change<T: Clone + PartialEq + 'static>(watch: impl Fn() -> T + 'static, react: impl Fn(T) + 'static) {
    Effect::new(move |before: Option<T>| {
        let now = watch();
        if before.is_some_and(|before| before != now) {
            react(now.clone());
        }
        now
    });
}

const fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::Idle => "idle",
        Phase::Loading => "loading",
        Phase::Prepared => "prepared",
        Phase::Mounting => "mounting",
        Phase::Ready => "ready",
        Phase::Joined => "joined",
        Phase::Left => "left",
        Phase::Closed => "closed",
        Phase::Failed => "failed",
    }
}
