//! What a reader may see: need-to-know in one place.

use vigia_core::Role;
use vigia_core::layer::LayerKind;
use vigia_core::tie::Tie;

/// How much a reader sees. Whatever is cached for readers is cached by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sight {
    /// Everything.
    Full,
    /// Everything but the names of holders: the papers of a field team get lost, and a
    /// name beside a clearing reads as an accusation.
    Field,
}

impl Sight {
    /// Returns how much people of a role see.
    #[must_use]
    pub const fn of(role: Role) -> Self {
        match role {
            Role::Field => Self::Field,
            Role::Prosecutor | Role::Analyst | Role::Admin => Self::Full,
        }
    }

    /// Returns the tie as the reader may see it.
    #[must_use]
    pub fn tie(self, tie: Tie) -> Tie {
        match self {
            Self::Full => tie,
            Self::Field => {
                let feature_name = self.feature_name(&tie).to_owned();
                Tie { feature_name, holder: None, ..tie }
            }
        }
    }

    /// Returns the name of a tie's feature where it is not that of its holder.
    fn feature_name(self, tie: &Tie) -> &str {
        let hides = names_holder(tie.kind, &tie.feature_name, tie.holder.as_deref());
        if self == Self::Field && hides { "" } else { &tie.feature_name }
    }
}

/// Says whether a feature's name tells who holds it: a REINFO record is called after the
/// miner, many a concession after its owner.
pub(crate) fn names_holder(kind: LayerKind, name: &str, holder: Option<&str>) -> bool {
    let holder = holder.map(str::trim).filter(|holder| !holder.is_empty());
    kind == LayerKind::Reinfo || holder.is_some_and(|holder| name.contains(holder))
}
