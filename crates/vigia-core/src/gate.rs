//! What the gate before detection says of a scene, and what a person ruled.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Band, Fingerprint, Problem, ProblemCode, SceneId};

/// What becomes of a scene; the later, the graver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GateState {
    /// Detection may use it.
    Admitted,
    /// Detection waits for a person to say so.
    Held,
    /// Detection does not use it.
    Refused,
}

impl GateState {
    /// Returns the name used in the database, in messages and exports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admitted => "admitted",
            Self::Held => "held",
            Self::Refused => "refused",
        }
    }
}

/// One thing that a gate found in a scene. Shares are 0–1, reflectance is a fraction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum GateFinding {
    /// The ground lies elsewhere than in the other scenes.
    Misaligned {
        /// How far downwards, in pixels.
        shift_rows: f64,
        /// How far to the right, in pixels.
        shift_cols: f64,
        /// Patches that agree.
        patches: usize,
    },
    /// Bands hold what other bands should.
    BandOrder {
        /// The bands in question, as they are named.
        expected: Vec<Band>,
        /// What each of them seems to hold.
        found: Vec<Band>,
    },
    /// Every band lies by about the same amount above or below what is possible.
    OffsetMixed {
        /// By how much, in reflectance.
        offset: f64,
    },
    /// Unchanged vegetation is far brighter or darker than in the other scenes.
    RadiometricJump {
        /// The band that differs most.
        band: Band,
        /// Its level divided by the other scenes'.
        ratio: f64,
    },
    /// Hardly any ground is seen.
    NoClearGround {
        /// Clear share of the footprint.
        share: f64,
    },
    /// Pixels are brighter than any ground.
    Saturated {
        /// Share of the clear pixels.
        share: f64,
    },
    /// Pixels inside the footprint lack some band.
    Missing {
        /// Share of the footprint.
        share: f64,
    },
    /// Whole lines inside the footprint are missing.
    Stripes {
        /// Share of the footprint.
        share: f64,
    },
    /// The scene would change more of its tile than a person has agreed to.
    TooMuchChange {
        /// Share of the watched pixels.
        share: f64,
        /// The profile's limit.
        limit: f64,
    },
    /// The same acquisition, processed anew, is used instead.
    Duplicate {
        /// The scene that is used.
        of: SceneId,
    },
    /// Southern ground is written in a northern UTM zone: northings are negative.
    NorthingNegative {
        /// Northing of the scene's corner, in metres.
        northing_m: f64,
    },
}

impl GateFinding {
    /// Returns the code under which people read about it.
    #[must_use]
    pub const fn code(&self) -> ProblemCode {
        match self {
            Self::Misaligned { .. } => ProblemCode::SceneMisaligned,
            Self::BandOrder { .. } => ProblemCode::BandsOutOfOrder,
            Self::OffsetMixed { .. } => ProblemCode::OffsetMixed,
            Self::RadiometricJump { .. } => ProblemCode::RadiometricJump,
            Self::NoClearGround { .. } => ProblemCode::NoClearGround,
            Self::Saturated { .. } => ProblemCode::PixelsSaturated,
            Self::Missing { .. } => ProblemCode::PixelsMissing,
            Self::Stripes { .. } => ProblemCode::NodataStripes,
            Self::TooMuchChange { .. } => ProblemCode::TooMuchChange,
            Self::Duplicate { .. } => ProblemCode::SceneDuplicate,
            Self::NorthingNegative { .. } => ProblemCode::NorthingNegative,
        }
    }

    /// Returns the numbers behind it, in technical words.
    #[must_use]
    pub fn detail(&self) -> String {
        let percent = |share: f64| format!("{:.1} %", share * 100.0);
        match self {
            Self::Misaligned { shift_rows, shift_cols, patches } => {
                let length = shift_rows.hypot(*shift_cols);
                format!("{length:.1} px = ({shift_rows:+.1}, {shift_cols:+.1}), n = {patches}")
            }
            Self::BandOrder { expected, found } => {
                let pairs = expected.iter().zip(found);
                let named: Vec<_> =
                    pairs.map(|(named, holds)| format!("{named:?} = {holds:?}")).collect();
                named.join(", ").to_lowercase()
            }
            Self::OffsetMixed { offset } => format!("{offset:+.3}"),
            Self::RadiometricJump { band, ratio } => {
                format!("{} × {ratio:.2}", format!("{band:?}").to_lowercase())
            }
            Self::NoClearGround { share }
            | Self::Saturated { share }
            | Self::Missing { share }
            | Self::Stripes { share } => percent(*share),
            Self::TooMuchChange { share, limit } => {
                format!("{} > {}", percent(*share), percent(*limit))
            }
            Self::Duplicate { of } => of.to_string(),
            Self::NorthingNegative { northing_m } => format!("{northing_m:.0} m"),
        }
    }
}

/// A finding and what it does to the scene; one that admits it is a note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// What.
    pub finding: GateFinding,
    /// With what effect.
    pub state: GateState,
}

impl Found {
    /// Returns it as a problem of `scene`.
    #[must_use]
    pub fn problem(&self, scene: &SceneId) -> Problem {
        Problem::new(self.finding.code(), scene.as_str(), self.finding.detail())
    }
}

/// Which gate spoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// Whether the scene is sound: asked before detection.
    Admission,
    /// Whether it would change too much: asked by detection.
    Change,
}

impl Gate {
    /// Returns the name used in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admission => "admission",
            Self::Change => "change",
        }
    }
}

/// What one gate says of one scene under one set of thresholds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SceneGate {
    /// The scene.
    pub scene: SceneId,
    /// Its series.
    pub series: String,
    /// Which gate.
    pub gate: Gate,
    /// Fingerprint of the thresholds.
    pub thresholds: Fingerprint,
    /// The gravest effect of what was found.
    pub state: GateState,
    /// What was found, each with its effect.
    pub found: Vec<Found>,
    /// Clear share of the footprint, 0–1; 0 where it was not looked at.
    pub clear_share: f64,
    /// Whether it is clear and sound enough by itself for others to be compared with it.
    pub may_be_reference: bool,
    /// The scenes that it was compared with.
    pub references: Vec<SceneId>,
}

/// What a person decided about a scene, whatever the gates say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RulingKind {
    /// Detection uses it.
    Released,
    /// Detection does not use it.
    Refused,
}

impl RulingKind {
    /// Returns the name used in the database and in the audit log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Released => "released",
            Self::Refused => "refused",
        }
    }

    /// Returns what becomes of the scene.
    #[must_use]
    pub const fn state(self) -> GateState {
        match self {
            Self::Released => GateState::Admitted,
            Self::Refused => GateState::Refused,
        }
    }
}

/// One decision of a person; the newest about a scene counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// The scene.
    pub scene: SceneId,
    /// What.
    pub kind: RulingKind,
    /// By whom.
    pub author: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: String,
}
