//! One person's data as JSON.

use serde_json::{Value, json};

use crate::service::KnownPerson;

/// All of it, for people to read.
pub(super) fn of(known: &KnownPerson) -> String {
    let rows = &known.rows;
    let whole = json!({
        "account": rows.account.as_ref().map(|account| json!({
            "id": account.id, "email": account.email, "name": account.name, "createdAt": account.created_at,
        })),
        "signIns": rows.sign_ins.iter().map(|row| json!({
            "id": row.id, "way": row.way.as_str(), "address": row.client_address, "userAgent": row.user_agent,
            "createdAt": row.created_at, "lastSeenAt": row.last_seen_at, "expiresAt": row.expires_at,
            "revokedAt": row.revoked_at,
        })).collect::<Value>(),
        "signInLinks": rows.host_links.iter().map(|row| json!({
            "id": row.id, "email": row.email, "createdAt": row.created_at, "expiresAt": row.expires_at,
            "usedAt": row.used_at,
        })).collect::<Value>(),
        "sessions": rows.sessions.iter().map(|(session, host)| json!({
            "id": session.id, "title": session.title, "owner": host.owner, "openedAt": session.opened_at,
            "startsAt": session.starts_at, "endsAt": session.ends_at, "timeZone": session.time_zone,
            "endedAt": session.ended_at, "cancelledAt": session.cancelled_at,
        })).collect::<Value>(),
        "letIn": rows.people.iter().map(|row| json!({
            "sessionId": row.session_id, "userId": row.user_id, "name": row.name, "role": row.role.as_str(),
            "inviteId": row.invite_id, "participantId": row.participant_id, "firstAt": row.first_at,
            "lastAt": row.last_at, "removedAt": row.removed_at,
        })).collect::<Value>(),
        "knocked": rows.waiting.iter().map(|row| json!({
            "sessionId": row.session_id, "userId": row.user_id, "name": row.name, "inviteId": row.invite_id,
            "answer": row.answer.as_str(), "askedAt": row.asked_at, "seenAt": row.seen_at,
            "answeredAt": row.answered_at,
        })).collect::<Value>(),
        "inviteUses": rows.invite_uses.iter().map(|row| json!({
            "inviteId": row.invite_id, "device": row.device, "userId": row.user_id, "name": row.name,
            "firstAt": row.first_at, "lastAt": row.last_at,
        })).collect::<Value>(),
        "invites": rows.invites.iter().map(|row| json!({
            "id": row.id, "sessionId": row.session_id, "label": row.label, "createdAt": row.created_at,
        })).collect::<Value>(),
        "tokens": rows.grants.iter().map(|row| json!({
            "id": row.id, "sessionId": row.session_id, "inviteId": row.invite_id, "userId": row.user_id,
            "name": row.user_name, "room": row.room.as_str(), "role": row.role.as_str(),
            "address": row.client_address, "userAgent": row.user_agent, "issuedAt": row.issued_at,
            "expiresAt": row.expires_at,
        })).collect::<Value>(),
        "events": known.events.iter().map(|event| {
            let own = known.own_part(event);
            json!({
                "seq": event.seq, "id": event.id, "at": event.at, "kind": event.kind.as_str(),
                "actor": event.actor.as_str(), "sessionId": event.session_id, "requestId": event.request_id,
                "subject": event.subject, "detail": event.detail, "times": event.times, "by": own.by,
                "person": own.person, "name": own.name, "address": own.address, "userAgent": own.user_agent,
            })
        }).collect::<Value>(),
    });
    format!("{whole:#}")
}
