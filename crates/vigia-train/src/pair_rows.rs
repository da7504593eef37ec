//! Examples in order, and the features of a pair in the order of a model.

use crate::example::WORKED_RISE;
use crate::place::{PLACE_KM, groups};
use crate::{Example, Settings, TrainError};

/// An example with its place.
#[derive(Clone, Copy)]
pub(crate) struct Placed<'a> {
    pub example: &'a Example,
    pub place: usize,
    /// Where it stood among the examples that were given.
    pub index: usize,
}

/// Returns the examples in the order of their ids, so that the order in which they were
/// given has no part in any model.
pub(crate) fn placed<'a>(
    examples: &'a [Example],
    settings: &Settings,
) -> Result<Vec<Placed<'a>>, TrainError> {
    let mut order: Vec<usize> = (0..examples.len()).collect();
    order.sort_by(|a, b| examples[*a].id.cmp(&examples[*b].id));
    if let Some(pair) = order.windows(2).find(|pair| examples[pair[0]].id == examples[pair[1]].id) {
        return Err(TrainError::TwiceThere { id: examples[pair[0]].id.clone() });
    }
    for example in examples {
        let surroundings = example.objects.iter().flat_map(|object| &object.views);
        let views = example.views.iter().chain(surroundings);
        let views = views.map(|view| (view, &settings.view_features));
        let objects = example.objects.iter();
        let objects = objects.map(|object| (&object.features, &settings.object_features));
        if let Some((values, names)) =
            views.chain(objects).find(|(values, names)| values.len() != names.len())
        {
            return Err(TrainError::Width {
                id: example.id.clone(),
                expected: names.len(),
                found: values.len(),
            });
        }
    }
    let sorted: Vec<&Example> = order.iter().map(|index| &examples[*index]).collect();
    let places = groups(&sorted, PLACE_KM);
    let placed = order.into_iter().zip(places);
    Ok(placed.map(|(index, place)| Placed { example: &examples[index], place, index }).collect())
}

/// Where the features of a pair model come from, in its order.
pub(crate) struct PairColumns(Vec<Source>);

enum Source {
    Object(usize),
    Rise,
}

impl PairColumns {
    pub fn of(settings: &Settings) -> Result<Self, TrainError> {
        let source = |name: &String| match name.as_str() {
            WORKED_RISE => Ok(Source::Rise),
            _ => position(&settings.object_features, name).map(Source::Object),
        };
        Ok(Self(settings.pair.iter().map(source).collect::<Result<_, _>>()?))
    }

    /// Returns the features of one object; `evidence` is that of both its views.
    pub fn row(&self, object: &[f64], evidence: [f64; 2]) -> Vec<f64> {
        let value = |source: &Source| match source {
            Source::Object(column) => object[*column],
            Source::Rise => evidence[1] - evidence[0],
        };
        self.0.iter().map(value).collect()
    }
}

/// Returns the column that is called `name`.
pub(crate) fn position(names: &[String], name: &str) -> Result<usize, TrainError> {
    let unknown = || TrainError::UnknownFeature { name: name.to_owned() };
    names.iter().position(|known| known == name).ok_or_else(unknown)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::example::tests::{made_up, settings};

    #[test]
    fn columns_come_from_the_object_and_from_the_views() {
        let mut settings = settings();
        settings.pair = ["worked_rise", "tone"].map(String::from).to_vec();
        let columns = PairColumns::of(&settings).unwrap();
        assert_eq!(columns.row(&[1.0, 2.0], [-3.0, 1.0]), [4.0, 2.0]);
        settings.pair.push("colour".into());
        assert!(matches!(
            PairColumns::of(&settings),
            Err(TrainError::UnknownFeature { name }) if name == "colour"
        ));
    }

    #[test]
    fn examples_are_put_in_the_order_of_their_ids() {
        let mut examples = made_up(6);
        examples.reverse();
        let placed = placed(&examples, &settings()).unwrap();
        assert_eq!(placed.iter().map(|p| p.index).collect::<Vec<_>>(), [5, 4, 3, 2, 1, 0]);
        assert_eq!(placed.iter().map(|p| p.place).collect::<Vec<_>>(), [0, 0, 1, 1, 2, 2]);
    }

    #[test]
    fn an_example_twice_or_with_another_width_is_named() {
        let mut examples = made_up(4);
        examples[3].id = examples[1].id.clone();
        let error = placed(&examples, &settings()).err().unwrap();
        assert!(matches!(error, TrainError::TwiceThere { id } if id == "p0001"));
        let mut examples = made_up(4);
        examples[2].views[1].pop();
        let error = placed(&examples, &settings()).err().unwrap();
        assert!(matches!(error, TrainError::Width { expected: 3, found: 2, .. }));
    }
}
