//! Declared production beside visible workings: the pattern of gold laundered through the
//! papers of rights on which nobody mines.

use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::Date;
use vigia_core::production::{
    Declaration, Declared, GroundLook, NotObservable, ProductionFinding, ProductionFindingKind,
    Working,
};
use vigia_core::profile::ProductionThresholds;

/// What is known of one right.
#[derive(Clone, Debug, Default)]
pub struct RightFacts {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its holder.
    pub holder: Option<String>,
    /// Its status.
    pub status: Option<String>,
    /// What is declared of it, in any order.
    pub declarations: Vec<Declaration>,
    /// Workings that may lie on it, in any order.
    pub workings: Vec<Working>,
    /// What scenes show of its ground.
    pub looks: Vec<GroundLook>,
}

/// Returns the months with gold and their sum; `None` without any.
#[must_use]
pub fn declared(declarations: &[Declaration]) -> Option<Declared> {
    let some = || declarations.iter().filter(|one| one.kilograms > 0.0);
    let first = some().map(|one| one.month).min()?;
    let last = some().map(|one| one.month).max()?;
    let mut months: Vec<Date> = some().map(|one| one.month).collect();
    months.sort_unstable();
    months.dedup();
    Some(Declared {
        kilograms: some().map(|one| one.kilograms).sum(),
        months: u32::try_from(months.len()).unwrap_or(u32::MAX),
        first,
        last: last.last_of_month(),
    })
}

/// Returns what does not fit together on a right; `None` where everything does, or where an
/// older working may explain it.
///
/// - `until`: the day for which the declarations stand; what began later may be declared yet.
///
/// Gold without a working: within the declared months no working had begun that touches the
/// right, and the scenes of those months that see `seen_share_min` of it, at least
/// `looks_min`, show less than `open_min_ha` of bare ground and water. With fewer, or with
/// less gold than `gold_min_kg`, it is not observable. A single scene with more open ground
/// takes the finding back: a cloud's edge must not accuse, and an old pit is no absence.
#[must_use]
pub fn finding(
    facts: &RightFacts,
    until: Date,
    thresholds: &ProductionThresholds,
) -> Option<ProductionFinding> {
    let mut workings: Vec<Working> = facts
        .workings
        .iter()
        .filter(|working| working.touches >= thresholds.touches_min)
        .cloned()
        .collect();
    workings.sort_by(|a, b| (a.onset.not_after, &a.alert).cmp(&(b.onset.not_after, &b.alert)));
    let found = |kind, declared, workings| ProductionFinding {
        kind,
        right: facts.code.clone(),
        name: facts.name.clone(),
        holder: facts.holder.clone(),
        status: facts.status.clone(),
        declared,
        workings,
        looks: 0,
        open: None,
        not_observable: None,
    };
    let Some(declared) = declared(&facts.declarations) else {
        workings.retain(|working| working.onset.not_after <= until);
        let kind = ProductionFindingKind::WorkingWithoutDeclaration;
        return (!workings.is_empty()).then(|| found(kind, None, workings));
    };
    if workings.iter().any(|working| working.onset.not_before <= declared.last) {
        return None;
    }
    let looks = looks(&facts.looks, declared, thresholds);
    let open = looks.iter().map(|look| look.open).reduce(|a, b| if a < b { b } else { a });
    if open.is_some_and(|open| open.0 >= thresholds.open_min_ha) {
        return None;
    }
    let not_observable = if declared.kilograms < thresholds.gold_min_kg {
        Some(NotObservable::TooSmall)
    } else if facts.looks.iter().all(|look| !is_of(look, declared)) {
        Some(NotObservable::NoScene)
    } else if looks.len() < thresholds.looks_min as usize {
        Some(NotObservable::Cloud)
    } else {
        None
    };
    let kind = ProductionFindingKind::DeclaredWithoutWorking;
    Some(ProductionFinding {
        looks: u32::try_from(looks.len()).unwrap_or(u32::MAX),
        open,
        not_observable,
        ..found(kind, Some(declared), workings)
    })
}

fn looks(
    all: &[GroundLook],
    declared: Declared,
    thresholds: &ProductionThresholds,
) -> Vec<GroundLook> {
    let counts =
        |look: &&GroundLook| is_of(look, declared) && look.seen_share >= thresholds.seen_share_min;
    all.iter().filter(counts).copied().collect()
}

fn is_of(look: &GroundLook, declared: Declared) -> bool {
    looked_at(declared).contains(&look.date)
}

