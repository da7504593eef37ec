//! Labelled pairs as numbers.

use std::hash::Hasher;

use vigia_core::Problem;
use vigia_core::profile::PairThresholds;
use vigia_detect::View;
use vigia_detect::features::Features;
use vigia_detect::pair::{Evidence, Held, observe};
use vigia_detect::working::ViewFeatures;
use vigia_raster::Prober;
use vigia_train::{Example, Label, Object};

use super::is_measured;
use crate::error::AppError;
use crate::evaluate::manifest::LabelledPair;
use crate::evaluate::pairs::{PairViews, read_views};
use crate::progress::{Progress, Step};

/// Weight of a pair whose label an audit doubts or did not look at.
const DOUBTED: f64 = 0.3;
const HECTARE_M2: f64 = 1e4;

/// A pair with what a report needs of it.
pub struct LabelledExample {
    /// Its numbers.
    pub example: Example,
    /// Its row of the manifest.
    pub pair: LabelledPair,
    /// Whether vegetation or water came or went.
    pub has_changed: bool,
}

/// Returns the features of objects, in the order in which examples hold them.
pub fn object_features() -> Vec<&'static str> {
    Features::NAMES.into_iter().filter(|name| is_measured(name)).collect()
}

/// Measures every pair whose label is known and whose rasters can be read.
pub fn read(
    pairs: &[LabelledPair],
    prober: &mut Prober,
    thresholds: &PairThresholds,
    progress: Progress<'_>,
) -> Result<(Vec<LabelledExample>, Vec<Problem>), AppError> {
    let (mut rows, mut unreadable) = (Vec::new(), Vec::new());
    for (done, pair) in pairs.iter().enumerate() {
        let unit = pair.id.clone();
        progress(Step { stage: "stage-train-read", done, total: pairs.len(), unit });
        let Some(label) = label_of(pair) else { continue };
        match read_views(pair, prober) {
            Ok(views) => rows.push(measured(pair, label, &views, thresholds)?),
            Err(AppError::Input(problem)) => unreadable.push(problem),
            Err(other) => return Err(other),
        }
    }
    Ok((rows, unreadable))
}

fn label_of(pair: &LabelledPair) -> Option<Label> {
    match pair.label.as_str() {
        _ if pair.is_positive() => Some(Label::New),
        _ if pair.is_negative() => Some(Label::Negative),
        "mining_before" => Some(Label::Before),
        "mining_partial" => Some(Label::Partial),
        "mining_later" => Some(Label::Later),
        _ => None,
    }
}

/// 1 where a person agrees with the label or nobody was asked, 0 where the picture
/// contradicts it.
fn weight_of(pair: &LabelledPair) -> f64 {
    let is_judged = pair.is_positive() || pair.is_negative();
    if pair.is_primary() || !is_judged {
        1.0
    } else if (pair.is_positive() && pair.visible_change == "no") || pair.label_conflict == "yes" {
        0.0
    } else {
        DOUBTED
    }
}

fn measured(
    pair: &LabelledPair,
    label: Label,
    views: &PairViews,
    thresholds: &PairThresholds,
) -> Result<LabelledExample, AppError> {
    let held = Held::new(&views.before, &views.after)?;
    let evidence = observe(&held, views.pixel_size_m, thresholds)?;
    Ok(LabelledExample {
        example: Example {
            id: pair.id.clone(),
            lon: views.centre.x(),
            lat: views.centre.y(),
            digests: [digest(&views.before), digest(&views.after)],
            label,
            weight: weight_of(pair),
            is_primary: pair.is_primary(),
            clear: [evidence.is_readable.0, evidence.is_readable.1],
            views: both(&evidence.views),
            objects: objects(&evidence),
            lost_ha: lost_ha(&evidence, views.pixel_size_m),
        },
        pair: pair.clone(),
        has_changed: evidence.has_changed,
    })
}

fn both(views: &(ViewFeatures, ViewFeatures)) -> [Vec<f64>; 2] {
    [views.0.values().to_vec(), views.1.values().to_vec()]
}

fn objects(evidence: &Evidence) -> Vec<Object> {
    let names = object_features();
    let value = |features: &Features, name: &str| features.get(name).unwrap_or(f64::NAN);
    let objects = evidence.objects.iter().map(|object| Object {
        features: names.iter().map(|name| value(&object.features, name)).collect(),
        views: both(&object.views),
    });
    objects.collect()
}

fn lost_ha(evidence: &Evidence, pixel_size_m: (f64, f64)) -> f64 {
    let pixels: usize = evidence.objects.iter().map(|object| object.pixels.pixels.len()).sum();
    pixels as f64 * (pixel_size_m.0 * pixel_size_m.1).abs() / HECTARE_M2
}

/// Returns a digest of the pixels, `None` where there are none: two views without data are
/// not the same picture.
fn digest(view: &View) -> Option<u64> {
    let values = view.reflectance();
    // SipHash with the keys of `new` is the same in every run and is wide enough to tell
    // some thousand pictures apart.
    let mut hasher = std::hash::DefaultHasher::new();
    let mut is_empty = true;
    for value in values {
        is_empty &= value.is_nan() || *value == 0.0;
        hasher.write_u32(value.to_bits());
    }
    (!is_empty).then(|| hasher.finish())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use ndarray::Array3;

    use super::*;

    fn pair(label: &str, visible_change: &str, label_conflict: &str) -> LabelledPair {
        let text = format!(
            "id,label,before,after,visible_change,label_conflict\n\
             a,{label},b.tif,c.tif,{visible_change},{label_conflict}\n"
        );
        csv::Reader::from_reader(text.as_bytes()).deserialize().next().unwrap().unwrap()
    }

    #[test]
    fn an_audit_weighs_what_it_looked_at() {
        let weight = |label, change, conflict| weight_of(&pair(label, change, conflict));
        assert_eq!(weight("mining_new", "yes", ""), 1.0);
        assert_eq!(weight("mining_new", "unclear", ""), 0.3);
        assert_eq!(weight("mining_new", "no", ""), 0.0);
        assert_eq!(weight("natural", "no", "no"), 1.0);
        assert_eq!(weight("natural", "", "unclear"), 0.3);
        assert_eq!(weight("other_human", "yes", "yes"), 0.0);
        assert_eq!(weight("mining_before", "", ""), 1.0);
    }

    #[test]
    fn a_label_that_no_model_knows_is_left_out() {
        assert_eq!(label_of(&pair("mining_later", "", "")), Some(Label::Later));
        assert_eq!(label_of(&pair("other_human", "", "")), Some(Label::Negative));
        assert_eq!(label_of(&pair("volcano", "", "")), None);
    }

    #[test]
    fn equal_pictures_have_equal_digests_and_empty_ones_have_none() {
        let view = |value: f32| View::new(Array3::from_elem((6, 4, 4), value)).unwrap();
        assert_eq!(digest(&view(0.2)), digest(&view(0.2)));
        assert_ne!(digest(&view(0.2)), digest(&view(0.3)));
        assert_eq!(digest(&view(f32::NAN)), None);
        assert_eq!(digest(&view(0.0)), None);
    }

    #[test]
    fn what_a_model_adds_is_no_feature_of_an_object() {
        let names = object_features();
        assert!(names.contains(&"solid_before") && !names.contains(&"worked_rise"));
        assert_eq!(names.len(), Features::NAMES.len() - 1);
    }
}
