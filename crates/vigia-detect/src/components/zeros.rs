//! Images of zeros whose memory is cheap to touch first.

use ndarray::Array2;

/// Returns an image of zeros.
///
/// Linux is asked to give large ones memory in pages of 2 MB instead of 4 kB: to have the
/// pages of a whole tile made one by one took longer than to label it. The price is that an
/// image in which hardly anything is set takes all of its memory, too.
pub(super) fn zeros(dim: (usize, usize)) -> Array2<u32> {
    let mut image = Array2::zeros(dim);
    #[cfg(target_os = "linux")]
    if let Some(pixels) = image.as_slice_mut() {
        ask_for_huge_pages(pixels);
    }
    image
}

#[cfg(target_os = "linux")]
fn ask_for_huge_pages(pixels: &mut [u32]) {
    /// Smaller images hardly gain; numpy draws the line here, too.
    const BYTES_MIN: usize = 4 << 20;
    /// The advice is given from a page's first byte on. Larger pages than 4 kB refuse it.
    const ALIGNMENT: usize = 4096;
    if size_of_val(pixels) < BYTES_MIN {
        return;
    }
    let bytes = pixels.as_mut_ptr_range();
    let (start, end) = (bytes.start as usize, bytes.end as usize);
    let first = start.next_multiple_of(ALIGNMENT);
    let length = end / ALIGNMENT * ALIGNMENT - first;
    // SAFETY: the pages lie within the slice, and the advice leaves what they hold as it is.
    // Where it is refused, they stay small.
    unsafe { libc::madvise(first as *mut libc::c_void, length, libc::MADV_HUGEPAGE) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_on_either_side_of_the_line_are_zeros_and_can_be_written() {
        for dim in [(0, 5), (3, 5), (1100, 1000), (2051, 1023)] {
            let mut image = zeros(dim);
            assert!(image.iter().all(|pixel| *pixel == 0));
            image.fill(7);
            assert_eq!(image.iter().filter(|pixel| **pixel == 7).count(), dim.0 * dim.1);
        }
    }
}