/// Returns the days whose scenes say something of what is declared: from its first to a month
/// after its last, for a pit does not heal in a month.
#[must_use]
pub fn looked_at(declared: Declared) -> RangeInclusive<Date> {
    declared.first..=declared.last.checked_add(1.month()).unwrap_or(declared.last)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::date;
    use vigia_core::{AlertId, DateInterval, Hectares};

    use super::*;

    const UNTIL: Date = date(2024, 12, 31);

    fn gold(month: i8, kilograms: f64) -> Declaration {
        Declaration { right: "01".into(), month: date(2024, month, 1), kilograms }
    }

    fn look(month: i8, seen_share: f64, open: f64) -> GroundLook {
        GroundLook { date: date(2024, month, 15), seen_share, open: Hectares(open) }
    }

    fn working(day: Date, touches: f64) -> Working {
        let onset = DateInterval { not_before: day, not_after: day };
        Working { alert: AlertId::new("a-1"), area: Hectares(1.0), onset, touches }
    }

    /// Gold in three months that three scenes see, and no working.
    fn phantom() -> RightFacts {
        RightFacts {
            code: "01".into(),
            declarations: vec![gold(5, 2.0), gold(3, 1.0), gold(3, 0.5)],
            looks: vec![look(3, 0.95, 0.0), look(4, 1.0, 0.1), look(6, 0.9, 0.0)],
            ..RightFacts::default()
        }
    }

    fn said(facts: &RightFacts) -> Option<(ProductionFindingKind, Option<NotObservable>)> {
        let found = finding(facts, UNTIL, &ProductionThresholds::default())?;
        Some((found.kind, found.not_observable))
    }

    const DECLARED: ProductionFindingKind = ProductionFindingKind::DeclaredWithoutWorking;
    const WORKED: ProductionFindingKind = ProductionFindingKind::WorkingWithoutDeclaration;

    #[test]
    fn gold_without_a_working_is_told_with_its_numbers() {
        let found = finding(&phantom(), UNTIL, &ProductionThresholds::default()).unwrap();
        let sum = found.declared.unwrap();
        assert_eq!((sum.kilograms, sum.months), (3.5, 2));
        assert_eq!((sum.first, sum.last), (date(2024, 3, 1), date(2024, 5, 31)));
        assert_eq!((found.looks, found.open), (3, Some(Hectares(0.1))));
        assert_eq!((found.kind, found.not_observable), (DECLARED, None));
    }

    #[test]
    fn what_cannot_be_seen_reads_not_observable_and_never_as_an_absence() {
        let clouded = RightFacts {
            looks: vec![look(3, 0.95, 0.0), look(4, 0.89, 0.0), look(6, 0.9, 0.0)],
            ..phantom()
        };
        assert_eq!(said(&clouded), Some((DECLARED, Some(NotObservable::Cloud))));
        // Seen, but in other months.
        let late = [7, 8, 9].map(|month| look(month, 1.0, 0.0)).to_vec();
        let unseen = RightFacts { looks: late, ..phantom() };
        assert_eq!(said(&unseen), Some((DECLARED, Some(NotObservable::NoScene))));
        let little = RightFacts { declarations: vec![gold(3, 0.9)], ..phantom() };
        assert_eq!(said(&little), Some((DECLARED, Some(NotObservable::TooSmall))));
    }

    #[test]
    fn a_working_or_old_open_ground_explains_what_is_declared() {
        let with = |working| RightFacts { workings: vec![working], ..phantom() };
        assert_eq!(said(&with(working(date(2024, 5, 31), 0.5))), None);
        assert!(said(&with(working(date(2024, 6, 1), 0.9))).is_some());
        assert!(said(&with(working(date(2024, 3, 1), 0.49))).is_some());
        let mut old = phantom();
        old.looks[1].open = Hectares(0.2);
        assert_eq!(said(&old), None);
    }

    #[test]
    fn a_working_without_any_declaration_is_told_once_declarations_reach_it() {
        let worked = |day, declarations| RightFacts {
            declarations,
            workings: vec![working(day, 0.9)],
            ..RightFacts::default()
        };
        assert_eq!(said(&worked(UNTIL, vec![])), Some((WORKED, None)));
        assert_eq!(said(&worked(UNTIL, vec![gold(1, 0.0)])), Some((WORKED, None)));
        assert_eq!(said(&worked(UNTIL, vec![gold(12, 5.0)])), None);
        assert_eq!(said(&worked(date(2025, 1, 1), vec![])), None);
        assert_eq!(said(&RightFacts::default()), None);
    }
}
