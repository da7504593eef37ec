#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;

fn row(columns: &[(&str, &str)]) -> BTreeMap<String, String> {
    columns.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
}

fn check(kind: LayerKind, columns: &[(&str, &str)], expected: [Option<&str>; 4]) {
    let found = mapped_fields(kind, &row(columns), &[]);
    let [code, name, holder, status] = expected.map(|text| text.map(str::to_owned));
    assert_eq!(found, MappedFields { code, name, holder, status, ..MappedFields::default() });
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
    let kind = |column: &str| kind_of(&row(&[(column, "")]));
    assert_eq!(kind("codigou"), Some(LayerKind::MiningRight));
    assert_eq!(kind("COD_REINFO"), Some(LayerKind::Reinfo));
    assert_eq!(kind("anp_codi"), Some(LayerKind::ProtectedArea));
    assert_eq!(kind("id"), None);
}

#[test]
fn dates_come_with_the_column_that_states_them() {
    let stated = |kind, column: &str| {
        let fields = mapped_fields(kind, &row(&[(column, "1")]), &[]);
        fields.valid_from.or(fields.valid_to).map(|stated| stated.column)
    };
    assert_eq!(stated(LayerKind::MiningRight, "fec_denu").as_deref(), Some("fec_denu"));
    assert_eq!(stated(LayerKind::ProtectedArea, "anp_felec").as_deref(), Some("anp_felec"));
    assert_eq!(stated(LayerKind::Reinfo, "FECHA_EXCLUSION").as_deref(), Some("FECHA_EXCLUSION"));
    // The day on which a copy was refreshed says nothing of the feature.
    assert_eq!(stated(LayerKind::MiningRight, "FECHA_ACTUALIZACION"), None);
}

const GIVEN: &str = r#"
# Export of a regional government.
kinds = ["mining_right"]
code = ["DERECHO"]
valid_from = ["F_INICIO"]
ruc = ["NRO_RUC"]
"#;

#[test]
fn a_mapping_that_a_person_gives_goes_before_the_shipped_ones_for_its_kind_alone() {
    let given = [FieldMapping::from_toml("gore.toml", GIVEN).unwrap()];
    let columns = row(&[("derecho", "G-1"), ("CODIGOU", "01"), ("CONCESION", "UNO"), ("ID", "7")]);
    let fields = mapped_fields(LayerKind::MiningRight, &columns, &given);
    assert_eq!((fields.code.as_deref(), fields.name.as_deref()), (Some("G-1"), Some("UNO")));
    let other = mapped_fields(LayerKind::River, &columns, &given);
    assert_eq!(other.code.as_deref(), Some("7"));
}

#[test]
fn the_tax_number_of_a_holder_is_found_by_kind_and_only_where_it_checks() {
    let given = [FieldMapping::from_toml("gore.toml", GIVEN).unwrap()];
    let ruc = |kind, column: &str, text: &str| ruc_of(kind, &row(&[(column, text)]), &given);
    let own = Some("20131312955".to_owned());
    for column in ["M_RUC", "RUC", "ruc_titular"] {
        assert_eq!(ruc(LayerKind::Reinfo, column, "20131312955"), own, "{column}");
        assert_eq!(ruc(LayerKind::Reinfo, column, "20131312956"), None, "{column}");
    }
    assert_eq!(ruc(LayerKind::MiningRight, "NRO_RUC", "20131312955.0"), own);
    assert_eq!(ruc(LayerKind::River, "NRO_RUC", "20131312955"), None);
}

#[test]
fn a_mapping_that_is_wrong_says_where_and_what_would_be_right() {
    let refused = |text: &str, words: &[&str]| {
        let problem = FieldMapping::from_toml("mapa.toml", text).unwrap_err();
        assert_eq!((problem.code, &*problem.subject), (ProblemCode::MappingInvalid, "mapa.toml"));
        for word in words {
            assert!(problem.detail.contains(word), "{word}: {}", problem.detail);
        }
    };
    refused("kinds = [\"river\"]\ncodigo = [\"X\"]", &["line 2", "codigo", "code", "valid_from"]);
    refused("kinds = [\"mine\"]\ncode = [\"X\"]", &["line 1", "mine", "mining_right"]);
    refused("kinds = [\"river\"", &["line 1"]);
    refused("kinds = [\"river\"]\ncode = \"X\"", &["line 2"]);
    refused("code = [\"X\"]", &["kinds"]);
    refused("kinds = []\ncode = [\"X\"]", &["kinds", "mining_right"]);
    refused("kinds = [\"river\"]", &["no column", "code", "ruc"]);
    refused("kinds = [\"river\"]\nname = [\" \"]", &["name", "without a name"]);
    let many = format!("kinds = [\"river\"]\nname = {:?}", vec!["a"; COLUMNS_MAX + 1]);
    refused(&many, &["name", "65"]);
    let large = format!("#{}", " ".repeat(MAPPING_MAX_BYTES));
    assert_eq!(FieldMapping::from_toml("m", &large).unwrap_err().code, ProblemCode::TooLarge);
}
