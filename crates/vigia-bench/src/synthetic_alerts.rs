//! 100,000 invented alerts.

use std::collections::BTreeSet;

use geo_types::{MultiPolygon, Rect};
use jiff::civil::{Date, date};
use jiff::{Span, Timestamp};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use vigia_core::layer::LayerKind;
use vigia_core::tie::{Relation, Tie};
use vigia_core::{
    Alert, AlertId, AlertState, DateInterval, Driver, Fingerprint, Hectares, Metres, Reason,
    SceneId, Sensor, SiteId, SnapshotId,
};

/// About three years of a country.
pub const ALERTS: usize = 100_000;
/// Mining rights that they lie on.
pub const RIGHTS: usize = 5_000;

/// First day on which any can have happened.
pub const FIRST_DAY: Date = date(2022, 1, 1);

/// Makes the alerts, the same ones every time, over the gold fields of the south-east.
pub fn alerts() -> impl Iterator<Item = Alert> {
    let mut random = ChaCha8Rng::seed_from_u64(11);
    (0..ALERTS).map(move |number| alert(number, &mut random))
}

fn alert(number: usize, random: &mut ChaCha8Rng) -> Alert {
    let (west, south) = (random.random_range(-72.5..-69.0), random.random_range(-13.5..-11.0));
    let side = random.random_range(0.0004..0.01);
    let outline =
        MultiPolygon::new(vec![Rect::new((west, south), (west + side, south + side)).to_polygon()]);
    let not_before = FIRST_DAY
        .checked_add(Span::new().days(random.random_range(0..1200_i64)))
        .unwrap_or(FIRST_DAY);
    let not_after = not_before
        .checked_add(Span::new().days(random.random_range(5..40_i64)))
        .unwrap_or(not_before);
    let is_confirmed = random.random_bool(0.6);
    let driver = [Driver::Mining, Driver::Other, Driver::Unknown][random.random_range(0..3)];
    let kinds = [LayerKind::MiningRight, LayerKind::ProtectedArea, LayerKind::District];
    let ties: Vec<Tie> = (0..random.random_range(1..5))
        .map(|_| {
            let kind = kinds[random.random_range(0..3)];
            tie(kind, random)
        })
        .collect();
    Alert {
        id: AlertId::new(format!("a-{number:06}")),
        site: SiteId::new(format!("s-{number:06}")),
        state: if is_confirmed { AlertState::Confirmed } else { AlertState::Provisional },
        driver,
        confidence: random.random_range(0.0..1.0),
        outline,
        area: Hectares((side * 111.0).powi(2) * 100.0),
        onset: DateInterval { not_before, not_after },
        first_observed: Timestamp::UNIX_EPOCH,
        first_alerted: Timestamp::UNIX_EPOCH,
        sensors: BTreeSet::from([Sensor::Sentinel2]),
        scenes: vec![SceneId::new("scene-1"), SceneId::new("scene-2")],
        history_views: Some(12),
        observed_share: 0.7,
        profile: "default@1#00000000".to_owned(),
        profile_fingerprint: Fingerprint::of(b"profile"),
        indications: Vec::new(),
        priority: Vec::new(),
        reasons: (0..6).map(|index| reason(index, random)).collect(),
        ties,
    }
}

fn tie(kind: LayerKind, random: &mut ChaCha8Rng) -> Tie {
    let number = random.random_range(0..RIGHTS);
    let share = random.random_range(0.0..=1.0);
    Tie {
        kind,
        snapshot: SnapshotId::new("capa@2025-01-01#00000000"),
        feature_code: right_code(number),
        feature_name: format!("INVENTADA {number}"),
        holder: Some(format!("TITULAR FICTICIO {number}")),
        status: Some("T".to_owned()),
        relation: if share > 0.99 { Relation::Within } else { Relation::Overlaps },
        area: Hectares(10.0 * share),
        share,
        distance: Metres(0.0),
        valid_from: None,
        valid_to: None,
        certainty: None,
        reading: Default::default(),
    }
}

/// Returns the code of a right.
pub fn right_code(number: usize) -> String {
    format!("{:09}", 10_000_000 + number)
}

fn reason(index: usize, random: &mut ChaCha8Rng) -> Reason {
    Reason {
        code: format!("reason-{index}"),
        value: random.random_range(0.0..1.0),
        contribution: random.random_range(-1.0..1.0),
    }
}
