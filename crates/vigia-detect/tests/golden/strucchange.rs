//! Against R: history, model, processes, boundaries and breaks of six series.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use ndarray::{Array3, Axis, array, s};
use serde_json::Value;
use vigia_detect::monitor::cusum::Cusum;
use vigia_detect::monitor::fit::{Fit, FitOptions, fit};
use vigia_detect::monitor::harmonic::HarmonicModel;
use vigia_detect::monitor::history::stable_start;
use vigia_detect::monitor::mosum::Mosum;
use vigia_detect::monitor::residual::residuals;
use vigia_detect::monitor::{BREAK, Side, cusum, mosum};

struct Case {
    told: Value,
    dates: Vec<Date>,
    index: Array3<f32>,
    history: usize,
    model: HarmonicModel,
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn on_day(day: f64) -> Date {
    date(1970, 1, 1) + (day as i64).days()
}

fn cases() -> Vec<Case> {
    let told: Vec<Value> = serde_json::from_str(include_str!("strucchange.json")).unwrap();
    let case = |told: Value| {
        let values: Vec<f32> = numbers(&told["values"]).iter().map(|value| *value as f32).collect();
        Case {
            dates: numbers(&told["days"]).into_iter().map(on_day).collect(),
            index: Array3::from_shape_vec((values.len(), 1, 1), values).unwrap(),
            history: told["history"].as_u64().unwrap() as usize,
            model: HarmonicModel {
                order: told["order"].as_u64().unwrap() as u8,
                trend_from: told["trend_zero"].as_f64().map(on_day),
            },
            told,
        }
    };
    told.into_iter().map(case).collect()
}

impl Case {
    fn start(&self) -> u16 {
        let design = self.model.design(&self.dates[..self.history]);
        let past = self.index.slice(s![..self.history, .., ..]);
        stable_start(past, design.view(), 0.05).unwrap()[(0, 0)]
    }

    fn fit(&self) -> Fit {
        let design = self.model.design(&self.dates[..self.history]);
        let past = self.index.slice(s![..self.history, .., ..]);
        let start = array![[self.start()]];
        fit(past, design.view(), Some(start.view()), &FitOptions::default()).unwrap()
    }

    /// Residuals of every date, those before the stable history hidden.
    fn residuals(&self) -> Array3<f32> {
        let design = self.model.design(&self.dates);
        let coefficients = self.fit().coefficients;
        let mut all = residuals(self.index.view(), coefficients.view(), design.view()).unwrap();
        all.slice_mut(s![..usize::from(self.start()), .., ..]).fill(f32::NAN);
        all
    }

    /// Compares process and boundary view by view, and the view that breaks.
    fn check(&self, name: &str, mut step: impl FnMut(usize) -> (f32, f64, u8)) {
        let told = &self.told[name];
        let (process, boundary) = (numbers(&told["process"]), numbers(&told["boundary"]));
        let mut broken = None;
        for (since, (process, boundary)) in process.into_iter().zip(boundary).enumerate() {
            let view = self.history + since;
            let (ours, our_boundary, status) = step(view);
            assert!((f64::from(ours) - process).abs() < 2e-5, "{name} {view}: {ours} {process}");
            assert!((our_boundary - boundary).abs() < 1e-6, "{name} {view}: {our_boundary}");
            if status == BREAK {
                broken = Some(view as u64);
                // From here on the watch has ended.
                break;
            }
        }
        assert_eq!(broken, told["break_view"].as_u64(), "{name} of {}", self.told["name"]);
    }
}

#[test]
fn the_stable_history_begins_where_that_of_r_does() {
    let starts: Vec<u64> = cases().iter().map(|case| u64::from(case.start())).collect();
    let told: Vec<u64> = cases().iter().map(|case| case.told["start"].as_u64().unwrap()).collect();
    assert_eq!(starts, told);
    assert!(told.iter().any(|start| *start > 0) && told.contains(&0));
}

#[test]
fn coefficients_and_spread_are_those_of_lm() {
    for case in cases() {
        let found = case.fit();
        let told = numbers(&case.told["coefficients"]);
        for (ours, theirs) in found.coefficients.iter().zip(told) {
            assert!(
                (f64::from(*ours) - theirs).abs() < 1e-6,
                "{}: {ours} {theirs}",
                case.told["name"]
            );
        }
        let spread = case.told["spread"].as_f64().unwrap();
        assert!((f64::from(found.spread[(0, 0)]) / spread - 1.0).abs() < 1e-5);
    }
}

#[test]
fn cusum_and_its_breaks_are_those_of_mefp() {
    for case in cases() {
        let all = case.residuals();
        let (past, spread) = (all.slice(s![..case.history, .., ..]), case.fit().spread);
        let mut state = Cusum::begin(past, spread.view(), 0.05, Side::Either).unwrap();
        case.check("cusum", |view| {
            state.update(all.index_axis(Axis(0), view), case.dates[view]).unwrap();
            let at = (0, 0);
            let (history, views) = (state.history_views[at], state.views[at]);
            let boundary = cusum::boundary(history, views, state.critical_value);
            (state.process[at], boundary, state.watch.status[at])
        });
    }
}

#[test]
fn mosum_and_its_breaks_are_those_of_mefp() {
    for case in cases() {
        let all = case.residuals();
        let (past, spread) = (all.slice(s![..case.history, .., ..]), case.fit().spread);
        let mut state = Mosum::begin(past, spread.view(), 0.05, Side::Either).unwrap();
        case.check("mosum", |view| {
            state.update(all.index_axis(Axis(0), view), case.dates[view]).unwrap();
            let at = (0, 0);
            let (history, views) = (state.history_views[at], state.views[at]);
            let boundary = mosum::boundary(history, views, state.critical_value);
            (state.process[at], boundary, state.watch.status[at])
        });
    }
}
