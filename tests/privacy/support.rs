//! A database in a file with people in it, and a service on that whose clock stands still.

use std::{
    fs,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use greenroom::{
    clock::World,
    jaas::{Role, RoomName, SessionType},
    record::{ActorKind, Event, EventKind, NewEvent, Personal},
    service::{ApiKeys, DoorHours, Lifetimes, LinkKey, Meetings, Operators, Policies, Quotas, Service},
    storage::{
        Account, Admission, Admitted, Grant, HostLink, Invite, Recorded, SecretHash, Session, SessionHost,
        SessionLimits, SignIn, SignInWay, Store, Waiting, connect,
    },
};
use sea_orm::ConnectionTrait;
use sha2::Digest;

pub(crate) const NOW: i64 = 1_767_225_600;
pub(crate) const DAY: i64 = 86_400;

/// Randomness that counts.
fn drawn() -> u64 {
    static DRAWN: AtomicU64 = AtomicU64::new(1);
    DRAWN.fetch_add(1, Ordering::Relaxed)
}

/// An id that was made at that moment.
pub(crate) fn id(moment: i64) -> String {
    let millis = u64::try_from(moment * 1000).unwrap();
    let mut random = [0; 10];
    random[2..].copy_from_slice(&drawn().to_be_bytes());
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid().to_string()
}

struct Still;

impl World for Still {
    fn now_ms(&self) -> i64 {
        NOW * 1000
    }

    fn fill(&self, bytes: &mut [u8]) {
        let count = drawn().to_be_bytes();
        bytes.iter_mut().enumerate().for_each(|(place, byte)| *byte = count[place % 8]);
    }
}

/// The database, its folder, and a service on it.
pub(crate) struct House {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) service: Service,
}

impl House {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("data")).unwrap();
        let store: Arc<dyn Store> = Arc::new(connect(&folder.path().join("data/greenroom.db")).await.unwrap());
        let policies = Policies {
            operators: Operators::default(),
            api_keys: ApiKeys::new(["an-api-key-of-32-characters-or-more"]),
            lifetimes: Lifetimes { usual: 3600, longest: 14_400 },
            quotas: Quotas::default(),
            doors: DoorHours { opens_before: 600, closes_after: 0 },
            links: LinkKey::new(&[7; 32]),
            public_url: "https://meet.example.com".parse().unwrap(),
        };
        let meetings = Meetings::plain("meet.jit.si".to_owned(), None);
        let service = Service::new(Arc::clone(&store), Arc::new(Still), meetings, policies);
        Self { folder, store, service }
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("data/greenroom.db")
    }

    /// Which of these texts are anywhere in the database's files.
    pub(crate) fn found<'a>(&self, texts: &[&'a str]) -> Vec<&'a str> {
        let mut bytes = fs::read(self.file()).unwrap();
        bytes.extend(fs::read(self.folder.path().join("data/greenroom.db-wal")).unwrap_or_default());
        let all = String::from_utf8_lossy(&bytes);
        texts.iter().copied().filter(|text| all.contains(text)).collect()
    }

    /// Looks that the record holds; of how many events the personal part is gone.
    pub(crate) async fn erased(&self) -> i64 {
        self.service.verify_record(None, |_, _| ()).await.unwrap().unwrap().erased
    }

    pub(crate) async fn events(&self) -> Vec<Event> {
        self.service.seal_record().await.unwrap();
        self.store.events_after(0, 1000).await.unwrap()
    }

    /// Runs a query on the file that gives a number.
    pub(crate) async fn number(&self, sql: &str) -> i64 {
        let connection = sea_orm::Database::connect(format!("sqlite://{}", self.file().display())).await.unwrap();
        let statement = sea_orm::Statement::from_string(connection.get_database_backend(), sql);
        let row = connection.query_one_raw(statement).await.unwrap().unwrap();
        let number = row.try_get_by_index(0).unwrap();
        connection.close().await.unwrap();
        number
    }

    /// A host opens a session of an hour at that moment, and a guest knocks and comes in by a link for
    /// them alone. Everything that says who they are begins with `who`.
    pub(crate) async fn meets(&self, who: &str, moment: i64) -> Met {
        let met = Met::new(who, moment);
        let (store, session) = (&self.store, &met.session);
        let account = met.account.clone();
        assert_eq!(store.account_of(&account).await.unwrap(), account);
        let event = |kind| met.event(kind, ActorKind::Host, &met.email);
        let link = HostLink {
            id: id(moment),
            email: met.email.clone(),
            hash: SecretHash(format!("link-{}", drawn())),
            created_at: moment,
            expires_at: moment + 900,
            used_at: None,
        };
        store.add_host_link(&link, 0, &event(EventKind::SignInLinkMade)).await.unwrap();
        store.add_sign_in(&met.sign_in(), None, &event(EventKind::SignedIn)).await.unwrap();
        let hosts = [
            SessionHost { email: met.email.clone(), owner: true },
            SessionHost { email: format!("{who}-co@example.com"), owner: false },
        ];
        let opened = event(EventKind::SessionOpened);
        store.open_session(session, std::slice::from_ref(&met.invite), &hosts, &opened).await.unwrap();
        let by_guest = |kind| met.event(kind, ActorKind::Guest, &met.guest).called(&met.name);
        store.knock(&met.waiting(), &by_guest(EventKind::Knocked)).await.unwrap();
        let admission = Admission {
            grant: met.grant(Some(&session.id), &met.guest),
            device: format!("{who}-device"),
            must_be_admitted: false,
            now: moment,
            opens_before: 600,
            closes_after: 0,
        };
        let token = by_guest(EventKind::TokenIssued).on(&admission.grant.id);
        assert_eq!(store.admit(&admission, &token).await.unwrap(), Admitted::Yes);
        let joined = by_guest(EventKind::Joined).on("0a1b2c3d");
        store.set_participant(&session.id, &met.guest, "0a1b2c3d", &joined).await.unwrap();
        // The host comes in, too: as somebody of another id in each session.
        let user_name = format!("{who}-hanna");
        let of_host = met.grant(Some(&session.id), &met.host_id());
        let grant = Grant { role: Role::Host, invite_id: None, user_name: user_name.clone(), ..of_host };
        let admission = Admission { grant, device: format!("{who}-hosts-device"), ..admission };
        let token = event(EventKind::TokenIssued).on(&admission.grant.id).about(&met.host_id());
        assert_eq!(store.admit(&admission, &token.called(&user_name)).await.unwrap(), Admitted::Yes);
        // A backend's token for the same person, in a room of its own.
        let grant = met.grant(None, &met.guest);
        let limits = SessionLimits { opens_before: 600, after_end: 900 };
        let mut token = met.event(EventKind::TokenIssued, ActorKind::Backend, &met.guest).on(&grant.id);
        (token.session_id, token.personal.by) = (None, None);
        assert_eq!(store.record_grant(&grant, limits, &token).await.unwrap(), Recorded::Written);
        self.service.seal_record().await.unwrap();
        met
    }
}

