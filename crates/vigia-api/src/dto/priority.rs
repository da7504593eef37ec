//! How urgent an alert is, in points that add up.

use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::alert_detail::AlertDetail;
use vigia_core::PriorityCode;

/// What earns points.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "only describes vigia_core::PriorityCode, which knows no schema")]
pub(crate) enum PriorityCodeName {
    /// Ground cleared.
    Size,
    /// Ground cleared of late.
    Growth,
    /// Protected area, its buffer zone, or a conservation concession.
    ProtectedGround,
    /// River, lake or wetland.
    Water,
    /// Native community or settlement.
    Community,
    /// How sure the cause is, and whether it was seen again.
    Certainty,
    /// How lately it began.
    Recent,
    /// Nobody has opened it yet.
    Unseen,
}

/// Why an alert comes before others; weights are the profile's.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Priority {
    /// What its points are the sum of, those without points left out.
    parts: Vec<PriorityPart>,
    /// When somebody opened it first, UTC; null where this is the first time.
    #[schema(value_type = Option<String>, format = DateTime)]
    opened: Option<jiff::Timestamp>,
    /// Who that was.
    opened_by: Option<String>,
}

/// A part of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PriorityPart {
    /// What it is for.
    #[schema(value_type = PriorityCodeName)]
    code: PriorityCode,
    /// How much of it there is, 0–1.
    value: f64,
    /// Points.
    points: f64,
}

/// Less than this reads as nothing.
const POINTS_SHOWN: f64 = 0.05;

impl Priority {
    /// Returns it; `None` for an alert that was last told before there were priorities.
    pub(crate) fn of(detail: &AlertDetail) -> Option<Self> {
        let parts = &detail.summary.alert.priority;
        let counts = |part: &&vigia_core::PriorityPart| {
            part.points >= POINTS_SHOWN
                && !(part.code == PriorityCode::Unseen && detail.look.is_some())
        };
        let part = |part: &vigia_core::PriorityPart| PriorityPart {
            code: part.code,
            value: part.value,
            points: part.points,
        };
        (!parts.is_empty()).then(|| Self {
            parts: parts.iter().filter(counts).map(part).collect(),
            opened: detail.look.as_ref().map(|look| look.at),
            opened_by: detail.look.as_ref().map(|look| look.reader.clone()),
        })
    }
}
