//! What the conditions of rules are told of a case.

use std::cell::OnceCell;

use cel::{Context, Value};
use serde::Serialize;
use vigia_core::tie::{Certainty, Relation, Tie};

use super::condition::{BadCondition, context};
use super::indications::Case;

/// The facts of a case, made once for all rules. In the form of CEL only what CEL is asked.
pub(super) struct Facts<'a> {
    site: SiteFacts<'a>,
    layers: Vec<&'static str>,
    site_value: OnceCell<Value>,
    layers_value: OnceCell<Value>,
    ties: Vec<(TieFacts<'a>, OnceCell<Value>)>,
}

/// A tie as conditions see it.
#[derive(Serialize)]
struct TieFacts<'a> {
    kind: &'static str,
    code: &'a str,
    name: &'a str,
    status: &'a str,
    /// Probability that any of the site is inside.
    touches: f64,
    /// Probability that at least half of it is.
    mostly: f64,
    share: f64,
    area_ha: f64,
    distance_m: f64,
}

#[derive(Serialize)]
struct SiteFacts<'a> {
    area_ha: f64,
    driver: &'a str,
    confidence: f64,
}

/// A fact that is a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberFact {
    SiteAreaHa,
    SiteConfidence,
    /// How many ties matched.
    Matched,
    TieTouches,
    TieMostly,
    TieShare,
    TieAreaHa,
    TieDistanceM,
}

/// A fact that is a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextFact {
    SiteDriver,
    TieKind,
    TieCode,
    TieName,
    TieStatus,
}

impl NumberFact {
    /// Returns the fact that conditions call `of`.`field`.
    pub(super) fn named(of: &str, field: &str) -> Option<Self> {
        Some(match (of, field) {
            ("site", "area_ha") => Self::SiteAreaHa,
            ("site", "confidence") => Self::SiteConfidence,
            ("tie", "touches") => Self::TieTouches,
            ("tie", "mostly") => Self::TieMostly,
            ("tie", "share") => Self::TieShare,
            ("tie", "area_ha") => Self::TieAreaHa,
            ("tie", "distance_m") => Self::TieDistanceM,
            _ => return None,
        })
    }

    /// Says whether it is one of a tie.
    pub(super) const fn is_of_tie(self) -> bool {
        !matches!(self, Self::SiteAreaHa | Self::SiteConfidence | Self::Matched)
    }
}

impl TextFact {
    /// Returns the fact that conditions call `of`.`field`.
    pub(super) fn named(of: &str, field: &str) -> Option<Self> {
        Some(match (of, field) {
            ("site", "driver") => Self::SiteDriver,
            ("tie", "kind") => Self::TieKind,
            ("tie", "code") => Self::TieCode,
            ("tie", "name") => Self::TieName,
            ("tie", "status") => Self::TieStatus,
            _ => return None,
        })
    }

    /// Says whether it is one of a tie.
    pub(super) const fn is_of_tie(self) -> bool {
        !matches!(self, Self::SiteDriver)
    }
}

/// What one condition is asked about: the site, and either one tie or those that matched.
#[derive(Clone, Copy)]
pub(super) enum About<'f> {
    Tie(&'f Facts<'f>, usize),
    Matched(&'f Facts<'f>, &'f [usize]),
}

impl<'a> Facts<'a> {
    pub(super) fn of(case: &Case<'a>) -> Self {
        let site =
            SiteFacts { area_ha: case.area.0, driver: case.driver, confidence: case.confidence };
        let mut layers: Vec<&'static str> =
            case.layers.iter().map(|layer| layer.kind.name()).collect();
        layers.sort_unstable();
        layers.dedup();
        let ties = case.ties.iter().map(|tie| (TieFacts::of(tie), OnceCell::new()));
        let (site_value, layers_value) = (OnceCell::new(), OnceCell::new());
        Self { site, layers, site_value, layers_value, ties: ties.collect() }
    }

    fn tie(&self, at: usize) -> Option<&TieFacts<'a>> {
        self.ties.get(at).map(|(facts, _)| facts)
    }

    fn tie_value(&self, at: usize) -> Result<Value, BadCondition> {
        let Some((facts, known)) = self.ties.get(at) else { return Ok(Value::Null) };
        made_once(known, facts)
    }
}