/// Who met.
pub(crate) struct Met {
    who: String,
    moment: i64,
    pub(crate) email: String,
    pub(crate) guest: String,
    pub(crate) name: String,
    pub(crate) account: Account,
    pub(crate) session: Session,
    pub(crate) invite: Invite,
}

impl Met {
    fn new(who: &str, moment: i64) -> Self {
        let session = session(who, moment);
        Self {
            email: format!("{who}-host@example.com"),
            guest: format!("{who}-guest"),
            name: format!("{who}-name"),
            account: Account {
                id: id(moment),
                email: format!("{who}-host@example.com"),
                name: Some(format!("{who}-hanna")),
                created_at: moment,
            },
            invite: invite(who, &session.id, moment),
            session,
            who: who.to_owned(),
            moment,
        }
    }

    /// The host's user id in this session.
    pub(crate) fn host_id(&self) -> String {
        let digest = sha2::Sha256::digest(format!("{} email {}", self.session.id, self.email));
        format!("host-{}", data_encoding::HEXLOWER.encode(&digest[..10]))
    }

    /// An event of this session, by and about one of them.
    pub(crate) fn event(&self, kind: EventKind, actor: ActorKind, by: &str) -> NewEvent {
        NewEvent {
            id: id(self.moment),
            at: self.moment,
            kind,
            actor,
            api_key: None,
            session_id: Some(self.session.id.clone()),
            request_id: None,
            subject: None,
            detail: None,
            times: 1,
            salt: format!("salt-{}", drawn()),
            personal: Personal {
                by: Some(by.to_owned()),
                person: Some(by.to_owned()),
                name: None,
                address: Some(format!("{}-address", self.who)),
                user_agent: Some(format!("{}-agent", self.who)),
            },
        }
    }

    fn sign_in(&self) -> SignIn {
        SignIn {
            id: id(self.moment),
            account_id: self.account.id.clone(),
            hash: SecretHash(format!("sign-in-{}", drawn())),
            way: SignInWay::Link,
            client_address: Some(format!("{}-address", self.who)),
            user_agent: Some(format!("{}-agent", self.who)),
            created_at: self.moment,
            last_seen_at: self.moment,
            expires_at: self.moment + 3600,
            revoked_at: None,
        }
    }

    fn waiting(&self) -> Waiting {
        Waiting {
            session_id: self.session.id.clone(),
            user_id: self.guest.clone(),
            invite_id: self.invite.id.clone(),
            name: self.name.clone(),
            answer: greenroom::storage::Answer::None,
            asked_at: self.moment,
            seen_at: self.moment,
            answered_at: None,
        }
    }

    fn grant(&self, session_id: Option<&str>, user_id: &str) -> Grant {
        Grant {
            id: id(self.moment),
            session_id: session_id.map(str::to_owned),
            invite_id: session_id.map(|_| self.invite.id.clone()),
            user_id: user_id.to_owned(),
            user_name: self.name.clone(),
            room: session_id.map_or_else(room, |_| self.session.room.clone()),
            role: Role::Guest,
            features: Vec::new(),
            room_claim: None,
            kid: None,
            client_address: Some(format!("{}-address", self.who)),
            user_agent: Some(format!("{}-agent", self.who)),
            issued_at: self.moment,
            expires_at: self.moment + 3600,
        }
    }
}

fn room() -> RoomName {
    RoomName::try_from(format!("room{}", drawn())).unwrap()
}

fn session(who: &str, moment: i64) -> Session {
    Session {
        id: id(moment),
        title: format!("{who}-title"),
        session_type: SessionType::Video,
        room: room(),
        features: Vec::new(),
        owner: Some(format!("{who}-host@example.com")),
        opened_at: moment,
        starts_at: moment,
        ends_at: Some(moment + 3600),
        time_zone: "UTC".to_owned(),
        capacity: None,
        waits_for_host: false,
        admits_each: false,
        host_in_at: None,
        ended_at: None,
        cancelled_at: None,
        sequence: 0,
        guests: 0,
    }
}

fn invite(who: &str, session_id: &str, moment: i64) -> Invite {
    Invite {
        id: id(moment),
        session_id: session_id.to_owned(),
        role: Role::Guest,
        hash: SecretHash(format!("invite-{}", drawn())),
        shown_to_host: false,
        label: Some(format!("{who}-label")),
        personal: true,
        created_at: moment,
        expires_at: None,
        max_uses: None,
        uses: 0,
        closed_at: None,
        revoked_at: None,
    }
}
