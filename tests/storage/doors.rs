//! Who waits at a session's door.

use greenroom::storage::{Answer, Waiting};

use crate::support::{Kind, NOW, at, opened};

fn waiting(number: i64) -> Waiting {
    Waiting {
        session_id: "s1".to_owned(),
        user_id: format!("user-{number}"),
        invite_id: "i1".to_owned(),
        name: format!("Guest {number}"),
        answer: Answer::None,
        asked_at: NOW + number,
        seen_at: NOW + number,
        answered_at: None,
    }
}

async fn who_knocks_is_listed_first_come_first_until_they_are_answered_or_gone(on: Kind) {
    let store = opened(on).await;
    for number in [2, 1, 3] {
        store.knock(&waiting(number), &at(NOW)).await.unwrap();
    }
    let listed = async |since| -> Vec<String> {
        store.waiting("s1", since, 9).await.unwrap().into_iter().map(|one| one.user_id).collect()
    };
    assert_eq!(listed(NOW).await, ["user-1", "user-2", "user-3"]);
    assert_eq!(listed(NOW + 2).await, ["user-2", "user-3"]);
    store.still_waiting("s1", "user-1", NOW + 9).await.unwrap();
    assert_eq!(listed(NOW + 9).await, ["user-1"]);
    assert!(store.answer("s1", "user-1", Answer::Refused, &at(NOW + 9)).await.unwrap());
    assert_eq!(listed(NOW + 9).await, Vec::<String>::new());
    assert!(!store.answer("s1", "nobody", Answer::Admitted, &at(NOW)).await.unwrap());
    assert!(!store.answer("s2", "user-2", Answer::Admitted, &at(NOW)).await.unwrap());
}

async fn knocking_again_changes_the_name_and_not_the_answer(on: Kind) {
    let store = opened(on).await;
    store.knock(&waiting(1), &at(NOW)).await.unwrap();
    store.answer("s1", "user-1", Answer::Refused, &at(NOW + 1)).await.unwrap();
    store.knock(&Waiting { name: "Gustav".to_owned(), seen_at: NOW + 7, ..waiting(1) }, &at(NOW)).await.unwrap();
    let known = store.waiting_person("s1", "user-1").await.unwrap().unwrap();
    assert_eq!((known.name.as_str(), known.answer, known.asked_at), ("Gustav", Answer::Refused, NOW + 1));
    assert_eq!(store.waiting_person("s1", "user-2").await.unwrap(), None);
}

on_each_database!(
    who_knocks_is_listed_first_come_first_until_they_are_answered_or_gone,
    knocking_again_changes_the_name_and_not_the_answer,
);
