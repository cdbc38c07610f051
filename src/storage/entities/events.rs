//! The table `events`: the chain.

use sea_orm::entity::prelude::*;

use super::{count, number};
use crate::{
    record::{ActorKind, Event, EventKind, Hash, Personal},
    storage::StoreError,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
#[sea_orm(table_name = "events")]
pub(in crate::storage) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::storage) seq: i64,
    pub(in crate::storage) id: String,
    pub(in crate::storage) at: i64,
    pub(in crate::storage) kind: String,
    pub(in crate::storage) actor: String,
    pub(in crate::storage) api_key: Option<String>,
    pub(in crate::storage) session_id: Option<String>,
    pub(in crate::storage) request_id: Option<String>,
    pub(in crate::storage) subject: Option<String>,
    pub(in crate::storage) detail: Option<String>,
    pub(in crate::storage) times: i32,
    pub(in crate::storage) personal_hash: String,
    pub(in crate::storage) hash: String,
    pub(in crate::storage) salt: Option<String>,
    pub(in crate::storage) by_person: Option<String>,
    pub(in crate::storage) person: Option<String>,
    pub(in crate::storage) name: Option<String>,
    pub(in crate::storage) address: Option<String>,
    pub(in crate::storage) user_agent: Option<String>,
    pub(in crate::storage) erased_by: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::storage) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Event> for Model {
    fn from(event: Event) -> Self {
        let (salt, personal) = event.personal.map_or_else(Default::default, |(salt, who)| (Some(salt), who));
        Self {
            seq: event.seq,
            id: event.id,
            at: event.at,
            kind: event.kind.as_str().to_owned(),
            actor: event.actor.as_str().to_owned(),
            api_key: event.api_key,
            session_id: event.session_id,
            request_id: event.request_id,
            subject: event.subject,
            detail: event.detail,
            times: number(event.times),
            personal_hash: event.personal_hash.0,
            hash: event.hash.0,
            salt,
            by_person: personal.by,
            person: personal.person,
            name: personal.name,
            address: personal.address,
            user_agent: personal.user_agent,
            erased_by: event.erased_by,
        }
    }
}

impl TryFrom<Model> for Event {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let corrupt = || StoreError::Corrupt { table: "events", id: row.seq.to_string() };
        let kind = EventKind::parse(&row.kind).ok_or_else(corrupt)?;
        let actor = ActorKind::parse(&row.actor).ok_or_else(corrupt)?;
        let personal = Personal {
            by: row.by_person,
            person: row.person,
            name: row.name,
            address: row.address,
            user_agent: row.user_agent,
        };
        Ok(Self {
            seq: row.seq,
            id: row.id,
            at: row.at,
            kind,
            actor,
            api_key: row.api_key,
            session_id: row.session_id,
            request_id: row.request_id,
            subject: row.subject,
            detail: row.detail,
            times: count(row.times),
            personal_hash: Hash(row.personal_hash),
            hash: Hash(row.hash),
            // Without its salt what is there was put there by somebody else: it counts, and does not verify.
            personal: match row.salt {
                Some(salt) => Some((salt, personal)),
                None if personal.is_empty() => None,
                None => Some((String::new(), personal)),
            },
            erased_by: row.erased_by,
        })
    }
}
