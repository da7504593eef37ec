//! Held-out judgements as rows of an evaluation.

use vigia_train::cross_validation;
use vigia_train::model::{Call, Judgement};

use super::examples::LabelledExample;
use crate::evaluate::judged::Judged;

/// Returns per repeat one row a pair, in the order of `rows`.
pub fn judged(rows: &[LabelledExample], held_out: &cross_validation::HeldOut) -> Vec<Vec<Judged>> {
    let of_repeat = |judgements: &Vec<Judgement>| {
        let rows = rows.iter().zip(judgements).zip(&held_out.places);
        rows.map(|((row, judgement), place)| Judged {
            place: *place,
            ..Judged::of(&row.pair, name(judgement.call, row), judgement.score, judgement.threshold)
        })
        .collect()
    };
    held_out.repeats.iter().map(of_repeat).collect()
}

const fn name(call: Call, row: &LabelledExample) -> &'static str {
    use vigia_detect::pair::Called;

    let called = match call {
        Call::MiningNew => Called::MiningNew,
        Call::MiningActive => Called::MiningActive,
        Call::Other if row.has_changed => Called::OtherChange,
        Call::Other => Called::NoChange,
        Call::NotObservable => Called::NotObservable,
    };
    called.name()
}
