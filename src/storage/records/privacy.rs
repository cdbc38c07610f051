//! Where personal data lies, and how old it is.

/// A place of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonalData {
    /// Who is named in the record.
    Events,
    /// Whom tokens were issued to.
    Grants,
    /// Titles, owners and co-hosts of sessions; who waited, was in, and came by which link; whom links are for.
    Sessions,
    /// Who was signed in in which browser.
    SignIns,
    /// Whom one-time links were made for.
    HostLinks,
    /// Who may host.
    Accounts,
}

impl PersonalData {
    /// All of them, in the order in which they are erased: what hangs on an account comes before it.
    pub const ALL: [Self; 6] =
        [Self::Events, Self::Grants, Self::Sessions, Self::SignIns, Self::HostLinks, Self::Accounts];
}

/// Of what age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// What is older was looked at before. The smallest number where nothing was.
    pub since: i64,
    /// What is older than this moment, in seconds since 1970.
    pub before: i64,
}

/// What is due, of the rows that were looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// The keys of what is to be erased.
    pub ids: Vec<String>,
    /// The key behind which the next look begins; none where all was looked at.
    pub next: Option<String>,
}