fn made_once(known: &OnceCell<Value>, of: impl Serialize) -> Result<Value, BadCondition> {
    if let Some(known) = known.get() {
        return Ok(known.clone());
    }
    let made = value(of)?;
    Ok(known.get_or_init(|| made).clone())
}

impl<'f> About<'f> {
    /// Returns a number; `None` where the condition is not told it.
    pub(super) fn number(&self, fact: NumberFact) -> Option<f64> {
        let site = &self.facts().site;
        Some(match fact {
            NumberFact::SiteAreaHa => site.area_ha,
            NumberFact::SiteConfidence => site.confidence,
            NumberFact::Matched => self.matched()?.len() as f64,
            NumberFact::TieTouches => self.tie()?.touches,
            NumberFact::TieMostly => self.tie()?.mostly,
            NumberFact::TieShare => self.tie()?.share,
            NumberFact::TieAreaHa => self.tie()?.area_ha,
            NumberFact::TieDistanceM => self.tie()?.distance_m,
        })
    }

    /// Returns a text; `None` where the condition is not told it.
    pub(super) fn text(&self, fact: TextFact) -> Option<&'f str> {
        Some(match fact {
            TextFact::SiteDriver => self.facts().site.driver,
            TextFact::TieKind => self.tie()?.kind,
            TextFact::TieCode => self.tie()?.code,
            TextFact::TieName => self.tie()?.name,
            TextFact::TieStatus => self.tie()?.status,
        })
    }

    /// Returns every tie that matched; `None` where the condition is not told them.
    pub(super) fn each_matched(&self) -> Option<impl Iterator<Item = About<'f>>> {
        let facts = self.facts();
        Some(self.matched()?.iter().map(|at| About::Tie(facts, *at)))
    }

    /// Returns all of it in the form of CEL.
    pub(super) fn context(&self) -> Result<Context<'static, 'static>, BadCondition> {
        let mut about = context();
        let facts = self.facts();
        about.add_variable_from_value("site", made_once(&facts.site_value, &facts.site)?);
        match self {
            Self::Tie(facts, at) => about.add_variable_from_value("tie", facts.tie_value(*at)?),
            Self::Matched(facts, matched) => {
                let matched: Vec<Value> =
                    matched.iter().map(|at| facts.tie_value(*at)).collect::<Result<_, _>>()?;
                about.add_variable_from_value("matched", matched);
                let layers = made_once(&facts.layers_value, &facts.layers)?;
                about.add_variable_from_value("layers", layers);
            }
        }
        Ok(about)
    }

    const fn facts(&self) -> &'f Facts<'f> {
        match self {
            Self::Tie(facts, _) | Self::Matched(facts, _) => facts,
        }
    }

    fn tie(&self) -> Option<&'f TieFacts<'f>> {
        match self {
            Self::Tie(facts, at) => facts.tie(*at),
            Self::Matched(..) => None,
        }
    }

    const fn matched(&self) -> Option<&'f [usize]> {
        match self {
            Self::Tie(..) => None,
            Self::Matched(_, matched) => Some(matched),
        }
    }
}

impl<'a> TieFacts<'a> {
    fn of(tie: &'a Tie) -> Self {
        let certainty = certainty(tie);
        Self {
            kind: tie.kind.name(),
            code: &tie.feature_code,
            name: &tie.feature_name,
            status: tie.status.as_deref().unwrap_or_default(),
            touches: certainty.touches,
            mostly: certainty.mostly,
            share: tie.share,
            area_ha: tie.area.0,
            distance_m: tie.distance.0,
        }
    }
}

/// Where it was not worked out, what was measured stands for what is sure.
fn certainty(tie: &Tie) -> Certainty {
    tie.certainty.unwrap_or_else(|| {
        let is_mostly = tie.share >= 0.5;
        Certainty {
            touches: f64::from(u8::from(tie.relation != Relation::Near)),
            mostly: f64::from(u8::from(is_mostly)),
            share_low: tie.share,
            share_high: tie.share,
        }
    })
}

fn value(of: impl Serialize) -> Result<Value, BadCondition> {
    cel::to_value(of).map_err(|error| BadCondition::Undecided {
        text: "facts".into(),
        reason: error.to_string(),
    })
}
