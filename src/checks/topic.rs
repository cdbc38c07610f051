//! The names of the checks, and where each is explained. The only place that knows the anchors.

/// Where the checks are explained.
const DOCUMENT: &str = "docs/OPERATIONS.md";

/// What a check is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// What is set in the environment.
    Variables,
    /// Where meetings happen.
    Deployment,
    /// The key that signs.
    Key,
    /// How old the key's file is.
    KeyAge,
    /// Who may read the key's file.
    KeyFile,
    /// The keys of the ring beside the one that signs.
    KeyRing,
    /// What the key is called there.
    Kid,
    /// What links start with.
    PublicUrl,
    /// The keys of backends.
    ApiKeys,
    /// The provider that hosts sign in with.
    Provider,
    /// What is remembered.
    Storage,
    /// How tokens name their room.
    RoomClaim,
    /// A token on trial.
    Token,
    /// This machine's clock.
    Clock,
    /// The meeting's script.
    Script,
    /// Our security headers, as they arrive.
    Headers,
}

impl Topic {
    /// What needs the network.
    pub const NETWORK: [Self; 4] = [Self::Clock, Self::Script, Self::Headers, Self::Provider];
    /// What needs the storage.
    pub const AFTER_STORAGE: [Self; 6] =
        [Self::RoomClaim, Self::Token, Self::Clock, Self::Script, Self::Headers, Self::Provider];
    /// What needs variables that can be read: everything but themselves.
    pub const AFTER_VARIABLES: [Self; 15] = [
        Self::Deployment,
        Self::Key,
        Self::KeyAge,
        Self::KeyFile,
        Self::KeyRing,
        Self::Kid,
        Self::PublicUrl,
        Self::ApiKeys,
        Self::Storage,
        Self::RoomClaim,
        Self::Token,
        Self::Clock,
        Self::Script,
        Self::Headers,
        Self::Provider,
    ];

    /// The check's name, and the heading under which it is explained.
    const fn row(self) -> (&'static str, &'static str) {
        match self {
            Self::Variables => ("variables", "doctor-variables"),
            Self::Deployment => ("deployment", "doctor-deployment"),
            Self::Key => ("key", "doctor-key"),
            Self::KeyAge => ("key-age", "doctor-key"),
            Self::KeyFile => ("key-file", "doctor-key"),
            Self::KeyRing => ("key-ring", "doctor-key"),
            Self::Kid => ("kid", "doctor-kid"),
            Self::PublicUrl => ("public-url", "doctor-public-url"),
            Self::ApiKeys => ("api-keys", "doctor-api-keys"),
            Self::Storage => ("storage", "doctor-storage"),
            Self::RoomClaim => ("room-claim", "doctor-room-claim"),
            Self::Token => ("token", "doctor-token"),
            Self::Clock => ("clock", "doctor-clock"),
            Self::Script => ("script", "doctor-script"),
            Self::Headers => ("headers", "doctor-headers"),
            Self::Provider => ("provider", "doctor-provider"),
        }
    }

    /// The check's stable name.
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// Where it is explained.
    pub fn link(self) -> String {
        format!("{DOCUMENT}#{}", self.row().1)
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    /// A heading's anchor, as GitHub makes it.
    fn anchor(heading: &str) -> String {
        let kept = heading.trim().to_lowercase();
        kept.chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
            .collect::<String>()
            .replace(' ', "-")
    }

    #[test]
    fn every_link_leads_to_a_heading() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(DOCUMENT);
        let text = fs::read_to_string(&path).expect("the document exists");
        let anchors: Vec<_> = text
            .lines()
            .filter(|line| line.starts_with('#'))
            .map(|line| anchor(line.trim_start_matches('#')))
            .collect();
        for topic in [Topic::Variables].into_iter().chain(Topic::AFTER_VARIABLES) {
            let (name, wanted) = topic.row();
            let count = anchors.iter().filter(|found| *found == wanted).count();
            assert_eq!(count, 1, "{name} wants one heading with the anchor #{wanted} in {DOCUMENT}");
        }
    }

    #[test]
    fn names_are_in_kebab_case_and_each_is_used_once() {
        let names: Vec<_> = Topic::AFTER_VARIABLES.iter().map(|topic| topic.name()).collect();
        let unique: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(unique.len(), names.len());
        assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '-')), "{names:?}");
    }
}
