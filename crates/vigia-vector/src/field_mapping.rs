//! Which column holds a feature's code, name, holder and status, by kind of layer.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use vigia_core::layer::LayerKind;

/// Shipped mappings; the last is the fallback of all kinds.
const TEXTS: [&str; 4] = [
    include_str!("../mappings/geocatmin.toml"),
    include_str!("../mappings/reinfo.toml"),
    include_str!("../mappings/sernanp.toml"),
    include_str!("../mappings/generic.toml"),
];

static MAPPINGS: LazyLock<Vec<FieldMapping>> = LazyLock::new(|| {
    // The texts are part of the program; a test reads them with every error shown.
    TEXTS.iter().map(|text| toml::from_str(text).unwrap_or_default()).collect()
});

/// Candidate columns of one dataset, tried in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldMapping {
    kinds: Vec<LayerKind>,
    code: Vec<String>,
    name: Vec<String>,
    holder: Vec<String>,
    status: Vec<String>,
}

/// What a layer says about a feature, where it says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappedFields {
    /// The feature's own code.
    pub code: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Holder.
    pub holder: Option<String>,
    /// Status.
    pub status: Option<String>,
}

/// Picks code, name, holder and status out of `attributes` for a layer of `kind`:
/// columns in any letter case, blank values skipped, the kind's own columns first and
/// those of `mappings/generic.toml` after them.
#[must_use]
pub fn mapped_fields(kind: LayerKind, attributes: &BTreeMap<String, String>) -> MappedFields {
    let columns: BTreeMap<String, &str> = attributes
        .iter()
        .map(|(column, value)| (column.to_lowercase(), value.trim()))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let pick = |candidates: fn(&FieldMapping) -> &[String]| {
        MAPPINGS
            .iter()
            .filter(|mapping| mapping.kinds.is_empty() || mapping.kinds.contains(&kind))
            .flat_map(candidates)
            .find_map(|column| columns.get(&column.to_lowercase()))
            .map(|value| (*value).to_owned())
    };
    MappedFields {
        code: pick(|mapping| &mapping.code),
        name: pick(|mapping| &mapping.name),
        holder: pick(|mapping| &mapping.holder),
        status: pick(|mapping| &mapping.status),
    }
}

/// Returns the kind of layer whose own first code column stands among `attributes`: only
/// GEOCATMIN has `CODIGOU`, only REINFO `COD_REINFO`, only SERNANP `anp_codi`. `None` where
/// nothing tells.
#[must_use]
pub fn kind_of(attributes: &BTreeMap<String, String>) -> Option<LayerKind> {
    let has = |wanted: &str| attributes.keys().any(|column| column.eq_ignore_ascii_case(wanted));
    let telling = |mapping: &&FieldMapping| mapping.code.first().is_some_and(|code| has(code));
    MAPPINGS.iter().filter(telling).find_map(|mapping| mapping.kinds.first().copied())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn check(kind: LayerKind, columns: &[(&str, &str)], expected: [Option<&str>; 4]) {
        let attributes = columns.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let found = mapped_fields(kind, &attributes);
        let [code, name, holder, status] = expected.map(|text| text.map(str::to_owned));
        assert_eq!(found, MappedFields { code, name, holder, status });
    }

    #[test]
    fn every_shipped_mapping_can_be_read() {
        for text in TEXTS {
            toml::from_str::<FieldMapping>(text).unwrap();
        }
    }

    #[test]
    fn a_mining_right_has_its_code_name_holder_and_status() {
        check(
            LayerKind::MiningRight,
            &[
                ("CODIGOU", "010000125"),
                ("CONCESION", "EJEMPLO UNO"),
                ("TIT_CONCES", "TITULAR FICTICIO 1"),
                ("ESTADO", "T"),
                ("D_ESTADO", "TITULADO"),
            ],
            [Some("010000125"), Some("EJEMPLO UNO"), Some("TITULAR FICTICIO 1"), Some("T")],
        );
    }

    #[test]
    fn letter_case_does_not_matter_and_blanks_are_skipped() {
        check(
            LayerKind::MiningRight,
            &[("codigou", " 01 "), ("concesion", "  "), ("nombre", "EJEMPLO")],
            [Some("01"), Some("EJEMPLO"), None, None],
        );
    }

    #[test]
    fn a_kind_does_not_read_the_columns_of_another() {
        check(
            LayerKind::River,
            &[("CODIGOU", "010000125"), ("NOMBRE", "RIO EJEMPLO")],
            [None, Some("RIO EJEMPLO"), None, None],
        );
    }

    #[test]
    fn a_register_is_known_by_its_own_code_column_and_others_are_not_guessed() {
        let kind = |column: &str| kind_of(&BTreeMap::from([(column.to_owned(), String::new())]));
        assert_eq!(kind("codigou"), Some(LayerKind::MiningRight));
        assert_eq!(kind("COD_REINFO"), Some(LayerKind::Reinfo));
        assert_eq!(kind("anp_codi"), Some(LayerKind::ProtectedArea));
        assert_eq!(kind("id"), None);
    }
}
