//! The few parts of the protocol-buffer wire format that a tile needs, appended to bytes.

/// Wire type of variable-length integers.
const VARINT: u8 = 0;
/// Wire type of eight bytes.
const EIGHT_BYTES: u8 = 1;
/// Wire type of what states its length: texts, messages, packed numbers.
const LENGTH_DELIMITED: u8 = 2;

/// Appends a variable-length integer.
#[inline]
pub(super) fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Returns a signed number as the unsigned one that is small where it is near zero.
#[inline]
pub(super) const fn zigzag(value: i32) -> u32 {
    ((value << 1) ^ (value >> 31)) as u32
}

/// Appends an integer field.
pub(super) fn put_number(out: &mut Vec<u8>, field: u8, value: u64) {
    out.push(field << 3 | VARINT);
    put_varint(out, value);
}

/// Appends a field of double precision.
pub(super) fn put_double(out: &mut Vec<u8>, field: u8, value: f64) {
    out.push(field << 3 | EIGHT_BYTES);
    out.extend_from_slice(&value.to_le_bytes());
}

/// Appends a field of bytes with their length.
#[inline]
pub(super) fn put_bytes(out: &mut Vec<u8>, field: u8, bytes: &[u8]) {
    put_length(out, field, bytes.len());
    out.extend_from_slice(bytes);
}

/// Appends the head of a field whose `length` bytes follow.
#[inline]
pub(super) fn put_length(out: &mut Vec<u8>, field: u8, length: usize) {
    out.push(field << 3 | LENGTH_DELIMITED);
    put_varint(out, length as u64);
}

/// Returns how many bytes a field of bytes takes.
#[inline]
pub(super) const fn bytes_field_length(length: usize) -> usize {
    1 + varint_length(length as u64) + length
}

const fn varint_length(value: u64) -> usize {
    // Seven bits a byte; zero takes one.
    (70 - (value | 1).leading_zeros() as usize) / 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_those_that_are_written() {
        for value in [0, 1, 127, 128, 300, 16_383, 16_384, u64::from(u32::MAX), u64::MAX] {
            let mut out = Vec::new();
            put_varint(&mut out, value);
            assert_eq!(out.len(), varint_length(value), "{value}");
        }
    }

    #[test]
    fn numbers_near_zero_stay_small() {
        assert_eq!(
            [0, -1, 1, -2, i32::MAX, i32::MIN].map(zigzag),
            [0, 1, 2, 3, u32::MAX - 1, u32::MAX]
        );
    }
}
