#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::hashing_copy::BUFFER_BYTES;
use super::*;

fn blobs() -> (tempfile::TempDir, Blobs) {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::in_folder(&folder.path().join("blobs")).unwrap();
    (folder, blobs)
}

#[test]
fn a_file_is_found_under_the_hash_of_its_bytes_and_stays_as_it_was() {
    let (folder, blobs) = blobs();
    let source = folder.path().join("escena.tif");
    let bytes: Vec<u8> = (0..3 * BUFFER_BYTES + 17).map(|index| (index % 251) as u8).collect();
    fs::write(&source, &bytes).unwrap();

    let fingerprint = blobs.put_file(&source).unwrap();

    assert_eq!(fingerprint, Fingerprint::of(&bytes));
    assert_eq!(fs::read(blobs.path(&fingerprint)).unwrap(), bytes);
    assert_eq!(fs::read(&source).unwrap(), bytes);
    assert_eq!(blobs.size_bytes(&fingerprint).unwrap(), bytes.len() as u64);
    blobs.verify(&fingerprint).unwrap();
}

#[test]
fn the_same_bytes_are_one_blob_and_are_not_written_again() {
    let (folder, blobs) = blobs();
    let source = folder.path().join("a");
    fs::write(&source, b"arena").unwrap();
    let first = blobs.put_file(&source).unwrap();
    let written = fs::metadata(blobs.path(&first)).unwrap().modified().unwrap();

    assert_eq!(blobs.put_bytes(b"arena").unwrap(), first);
    assert_eq!(blobs.put_file(&source).unwrap(), first);

    assert_eq!(fs::metadata(blobs.path(&first)).unwrap().modified().unwrap(), written);
    assert_eq!(blobs.list().unwrap(), [first]);
    assert!(entries(&blobs.unfinished).unwrap().is_empty());
}

#[test]
fn a_blob_of_the_wrong_size_is_written_again() {
    let (_folder, blobs) = blobs();
    let fingerprint = blobs.put_bytes(b"arena").unwrap();
    overwrite(&blobs.path(&fingerprint), b"are");

    blobs.put_bytes(b"arena").unwrap();

    assert_eq!(fs::read(blobs.path(&fingerprint)).unwrap(), b"arena");
}

#[test]
fn damage_is_noticed() {
    let (_folder, blobs) = blobs();
    let fingerprint = blobs.put_bytes(b"arena").unwrap();
    overwrite(&blobs.path(&fingerprint), b"arenb");
    let noticed = blobs.verify(&fingerprint).unwrap_err();
    assert!(matches!(noticed, StoreError::BlobDamaged { .. }), "{noticed}");
}

/// Blobs are read-only, so whoever damages one replaces its file.
fn overwrite(path: &Path, bytes: &[u8]) {
    fs::remove_file(path).unwrap();
    fs::write(path, bytes).unwrap();
}

#[test]
fn what_a_killed_writer_left_is_swept_and_finished_blobs_stay() {
    let (folder, blobs) = blobs();
    let kept = blobs.put_bytes(b"arena").unwrap();
    fs::write(blobs.unfinished.join(".tmpAb12"), b"are").unwrap();

    let blobs = Blobs::in_folder(&folder.path().join("blobs")).unwrap();

    assert!(entries(&blobs.unfinished).unwrap().is_empty());
    assert_eq!(blobs.list().unwrap(), [kept]);
}

#[test]
fn a_source_that_changes_while_it_is_read_is_refused_and_leaves_nothing() {
    let (_folder, blobs) = blobs();
    let promised = Fingerprint::of(b"first pass");
    let refused =
        blobs.write(&mut &b"second pass"[..], Path::new("grande.tif"), &promised).unwrap_err();
    assert!(matches!(refused, StoreError::SourceChanged { .. }), "{refused}");
    assert!(blobs.list().unwrap().is_empty() && entries(&blobs.unfinished).unwrap().is_empty());
}

#[test]
fn an_absent_blob_and_an_absent_file_are_named() {
    let (_folder, blobs) = blobs();
    let absent = Fingerprint::of(b"absent");
    assert!(!blobs.has(&absent));
    assert!(matches!(blobs.open(&absent).unwrap_err(), StoreError::BlobMissing { .. }));
    let unreadable = blobs.put_file(Path::new("no-hay.tif")).unwrap_err().to_string();
    assert!(unreadable.contains("no-hay.tif"), "{unreadable}");
}
