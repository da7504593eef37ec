"""Labels the 8-connected components of a mask.

Usage: components.py PEER MASK SIDE THREADS. PEER is cv2 or cc3d, MASK a file of SIDE x SIDE
bytes, 0 or 1. Prints one JSON object. The time is that of labelling alone: imports and
reading come before. Both hand out a new image of 32 bits a pixel and the number of
components: int32 of OpenCV, numbered in an order of its own, uint32 of cc3d. THREADS is
OpenCV's; cc3d has one.
"""

import json
import resource
import sys
import time

import numpy as np


def cv2_labelled(mask, threads):
    import cv2

    cv2.setNumThreads(threads)

    def label():
        count, labels = cv2.connectedComponents(mask, connectivity=8, ltype=cv2.CV_32S)
        return labels, count - 1

    return label


def cc3d_labelled(mask, threads):
    import cc3d

    assert threads == 1
    return lambda: cc3d.connected_components(
        mask, connectivity=8, return_N=True, out_dtype=np.uint32
    )


def main():
    peer, path, side, threads = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    mask = np.fromfile(path, dtype=np.uint8).reshape(side, side)
    label = {"cv2": cv2_labelled, "cc3d": cc3d_labelled}[peer](mask, threads)
    begun = time.perf_counter()
    labels, count = label()
    elapsed = time.perf_counter() - begun
    peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert labels.dtype.itemsize == 4 and int(labels.max()) == count
    print(json.dumps({
        "milliseconds": elapsed * 1e3,
        "peak_mb": peak_kb * 1024 / 1e6,
        "components": int(count),
    }))


main()
