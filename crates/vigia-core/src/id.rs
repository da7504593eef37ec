//! Identifiers: one newtype per noun, so that a site is never passed for an alert.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps an identifier that was made by its owner.
            #[must_use]
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// Returns the identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

identifier!(
    /// One acquisition: the STAC item id, or `pair:<name>:before|after`.
    SceneId
);
identifier!(
    /// One polygon seen to be cleared, content-derived (see ADR 0002).
    ClearingId
);
identifier!(
    /// The same place through time (see ADR 0002).
    SiteId
);
identifier!(
    /// What a person is told about a site: one alert a site (see ADR 0002).
    AlertId
);
identifier!(
    /// A context dataset, for instance `derechos-mineros`.
    LayerId
);
identifier!(
    /// One dated, immutable load of a layer: `<layer>@<date>#<hash>`.
    SnapshotId
);
identifier!(
    /// One field report, derived from its source and content.
    ReportId
);

impl AlertId {
    /// Returns the id of the alert about a site (see ADR 0002).
    #[must_use]
    pub fn of_site(site: &SiteId) -> Self {
        Self::new(format!("a{}", site.as_str().trim_start_matches('s')))
    }
}
